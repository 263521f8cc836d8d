"""Know who stands in: teams, rotas, absences, closures, and posts that are held for a time.

A release before this one goes on reading and writing what it knows of.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add what is new; a post may from now on be held by a team, and more than once."""
    _add("agencies", "domains", "holiday_contact")
    _add("people", "teams", "works", "job_share", "named_by")
    _add("receipts", "way")
    _posts_for_a_time()
    op.create_table(
        "teams",
        _text("id", primary_key=True),
        _text("name"),
        _text("agency", of="agencies.id"),
        _text("email"),
        _text("slack"),
        _text("covers"),
        sa.Column("position", sa.Integer(), nullable=False),
    )
    person = _text("person", of="people.id")
    _listed(
        "shifts", _text("team", of="teams.id"), person, _day("starts"), _day("ends"), _text("works")
    )
    always = (_day("starts", always=True), _day("ends", always=True))
    _listed("absences", _text("person", of="people.id"), *always, _text("cover"), _text("set_by"))
    always = (_day("starts", always=True), _day("ends", always=True))
    _listed("closures", _text("agency", of="agencies.id"), *always, _text("contact"))
    _listed("stand_ins", _text("agency_type"), _text("role"), _text("holder"))


def _posts_for_a_time() -> None:
    _listed(
        "posts_for_a_time",
        _text("person"),
        _text("role"),
        _text("agency", of="agencies.id"),
        _day("starts"),
        _day("ends"),
    )
    op.execute(
        "INSERT INTO posts_for_a_time (position, person, role, agency) "
        "SELECT position, person, role, agency FROM posts"
    )
    op.drop_table("posts")
    op.rename_table("posts_for_a_time", "posts")


def _listed(name: str, *columns: sa.Column[str] | sa.Column[object]) -> None:
    position = sa.Column("position", sa.Integer(), primary_key=True, autoincrement=False)
    op.create_table(name, position, *columns)


def _add(table: str, *names: str) -> None:
    for name in names:
        op.add_column(table, sa.Column(name, sa.Text(), nullable=False, server_default=""))


def _text(name: str, *, primary_key: bool = False, of: str = "") -> sa.Column[str]:
    keys = [sa.ForeignKey(of)] if of else []
    return sa.Column(name, sa.Text(), *keys, primary_key=primary_key, nullable=False)


def _day(name: str, *, always: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.Date(), nullable=not always)

"""Keep each place: what is reopened is given another, and where it lived before stays known.

The release before this one goes on writing while this one is brought in: what is added has a
default of its own.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


_INSTANT = sa.DateTime(timezone=True)
_KEY = ("reference", "platform", "number")
_REST = ("channel", "root", "made_at")


def upgrade() -> None:
    """A disagreement has a place of each number on a platform; those there are, are the first."""
    if op.get_bind().dialect.name == "postgresql":
        op.add_column("places", _number())
        op.drop_constraint("places_pkey", "places", type_="primary")
        op.create_primary_key("places_pkey", "places", list(_KEY))
    else:
        _copied()


def _copied() -> None:
    """SQLite changes no key in place."""
    op.rename_table("places", "places_before")
    op.create_table(
        "places",
        sa.Column("reference", sa.Text(), sa.ForeignKey("disagreements.reference")),
        sa.Column("platform", sa.Text()),
        _number(),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("root", sa.Text(), nullable=False),
        sa.Column("made_at", _INSTANT, nullable=False),
        sa.PrimaryKeyConstraint(*_KEY),
        sa.UniqueConstraint("platform", "channel", "root"),
    )
    columns = ", ".join(each for each in (*_KEY, *_REST) if each != "number")
    op.execute(f"INSERT INTO places ({columns}) SELECT {columns} FROM places_before")  # noqa: S608
    op.drop_table("places_before")


def _number() -> sa.Column[int]:
    return sa.Column("number", sa.Integer(), nullable=False, server_default="0")

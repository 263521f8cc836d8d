"""Share the clock: many workers beside one another, their beats, their pace, what an audit found.

The release before this one goes on writing while this one is brought in: whatever is added has a
default of its own.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_INSTANT = sa.DateTime(timezone=True)
_OPEN = "status = 'open'"
_WAITING = "state = 'waiting'"
_UNDONE = "state IN ('waiting', 'leased')"


def upgrade() -> None:
    """Add what is new, and give the rows there are their values."""
    _due_and_owed()
    _working_together()


def _due_and_owed() -> None:
    op.add_column("moments", _flag("urgent"))
    op.execute("UPDATE moments SET urgent = true WHERE wake LIKE 'harm:%'")
    op.add_column("outbox", _flag("nudge"))
    op.add_column("outbox", _text("addressee"))
    op.add_column("outbox", _text("bundle"))
    _index_where("moments_urgent", "moments", ["run_at"], f"{_WAITING} AND urgent")
    _index_where("outbox_ready", "outbox", ["urgent", "nudge", "run_at", "id"], _UNDONE)
    _index_where("outbox_oldest", "outbox", ["nudge", "owed_at"], _UNDONE)
    _index_where("outbox_addressee", "outbox", ["addressee", "run_at"], _UNDONE)
    op.drop_index("outbox_undone", "outbox")
    _index_where("outbox_bundle", "outbox", ["bundle"], "bundle <> ''")
    _index_where("disagreements_open", "disagreements", ["reference"], _OPEN)


def _working_together() -> None:
    op.create_table("pace", _text("lane", primary_key=True), _instant("free_at"))
    op.create_table(
        "workers",
        _text("name", primary_key=True),
        _text("release"),
        _instant("started_at"),
        _instant("beat_at"),
    )
    op.create_table("rounds", _text("name", primary_key=True), _instant("next_at"))
    op.create_table(
        "findings",
        _text("reference", primary_key=True),
        _text("what", primary_key=True),
        _text("why"),
        _instant("found_at"),
    )


def _flag(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false())


def _text(name: str, primary_key: bool = False) -> sa.Column[str]:
    default = None if primary_key else ""
    return sa.Column(
        name, sa.Text(), primary_key=primary_key, nullable=False, server_default=default
    )


def _instant(name: str) -> sa.Column[object]:
    return sa.Column(name, _INSTANT, nullable=False)


def _index_where(name: str, table: str, columns: list[str | sa.TextClause], where: str) -> None:
    op.create_index(
        name, table, columns, sqlite_where=sa.text(where), postgresql_where=sa.text(where)
    )

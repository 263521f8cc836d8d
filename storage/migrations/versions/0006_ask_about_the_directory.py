"""Ask about the directory: errands to people about who is who, what they confirm, and what is open.

A release before this one goes on reading and writing what it knows of.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add what is new; nothing that was there is changed."""
    op.create_table(
        "errands",
        _text("key", primary_key=True),
        _text("agency"),
        _text("kind"),
        sa.Column("message", sa.LargeBinary()),
        _instant("owed_at"),
        _text("state"),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("faults", sa.Integer(), nullable=False),
        _instant("run_at"),
        _text("person"),
        _text("channel"),
        _text("message_id"),
        sa.Column("sent_at", sa.DateTime(timezone=True)),
        _text("why"),
    )
    waiting = sa.text("state IN ('waiting', 'leased')")
    op.create_index(
        "errands_ready", "errands", ["run_at"], sqlite_where=waiting, postgresql_where=waiting
    )
    op.create_table(
        "confirmations",
        sa.Column("id", _number(), primary_key=True),
        sa.Column("key", sa.Text(), nullable=False, unique=True),
        _text("agency"),
        _text("what"),
        _text("by"),
        _instant("at"),
    )
    op.create_index("confirmations_agency", "confirmations", ["agency", "id"])
    op.create_table(
        "gaps",
        _text("key", primary_key=True),
        _text("agency"),
        _text("kind"),
        sa.Column("sentence", sa.LargeBinary(), nullable=False),
        _instant("since"),
        sa.Column("position", sa.Integer(), nullable=False),
    )
    op.create_table(
        "chains",
        _text("person", primary_key=True),
        sa.Column("chain", sa.LargeBinary(), nullable=False),
        _instant("read_at"),
        sa.Column("gone", sa.Boolean(), nullable=False),
    )


def _text(name: str, *, primary_key: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), primary_key=primary_key, nullable=False)


def _instant(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=False)


def _number() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")

"""Keep disagreements: the ledger and what is computed from it, the directory, the audit."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make every table of the first release, empty."""
    _the_ledger()
    _what_is_due()
    _the_directory()
    _who_read_what()


def _the_ledger() -> None:
    op.create_table(
        "procedures",
        _text("sha256", primary_key=True),
        _text("name"),
        _text("text"),
        _instant("kept_at"),
    )
    op.create_table(
        "disagreements",
        _text("reference", primary_key=True),
        sa.Column("procedure", sa.Text(), sa.ForeignKey("procedures.sha256"), nullable=False),
        sa.Column("opened_by_key", sa.Text(), nullable=False, unique=True),
        _text("status"),
        _instant("opened_at"),
    )
    op.create_table(
        "ledger",
        _disagreement(),
        _integer("seq", primary_key=True),
        _text("kind"),
        _integer("schema"),
        *map(_text, ("at", "by", "agency", "audience", "key")),
        *map(_text, ("header_salt", "head", "digest", "previous", "hash")),
        sa.UniqueConstraint("reference", "key"),
    )
    op.create_table(
        "bodies",
        _text("reference", primary_key=True),
        _integer("seq", primary_key=True),
        sa.Column("salt", sa.LargeBinary()),
        sa.Column("content", sa.LargeBinary()),
        _entry(),
    )


def _what_is_due() -> None:
    op.create_table(
        "moments",
        _disagreement(),
        _text("wake", primary_key=True),
        _instant("at"),
        _instant("run_at"),
        _text("state"),
        _integer("attempts"),
        _text("why"),
    )
    _index_where("moments_waiting", "moments", ["run_at", "reference", "wake"], "state = 'waiting'")
    op.create_table(
        "outbox",
        sa.Column("id", _NUMBER, primary_key=True),
        sa.Column("key", sa.Text(), nullable=False, unique=True),
        _text("reference"),
        _integer("seq"),
        _integer("n"),
        _text("kind"),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("owed", sa.LargeBinary()),
        _instant("owed_at"),
        _text("state"),
        _integer("attempts"),
        _integer("faults"),
        _instant("run_at"),
        sa.Column("claimed_by", sa.Text()),
        sa.Column("lease_until", _INSTANT),
        sa.Column("sent_at", _INSTANT),
        _text("why"),
        _entry(),
    )
    undone = "state IN ('waiting', 'leased')"
    _index_where("outbox_undone", "outbox", ["run_at", "id"], undone)
    _index_where("outbox_order", "outbox", ["reference", "id"], undone)
    _index_where("outbox_given_up", "outbox", ["reference"], "state = 'given_up'")
    op.create_table(
        "receipts",
        _disagreement(),
        _text("topic", primary_key=True),
        _text("person", primary_key=True),
        *map(_text, ("item_key", "platform", "channel", "message")),
        sa.Column("sent_at", _INSTANT),
    )
    op.create_table(
        "places",
        _disagreement(),
        _text("platform", primary_key=True),
        _text("channel"),
        _text("root"),
        _instant("made_at"),
        sa.UniqueConstraint("platform", "channel", "root"),
    )


def _the_directory() -> None:
    op.create_table(
        "agencies",
        _text("id", primary_key=True),
        _text("name"),
        _text("type"),
        _integer("position"),
    )
    op.create_table(
        "people",
        _text("id", primary_key=True),
        _text("name"),
        sa.Column("agency", sa.Text(), sa.ForeignKey("agencies.id"), nullable=False),
        *map(_text, ("email", "slack", "manager", "deputy", "phone")),
        _integer("position"),
    )
    op.create_table(
        "posts",
        sa.Column("person", sa.Text(), sa.ForeignKey("people.id"), primary_key=True),
        _text("role", primary_key=True),
        sa.Column("agency", sa.Text(), sa.ForeignKey("agencies.id"), primary_key=True),
        _integer("position"),
    )
    op.create_table(
        "directory_imports",
        sa.Column("id", _NUMBER, primary_key=True),
        _instant("at"),
        _text("who"),
        _text("source"),
        sa.Column("before", sa.LargeBinary(), nullable=False),
        sa.Column("after", sa.LargeBinary(), nullable=False),
    )


def _who_read_what() -> None:
    op.create_table(
        "audit",
        sa.Column("id", _NUMBER, primary_key=True),
        _instant("at"),
        *map(_text, ("who", "what", "reference")),
        sa.Column("detail", sa.LargeBinary(), nullable=False),
    )
    op.create_index("audit_reference", "audit", ["reference", "id"])
    op.create_table(
        "drafts",
        _text("person", primary_key=True),
        _text("word", primary_key=True),
        sa.Column("answers", sa.LargeBinary(), nullable=False),
        _instant("kept_at"),
    )


def _text(name: str, primary_key: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), primary_key=primary_key, nullable=False)


def _integer(name: str, primary_key: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), primary_key=primary_key, nullable=False)


def _instant(name: str) -> sa.Column[object]:
    return sa.Column(name, _INSTANT, nullable=False)


def _disagreement() -> sa.Column[str]:
    referenced = sa.ForeignKey("disagreements.reference")
    return sa.Column("reference", sa.Text(), referenced, primary_key=True)


def _entry() -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["reference", "seq"], ["ledger.reference", "ledger.seq"])


def _index_where(name: str, table: str, columns: list[str], where: str) -> None:
    op.create_index(
        name, table, columns, sqlite_where=sa.text(where), postgresql_where=sa.text(where)
    )

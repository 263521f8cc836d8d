"""Every table but those of the directory, as it stands after the last migration."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    and_,
    false,
)

from storage.crypto import Encrypted
from storage.database import Instant

REVISION = "0008"  # the last migration, of which a worker must know
metadata = MetaData()

Number = BigInteger().with_variant(Integer, "sqlite")

procedures = Table(
    "procedures",
    metadata,
    Column("sha256", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("kept_at", Instant, nullable=False),
)

disagreements = Table(
    "disagreements",
    metadata,
    Column("reference", Text, primary_key=True),
    Column("procedure", Text, ForeignKey("procedures.sha256"), nullable=False),
    Column("opened_by_key", Text, nullable=False, unique=True),
    Column("status", Text, nullable=False),
    Column("opened_at", Instant, nullable=False),
)
Index(
    "disagreements_open",
    disagreements.c.reference,
    sqlite_where=disagreements.c.status == "open",
    postgresql_where=disagreements.c.status == "open",
)

ledger = Table(
    "ledger",
    metadata,
    Column("reference", Text, ForeignKey("disagreements.reference"), primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("schema", Integer, nullable=False),
    Column("at", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("agency", Text, nullable=False),
    Column("audience", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("header_salt", Text, nullable=False),
    Column("head", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("previous", Text, nullable=False),
    Column("hash", Text, nullable=False),
    UniqueConstraint("reference", "key"),
)

# Salt and content are empty once a body has been erased: the chain holds by its digest.
bodies = Table(
    "bodies",
    metadata,
    Column("reference", Text, primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("salt", LargeBinary),
    Column("content", Encrypted),
    ForeignKeyConstraint(["reference", "seq"], ["ledger.reference", "ledger.seq"]),
)

moments = Table(
    "moments",
    metadata,
    Column("reference", Text, ForeignKey("disagreements.reference"), primary_key=True),
    Column("wake", Text, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("run_at", Instant, nullable=False),
    Column("state", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("why", Text, nullable=False),
    Column("urgent", Boolean, nullable=False, server_default=false()),
)
_URGENT = and_(moments.c.state == "waiting", moments.c.urgent)
Index("moments_urgent", moments.c.run_at, sqlite_where=_URGENT, postgresql_where=_URGENT)
Index(
    "moments_waiting",
    moments.c.run_at,
    moments.c.reference,
    moments.c.wake,
    sqlite_where=moments.c.state == "waiting",
    postgresql_where=moments.c.state == "waiting",
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", Number, primary_key=True),
    Column("key", Text, nullable=False, unique=True),
    Column("reference", Text, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("n", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("urgent", Boolean, nullable=False),
    Column("owed", Encrypted),
    Column("owed_at", Instant, nullable=False),
    Column("state", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("faults", Integer, nullable=False),
    Column("run_at", Instant, nullable=False),
    Column("claimed_by", Text),
    Column("lease_until", Instant),
    Column("sent_at", Instant),
    Column("why", Text, nullable=False),
    Column("nudge", Boolean, nullable=False, server_default=false()),
    Column("addressee", Text, nullable=False, server_default=""),
    Column("bundle", Text, nullable=False, server_default=""),
    ForeignKeyConstraint(["reference", "seq"], ["ledger.reference", "ledger.seq"]),
)
_UNDONE = outbox.c.state.in_(("waiting", "leased"))
Index(
    "outbox_order",
    outbox.c.reference,
    outbox.c.id,
    sqlite_where=_UNDONE,
    postgresql_where=_UNDONE,
)
Index(
    "outbox_ready",
    outbox.c.urgent,
    outbox.c.nudge,
    outbox.c.run_at,
    outbox.c.id,
    sqlite_where=_UNDONE,
    postgresql_where=_UNDONE,
)
Index(
    "outbox_oldest",
    outbox.c.nudge,
    outbox.c.owed_at,
    sqlite_where=_UNDONE,
    postgresql_where=_UNDONE,
)
Index(
    "outbox_addressee",
    outbox.c.addressee,
    outbox.c.run_at,
    sqlite_where=_UNDONE,
    postgresql_where=_UNDONE,
)
Index(
    "outbox_bundle",
    outbox.c.bundle,
    sqlite_where=outbox.c.bundle != "",
    postgresql_where=outbox.c.bundle != "",
)
Index(
    "outbox_given_up",
    outbox.c.reference,
    sqlite_where=outbox.c.state == "given_up",
    postgresql_where=outbox.c.state == "given_up",
)

receipts = Table(
    "receipts",
    metadata,
    Column("reference", Text, ForeignKey("disagreements.reference"), primary_key=True),
    Column("topic", Text, primary_key=True),
    Column("person", Text, primary_key=True),
    Column("item_key", Text, nullable=False),
    Column("platform", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("message", Text, nullable=False),
    Column("sent_at", Instant),
    Column("way", Text, nullable=False, server_default=""),
)

places = Table(
    "places",
    metadata,
    Column("reference", Text, ForeignKey("disagreements.reference"), primary_key=True),
    Column("platform", Text, primary_key=True),
    Column("number", Integer, primary_key=True, server_default="0"),
    Column("channel", Text, nullable=False),
    Column("root", Text, nullable=False),
    Column("made_at", Instant, nullable=False),
    UniqueConstraint("platform", "channel", "root"),
)

audit = Table(
    "audit",
    metadata,
    Column("id", Number, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("who", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("reference", Text, nullable=False),
    Column("detail", Encrypted, nullable=False),
)
Index("audit_reference", audit.c.reference, audit.c.id)

drafts = Table(
    "drafts",
    metadata,
    Column("person", Text, primary_key=True),
    Column("word", Text, primary_key=True),
    Column("answers", Encrypted, nullable=False),
    Column("kept_at", Instant, nullable=False),
)

pace = Table(
    "pace",
    metadata,
    Column("lane", Text, primary_key=True),
    Column("free_at", Instant, nullable=False),
)

workers = Table(
    "workers",
    metadata,
    Column("name", Text, primary_key=True),
    Column("release", Text, nullable=False, server_default=""),
    Column("started_at", Instant, nullable=False),
    Column("beat_at", Instant, nullable=False),
)

rounds = Table(
    "rounds",
    metadata,
    Column("name", Text, primary_key=True),
    Column("next_at", Instant, nullable=False),
)

findings = Table(
    "findings",
    metadata,
    Column("reference", Text, primary_key=True),
    Column("what", Text, primary_key=True),
    Column("why", Text, nullable=False, server_default=""),
    Column("found_at", Instant, nullable=False),
)

# That a procedure was asked for what it is not for; of nobody in particular. `press` is a hash.
turned_away = Table(
    "turned_away",
    metadata,
    Column("press", Text, primary_key=True),
    Column("procedure", Text, nullable=False),
    Column("exclusion", Text, nullable=False),
    Column("day", Text, nullable=False),
)

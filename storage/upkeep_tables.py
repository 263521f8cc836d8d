"""The tables of the directory's upkeep, as they stand after the last migration."""

from sqlalchemy import Boolean, Column, Index, Integer, Table, Text

from storage.crypto import Encrypted
from storage.database import Instant
from storage.tables import Number, metadata

# What is told of the directory belongs to no disagreement; `person` is who was, or may have been, told.
errands = Table(
    "errands",
    metadata,
    Column("key", Text, primary_key=True),
    Column("agency", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("message", Encrypted),
    Column("owed_at", Instant, nullable=False),
    Column("state", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("faults", Integer, nullable=False),
    Column("run_at", Instant, nullable=False),
    Column("person", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("message_id", Text, nullable=False),
    Column("sent_at", Instant),
    Column("why", Text, nullable=False),
)
_UNDONE = errands.c.state.in_(("waiting", "leased"))
Index("errands_ready", errands.c.run_at, sqlite_where=_UNDONE, postgresql_where=_UNDONE)

confirmations = Table(
    "confirmations",
    metadata,
    Column("id", Number, primary_key=True),
    Column("key", Text, nullable=False, unique=True),
    Column("agency", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", Instant, nullable=False),
)
Index("confirmations_agency", confirmations.c.agency, confirmations.c.id)

gaps = Table(
    "gaps",
    metadata,
    Column("key", Text, primary_key=True),
    Column("agency", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("sentence", Encrypted, nullable=False),
    Column("since", Instant, nullable=False),
    Column("position", Integer, nullable=False),
)

chains = Table(
    "chains",
    metadata,
    Column("person", Text, primary_key=True),
    Column("chain", Encrypted, nullable=False),
    Column("read_at", Instant, nullable=False),
    Column("gone", Boolean, nullable=False),
)

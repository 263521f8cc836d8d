"""The tables of the directory, as they stand after the last migration."""

from sqlalchemy import Column, Date, ForeignKey, Integer, Table, Text

from storage.crypto import Encrypted
from storage.database import Instant
from storage.tables import Number, metadata

agencies = Table(
    "agencies",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("position", Integer, nullable=False),
    Column("domains", Text, nullable=False, server_default=""),
    Column("holiday_contact", Text, nullable=False, server_default=""),
    Column("part_of", Text, nullable=False, server_default=""),
)

people = Table(
    "people",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("agency", Text, ForeignKey("agencies.id"), nullable=False),
    Column("email", Text, nullable=False),
    Column("slack", Text, nullable=False),
    Column("manager", Text, nullable=False),
    Column("deputy", Text, nullable=False),
    Column("phone", Text, nullable=False),
    Column("position", Integer, nullable=False),
    Column("teams", Text, nullable=False, server_default=""),
    Column("works", Text, nullable=False, server_default=""),
    Column("job_share", Text, nullable=False, server_default=""),
    Column("named_by", Text, nullable=False, server_default=""),
)

# A post, a shift or an absence may come more than once for one person, at different times.
posts = Table(
    "posts",
    metadata,
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("person", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("agency", Text, ForeignKey("agencies.id"), nullable=False),
    Column("starts", Date),
    Column("ends", Date),
)

teams = Table(
    "teams",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("agency", Text, ForeignKey("agencies.id"), nullable=False),
    Column("email", Text, nullable=False),
    Column("slack", Text, nullable=False),
    Column("covers", Text, nullable=False),
    Column("position", Integer, nullable=False),
)

shifts = Table(
    "shifts",
    metadata,
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("team", Text, ForeignKey("teams.id"), nullable=False),
    Column("person", Text, ForeignKey("people.id"), nullable=False),
    Column("starts", Date),
    Column("ends", Date),
    Column("works", Text, nullable=False),
)

absences = Table(
    "absences",
    metadata,
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("person", Text, ForeignKey("people.id"), nullable=False),
    Column("starts", Date, nullable=False),
    Column("ends", Date, nullable=False),
    Column("cover", Text, nullable=False),
    Column("set_by", Text, nullable=False),
)

closures = Table(
    "closures",
    metadata,
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("agency", Text, ForeignKey("agencies.id"), nullable=False),
    Column("starts", Date, nullable=False),
    Column("ends", Date, nullable=False),
    Column("contact", Text, nullable=False),
)

stand_ins = Table(
    "stand_ins",
    metadata,
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("agency_type", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("holder", Text, nullable=False),
)

directory_changes = Table(
    "directory_imports",  # by its first name: a release before this one still writes it
    metadata,
    Column("id", Number, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("who", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("before", Encrypted, nullable=False),
    Column("after", Encrypted, nullable=False),
)

"""What every entry has, and how entries are written down and read again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from pydantic import TypeAdapter, ValidationError

from escalation import chain
from escalation.owing import BUSINESS_MANAGER

if TYPE_CHECKING:
    from escalation.disagreement import Disagreement
    from escalation.owing import Owed
    from escalation.words.message import Part

SIDES = "sides"
FILE = "file"
OFFICE = "office"
OFF_FILE = "off_file"  # stands on no copy: about staff, and never for a child's file
MANAGER = frozenset({BUSINESS_MANAGER.role})


def own_agency(agency: str) -> str:
    """The audience of an entry that one agency alone may read."""
    return f"agency:{agency}"


@dataclass(frozen=True)
class Actor:
    """Who acted, as they were known at the time."""

    person: str
    agency: str
    name: str
    role: str

    @property
    def titled(self) -> str:
        """Asha Patel (Line manager / team manager)."""
        return f"{self.name} ({self.role})"


CLOCK = Actor("clock", "", "Escalate", "the clock")


@dataclass(frozen=True, kw_only=True)
class Entry:
    """Something that happened, never changed afterwards."""

    kind: ClassVar[str] = ""
    schema: ClassVar[int] = 1

    at: datetime
    by: Actor

    @property
    def audience(self) -> str:
        """Who may read it: every side, unless a kind says otherwise."""
        return SIDES

    def applied(self, disagreement: Disagreement) -> Disagreement:
        """The disagreement once this has happened."""
        return disagreement

    def owes(self, disagreement: Disagreement) -> Iterable[Owed]:
        """What people are owed because of it; `disagreement` is as it stands afterwards."""
        return ()

    def notices(self, disagreement: Disagreement) -> frozenset[str]:
        """The roles of the partnership's office that it tells; an alarm is the manager's own."""
        return MANAGER if self.audience == OFFICE else frozenset()

    def reads(self, disagreement: Disagreement) -> tuple[Part, ...]:
        """How it reads on the record."""
        return ()


Entries = list[Entry]


@dataclass(frozen=True)
class Kept:
    """An entry as it stands in the ledger.

    `key` is that of the act, for the ledger alone: it may name another entry of the same act.
    """

    link: chain.Opened
    key: str
    salt: bytes
    body: bytes


def body(entry: Entry) -> bytes:
    """An entry's whole content as canonical JSON: what is encrypted, and what the digest covers."""
    return chain.canonical(_adapter(type(entry)).dump_python(entry, mode="json"))


def header(entry: Entry) -> chain.Header:
    """What the ledger says of an entry in the open."""
    return chain.Header(
        kind=entry.kind,
        schema=entry.schema,
        at=entry.at.isoformat(),
        by=entry.by.person,
        agency=entry.by.agency,
        audience=entry.audience,
    )


def sealed(
    entry: Entry, reference: str, seq: int, key: str, previous: str, header_salt: bytes, salt: bytes
) -> Kept:
    """An entry as the ledger keeps it, after the one whose hash is `previous`."""
    text = body(entry)
    digest = chain.digest(salt, text)
    link = chain.seal(reference, seq, header(entry), header_salt, digest, previous)
    return Kept(link, key, salt, text)


def read(kinds: Mapping[str, type[Entry]], kind: str, schema: int, text: bytes) -> Entry:
    """An entry from its body; an older schema is raised to today's in memory, never in the ledger."""
    content: dict[str, Any] = json.loads(text)
    cls = kinds[kind]
    for number in range(schema, cls.schema):
        content = getattr(cls, f"upgraded_from_{number}")(content)
    try:
        return _adapter(cls).validate_python(content)
    except ValidationError:
        # Its text would quote what people wrote.
        raise ValueError(f"an entry of the kind {kind} cannot be read") from None


def _adapter(cls: type[Entry]) -> TypeAdapter[Entry]:
    if cls not in _ADAPTERS:
        _ADAPTERS[cls] = TypeAdapter(cls)
    return _ADAPTERS[cls]


_ADAPTERS: dict[type[Entry], TypeAdapter[Entry]] = {}

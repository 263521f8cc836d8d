"""Who is in the pretended organisation when it opens, and which application may read it."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

READ_PEOPLE = "User.Read.All"
READ_MAILBOXES = "MailboxSettings.Read"
ALL = frozenset({READ_PEOPLE, READ_MAILBOXES})
_NAMESPACE = uuid.UUID("6ba7b811-9dad-11d1-80b4-00c04fd430c8")


def id_of(name: str) -> str:
    """The same id for the same name each time, so that settings can be written down."""
    return str(uuid.uuid5(_NAMESPACE, name))


@dataclass(frozen=True)
class Account:
    """One account; `manager` is the id of an account or of a contact."""

    name: str
    id: str = ""
    mail: str | None = None
    upn: str = ""
    manager: str = ""
    enabled: bool = True
    guest: bool = False
    automatic_replies: Mapping[str, Any] | None = field(default=None, hash=False)
    has_mailbox: bool = True

    def __post_init__(self) -> None:
        """What is not said follows from the name."""
        object.__setattr__(self, "id", self.id or id_of(self.name))
        upn = f"{self.name.casefold().replace(' ', '.')}@sandbox.example"
        object.__setattr__(self, "upn", self.upn or self.mail or upn)


@dataclass(frozen=True)
class Contact:
    """Somebody outside, who can be recorded as a manager and has no account."""

    name: str
    mail: str = ""

    @property
    def id(self) -> str:
        """The id that follows from the name."""
        return id_of(self.name)


@dataclass(frozen=True)
class Settings:
    """One organisation, and the one application that is registered there."""

    accounts: tuple[Account, ...]
    contacts: tuple[Contact, ...] = ()
    tenant: str = "0f1e2d3c-0000-4000-8000-00000000aaaa"
    domain: str = "sandbox.example"
    client_id: str = "0f1e2d3c-0000-4000-8000-00000000bbbb"
    client_secret: str = "a pretended secret"
    permissions: frozenset[str] = ALL
    token_seconds: int = 3599

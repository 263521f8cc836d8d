"""Whom the directory does not know by what they act with: found by their work e-mail address, once."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Protocol

import structlog

from escalation.directory.directory_changes import with_slack
from escalation.directory.people import Person
from storage.store import Store

log = structlog.get_logger()
LATELY = timedelta(minutes=15)


@dataclass(frozen=True)
class Account:
    """Somebody as a platform knows them."""

    identity: str
    name: str
    email: str


class Accounts(Protocol):
    """A platform's own people; whatever keeps it from answering, nobody is found."""

    def of(self, identity: str) -> Account | None:
        """Whose identity this is."""

    def with_email(self, email: str) -> Account | None:
        """Who has this work e-mail address there."""


class NoAccounts:
    """A platform that tells nothing of its people."""

    def of(self, identity: str) -> Account | None:
        """Nobody."""
        return None

    def with_email(self, email: str) -> Account | None:
        """Nobody."""
        return None


class Lately:
    """Whom an address was found to be of in the last quarter of an hour, nobody included."""

    def __init__(self) -> None:
        self._found: dict[str, tuple[datetime, Account | None]] = {}

    def with_email(self, accounts: Accounts, email: str, at: datetime) -> Account | None:
        """As it was found lately, or as it is found now."""
        fresh = {who: found for who, found in self._found.items() if at - found[0] < LATELY}
        if (address := email.casefold()) not in fresh:
            fresh[address] = (at, accounts.with_email(email))
        self._found = fresh
        return fresh[address][1]


def recognised(
    store: Store, accounts: Accounts, platform: str, identity: str, at: datetime
) -> Person | None:
    """Somebody of the directory who has not acted from here before; from now on they are known."""
    account = accounts.of(identity) if platform == "slack" else None
    if account is None or not account.email:
        return None
    directory = store.directory(at)
    person = directory.by_email(account.email)
    if person is None or person.slack:  # another account of theirs is known: this one is not
        return None
    change = partial(with_slack, found={person.id: identity})
    after = store.change_directory(change, who=person.id, source=platform, at=at)
    log.info("somebody was recognised", platform=platform)
    return after.person(person.id)

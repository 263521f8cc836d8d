"""Accounts at an organisation's Microsoft 365, the line of managers above them, and how old that is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from escalation.working_time.times import clock, day, day_and_year

A_HALF_YEAR = timedelta(days=183)


class NotAvailable(Exception):
    """Microsoft 365 does not answer now: why, in a sentence, and after how many seconds to ask again."""

    def __init__(self, why: str, after: float) -> None:
        super().__init__(why)
        self.why = why
        self.after = after


class NotAllowed(Exception):
    """Microsoft 365 will not say, however often it is asked: why, in a sentence."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Account:
    """What is known of one account; `manager` is the id of the account above it, where that was read."""

    id: str
    name: str = ""
    mail: str = ""
    upn: str = ""
    enabled: bool = True
    guest: bool = False
    manager: str = ""

    @property
    def called(self) -> str:
        """What people would call it: limited permissions may hide the name, and even the address."""
        return self.name or self.mail or self.upn or "an account whose name is hidden"

    def has_address(self, address: str) -> bool:
        """Whether it is reached, or signs in, by this address."""
        return bool(address) and address.casefold() in (self.mail.casefold(), self.upn.casefold())


def the_one(accounts: Iterable[Account]) -> Account | None:
    """The only one of these, or the only one that a member of the organisation has in use."""
    every = {each.id: each for each in accounts}
    in_use = {each.id: each for each in every.values() if each.enabled and not each.guest}
    for some in (every, in_use):
        if len(some) == 1:
            return next(iter(some.values()))
    return None


class End(StrEnum):
    """Why a line of managers goes no further."""

    TOP = "top"
    GUEST = "guest"
    CIRCLE = "circle"
    TOO_DEEP = "too deep"
    DISABLED = "disabled"
    NOT_A_PERSON = "not a person"
    NOT_ALLOWED = "not allowed"


@dataclass(frozen=True)
class Chain:
    """The line of managers, from the person upwards, as it was read at one moment, and why it ends."""

    accounts: tuple[Account, ...]
    read_at: datetime
    end: End

    @property
    def person(self) -> Account:
        """Whose line it is."""
        return self.accounts[0]

    @property
    def managers(self) -> tuple[Account, ...]:
        """Who is above, nearest first."""
        return self.accounts[1:]

    @property
    def why_it_ends(self) -> str:
        """The sentence that says why nobody further up is named."""
        last = self.accounts[-1].called
        match self.end:
            case End.TOP:
                return f"No manager is recorded for {last}."
            case End.GUEST:
                return f"{last} is a guest, for whom no manager is recorded here."
            case End.CIRCLE if not self.managers:
                return f"{last} is recorded as their own manager."
            case End.CIRCLE:
                return f"The manager recorded for {last} stands below in the same line already."
            case End.TOO_DEEP:
                return f"The line goes on above {last}; no more of it was read."
            case End.DISABLED:
                return f"The account of {last} is disabled: whoever stands above it was not read."
            case End.NOT_A_PERSON:
                return f"What is recorded as the manager of {last} is a contact, not an account."
            case End.NOT_ALLOWED:
                return f"Escalate is not allowed to read who the manager of {last} is."


def age(chain: Chain, now: datetime) -> str:
    """How old a line is, in words: "read on Tuesday 3 March at 07:30"."""
    return read_on(chain.read_at, now)


def read_on(at: datetime, now: datetime) -> str:
    """When something was read, in words: the year too, where it is not of late."""
    on = day(at) if now - at < A_HALF_YEAR else day_and_year(at)
    return f"read on {on} at {clock(at)}"


def still_held(chain: Chain, outage: NotAvailable, now: datetime) -> str:
    """What to say when nothing newer can be had: an outage takes no manager away."""
    return f"{outage.why} The line of managers is the one {age(chain, now)}."


@dataclass(frozen=True)
class AutomaticReply:
    """An Outlook mailbox answers by itself, from and until these times; `None` is no such limit."""

    starts: datetime | None = None
    ends: datetime | None = None

    def answers(self, at: datetime) -> bool:
        """Whether it does so at this moment."""
        begun = self.starts is None or self.starts <= at
        return begun and (self.ends is None or at < self.ends)

    def sentence(self, now: datetime) -> str:
        """What to say of somebody whose mailbox does; nothing where it does not at this moment."""
        if not self.answers(now):
            return ""
        if self.ends is None:
            return "Their mailbox answers automatically."
        return f"Their mailbox answers automatically until {day(self.ends)}, {clock(self.ends)}."

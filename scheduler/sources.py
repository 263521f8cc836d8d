"""The contracts of whoever knows something of people: the chat platform, and an organisation's accounts."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from escalation.directory.accounts import AutomaticReply, Chain
from escalation.directory.people import Person


class Standing(StrEnum):
    """What somebody's account on the platform is."""

    THERE = "is there"
    DEACTIVATED = "is deactivated"
    LIMITED = "is a guest of one channel"
    UNKNOWN = "is not known"


class Platform(Protocol):
    """Who is there; it raises what a Sender raises where the platform does not say."""

    name: str

    def standing(self, person: Person) -> Standing:
        """Of somebody who has an identity there."""

    def found(self, email: str) -> str:
        """The identity of whoever has this e-mail address; nothing where nobody does."""


@dataclass(frozen=True)
class Read:
    """What the accounts say, by the person's id; `why_not` says why some of it is not new.

    Without `replies` it is not known whose mailbox answers by itself.
    """

    chains: Mapping[str, Chain]
    replies: Mapping[str, AutomaticReply] | None = field(default_factory=dict)
    why_not: str = ""


class Organisation(Protocol):
    """An organisation's accounts; an outage is no fault, but a reason in what was read."""

    def read(
        self, people: Iterable[Person], kept: Mapping[str, Chain], holders: Collection[str]
    ) -> Read:
        """The line above each person, and whether the mailboxes of the holders answer by themselves."""

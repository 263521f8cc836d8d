"""What people write in the thread becomes entries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from escalation import ladder, rights
from escalation.calendars import Calendar
from escalation.disagreement import Disagreement
from escalation.entries import CLOCK, OFFICE, Actor, Entries, Entry
from escalation.message import Heading, Message, Part, Quote, says
from escalation.owing import Owed, RoleAt, Telling
from escalation.people import PARTNERSHIP, Directory
from escalation.prompts import summary


@dataclass(frozen=True, kw_only=True)
class Said(Entry):
    """Somebody wrote in the thread."""

    kind = "said"

    text: str
    after_settlement: bool = False

    def reads(self, disagreement: Disagreement) -> tuple[Part, ...]:
        """Their own words; after settlement, marked as such."""
        later = (says("Written after settlement."),) if self.after_settlement else ()
        return (*later, Quote(ladder.named(self.by), self.text))


@dataclass(frozen=True, kw_only=True)
class StrangerPosted(Entry):
    """Somebody whom the disagreement does not name wrote in its place; their words are not kept."""

    kind = "stranger_posted"

    person: str

    @property
    def audience(self) -> str:
        """The partnership's office, whose alarm it is, and nobody's file."""
        return OFFICE

    def owes(self, disagreement: Disagreement) -> Iterable[Owed]:
        """The Business Manager is told that somebody else can read the place."""
        heading = f"{disagreement.reference} – somebody not named in it has posted in its channel"
        message = Message(
            summary(disagreement, "somebody not named in it has posted in its channel"),
            (
                Heading(heading),
                says(
                    "Their words were not kept on the record. Please see that they are taken out of the channel, or are named for their agency."
                ),
            ),
        )
        yield Telling(f"stranger:{self.person}", RoleAt("business_manager", PARTNERSHIP), message)

    def reads(self, disagreement: Disagreement) -> tuple[Part, ...]:
        """That it happened."""
        return (
            says(
                "Somebody not named in this disagreement posted in its channel. Their words were not kept."
            ),
        )


def say(
    disagreement: Disagreement,
    at: datetime,
    calendar: Calendar,
    directory: Directory,
    *,
    by: str,
    text: str,
) -> Entries:
    """A participant's words are kept; a first word from a tier that was told enters it."""
    if not rights.may(by, rights.Act.SAY, disagreement, directory):
        return [StrangerPosted(at=at, by=CLOCK, person=by)]
    actor: Actor = rights.actor(by, disagreement, directory)
    if not disagreement.is_open:
        return [Said(at=at, by=actor, text=text, after_settlement=True)]
    tier = rights.tier_of(by, disagreement, directory)
    return [*ladder.arrives(disagreement, tier, actor, at), Said(at=at, by=actor, text=text)]


ENTRIES = (Said, StrangerPosted)

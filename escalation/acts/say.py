"""What people write in the thread becomes entries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from escalation import acting, rights
from escalation.calendars import Calendar
from escalation.disagreement import Disagreement, Status
from escalation.entries import CLOCK, OFFICE, Entries, Entry
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
        withdrawn = disagreement.status is Status.WITHDRAWN
        when = "Written after it was withdrawn." if withdrawn else "Written after settlement."
        later = (says(when),) if self.after_settlement else ()
        return (*later, Quote(self.by.titled, self.text))


@dataclass(frozen=True, kw_only=True)
class StrangerPosted(Entry):
    """Somebody whom the disagreement does not name wrote in its place; their words are not kept."""

    kind = "stranger_posted"

    person: str

    @property
    def audience(self) -> str:
        """The partnership's office, whose alarm it is, and nobody's file."""
        return OFFICE

    def applied(self, disagreement: Disagreement) -> Disagreement:
        """The alarm has been given for them."""
        return replace(disagreement, strangers=disagreement.strangers | {self.person})

    def owes(self, disagreement: Disagreement) -> Iterable[Owed]:
        """The Business Manager is told that somebody else can read the place."""
        what = "somebody not named in it has posted in its channel"
        message = Message(
            summary(disagreement, what),
            (
                Heading(f"{disagreement.reference} – {what}"),
                says(
                    "Their words were not kept on the record. Please see that they are taken out "
                    "of the channel, or are named for their agency."
                ),
            ),
        )
        yield Telling(f"stranger:{self.person}", RoleAt("business_manager", PARTNERSHIP), message)

    def reads(self, disagreement: Disagreement) -> tuple[Part, ...]:
        """That it happened."""
        return (
            says(
                "Somebody not named in this disagreement posted in its channel. "
                "Their words were not kept."
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
    """A participant's words are kept; a stranger's are not, and raise one alarm."""
    if not rights.may(by, rights.Act.SAY, disagreement, directory):
        known = by in disagreement.strangers
        return [] if known else [StrangerPosted(at=at, by=CLOCK, person=by)]
    actor = rights.actor(by, disagreement, directory)
    if not disagreement.is_open:
        return [Said(at=at, by=actor, text=text, after_settlement=True)]
    arriving = acting.entering(disagreement, at, calendar, directory, actor)
    return [*arriving, Said(at=at, by=actor, text=text)]


ENTRIES = (Said, StrangerPosted)

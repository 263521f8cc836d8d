"""Alarms: what could not be delivered, or has nobody to go to, is somebody's business at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from escalation.directory import equivalents
from escalation.directory.people import Directory
from escalation.disagreement import Disagreement
from escalation.entries import CLOCK, OFFICE, Entries, Entry
from escalation.ladder import taking_up
from escalation.owing import BUSINESS_MANAGER, Owed, Recipient, Telling
from escalation.words.emergency import emergency
from escalation.words.first_message import SOON
from escalation.words.message import Heading, Message, Part, Reference, Says, says
from escalation.words.notices import notice
from escalation.working_time.calendars import Calendar

MOMENT = "moment"
HARM_MESSAGE = "harm"  # of the platform's debts, the one that nobody can wait for

# What an audit may find.
LEDGER, MOMENTS, OUTBOX = "ledger", "moments", "outbox"
NOBODY, OVERDUE, UNHEARD = "nobody", "overdue", "unheard"
_SPEAK = (
    "Please see that the people concerned speak, and ask whoever runs this installation to mend it."
)
# By what was found: what the office is told has happened, the sentence, and what to do.
_AUDITED = {
    MOMENTS: (
        "the clock has failed",
        "When it must look again here is not kept as it should be, and could not be put right. "
        "The clock may tell nobody further.",
        _SPEAK,
    ),
    OUTBOX: (
        "something may not have been sent",
        "Something that was to be sent here is missing. It may have been sent, or not.",
        _SPEAK,
    ),
    NOBODY: (
        "nobody can be asked",
        "It is the turn of somebody who cannot be found in the directory: {why}.",
        "Please reach them another way, and mend the directory. The clock goes on.",
    ),
    OVERDUE: (
        "something is overdue",
        "Something that fell due here has not been done, or could not be sent.",
        _SPEAK,
    ),
}


@dataclass(frozen=True, kw_only=True)
class Undelivered(Entry):
    """Something owed was not delivered; `who` is a role and agency, `why` the platform's word.

    Where it is a moment that could not be lived, `what` says so, and `why` is the fault.
    `instead`: what the text says of agencies of that type that have nobody, and what to do.
    """

    kind = "undelivered"
    schema = 2

    what: str
    who: str
    why: str
    instead: str = ""

    @staticmethod
    def upgraded_from_1(content: dict[str, Any]) -> dict[str, Any]:
        """Before, no text said who acts where an agency has nobody."""
        return content

    @property
    def audience(self) -> str:
        """The partnership's office, whose alarm it is."""
        return OFFICE

    def owes(self, disagreement: Disagreement) -> Iterable[Owed]:
        """The Business Manager is told which role could not be reached, without content."""
        what = "the clock has failed" if self._is_moment else "somebody could not be reached"
        if self.what == HARM_MESSAGE:
            what = "an immediate-harm message reached nobody of a role"
        said = self._says(disagreement.is_open)
        alone = self._is_moment or self.what == HARM_MESSAGE
        course, choose = ((), ()) if alone else taking_up.in_their_place(disagreement)
        message = notice(disagreement, what, *said, *course, when=SOON, more=choose)
        # By the number of this entry: a later alarm is another telling, and no name is kept.
        yield Telling(f"undelivered:{disagreement.version}", BUSINESS_MANAGER, message)

    def reads(self, disagreement: Disagreement) -> tuple[Part, ...]:
        """Who could not be reached."""
        if self._is_moment:
            return (says("What fell due could not be done: {why}.", why=self.why),)
        return (says("{who} could not be reached: {why}.", who=self.who, why=self.why),)

    @property
    def _is_moment(self) -> bool:
        return self.what == MOMENT

    def _says(self, goes_on: bool) -> tuple[Says, ...]:
        if self._is_moment:
            return (
                says("What fell due here could not be done: {why}.", why=self.why),
                says(
                    "Until it is mended the clock may tell nobody further. Please see that the "
                    "people concerned speak, and ask whoever runs this installation to mend it."
                ),
            )
        said = says("{who} could not be reached here: {why}.", who=self.who, why=self.why)
        if self.what == HARM_MESSAGE:
            return said, says(
                "It was told of immediate harm. Ring that agency now, and mend the directory."
            )
        then = "Please reach them another way, and mend the directory."
        do = (says("{instead}", instead=self.instead),) if self.instead else ()
        return said, says(f"{then} The clock goes on." if goes_on else then), *do


@dataclass(frozen=True, kw_only=True)
class Audited(Entry):
    """An audit found something that it could not put right; `why` holds roles and agencies at most."""

    kind = "audited"

    what: str
    why: str

    @property
    def audience(self) -> str:
        """The partnership's office, whose alarm it is."""
        return OFFICE

    def owes(self, disagreement: Disagreement) -> Iterable[Owed]:
        """The Business Manager is told what is wrong, without content."""
        what, sentence, then = _AUDITED[self.what]
        message = notice(disagreement, what, says(sentence, why=self.why), says(then), when=SOON)
        yield Telling(f"audited:{disagreement.version}", BUSINESS_MANAGER, message)

    def reads(self, disagreement: Disagreement) -> tuple[Part, ...]:
        """What was found."""
        return (says(_AUDITED[self.what][1], why=self.why),)


def undelivered(
    disagreement: Disagreement,
    at: datetime,
    calendar: Calendar,
    directory: Directory,
    *,
    what: str,
    who: str,
    why: str,
    whom: Recipient | None = None,
) -> Entries:
    """Something owed could not be delivered: it is on the ledger, and the Business Manager hears."""
    instead = equivalents.instead_of(whom, disagreement.procedure, directory)
    return [Undelivered(at=at, by=CLOCK, what=what, who=who, why=why, instead=instead)]


def audited(
    disagreement: Disagreement,
    at: datetime,
    calendar: Calendar,
    directory: Directory,
    *,
    what: str,
    why: str,
) -> Entries:
    """An audit found something: it is on the ledger, and the Business Manager hears."""
    return [Audited(at=at, by=CLOCK, what=what, why=why)]


def unreadable(reference: str) -> Message:
    """What the Business Manager is told where the record itself takes no entry."""
    what = "its record cannot be read"
    return _beside_the_record(
        reference,
        what,
        says(
            "What is kept of {reference} cannot be read, or is not as it was written. The clock "
            "may tell nobody further, and nothing can be recorded in it.",
            reference=Reference(reference),
        ),
        says(_SPEAK),
    )


def many(reference: str, count: int) -> Message:
    """What the Business Manager is told where an audit finds more than she could read one by one."""
    return _beside_the_record(
        reference,
        f"and {count - 1} others need somebody",
        says(
            "An audit has found that {count} more disagreements are not as they should be. "
            "Please ask whoever runs this installation to mend it at once.",
            count=str(count),
        ),
    )


def _beside_the_record(reference: str, what: str, *parts: Says) -> Message:
    heading = Heading(f"{reference} – {what}")
    return Message(f"{reference}: {what}.", (emergency({}), heading, *parts))


ENTRIES = (Undelivered, Audited)

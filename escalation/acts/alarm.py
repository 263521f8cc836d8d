"""Alarms: what could not be delivered, or has nobody to go to, is somebody's business at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from escalation.calendars import Calendar
from escalation.disagreement import Disagreement
from escalation.entries import CLOCK, OFFICE, Entries, Entry
from escalation.message import Heading, Message, Part, says
from escalation.owing import Owed, RoleAt, Telling
from escalation.people import PARTNERSHIP, Directory
from escalation.prompts import summary

BUSINESS_MANAGER = RoleAt("business_manager", PARTNERSHIP)


@dataclass(frozen=True, kw_only=True)
class Undelivered(Entry):
    """Something owed was not delivered; `who` is a role and agency, `why` the platform's word."""

    kind = "undelivered"

    what: str
    who: str
    why: str

    @property
    def audience(self) -> str:
        """The partnership's office, whose alarm it is."""
        return OFFICE

    def owes(self, disagreement: Disagreement) -> Iterable[Owed]:
        """The Business Manager is told which role could not be reached, without content."""
        heading = f"{disagreement.reference} – somebody could not be reached"
        message = Message(
            summary(disagreement, "somebody could not be reached"),
            (
                Heading(heading),
                says("{who} could not be reached here: {why}.", who=self.who, why=self.why),
                says("Please reach them another way, and mend the directory. The clock goes on."),
            ),
        )
        yield Telling(f"undelivered:{self.who}", BUSINESS_MANAGER, message)

    def reads(self, disagreement: Disagreement) -> tuple[Part, ...]:
        """Who could not be reached."""
        return (says("{who} could not be reached: {why}.", who=self.who, why=self.why),)


def undelivered(
    disagreement: Disagreement,
    at: datetime,
    calendar: Calendar,
    directory: Directory,
    *,
    what: str,
    who: str,
    why: str,
) -> Entries:
    """Something owed could not be delivered: it is on the ledger, and the Business Manager hears."""
    return [Undelivered(at=at, by=CLOCK, what=what, who=who, why=why)]


ENTRIES = (Undelivered,)

"""Alarms: what could not be delivered, or has nobody to go to, is somebody's business at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from escalation.calendars import Calendar
from escalation.disagreement import Disagreement
from escalation.entries import CLOCK, OFFICE, Entries, Entry
from escalation.message import Part, Says, says
from escalation.notices import notice
from escalation.owing import BUSINESS_MANAGER, Owed, Telling
from escalation.people import Directory

MOMENT = "moment"


@dataclass(frozen=True, kw_only=True)
class Undelivered(Entry):
    """Something owed was not delivered; `who` is a role and agency, `why` the platform's word.

    Where it is a moment that could not be lived, `what` says so, and `why` is the fault.
    """

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
        what = "the clock has failed" if self._is_moment else "somebody could not be reached"
        message = notice(disagreement, what, *self._says())
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

    def _says(self) -> tuple[Says, ...]:
        if self._is_moment:
            return (
                says("What fell due here could not be done: {why}.", why=self.why),
                says(
                    "Until it is mended the clock may tell nobody further. Please see that the "
                    "people concerned speak, and ask whoever runs this installation to mend it."
                ),
            )
        return (
            says("{who} could not be reached here: {why}.", who=self.who, why=self.why),
            says("Please reach them another way, and mend the directory. The clock goes on."),
        )


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

"""What people write in the thread becomes entries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from escalation import acting, rights
from escalation.directory.people import Directory
from escalation.disagreement import Disagreement, Status
from escalation.entries import CLOCK, OFFICE, Entries, Entry
from escalation.owing import BUSINESS_MANAGER, Owed, Telling
from escalation.permissions import Act
from escalation.words.first_message import SOON
from escalation.words.message import Moment, Part, Quote, says
from escalation.words.notices import notice
from escalation.working_time.calendars import Calendar

ON_THE_WAY = timedelta(minutes=1)
_AFTER: Mapping[Status, str] = {
    Status.WITHDRAWN: "Written after it was withdrawn.",
    Status.NOT_TAKEN_FORWARD: "Written after it was not taken forward.",
    Status.MERGED: "Written after it was merged into another.",
}


@dataclass(frozen=True, kw_only=True)
class Said(Entry):
    """Somebody wrote in the thread: when they wrote it, and when it was heard, are two facts."""

    kind = "said"

    text: str
    after_settlement: bool = False
    written: datetime | None = None

    def reads(self, disagreement: Disagreement) -> tuple[Part, ...]:
        """Their own words; what was written after the end, or heard late, is marked as that."""
        return (*self._marked(disagreement), Quote(self.by.titled, self.text))

    def _marked(self, disagreement: Disagreement) -> Iterable[Part]:
        if self.after_settlement:
            yield says(_AFTER.get(disagreement.status, "Written after settlement."))
        if self.written and self.at - self.written > ON_THE_WAY:
            yield says("Written {written}, and heard here later.", written=Moment(self.written))


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
        message = notice(
            disagreement,
            what,
            says(
                "Their words were not kept on the record. Please see that they are taken out "
                "of the channel, or are named for their agency."
            ),
            when=SOON,
        )
        yield Telling(f"stranger:{self.person}", BUSINESS_MANAGER, message)

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
    written: datetime | None = None,
) -> Entries:
    """A participant's words are kept; a stranger's are not, and raise one alarm."""
    if not rights.may(by, Act.SAY, disagreement, directory):
        known = by in disagreement.strangers
        return [] if known else [StrangerPosted(at=at, by=CLOCK, person=by)]
    actor = rights.actor(by, disagreement, directory, Act.SAY)
    written = min(written or at, at)
    after = disagreement.ended is not None and written >= disagreement.ended
    said = Said(at=at, by=actor, text=text, written=written, after_settlement=after)
    if not disagreement.is_open:
        return [said]
    return [*acting.entering(disagreement, at, calendar, directory, actor), said]


ENTRIES = (Said, StrangerPosted)

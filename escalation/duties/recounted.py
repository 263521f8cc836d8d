"""A corrected start, and what is asked besides an answer: the days that hang on it are counted again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from escalation.disagreement import Disagreement
from escalation.duties import closing_words, duties
from escalation.duties.carried_out import FellDue
from escalation.duties.duties import Duty
from escalation.entries import CLOCK, Entries, Entry
from escalation.owing import Owed, Telling
from escalation.words.message import Moment, Part, Says, says
from escalation.working_time.calendars import Calendar
from escalation.working_time.working_days import end_of_day


@dataclass(frozen=True, kw_only=True)
class DutiesRecounted(Entry):
    """The start was corrected: the day by which something is asked is another one now.

    Only of what is counted from the start, and has not been answered.
    """

    kind = "duties_recounted"

    owed: tuple[FellDue, ...]

    def applied(self, disagreement: Disagreement) -> Disagreement:
        """Each is asked by its new day; when it fell due stays as it was."""
        anew = {each.key: each for each in self.owed}
        return replace(disagreement, fallen_due={**disagreement.fallen_due, **anew})

    def owes(self, disagreement: Disagreement) -> Iterable[Owed]:
        """Whoever has it hears by when it is asked now."""
        for owed in self._owed(disagreement):
            topic = f"duty_recounted:{len(disagreement.corrections)}:{owed.duty.id}"
            message = closing_words.recounted(disagreement, owed, self.at)
            for who in closing_words.whose(disagreement, owed):
                yield Telling(topic, who, message)

    def reads(self, disagreement: Disagreement) -> tuple[Part, ...]:
        """Of what, and by when it is asked now."""
        limits = {each.key: each.limit for each in self.owed}
        return tuple(
            _reads(disagreement, owed, limit, self.at)
            for owed in self._owed(disagreement)
            if (limit := limits[owed.key]) is not None
        )

    def _owed(self, disagreement: Disagreement) -> tuple[duties.Owed, ...]:
        keys = {each.key for each in self.owed}
        return tuple(owed for owed in duties.due(disagreement) if owed.key in keys)


def limit(duty: Duty, began: datetime | None, due: datetime, calendar: Calendar) -> datetime | None:
    """The end of a duty's window: from the start of the difference where the text says so, or from
    when it fell due; nothing where the text gives no number."""
    if duty.within is None:
        return None
    counts = began if began and duty.is_from_the_start else due
    return end_of_day(calendar, counts, duty.within.working_days).at


def windows(
    disagreement: Disagreement, began: datetime, at: datetime, calendar: Calendar
) -> Entries:
    """What is left of which the day is another one by the corrected start."""
    left = {owed.key: owed.duty for owed in duties.due(disagreement) if _hangs(owed, disagreement)}
    counted = (
        replace(fell, limit=limit(left[key], began, fell.at, calendar))
        for key, fell in disagreement.fallen_due.items()
        if key in left
    )
    anew = tuple(each for each in counted if each.limit != disagreement.fallen_due[each.key].limit)
    return [DutiesRecounted(at=at, by=CLOCK, owed=anew)] if anew else []


def _hangs(owed: duties.Owed, disagreement: Disagreement) -> bool:
    return owed.duty.is_from_the_start and not duties.is_done(owed, disagreement)


def _reads(disagreement: Disagreement, owed: duties.Owed, limit: datetime, at: datetime) -> Says:
    """By when; where that day has passed already, which it was, as whoever has it is told."""
    who, what = closing_words.asked_of(disagreement, owed), owed.duty.asked
    if at > limit:
        return says(
            "Asked of {who}, counted again from the corrected start; that was {day}: {what}",
            who=who,
            day=Moment(limit, "day"),
            what=what,
        )
    return says(
        "Asked of {who} {when} now, counted again from the corrected start: {what}",
        who=who,
        when=Moment(limit, "end_of_day"),
        what=what,
    )


ENTRIES = (DutiesRecounted,)

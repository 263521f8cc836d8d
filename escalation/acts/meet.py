"""Talking: a discussion that was held, and a day on which people meet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from escalation import acting
from escalation.directory.people import Directory
from escalation.disagreement import Disagreement, Meeting
from escalation.entries import Entries, Entry
from escalation.ladder import patience
from escalation.owing import Owed, post
from escalation.permissions import Act
from escalation.refusals import Unusable
from escalation.words import forms
from escalation.words.message import Facts, Moment, Part, Quote, says
from escalation.words.prompts import summary
from escalation.working_time.calendars import Calendar


@dataclass(frozen=True, kw_only=True)
class Discussed(Entry):
    """A discussion held elsewhere is written down: when it was, who took part, what was said."""

    kind = "discussed"

    held: datetime
    who: str
    text: str

    def owes(self, disagreement: Disagreement) -> Iterable[Owed]:
        """The thread shows it."""
        yield post(
            summary(disagreement, "a discussion has been recorded"), *self.reads(disagreement)
        )

    def reads(self, disagreement: Disagreement) -> tuple[Part, ...]:
        """When it was held, between whom, and what was said."""
        return (
            says(
                "{who} recorded a discussion held on {held}.",
                who=self.by.titled,
                held=Moment(self.held),
            ),
            Facts((("Who took part", self.who),)),
            Quote("What was said", self.text),
        )


@dataclass(frozen=True, kw_only=True)
class MeetingSet(Entry):
    """People have said when they meet: reminders are quiet until then, limits are not moved."""

    kind = "meeting_set"

    on: datetime
    ask_at: datetime
    quiet_until: datetime | None = None

    def applied(self, disagreement: Disagreement) -> Disagreement:
        """A meeting is awaited."""
        number = disagreement.meetings + 1
        meeting = Meeting(number, self.on, self.ask_at, self.by, self.quiet_until)
        return replace(disagreement, meetings=number, meeting=meeting)

    def owes(self, disagreement: Disagreement) -> Iterable[Owed]:
        """The thread shows it."""
        yield post(summary(disagreement, "a meeting has been set"), *self.reads(disagreement))

    def reads(self, disagreement: Disagreement) -> tuple[Part, ...]:
        """Who says, and when it is."""
        return (
            says(
                "{who} says that they meet on {on}. Reminders are quiet until {then}; "
                "the limits of the procedure stand.",
                who=self.by.titled,
                on=Moment(self.on),
                then=Moment(self.quiet_until, "day") if self.quiet_until else "then",
            ),
        )


def discuss(
    disagreement: Disagreement,
    at: datetime,
    calendar: Calendar,
    directory: Directory,
    *,
    by: str,
    question: str,
    answers: Mapping[str, str],
) -> Entries:
    """A discussion is written down; held is one fact, written another (R-004-49)."""
    actor, arriving = acting.begins(Act.DISCUSS, disagreement, at, calendar, directory, by)
    held = forms.moment(
        answers, "held_on", "held_at", "Give the day and the time of the discussion."
    )
    if held > at:
        raise Unusable(
            "held_on",
            "This is still to come. Use “We meet on…” for a meeting, "
            "and record it once it has been held.",
        )
    who = forms.text(answers, "who", "Say who took part.")
    text = forms.text(answers, "text", "Say what was said, in a few sentences.")
    return [*arriving, Discussed(at=at, by=actor, held=held, who=who, text=text)]


def meet(
    disagreement: Disagreement,
    at: datetime,
    calendar: Calendar,
    directory: Directory,
    *,
    by: str,
    question: str,
    answers: Mapping[str, str],
) -> Entries:
    """A day and a time on which people meet; on the next working morning they are asked about it."""
    actor, arriving = acting.begins(Act.MEET, disagreement, at, calendar, directory, by)
    on = forms.moment(answers, "meet_on", "meet_at", "Give the day and the time of the meeting.")
    if on <= at:
        raise Unusable(
            "meet_on",
            "This has passed. Use “Record a discussion” for a meeting that has been held.",
        )
    lull = patience.lull(on, at, calendar)
    entry = MeetingSet(at=at, by=actor, on=on, ask_at=lull.ask_at, quiet_until=lull.quiet_until)
    return [*arriving, entry]


ENTRIES = (Discussed, MeetingSet)

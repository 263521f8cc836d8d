"""Talking: a discussion that was held, and a day on which people meet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from escalation import acting, rights
from escalation.directory.people import Directory
from escalation.disagreement import Disagreement, Meeting
from escalation.duties import discussed
from escalation.duties.carried_out import Discussion
from escalation.entries import SIDES, Actor, Entries, Entry, own_agency
from escalation.ladder import patience
from escalation.owing import Owed, post
from escalation.permissions import Act
from escalation.questions import open_
from escalation.refusals import Unusable
from escalation.words import forms
from escalation.words.message import Facts, Moment, Part, Quote, says
from escalation.words.prompts import summary
from escalation.working_time import times
from escalation.working_time.calendars import Calendar


@dataclass(frozen=True, kw_only=True)
class Discussed(Entry):
    """A discussion held elsewhere is written down: when it was, who took part, what was said.

    `between`: the agencies that took part, each of which approves it for its own file, where the
    procedure asks that (R-003-36..39); `within`: it was inside that one alone, which alone reads it.
    `papers`: the written communication that it refers to, and where that is kept.
    """

    kind = "discussed"
    schema = 2

    held: datetime
    who: str
    text: str
    between: tuple[str, ...] = ()
    within: bool = False
    papers: str = ""

    @staticmethod
    def upgraded_from_1(content: dict[str, Any]) -> dict[str, Any]:
        """Before, no agency was asked to approve one, and every side read each."""
        return content

    @property
    def audience(self) -> str:
        """Every side; of one inside an agency, that agency alone."""
        return own_agency(self.by.agency) if self.within else SIDES

    def applied(self, disagreement: Disagreement) -> Disagreement:
        """Where it is to be approved, it is not yet."""
        if not self.between:
            return disagreement
        entry = disagreement.version + 1
        new = Discussion(
            entry, self.by, self.at, self.held, self.between, self.who, within=self.within
        )
        return replace(disagreement, discussions=(*disagreement.discussions, new))

    def owes(self, disagreement: Disagreement) -> Iterable[Owed]:
        """The thread shows what every side reads."""
        if not self.within:
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
            Facts((*self._between(disagreement), ("Who took part", self.who), *self._papers())),
            Quote("What was said", self.text),
            *self._unapproved(),
        )

    def _between(self, disagreement: Disagreement) -> Iterable[tuple[str, str]]:
        if self.between:
            names = discussed.names_of(disagreement, self.between)
            yield "It was", f"inside {names} alone" if self.within else f"between {names}"
            later = "" if _same_day(self.held, self.at) else ", on another day than it was held"
            yield "Written down", f"{times.full(self.at)}{later}"

    def _papers(self) -> Iterable[tuple[str, str]]:
        if self.papers:
            yield "In writing besides", self.papers

    def _unapproved(self) -> Iterable[Part]:
        if self.within:
            yield says("It stands as not yet approved until somebody of that agency approves it.")
        elif self.between:
            yield says(
                "It stands as not yet approved by each of these agencies until somebody of it "
                "approves it for its own file."
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
    actor, between, within = _took_part(disagreement, directory, by, answers)
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
    entry = Discussed(
        at=at,
        by=actor,
        held=held,
        who=who,
        text=text,
        between=between,
        within=within,
        papers=answers.get("papers", "").strip(),
    )
    # Of what an agency says to itself no other learns anything, and so no stage is entered by it.
    arriving = [] if within else acting.entering(disagreement, at, calendar, directory, actor)
    return [*arriving, entry]


def _took_part(
    disagreement: Disagreement, directory: Directory, by: str, answers: Mapping[str, str]
) -> tuple[Actor, tuple[str, ...], bool]:
    """Who records it; and which agencies took part, where each of them is to approve it."""
    actor = rights.check(by, Act.DISCUSS, disagreement, directory)
    open_(disagreement)
    if disagreement.procedure.discussions is None:
        return actor, (), False
    said = answers.get(discussed.BETWEEN, "")
    return actor, *discussed.chosen(disagreement, said, actor.agency)


def _same_day(held: datetime, written: datetime) -> bool:
    return times.civil(held).date() == times.civil(written).date()


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

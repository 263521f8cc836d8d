"""How it is taken up: the partnership, holding a stage, chooses one of the procedure's courses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from escalation import acting, choosing, rights
from escalation.directory.people import PARTNERSHIP, Directory
from escalation.disagreement import Disagreement, after
from escalation.entries import Entries, Entry
from escalation.ladder import body, courses, ladder, taking_up
from escalation.meetings import called_off, convening
from escalation.meetings.called_off import CalledOff
from escalation.owing import Admit, Owed, Recipient, Release, RoleAt, Telling, To, post
from escalation.particulars import Answer
from escalation.permissions import Act
from escalation.refusals import NotNow, Stale, Unusable
from escalation.taking_part import relating
from escalation.texts.stages import Course
from escalation.words import forms
from escalation.words.by_when import by_when
from escalation.words.first_message import NO_DAY, first_message, ring
from escalation.words.message import Choices, Facts, Message, Part, Quote, says
from escalation.words.naming import called
from escalation.words.notices import notice
from escalation.words.prompts import (
    IMMEDIATE_HARM,
    IN_ITS_THREAD,
    OWN_NOTE,
    private,
    summary,
    whom_to_ring,
)
from escalation.working_time import times
from escalation.working_time.calendars import Calendar

MEANWHILE = (
    "{who} {how} on {when}, after this page was opened. Nothing has changed, and what you typed is "
    "kept. To choose another course all the same, close this page and open it anew."
)


@dataclass(frozen=True, kw_only=True)
class CourseChosen(Entry):
    """The partnership has chosen how it takes up what it holds (R-003-49); chosen anew, another way.

    `what`: the course in the procedure's words; `to`: the role of its own to which it is referred.
    `instead_of`: the role to which it was referred before, and `leaves` who of them has no other
    part in it. `off`: the meeting that had been called by another course, and was not held; then they
    are asked again at `remind_at`.
    """

    kind = "course_chosen"

    stage: str
    course: str
    what: str
    reason: str
    to: str = ""
    instead_of: str = ""
    leaves: tuple[str, ...] = ()
    off: CalledOff | None = None
    remind_at: datetime | None = None

    def applied(self, disagreement: Disagreement) -> Disagreement:
        """It stands chosen; where it is referred on, or was, nobody of the partnership has it yet. A
        meeting that is off is awaited no more."""
        other = self.to != self.instead_of
        holders = {
            agency: who
            for agency, who in disagreement.holders.items()
            if agency != PARTNERSHIP or not other
        }
        asked = taking_up.question(disagreement, disagreement.procedure.stage(self.stage))
        answer = Answer(self.by, f"chose “{self.what}”", self.at)
        now = replace(
            disagreement,
            courses={**disagreement.courses, self.stage: self.course},
            answered={**disagreement.answered, asked: answer},
            holders=holders,
        )
        return (
            called_off.without(now, self.stage, self.off, self.at, self.remind_at)
            if self.off
            else now
        )

    def notices(self, disagreement: Disagreement) -> frozenset[str]:
        """The roles of the partnership to which it is referred, or was."""
        return frozenset({self.to, self.instead_of} - {""})

    def owes(self, disagreement: Disagreement) -> Iterable[Owed]:
        """The thread says so, and each side hears; whoever it is referred to is let in and asked."""
        number = disagreement.version
        yield post(summary(disagreement, "how it is taken up"), *self.reads(disagreement))
        for who in _of_the_sides(disagreement):
            yield Telling(f"course:{number}", who, self._heard(disagreement))
        if self.to and self.to != self.instead_of:
            yield Admit(RoleAt(self.to, PARTNERSHIP))
            topic = disagreement.by_text("reached", f"{disagreement.stage_tier}:referred:{number}")
            yield Telling(topic, RoleAt(self.to, PARTNERSHIP), self._referred(disagreement))
        elif self._meets(disagreement):
            for who in taking_up.chosen_by(disagreement):
                yield Telling(f"course:{number}", who, self._to_call(disagreement))
        if self.instead_of and self.instead_of != self.to:
            who = RoleAt(self.instead_of, PARTNERSHIP)
            over = self._over(disagreement)
            yield Telling(f"course_over:{number}", who, over, farthest="holder")
            yield from (Release(To(person)) for person in self.leaves)
        if self.off:
            yield from called_off.owed(disagreement, self.stage, self.off, self.by)

    def reads(self, disagreement: Disagreement) -> tuple[Part, ...]:
        """Who chose which course, and why."""
        chose = says(
            "{who} chose how it is taken up at {stage}.",
            who=self.by.titled,
            stage=disagreement.procedure.stage(self.stage).label,
        )
        off = called_off.said(self.off) if self.off else ()
        return (chose, Facts(((taking_up.TAKEN_UP, self.what),)), Quote("Why", self.reason), *off)

    def _meets(self, disagreement: Disagreement) -> bool:
        course = courses.chosen(disagreement, disagreement.procedure.stage(self.stage))
        return course is not None and course.does == "meeting"

    def _heard(self, disagreement: Disagreement) -> Message:
        words = (
            "{who} has chosen how it is taken up at {stage}: {what}. Why is in its thread. It is still "
            "settled only by a yes from each agency."
        )
        stage = disagreement.procedure.stage(self.stage).label
        return private(
            disagreement,
            "how it is taken up",
            says(words, who=self.by.titled, stage=stage, what=self.what),
            NO_DAY,
            ring(*disagreement.sides),
        )

    def _to_call(self, disagreement: Disagreement) -> Message:
        stage = disagreement.procedure.stage(self.stage)
        asked = says("You are asked: Call it, and name who comes. {what}.", what=self.what)
        call = convening.call("Call the meeting", stage)
        what = f"a meeting is to be called, {stage.label}"
        when = by_when(disagreement, disagreement.stage_tier, PARTNERSHIP)
        if taking_up.of_nobody(disagreement):
            return notice(disagreement, what, asked, when=when, more=(call,))
        return first_message(
            disagreement,
            what,
            asked=asked,
            when=when,
            choices=Choices((call, OWN_NOTE, IMMEDIATE_HARM)),
            ring=whom_to_ring(disagreement, disagreement.stage_tier, PARTNERSHIP),
            between=body.BETWEEN,
        )

    def _referred(self, disagreement: Disagreement) -> Message:
        stage, tier = disagreement.procedure.stage(self.stage), disagreement.stage_tier
        asked = says(
            "You are asked: {what} {who} has referred it to you, as the procedure allows; why is in its "
            "thread. You can read it, and write in its thread.",
            what=disagreement.tier.what,
            who=self.by.titled,
        )
        return first_message(
            disagreement,
            f"it is referred to you, {stage.label}",
            asked=asked,
            when=by_when(disagreement, tier, PARTNERSHIP),
            choices=body.choices(disagreement.question, OWN_NOTE, IMMEDIATE_HARM),
            ring=whom_to_ring(disagreement, tier, PARTNERSHIP),
            between=body.BETWEEN,
        )

    def _over(self, disagreement: Disagreement) -> Message:
        return private(
            disagreement,
            "it is taken up in another way",
            says(
                "{who} has chosen another way to take it up. Nothing more is asked of you.",
                who=self.by.titled,
            ),
            IN_ITS_THREAD,
        )


def course(
    disagreement: Disagreement,
    at: datetime,
    calendar: Calendar,
    directory: Directory,
    *,
    by: str,
    question: str,
    answers: Mapping[str, str],
) -> Entries:
    """Whoever holds a stage for the partnership chooses how it is taken up, with a reason (R-003-49)."""
    choosing.may_choose(disagreement, directory, by)
    actor, arriving = acting.begins(Act.COURSE, disagreement, at, calendar, directory, by)
    now = after(disagreement, *arriving)
    _still_there(question, now)
    chosen = _chosen(answers.get("course", ""), now)
    reason = forms.text(answers, "reason", "Say why it is taken up so.")
    before = courses.chosen(now, now.stage)
    if before == chosen:
        raise Stale("This is how it is taken up already. Nothing has changed.")
    _somebody(chosen, now, directory)
    entry = CourseChosen(
        at=at,
        by=actor,
        stage=now.stage.id,
        course=chosen.id,
        what=chosen.what.rstrip("."),
        reason=reason,
        to=chosen.to if chosen.does == "refer" else "",
        instead_of=next(iter(courses.referred(now, now.stage_tier)), ""),
    )
    entry = _calling_off(entry, now, directory, calendar)
    return [*arriving, replace(entry, leaves=_leaves(entry, now, directory))]


def _calling_off(
    entry: CourseChosen, disagreement: Disagreement, directory: Directory, calendar: Calendar
) -> CourseChosen:
    """The same; and with it, a meeting is off that had been called by another course."""
    now = after(disagreement, entry)
    off = called_off.of(now.convened.get(entry.stage), entry.by.person)
    if off is None or not courses.waits_for_a_meeting(now, now.stage):
        return entry
    again = None if now.tells_later else ladder.morning(entry.at, 1, calendar)
    entry = replace(entry, off=off, remind_at=again)
    over = called_off.over(off, after(disagreement, entry), directory)
    return replace(entry, off=replace(off, released=over))


def _of_the_sides(disagreement: Disagreement) -> tuple[Recipient, ...]:
    """The named professionals, and whoever answers for each agency now."""
    answering = (turn.who for turn in disagreement.answering())
    return tuple(dict.fromkeys([*disagreement.practitioners(), *answering]))


def _still_there(question: str, disagreement: Disagreement) -> None:
    """A refusal where it has left the stage of the button, or another chose since the form was opened."""
    kind, _, about = question.partition(":")
    if kind == "course" and about.partition(":")[0] != disagreement.stage.id:
        raise NotNow(f"It is now at {disagreement.stage.title}. Nothing has changed.")
    if meanwhile := disagreement.answered.get(question):
        who, when = meanwhile.by.name, times.full(meanwhile.at)
        raise Stale(MEANWHILE.format(who=who, how=meanwhile.how, when=when))


def _chosen(wanted: str, disagreement: Disagreement) -> Course:
    offered = taking_up.open_to(disagreement, disagreement.stage)
    found = next((each for each in offered if each.id == wanted), None)
    if found is None:
        raise Unusable("course", "Choose how it is taken up.")
    return found


def _leaves(
    entry: CourseChosen, disagreement: Disagreement, directory: Directory
) -> tuple[str, ...]:
    """Whoever it was referred to, and may not read it any more."""
    if not entry.instead_of or entry.instead_of == entry.to:
        return ()
    who = RoleAt(entry.instead_of, PARTNERSHIP)
    now = after(disagreement, entry)
    stood = relating.standing(who, disagreement, directory)
    return tuple(each.id for each in stood if not rights.may(each.id, Act.READ, now, directory))


def _somebody(course: Course, disagreement: Disagreement, directory: Directory) -> None:
    """Nothing, or a refusal: nobody holds the role to which it would be referred."""
    if course.does != "refer" or relating.standing(
        RoleAt(course.to, PARTNERSHIP), disagreement, directory
    ):
        return
    who = called(disagreement.procedure.role(course.to))
    raise NotNow(
        f"Nobody is named as {who} in the directory, so it cannot be referred to them here. Ring them, "
        "and ask the Business Manager to add them; or choose another course. Nothing has changed, "
        "and what you typed is kept."
    )


ENTRIES = (CourseChosen,)

"""Checking back on what was agreed: each side says whether it is understood alike, and whether it was done."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import get_args

from escalation import rights
from escalation.directory.people import Directory
from escalation.disagreement import Disagreement, after
from escalation.duties import checking, checking_words, why_not
from escalation.duties.checked import REOPENS, Check, How, NewDay
from escalation.entries import CLOCK, Actor, Entries, Entry
from escalation.ladder import reopened
from escalation.owing import Owed, Telling
from escalation.permissions import Act
from escalation.refusals import Stale, Unusable
from escalation.words import forms
from escalation.words.message import Facts, Part, says
from escalation.working_time import times
from escalation.working_time.calendars import Calendar

LATER = "later"
SAID: Mapping[How, str] = {
    "understood": "what was agreed is understood alike",
    "not_understood": "what was agreed is not understood alike",
    "done": "{action} has been done",
    "not_done": "{action} has not been done",
    "not_yet": "{action} is not done yet, and another day is put for it",
    "agreed": "they agree to another day for {action}",
    "kept": "they do not agree to another day for {action}",
}


@dataclass(frozen=True, kw_only=True)
class CheckAnswered(Entry):
    """A side has said what became of something that was agreed.

    `check`: the question, by name; `on`: another day that is put for it. What is said as it is
    reopened stands there, as its reason; `words` is what else was said.
    """

    kind = "check_answered"

    check: str
    action: int
    how: How
    words: str = ""
    on: date | None = None

    def applied(self, disagreement: Disagreement) -> Disagreement:
        """It is known of this side; of a new day, who has put it and who agrees to it."""
        number = disagreement.days_put + (self.how == "not_yet")
        now = replace(disagreement, days_put=number)
        return _with(now, self.check, lambda check: self._answered(check, number))

    def owes(self, disagreement: Disagreement) -> Iterable[Owed]:
        """Of a new day every other side is asked at once; whoever put it hears that it is not agreed."""
        check = _find(disagreement, self.check)
        if check is None or self.how not in ("not_yet", "kept"):
            return
        for agency, who in checking_words.recipients(disagreement):
            if agency == self.by.agency:
                continue
            if self.how == "kept":
                message = checking_words.day_kept(disagreement, agency, check, self.by)
                topic = f"check_kept:{disagreement.days_put}:{self.check}"
                yield Telling(topic, who, message)
            elif check.new_day:
                message = checking_words.day_put(disagreement, agency, check)
                yield Telling(f"check_day:{check.new_day.number}", who, message)

    def reads(self, disagreement: Disagreement) -> tuple[Part, ...]:
        """Who said what of which action, for which agency."""
        action = f"action {self.action}"
        said = says(
            "{who} said for {agency}: {what}.",
            who=self.by.titled,
            agency=disagreement.agency_name(self.by.agency),
            what=SAID[self.how].format(action=action),
        )
        rows = [("Another day", times.day_and_year(self.on))] if self.on else []
        rows += [("In their words", self.words)] if self.words else []
        return (said, *((Facts(tuple(rows)),) if rows else ()))

    def _answered(self, check: Check, number: int) -> Check:
        mine = {self.by.agency: self.by}
        match self.how:
            case "understood" | "done":
                return replace(check, said={**check.said, **mine}, new_day=None)
            case "not_yet" if self.on:
                return replace(check, said={}, new_day=NewDay(self.on, number, mine))
            case "agreed" if check.new_day:
                yes = {**check.new_day.yes, **mine}
                return replace(check, new_day=replace(check.new_day, yes=yes))
            case "kept":
                return replace(check, new_day=None)
        return check


@dataclass(frozen=True, kw_only=True)
class NewDayAgreed(Entry):
    """Each side has agreed to another day for an action: it is asked then, and not before."""

    kind = "new_day_agreed"

    check: str
    action: int
    on: date
    ask_at: datetime

    def applied(self, disagreement: Disagreement) -> Disagreement:
        """Its day is this one."""
        return _with(disagreement, self.check, self._moved)

    def owes(self, disagreement: Disagreement) -> Iterable[Owed]:
        """Whoever answers for a side hears of it."""
        if check := _find(disagreement, self.check):
            for agency, who in checking_words.recipients(disagreement):
                message = checking_words.day_agreed(disagreement, agency, check)
                yield Telling(f"check_agreed:{disagreement.days_put}:{self.check}", who, message)

    def reads(self, disagreement: Disagreement) -> tuple[Part, ...]:
        """Which action, and which day."""
        return (
            says(
                "Each side has agreed to another day for action {number}: {day}.",
                number=str(self.action),
                day=times.day_and_year(self.on),
            ),
        )

    def _moved(self, check: Check) -> Check:
        return replace(check, on=self.on, ask_at=self.ask_at, asked=0, said={}, new_day=None)


def check_back(
    disagreement: Disagreement,
    at: datetime,
    calendar: Calendar,
    directory: Directory,
    *,
    by: str,
    question: str,
    answers: Mapping[str, str],
) -> Entries:
    """A side answers what is asked of what was agreed, as much of it as it can now.

    Not done, from its day on: it goes on at the next stage. Not understood alike: where it stood, so that the same
    people put it right. Another day holds once each side has agreed to it; until then the old one does.
    """
    actor = rights.check(by, Act.CHECK_BACK, disagreement, directory)
    checking.are_asked(disagreement)
    still_asked(disagreement, question)
    entries: Entries = []
    why: list[tuple[Check, How, str]] = []
    for check, how in _chosen(disagreement, actor, question, answers):
        _in_time(check, how, at)
        words = _words(check, how, answers)
        stands = after(disagreement, *entries)
        entries += _answered(stands, _said(check, how, words, actor, at, answers), at, calendar)
        if how in REOPENS:
            why.append((check, how, words))
    if not why:
        return [*entries, *checking.closed(disagreement, entries, at)]
    stands = after(disagreement, *entries)
    up = any(how == "not_done" for _, how, _ in why)
    tier = reopened.goes_on_at(stands) if up else stands.stage_tier
    reason = "\n".join(_why(check, words, len(why)) for check, _, words in why)
    return [*entries, *reopened.again(stands, at, calendar, directory, actor, reason, tier)]


def field_of(check: Check, part: str = "") -> str:
    """The name of a question on the page: action_1, action_1_words, action_1_on."""
    return f"{check.id}_{part}" if part else check.id


def question_of(disagreement: Disagreement) -> str:
    """What the page answers: what was agreed last, until it is reopened; and which days had been put."""
    return f"{_of_what(disagreement)}:{disagreement.days_put}"


def still_asked(disagreement: Disagreement, question: str) -> None:
    """A page that was opened before it was reopened answers nothing any more."""
    about = ":".join(question.split(":")[:2])
    if about.startswith("check:") and about != _of_what(disagreement):
        raise Stale(
            "It has been reopened since this page was opened, and something else has been agreed. "
            "Nothing has changed; open the page again."
        )


def choices(check: Check, agency: str) -> tuple[How, ...]:
    """What a side may say of it now; nothing, where it waits for another side."""
    if check.action == 0:
        return () if agency in check.said else ("understood", "not_understood")
    if put := check.new_day:
        return () if agency in put.yes else ("agreed", "kept", "not_done")
    return () if agency in check.said else ("done", "not_done", "not_yet")


def _of_what(disagreement: Disagreement) -> str:
    return f"check:{len(disagreement.reopenings)}"


def _is_shown(check: Check, question: str) -> bool:
    """Whether the day that has been put was known when the page was opened."""
    days_put = "".join(question.split(":")[2:])
    return check.new_day is None or not days_put or check.new_day.number <= int(days_put)


def _chosen(
    disagreement: Disagreement, actor: Actor, question: str, answers: Mapping[str, str]
) -> Iterator[tuple[Check, How]]:
    for check in disagreement.checks:
        said = answers.get(field_of(check), "")
        if said in ("", LATER):
            continue
        how = next((each for each in get_args(How) if each == said), None)
        if how is None or how not in choices(check, actor.agency):
            raise Unusable(field_of(check), why_not.CHOOSE)
        if how in ("agreed", "kept") and not _is_shown(check, question):
            raise Unusable(field_of(check), why_not.ANOTHER_DAY)
        yield check, how


def _in_time(check: Check, how: How, at: datetime) -> None:
    """Nothing is said not to be done whose day has not come: no side takes it further by itself."""
    if how == "not_done" and check.on and times.civil(at).date() < check.on:
        raise Unusable(field_of(check), why_not.EARLY.format(day=times.day_and_year(check.on)))


def _words(check: Check, how: How, answers: Mapping[str, str]) -> str:
    if how not in REOPENS:
        return answers.get(field_of(check, "words"), "").strip()
    ask = why_not.REASON if how == "not_done" else why_not.WORDS
    return forms.text(answers, field_of(check, "words"), ask)


def _said(
    check: Check, how: How, words: str, actor: Actor, at: datetime, answers: Mapping[str, str]
) -> CheckAnswered:
    return CheckAnswered(
        at=at,
        by=actor,
        check=check.id,
        action=check.action,
        how=how,
        words="" if how in REOPENS else words,
        on=_day(check, at, answers) if how == "not_yet" else None,
    )


def _answered(
    disagreement: Disagreement, said: CheckAnswered, at: datetime, calendar: Calendar
) -> Entries:
    """What was said; and the new day, where each side has agreed to it now."""
    check = _find(after(disagreement, said), said.check)
    if check is None or check.new_day is None or check.awaited(disagreement.agencies):
        return [said]
    on = check.new_day.on
    ask_at = checking.asks_on(on, at, calendar)
    moved = NewDayAgreed(at=at, by=CLOCK, check=check.id, action=check.action, on=on, ask_at=ask_at)
    return [said, moved]


def _day(check: Check, at: datetime, answers: Mapping[str, str]) -> date:
    field = field_of(check, "on")
    on = forms.day(answers, field, why_not.DAY)
    if on <= times.civil(at).date():
        raise Unusable(field, why_not.DAY)
    return on


def _why(check: Check, words: str, of: int) -> str:
    """The reason for reopening it; of several, of which each is."""
    label = f"Action {check.action}: " if check.action else "How it is understood: "
    return f"{label}{words}" if of > 1 else words


def _find(disagreement: Disagreement, id: str) -> Check | None:
    return next((each for each in disagreement.checks if each.id == id), None)


def _with(disagreement: Disagreement, id: str, change: Callable[[Check], Check]) -> Disagreement:
    checks = tuple(change(each) if each.id == id else each for each in disagreement.checks)
    return replace(disagreement, checks=checks)


ENTRIES = (*checking.ENTRIES, CheckAnswered, NewDayAgreed)

"""Checking back on what was agreed: asked at once and on its day, of every side, until each has answered.

R-002-19, R-002-22, R-002-28, R-002-34, R-002-44; and, where the sides have set a day for it, R-002-31.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from escalation.disagreement import Disagreement, after
from escalation.duties import checking_words
from escalation.duties.checked import UNDERSTOOD, Check
from escalation.entries import CLOCK, MANAGER, Entries, Entry
from escalation.ladder.waking import Wake
from escalation.owing import BUSINESS_MANAGER, Owed, Telling
from escalation.refusals import NotNow
from escalation.words.message import Facts, Part, says
from escalation.working_time import times
from escalation.working_time.calendars import Calendar
from escalation.working_time.mornings import morning
from escalation.working_time.working_time_errors import CoverageError

OFTEN = 5


@dataclass(frozen=True, kw_only=True)
class ChecksOpened(Entry):
    """It is settled, and will be checked back: whether it is understood alike, and was done on its day.

    `review_at`: when the sides are reminded to review it, where they have set a day for that.
    """

    kind = "checks_opened"

    checks: tuple[Check, ...]
    review_at: datetime | None = None

    def applied(self, disagreement: Disagreement) -> Disagreement:
        """It is known what is asked, and when."""
        return replace(disagreement, checks=self.checks, review_at=self.review_at)

    def owes(self, disagreement: Disagreement) -> Iterable[Owed]:
        """Whether it is understood alike is asked at once, of whoever answers for each side."""
        if now := [each for each in self.checks if each.action == UNDERSTOOD]:
            topic = disagreement.each_time("check_opened")
            for agency, who in checking_words.recipients(disagreement):
                yield Telling(topic, who, checking_words.asked(disagreement, agency, now))

    def reads(self, disagreement: Disagreement) -> tuple[Part, ...]:
        """What is asked of the sides, and on which day."""
        rows = [_row(each) for each in self.checks]
        if self.review_at:
            rows.append(("To be reviewed", f"on {times.day_and_year(self.review_at)}"))
        return (says("What was agreed is checked back with each side."), Facts(tuple(rows)))


@dataclass(frozen=True, kw_only=True)
class ChecksAsked(Entry):
    """Each side whose answer is awaited was asked; `wake` says which moment this answers.

    `checks`: the questions that were asked, by name; `reviews`: they were reminded to review it.
    """

    kind = "checks_asked"

    wake: str
    checks: tuple[str, ...]
    next_at: datetime
    reviews: bool = False

    def applied(self, disagreement: Disagreement) -> Disagreement:
        """Asked; they are asked again, unless the text leaves it to them; of a review once."""
        checks = tuple(
            self._asked(each) if each.id in self.checks else each for each in disagreement.checks
        )
        return replace(
            disagreement,
            checks=checks,
            times_checked=disagreement.times_checked + 1,
            review_at=None if self.reviews else disagreement.review_at,
        )

    def notices(self, disagreement: Disagreement) -> frozenset[str]:
        """The Business Manager, once a question has been asked five times."""
        return MANAGER if self._fifth(disagreement) else frozenset()

    def owes(self, disagreement: Disagreement) -> Iterable[Owed]:
        """Each of them in their working time; the Business Manager of whose answer is awaited."""
        for agency, who in checking_words.recipients(disagreement):
            mine = checking_words.of_side(disagreement, agency)
            if some := [each for each in mine if each.id in self.checks]:
                message = checking_words.asked(disagreement, agency, some)
                yield Telling(self.wake, who, message, nudge=True)
            if self.reviews:
                message = checking_words.to_review(disagreement, agency)
                topic = disagreement.each_time("review")
                yield Telling(topic, who, message, nudge=True)
        if fifth := self._fifth(disagreement):
            message = checking_words.nobody_says(disagreement, fifth)
            yield Telling(f"check_left:{self.wake}", BUSINESS_MANAGER, message)

    def reads(self, disagreement: Disagreement) -> tuple[Part, ...]:
        """Of what they were asked."""
        asked = says("Whoever had not answered for their agency was asked what became of it.")
        reminded = says("Each side was reminded to review what was agreed.")
        return (*((asked,) if self.checks else ()), *((reminded,) if self.reviews else ()))

    def _asked(self, check: Check) -> Check:
        next_at = self.next_at if check.insists else None
        return replace(check, asked=check.asked + 1, ask_at=next_at)

    def _fifth(self, disagreement: Disagreement) -> list[Check]:
        awaited = (each for each in disagreement.checks if each.awaited(disagreement.agencies))
        return [each for each in awaited if each.id in self.checks and each.asked == OFTEN]


@dataclass(frozen=True, kw_only=True)
class ChecksDone(Entry):
    """Each side has said yes to everything that was checked back: nothing more is asked."""

    kind = "checks_done"

    def owes(self, disagreement: Disagreement) -> Iterable[Owed]:
        """Whoever answers for a side hears that this is so."""
        topic = disagreement.each_time("checks_done")
        for agency, who in checking_words.recipients(disagreement):
            yield Telling(topic, who, checking_words.all_done(disagreement, agency))

    def reads(self, disagreement: Disagreement) -> tuple[Part, ...]:
        """What each side has said."""
        return (says("{what}", what=checking_words.what_was_said(disagreement)),)


def opened(disagreement: Disagreement, at: datetime, calendar: Calendar) -> Entries:
    """What is checked back of what has just been settled, by its stage; and its review, if a day is set."""
    proposal = disagreement.proposal
    checks = tuple(_checks(disagreement, at, calendar))
    review = proposal.review_on if proposal else None
    if not checks and not review:
        return []
    review_at = asks_on(review, at, calendar) if review else None
    return [ChecksOpened(at=at, by=CLOCK, checks=checks, review_at=review_at)]


def asked_again(
    disagreement: Disagreement, wake: Wake, at: datetime, calendar: Calendar
) -> ChecksAsked:
    """Everything whose time has come is asked of each side that has not answered it."""
    agencies = disagreement.agencies
    due = (each for each in disagreement.checks if each.ask_at and each.ask_at < at)
    asked = tuple(each.id for each in due if not each.is_closed(agencies))
    reviews = bool(disagreement.review_at and disagreement.review_at < at)
    next_at = morning(at, 1, calendar)
    return ChecksAsked(
        at=at, by=CLOCK, wake=wake.id, checks=asked, next_at=next_at, reviews=reviews
    )


def closed(disagreement: Disagreement, entries: Entries, at: datetime) -> Entries:
    """That all is answered, where these entries have answered the last of it."""
    now = after(disagreement, *entries)
    agencies = now.agencies
    waits = any(not each.is_closed(agencies) for each in disagreement.checks)
    done = all(each.is_closed(agencies) for each in now.checks)
    return [ChecksDone(at=at, by=CLOCK)] if waits and done and not now.is_open else []


def are_asked(disagreement: Disagreement) -> None:
    """It is settled and there is something to check back, or a refusal."""
    if disagreement.is_open or disagreement.proposal is None or not disagreement.checks:
        raise NotNow(
            f"Nothing of {disagreement.reference} is checked back at present. Nothing has changed."
        )


def asks_on(day: date, at: datetime, calendar: Calendar) -> datetime:
    """When offices open on a day, or on the next working day; never before what has just happened.

    Of a day whose bank holidays are not known yet, nine in the morning of the next weekday.
    """
    try:
        works = calendar.is_working_day(day)
        opening = calendar.opening(day if works else calendar.nth_working_day(day, 1))
    except CoverageError:
        on = day + timedelta(days=7 - day.weekday() if day.weekday() > 4 else 0)
        opening = times.noon(on) - timedelta(hours=3)
    return opening if opening > at else morning(at, 1, calendar)


def _checks(disagreement: Disagreement, at: datetime, calendar: Calendar) -> Iterator[Check]:
    """What the stage at which it is settled asks: first how it is understood, then each action."""
    stated = {each.asks: each.force != "may" for each in disagreement.stage.check_backs}
    if "understood" in stated:
        insists = stated["understood"]
        again = morning(at, 1, calendar) if insists else None
        yield Check(UNDERSTOOD, ask_at=again, insists=insists, asked=1)
    if "done" in stated and (proposal := disagreement.proposal):
        for number, action in enumerate(proposal.actions, start=1):
            ask_at = asks_on(action.due, at, calendar)
            yield Check(number, action.due, ask_at, stated["done"])


def _row(check: Check) -> tuple[str, str]:
    if check.action == UNDERSTOOD:
        return "Understood alike", "asked at once"
    day = times.day_and_year(check.on) if check.on else ""
    return f"Action {check.action} done", f"asked on {day}"


ENTRIES = (ChecksOpened, ChecksAsked, ChecksDone)

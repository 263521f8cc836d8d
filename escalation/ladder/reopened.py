"""Reopened: what had ended is taken up again, and where it goes on: an act of its own, or a check-back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from escalation.directory.people import Directory, listed
from escalation.disagreement import Answer, Disagreement, Limit, Reopening, Status, Told, after
from escalation.duties import closing
from escalation.duties.checked import LeftOpen, left_open
from escalation.entries import Actor, Entries, Entry
from escalation.ladder import ladder, recount
from escalation.owing import Owed, Place, Recipient, Telling, post
from escalation.particulars import UNSETTLED
from escalation.refusals import NotNow
from escalation.taking_part.whose import agency_of
from escalation.texts.procedure import Procedure
from escalation.words.message import Facts, Message, Moment, Part, says
from escalation.words.naming import asked_of
from escalation.words.prompts import private, prompt, summary, whom_to_ring
from escalation.working_time import times
from escalation.working_time.calendars import Calendar
from escalation.working_time.working_time_errors import CoverageError

AGAIN = "it has been reopened"


@dataclass(frozen=True, kw_only=True)
class Reopened(Entry):
    """It had ended, and people are at work on it again: one reference, and its whole history.

    `tier` is where it goes on; `limits` and `told` are what is left of the clock: what passed
    before now is late for nobody. Who hears of it stands here nowhere: whose advice an agency had
    asked is its own business.
    """

    kind = "reopened"

    was: Status
    ended: datetime
    reason: str
    tier: int
    limits: tuple[Limit, ...] = ()
    told: Told | None = None
    remind_at: datetime | None = None

    def applied(self, disagreement: Disagreement) -> Disagreement:
        """People are at work on it again; what had been agreed is not asked any more, and what of it is
        still open stays known until something else is agreed."""
        counted = recount.with_limits(disagreement, self.limits)
        reopening = Reopening(self.by, self.at, self.was, self.ended, ())
        told = self._told_before(disagreement, reopening)
        reopening = replace(reopening, told=told)
        open_again = replace(
            counted.timed(self.told),
            status=Status.OPEN,
            ended=None,
            copies_due={},
            reopenings=(*disagreement.reopenings, reopening),
            answered={**disagreement.answered, **self._answers(disagreement)},
            proposal=None,
            left_open=self._left_open(disagreement),
            meeting=None,
            holders={},
            not_agreed={},
            remind_at=self.remind_at,
            checks=(),
            review_at=None,
        )
        return closing.reopened(open_again, here=self.tier <= disagreement.stage_tier)

    def _told_before(
        self, disagreement: Disagreement, reopening: Reopening
    ) -> tuple[Recipient, ...]:
        """Everybody who had been told, but for whose part was over as it ended."""
        again = (*disagreement.reopenings, reopening)
        return replace(disagreement, reopenings=again).everybody_told()

    def owes(self, disagreement: Disagreement) -> Iterable[Owed]:
        """A new place, for the old one is archived; and everybody who had been told hears of it."""
        number = len(disagreement.reopenings)
        yield Place(disagreement.everybody_told(), number)
        yield post(summary(disagreement, AGAIN), *self.reads(disagreement))
        by_the_move = disagreement.everybody_at(self.tier) if self._is_new_tier else ()
        for who in disagreement.reopenings[-1].told:
            if who not in by_the_move:
                yield Telling(f"reopened:{number}", who, self._told(disagreement, who))

    def reads(self, disagreement: Disagreement) -> tuple[Part, ...]:
        """Who reopened it, how it had ended, and why it is taken up again."""
        return (
            says(
                "{who} reopened it. It had been {how} on {ended}.",
                who=self.by.titled,
                how=str(self.was),
                ended=Moment(self.ended),
            ),
            Facts((("Reason", self.reason),)),
            *(_still_open(disagreement.left_open) if self.was is Status.SETTLED else ()),
        )

    def _left_open(self, disagreement: Disagreement) -> LeftOpen | None:
        if self.was is not Status.SETTLED or disagreement.proposal is None:
            return disagreement.left_open
        return left_open(disagreement.proposal, disagreement.checks, disagreement.agencies)

    def _answers(self, disagreement: Disagreement) -> dict[str, Answer]:
        if disagreement.proposal is None:
            return {}
        return {disagreement.proposal.question: Answer(self.by, "reopened it", self.at)}

    @property
    def _is_new_tier(self) -> bool:
        """Whether the tier at which it goes on is told for the first time, by the move itself."""
        return self.told is None or self.told.tier < self.tier

    def _told(self, disagreement: Disagreement, who: Recipient) -> Message:
        """Those whose turn it is are asked once more; the others hear where it stands."""
        agency = agency_of(who, disagreement)
        mine = next((turn for turn in disagreement.turns() if turn.who == who), None)
        if mine:
            return prompt(disagreement, mine.tier, agency, f"{AGAIN}; you are asked to act")
        return self._says_so(disagreement, who, agency)

    def _says_so(self, disagreement: Disagreement, who: Recipient, agency: str) -> Message:
        named = who in disagreement.practitioners()
        tier = max((each.tier for each in disagreement.turns()), default=disagreement.stage_tier)
        return private(
            disagreement,
            AGAIN,
            says(
                "{by} reopened it. It had been {how} on {ended}, and is now at {stage}, with the "
                "{holding}. The reason is in its new thread.",
                by=self.by.titled,
                how=str(self.was),
                ended=Moment(self.ended),
                stage=disagreement.stage.title,
                holding=asked_of(disagreement, tier),
            ),
            whom_to_ring(disagreement, 0 if named else 1, agency),
        )


def again(
    disagreement: Disagreement,
    at: datetime,
    calendar: Calendar,
    directory: Directory,
    actor: Actor,
    reason: str,
    tier: int,
) -> Entries:
    """It is taken up again at a tier, with a reason; or a refusal, where its dates cannot be counted."""
    try:
        return _reopened(disagreement, at, calendar, directory, actor, reason, tier)
    except CoverageError as beyond:
        raise NotNow(f"Its dates cannot be counted. {beyond} Nothing has changed.") from beyond


def _reopened(
    disagreement: Disagreement,
    at: datetime,
    calendar: Calendar,
    directory: Directory,
    actor: Actor,
    reason: str,
    tier: int,
) -> Entries:
    assert disagreement.ended
    limits = recount.passed_since(disagreement, tier, at, calendar)
    told = recount.times_anew(recount.with_limits(disagreement, limits), at, calendar)
    entry = Reopened(
        at=at,
        by=actor,
        was=disagreement.status,
        ended=disagreement.ended,
        reason=reason,
        tier=tier,
        limits=limits,
        told=told,
    )
    now = after(disagreement, entry)
    if tier > disagreement.stage_tier:
        return [entry, *ladder.move(now, tier, actor, at, calendar, directory, "reopened")]
    quiet = now.tells_later
    return [replace(entry, remind_at=None if quiet else ladder.morning(at, 1, calendar))]


def _still_open(left: LeftOpen | None) -> tuple[Part, ...]:
    """Which actions not every side has said to be done, by number and day alone: their words stand
    where they were agreed, and in the form of what is proposed next."""
    if left is None or not left.actions:
        return ()
    each = (
        f"action {number}, by {times.day_and_year(action.due)}" for number, action in left.actions
    )
    on = left.review_on
    review = f" A review was set for {times.day_and_year(on)}." if on else ""
    return (
        says(
            "Of what was agreed, not every side has said that this is done: {actions}.{review} It "
            "stands filled in where an agreement is proposed next, to be carried on or dropped.",
            actions=listed(each),
            review=review,
        ),
    )


def goes_on_at(disagreement: Disagreement) -> int:
    """The first tier of the next stage, if it had been settled and there is one; else where it was."""
    here = disagreement.stage_tier
    if disagreement.status in UNSETTLED:
        return here
    return _next_stage(disagreement.procedure, here)


def _next_stage(procedure: Procedure, here: int) -> int:
    stage = procedure.stage_of(here)
    later = (
        tier for tier in range(here, len(procedure.tiers)) if procedure.stage_of(tier) != stage
    )
    return next(later, here)

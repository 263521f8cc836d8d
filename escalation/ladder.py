"""The ladder: limits, who has been told, and how people come to stand on a rung of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from escalation.calendars import Calendar
from escalation.disagreement import Disagreement, Limit, Told
from escalation.entries import CLOCK, Actor, Entries, Entry
from escalation.message import Facts, Heading, Message, Moment, Part, Says, says
from escalation.owing import Admit, Owed, RoleAt, Telling, post
from escalation.people import PARTNERSHIP
from escalation.procedure import Content, Procedure
from escalation.prompts import holders, prompt, summary
from escalation.working_days import end_of_day

LATE = timedelta(minutes=15)
PACING = 1


@dataclass(frozen=True, kw_only=True)
class LimitSet(Entry):
    """A tier's window was counted once and for all, with the calendar it was counted by."""

    kind = "limit_set"

    tier: int
    start: datetime
    limit: datetime
    rule: str
    words: str
    before_raising: bool
    calendar_version: str
    because: str
    explanation: tuple[str, ...]

    def applied(self, disagreement: Disagreement) -> Disagreement:
        """The limit stands."""
        limit = Limit(self.tier, self.limit, self.before_raising, self.because)
        return replace(disagreement, limits=(*disagreement.limits, limit))

    def reads(self, disagreement: Disagreement) -> tuple[Part, ...]:
        """The limit, the window's own words and the dates that were counted."""
        passed = " It had passed before this was raised." if self.before_raising else ""
        who = holders(disagreement.procedure, self.tier)
        return (
            says(
                "{who}: {words}; that is {end}.{passed}",
                who=who,
                words=self.words,
                end=Moment(self.limit, "end_of_day"),
                passed=passed,
            ),
            *(Says((line,)) for line in self.explanation),
        )


@dataclass(frozen=True, kw_only=True)
class Reached(Entry):
    """The people of a tier are told; being told moves nothing."""

    kind = "reached"

    tier: int
    due: datetime
    ask_at: datetime | None
    until: datetime | None

    def applied(self, disagreement: Disagreement) -> Disagreement:
        """The tier is told, and the clock knows when it will tell the next."""
        told = Told(self.tier, self.at, self.ask_at, self.until)
        return replace(disagreement, told=(*disagreement.told, told), remind_at=None)

    def owes(self, disagreement: Disagreement) -> Iterable[Owed]:
        """Each of them is let in and told their part; the thread says that they have been."""
        if self.tier == 0:
            return
        for who in disagreement.everybody_at(self.tier):
            yield Admit(who)
        yield post(summary(disagreement, "the next tier has been told"), self._said(disagreement))
        for agency in disagreement.agencies:
            message = prompt(disagreement, self.tier, agency)
            for who in disagreement.people_of(self.tier, agency):
                yield Telling(f"reached:{self.tier}", who, message)

    def reads(self, disagreement: Disagreement) -> tuple[Part, ...]:
        """Who was told, and how late, if it was."""
        late = says("This was due {due} and was recorded late.", due=Moment(self.due))
        return (self._said(disagreement), *((late,) if self.at - self.due > LATE else ()))

    def _said(self, disagreement: Disagreement) -> Says:
        who = holders(disagreement.procedure, self.tier)
        if self.tier == 0:
            return says("The named professionals are told.")
        return says(
            "No outcome has been recorded. {who} at each agency has now been told.", who=who
        )


@dataclass(frozen=True, kw_only=True)
class Moved(Entry):
    """Somebody moved it to another rung: by a reason, by a first act, or both sides together."""

    kind = "moved"

    tier: int
    why: str
    reason: str = ""
    skipped: tuple[int, ...] = ()

    def applied(self, disagreement: Disagreement) -> Disagreement:
        """It stands on that rung; whoever held the one before holds it no more."""
        return replace(
            disagreement,
            stage_tier=self.tier,
            entered=(*disagreement.entered, self.tier),
            holders={},
            not_agreed={},
            copied=disagreement.copied | _copies(disagreement, self.tier),
        )

    def owes(self, disagreement: Disagreement) -> Iterable[Owed]:
        """The thread says so; the partnership's office is given what the stage gives it."""
        yield post(
            summary(disagreement, f"now at {disagreement.stage.label}"), *self.reads(disagreement)
        )
        yield from copies(disagreement, self.tier, "entry")

    def reads(self, disagreement: Disagreement) -> tuple[Part, ...]:
        """Who moved it, where to, why, and what was skipped."""
        procedure = disagreement.procedure
        stage = procedure.stage_of(self.tier)
        to = f"{stage.title}: {holders(procedure, self.tier).lower()}"
        parts: list[Part] = [
            says("{who} {why}. It is now at {to}.", who=named(self.by), why=self.why, to=to)
        ]
        if self.reason:
            parts.append(Facts((("Reason", self.reason),)))
        if self.skipped:
            over = "; ".join(holders(procedure, tier) for tier in self.skipped)
            parts.append(says(f"Passed over: {over}. Later limits still count from the start."))
        return tuple(parts)


def set_limits(
    procedure: Procedure, calendar: Calendar, began: datetime, raised: datetime
) -> Entries:
    """Every window of the procedure, counted from the start of the difference."""
    return [
        entry
        for tier in range(len(procedure.tiers))
        if (entry := _limit_set(procedure, calendar, tier, began, raised))
    ]


def reach(
    disagreement: Disagreement, tier: int, at: datetime, due: datetime, calendar: Calendar
) -> Reached:
    """The people of a tier are told now; when they are asked, and when the next are told, is settled with it."""
    next_at = until(disagreement, tier, at, calendar)
    ask_at = calendar.opening(next_at.date()) if next_at else None
    if ask_at and ask_at <= at:
        ask_at = None
    return Reached(at=at, by=CLOCK, tier=tier, due=due, ask_at=ask_at, until=next_at)


def until(
    disagreement: Disagreement, tier: int, told: datetime, calendar: Calendar
) -> datetime | None:
    """When the clock tells the next tier if no outcome is recorded; None where the procedure counts nothing."""
    assert disagreement.began and disagreement.raised
    return tells_next_at(
        disagreement.procedure, calendar, tier, disagreement.began, disagreement.raised, told
    )


def tells_next_at(
    procedure: Procedure,
    calendar: Calendar,
    tier: int,
    began: datetime,
    raised: datetime,
    told: datetime,
    pacing: int = PACING,
) -> datetime | None:
    """A limit that passed before raising tells nobody: the same length from raising does; and every tier has a full working day."""
    window = procedure.tiers[tier].within
    if window is None:
        return None
    limit = end_of_day(calendar, began, window.working_days).at
    if limit <= raised:
        limit = end_of_day(calendar, raised, window.working_days).at
    return max(limit, end_of_day(calendar, told, pacing).at)


def arrives(disagreement: Disagreement, tier: int | None, by: Actor, at: datetime) -> Entries:
    """A first act by somebody of a tier that was told enters it; anybody else's act enters nothing."""
    if tier is None or not disagreement.stage_tier < tier <= disagreement.reached:
        return []
    return [Moved(at=at, by=by, tier=tier, why="took it up")]


def copies(disagreement: Disagreement, tier: int, when: str) -> Iterable[Owed]:
    """What the procedure gives the partnership's office when a stage is entered or settled."""
    first = disagreement.procedure.stage_of(tier).tiers[0]
    if when == "entry" and disagreement.procedure.tiers[tier] is not first:
        return
    for copy in disagreement.procedure.stage_of(tier).copies:
        if copy.at == when and copy.force != "may":
            yield Telling(
                f"copy:{when}:{tier}",
                RoleAt(copy.to, PARTNERSHIP),
                _copied(disagreement, copy.content, copy.req, when),
            )


def named(actor: Actor) -> str:
    """Asha Patel (Line manager / team manager)."""
    return f"{actor.name} ({actor.role})"


def _copied(
    disagreement: Disagreement, content: Content, req: tuple[str, ...], when: str
) -> Message:
    stage, reference = disagreement.stage, disagreement.reference
    happened = f"has entered {stage.title}" if when == "entry" else f"was settled at {stage.title}"
    gives = {"notice": "this notice", "outcome": "the outcome"}.get(content, "the details")
    return Message(
        summary(disagreement, happened),
        (
            Heading(f"{reference} {happened}"),
            says(
                "The procedure gives you {gives} ({req}). Type /escalate export {reference} to read them; "
                "opening them is recorded.",
                gives=gives,
                req=", ".join(req),
                reference=reference,
            ),
        ),
    )


def _copies(disagreement: Disagreement, tier: int) -> frozenset[str]:
    stage = disagreement.procedure.stage_of(tier)
    return frozenset(copy.to for copy in stage.copies if copy.at == "entry" and copy.force != "may")


def _limit_set(
    procedure: Procedure, calendar: Calendar, tier: int, began: datetime, raised: datetime
) -> LimitSet | None:
    window = procedure.tiers[tier].within
    if window is None:
        return None
    deadline = end_of_day(calendar, began, window.working_days)
    return LimitSet(
        at=raised,
        by=CLOCK,
        tier=tier,
        start=began,
        limit=deadline.at,
        rule=window.rule,
        words=window.words,
        before_raising=deadline.at <= raised,
        calendar_version=deadline.calendar_version,
        because=deadline.because,
        explanation=deadline.explanation,
    )

"""Climbing: what follows when a moment passes, and how people move a disagreement up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from escalation import ladder, rights, times
from escalation.calendars import Calendar
from escalation.disagreement import Disagreement, Wake, after
from escalation.entries import CLOCK, Entries, Entry
from escalation.message import Facts, Heading, Message, Part, says
from escalation.owing import Owed, RoleAt, Telling, post
from escalation.people import PARTNERSHIP, Directory
from escalation.prompts import holders, reminder, summary
from escalation.questions import asked
from escalation.refusals import NotNow, Unusable

BUSINESS_MANAGER = RoleAt("business_manager", PARTNERSHIP)


@dataclass(frozen=True, kw_only=True)
class LimitPassed(Entry):
    """A counted window ended with no outcome recorded."""

    kind = "limit_passed"

    tier: int
    due: datetime

    def applied(self, disagreement: Disagreement) -> Disagreement:
        """The limit has passed; nothing moves."""
        return replace(disagreement, passed=disagreement.passed | {self.tier})

    def reads(self, disagreement: Disagreement) -> tuple[Part, ...]:
        """Which window, and what was not recorded by then."""
        window = disagreement.procedure.tiers[self.tier].within
        words = window.words if window else ""
        late = self.at - self.due > ladder.LATE
        return (
            says(
                "No outcome was recorded by the end of the window for {who} ({words}).{late}",
                who=holders(disagreement.procedure, self.tier).lower(),
                words=words,
                late=" This was recorded late." if late else "",
            ),
        )


@dataclass(frozen=True, kw_only=True)
class Asked(Entry):
    """Whoever's turn it is was asked, or reminded; `wake` says which moment this answers."""

    kind = "asked"

    wake: str
    next_at: datetime | None

    def applied(self, disagreement: Disagreement) -> Disagreement:
        """Asked; and the next time is known, if there is one."""
        kind = self.wake.partition(":")[0]
        return replace(
            disagreement,
            asked=disagreement.asked | {self.wake},
            reminded=disagreement.reminded + (kind == "remind"),
            meeting=None if kind == "meeting" else disagreement.meeting,
            remind_at=self.next_at,
        )

    def owes(self, disagreement: Disagreement) -> Iterable[Owed]:
        """Whoever's turn it is, in their working time; at the end of the ladder the Business Manager too."""
        if self.wake.startswith("top:"):
            yield Telling("no_exit", BUSINESS_MANAGER, _no_exit(disagreement))
        for agency in disagreement.agencies:
            for who in disagreement.turn(agency):
                yield Telling(self.wake, who, reminder(disagreement, agency), nudge=True)

    def reads(self, disagreement: Disagreement) -> tuple[Part, ...]:
        """That they were asked."""
        return (says("Whoever's turn it was at each agency was asked whether it is settled."),)


@dataclass(frozen=True, kw_only=True)
class NotAgreed(Entry):
    """A side has said that there is no agreement at this tier."""

    kind = "not_agreed"

    reason: str

    def applied(self, disagreement: Disagreement) -> Disagreement:
        """This agency has answered."""
        said = {**disagreement.not_agreed, self.by.agency: self.by}
        return replace(disagreement, not_agreed=said)

    def owes(self, disagreement: Disagreement) -> Iterable[Owed]:
        """The thread says so; the other side is asked for its own answer."""
        yield post(summary(disagreement, "one side has said not agreed"), *self.reads(disagreement))

    def reads(self, disagreement: Disagreement) -> tuple[Part, ...]:
        """Who, for which agency, and why."""
        return (
            says("{who} has recorded that it is not agreed.", who=ladder.named(self.by)),
            Facts((("Reason", self.reason),)),
        )


def woken(disagreement: Disagreement, wake: Wake, at: datetime, calendar: Calendar) -> Entries:
    """What follows when a moment of the ladder has passed: the next tier is told; the stage does not move."""
    kind, _, number = wake.id.partition(":")
    match kind:
        case "limit":
            return [LimitPassed(at=at, by=CLOCK, tier=int(number), due=wake.at)]
        case "tell":
            return _next_told(disagreement, int(number), wake, at, calendar)
        case _:
            next_at = _remind_at(disagreement, kind, at, calendar)
            return [Asked(at=at, by=CLOCK, wake=wake.id, next_at=next_at)]


def move_up(
    disagreement: Disagreement,
    at: datetime,
    calendar: Calendar,
    directory: Directory,
    *,
    by: str,
    question: str,
    answers: Mapping[str, str],
) -> Entries:
    """A participant moves it up with a reason, skipping as far as the procedure allows (R-004-05)."""
    actor = rights.check(by, rights.Act.MOVE_UP, disagreement, directory)
    asked(disagreement, question)
    tier = _wanted(disagreement, answers.get("tier", ""))
    if not (reason := answers.get("reason", "").strip()):
        raise Unusable("reason", "Say why it should move up now. The record keeps your reason.")
    skipped = tuple(range(disagreement.reached + 1, tier))
    if skipped and not disagreement.procedure.skipping.allowed:
        raise Unusable("tier", "This procedure does not let a stage be passed over.")
    moved = ladder.Moved(
        at=at, by=actor, tier=tier, why="moved it up", reason=reason, skipped=skipped
    )
    return [*_told(disagreement, tier, at, calendar), moved]


def not_agreed(
    disagreement: Disagreement,
    at: datetime,
    calendar: Calendar,
    directory: Directory,
    *,
    by: str,
    question: str,
    answers: Mapping[str, str],
) -> Entries:
    """A side says it is not agreed; once every side has, it moves to the next tier."""
    actor = rights.check(by, rights.Act.NOT_AGREED, disagreement, directory)
    asked(disagreement, question)
    if not (reason := answers.get("reason", "").strip()):
        raise Unusable("reason", "Say what is not agreed. The next tier reads it.")
    arriving = ladder.arrives(disagreement, rights.tier_of(by, disagreement, directory), actor, at)
    said = NotAgreed(at=at, by=actor, reason=reason)
    now = after(disagreement, *arriving, said)
    if set(now.not_agreed) != set(now.agencies) or now.stage_tier + 1 >= len(now.procedure.tiers):
        return [*arriving, said]
    tier = now.stage_tier + 1
    moved = ladder.Moved(at=at, by=actor, tier=tier, why="and the other side do not agree")
    return [*arriving, said, *_told(now, tier, at, calendar), moved]


def _told(disagreement: Disagreement, tier: int, at: datetime, calendar: Calendar) -> Entries:
    if tier <= disagreement.reached:
        return []
    return [ladder.reach(disagreement, tier, at, at, calendar)]


def _wanted(disagreement: Disagreement, chosen: str) -> int:
    tier = int(chosen) if chosen.isdigit() else disagreement.stage_tier + 1
    if tier >= len(disagreement.procedure.tiers):
        raise NotNow(
            "There is no further stage in this procedure. The Business Manager of the partnership has been told when its last limit passes."
        )
    if tier <= disagreement.stage_tier:
        raise Unusable("tier", "It stands there already, or higher. Choose a later stage.")
    return tier


def _next_told(
    disagreement: Disagreement, tier: int, wake: Wake, at: datetime, calendar: Calendar
) -> Entries:
    match disagreement.procedure.on_limit_passed:
        case "tell_next_tier":
            return [ladder.reach(disagreement, tier, at, wake.at, calendar)]
        case "move_up":
            told = ladder.reach(disagreement, tier, at, wake.at, calendar)
            return [
                told,
                ladder.Moved(at=at, by=CLOCK, tier=tier, why="moved it up, as the procedure says"),
            ]
        case "prompt_holder":
            next_at = _morning(at, 3, calendar)
            return [Asked(at=at, by=CLOCK, wake=wake.id, next_at=next_at)]


def _remind_at(
    disagreement: Disagreement, kind: str, at: datetime, calendar: Calendar
) -> datetime | None:
    """Reminders thin out: the next working day, then every third."""
    last = (
        disagreement.is_last_tier
        or disagreement.procedure.tiers[disagreement.reached].within is None
    )
    if kind == "ask" and not last:
        return None
    return _morning(at, 3 if kind == "remind" else 1, calendar)


def _morning(at: datetime, days: int, calendar: Calendar) -> datetime:
    return calendar.opening(calendar.nth_working_day(times.civil(at).date(), days))


def _no_exit(disagreement: Disagreement) -> Message:
    heading = f"{disagreement.reference} – the procedure's last limit has passed"
    return Message(
        summary(disagreement, "the procedure's last limit has passed"),
        (
            Heading(heading),
            says(
                "No outcome has been recorded, and the procedure names nobody further. The people of its last stage go on being asked. Please see that they meet."
            ),
        ),
    )


ENTRIES = (LimitPassed, Asked, NotAgreed, ladder.LimitSet, ladder.Reached, ladder.Moved)

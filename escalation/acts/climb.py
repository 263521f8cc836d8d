"""Climbing: what follows when a moment passes, and how people move a disagreement up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from escalation import acting, deciding, rights
from escalation.directory.people import Directory
from escalation.disagreement import Disagreement, Wake, after
from escalation.duties import allowing, closing
from escalation.entries import CLOCK, MANAGER, Actor, Entries, Entry
from escalation.ladder import ladder, patience
from escalation.ladder.asking import Asked
from escalation.ladder.rungs import LATE, LimitSet, Moved, Reached
from escalation.meetings import awaited
from escalation.owing import BUSINESS_MANAGER, Owed, Telling, post
from escalation.permissions import Act
from escalation.questions import asked, once
from escalation.refusals import NotNow, Unusable
from escalation.texts.brackets import aside
from escalation.words import forms
from escalation.words.message import Facts, Moment, Part, says
from escalation.words.naming import held_for
from escalation.words.notices import no_exit
from escalation.words.prompts import prompt, summary
from escalation.words.sides import have_recorded
from escalation.working_time.calendars import Calendar


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
        late = says("This was due {due} and was recorded late.", due=Moment(self.due))
        return (
            says(
                "No outcome had been recorded by the end of {day}: the time that the procedure "
                "gives the {who} {words}.",
                day=Moment(self.due, "day"),
                who=held_for(disagreement, self.tier),
                words=aside(window.in_brackets) if window else "",
            ),
            *((late,) if self.at - self.due > LATE else ()),
        )


@dataclass(frozen=True, kw_only=True)
class NotAgreed(Entry):
    """A side has said that there is no agreement at this tier."""

    kind = "not_agreed"

    reason: str

    def applied(self, disagreement: Disagreement) -> Disagreement:
        """This agency has answered, whatever it had said before."""
        said = {**disagreement.not_agreed, self.by.agency: self.by}
        proposal = disagreement.proposal
        if proposal:
            yes = {k: v for k, v in proposal.yes.items() if k != self.by.agency}
            proposal = replace(proposal, yes=yes)
        times = disagreement.times_not_agreed + 1
        return replace(disagreement, not_agreed=said, times_not_agreed=times, proposal=proposal)

    def notices(self, disagreement: Disagreement) -> frozenset[str]:
        """The Business Manager, once every side has said so; a move that follows is no matter."""
        if not disagreement.is_not_agreed:
            return frozenset()
        return MANAGER | allowing.roles(disagreement, "unresolved")

    def owes(self, disagreement: Disagreement) -> Iterable[Owed]:
        """The thread says so; a side that has still to answer is asked for its own answer."""
        yield post(summary(disagreement, "one side has said not agreed"), *self.reads(disagreement))
        number = disagreement.times_not_agreed
        if disagreement.is_not_agreed:
            yield Telling(f"no_exit:{number}", BUSINESS_MANAGER, no_exit(disagreement))
            yield from allowing.owes(disagreement, "unresolved", number)
        elif self.by.agency in disagreement.not_agreed:
            said = have_recorded(len(disagreement.not_agreed))
            what = f"{said} that it is not agreed; your answer is asked"
            for turn in disagreement.answering():
                if turn.agency not in disagreement.not_agreed:
                    message = prompt(disagreement, turn.tier, turn.agency, what)
                    yield Telling(f"not_agreed:{number}", turn.who, message)

    def reads(self, disagreement: Disagreement) -> tuple[Part, ...]:
        """Who, for which agency, and why."""
        return (
            says("{who} has recorded that it is not agreed.", who=self.by.titled),
            Facts((("Reason", self.reason),)),
        )


def woken(
    disagreement: Disagreement,
    wake: Wake,
    at: datetime,
    calendar: Calendar,
    directory: Directory,
) -> Entries:
    """What follows when a moment of the ladder has passed: somebody is told; the stage stays."""
    kind, number = wake.id.partition(":")[0], wake.id.rpartition(":")[2]
    match kind:
        case "limit":
            return [LimitPassed(at=at, by=CLOCK, tier=int(number), due=wake.at)]
        case "tell":
            return _next_told(disagreement, int(number), wake, at, calendar, directory)
        case "meeting":
            return [
                replace(
                    _asked(disagreement, wake, at, calendar), also=_met(disagreement, directory)
                )
            ]
        case "quiet" if begun := patience.broken(disagreement, wake, at, calendar):
            return [*begun]
        case _:
            return [_asked(disagreement, wake, at, calendar)]


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
    """A participant moves it up with a reason, as far as the procedure allows (R-004-05)."""
    actor = rights.check(by, Act.MOVE_UP, disagreement, directory)
    asked(disagreement, question)
    own = rights.tier_of(by, disagreement, directory) or 0
    tier = _wanted(disagreement, answers.get("tier", ""), max(own, disagreement.stage_tier) + 1)
    reason = forms.text(
        answers, "reason", "Say why it should move up now. The record keeps your reason."
    )
    if tier > disagreement.reached + 1 and not disagreement.procedure.may_skip_to(tier):
        stage = disagreement.procedure.terms.one_stage
        raise Unusable("tier", f"This procedure does not let {stage} be passed over.")
    return ladder.move(disagreement, tier, actor, at, calendar, directory, "moved_up", reason)


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
    actor, arriving = acting.begins(Act.NOT_AGREED, disagreement, at, calendar, directory, by)
    asked(disagreement, question)
    deciding.decides(actor, disagreement)
    now = after(disagreement, *arriving)
    once(now.not_agreed.get(actor.agency), by, "recorded this")
    reason = forms.text(answers, "reason", "Say what is not agreed.")
    answer = NotAgreed(at=at, by=actor, reason=reason)
    now = after(now, answer)
    everybody = now.not_agreed.keys() >= set(now.deciding)
    if not everybody or now.stage_tier + 1 == len(now.procedure.tiers):
        return [*arriving, answer, *closing.fell_due(now, at, calendar)]
    up = ladder.move(now, now.stage_tier + 1, actor, at, calendar, directory, "not_agreed")
    return [*arriving, answer, *up]


def _wanted(disagreement: Disagreement, chosen: str, otherwise: int) -> int:
    stage = disagreement.procedure.terms.a_stage
    if chosen and not chosen.isdecimal():
        raise Unusable("tier", f"Choose the {stage} to which it should move.")
    tier = int(chosen) if chosen else otherwise
    if tier >= len(disagreement.procedure.tiers):
        raise NotNow(
            f"There is no further {stage} in this procedure. "
            "When its last limit has passed, the partnership's Business Manager is told."
        )
    if tier <= disagreement.stage_tier:
        raise Unusable("tier", f"It stands there already, or higher. Choose a later {stage}.")
    return tier


def _next_told(
    disagreement: Disagreement,
    tier: int,
    wake: Wake,
    at: datetime,
    calendar: Calendar,
    directory: Directory,
) -> Entries:
    match disagreement.procedure.on_limit_passed:
        case "tell_next_tier":
            return ladder.tell(disagreement, tier, at, wake.at, calendar, directory)
        case "move_up":
            return ladder.move(
                disagreement, tier, CLOCK, at, calendar, directory, "procedure", due=wake.at
            )
        case "prompt_holder":
            return [_asked(disagreement, wake, at, calendar)]


def _asked(disagreement: Disagreement, wake: Wake, at: datetime, calendar: Calendar) -> Asked:
    """Asked once more; where nobody further will be told, reminders come, and thin out."""
    asked = Asked(
        at=at,
        by=CLOCK,
        wake=wake.id,
        tier=disagreement.reached,
        next_at=None,
        awaits=awaited.ahead(disagreement, at),
    )
    kind = wake.id.partition(":")[0]
    if kind == "quiet":
        return replace(asked, next_at=patience.again(disagreement, at, calendar))
    if after(disagreement, asked).tells_later:
        return asked
    return replace(asked, next_at=ladder.morning(at, patience.days(kind, disagreement), calendar))


def _met(disagreement: Disagreement, directory: Directory) -> Actor | None:
    """Who gave the day of the meeting, unless it is their turn as it is."""
    if disagreement.meeting is None:
        return None
    by = disagreement.meeting.by
    turns = (rights.standing(turn.who, disagreement, directory) for turn in disagreement.turns())
    return None if any(person.id == by.person for held in turns for person in held) else by


ENTRIES = (LimitPassed, Asked, NotAgreed, LimitSet, Reached, Moved, *patience.ENTRIES)

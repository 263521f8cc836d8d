"""One disagreement, folded from its entries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from escalation.entries import Actor, Entry
from escalation.owing import Recipient, RoleAt, To
from escalation.procedure import Procedure, Stage, Tier

NAMED = "practitioner"


class Status(StrEnum):
    """Whether people are still at work on it."""

    OPEN = "open"
    SETTLED = "settled"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Side:
    """An involved agency and its named professional."""

    agency: str
    name: str
    practitioner: str
    practitioner_name: str


@dataclass(frozen=True)
class View:
    """How a side sees it, in its own words."""

    label: str
    text: str


@dataclass(frozen=True)
class Limit:
    """The counted end of a tier's window: a fact about time that nothing moves."""

    tier: int
    at: datetime
    before_raising: bool
    because: str


@dataclass(frozen=True)
class Told:
    """When a tier was told, when it is asked, and when the clock will tell the next one."""

    tier: int
    at: datetime
    ask_at: datetime | None
    until: datetime | None


@dataclass(frozen=True)
class Action:
    """Something agreed: what is done, by whom, by when."""

    what: str
    owner: str
    due: date


@dataclass(frozen=True)
class Proposal:
    """An agreement put to each agency, and who has said yes."""

    number: int
    by: Actor
    actions: tuple[Action, ...]
    yes: Mapping[str, Actor] = field(default_factory=dict)

    @property
    def question(self) -> str:
        """The question that Approve and Do not approve answer."""
        return f"proposal:{self.number}"


@dataclass(frozen=True)
class Meeting:
    """A day on which people have said they meet; reminders are quiet until it has been."""

    number: int
    on: datetime
    ask_at: datetime


@dataclass(frozen=True)
class Harm:
    """A press of Immediate harm, and whether anybody has opened it."""

    number: int
    at: datetime
    by: Actor
    wake_at: datetime
    answered: bool = False


@dataclass(frozen=True)
class Wake:
    """A time at which the engine must look at this disagreement."""

    id: str
    at: datetime


@dataclass(frozen=True)
class Disagreement:
    """Everything that its entries say, as values; nothing here is stored that the entries do not give."""

    reference: str
    procedure: Procedure
    version: int = 0
    status: Status = Status.OPEN
    began: datetime | None = None
    raised: datetime | None = None
    raiser: Actor | None = None
    sides: tuple[Side, ...] = ()
    category: str = ""
    view: tuple[View, ...] = ()
    limits: tuple[Limit, ...] = ()
    told: tuple[Told, ...] = ()
    stage_tier: int = 0
    entered: tuple[int, ...] = ()
    passed: frozenset[int] = frozenset()
    asked: frozenset[str] = frozenset()
    holders: Mapping[str, Actor] = field(default_factory=dict)
    named: Mapping[tuple[int, str], str] = field(default_factory=dict)
    advisers: Mapping[str, str] = field(default_factory=dict)
    not_agreed: Mapping[str, Actor] = field(default_factory=dict)
    proposals: int = 0
    proposal: Proposal | None = None
    meetings: int = 0
    meeting: Meeting | None = None
    harm: tuple[Harm, ...] = ()
    copied: frozenset[str] = frozenset()
    reminded: int = 0
    remind_at: datetime | None = None
    ended: datetime | None = None

    # Where it is

    @property
    def is_open(self) -> bool:
        """People are still at work on it."""
        return self.status is Status.OPEN

    @property
    def tier(self) -> Tier:
        """The rung of the ladder it stands on."""
        return self.procedure.tiers[self.stage_tier]

    @property
    def stage(self) -> Stage:
        """The stage it stands at; only a person moves it."""
        return self.procedure.stage_of(self.stage_tier)

    @property
    def reached(self) -> int:
        """The highest tier whose people have been told; time moves it."""
        return max((told.tier for told in self.told), default=0)

    @property
    def question(self) -> str:
        """The question that this tier is asked."""
        return f"tier:{self.stage_tier}"

    @property
    def is_last_tier(self) -> bool:
        """The source gives nobody after this."""
        return self.reached == len(self.procedure.tiers) - 1

    def limit(self, tier: int) -> Limit | None:
        """The limit of a tier, where the procedure counts one."""
        return next((limit for limit in self.limits if limit.tier == tier), None)

    # Who

    @property
    def agencies(self) -> tuple[str, ...]:
        """The involved agencies, the one that raised it first."""
        return tuple(side.agency for side in self.sides)

    def side(self, agency: str) -> Side | None:
        """The side of an agency."""
        return next((side for side in self.sides if side.agency == agency), None)

    def others(self, agency: str) -> tuple[Side, ...]:
        """Every side but this agency's."""
        return tuple(side for side in self.sides if side.agency != agency)

    def people_of(self, tier: int, agency: str) -> tuple[Recipient, ...]:
        """Who holds a tier for an agency: somebody named for it, or whoever holds the role."""
        side = self.side(agency)
        if side is None:
            return ()
        if chosen := self.named.get((tier, agency)):
            return (To(chosen),)
        return tuple(
            To(side.practitioner) if role == NAMED else RoleAt(role, agency, side.practitioner)
            for role in self.procedure.tiers[tier].held_by
        )

    def everybody_at(self, tier: int) -> tuple[Recipient, ...]:
        """Who holds a tier, for each agency in turn."""
        return tuple(who for agency in self.agencies for who in self.people_of(tier, agency))

    def practitioners(self) -> tuple[To, ...]:
        """The named professionals."""
        return tuple(To(side.practitioner) for side in self.sides)

    def asked_now(self) -> tuple[Recipient, ...]:
        """Whose turn it is: who has taken it for their agency, or else the tier last told."""
        return tuple(who for agency in self.agencies for who in self.turn(agency))

    def turn(self, agency: str) -> tuple[Recipient, ...]:
        """Whose turn it is at an agency: who has taken it, and any tier told since."""
        holder = self.holders.get(agency)
        if holder is None:
            return self.people_of(self.reached, agency)
        beyond = self.people_of(self.reached, agency) if self.reached > self.stage_tier else ()
        return (To(holder.person), *beyond)

    # What comes next

    def moments(self) -> tuple[Wake, ...]:
        """When the engine must wake for this disagreement, soonest first."""
        wakes = [*self._harm_wakes()]
        if self.is_open:
            wakes += [*self._limit_wakes(), *self._telling_wakes(), *self._quiet_wakes()]
        return tuple(sorted(wakes, key=lambda wake: (wake.at, wake.id)))

    def due(self, at: datetime) -> Wake | None:
        """The earliest moment that has passed: an act at the very instant is in time."""
        return next((wake for wake in self.moments() if at > wake.at), None)

    def _limit_wakes(self) -> Iterable[Wake]:
        for limit in self.limits:
            met = limit.tier in self.passed or limit.before_raising
            if not met and limit.tier >= self.stage_tier:
                yield Wake(f"limit:{limit.tier}", limit.at)

    def _telling_wakes(self) -> Iterable[Wake]:
        last = next((told for told in self.told if told.tier == self.reached), None)
        if last and last.until:
            id = f"top:{last.tier}" if self.is_last_tier else f"tell:{last.tier + 1}"
            if id not in self.asked:
                yield Wake(id, last.until)

    def _quiet_wakes(self) -> Iterable[Wake]:
        if self.meeting:
            yield Wake(f"meeting:{self.meeting.number}", self.meeting.ask_at)
            return
        last = next((told for told in self.told if told.tier == self.reached), None)
        if last and last.ask_at and f"ask:{last.tier}" not in self.asked:
            yield Wake(f"ask:{last.tier}", last.ask_at)
        elif self.remind_at:
            yield Wake(f"remind:{self.reminded + 1}", self.remind_at)

    def _harm_wakes(self) -> Iterable[Wake]:
        for harm in self.harm:
            if not harm.answered:
                yield Wake(f"harm:{harm.number}", harm.wake_at)


def fold(reference: str, procedure: Procedure, entries: Iterable[Entry]) -> Disagreement:
    """The disagreement that these entries make."""
    disagreement = Disagreement(reference, procedure)
    for entry in entries:
        disagreement = after(disagreement, entry)
    return disagreement


def after(disagreement: Disagreement, *entries: Entry) -> Disagreement:
    """The disagreement once these, too, have happened."""
    for entry in entries:
        disagreement = replace(entry.applied(disagreement), version=disagreement.version + 1)
    return disagreement

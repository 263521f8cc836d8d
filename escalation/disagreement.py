"""One disagreement, folded from its entries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from escalation import written
from escalation.directory.people import PARTNERSHIP
from escalation.entries import Entry
from escalation.ladder import coming, courses, last_act, seats
from escalation.ladder.waking import Wake
from escalation.meetings import convening
from escalation.owing import Recipient, RoleAt, To
from escalation.particulars import (
    Action,
    Answer,
    Correction,
    Harm,
    Joined,
    Limit,
    Meeting,
    OwnDate,
    Proposal,
    Related,
    Reopening,
    Side,
    Status,
    Told,
    Turn,
    View,
)
from escalation.recorded import Recorded
from escalation.texts.procedure import Procedure, Stage, Terms, Tier

__all__ = [
    "NAMED",
    "Action",
    "Answer",
    "Correction",
    "Disagreement",
    "Harm",
    "Joined",
    "Limit",
    "Meeting",
    "OwnDate",
    "Proposal",
    "Related",
    "Reopening",
    "Side",
    "Status",
    "Told",
    "Turn",
    "View",
    "Wake",
    "after",
    "fold",
]

NAMED = "practitioner"


@dataclass(frozen=True)
class Disagreement(Recorded):
    """Everything that its entries say, as values; nothing is stored that they do not give."""

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
    def terms(self) -> Terms:
        """The procedure's words, with those for whom it is about and for the file it is kept on."""
        return self.procedure.terms_of(self.subject)

    @property
    def question(self) -> str:
        """The question that this tier is asked."""
        return f"tier:{self.stage_tier}"

    @property
    def is_last_tier(self) -> bool:
        """The source gives nobody after whoever has been told."""
        return self.reached == len(self.procedure.tiers) - 1

    @property
    def is_not_agreed(self) -> bool:
        """Every side has said so, and there is nowhere to go."""
        last = self.stage_tier == len(self.procedure.tiers) - 1
        return last and self.not_agreed.keys() >= set(self.deciding)

    @property
    def deciding(self) -> tuple[str, ...]:
        """The agencies whose yes settles it: each; or the one that raised it, where it alone decides."""
        alone = self.procedure.settled_by == "raising_agency"
        return self.agencies[:1] if alone else self.agencies

    def gated(self, tier: int) -> bool:
        """Whether those who raised it have still to say if it goes to the other side's people there."""
        return self.procedure.tiers[tier].gate and tier not in self.forward

    @property
    def last_told(self) -> Told | None:
        """The telling of the highest tier that has been told."""
        return next((told for told in self.told if told.tier == self.reached), None)

    @property
    def since(self) -> datetime | None:
        """From when on people have been at work on it: raised, or last reopened."""
        return self.reopenings[-1].at if self.reopenings else self.raised

    def each_time(self, topic: str) -> str:
        """What people are told each time that it ends: once more, after it has been reopened."""
        return f"{topic}:{len(self.reopenings)}" if self.reopenings else topic

    @property
    def raised_under(self) -> Procedure:
        """The procedure under which it was raised, whichever it goes by since."""
        return self.changes[0].was if self.changes else self.procedure

    def by_text(self, topic: str, of: int | str) -> str:
        """What people are told of a tier, or a part: another text may number or have them otherwise."""
        changed = f"{len(self.changes)}:" if self.changes else ""
        return f"{topic}:{changed}{of}"

    def timed(self, times: Told | None) -> Disagreement:
        """These times in place of those of the same tier."""
        if times is None:
            return self
        told = tuple(times if each.tier == times.tier else each for each in self.told)
        return replace(self, told=told)

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

    def agency_name(self, agency: str) -> str:
        """What an agency is called."""
        side = self.side(agency)
        named = "the partnership" if agency == PARTNERSHIP else agency
        return side.name if side else named

    def posts(self, tier: int, agency: str) -> tuple[tuple[str, Recipient], ...]:
        """Each role of a tier at an agency, and who holds it: somebody named instead, or the role."""
        side = Side(PARTNERSHIP, "", "", "") if agency == PARTNERSHIP else self.side(agency)
        if self.gated(tier) and agency in self.agencies[1:]:
            return ()  # they are not told before it is taken forward
        if side is None or not seats.holds(self.procedure, tier, agency):
            return ()
        return tuple(
            (role, who)
            for role in self.roles_at(tier, agency)
            for who in self._hold(role, tier, side)
        )

    def roles_at(self, tier: int, agency: str) -> tuple[str, ...]:
        """The roles asked at a tier for an agency: its own, or the one chosen in preference to them;
        of the partnership, whoever it was referred to as well."""
        preferred = self.preferred.get((tier, agency))
        held = (preferred,) if preferred else self.procedure.tiers[tier].held_by
        return (*held, *courses.referred(self, tier)) if agency == PARTNERSHIP else held

    def people_of(self, tier: int, agency: str) -> tuple[Recipient, ...]:
        """Who holds a tier for an agency, each once."""
        return tuple(dict.fromkeys(who for _, who in self.posts(tier, agency)))

    def everybody_at(self, tier: int) -> tuple[Recipient, ...]:
        """Who holds a tier, for each agency in turn."""
        agencies = seats.all_of(self)
        return tuple(who for agency in agencies for who in self.people_of(tier, agency))

    def everybody_told(self) -> tuple[Recipient, ...]:
        """Everybody of every tier that has been told, every adviser, whoever joined, and whoever was
        called to a meeting, each once."""
        tiers = sorted({0, *(told.tier for told in self.told)})
        holding = (who for tier in tiers for who in self.everybody_at(tier))
        beside = (*(j.who for j in self.joined), *convening.brought_in(self))
        return tuple(dict.fromkeys([*holding, *self._advising(), *beside]))

    def adviser(self, role: str, agency: str) -> RoleAt:
        """Whoever holds an adviser's role for an agency."""
        side = self.side(agency)
        return RoleAt(role, agency, side.under if side else "")

    def practitioners(self) -> tuple[To, ...]:
        """The named professionals."""
        return tuple(To(person) for side in self.sides for person in side.people)

    def raisers(self) -> tuple[str, ...]:
        """Whoever raised it, and the colleague for or with whom they did."""
        if self.raiser is None:
            return ()
        beside = tuple(side.colleague for side in self.sides if side.colleague)
        return (self.raiser.person, *beside)

    def turns(self) -> tuple[Turn, ...]:
        """Whose turn it is, for each agency, and of the partnership where it holds a tier."""
        return tuple(turn for agency in seats.all_of(self) for turn in self.turn(agency))

    def answering(self) -> tuple[Turn, ...]:
        """Whose turn it is to answer for an agency: nobody else gives its yes."""
        return tuple(turn for turn in self.turns() if turn.agency in self.deciding)

    def turn(self, agency: str) -> tuple[Turn, ...]:
        """Whose turn it is at an agency: who has it, and any tier told since."""
        return coming.turn(self, agency)

    def _hold(self, role: str, tier: int, side: Side) -> tuple[Recipient, ...]:
        if chosen := self.named.get((tier, side.agency, role)):
            return (To(chosen),)
        if role == NAMED:
            return tuple(To(person) for person in side.people)
        return (RoleAt(role, side.agency, side.under),)

    def _advising(self) -> Iterable[Recipient]:
        for agency, roles in self.advisers.items():
            yield from (self.adviser(role, agency) for role in roles)

    # What is out of sight

    @property
    def out_of_sight(self) -> frozenset[int]:
        """The entries of which nothing is said in the thread any more."""
        gone = (each.everywhere for each in self.written if each.entry in self.hidden)
        return frozenset(entry for entries in gone for entry in entries)

    # What comes next

    def moments(self) -> tuple[Wake, ...]:
        """When the engine must wake for this disagreement, soonest first."""
        return coming.moments(self)

    def due(self, at: datetime) -> Wake | None:
        """The moment of the ladder that is lived next: an act at the very instant is in time."""
        return coming.due(self, at)

    @property
    def tells_later(self) -> bool:
        """The clock has somebody still to tell if no outcome is recorded."""
        return coming.tells_later(self)

    def asks_come(self, at: datetime) -> frozenset[str]:
        """The question on the morning of a limit, once its time has come."""
        return coming.asks_come(self, at)


def fold(reference: str, procedure: Procedure, entries: Iterable[Entry]) -> Disagreement:
    """The disagreement that these entries make."""
    return after(Disagreement(reference, procedure), *entries)


def after(disagreement: Disagreement, *entries: Entry) -> Disagreement:
    """The disagreement once these, too, have happened."""
    for entry in entries:
        now, version = entry.applied(disagreement), disagreement.version + 1
        disagreement = replace(
            now,
            version=version,
            noticed=now.noticed | entry.notices(now),
            written=written.noted(now.written, entry, version),
            last_act=last_act.noted(now.last_act, entry),
        )
    return disagreement

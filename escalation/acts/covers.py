"""A turn has come to somebody else: its holder is away, or has left, since, or is back again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from escalation.directory.people import PARTNERSHIP, Directory
from escalation.disagreement import Disagreement, Turn
from escalation.entries import CLOCK, Entries, Entry, own_agency
from escalation.owing import Admit, Card, Owed, Telling
from escalation.words.message import Part, says
from escalation.words.naming import holding
from escalation.words.prompts import prompt
from escalation.working_time.calendars import Calendar


@dataclass(frozen=True, kw_only=True)
class Covered(Entry):
    """Who is asked now for an agency at a tier, and the way to them; no limit moves.

    `shown`: what the card says of them; `known`: they had been told before, and the card alone is
    drawn again.
    """

    kind = "covered"
    schema = 2

    agency: str
    tier: int
    of: str
    name: str
    way: str
    shown: str = ""
    known: bool = False

    @staticmethod
    def upgraded_from_1(content: dict[str, Any]) -> dict[str, Any]:
        """Before, it was written of those alone who did not know; what the card said was not kept."""
        return content

    @property
    def audience(self) -> str:
        """Their own agency: who is on leave is no other's business."""
        return own_agency(self.agency)

    def applied(self, disagreement: Disagreement) -> Disagreement:
        """Nothing moves: whose turn it is has not changed, only who is there; and a role for which
        nobody was named has somebody."""
        role = self.of.partition("@")[0]
        there = self.agency == PARTNERSHIP
        return replace(disagreement, unheld=disagreement.unheld - {role}) if there else disagreement

    def owes(self, disagreement: Disagreement) -> Iterable[Owed]:
        """Whoever is asked now is told in their own working time. A new holder is let in at once;
        whoever stands in is let in as they are told, for by then the holder may be back. The card
        says who is asked for whom, and no more."""
        yield Card()
        if self.known:
            return
        for turn in _turns(disagreement, self.agency, self.tier, self.of):
            yield Admit(turn.who, farthest="holder")
            message = prompt(disagreement, self.tier, self.agency)
            yield Telling(_topic(disagreement, self.tier), turn.who, message, nudge=True)

    def reads(self, disagreement: Disagreement) -> tuple[Part, ...]:
        """Who is asked, of which tier, and why it is they."""
        return (
            says(
                "{name} is asked now, as the {who}: {way}. No limit has moved.",
                name=self.name,
                who=holding(disagreement.procedure, self.tier),
                way=self.way,
            ),
        )


def covers(
    disagreement: Disagreement,
    at: datetime,
    calendar: Calendar,
    directory: Directory,
    *,
    turn: Turn,
    person: str,
    way: str,
    shown: str = "",
    known: bool = False,
) -> Entries:
    """They are told that they are asked now, while it is still that turn; those who know it are not."""
    found, of = directory.person(person), str(turn.who)
    still = _turns(disagreement, turn.agency, turn.tier, of)
    if found is None or not disagreement.is_open or not still:
        return []
    entry = Covered(
        at=at, by=CLOCK, agency=turn.agency, tier=turn.tier, of=of, name=found.name, way=way
    )
    return [replace(entry, shown=shown, known=known)]


def _topic(disagreement: Disagreement, tier: int) -> str:
    """The one under which its tier was told, so that nobody is told twice; anew once it is reopened."""
    again = len(disagreement.reopenings)
    return f"reopened:{again}:{tier}" if again else disagreement.by_text("reached", tier)


def _turns(disagreement: Disagreement, agency: str, tier: int, of: str) -> list[Turn]:
    found = disagreement.turn(agency)
    return [each for each in found if (each.tier, str(each.who)) == (tier, of)]


ENTRIES = (Covered,)

"""Somebody who holds nothing there themselves is asked in the place of whoever does."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from escalation.directory import equivalents
from escalation.directory.people import Directory
from escalation.disagreement import Disagreement
from escalation.entries import CLOCK, OFFICE, Entries, Entry
from escalation.owing import BUSINESS_MANAGER, Admit, Owed, Recipient, Telling, To
from escalation.taking_part.both_sides import is_of_another
from escalation.words.message import Message, Part, says
from escalation.words.notices import notice
from escalation.working_time.calendars import Calendar


@dataclass(frozen=True, kw_only=True)
class StoodIn(Entry):
    """Who is asked, in whose place, and the way to them; they may act as if it were theirs.

    `hole`: nobody of the tier could be reached. Else it is only that they hold nothing there themselves.
    `instead`: what the text says of agencies of that type that have nobody, and what to do.
    """

    kind = "stood_in"
    schema = 2

    agency: str
    of: str
    named: str
    person: str
    name: str
    way: str
    hole: bool = True
    instead: str = ""

    @staticmethod
    def upgraded_from_1(content: dict[str, Any]) -> dict[str, Any]:
        """Before, no text said who acts where an agency has nobody."""
        return content

    @property
    def audience(self) -> str:
        """The partnership's office, whose alarm it is; who is on leave is no other agency's business."""
        return OFFICE

    def applied(self, disagreement: Disagreement) -> Disagreement:
        """They stand there too."""
        return replace(disagreement, stood_in=disagreement.stood_in | {(self.of, self.person)})

    def owes(self, disagreement: Disagreement) -> Iterable[Owed]:
        """They are let in; the Business Manager hears the same day who could not be reached."""
        told = [who for each in disagreement.told for who in disagreement.everybody_at(each.tier)]
        turns = [turn.who for turn in disagreement.turns()]
        if self.of in {str(who) for who in (*told, *turns)}:
            yield Admit(To(self.person), farthest="holder")
        if self.hole:
            topic = f"hole:{disagreement.version}"
            yield Telling(topic, BUSINESS_MANAGER, self._hole(disagreement))

    def notices(self, disagreement: Disagreement) -> frozenset[str]:
        """The Business Manager, where it is a hole; of anything else she is not told."""
        return super().notices(disagreement) if self.hole else frozenset()

    def reads(self, disagreement: Disagreement) -> tuple[Part, ...]:
        """Who is asked, and in whose place."""
        words = "{name} is asked in the place of {named}. {way}."
        if self.hole:
            words = "{named} could not be reached: {name} is asked in their place. {way}."
        return (says(words, named=self.named, name=self.name, way=self.way),)

    def _hole(self, disagreement: Disagreement) -> Message:
        return notice(
            disagreement,
            "nobody could be reached for a role",
            says(
                "{named} could not be reached, so {name} is asked in their place ({way}). Please put "
                "the directory right; the clock goes on.",
                named=self.named,
                name=self.name,
                way=self.way,
            ),
            *((says("{instead}", instead=self.instead),) if self.instead else ()),
        )


def stands_in(
    disagreement: Disagreement,
    at: datetime,
    calendar: Calendar,
    directory: Directory,
    *,
    who: Recipient,
    named: str,
    agency: str,
    person: str,
    way: str,
    hole: bool = True,
) -> Entries:
    """They are asked in the place of whoever this is, once said; never somebody of another side."""
    found = directory.person(person)
    if found is None or (str(who), person) in disagreement.stood_in:
        return []
    if is_of_another(found, agency, disagreement):
        return []
    return [
        StoodIn(
            at=at,
            by=CLOCK,
            agency=agency,
            of=str(who),
            named=named,
            person=person,
            name=found.name,
            way=way,
            hole=hole,
            instead=equivalents.instead_of(who, disagreement.procedure, directory) if hole else "",
        )
    ]


ENTRIES = (StoodIn,)

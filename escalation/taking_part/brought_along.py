"""What a merge means for the people of each agency: who is brought along, who leaves again, who is told.

Each is written for that agency alone: whose advice it asked, and who manages whom, is its own business.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from escalation import rights
from escalation.directory.people import PARTNERSHIP, Directory, Person, names
from escalation.disagreement import Disagreement, Joined
from escalation.entries import CLOCK, Actor, Entry, own_agency
from escalation.owing import Admit, Owed, Recipient, Release, Telling, To
from escalation.permissions import Act
from escalation.taking_part import merging
from escalation.taking_part.whose import agency_of
from escalation.words.message import Message, Part, Reference, Says, says
from escalation.words.prompts import private


@dataclass(frozen=True, kw_only=True)
class _OfOneAgency(Entry):
    agency: str

    @property
    def audience(self) -> str:
        """Their own agency."""
        return own_agency(self.agency)


@dataclass(frozen=True, kw_only=True)
class BroughtAlong(_OfOneAgency):
    """Another is merged into this one: whom this did not name is brought in, and who else is told."""

    kind = "brought_along"

    other: str
    joined: tuple[Joined, ...] = ()
    names: str = ""
    tells: tuple[Recipient, ...] = ()

    def applied(self, disagreement: Disagreement) -> Disagreement:
        """They are at work on it too."""
        return merging.with_joined(disagreement, self.joined)

    def owes(self, disagreement: Disagreement) -> Iterable[Owed]:
        """Whoever is brought in is let in; those who are told by the other's end are not told here."""
        for each in self.joined:
            yield Admit(each.who)
        for who in self.tells:
            yield Telling(f"taken_in:{self.other}", who, self._told(disagreement))

    def reads(self, disagreement: Disagreement) -> tuple[Part, ...]:
        """Who was brought in from which, and whether anybody heard of it here."""
        return tuple(self._reads(disagreement.agency_name(self.agency)))

    def _reads(self, agency: str) -> Iterator[Says]:
        other = Reference(self.other)
        if self.joined:
            words = "Brought in from {other} for {agency}: {names}."
            yield says(words, other=other, agency=agency, names=self.names)
        if self.tells:
            words = "Whoever of {agency} was not told by the end of {other} was told of it here."
            yield says(words, other=other, agency=agency)

    def _told(self, disagreement: Disagreement) -> Message:
        return private(
            disagreement,
            f"{self.other} has been merged into it",
            says(
                "Both are about the same thing. This one goes on at {stage}, and nothing else "
                "is asked of you. Why is in its thread.",
                stage=disagreement.stage.title,
            ),
        )


@dataclass(frozen=True, kw_only=True)
class LeftAgain(_OfOneAgency):
    """The other was not merged into it after all: whoever came for it alone has left again."""

    kind = "left_again"

    other: str
    people: tuple[str, ...]
    names: str

    def owes(self, disagreement: Disagreement) -> Iterable[Owed]:
        """They leave its place."""
        for person in self.people:
            yield Release(To(person))

    def reads(self, disagreement: Disagreement) -> tuple[Part, ...]:
        """Who, and from which they had come."""
        other = Reference(self.other)
        words = "Brought in from {other}, and no longer in this one: {names}."
        return (says(words, other=other, names=self.names),)


@dataclass(frozen=True, kw_only=True)
class ToldWhereItGoesOn(_OfOneAgency):
    """Everybody of an agency who was told of it is told where it goes on, each of them once.

    `staying_out` are those whose access to the other has ended.
    """

    kind = "told_where_it_goes_on"

    into: str
    stage: str
    staying_out: tuple[Recipient, ...] = ()
    names: str = ""

    def owes(self, disagreement: Disagreement) -> Iterable[Owed]:
        """Of the one that ended they hear nothing more."""
        for who in _of(self.agency, disagreement.everybody_told(), disagreement):
            out = who in self.staying_out
            says_so = self._ends(disagreement) if out else self._goes_on(disagreement)
            message = private(disagreement, f"merged into {self.into}", says_so)
            yield Telling("merged", who, message)

    def reads(self, disagreement: Disagreement) -> tuple[Part, ...]:
        """Into which, and who has no part in that."""
        into, agency = Reference(self.into), disagreement.agency_name(self.agency)
        told = says(
            "Whoever of {agency} was told of this was told that it goes on in {into}.",
            agency=agency,
            into=into,
        )
        out = says(
            "Not in {into}, where their access has ended: {names}.", into=into, names=self.names
        )
        return (told, out) if self.staying_out else (told,)

    def _goes_on(self, disagreement: Disagreement) -> Says:
        return says(
            "{reference} has been merged into {into}: both are about the same thing. Everything "
            "goes on in {into}, at {stage}, and you are in it. Nothing more is asked of you in "
            "{reference}{filed}. Type /escalate status {into} to see where it stands.",
            into=Reference(self.into),
            stage=self.stage,
            reference=Reference(disagreement.reference),
            filed=self._filed(disagreement),
        )

    def _ends(self, disagreement: Disagreement) -> Says:
        return says(
            "{reference} has been merged into {into}: both are about the same thing. Your access "
            "to {into} has ended, so you are not in it. Nothing more is asked of you in "
            "{reference}{filed}.",
            into=Reference(self.into),
            reference=Reference(disagreement.reference),
            filed=self._filed(disagreement),
        )

    def _filed(self, disagreement: Disagreement) -> str:
        """Each agency has a file of its own, and the partnership none."""
        file = disagreement.terms.file
        own = f"; its record goes to your agency for the {file}"
        return "" if self.agency == PARTNERSHIP else own


def come(
    ending: Disagreement, going_on: Disagreement, at: datetime, by: Actor, directory: Directory
) -> list[BroughtAlong]:
    """Of each agency: whoever comes along, and once, whoever hears of it by this one."""
    came = merging.joining(ending, going_on, directory)
    begun = ending.reference in going_on.merged_in  # and stopped half-way: only who came since
    tells = () if begun else merging.told_only_here(ending, going_on, directory)
    found = [
        BroughtAlong(
            at=at,
            by=by,
            agency=agency,
            other=ending.reference,
            joined=tuple(each for each in came if each.agency == agency),
            names=names(who for each, who in came.items() if each.agency == agency),
            tells=_of(agency, tells, going_on),
        )
        for agency in (*going_on.agencies, PARTNERSHIP)
    ]
    return [each for each in found if each.joined or each.tells]


def leave(
    other: str, before: Disagreement, now: Disagreement, at: datetime, directory: Directory
) -> list[LeftAgain]:
    """Of each agency: whoever came from the other, and has no other part in this one."""
    came = [each for each in before.joined if each.of == other]
    leaves = {
        agency: list(dict.fromkeys(_who_leave(came, agency, now, directory)))
        for agency in (*before.agencies, PARTNERSHIP)
    }
    return [
        LeftAgain(
            at=at,
            by=CLOCK,
            agency=agency,
            other=other,
            people=tuple(each.id for each in people),
            names=names(people),
        )
        for agency, people in leaves.items()
        if people
    ]


def told(
    ending: Disagreement, into: Disagreement, at: datetime, by: Actor, directory: Directory
) -> list[ToldWhereItGoesOn]:
    """Of each agency: that its people are told where it goes on, and who of them stays out."""
    out = merging.staying_out(ending, into, directory)
    return [
        ToldWhereItGoesOn(
            at=at,
            by=by,
            agency=agency,
            into=into.reference,
            stage=into.stage.title,
            staying_out=(mine := _of(agency, tuple(out), ending)),
            names=names(out[who] for who in mine),
        )
        for agency in (*ending.agencies, PARTNERSHIP)
        if agency in ending.agencies or _of(agency, ending.everybody_told(), ending)
    ]


def _of(
    agency: str, people: Iterable[Recipient], disagreement: Disagreement
) -> tuple[Recipient, ...]:
    return tuple(who for who in people if agency_of(who, disagreement) == agency)


def _who_leave(
    came: Iterable[Joined], agency: str, now: Disagreement, directory: Directory
) -> Iterator[Person]:
    for each in came:
        if each.agency == agency:
            for person in rights.standing(each.who, now, directory):
                if not rights.may(person.id, Act.READ, now, directory):
                    yield person

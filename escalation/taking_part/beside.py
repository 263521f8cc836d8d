"""A colleague who stands beside the professional that raised it, and steps back when it is not theirs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from escalation import rights
from escalation.directory.people import Directory
from escalation.disagreement import Disagreement, after
from escalation.entries import Actor, Entries, Entry
from escalation.owing import Owed, Release, To, post
from escalation.permissions import Act
from escalation.refusals import Unusable
from escalation.words.message import Facts, Part, says
from escalation.words.prompts import summary


@dataclass(frozen=True, kw_only=True)
class ColleagueLeft(Entry):
    """The colleague for or with whom it was raised has said that it is not theirs."""

    kind = "colleague_left"

    reason: str
    leaves: bool = True

    def applied(self, disagreement: Disagreement) -> Disagreement:
        """One professional is named for the side again; the managers who are asked stay the same."""
        sides = tuple(
            replace(side, colleague="", colleague_name="", jointly="")
            if side.colleague == self.by.person
            else side
            for side in disagreement.sides
        )
        held = disagreement.holders.items()
        holders = {agency: who for agency, who in held if who.person != self.by.person}
        return replace(disagreement, sides=sides, holders=holders)

    def owes(self, disagreement: Disagreement) -> Iterable[Owed]:
        """The thread says so, and they leave it."""
        what = "somebody has said it is not theirs"
        yield post(summary(disagreement, what), *self.reads(disagreement))
        if self.leaves:
            yield Release(To(self.by.person))

    def reads(self, disagreement: Disagreement) -> tuple[Part, ...]:
        """Who said so, why, and who remains."""
        side = disagreement.side(self.by.agency)
        return (
            says(
                "{who} has said that this is not theirs. {remains} is still asked.",
                who=self.by.titled,
                remains=side.practitioner_name if side else "Whoever raised it",
            ),
            Facts((("Reason", self.reason),)),
        )


def stands(by: str, disagreement: Disagreement) -> bool:
    """Whether somebody is the colleague for or with whom it was raised."""
    return any(by == side.colleague for side in disagreement.sides if by)


def remains(by: str, disagreement: Disagreement) -> str:
    """The colleague who is left where the professional they stand beside hands it on to nobody."""
    sides = (side for side in disagreement.sides if side.practitioner == by)
    return next((side.colleague for side in sides), "")


def leaves(
    actor: Actor,
    reason: str,
    instead: str,
    disagreement: Disagreement,
    at: datetime,
    directory: Directory,
) -> Entries:
    """The colleague steps back; whoever raised it remains, so that nobody is asked instead."""
    if instead:
        raise Unusable(
            "instead",
            "Whoever raised it with you is still asked. "
            "Leave this empty, or ask them to name somebody.",
        )
    left = ColleagueLeft(at=at, by=actor, reason=reason)
    stays = rights.may(actor.person, Act.READ, after(disagreement, left), directory)
    return [replace(left, leaves=not stays)]

"""What is written when somebody says that it is not theirs: who is asked instead, and who leaves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from escalation.disagreement import NAMED, Disagreement, Side
from escalation.entries import MANAGER, Entry
from escalation.owing import BUSINESS_MANAGER, Admit, Owed, Release, Telling, To, post
from escalation.words.first_message import SOON
from escalation.words.message import Facts, Message, Part, says
from escalation.words.naming import holding
from escalation.words.notices import notice
from escalation.words.prompts import private, prompt, summary


@dataclass(frozen=True, kw_only=True)
class Redirected(Entry):
    """Somebody said it is not theirs, and perhaps whose it is. The clock goes on.

    `stays_with`: they only deputise, and whoever they stand in for is still the one asked.
    `aside`: they were asked for want of anybody who holds it, and step aside from it.
    `team`: of a team that was named, who is asked from now on.
    """

    kind = "redirected"
    schema = 2

    tier: int
    roles: tuple[str, ...]
    reason: str
    instead: str = ""
    instead_name: str = ""
    instead_phone: str = ""
    stays_with: str = ""
    displaced: tuple[str, ...] = ()
    relieved: str = ""
    leaves: bool = False
    aside: bool = False
    team: tuple[str, ...] = ()

    @staticmethod
    def upgraded_from_1(content: dict[str, Any]) -> dict[str, Any]:
        """Before, whoever was asked for want of anybody stayed the one asked."""
        return content

    def applied(self, disagreement: Disagreement) -> Disagreement:
        """The other person stands in their place; a deputy only steps aside."""
        gone = {self.by.person, *self.displaced}
        holders = {k: v for k, v in disagreement.holders.items() if v.person not in gone}
        changed = replace(disagreement, redirects=disagreement.redirects + 1, holders=holders)
        if self.stays_with or self.aside:
            changed = replace(changed, aside=changed.aside | {(self.by.person, self.tier)})
        if self.team and not self._is_last_of_a_team:
            return self._of_the_team(changed)
        if self.stays_with or not self.instead:
            return changed
        if NAMED in self.roles:
            changed = self._taken_over(changed)
        places = [(self.tier, self.by.agency, role) for role in self.roles if role != NAMED]
        named = {**disagreement.named, **dict.fromkeys(places, self.instead)}
        again = {(self.instead, self.tier)}  # whoever had stepped aside, and is named after all
        return replace(changed, named=named, aside=changed.aside - again)

    def notices(self, disagreement: Disagreement) -> frozenset[str]:
        """The Business Manager, where nobody is asked instead."""
        asked = self.instead or self.stays_with or self.aside or self.team
        return frozenset() if asked else MANAGER

    def owes(self, disagreement: Disagreement) -> Iterable[Owed]:
        """Whoever is asked is let in and told; or the Business Manager hears that nobody is.

        Whom they stood aside for want of anybody for is asked of the next, of which she hears then.
        """
        yield post(
            summary(disagreement, "somebody has said it is not theirs"), *self.reads(disagreement)
        )
        yield from self._asks(disagreement)
        for person in self.displaced:
            yield Release(To(person))
        if self.relieved:
            topic = f"relieved:{disagreement.redirects}"
            told = self._no_longer_asked(disagreement)
            yield Telling(topic, To(self.relieved), told, farthest="holder")
        if self.leaves:
            yield Release(To(self.by.person))

    def reads(self, disagreement: Disagreement) -> tuple[Part, ...]:
        """Who said so, why, and who is asked instead."""
        instead = f" {self.instead_name} is asked instead." if self.instead else ""
        if self.stays_with:
            instead = f" They stood in for {self.stays_with}, who is still asked."
        elif set(self.team) - {self.instead}:
            instead += " The others of the team are still asked."
        return (
            says(
                "{who} has said that this is not theirs.{instead}",
                who=self.by.titled,
                instead=instead,
            ),
            Facts((("Reason", self.reason),)),
        )

    def _asks(self, disagreement: Disagreement) -> Iterable[Owed]:
        topic = f"redirected:{disagreement.redirects}"
        if self.stays_with or (self.aside and not self.instead):
            message = prompt(disagreement, self.tier, self.by.agency)
            for role, who in disagreement.posts(self.tier, self.by.agency):
                if role in self.roles:
                    yield Telling(topic, who, message)
        elif self.instead:
            message = prompt(disagreement, self.tier, self.by.agency, in_place_of=self.by.name)
            yield Admit(To(self.instead))
            yield Telling(topic, To(self.instead), message)
        elif self.team:
            message = prompt(disagreement, self.tier, self.by.agency)
            yield from (Telling(topic, To(person), message) for person in self.team)
        else:
            hole = f"hole:{disagreement.redirects}"
            yield Telling(hole, BUSINESS_MANAGER, self._hole(disagreement))

    @property
    def _is_last_of_a_team(self) -> bool:
        """Nobody else of it is left: whoever is named is the professional, as if there were no team."""
        return self.team == (self.instead,)

    def _of_the_team(self, disagreement: Disagreement) -> Disagreement:
        """Whoever is named is asked with the rest of it, until the first of them has it."""
        sides = tuple(
            replace(side, members=self.team) if side.agency == self.by.agency else side
            for side in disagreement.sides
        )
        return replace(disagreement, sides=sides)

    def _taken_over(self, disagreement: Disagreement) -> Disagreement:
        """A named professional is replaced; managers who have been told stay those who are asked."""
        old = disagreement.side(self.by.agency)
        if old is None:
            return disagreement
        new = self._successor(old, disagreement.reached > 0)
        raiser = disagreement.raiser
        if raiser and raiser.person == old.practitioner:
            raiser = replace(raiser, person=self.instead, name=self.instead_name)
        sides = tuple(new if side == old else side for side in disagreement.sides)
        return replace(disagreement, raiser=raiser, sides=sides)

    def _successor(self, old: Side, managers_told: bool) -> Side:
        stays = bool(old.colleague) and old.colleague != self.instead
        return replace(
            old,
            practitioner=self.instead,
            practitioner_name=self.instead_name,
            practitioner_phone=self.instead_phone,
            line=old.under if managers_told or (stays and old.line == old.colleague) else "",
            colleague=old.colleague if stays else "",
            colleague_name=old.colleague_name if stays else "",
            jointly=old.jointly if stays else "",
            members=() if self._is_last_of_a_team else old.members,
        )

    def _no_longer_asked(self, disagreement: Disagreement) -> Message:
        return private(
            disagreement,
            "you are no longer asked",
            says(
                "{who} has handed it on, and {instead} is asked instead. "
                "You have left its thread, and nothing more is asked of you.",
                who=self.by.titled,
                instead=self.instead_name,
            ),
        )

    def _hole(self, disagreement: Disagreement) -> Message:
        what = "nobody is named for a role"
        return notice(
            disagreement,
            what,
            says(
                "The {who} asked at {agency} has said that it is not theirs and has named "
                "nobody. Please find out who it is, and ask {said} to press Not me again and name them; "
                "the clock goes on.",
                said=self.by.name,
                who=holding(disagreement.procedure, self.tier),
                agency=disagreement.agency_name(self.by.agency),
            ),
            when=SOON,
        )

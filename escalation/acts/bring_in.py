"""Bringing in a further agency: its people are told what the others have been, and no limit moves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from escalation import acting
from escalation.directory.people import PARTNERSHIP, Directory, Person
from escalation.disagreement import Disagreement, Side, after
from escalation.entries import Entries, Entry
from escalation.meetings import chairing, convening, summons
from escalation.owing import Admit, Owed, Telling, To, post
from escalation.permissions import Act
from escalation.refusals import Unusable
from escalation.taking_part import one_agency, parties
from escalation.taking_part.joining import brought_in, brought_in_at
from escalation.words import forms
from escalation.words.message import Facts, Part, says
from escalation.words.prompts import advice_asked, summary
from escalation.working_time.calendars import Calendar


@dataclass(frozen=True, kw_only=True)
class AgencyBroughtIn(Entry):
    """A further agency takes part from now on, through a professional of its own.

    `meetings`: those that stand called and not yet held, to which its people are called as well;
    `involved`: of those, whose chair is of this agency, where the text asks for one of another.
    """

    kind = "agency_brought_in"
    schema = 2

    side: Side
    reason: str
    advisers: tuple[str, ...] = ()
    meetings: tuple[int, ...] = ()
    involved: tuple[int, ...] = ()

    @staticmethod
    def upgraded_from_1(content: dict[str, Any]) -> dict[str, Any]:
        """Before, its people were called to no meeting that had been called already."""
        return content

    def applied(self, disagreement: Disagreement) -> Disagreement:
        """It is one more side: its yes is needed, and its answer is awaited."""
        advisers = dict(disagreement.advisers)
        if self.advisers:
            advisers[self.side.agency] = self.advisers
        sides = (*disagreement.sides, self.side)
        brought_in = disagreement.brought_in | {self.side.agency}
        now = replace(disagreement, sides=sides, brought_in=brought_in, advisers=advisers)
        return convening.widened(now, self.side.agency, self.meetings)

    def owes(self, disagreement: Disagreement) -> Iterable[Owed]:
        """Its professional is let in and told, and so is every tier that has been told elsewhere."""
        agency, professional = self.side.agency, To(self.side.practitioner)
        what = "a further agency has been brought in"
        yield post(summary(disagreement, what), *self.reads(disagreement))
        yield Admit(professional)
        yield Telling("brought_in", professional, brought_in(disagreement, self.side))
        for tier in sorted({told.tier for told in disagreement.told} - {0}):
            message = brought_in_at(disagreement, tier, agency)
            for who in disagreement.people_of(tier, agency):
                yield Admit(who)
                yield Telling(disagreement.by_text("reached", tier), who, message)
        for role in self.advisers:
            adviser = disagreement.adviser(role, agency)
            message = advice_asked(disagreement, agency, "The procedure asks for your advice")
            yield Admit(adviser)
            yield Telling(f"adviser:{agency}:{role}", adviser, message)
        yield from self._meetings(disagreement)

    def _meetings(self, disagreement: Disagreement) -> Iterable[Owed]:
        """Those of its people who come to a meeting are called; who called it finds another chair."""
        agency = self.side.agency
        for each in convening.waiting(disagreement, self.meetings):
            for who in convening.of(agency, each, disagreement):
                yield Admit(who)
                message = summons.to_member(disagreement, each, agency)
                yield Telling(f"called:{each.number}", who, message)
            if each.number in self.involved:
                topic, caller = f"chair_involved:{each.number}:{agency}", To(each.by.person)
                yield Telling(topic, caller, summons.find_another_chair(disagreement, each))

    def reads(self, disagreement: Disagreement) -> tuple[Part, ...]:
        """Who brought in whom, why, and what follows for an agreement that has been put."""
        brought = says(
            "{who} brought in {agency}, with {professional}. Its people at each {stage} "
            "that has already been told are told now. No limit has moved.",
            who=self.by.titled,
            stage=disagreement.procedure.terms.a_stage,
            agency=self.side.name,
            professional=self.side.practitioner_name,
        )
        also = (*self._needed(disagreement), *self._chairs(disagreement))
        return (brought, *also, Facts((("Reason", self.reason),)))

    def _chairs(self, disagreement: Disagreement) -> Iterable[Part]:
        for each in convening.waiting(disagreement, self.involved):
            yield says(
                "The chair of the meeting called at {stage} is of {agency}, which takes part now. "
                "The procedure says: {words} {caller} is asked to call it with another chair.",
                stage=disagreement.procedure.stage(each.stage).label,
                agency=self.side.name,
                words=convening.chair_words(disagreement.procedure.stage(each.stage).meeting),
                caller=each.by.name,
            )

    def _needed(self, disagreement: Disagreement) -> Iterable[Part]:
        if disagreement.proposal:
            yield says(
                "The agreement that has been proposed now needs the yes of {agency} too.",
                agency=self.side.name,
            )


def bring_agency(
    disagreement: Disagreement,
    at: datetime,
    calendar: Calendar,
    directory: Directory,
    *,
    by: str,
    question: str,
    answers: Mapping[str, str],
) -> Entries:
    """A participant brings in a professional of a further agency, with a reason."""
    actor, arriving = acting.begins(Act.BRING_AGENCY, disagreement, at, calendar, directory, by)
    person = _professional(answers.get("professional", ""), disagreement, directory)
    reason = forms.text(answers, "reason", "Say why this agency is needed.")
    side = parties.side(person, directory)
    advisers = _advisers(after(disagreement, *arriving))
    brought = AgencyBroughtIn(at=at, by=actor, side=side, reason=reason, advisers=advisers)
    now = after(disagreement, *arriving, brought)
    meetings = tuple(each.number for each in convening.every(now) if each.held is None)
    involved = chairing.of_an_involved(now, side.agency, directory)
    return [*arriving, replace(brought, meetings=meetings, involved=involved)]


def _professional(chosen: str, disagreement: Disagreement, directory: Directory) -> Person:
    person = directory.person(chosen)
    if person is None:
        raise Unusable(
            "professional",
            "This person is not in the partnership's directory. "
            "Choose somebody who is, or ask for them to be added.",
        )
    if person.id in disagreement.cut:
        raise Unusable(
            "professional",
            "This person was brought into it by mistake, and their access has ended. "
            "Choose somebody else of that agency.",
        )
    if person.agency == PARTNERSHIP:
        raise Unusable(
            "professional",
            "The partnership's own office takes no side. Choose a professional of an agency.",
        )
    if side := disagreement.side(person.agency):
        raise Unusable(
            "professional",
            f"{side.name} takes part already, through {side.practitioner_name}. "
            "Choose a professional of a further agency.",
        )
    one_agency.may_join(disagreement, person, directory)
    standing = {one for _, one in disagreement.stood_in}
    if person.id in standing | {holder.person for holder in disagreement.holders.values()}:
        raise Unusable(
            "professional",
            f"{person.name} is already asked here in somebody's place, and cannot take two sides. "
            "Choose a colleague of theirs.",
        )
    return person


def _advisers(disagreement: Disagreement) -> tuple[str, ...]:
    """Whom every stage it has entered says must be brought in for each agency."""
    procedure = disagreement.procedure
    tiers = (procedure.stage_of(tier) for tier in disagreement.entered)
    return tuple(
        dict.fromkeys(
            adviser.role
            for stage in tiers
            for adviser in stage.advisers
            if adviser.force == "must" and adviser.of == "each"
        )
    )


ENTRIES = (AgencyBroughtIn,)

"""Settled: each involved agency has said yes, and everybody who was told hears of it at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from escalation.directory.people import PARTNERSHIP, listed
from escalation.disagreement import Disagreement, Status
from escalation.duties import arising, copies, duties, filed
from escalation.duties.closing_words import record_goes, whose
from escalation.duties.fed_back import HAVE_READ, are_fed_back_to
from escalation.entries import Entry
from escalation.ladder import preference
from escalation.meetings import not_needed
from escalation.owing import Close, Owed, Recipient, Record, RoleAt, Telling, post
from escalation.words import deciding
from escalation.words.card import actions as shown
from escalation.words.emergency import first_words
from escalation.words.first_message import ring
from escalation.words.message import Choices, Heading, Message, Moment, Part, says
from escalation.words.naming import begun, called
from escalation.words.notices import SEE_TO, notice
from escalation.words.prompts import summary

ASKED_NO_MORE = "What you were asked for while it went on is asked no more. You may still answer it, on your page."


@dataclass(frozen=True, kw_only=True)
class Settled(Entry):
    """Each involved agency has said yes. `office`: the roles of the partnership that had been given
    something of it, and hear of it by nothing else."""

    kind = "settled"
    schema = 2

    proposal: int
    office: tuple[str, ...] = ()

    @staticmethod
    def upgraded_from_1(content: dict[str, Any]) -> dict[str, Any]:
        """Before, whoever of the office had been given something did not hear that it was settled."""
        return content

    def applied(self, disagreement: Disagreement) -> Disagreement:
        """It is closed; nothing wakes for it."""
        readers = copies.readers(disagreement, disagreement.stage_tier, "settled")
        copied = disagreement.copied | readers
        issues = copies.issue_readers(disagreement, disagreement.stage_tier, "settled")
        kept = filed.made(disagreement, self.at, *disagreement.agencies)
        return replace(
            kept,
            status=Status.SETTLED,
            ended=self.at,
            copied=copied,
            issues_copied=disagreement.issues_copied | issues,
        )

    def notices(self, disagreement: Disagreement) -> frozenset[str]:
        """The office, where settling gives it a copy."""
        return copies.told(disagreement, disagreement.stage_tier, "settled")

    def owes(self, disagreement: Disagreement) -> Iterable[Owed]:
        """Fed back at once to everybody who was told; the record goes to each agency.

        R-004-13, R-004-21, R-004-30, R-004-43.
        """
        yield post(summary(disagreement, "settled"), *self.reads(disagreement))
        for who in disagreement.everybody_told():
            yield Telling(
                disagreement.each_time("settled"), who, _settled(disagreement, who, self.at)
            )
        for who, agency in self._outside(disagreement).items():
            told = _settled_without(disagreement, agency)
            yield Telling(disagreement.each_time("settled"), who, told, farthest="holder")
        yield from copies.given(disagreement, disagreement.stage_tier, "settled")
        for role in self.office:
            told = _settled_for_the_office(disagreement, role, self.at)
            yield Telling(disagreement.each_time("settled"), RoleAt(role, PARTNERSHIP), told)
        office_hears = (RoleAt(role, PARTNERSHIP) for role in self.office)
        hear = [*disagreement.everybody_told(), *office_hears]
        yield from not_needed.besides(disagreement, hear, self.at)
        for agency in disagreement.agencies:
            yield Record(agency)
        yield Close()

    def reads(self, disagreement: Disagreement) -> tuple[Part, ...]:
        """What was agreed, in full, and by whom."""
        if (proposal := disagreement.proposal) is None:
            return ()
        by = listed(actor.titled for actor in proposal.yes.values())
        given = copies.said(disagreement, disagreement.stage_tier, "settled")
        return (
            says("Settled. Approved by {by}.", by=by),
            shown(proposal.actions, proposal.review_on),
            *given,
        )

    def _outside(self, disagreement: Disagreement) -> dict[Recipient, str]:
        """Whoever is not asked and has not come into it otherwise, each once."""
        inside = {*disagreement.everybody_told()}
        found = preference.not_asked(disagreement)
        return {who: agency for agency, who in found if who not in inside}


def office(disagreement: Disagreement) -> tuple[str, ...]:
    """Whoever of the office has been given something of what is to be settled, be it a notice, an
    outcome, the issues or the details; but for whom a tier, advice or the copy of the outcome tells."""
    given = disagreement.copied | disagreement.noticed | arising.readers(disagreement)
    inside = disagreement.everybody_told()
    known = given - copies.told(disagreement, disagreement.stage_tier, "settled")
    return tuple(role for role in sorted(known) if RoleAt(role, PARTNERSHIP) not in inside)


def _settled_for_the_office(disagreement: Disagreement, role: str, at: datetime) -> Message:
    """That it is settled, at which stage and when; what was agreed is in no message."""
    who = RoleAt(role, PARTNERSHIP)
    owed = _asked_no_more(disagreement, who)
    return notice(
        disagreement,
        f"was settled at {disagreement.stage.title}",
        says(
            "It was settled on {day}. You are asked for no answer.", day=Moment(at, "day_and_year")
        ),
        *not_needed.told(disagreement, who, at),
        *((says(ASKED_NO_MORE),) if owed else ()),
        opens=role in disagreement.copied,
        more=(SEE_TO,) if owed else (),
    )


def _asked_no_more(disagreement: Disagreement, who: Recipient) -> bool:
    """Whether somebody of the office was asked for something that it is too late to be asked for, and
    that their page still takes an answer to: not for a meeting to call."""
    return any(
        duties.is_offered(owed, disagreement) and owed.duty.is_asked and not owed.duty.is_call
        for owed in duties.left(disagreement, PARTNERSHIP)
        if who in whose(disagreement, owed)
    )


def _settled(disagreement: Disagreement, who: Recipient, at: datetime) -> Message:
    owed = _asked_no_more(disagreement, who)
    return Message(
        summary(disagreement, "settled"),
        (
            first_words(disagreement),
            Heading(f"{disagreement.reference} is settled"),
            says(
                "{approved} What was agreed is in the thread and on the record{goes}.",
                approved=deciding.have_approved(disagreement),
                goes=record_goes(disagreement, who),
            ),
            *not_needed.told(disagreement, who, at),
            *((says(ASKED_NO_MORE), Choices((SEE_TO,))) if owed else ()),
            *((Choices((HAVE_READ,)),) if who in are_fed_back_to(disagreement) else ()),
        ),
    )


def _settled_without(disagreement: Disagreement, agency: str) -> Message:
    """Whoever another was chosen in the place of: that it is settled, and who is asked to tell them."""
    side = disagreement.side(agency) or disagreement.sides[0]
    return Message(
        summary(disagreement, "settled"),
        (
            first_words(disagreement),
            Heading(f"{disagreement.reference} is settled"),
            says(
                "{approved} {chosen} of {agency} was asked in your place, so what was "
                "agreed is not shown to you here: {feeds_back}",
                approved=deciding.have_approved(disagreement),
                chosen=_chosen(disagreement, agency),
                agency=side.name,
                feeds_back=_feeds_back(disagreement, agency),
            ),
            ring(side),
        ),
    )


def _chosen(disagreement: Disagreement, agency: str) -> str:
    """Who was asked instead, as a sentence begins."""
    roles = dict.fromkeys(role for (_, of), role in disagreement.preferred.items() if of == agency)
    return begun(listed(f"the {called(disagreement.procedure.role(role))}" for role in roles))


def _feeds_back(disagreement: Disagreement, agency: str) -> str:
    """Whoever has the duty: who approved for the agency; where the text asks none, whom to ask."""
    proposal = disagreement.proposal
    yes = proposal.yes.get(agency) if proposal else None
    theirs = preference.stand_outside(disagreement, agency)
    asked = any(theirs & {*owed.duty.to} for owed in duties.asked(disagreement, agency))
    who = "whoever answers for your agency"
    if yes and yes.person not in disagreement.cut:
        who = f"{yes.titled}, who approved for your agency{',' if asked else ''}"
    return f"{who} is asked to feed it back to you." if asked else f"ask {who}, what was agreed."

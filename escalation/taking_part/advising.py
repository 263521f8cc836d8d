"""Bringing in somebody to advise: one's own safeguarding lead, or whom the stage names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from escalation.directory.people import PARTNERSHIP, Directory
from escalation.disagreement import Disagreement
from escalation.entries import SIDES, Actor, Entries, Entry, own_agency
from escalation.owing import Admit, Owed, Telling, post
from escalation.refusals import NotNow, Stale, Unusable
from escalation.taking_part import advisers
from escalation.words.message import Part, says
from escalation.words.naming import LEADS as LEADS
from escalation.words.naming import lowered
from escalation.words.prompts import advice_asked, summary

OWN_LEAD = "lead"
NOBODY = (
    "Nobody is named as safeguarding lead for your agency in the directory. Ring whoever that "
    "is, and ask the Business Manager to add them."
)


@dataclass(frozen=True, kw_only=True)
class LeadBroughtIn(Entry):
    """Somebody asked for advice: of their own agency's people, or of the partnership's."""

    kind = "lead_brought_in"
    schema = 2

    role: str
    of: str = ""

    @staticmethod
    def upgraded_from_1(content: dict[str, Any]) -> dict[str, Any]:
        """Before, nobody but one's own agency's lead was brought in."""
        return content

    @property
    def agency(self) -> str:
        """For whom they advise."""
        return self.of or self.by.agency

    @property
    def audience(self) -> str:
        """Their own agency: whom one asks for advice is one's own business; of the partnership's
        people every side is told."""
        return own_agency(self.by.agency) if not self.of else SIDES

    def applied(self, disagreement: Disagreement) -> Disagreement:
        """They may read and write."""
        brought = (*disagreement.advisers.get(self.agency, ()), self.role)
        return replace(disagreement, advisers={**disagreement.advisers, self.agency: brought})

    def owes(self, disagreement: Disagreement) -> Iterable[Owed]:
        """They are let in and told."""
        adviser = disagreement.adviser(self.role, self.agency)
        asks = f"{self.by.titled} asks for your advice"
        message = advice_asked(disagreement, self.agency, asks)
        if self.of:
            yield post(
                summary(disagreement, "somebody is asked to advise"), *self.reads(disagreement)
            )
        yield Admit(adviser, farthest="deputy")
        topic = disagreement.by_text("adviser", f"{self.agency}:{self.role}")
        yield Telling(topic, adviser, message, farthest="deputy")

    def reads(self, disagreement: Disagreement) -> tuple[Part, ...]:
        """Who asked whom."""
        role = disagreement.procedure.role(self.role)
        who = f"the {role.title}" if self.of else f"their {lowered(role.label)}"
        return (says("{who} brought in {whom}.", who=self.by.titled, whom=who),)


def brings(
    actor: Actor,
    disagreement: Disagreement,
    at: datetime,
    directory: Directory,
    answers: Mapping[str, str],
) -> Entries:
    """Whoever was chosen is brought in, or a refusal: nobody holds it, or they are in it already."""
    agency, role = _whom(answers, actor, disagreement, directory)
    if role in disagreement.advisers.get(agency, ()):
        label = "Your safeguarding lead" if role in LEADS else _label(role, disagreement)
        raise Stale(f"{label} has been brought in already. Nothing has changed.")
    return [LeadBroughtIn(at=at, by=actor, role=role, of=agency if agency == PARTNERSHIP else "")]


def _whom(
    answers: Mapping[str, str], actor: Actor, disagreement: Disagreement, directory: Directory
) -> tuple[str, str]:
    """For whom, and as what, somebody is brought in; or a refusal where that cannot be."""
    chosen = answers.get("whom", "") or OWN_LEAD
    if chosen == OWN_LEAD:
        return actor.agency, _lead(actor, disagreement, directory)
    found = (each for each in disagreement.stage.advisers if each.role == chosen)
    adviser = next(found, None)
    if adviser is None or adviser.in_preference_to:
        stage = disagreement.procedure.terms.a_stage
        raise Unusable("whom", f"Choose somebody whom this {stage} of the procedure names.")
    if adviser not in advisers.relevant(disagreement):
        raise Unusable("whom", "The procedure brings them in for another kind of difference.")
    if adviser.of == "raising" and actor.agency != disagreement.agencies[0]:
        raise Unusable("whom", "The procedure names them for the agency that raised it.")
    agency = PARTNERSHIP if adviser.of == "partnership" else actor.agency
    side = disagreement.side(agency)
    if not directory.holder(chosen, agency, side.under if side else ""):
        raise NotNow(
            f"Nobody is named as {_label(chosen, disagreement)} in the directory. Ring whoever that "
            "is, and ask the Business Manager to add them."
        )
    return agency, chosen


def _label(role: str, disagreement: Disagreement) -> str:
    return disagreement.procedure.role(role).title


def _lead(actor: Actor, disagreement: Disagreement, directory: Directory) -> str:
    side = disagreement.side(actor.agency)
    under = side.under if side else ""
    for role in LEADS:
        if role in disagreement.procedure.roles and directory.holder(role, actor.agency, under):
            return role
    raise NotNow(NOBODY)

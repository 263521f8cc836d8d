"""That it was reported to the partnership, as an entry: by its button, or on the closing page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from escalation.directory.people import PARTNERSHIP, listed
from escalation.disagreement import Answer, Disagreement
from escalation.duties import carrying, closing, duties
from escalation.entries import Entry
from escalation.owing import Owed, RoleAt, Telling, post
from escalation.words.message import Message, Part, says
from escalation.words.naming import going_on
from escalation.words.notices import notice
from escalation.words.prompts import summary


@dataclass(frozen=True, kw_only=True)
class Reported(Entry):
    """The agency that raised it has reported it to the partnership (R-000-40, R-004-36, R-004-51).

    `in_place_of`: whose duty it was, where the Business Manager has done it on their behalf.
    """

    kind = "reported"
    schema = 2

    stage: str
    to: tuple[str, ...]
    in_place_of: str = ""

    @staticmethod
    def upgraded_from_1(content: dict[str, Any]) -> dict[str, Any]:
        """It had always been done by whose duty it was."""
        return {**content, "in_place_of": ""}

    def applied(self, disagreement: Disagreement) -> Disagreement:
        """It has been done at this stage; those to whom it was reported may read it."""
        done = {f"report:{self.stage}": Answer(self.by, "reported it", self.at)}
        return closing.quieted(
            replace(
                disagreement,
                answered={**disagreement.answered, **done},
                copied=disagreement.copied | set(self.to),
            )
        )

    def owes(self, disagreement: Disagreement) -> Iterable[Owed]:
        """The thread says so while there is one; each of them is told, without content."""
        if disagreement.is_open:
            yield post(summary(disagreement, "it has been reported"), *self.reads(disagreement))
        for role in self.to:
            message = self._told(disagreement, role)
            yield Telling(f"reported:{self.stage}", RoleAt(role, PARTNERSHIP), message)

    def reads(self, disagreement: Disagreement) -> tuple[Part, ...]:
        """Who reported it, and to whom."""
        to = " and the ".join(disagreement.procedure.role(role).title for role in self.to)
        return (says("{who} reported it to the {to}.", who=self._who, to=to),)

    @property
    def _who(self) -> str:
        behalf = f", in place of the {self.in_place_of}," if self.in_place_of else ""
        return f"{self.by.titled}{behalf}"

    def _told(self, disagreement: Disagreement, role: str) -> Message:
        stage = disagreement.procedure.stage(self.stage)
        what = dict.fromkeys(going_on(each.what) for each in stage.reports if role in each.to)
        calls = self._calls(disagreement, role)
        return notice(
            disagreement,
            f"it is reported to you at {stage.label}",
            says(
                "You are asked to read it: {who} reports {what} to you, as the procedure asks "
                "at {stage}. Opening it is recorded.",
                who=self._who
                if self.in_place_of
                else f"{self.by.titled} of {disagreement.agency_name(self.by.agency)}",
                what=listed(what) or "it",
                stage=stage.title,
            ),
            *carrying.asked(disagreement, calls, besides=True),
            when=carrying.when(disagreement, calls),
            opens=True,
            more=carrying.button(calls),
        )

    def _calls(self, disagreement: Disagreement, role: str) -> tuple[duties.Owed, ...]:
        """The meeting that those to whom it is reported are asked to call for it (R-002-47)."""
        ladder = disagreement.procedure.tiers
        tier = ladder.index(disagreement.procedure.stage(self.stage).tiers[0])
        told = carrying.carried(disagreement, tier, (role,))
        return tuple(each for each in told if each.duty.is_call)

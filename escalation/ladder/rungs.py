"""What is written of the ladder: limits counted, tiers told, and how it came to stand on a rung."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Literal

from escalation.directory.people import PARTNERSHIP
from escalation.disagreement import Answer, Disagreement, Proposal, Told
from escalation.duties import copies
from escalation.entries import CLOCK, Entry
from escalation.ladder import body, first_stage, passed_over, seats, unheld
from escalation.ladder.limit_set import LimitSet as LimitSet
from escalation.owing import Admit, Owed, Telling, To, post
from escalation.words.first_message import joined
from escalation.words.message import Facts, Moment, Part, Says, says
from escalation.words.naming import held_for
from escalation.words.prompts import advice_asked, answer_asked, prompt, summary
from escalation.words.sides import the_others

LATE = timedelta(minutes=15)

How = Literal["first_act", "moved_up", "not_agreed", "started", "procedure", "reopened"]
HOW: dict[How, str] = {
    "first_act": "took it up",
    "moved_up": "moved it up",
    "not_agreed": "and {others} do not agree, so it moved up",
    "started": "asked for it to start higher",
    "procedure": "moved it up, as the procedure says",
    "reopened": "reopened it",
}


@dataclass(frozen=True, kw_only=True)
class Reached(Entry):
    """The people of a tier are told, but for roles as whom `nobody` is; being told moves nothing.

    `begins`: it begins at the first stage, which is entered by that.
    """

    kind = "reached"
    schema = 4

    tier: int
    due: datetime
    ask_at: datetime | None
    until: datetime | None
    quiet_at: datetime | None = None
    remind_at: datetime | None = None
    nobody: tuple[str, ...] = ()
    begins: bool = False

    @staticmethod
    def upgraded_from_1(content: dict[str, Any]) -> dict[str, Any]:
        """Before, a move was written after whom it had told: it said itself when they are reminded."""
        return content

    @staticmethod
    def upgraded_from_2(content: dict[str, Any]) -> dict[str, Any]:
        """Before, it was not kept that nobody was named."""
        return content

    @staticmethod
    def upgraded_from_3(content: dict[str, Any]) -> dict[str, Any]:
        """Before, nobody but the professionals heard of it as it was raised."""
        return content

    def applied(self, disagreement: Disagreement) -> Disagreement:
        """The tier is told, and the clock knows when it will tell the next."""
        told = Told(self.tier, self.at, self.ask_at, self.until, self.quiet_at)
        tiers, empty = (*disagreement.told, told), disagreement.unheld | {*self.nobody}
        now = replace(disagreement, told=tiers, unheld=empty, remind_at=self.remind_at)
        return first_stage.entered(now) if self.begins else now

    def notices(self, disagreement: Disagreement) -> frozenset[str]:
        """The office, where the first stage gives it a copy."""
        return copies.told(disagreement, self.tier, "entry") if self.begins else frozenset()

    def owes(self, disagreement: Disagreement) -> Iterable[Owed]:
        """Each of them is let in and told their part; the thread says that they have been. Of the first
        tier the named professionals were told as it was raised."""
        if self.begins:
            yield from first_stage.told(disagreement)
        if self.tier == 0:
            return
        for who in disagreement.everybody_at(self.tier):
            yield Admit(who)
        what = unheld.summed_up(disagreement, self.tier, self.nobody)
        yield post(summary(disagreement, what), self._said(disagreement))
        for agency in seats.all_of(disagreement):
            message = prompt(disagreement, self.tier, agency)
            for who in disagreement.people_of(self.tier, agency):
                yield Telling(disagreement.by_text("reached", self.tier), who, message)

    def reads(self, disagreement: Disagreement) -> tuple[Part, ...]:
        """Who was told, and how late, if it was."""
        late = says("This was due {due} and was recorded late.", due=Moment(self.due))
        given = copies.said(disagreement, self.tier, "entry") if self.begins else ()
        return (self._said(disagreement), *((late,) if self.at - self.due > LATE else ()), *given)

    def _said(self, disagreement: Disagreement) -> Says:
        if self.tier == 0 and not (self.begins and first_stage.beside(disagreement)):
            return says("The named professionals are told.")
        said = unheld.told(disagreement, self.tier, self.nobody)
        silent = (says("No outcome has been recorded."),) if self.by == CLOCK and self.tier else ()
        return joined(*silent, said)


@dataclass(frozen=True, kw_only=True)
class Moved(Entry):
    """It came to stand on another rung: by a first act, a reason, or all sides together."""

    kind = "moved"
    schema = 2

    tier: int
    how: How
    reason: str = ""
    skipped: tuple[int, ...] = ()
    advisers: tuple[tuple[str, str], ...] = ()
    remind_at: datetime | None = None
    lapsed: tuple[str, ...] = ()
    told: Told | None = None

    @staticmethod
    def upgraded_from_1(content: dict[str, Any]) -> dict[str, Any]:
        """Before, no window was counted from the entering of a stage: nobody's times changed by it."""
        return content

    def applied(self, disagreement: Disagreement) -> Disagreement:
        """It stands there; whoever held the rung before holds it no more, and all is asked anew.

        What somebody of that tier takes up stays on the table, though a yes given below lapses;
        what is moved up is withdrawn.
        """
        kept = self._kept(disagreement) if self.how == "first_act" else None
        entry = copies.readers(disagreement, self.tier, "entry")
        return replace(
            disagreement.timed(self.told),
            stage_tier=self.tier,
            entered=(*self._before(disagreement), self.tier),
            answered={**disagreement.answered, **self._answers(disagreement)},
            holders={},
            not_agreed={},
            proposal=kept,
            meeting=None,
            asked=disagreement.asked | disagreement.asks_come(self.at),
            remind_at=self.remind_at,
            advisers=self._with_advisers(disagreement),
            copied=disagreement.copied | entry,
            issues_copied=disagreement.issues_copied
            | copies.issue_readers(disagreement, self.tier, "entry"),
        )

    def notices(self, disagreement: Disagreement) -> frozenset[str]:
        """The office, where entering the stage gives it a copy."""
        entered = self._enters(disagreement)
        given = copies.told(disagreement, self.tier, "entry")
        return given if entered else frozenset()

    def owes(self, disagreement: Disagreement) -> Iterable[Owed]:
        """The thread says so; whom the stage brings in is told, and the office given its copy."""
        stage = disagreement.procedure.stage_of(self.tier)
        yield post(summary(disagreement, f"now at {stage.label}"), *self.reads(disagreement))
        for agency, role in self.advisers:
            adviser = disagreement.adviser(role, agency)
            message = advice_asked(disagreement, agency, "The procedure asks for your advice")
            yield Admit(adviser, farthest="deputy")
            topic = disagreement.by_text("adviser", f"{agency}:{role}")
            yield Telling(topic, adviser, message, farthest="deputy")
        yield from self._asked_again(disagreement)
        yield from self._told_the_day(disagreement)
        if self._enters(disagreement):
            yield from copies.given(disagreement, self.tier, "entry")

    def reads(self, disagreement: Disagreement) -> tuple[Part, ...]:
        """Who moved it, where to, why, and what was passed over."""
        procedure = disagreement.procedure
        to = f"{procedure.stage_of(self.tier).title}: {held_for(disagreement, self.tier)}"
        parts: list[Part] = [
            says(
                "{who} {how}. It is now at {to}.",
                who=self.by.titled,
                how=_how(disagreement, self.how),
                to=to,
            )
        ]
        if self.reason:
            parts.append(Facts((("Reason", self.reason),)))
        begins = self.how == "started"
        parts += passed_over.said(disagreement, self.tier, self.skipped, begins=begins)
        parts += body.no_stage_of_its_own(disagreement, self.tier, self.at)
        for agency, role in self.advisers:
            at = disagreement.agency_name(agency)
            of = ", for the partnership" if agency == PARTNERSHIP else f" ({at})"
            brought = f"{procedure.role(role).title}{of}"
            parts.append(says("Brought in to advise: {brought}.", brought=brought))
        for agency in self.lapsed:
            name = disagreement.agency_name(agency)
            parts.append(
                says("The yes of {name} was given at a lower tier and is asked anew.", name=name)
            )
        given = copies.said(disagreement, self.tier, "entry") if self._enters(disagreement) else ()
        return (*parts, *given)

    def _kept(self, disagreement: Disagreement) -> Proposal | None:
        proposal = disagreement.proposal
        if proposal is None:
            return None
        yes = {k: v for k, v in proposal.yes.items() if k not in self.lapsed}
        return replace(proposal, yes=yes)

    def _asked_again(self, disagreement: Disagreement) -> Iterable[Owed]:
        """The tier it stands at now, for each agency whose yes has lapsed and not been given again."""
        proposal = disagreement.proposal
        for agency in self.lapsed:
            if proposal and agency not in proposal.yes:
                for turn in disagreement.turn(agency):
                    topic = f"again:{self.tier}:{proposal.number}"
                    yield Telling(topic, turn.who, answer_asked(disagreement, turn))

    def _told_the_day(self, disagreement: Disagreement) -> Iterable[Owed]:
        """Whose turn it is, told while no day was set; but for the one who has just set it."""
        for turn in disagreement.turns() if self.told else ():
            if turn.who != To(self.by.person):
                message = prompt(disagreement, turn.tier, turn.agency, "its days are counted now")
                yield Telling(f"counted:{turn.tier}", turn.who, message)

    def _before(self, disagreement: Disagreement) -> tuple[int, ...]:
        """Where it has stood until now: at the first, unless it was asked to start higher."""
        return disagreement.entered or (() if self.how == "started" else (0,))

    def _enters(self, disagreement: Disagreement) -> bool:
        """Whether this was the first rung of its stage on which it stood."""
        before = max(tier for tier in (0, *disagreement.entered) if tier < self.tier)
        procedure = disagreement.procedure
        return procedure.stage_of(before) != procedure.stage_of(self.tier)

    def _answers(self, disagreement: Disagreement) -> dict[str, Answer]:
        answer = Answer(self.by, _how(disagreement, self.how), self.at)
        questions = [f"tier:{tier}" for tier in range(disagreement.stage_tier, self.tier)]
        if disagreement.proposal and self.how != "first_act":
            questions.append(disagreement.proposal.question)
        return dict.fromkeys(questions, answer)

    def _with_advisers(self, disagreement: Disagreement) -> dict[str, tuple[str, ...]]:
        advisers = dict(disagreement.advisers)
        for agency, role in self.advisers:
            advisers[agency] = (*advisers.get(agency, ()), role)
        return advisers


def _how(disagreement: Disagreement, how: How) -> str:
    if how == "not_agreed" and len(disagreement.deciding) == 1:
        return "does not agree, so it moved up"
    return HOW[how].format(others=the_others(disagreement))

"""Agreeing: a proposal, the answers to it, dissent, and the settlement that each yes makes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from escalation import acting, agreed, deciding, rights
from escalation.directory.people import Directory
from escalation.disagreement import Action, Answer, Disagreement, Proposal, after
from escalation.duties import checking, closing
from escalation.entries import CLOCK, Actor, Entries, Entry
from escalation.ladder import settling
from escalation.ladder.settling import Settled
from escalation.owing import Owed, Telling, To, post
from escalation.permissions import Act
from escalation.questions import once, open_or_stopped, proposed
from escalation.words import forms
from escalation.words.card import actions as shown
from escalation.words.message import Facts, Part, says
from escalation.words.naming import lead
from escalation.words.prompts import answer_asked, not_approved, summary
from escalation.words.sides import others_read
from escalation.working_time.calendars import Calendar


@dataclass(frozen=True, kw_only=True)
class Proposed(Entry):
    """Somebody put an agreement to each agency: actions, owners and dates, in full; and a day on which
    it is to be reviewed, where they gave one."""

    kind = "proposed"
    schema = 2

    actions: tuple[Action, ...]
    review_on: date | None = None

    @staticmethod
    def upgraded_from_1(content: dict[str, Any]) -> dict[str, Any]:
        """Before, an agreement had no day on which it is reviewed."""
        return content

    def applied(self, disagreement: Disagreement) -> Disagreement:
        """It is what is being answered now; what was answered before it is asked anew."""
        number, entry = disagreement.proposals + 1, disagreement.version + 1
        answered = dict(disagreement.answered)
        if earlier := disagreement.proposal:
            answered[earlier.question] = Answer(self.by, "put another proposal", self.at)
        return replace(
            disagreement,
            proposals=number,
            proposal=Proposal(number, self.by, self.actions, {}, entry, self.review_on),
            answered=answered,
            not_agreed={},
        )

    def owes(self, disagreement: Disagreement) -> Iterable[Owed]:
        """The thread shows it in full; whoever may answer is asked, without its words."""
        assert disagreement.proposal
        yield post(
            summary(disagreement, "an agreement has been proposed"), *self.reads(disagreement)
        )
        for turn in disagreement.answering():
            message = answer_asked(disagreement, turn)
            yield Telling(disagreement.proposal.question, turn.who, message)

    def reads(self, disagreement: Disagreement) -> tuple[Part, ...]:
        """Who put what."""
        return (
            says("{who} proposed an agreement.", who=self.by.titled),
            shown(self.actions, self.review_on),
        )


@dataclass(frozen=True, kw_only=True)
class Approved(Entry):
    """An agency has said yes to a proposal."""

    kind = "approved"

    proposal: int

    def applied(self, disagreement: Disagreement) -> Disagreement:
        """The yes stands for this agency, whatever it had said before."""
        if disagreement.proposal is None:
            return disagreement
        yes = {**disagreement.proposal.yes, self.by.agency: self.by}
        not_agreed = _without(disagreement.not_agreed, self.by.agency)
        proposal = replace(disagreement.proposal, yes=yes)
        return replace(disagreement, proposal=proposal, not_agreed=not_agreed)

    def owes(self, disagreement: Disagreement) -> Iterable[Owed]:
        """The thread says so."""
        yield post(summary(disagreement, "one agency has approved"), *self.reads(disagreement))

    def reads(self, disagreement: Disagreement) -> tuple[Part, ...]:
        """Who, for which agency."""
        agency = disagreement.agency_name(self.by.agency)
        return (
            says("{who} approved the proposal for {agency}.", who=self.by.titled, agency=agency),
        )


@dataclass(frozen=True, kw_only=True)
class NotApproved(Entry):
    """An agency has said no to a proposal, and why."""

    kind = "not_approved"

    proposal: int
    reason: str
    put_by: str = ""

    def applied(self, disagreement: Disagreement) -> Disagreement:
        """The proposal is answered."""
        answer = Answer(self.by, "did not approve it", self.at)
        question = f"proposal:{self.proposal}"
        answered = {**disagreement.answered, question: answer}
        return replace(disagreement, proposal=None, answered=answered)

    def owes(self, disagreement: Disagreement) -> Iterable[Owed]:
        """The thread says so and why; whoever put it is told, and another may be put."""
        what = "a proposal was not approved"
        yield post(summary(disagreement, what), *self.reads(disagreement))
        if self.put_by:
            message = not_approved(disagreement, self.by)
            yield Telling(f"not_approved:{self.proposal}", To(self.put_by), message)

    def reads(self, disagreement: Disagreement) -> tuple[Part, ...]:
        """Who, and why."""
        return (
            says("{who} did not approve the proposal.", who=self.by.titled),
            Facts((("Reason", self.reason),)),
        )


@dataclass(frozen=True, kw_only=True)
class Dissented(Entry):
    """A professional does not agree with what their managers decide; kept on file."""

    kind = "dissented"

    reason: str

    def owes(self, disagreement: Disagreement) -> Iterable[Owed]:
        """The thread shows it."""
        yield post(summary(disagreement, "dissent has been recorded"), *self.reads(disagreement))

    def reads(self, disagreement: Disagreement) -> tuple[Part, ...]:
        """Whose, and why."""
        return (
            says(
                "{who} recorded dissent. It is kept on file and stops nothing; "
                "{lead} is open to them.",
                lead=lead(disagreement.procedure, "their"),
                who=self.by.titled,
            ),
            Facts((("Reason", self.reason),)),
        )


def propose(
    disagreement: Disagreement,
    at: datetime,
    calendar: Calendar,
    directory: Directory,
    *,
    by: str,
    question: str,
    answers: Mapping[str, str],
) -> Entries:
    """An agreement is put to each agency; putting it is not yet a yes."""
    actor, arriving = acting.begins(Act.PROPOSE, disagreement, at, calendar, directory, by)
    actions, review_on = agreed.actions(answers, at), agreed.review(answers, at)
    return [*arriving, Proposed(at=at, by=actor, actions=actions, review_on=review_on)]


def approve(
    disagreement: Disagreement,
    at: datetime,
    calendar: Calendar,
    directory: Directory,
    *,
    by: str,
    question: str,
) -> Entries:
    """A yes for one's own agency; settled once every agency that decides has said it, never before.

    Each through somebody of the tier at which it then stands: a yes given below has lapsed.
    """
    actor = deciding.check(by, Act.APPROVE, disagreement, directory)
    proposed(disagreement, question)
    arriving = acting.entering(disagreement, at, calendar, directory, actor)
    proposal = proposed(after(disagreement, *arriving), question)
    once(proposal.yes.get(actor.agency), by, "approved this")
    yes = Approved(at=at, by=actor, proposal=proposal.number)
    now = after(disagreement, *arriving, yes)
    if _settles(now):
        office = settling.office(now)
        settled = Settled(at=at, by=CLOCK, proposal=proposal.number, office=office)
        ended = after(disagreement, *arriving, yes, settled)
        follows = (*closing.opened(ended, at, calendar), *checking.opened(ended, at, calendar))
        return [*arriving, yes, settled, *follows]
    return [*arriving, yes]


def not_approve(
    disagreement: Disagreement,
    at: datetime,
    calendar: Calendar,
    directory: Directory,
    *,
    by: str,
    question: str,
    answers: Mapping[str, str],
) -> Entries:
    """A no, with its reason: the proposal is answered, and another may be put."""
    actor = deciding.check(by, Act.NOT_APPROVE, disagreement, directory)
    proposal = proposed(disagreement, question)
    reason = forms.text(
        answers, "reason", f"Say why it is not approved. {others_read(disagreement)} your reason."
    )
    arriving = acting.entering(disagreement, at, calendar, directory, actor)
    put_by = _put_by(proposal, by, disagreement, directory)
    no = NotApproved(at=at, by=actor, proposal=proposal.number, reason=reason, put_by=put_by)
    return [*arriving, no]


def dissent(
    disagreement: Disagreement,
    at: datetime,
    calendar: Calendar,
    directory: Directory,
    *,
    by: str,
    question: str,
    answers: Mapping[str, str],
) -> Entries:
    """A professional puts on file that they do not agree with what their managers decide."""
    actor = rights.check(by, Act.DISSENT, disagreement, directory)
    open_or_stopped(disagreement)
    reason = forms.text(answers, "reason", "Say what you do not agree with, and why.")
    return [Dissented(at=at, by=actor, reason=reason)]


def _settles(disagreement: Disagreement) -> bool:
    """Whether those have said yes whom the procedure asks."""
    proposal = disagreement.proposal
    return proposal is not None and set(proposal.yes) >= set(disagreement.deciding)


def _put_by(proposal: Proposal, by: str, disagreement: Disagreement, directory: Directory) -> str:
    """Who hears that it was not approved: whoever put it, unless they said so or have left."""
    person = proposal.by.person
    reads = rights.may(person, Act.READ, disagreement, directory)
    return person if reads and person != by else ""


def _without(said: Mapping[str, Actor], agency: str) -> dict[str, Actor]:
    return {each: actor for each, actor in said.items() if each != agency}


ENTRIES = (Proposed, Approved, NotApproved, Dissented, Settled)

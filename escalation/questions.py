"""Whether the question a button names is still asked: only its answer makes it stale."""

from escalation.disagreement import Answer, Disagreement, Proposal, Status
from escalation.entries import Actor
from escalation.refusals import NotNow, Stale
from escalation.working_time import times

_GONE = "Nothing has changed; use the buttons on its card."


def open_(disagreement: Disagreement) -> None:
    """People are still at work on it, or a refusal that says how it ended."""
    if disagreement.is_open:
        return
    when = f" on {times.full(disagreement.ended)}" if disagreement.ended else ""
    again = f"To take it up again, type /escalate reopen {disagreement.reference}."
    if disagreement.merged_into:
        again = f"It goes on in {disagreement.merged_into}."
    raise NotNow(
        f"{disagreement.reference} was {_ended(disagreement)}{when}. Nothing has changed. {again}"
    )


def open_or_stopped(disagreement: Disagreement) -> None:
    """People are at work on it, or it was not taken forward: dissent, and advice, stay open."""
    if disagreement.status is not Status.NOT_TAKEN_FORWARD:
        open_(disagreement)


def ended(disagreement: Disagreement) -> None:
    """It has ended, or a refusal that says that people are still at work on it."""
    if disagreement.is_open:
        raise NotNow(
            f"{disagreement.reference} is open, at {disagreement.stage.title}. Nothing has changed."
        )
    if disagreement.merged_into:
        raise NotNow(
            f"{disagreement.reference} was merged: it goes on in {disagreement.merged_into}. "
            "Nothing has changed."
        )


def asked(disagreement: Disagreement, question: str) -> None:
    """This tier's question is still asked, or a refusal that says what has happened since."""
    open_(disagreement)
    if answer := disagreement.answered.get(question):
        raise Stale(
            f"{_since(answer)} {disagreement.reference} is now at "
            f"{disagreement.stage.title}. {_GONE}"
        )


def proposed(disagreement: Disagreement, question: str) -> Proposal:
    """The proposal this button is about, or a refusal that says what became of it."""
    open_(disagreement)
    proposal = disagreement.proposal
    if proposal is not None and proposal.question == question:
        return proposal
    if answer := disagreement.answered.get(question):
        raise Stale(f"{_since(answer)} {_GONE}")
    raise Stale(f"This proposal is no longer open. {_GONE}")


def once(said: Actor | None, by: str, what: str) -> None:
    """Nobody has done this for their agency yet, or a refusal that says who has."""
    if said:
        who = "You have" if said.person == by else f"{said.name} has"
        raise Stale(f"{who} {what} already for your agency. Nothing has changed.")


def _ended(disagreement: Disagreement) -> str:
    match disagreement.status:
        case Status.MERGED:
            return f"merged into {disagreement.merged_into}"
        case status:
            return status.value


def _since(answer: Answer) -> str:
    return f"{answer.by.name} {answer.how} on {times.full(answer.at)}."

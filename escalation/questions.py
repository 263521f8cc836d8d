"""Whether the question a button names is still asked: only its answer makes it stale, chatter never does."""

from escalation import times
from escalation.disagreement import Disagreement, Proposal, Status
from escalation.refusals import NotNow, Stale


def open_(disagreement: Disagreement) -> None:
    """People are still at work on it, or a refusal that says how it ended."""
    if disagreement.is_open:
        return
    ended = "settled" if disagreement.status is Status.SETTLED else "withdrawn"
    when = f" on {times.full(disagreement.ended)}" if disagreement.ended else ""
    raise NotNow(f"{disagreement.reference} was {ended}{when}. Nothing has changed.")


def asked(disagreement: Disagreement, question: str) -> None:
    """This tier's question is still asked; a button of a lower tier is told where it stands now."""
    open_(disagreement)
    kind, _, number = question.partition(":")
    if kind == "tier" and number.isdigit() and int(number) < disagreement.stage_tier:
        raise Stale(
            f"This was asked at an earlier stage. {disagreement.reference} is now at "
            f"{disagreement.stage.title}. Nothing has changed; use the buttons on its card."
        )


def proposed(disagreement: Disagreement, question: str) -> Proposal:
    """The proposal this button is about, still unanswered; or a refusal that says what happened since."""
    open_(disagreement)
    if disagreement.proposal is None:
        raise Stale("This proposal is no longer open. Nothing has changed; see the thread.")
    if disagreement.proposal.question != question:
        raise Stale(
            f"{disagreement.proposal.by.name} has since put another proposal. "
            "Nothing has changed; please read the new one on the card."
        )
    return disagreement.proposal

"""What a card says of what went before: dates put right or given beside, and endings that did not last."""

from collections.abc import Iterable

from escalation.disagreement import Disagreement, Reopening
from escalation.words.message import Choice
from escalation.working_time import times

REOPEN = Choice("reopen", "Reopen", "reopen")


def began(disagreement: Disagreement) -> Iterable[tuple[str, str]]:
    """When it began, as the side that raised it says now and as it said first; then other sides' dates."""
    if disagreement.began:
        yield "Began", f"{times.full(disagreement.began)}{_corrected(disagreement)}"
    for agency, own in disagreement.own_dates.items():
        given = f"{times.full(own.began)} (given by {own.by.name})"
        yield f"Began, as {disagreement.agency_name(agency)} sees it", given


def reopened(disagreement: Disagreement) -> Iterable[tuple[str, str]]:
    """That it had ended before, each time: what was said then stands in the place it had."""
    for each in disagreement.reopenings:
        yield "Reopened", _reopened(each)


def dates(question: str) -> tuple[Choice, ...]:
    """What may be pressed about when it began, by either side."""
    return (
        Choice("correct_date", "Correct the date", question),
        Choice("own_date", "Our date", question),
    )


def _corrected(disagreement: Disagreement) -> str:
    if not disagreement.corrections:
        return ""
    first, last = disagreement.corrections[0], disagreement.corrections[-1]
    return f" (corrected by {last.by.name}; first given as {times.full(first.was)})"


def _reopened(each: Reopening) -> str:
    ended = f"it had been {each.was} on {times.full(each.ended)}"
    return (
        f"by {each.by.titled}, {times.full(each.at)}; {ended}. "
        "What was said before then is on the record."
    )

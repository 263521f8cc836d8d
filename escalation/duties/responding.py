"""A written response to each side (R-003-51): in the thread and on the record, and in no message."""

from collections.abc import Iterable

from escalation.disagreement import Disagreement
from escalation.entries import Actor
from escalation.ladder import seats
from escalation.owing import Owed, Recipient, Telling, post
from escalation.words.first_message import NO_DAY, ring
from escalation.words.message import Choices, Message, Part, says
from escalation.words.notices import READ_IT
from escalation.words.prompts import private, summary

IN_WRITING = "a written response"
IN_THE_THREAD = (
    "Its words are in the thread and on the record, which stands for each agency's copy."
)
ON_THE_RECORD = "Its words are on the record, which stands for each agency's copy."


def owes(
    disagreement: Disagreement, entry: int, by: Actor, reads: tuple[Part, ...]
) -> Iterable[Owed]:
    """The thread has it while there is one; whoever raised it, whoever referred it and whoever answers
    for each involved agency hears that it is there."""
    if disagreement.is_open:
        yield post(summary(disagreement, IN_WRITING), *reads)
    message = _told(disagreement, by)
    for who in _whom(disagreement):
        yield Telling(f"responded:{entry}", who, message)


def _whom(disagreement: Disagreement) -> tuple[Recipient, ...]:
    """The named professionals, and whoever answers for each agency or did when it ended."""
    tier = seats.answering(disagreement)
    answering = (
        who for agency in disagreement.agencies for who in disagreement.people_of(tier, agency)
    )
    turns = (turn.who for turn in disagreement.answering())
    return tuple(dict.fromkeys([*disagreement.practitioners(), *answering, *turns]))


def _told(disagreement: Disagreement, by: Actor) -> Message:
    return private(
        disagreement,
        IN_WRITING,
        says(
            "{who} has given a written response, as the procedure asks. {where}",
            who=by.titled,
            where=IN_THE_THREAD if disagreement.is_open else ON_THE_RECORD,
        ),
        NO_DAY,
        Choices((READ_IT,)),
        ring(*disagreement.sides),
    )

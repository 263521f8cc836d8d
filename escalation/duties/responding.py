"""A written response to each side (R-003-51), or that a confirmation was sent (R-002-30): as each is told."""

from collections.abc import Iterable

from escalation.disagreement import Disagreement
from escalation.duties.closing_words import answers
from escalation.duties.stated import of_stage
from escalation.entries import Actor
from escalation.ladder import seats
from escalation.owing import Owed, Recipient, Telling, To, post
from escalation.words.first_message import NO_DAY, ring
from escalation.words.message import Choices, Message, Part, Says, says
from escalation.words.notices import READ_IT
from escalation.words.prompts import private, summary

IN_WRITING = "a written response"
IN_THE_THREAD = (
    "Its words are in the thread and on the record, which each agency reads; no other copy is sent."
)
ON_THE_RECORD = "Its words are on the record, which each agency reads; no other copy is sent."
CONFIRMED = "a confirmation was sent in writing"
TO_WHOM = "To whom, and on which day, is on the record, which each agency reads."


def owes(
    disagreement: Disagreement,
    duty: str,
    entry: int,
    by: Actor,
    reads: tuple[Part, ...],
    phone: str = "",
) -> Iterable[Owed]:
    """The thread has it while there is one; whoever raised it, whoever referred it and whoever answers
    for each involved agency hears that it is there. Of a confirmation the other agencies' do. `phone`:
    where whoever wrote it can be rung."""
    confirms = is_confirmation(disagreement, duty)
    if disagreement.is_open:
        yield post(summary(disagreement, CONFIRMED if confirms else IN_WRITING), *reads)
    message = _confirmed if confirms else _told
    for who in _others(disagreement, by.agency) if confirms else _whom(disagreement):
        ringing = _ring(disagreement, who, by, phone)
        yield Telling(f"responded:{entry}", who, message(disagreement, by, ringing))


def is_confirmation(disagreement: Disagreement, duty: str) -> bool:
    """Whether what was answered is that a text was sent, from somebody's own e-mail."""
    stages = disagreement.procedure.stages
    every = (each for stage in stages for each in of_stage(disagreement.procedure, stage))
    return any(each.id == duty and bool(each.drafts) for each in every)


def _whom(disagreement: Disagreement) -> tuple[Recipient, ...]:
    """The named professionals, and whoever answers for each agency or did when it ended."""
    tier = seats.answering(disagreement)
    answering = (
        who for agency in disagreement.agencies for who in disagreement.people_of(tier, agency)
    )
    turns = (turn.who for turn in disagreement.answering())
    return tuple(dict.fromkeys([*disagreement.practitioners(), *answering, *turns]))


def _others(disagreement: Disagreement, agency: str) -> tuple[Recipient, ...]:
    """Whoever answers for each other agency."""
    others = (each for each in disagreement.agencies if each != agency)
    return tuple(who for each in others for who in answers(disagreement, each))


def _ring(disagreement: Disagreement, who: Recipient, by: Actor, phone: str) -> Says:
    """Whom to ring: whoever wrote it, then each professional who is neither they nor the reader."""
    reader = who.person if isinstance(who, To) else ""
    sides = (each for each in disagreement.sides if each.practitioner not in (reader, by.person))
    first = () if by.person == reader else ((by.name, phone),)
    return ring(*sides, first=first)


def _confirmed(disagreement: Disagreement, by: Actor, ringing: Says) -> Message:
    said = "{who} has sent what the procedure has them confirm in writing, by their own e-mail. {where}"
    return private(
        disagreement,
        CONFIRMED,
        says(said, who=by.titled, where=TO_WHOM),
        NO_DAY,
        Choices((READ_IT,)),
        ringing,
    )


def _told(disagreement: Disagreement, by: Actor, ringing: Says) -> Message:
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
        ringing,
    )

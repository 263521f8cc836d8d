"""Who may say what became of a duty: the people of the side, or whoever has it in the office."""

from escalation import closing_words, duties, fed_back, relating
from escalation.closing_words import role_label
from escalation.disagreement import Disagreement
from escalation.duties import OFFICE, Owed
from escalation.entries import Actor
from escalation.people import PARTNERSHIP, Directory, names
from escalation.refusals import NotYours
from escalation.relating import of_the_office

SAY_THAT_YOU_HAVE = (
    "That each of them has been told is for {who} to say. To say that you have, choose "
    "“I have read what was agreed”. Nothing has changed."
)


def mine(actor: Actor, disagreement: Disagreement, directory: Directory) -> tuple[Owed, ...]:
    """What is left that this person may answer, in the procedure's order."""
    return tuple(
        owed
        for owed in duties.left(disagreement, actor.agency)
        if not why_not(owed, actor, disagreement, directory)
    )


def why_not(owed: Owed, actor: Actor, disagreement: Disagreement, directory: Directory) -> str:
    """Why somebody may not answer this; nothing where they may.

    Feedback is not closed without delivery to each: a professional says it for themselves alone,
    unless they said yes for their side and somebody who is to hear was told of nothing.
    """
    if owed.agency != actor.agency:
        return "This is another agency's to answer. Nothing has changed."
    side = disagreement.side(actor.agency)
    if owed.duty.to and side and actor.person in side.people:
        return _of_feedback(owed, actor, disagreement, directory)
    if owed.agency == PARTNERSHIP and not _has(owed, actor, disagreement, directory):
        role = role_label(disagreement.procedure, owed.duty.by[0])
        return f"This is for the {role}, or the Business Manager. Nothing has changed."
    return ""


def check(owed: Owed, actor: Actor, disagreement: Disagreement, directory: Directory) -> None:
    """Nothing, or a refusal that says whose it is."""
    if why := why_not(owed, actor, disagreement, directory):
        raise NotYours(why)


def in_place_of(owed: Owed, actor: Actor, disagreement: Disagreement, directory: Directory) -> str:
    """The role for which the Business Manager answers, where it is not her own."""
    if owed.agency != PARTNERSHIP or _holds(owed, actor, disagreement, directory):
        return ""
    return role_label(disagreement.procedure, owed.duty.by[0])


def _of_feedback(owed: Owed, actor: Actor, disagreement: Disagreement, directory: Directory) -> str:
    answers = [
        each
        for who in closing_words.answers(disagreement, owed.agency)
        for each in relating.standing(who, disagreement, directory)
    ]
    reads = fed_back.is_by_reading(owed, disagreement, directory)
    if not reads and actor.person in {each.id for each in answers}:
        return ""
    others = () if reads else [each for each in answers if each.id != actor.person]
    return SAY_THAT_YOU_HAVE.format(who=names(others) or "a manager")


def _has(owed: Owed, actor: Actor, disagreement: Disagreement, directory: Directory) -> bool:
    manager = of_the_office(actor.person, frozenset({OFFICE}), disagreement, directory)
    return bool(manager) or _holds(owed, actor, disagreement, directory)


def _holds(owed: Owed, actor: Actor, disagreement: Disagreement, directory: Directory) -> bool:
    roles = frozenset(owed.duty.by)
    return bool(of_the_office(actor.person, roles, disagreement, directory))

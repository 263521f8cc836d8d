"""Whose yes settles it: each agency's; or, where the procedure has one side alone decide, that one's."""

from escalation import rights
from escalation.directory.people import Directory
from escalation.disagreement import Disagreement
from escalation.entries import Actor
from escalation.permissions import Act
from escalation.refusals import NotYours
from escalation.words.deciding import alone

DECIDES = frozenset({Act.APPROVE, Act.NOT_APPROVE, Act.NOT_AGREED})


def check(person: str, act: Act, disagreement: Disagreement, directory: Directory) -> Actor:
    """Somebody as an actor for an agency that decides; or a refusal that says which agency does."""
    actor = rights.check(person, act, disagreement, directory)
    decides(actor, disagreement)
    return actor


def may(disagreement: Disagreement, directory: Directory, person: str) -> None:
    """Nothing, or a refusal, before a form is shown."""
    decides(rights.actor(person, disagreement, directory), disagreement)


def decides(actor: Actor, disagreement: Disagreement) -> None:
    """Nothing, where their agency's answer is asked; a refusal that says what they may do instead."""
    if actor.agency not in disagreement.deciding:
        raise NotYours(
            f"{alone(disagreement)} You may give your view, propose an agreement, or write in its "
            "thread. Nothing has changed, and your silence is never taken as agreement."
        )

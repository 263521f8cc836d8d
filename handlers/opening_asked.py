"""What a procedure asks of whoever raises: before they do, and throughout; read before they type."""

from collections.abc import Iterator

from escalation.texts.procedure import Procedure
from escalation.words.message import Heading, Part, says

OUTSIDE = "{to}: {words} It goes on here all the same; More… on its card records it."
WELL_DONE = "{words} Type /escalate thanks for that: it is no disagreement."
MOST = 10  # of each: a form holds a hundred blocks, and nobody reads more


def parts(procedure: Procedure) -> Iterator[Part]:
    """What comes first, as strongly as the text has it, and what it asks everybody to hold to."""
    said = (procedure.beforehand, procedure.principles, procedure.outside_referrals)
    if not any((*said, procedure.recognition)):
        return
    yield Heading("What the procedure asks of you")
    for each in procedure.beforehand[:MOST]:
        yield says("You {force}: {words}", force=each.force, words=each.words)
    for principle in procedure.principles[:MOST]:
        yield says("{words}", words=principle.words)
    for outside in procedure.outside_referrals[:MOST]:
        yield says(OUTSIDE, to=outside.to, words=outside.words)
    if good := procedure.recognition:
        yield says(WELL_DONE, words=good.words)

"""What may be pressed on the card: while it is open, and once it has ended."""

from collections.abc import Iterable

from escalation.disagreement import Disagreement
from escalation.duties import checking_words, papers
from escalation.duties.duties import is_left
from escalation.duties.reporting import duty
from escalation.meetings import convening
from escalation.words import gates
from escalation.words.further import MORE
from escalation.words.history import REOPEN
from escalation.words.message import (
    Choice,
    Choices,
)
from escalation.words.notices import SEE_TO
from escalation.words.prompts import (
    IMMEDIATE_HARM,
    OWN_NOTE,
    approval,
    approving,
    not_agreed,
)


def of_the_card(disagreement: Disagreement) -> Iterable[Choices]:
    """What may be pressed on it, a line after another."""
    meets = convening.choices(disagreement, disagreement.stage_tier)
    if not disagreement.is_open:
        if not disagreement.merged_into:
            checks = checking_words.choices(disagreement)
            yield Choices((*meets, *checks, *gates.stopped(disagreement), REOPEN))
        return
    question, tier = disagreement.question, disagreement.stage_tier
    if proposal := disagreement.proposal:
        dissent = Choice("dissent", "Record dissent", proposal.question)
        yield Choices((*approval(proposal.question), dissent))
    if reporting := (*duty(disagreement, tier), *meets, *papers.buttons(disagreement)):
        yield Choices(reporting)
    yield Choices(
        (
            Choice("take", "I have this", question, "main"),
            Choice("view", "Give our view", question),
            Choice("discuss", "Record a discussion", question),
            *approving(disagreement),
            Choice("meet", "We meet on…", question),
            Choice("propose", "Propose an agreement", question),
        )
    )
    if gates.asks(disagreement, disagreement.reached, disagreement.agencies[0]):
        yield Choices(gates.choices(disagreement, disagreement.reached))
    highest = tier == len(disagreement.procedure.tiers) - 1
    up = () if highest else (Choice("move_up", "Move up now", question),)
    yield Choices(
        (
            Choice("not_agreed", not_agreed(disagreement, tier), question),
            *up,
            Choice("not_me", "Not me", question),
            OWN_NOTE,
        )
    )
    left = (SEE_TO,) if is_left(disagreement) else ()
    yield Choices((*left, Choice("export", "Export", "export"), MORE, IMMEDIATE_HARM))

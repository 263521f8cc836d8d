"""What those of the office are asked who called a meeting, once its day has come."""

from escalation.disagreement import Disagreement
from escalation.duties.carried_out import Convened
from escalation.meetings.convening import call
from escalation.meetings.recording import held
from escalation.words.first_message import NO_DAY
from escalation.words.message import Choices, Message, Moment, says
from escalation.words.prompts import IMMEDIATE_HARM, private


def was_it_held(disagreement: Disagreement, convened: Convened) -> Message:
    """They have no turn themselves, and so are asked this alone: was it held, or is there another day?"""
    stage = disagreement.procedure.stage(convened.stage)
    return private(
        disagreement,
        "has the meeting been held?",
        says(
            "The meeting at {stage} was called for {on}. You are asked: Record that it was held and "
            "what came of it; or give it another day.",
            stage=stage.label,
            on=Moment(convened.on),
        ),
        NO_DAY,
        Choices(
            (
                held(convened),
                call("Move the meeting", stage),
                IMMEDIATE_HARM,
            )
        ),
    )

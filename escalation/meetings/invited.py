"""What somebody is told who comes to a meeting for an agency that takes no part, or comes no more."""

from escalation.disagreement import Disagreement
from escalation.duties.carried_out import Convened
from escalation.meetings.recording import button
from escalation.words.first_message import first_message, joined, ring
from escalation.words.message import Choices, Message, Moment, says
from escalation.words.prompts import IMMEDIATE_HARM, IN_ITS_THREAD, private


def guest(disagreement: Disagreement, convened: Convened, agency: str) -> Message:
    """They are asked to come, and for nothing else."""
    stage = disagreement.procedure.stage(convened.stage)
    asked = says(
        "You are asked: Come to the meeting at {stage}, called by {by} as the procedure provides. "
        "{purpose} You come for an agency that takes no part in the difference. You can read it, and "
        "write in its thread.",
        stage=stage.label,
        by=f"{convened.by.titled} of {disagreement.agency_name(convened.by.agency)}",
        purpose=stage.meeting.purpose if stage.meeting else "",
    )
    return first_message(
        disagreement,
        "you are asked to a meeting",
        between="between agencies",
        asked=asked,
        when=says("When: {on}.", on=Moment(convened.on)),
        choices=Choices((*button(convened, disagreement, agency), IMMEDIATE_HARM)),
        ring=joined(ring(*disagreement.sides), IN_ITS_THREAD),
    )


def no_more(disagreement: Disagreement, convened: Convened) -> Message:
    """Somebody else comes for their agency, or nobody does."""
    return private(
        disagreement,
        "you are no longer asked to a meeting",
        says(
            "{by} has changed who comes to the meeting at {stage}. You are not asked to it any more.",
            by=convened.by.titled,
            stage=disagreement.procedure.stage(convened.stage).label,
        ),
    )

"""What people are told of a meeting that a procedure asks for: the day and what is asked, no content."""

from dataclasses import replace

from escalation.arising import READ_THEM
from escalation.carried_out import Convened
from escalation.convening import HELD, call, chair_words, report, reports_to
from escalation.copies import ISSUES
from escalation.disagreement import Disagreement
from escalation.first_message import NO_DAY, SOON, first_message, joined, ring
from escalation.message import Choice, Choices, Message, Moment, says
from escalation.notices import notice
from escalation.prompts import (
    IMMEDIATE_HARM,
    IN_ITS_THREAD,
    OWN_NOTE,
    private,
    whom_to_ring,
)


def to_member(disagreement: Disagreement, convened: Convened, agency: str) -> Message:
    """You are asked to come: when, to what, and who calls it."""
    asked = says(
        "You are asked: Come to the meeting at {stage}, called by {by} as the procedure provides. "
        "{purpose} You can read it, and write in its thread.",
        stage=_stage(disagreement, convened),
        by=convened.by.titled,
        purpose=_purpose(disagreement, convened),
    )
    return first_message(
        disagreement,
        "you are asked to a meeting",
        asked=asked,
        when=says("When: {on}.", on=Moment(convened.on)),
        choices=Choices((_held(convened), OWN_NOTE, IMMEDIATE_HARM)),
        ring=whom_to_ring(disagreement, 1, agency),
    )


def to_chair(disagreement: Disagreement, convened: Convened) -> Message:
    """You are asked to chair: when, for what, and what is asked of a chair afterwards."""
    to = _reports_to(disagreement, convened)
    after = says("Afterwards you report the issues arising to {to}.", to=to)
    asked = says(
        "You are asked to chair the meeting at {stage}, called by {by} as the procedure provides. "
        "{purpose} You can read it, and write in its thread.",
        stage=_stage(disagreement, convened),
        by=convened.by.name,
        purpose=_purpose(disagreement, convened),
    )
    return first_message(
        disagreement,
        "you are asked to chair a meeting",
        between="between agencies",
        asked=joined(asked, *((after,) if to else ())),
        when=says("When: {on}.", on=Moment(convened.on)),
        choices=Choices((_held(convened), IMMEDIATE_HARM)),
        ring=joined(ring(*disagreement.sides), IN_ITS_THREAD),
    )


def find_another_chair(disagreement: Disagreement, convened: Convened) -> Message:
    """The chair is of an agency that takes part now: whoever called the meeting calls it again."""
    stage = disagreement.procedure.stage(convened.stage)
    return private(
        disagreement,
        "please find another chair for the meeting",
        says(
            "An agency has been brought in, and the chair of the meeting called for {on} is of that "
            "agency. The procedure says: {words} You are asked: Call it again, with another chair.",
            on=Moment(convened.on),
            words=chair_words(disagreement, convened.stage),
        ),
        Choices((call("Move the meeting", stage),)),
    )


def tell_the_chair(disagreement: Disagreement, convened: Convened) -> Message:
    """The chair is only a name here: whoever named them tells them."""
    return private(
        disagreement,
        "please tell the chair of the meeting",
        says(
            "The chair whom you named for {on} is not in the directory, so nobody has told them. "
            "You are asked: Tell them yourself, and afterwards report the issues arising on their "
            "behalf.",
            on=Moment(convened.on),
        )
        if reports_to(disagreement, convened.stage)
        else says(
            "The chair whom you named for {on} is not in the directory, so nobody has told them. "
            "You are asked: Tell them yourself.",
            on=Moment(convened.on),
        ),
    )


def chairs_no_more(disagreement: Disagreement, convened: Convened) -> Message:
    """Somebody else chairs it, or nobody of the directory does."""
    return private(
        disagreement,
        "you are no longer asked to chair a meeting",
        says(
            "{by} has called the meeting at {stage} again, with another chair. Nothing more is "
            "asked of you, and you are no longer in its channel.",
            by=convened.by.titled,
            stage=_stage(disagreement, convened),
        ),
    )


def part_is_over(disagreement: Disagreement, convened: Convened) -> Message:
    """The issues arising have been reported: with that, whoever chaired it is done."""
    return private(
        disagreement,
        "your part in it has ended",
        says(
            "The issues arising from the meeting at {stage} have been reported. Thank you for "
            "chairing it. Nothing more is asked of you, and you are no longer in its channel.",
            stage=_stage(disagreement, convened),
        ),
    )


def report_asked(disagreement: Disagreement, convened: Convened) -> Message:
    """The meeting has been held: whoever chaired it passes on the issues arising."""
    chaired = convened.chair and convened.chair not in disagreement.cut
    behalf = "" if chaired else ", on behalf of whoever chaired it"
    return private(
        disagreement,
        "the issues arising from the meeting have still to be reported",
        says(
            "The meeting at {stage} was held on {held}. You are asked: Report the issues arising "
            "to {to}{behalf}. They are told that you have reported; your words stand on the record, "
            "and in no message.",
            stage=_stage(disagreement, convened),
            held=Moment(convened.held or convened.on),
            to=_reports_to(disagreement, convened),
            behalf=behalf,
        ),
        NO_DAY,
        Choices((report(convened), IMMEDIATE_HARM)),
    )


def report_awaited(disagreement: Disagreement, convened: Convened) -> Message:
    """The Business Manager hears that it has not been reported, and may do so on the chair's behalf."""
    told = notice(
        disagreement,
        "the issues arising from a meeting have not been reported",
        says(
            "The meeting at {stage} was held on {held}. Whoever chaired it has been asked twice to "
            "report the issues arising to {to}. Please see that it is done; you may press Report "
            "the issues yourself, on the chair's behalf.",
            stage=_stage(disagreement, convened),
            held=Moment(convened.held or convened.on),
            to=_reports_to(disagreement, convened),
        ),
        when=SOON,
    )
    return replace(
        told,
        parts=tuple(
            Choices((report(convened), *part.choices)) if isinstance(part, Choices) else part
            for part in told.parts
        ),
    )


def reported(
    disagreement: Disagreement, convened: Convened, by: str, first: tuple[str, str]
) -> Message:
    """The issues arising have been reported to somebody of the partnership: they read them by a press,
    and ring whoever did it `first`."""
    return notice(
        disagreement,
        f"the issues arising from the meeting at {_stage(disagreement, convened)} are reported to you",
        says("{by}.", by=by),
        ISSUES,
        more=(READ_THEM,),
        first=(first,),
    )


def _held(convened: Convened) -> Choice:
    return Choice(HELD, "The meeting was held", f"held:{convened.number}")


def _stage(disagreement: Disagreement, convened: Convened) -> str:
    return disagreement.procedure.stage(convened.stage).label


def _purpose(disagreement: Disagreement, convened: Convened) -> str:
    meeting = disagreement.procedure.stage(convened.stage).meeting
    return meeting.purpose if meeting else ""


def _reports_to(disagreement: Disagreement, convened: Convened) -> str:
    to = (disagreement.procedure.role(role) for role in reports_to(disagreement, convened.stage))
    return " and ".join(f"the {role.title}" for role in to)

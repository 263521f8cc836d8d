"""What people are told of a meeting that a procedure asks for: the day and what is asked, no content."""

from collections.abc import Mapping
from datetime import datetime

from escalation.disagreement import Disagreement
from escalation.duties.arising import READ_THEM
from escalation.duties.carried_out import Convened
from escalation.duties.copies import ISSUES
from escalation.meetings.convening import (
    call,
    chair_words,
    left_to_tell,
    report,
    reporter,
)
from escalation.meetings.recording import button, held
from escalation.owing import Farthest, Telling, To
from escalation.words.first_message import NO_DAY, SOON, first_message, joined, ring
from escalation.words.message import Choices, Message, Moment, Part, Says, says
from escalation.words.notices import notice
from escalation.words.prompts import (
    IMMEDIATE_HARM,
    IN_ITS_THREAD,
    OWN_NOTE,
    private,
    whom_to_ring,
)


def to_member(disagreement: Disagreement, convened: Convened, agency: str) -> Message:
    """You are asked to come: when, to what, and who calls it."""
    return first_message(
        disagreement,
        "you are asked to a meeting",
        asked=joined(
            _called(disagreement, convened, ": Come to", _caller(disagreement, convened)),
            *_chaired(convened),
        ),
        when=_when(convened),
        choices=Choices((*button(convened, disagreement, agency), OWN_NOTE, IMMEDIATE_HARM)),
        ring=whom_to_ring(disagreement, 1, agency),
    )


def moved(disagreement: Disagreement, convened: Convened, was: datetime, agency: str) -> Message:
    """It has another day: from when to when, and who chairs it; `agency`: of a member, not the chair."""
    said = says(
        "{by} has moved the meeting at {stage} from {was} to {on}. You are asked: Come then instead.",
        by=_caller(disagreement, convened),
        stage=_stage(disagreement, convened),
        was=Moment(was),
        on=Moment(convened.on),
    )
    between = "" if agency else "between agencies"
    held_by = button(convened, disagreement, agency)
    return first_message(
        disagreement,
        "the meeting has been moved",
        between=between,
        asked=joined(said, *_chaired(convened)),
        when=_when(convened),
        choices=Choices((*held_by, *((OWN_NOTE,) if agency else ()), IMMEDIATE_HARM)),
        ring=whom_to_ring(disagreement, 1, agency)
        if agency
        else joined(ring(*disagreement.sides), IN_ITS_THREAD),
    )


def another_chair(disagreement: Disagreement, convened: Convened) -> Message:
    """Its day has not changed, and its chair has."""
    return _private(
        disagreement,
        convened,
        "the meeting has another chair",
        "{by} has named another chair for the meeting at {stage}, which stays on {on}.",
        *_chaired(convened),
    )


def to_chair(disagreement: Disagreement, convened: Convened) -> Message:
    """You are asked to chair: when, for what, and what is asked of a chair afterwards."""
    to = _reports_to(disagreement, convened)
    after = says("Afterwards you report the issues arising to {to}.", to=to)
    caller = f"{convened.by.name} of {disagreement.agency_name(convened.by.agency)}"
    asked = _called(disagreement, convened, " to chair", caller)
    return first_message(
        disagreement,
        "you are asked to chair a meeting",
        between="between agencies",
        asked=joined(asked, *((after,) if to else ())),
        when=_when(convened),
        choices=Choices((held(convened), IMMEDIATE_HARM)),
        ring=joined(ring(*disagreement.sides), IN_ITS_THREAD),
    )


def find_another_chair(disagreement: Disagreement, convened: Convened) -> Message:
    """The chair is of an agency that takes part now: whoever called the meeting calls it again."""
    stage = disagreement.procedure.stage(convened.stage)
    return _private(
        disagreement,
        convened,
        "please find another chair for the meeting",
        "An agency has been brought in, and the chair of the meeting called for {on} is of that "
        "agency. The procedure says: {words} You are asked: Name another chair, with Move the "
        "meeting; its day may stay.",
        Choices((call("Move the meeting", stage),)),
    )


def tell_the_chair(
    disagreement: Disagreement, convened: Convened, *, again: bool = False
) -> Message:
    """The chair is only a name here: whoever named them tells them, and `again` of another day."""
    reports = left_to_tell(disagreement, convened)
    behalf = ", and afterwards report the issues arising on their behalf" if reports else ""
    return _private(
        disagreement,
        convened,
        "please tell the chair that the meeting has moved"
        if again
        else "please tell the chair of the meeting",
        "The chair whom you named for {on} is not in the directory, so nobody has told them. "
        "You are asked: Tell them yourself{behalf}.",
        behalf=behalf,
    )


def tell_no_more(disagreement: Disagreement, convened: Convened) -> Message:
    """The chair whom they were asked to tell is not asked any more."""
    return _private(
        disagreement,
        convened,
        "you need not tell the chair whom you named any more",
        "{by} has changed who chairs the meeting at {stage}. The chair whom you were asked to tell is "
        "not asked any more. If you have told them, please tell them so.",
    )


def chairs_no_more(disagreement: Disagreement, convened: Convened) -> Message:
    """Somebody else chairs it, or nobody of the directory does."""
    return _private(
        disagreement,
        convened,
        "you are no longer asked to chair a meeting",
        "{by} has changed who chairs the meeting at {stage}. Nothing more is "
        "asked of you, and you are no longer in its channel.",
    )


def part_is_over(disagreement: Disagreement, convened: Convened) -> Message:
    """The issues arising have been reported: with that, whoever chaired it is done."""
    return _private(
        disagreement,
        convened,
        "your part in it has ended",
        "The issues arising from the meeting at {stage} have been reported. Thank you for "
        "chairing it. Nothing more is asked of you, and you are no longer in its channel.",
    )


def asks_to_report(
    disagreement: Disagreement, convened: Convened, *, nudge: bool = False
) -> Telling:
    """Whoever reports is asked: themselves, and of the office whoever has it."""
    to = reporter(convened, disagreement)
    message = report_asked(disagreement, convened)
    topic = f"chair_reports:{convened.number}:{convened.asked}"
    farthest: Farthest = "holder" if isinstance(to, To) else "next_tier"
    return Telling(topic, to, message, nudge=nudge, farthest=farthest)


def report_asked(disagreement: Disagreement, convened: Convened) -> Message:
    """The meeting has been held: whoever chaired it passes on the issues arising."""
    chaired = convened.chair and convened.chair not in disagreement.cut
    return _private(
        disagreement,
        convened,
        "the issues arising from the meeting have still to be reported",
        "The meeting at {stage} was held on {held}. You are asked: Report the issues arising "
        "to {to}{behalf}. They are told that you have reported; your words stand on the record, "
        "and in no message.",
        NO_DAY,
        Choices((report(convened, disagreement), IMMEDIATE_HARM)),
        behalf="" if chaired else ", on behalf of whoever chaired it",
    )


def report_awaited(disagreement: Disagreement, convened: Convened) -> Message:
    """The Business Manager hears that it has not been reported, and may do so on the chair's behalf."""
    return notice(
        disagreement,
        "the issues arising from a meeting have not been reported",
        says(
            "The meeting at {stage} was held on {held}. Whoever chaired it has been asked twice to "
            "report the issues arising to {to}. Please see that it is done; you may press Report "
            "the issues yourself, on the chair's behalf.",
            **_of(disagreement, convened),
        ),
        when=SOON,
        more=(report(convened, disagreement),),
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


def _private(
    disagreement: Disagreement,
    convened: Convened,
    what: str,
    sentence: str,
    *beside: Part,
    behalf: str = "",
) -> Message:
    """A private message about a meeting: a sentence in which what is known of it may stand."""
    said = says(sentence, **_of(disagreement, convened), behalf=behalf)
    return private(disagreement, what, said, *beside)


def _of(disagreement: Disagreement, convened: Convened) -> Mapping[str, Moment | str]:
    """What is known of a meeting, for the sentences that speak of it."""
    return {
        "stage": _stage(disagreement, convened),
        "on": Moment(convened.on),
        "held": Moment(convened.held or convened.on),
        "by": convened.by.titled,
        "to": _reports_to(disagreement, convened),
        "words": chair_words(disagreement.procedure.stage(convened.stage).meeting),
    }


def _called(disagreement: Disagreement, convened: Convened, to: str, by: str) -> Says:
    """Come to it, or chair it: which meeting, who calls it, and what for."""
    return says(
        "You are asked{to} the meeting at {stage}, called by {by} as the procedure provides. "
        "{purpose} You can read it, and write in its thread.",
        to=to,
        stage=_stage(disagreement, convened),
        by=by,
        purpose=_purpose(disagreement, convened),
    )


def _when(convened: Convened) -> Says:
    return says("When: {on}.", on=Moment(convened.on))


def _chaired(convened: Convened) -> tuple[Says, ...]:
    """Who of the directory chairs it; a name that was typed stands in its thread alone."""
    if not convened.chaired:
        return ()
    if convened.chair:
        return (says("{chair} chairs it.", chair=convened.chaired),)
    return (says("Who chairs it stands in its thread."),)


def _caller(disagreement: Disagreement, convened: Convened) -> str:
    """Ruth Adeyemi (Departmental head) of Health Trust: who called it, as what, and of which agency."""
    return f"{convened.by.titled} of {disagreement.agency_name(convened.by.agency)}"


def _stage(disagreement: Disagreement, convened: Convened) -> str:
    return disagreement.procedure.stage(convened.stage).label


def _purpose(disagreement: Disagreement, convened: Convened) -> str:
    meeting = disagreement.procedure.stage(convened.stage).meeting
    return meeting.purpose if meeting else ""


def _reports_to(disagreement: Disagreement, convened: Convened) -> str:
    to = (disagreement.procedure.role(role) for role in left_to_tell(disagreement, convened))
    return " and ".join(f"the {role.title}" for role in to)

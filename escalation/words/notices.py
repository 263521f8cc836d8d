"""What the partnership's office is told: what has happened and whom to ring, never content."""

from escalation.directory.people import listed
from escalation.disagreement import Disagreement
from escalation.ladder import courses, taking_up
from escalation.meetings import callers, convening
from escalation.owing import BUSINESS_MANAGER
from escalation.words import deciding
from escalation.words.first_message import NO_DAY, SOON, first_message, joined, ring
from escalation.words.message import Choice, Choices, Message, Moment, Says, says

READ_IT = Choice("export", "Read the record", "export", "main")
WHERE_IT_STANDS = Choice("status", "See where it stands", "status")
SEE_TO = Choice("closing", "See to what is left", "closing", "main")
_NOBODY_FURTHER = (
    "The procedure names nobody further. The people of its last {stage} go on being asked."
)


def notice(
    disagreement: Disagreement,
    what: str,
    *asked: Says,
    when: Says = NO_DAY,
    opens: bool = False,
    more: tuple[Choice, ...] = (),
    first: tuple[tuple[str, str], ...] = (),
) -> Message:
    """What has happened and whom to ring, at each agency and `first`; whom it `opens` the record may
    read it."""
    between = listed(side.name for side in disagreement.sides)
    whom = ring(*disagreement.sides, first=first)
    return first_message(
        disagreement,
        what,
        between="between agencies",
        asked=joined(*asked),
        when=when,
        choices=Choices((*((READ_IT,) if opens else ()), *more, WHERE_IT_STANDS)),
        ring=joined(says("It is between {agencies}.", agencies=between), whom),
    )


def waits(disagreement: Disagreement) -> Message:
    """It waits for a meeting, and nobody further is told."""
    what = "it waits for a meeting"
    meeting = disagreement.meeting
    return notice(
        disagreement,
        what,
        says(
            "It waits for a meeting on {day}, and the procedure names nobody further. Until "
            "then its people are asked again on every third working day. You are asked for "
            "nothing.",
            day=Moment(meeting.on, "day") if meeting else "a day",
        ),
    )


def no_exit(disagreement: Disagreement) -> Message:
    """The procedure names nobody further: who has said what, and whether they meet."""
    stage = disagreement.procedure.terms.a_stage
    what, before = f"no outcome at the procedure's last {stage}", "No outcome has been recorded."
    if disagreement.is_not_agreed:
        what = f"not agreed at the procedure's last {stage}"
        before = deciding.both_not_agreed(disagreement)
    when = NO_DAY if disagreement.meeting else SOON
    nobody = says(_NOBODY_FURTHER, stage=stage)
    asked = (says(before), *_was_held(disagreement), nobody, _meets(disagreement))
    considers = _considers(disagreement)
    course, choose = taking_up.in_their_place(disagreement)
    more = (*_call(disagreement), *choose, *((SEE_TO,) if considers else ()))
    return notice(disagreement, what, *asked, *course, *considers, when=when, more=more)


def _considers(disagreement: Disagreement) -> tuple[Says, ...]:
    """What the procedure has considered where nothing could be agreed (R-000-45, R-001-29, R-004-42)."""
    asked = (each for each in disagreement.procedure.learning if each.force != "may")
    what = " ".join(each.what for each in asked if "unresolved" in each.after)
    if not disagreement.is_not_agreed or not what:
        return ()
    return (says("The procedure asks for this besides, on your page: {what}", what=what),)


def _was_held(disagreement: Disagreement) -> tuple[Says, ...]:
    """That they have met already, and when."""
    held = convening.last_held(disagreement)
    if held is None:
        return ()
    stage, day = disagreement.stage.label, Moment(held, "day_and_year")
    return (says("The meeting at {stage} was held on {day}.", stage=stage, day=day),)


def _meets(disagreement: Disagreement) -> Says:
    """Whether they meet, or what is next where they have met."""
    if meeting := disagreement.meeting:
        called = convening.is_shown(disagreement)
        return says(
            "{what} {day}. You are asked for nothing.",
            what="The meeting is called for" if called else "They have said that they meet on",
            day=Moment(meeting.on, "day"),
        )
    if convening.last_held(disagreement):
        return says("Please ask them what comes next, and see that it is recorded.")
    if _call(disagreement):
        return says("Please call the meeting that the procedure asks for.")
    return says("Please see that they meet.")


def _call(disagreement: Disagreement) -> tuple[Choice, ...]:
    """The meeting, where it is the reader's to call and has not been."""
    stage, called = disagreement.stage, disagreement.stage.id in disagreement.convened
    office = callers.by_the_office(stage, disagreement)
    mine = office and callers.whose(stage, disagreement) == BUSINESS_MANAGER
    waits = courses.waits_for_a_meeting(disagreement, stage)
    asked = mine and not called and not waits
    return (convening.call("Call the meeting", stage),) if asked else ()

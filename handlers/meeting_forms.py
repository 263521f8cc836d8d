"""What is asked of the meeting that a procedure asks for: to call it, that it was held, its report."""

from collections.abc import Callable, Mapping
from datetime import datetime

from escalation.directory.people import Directory, listed
from escalation.disagreement import Disagreement
from escalation.duties.carried_out import Convened
from escalation.meetings import calling, convening, panels
from escalation.permissions import Act
from escalation.texts.brackets import aside
from escalation.texts.stages import Meeting, Stage
from escalation.words import forms
from escalation.words.emergency import first_words
from escalation.words.forms import Field, Form
from escalation.words.message import Moment, Part, says
from escalation.words.naming import lowered
from escalation.words.sides import all_read
from escalation.working_time import times

Builder = Callable[[Disagreement, str, datetime], tuple[Part | Field, ...]]
OUTCOMES = (
    ("agreed", "A way forward was found"),
    ("none", "No decision was reached"),
)


def form(
    act: Act,
    disagreement: Disagreement,
    question: str,
    at: datetime,
    directory: Directory | None = None,
) -> Form:
    """The form for an act about a meeting; what it carries brings its answers back to the same one.

    Of the `directory` it proposes who comes, where that is asked by name.
    """
    title, submit, build = FORMS[act]
    if act is Act.CALL_MEETING and _moves(disagreement, question):
        title, submit = "Move the meeting", "Move it"
    parts = (first_words(disagreement), *build(disagreement, question, at))
    asked = _asked_now(act, disagreement, question)
    carries = {"reference": disagreement.reference, "question": asked}
    asks = Form(act.value, title, submit, parts, carries)
    return forms.filled_in(asks, _proposed(act, disagreement, question, directory))


def _proposed(
    act: Act, disagreement: Disagreement, question: str, directory: Directory | None
) -> Mapping[str, str]:
    """Who comes for each agency, as the directory names them; moved, whoever was named stays."""
    if act is not Act.CALL_MEETING or directory is None or _moves(disagreement, question):
        return {}
    meeting = convening.stage_asked(disagreement, question).meeting
    return panels.proposed(meeting, disagreement, directory) if meeting else {}


def _asked_now(act: Act, disagreement: Disagreement, question: str) -> str:
    """What a form asks that says to whom it goes by now, though its button is of an earlier text; and
    of calling one, after which was called."""
    if act is Act.CALL_MEETING:
        return calling.question(disagreement, convening.stage_asked(disagreement, question))
    convened = convening.to_report(disagreement, question) if act is Act.CHAIR_REPORT else None
    return convening.report(convened, disagreement).question if convened else question


def _call(disagreement: Disagreement, question: str, at: datetime) -> tuple[Part | Field, ...]:
    stage, moves = convening.stage_asked(disagreement, question), _moves(disagreement, question)
    on = times.civil(moves.on) if moves else None
    return (
        *_instead_of(moves),
        *_what_for(disagreement, stage),
        Field("meet_on", "Day of the meeting", "date", initial=on.date().isoformat() if on else ""),
        Field("meet_at", "Time", "time", initial=times.clock(on) if on else "10:00"),
        *_chair(stage.meeting, disagreement, moves),
        *_facilitator(stage.meeting, moves),
        *_panel(stage.meeting, disagreement, moves),
    )


def _moves(disagreement: Disagreement, question: str) -> Convened | None:
    """The meeting that has been called already, and would be moved."""
    last = disagreement.convened.get(convening.stage_asked(disagreement, question).id)
    return last if last and last.held is None else None


def _instead_of(moves: Convened | None) -> tuple[Part, ...]:
    """For when it had been called, and that another day or another chair takes its place."""
    if moves is None:
        return ()
    called = "It is called for {on}. Give it another day, or name another chair, in its place."
    return (says(called, on=Moment(moves.on)),)


def _what_for(disagreement: Disagreement, stage: Stage) -> tuple[Part, ...]:
    if stage.meeting is None:
        return ()
    roles = (disagreement.procedure.role(role).label for role in stage.meeting.members)
    members = f"the {listed(lowered(role) for role in roles)} of each agency"
    return (
        says("{stage}. {purpose}", stage=stage.label, purpose=stage.meeting.purpose),
        says(
            "Told at once, let into its channel, and reading it from then on: {members}. "
            "Reminders are quiet until the day, for ten working days at most where "
            "nobody further is told; the limits of the procedure stand.",
            members="those whom you name below" if stage.meeting.panel else members,
        ),
        *_by_when(disagreement, stage),
    )


def _by_when(disagreement: Disagreement, stage: Stage) -> tuple[Part, ...]:
    """Until when the text asks for it; a later day is taken, and said to be one."""
    counted = convening.to_be_held(disagreement, stage)
    if counted is None:
        return ()
    window, limit = counted
    return (
        says(
            "The procedure asks that it is held by the end of {day} {words}. A later day is taken, "
            "and its thread and the record say that it is later.",
            day=Moment(limit.at, "day"),
            words=aside(window.in_brackets),
        ),
    )


def _chair(
    meeting: Meeting | None, disagreement: Disagreement, moves: Convened | None
) -> tuple[Part | Field, ...]:
    if meeting is None or not meeting.has_chair:
        return ()
    words = meeting.chair.words if meeting.chair else ""
    typed = moves if moves and not moves.chair else None
    role = meeting.chair_role
    title = disagreement.procedure.role(role).title if role else ""
    by_itself = f" Left empty, it is the {title}." if title else ""
    asked = (
        Field(
            "chair",
            "Who chairs it",
            "person",
            hint=f"They are told, and let into its channel.{by_itself}",
            required=False,
            initial=moves.chair if moves else "",
        ),
        Field(
            "chair_name",
            "Or the chair's name, if they are not in the directory",
            "line",
            hint="Nobody tells them but you.",
            required=False,
            longest=120,
            initial=typed.chair_name if typed else "",
        ),
        Field(
            "chair_of",
            "And the chair's organisation",
            "line",
            required=False,
            longest=120,
            initial=typed.chair_of if typed else "",
        ),
    )
    said = words if words.endswith(".") else f"{words}."
    return (
        (says("Of the chair the procedure says: {words}", words=said), *asked) if words else asked
    )


def _facilitator(meeting: Meeting | None, moves: Convened | None) -> tuple[Part | Field, ...]:
    if meeting is None or not meeting.facilitator:
        return ()
    return (
        Field(
            "facilitator",
            "Facilitator (if there is one)",
            "line",
            hint=f"The procedure says: {meeting.facilitator}",
            required=False,
            longest=120,
            initial=moves.facilitator if moves else "",
        ),
    )


def _panel(
    meeting: Meeting | None, disagreement: Disagreement, moves: Convened | None
) -> tuple[Part | Field, ...]:
    """Who comes for each agency, where the text says of how many it is; nothing is asked otherwise."""
    if meeting is None or meeting.panel is None:
        return ()
    own, further = panels.asked(meeting.panel, disagreement, moves)
    typed = next((each for each in moves.panel if not each.person), None) if moves else None
    words = meeting.panel.words
    return (
        says("The procedure says: {words}", words=words if words.endswith(".") else f"{words}."),
        *(
            Field(each.field, each.label, "person", required=False, initial=each.person)
            for each in (*own, *further)
        ),
        Field(
            "panel_name",
            "Or a name, if they are not in the directory",
            "line",
            hint="Nobody tells them but you.",
            required=False,
            longest=120,
            initial=typed.name if typed else "",
        ),
        Field(
            "panel_of",
            "And their agency, which takes no part",
            "line",
            required=False,
            longest=120,
            initial=typed.agency_name if typed else "",
        ),
    )


def _held(disagreement: Disagreement, question: str, at: datetime) -> tuple[Part | Field, ...]:
    convened = convening.numbered(disagreement, question)
    on = times.civil(min(convened.on, at) if convened else at)
    return (
        says(
            "That a meeting was held settles nothing by itself: what was agreed there is put to "
            "each agency with “Propose an agreement”."
        ),
        Field("held_on", "Day on which it was held", "date", initial=on.date().isoformat()),
        Field("held_at", "Time", "time", initial=times.clock(on)),
        Field("who", "Who took part", "line", longest=300),
        Field("outcome", "What came of it", "choice", options=OUTCOMES),
        Field(
            "decision",
            "What was decided, or what stands in the way",
            "text",
            hint=f"{all_read(disagreement)} this.",
            required=False,
        ),
    )


def _report(disagreement: Disagreement, question: str, at: datetime) -> tuple[Part | Field, ...]:
    convened = convening.to_report(disagreement, question)
    to = convening.left_to_tell(disagreement, convened) if convened else ()
    roles = listed(f"the {disagreement.procedure.role(role).title}" for role in to)
    return (
        says(
            "Reported to {to}. They are told that you have reported and how to ring you, and may read "
            "your words alone, in private; the words stand on the record, and in no message. Say "
            "what it is about without anybody's name.",
            to=roles or "whom the procedure names",
        ),
        Field("issues", "The issues arising", "text", hint=f"{all_read(disagreement)} this."),
    )


FORMS: Mapping[Act, tuple[str, str, Builder]] = {
    Act.CALL_MEETING: ("Call the meeting", "Call it", _call),
    Act.MEETING_HELD: ("The meeting was held", "Record", _held),
    Act.CHAIR_REPORT: ("Report the issues", "Report", _report),
}

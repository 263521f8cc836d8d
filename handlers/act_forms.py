"""What is asked when a button needs an answer: one form for each act, by meaning."""

from collections.abc import Callable, Mapping
from datetime import datetime

from escalation.acts.note import CHOSEN
from escalation.directory.people import Directory
from escalation.disagreement import Disagreement
from escalation.ladder import taking_up
from escalation.permissions import Act
from escalation.words import deciding
from escalation.words.emergency import first_words
from escalation.words.forms import Field, Form
from escalation.words.message import Part, says
from escalation.words.naming import holding, lead
from escalation.words.sides import all_read, others_are_told, others_read
from escalation.working_time import times
from handlers import (
    act_forms_of_advice,
    act_forms_of_agreeing,
    act_forms_of_moving,
    act_forms_of_two,
    act_forms_of_ways,
    course_form,
    discussion_form,
    meeting_forms,
)

Builder = Callable[[Disagreement, datetime], tuple[Part | Field, ...]]


def form(
    act: Act,
    disagreement: Disagreement,
    question: str,
    at: datetime,
    directory: Directory | None = None,
) -> Form:
    """The form for an act; what it carries brings its answers back to the same question."""
    if act in meeting_forms.FORMS:
        return meeting_forms.form(act, disagreement, question, at, directory)
    title, submit, build = _FORMS[act]
    if act is Act.NOT_AGREED and _at_last(disagreement, question):
        title, build = "Not agreed", _not_agreed_at_last
    if act is Act.COURSE:
        question = taking_up.question(disagreement, disagreement.stage)
    parts = (first_words(disagreement), *build(disagreement, at))
    carries = {"reference": disagreement.reference, "question": question}
    return Form(act.value, title, submit, parts, carries)


def _view(disagreement: Disagreement, at: datetime) -> tuple[Part | Field, ...]:
    return (
        Field(
            "text",
            "How your agency sees it, and why",
            "text",
            hint=f"{all_read(disagreement)} this, and it stands on the first page of the record.",
        ),
    )


def _meet(disagreement: Disagreement, at: datetime) -> tuple[Part | Field, ...]:
    return (
        says(
            "Reminders are quiet until then, for ten working days at most where nobody further is "
            "told. The limits of the procedure are not moved."
        ),
        Field("meet_on", "Day of the meeting", "date"),
        Field("meet_at", "Time", "time", initial="10:00"),
    )


def _not_approve(disagreement: Disagreement, at: datetime) -> tuple[Part | Field, ...]:
    hint = f"{others_read(disagreement)} this."
    return (Field("reason", "Why it is not approved", "text", hint=hint),)


def _dissent(disagreement: Disagreement, at: datetime) -> tuple[Part | Field, ...]:
    return (
        says(
            "Dissent is kept on file. It stops nothing; {lead} is open to you.",
            lead=lead(disagreement.procedure),
        ),
        Field(
            "reason",
            "What you do not agree with, and why",
            "text",
            hint=f"{all_read(disagreement)} this.",
        ),
    )


def _not_agreed(disagreement: Disagreement, at: datetime) -> tuple[Part | Field, ...]:
    return (
        says(
            "Once {who} has said that it is not agreed, it moves to the next tier.",
            who=deciding.whose(disagreement, "each side"),
        ),
        Field("reason", "What is not agreed", "text", hint="The next tier reads this."),
    )


def _not_agreed_at_last(disagreement: Disagreement, at: datetime) -> tuple[Part | Field, ...]:
    return (
        says(
            "There is no further {stage} in this procedure. Once {who} has said that it is not "
            "agreed, the partnership's Business Manager is told.",
            stage=disagreement.procedure.terms.a_stage,
            who=deciding.whose(disagreement, "each side"),
        ),
        Field("reason", "What is not agreed", "text", hint=f"{others_read(disagreement)} this."),
    )


def _at_last(disagreement: Disagreement, question: str) -> bool:
    """Whether it stands at the last tier, or is asked of the last tier by a first act."""
    last = len(disagreement.procedure.tiers) - 1
    return disagreement.stage_tier == last or question == f"tier:{last}"


def _not_me(disagreement: Disagreement, at: datetime) -> tuple[Part | Field, ...]:
    return (
        says("The clock goes on. Whoever you name is asked in your place."),
        Field("reason", "Why this is not yours", "line", longest=300),
        Field("instead", "Who it should be, in your own agency", "person", required=False),
    )


def _withdraw(disagreement: Disagreement, at: datetime) -> tuple[Part | Field, ...]:
    return (
        says(
            "Withdrawing is not a settlement. {others}, and the record is kept.",
            others=others_are_told(disagreement),
        ),
        Field("reason", "Why you withdraw it", "text", hint=f"{others_read(disagreement)} this."),
    )


def _bring_lead(disagreement: Disagreement, at: datetime) -> tuple[Part | Field, ...]:
    return (
        says(
            "Whoever is asked to advise is told now, is let into the channel, and reads "
            "all that stands here, to advise you. Nobody else is told, and no limit moves."
        ),
        *act_forms_of_advice.whom(disagreement),
    )


def _bring_agency(disagreement: Disagreement, at: datetime) -> tuple[Part | Field, ...]:
    tiers = sorted({told.tier for told in disagreement.told} - {0})
    told = "; ".join(holding(disagreement.procedure, tier) for tier in tiers)
    proposed = "The agreement that has been proposed then needs their yes too. "
    return (
        says(
            "They are let into its thread, and read everything from the start. {told}"
            "{proposed}No limit moves.",
            told=f"Told now as well, at their agency: {told}. " if told else "",
            proposed=proposed if disagreement.proposal else "",
        ),
        Field(
            "professional",
            "The professional of the further agency",
            "person",
            hint="Their agency is known from the directory.",
        ),
        Field(
            "reason", "Why this agency is needed", "text", hint=f"{all_read(disagreement)} this."
        ),
    )


def _open_copy(disagreement: Disagreement, at: datetime) -> tuple[Part | Field, ...]:
    return (
        says(
            "Until you open it you see its reference and where it stands. That you open it, and "
            "why, is recorded."
        ),
        Field("reason", "Why you open it", "line", longest=300),
    )


def _note(disagreement: Disagreement, at: datetime) -> tuple[Part | Field, ...]:
    kinds = tuple((about.value, label) for about, label in CHOSEN.items())
    return (
        says(
            "For your own agency alone. It stands on your agency's copy of the record; no "
            "other agency can read it, and nobody is told of it."
        ),
        Field("about", "What it is", "choice", options=kinds),
        Field("text", "Your note", "text"),
        Field("happened_on", "The day on which that was", "date", required=False),
        Field("happened_at", "At about what time", "time", required=False),
        Field("who", "Who took part", "line", required=False, longest=300),
    )


def _correct_date(disagreement: Disagreement, at: datetime) -> tuple[Part | Field, ...]:
    return (
        says(
            "Every limit is counted again from the date you give. Nobody is told twice, and a "
            "limit that has passed by then counts against nobody."
        ),
        *_began(disagreement),
        Field(
            "reason", "Why the date was wrong", "text", hint=f"{others_read(disagreement)} this."
        ),
    )


def _own_date(disagreement: Disagreement, at: datetime) -> tuple[Part | Field, ...]:
    return (
        says(
            "Your date stands on the card and on the record, beside that of the side that raised "
            "it. The limits go on being counted from theirs."
        ),
        *_began(disagreement),
        Field("why", "Why, in a sentence (if you like)", "line", required=False, longest=300),
    )


def _began(disagreement: Disagreement) -> tuple[Field, ...]:
    began = times.civil(disagreement.began) if disagreement.began else None
    return (
        Field(
            "began_on",
            "Day on which it began",
            "date",
            initial=began.date().isoformat() if began else "",
        ),
        Field("began_at", "Time", "time", initial=times.clock(began) if began else ""),
    )


def _reopen(disagreement: Disagreement, at: datetime) -> tuple[Part | Field, ...]:
    return (
        says(
            "It keeps its reference and its whole history. What was settled goes on at the next "
            "{stage} of the procedure, if there is one; what was withdrawn, where it stood. "
            "Everybody who was told of it is told.",
            stage=disagreement.procedure.terms.a_stage,
        ),
        Field("reason", "Why it is reopened", "text", hint=f"{all_read(disagreement)} this."),
    )


_FORMS: Mapping[Act, tuple[str, str, Builder]] = {
    Act.VIEW: ("Give our view", "Record", _view),
    Act.DISCUSS: ("Record a discussion", "Record", discussion_form.fields),
    Act.MEET: ("We meet on…", "Save", _meet),
    Act.PROPOSE: ("Propose an agreement", "Propose", act_forms_of_agreeing.propose),
    Act.NOT_APPROVE: ("Do not approve", "Send", _not_approve),
    Act.DISSENT: ("Record dissent", "Record", _dissent),
    Act.NOT_AGREED: ("Not agreed: move up", "Send", _not_agreed),
    Act.MOVE_UP: ("Move up now", "Move up", act_forms_of_moving.fields),
    Act.NOT_ME: ("Not me", "Send", _not_me),
    Act.WITHDRAW: ("Withdraw", "Withdraw", _withdraw),
    Act.OPEN_COPY: ("Open our copy", "Open", _open_copy),
    Act.LINK: ("Link to another", "Link", act_forms_of_two.link),
    Act.UNLINK: ("Remove a link", "Remove", act_forms_of_two.unlink),
    Act.MERGE: ("Raised twice: merge", "Merge", act_forms_of_two.merge),
    Act.BRING_LEAD: ("Bring in to advise", "Bring them in", _bring_lead),
    Act.BRING_AGENCY: ("Bring in another agency", "Bring in", _bring_agency),
    Act.NOTE: ("For our own agency", "Keep this note", _note),
    Act.CORRECT_DATE: ("Correct the date", "Correct", _correct_date),
    Act.OWN_DATE: ("Our date", "Record", _own_date),
    Act.REOPEN: ("Reopen", "Reopen", _reopen),
    Act.NOT_FORWARD: ("Not taken forward", "Send", act_forms_of_moving.not_forward),
    Act.PREFER: ("Choose who is asked", "Choose", act_forms_of_advice.prefer),
    Act.COURSE: ("How it is taken up", "Choose", course_form.fields),
    Act.REFER_OUTSIDE: ("Referred outside", "Record", act_forms_of_ways.outside),
}

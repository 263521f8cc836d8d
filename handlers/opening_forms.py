"""The pages on which somebody writes what differs, with whatever was typed before in them."""

from escalation.ladder import passed_over
from escalation.taking_part.parties import COLLEAGUE, JOINTLY, OTHERS
from escalation.texts.procedure import Procedure
from escalation.words.emergency import emergency, own_words
from escalation.words.forms import LONGEST_CHOICE, Answers, Field, Form, filled_in
from escalation.words.message import Heading, Part, Says, says
from escalation.working_time import times
from handlers import opening_area, opening_asked, opening_named, opening_subject
from handlers.desk import Desk

DRAFT = "open"
SPOKEN = (
    ("yes", "Yes, and we still differ"),
    ("tried", "I have tried and could not reach them"),
    ("no", "Not yet"),
)
_JOINTLY = (
    ("for", "For them: it is their case, and I raise it"),
    ("with", "With them: we raise it together"),
)
KEPT = "Each page is kept for you alone, for seven days, once you press Next."
TITLE = "Raise a difference"
FOR, NOT_FOR = "What this procedure is for", "Goes elsewhere: you are told where"
_CARRIES = {"draft": DRAFT}


def opens(desk: Desk, typed: Answers) -> Form:
    """The first page; where several procedures are in force, the area alone before it."""
    if not opening_area.asked_first(desk):
        return first(desk, typed)
    return filled_in(opening_area.form(desk, TITLE, _CARRIES), typed)


def first(desk: Desk, typed: Answers) -> Form:
    """Where, if that is not known; what about, whom with; and who else there is."""
    area = opening_area.known(desk, typed)
    procedure = desk.procedure(area) if opening_area.asked_first(desk) else desk.in_force()[0]
    fields: tuple[Part | Field, ...] = (
        duty_team(desk, area) if area else emergency(desk.duty_numbers),
        says(KEPT),
        opening_area.stands(desk, procedure, area)
        if area
        else opening_area.field(desk, procedure.terms.child),
        _about(procedure),
        *opening_subject.whom(procedure),
        Field(
            "other",
            f"The {procedure.terms.responder} you differ with",
            "person",
            hint="Their agency is known from the directory.",
            required=False,
        ),
        *opening_named.fields(desk),
        Field("spoken", "Have you spoken with them?", "choice", options=SPOKEN),
        Field("reason_given", "What reason were you given?", "text", required=False, longest=2000),
        *_others(),
        *_together(),
    )
    return filled_in(Form("open_first", TITLE, "Next", fields, _carries(area)), typed)


def second(desk: Desk, procedure: Procedure, typed: Answers, *, sealed: bool = True) -> Form:
    """What differs, when it began, and who it is about, where that is asked."""
    terms, now = procedure.terms_of(typed.get(opening_subject.WHOM, "")), desk.now()
    today = times.civil(now).date().isoformat()
    fields: tuple[Part | Field, ...] = (
        duty_team(desk, typed.get("area", "")),
        own_words(procedure),
        *opening_asked.parts(procedure),
        *((says(opening_subject.NAMES_BELOW),) if sealed else ()),
        Field(
            "differs",
            "What differs",
            "text",
            hint="What they decided or did, and what you would have.",
        ),
        Field("evidence", "What you have seen or know", "text"),
        Field("wanted", "What you ask for", "text"),
        Field(
            "best_interest",
            "Why this is in the best interest",
            "text",
            hint=f"Of the {terms.child}.",
        ),
        Field("began_on", "The day on which the difference began", "date", initial=today),
        Field("began_at", "At about what time", "time", initial=times.clock(now)),
        *_skipping(procedure),
        *(opening_subject.fields(terms) if sealed else ()),
    )
    carries = _carries(typed.get(opening_area.AREA, ""))
    return filled_in(Form("open_second", TITLE, "Preview", fields, carries), typed)


def _carries(area: str) -> Answers:
    """Each page keeps the area that it is for, once that is known, whatever another window chooses."""
    return {**_CARRIES, opening_area.AREA: area} if area else _CARRIES


def _others() -> tuple[Part | Field, ...]:
    """Each of a further agency; whoever is not needed now can be brought in later."""
    label = "Another professional involved (if there is one)"
    further = (Field(id, label, "person", required=False) for id in OTHERS[1:])
    each = says(
        "One professional for each further agency. One can also be brought in later, from the card."
    )
    return (Heading("Others, if there are any"), each, *further)


def _together() -> tuple[Field, ...]:
    return (
        Field(
            COLLEAGUE,
            "Raise it for or with a colleague",
            "person",
            hint="Of your own agency. Both of you are named, and both may act.",
            required=False,
        ),
        Field(JOINTLY, "For them or with them?", "choice", required=False, options=_JOINTLY),
    )


def _skipping(procedure: Procedure) -> tuple[Part | Field, ...]:
    if not procedure.skipping.allowed:
        return ()
    firsts = {stage.id: procedure.tiers.index(stage.tiers[0]) for stage in procedure.stages}
    options = tuple(
        (str(firsts[stage.id]), stage.title[:LONGEST_CHOICE]) for stage in procedure.stages
    )
    return (
        *passed_over.beforehand(procedure),
        Field("start", "Where it starts", "choice", options=options, initial="0"),
        Field(
            "start_reason", "If not at the first stage, why", "text", required=False, longest=1000
        ),
    )


def _about(procedure: Procedure) -> Field:
    """What it is for, anything else last of it; and apart from that, what it is not for."""
    named = sorted(procedure.categories, key=lambda each: each == procedure.anything_else)
    inside = {each.id: each.label for each in named}
    outside = {each.id: each.label for each in procedure.exclusions}
    headings = dict.fromkeys(inside, FOR) | dict.fromkeys(outside, NOT_FOR) if outside else {}
    options = tuple((inside | outside).items())
    return Field("category", "What it is about", "choice", options=options, headings=headings)


def duty_team(desk: Desk, area: str) -> Says:
    """999, and the duty team of the area that was chosen."""
    number = desk.duty_numbers.get(area)
    return emergency({area: number} if number else {})

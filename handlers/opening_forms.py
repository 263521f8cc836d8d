"""The pages on which somebody writes what differs, with whatever was typed before in them."""

from escalation.directory.people import Person
from escalation.taking_part.parties import COLLEAGUE, JOINTLY, OTHERS
from escalation.texts import offered
from escalation.texts.procedure import Procedure
from escalation.words.emergency import emergency, own_words
from escalation.words.forms import Answers, Field, Form, filled_in
from escalation.words.message import Heading, Part, Says, says
from escalation.working_time import times
from handlers import (
    opening_area,
    opening_asked,
    opening_consulted,
    opening_more,
    opening_named,
    opening_subject,
)
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
ANOTHER_AGENCY = "Their agency is known from the directory."
ANOTHER_TEAM = "Of another agency, or of another team of your own; the directory knows which."
TITLE = "Raise a difference"
OWN_AGENCY = "Goes to somebody of your own agency: you are told to whom"
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
        opening_area.stands(desk, procedure, area) if area else opening_area.field(desk),
        *opening_consulted.first(procedure),
        _about(procedure),
        *opening_subject.whom(procedure),
        *opening_more.pressing(procedure),
        Field(
            "other",
            f"The {procedure.terms.responder} you differ with",
            "person",
            hint=ANOTHER_TEAM if procedure.within_one_agency else ANOTHER_AGENCY,
            required=False,
        ),
        *opening_named.fields(desk),
        Field("spoken", "Have you spoken with them?", "choice", options=SPOKEN),
        Field("reason_given", "What reason were you given?", "text", required=False, longest=2000),
        *_others(),
        *_together(),
    )
    return filled_in(Form("open_first", TITLE, "Next", fields, _carries(area)), typed)


def second(
    desk: Desk,
    procedure: Procedure,
    typed: Answers,
    *,
    sealed: bool = True,
    by: Person | None = None,
) -> Form:
    """What differs, when it began, and who it is about, where that is asked."""
    procedure = opening_more.for_it(procedure, typed)
    whom, now = typed.get(opening_subject.WHOM, ""), desk.now()
    terms, unborn = procedure.terms_of(whom), offered.is_unborn(procedure, whom)
    today = times.civil(now).date().isoformat()
    fields: tuple[Part | Field, ...] = (
        duty_team(desk, typed.get("area", "")),
        own_words(procedure),
        *opening_asked.parts(procedure),
        *opening_consulted.parts(procedure, by, desk),
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
            terms.interest,
            "text",
            hint=f"Of the {terms.child}.",
        ),
        Field("began_on", "The day on which the difference began", "date", initial=today),
        Field("began_at", "At about what time", "time", initial=times.clock(now)),
        *opening_more.happened(procedure),
        *opening_more.sooner(procedure),
        *opening_more.skipping(procedure),
        *(opening_subject.fields(terms, unborn=unborn) if sealed else ()),
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


def _about(procedure: Procedure) -> Field:
    """What it is for, anything else last of it; and apart from that, what it is not for, and what is
    another's of one's own agency."""
    named = sorted(procedure.categories, key=lambda each: each == procedure.anything_else)
    inside = {each.id: each.label for each in named}
    outside = {each.id: each.label for each in procedure.exclusions}
    own = {each.id: each.label for each in procedure.other_routes}
    headings = dict.fromkeys(inside, FOR) | dict.fromkeys(outside, NOT_FOR) if outside | own else {}
    headings |= dict.fromkeys(own, OWN_AGENCY)
    options = tuple((inside | outside | own).items())
    return Field("category", "What it is about", "choice", options=options, headings=headings)


def duty_team(desk: Desk, area: str) -> Says:
    """999, and the duty team of the area that was chosen."""
    number = desk.duty_numbers.get(area)
    return emergency({area: number} if number else {})

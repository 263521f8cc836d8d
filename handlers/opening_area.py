"""Where the child lives: the area chooses the procedure, and nobody who raises is asked which."""

from escalation.texts.procedure import Procedure
from escalation.words.emergency import emergency
from escalation.words.forms import Answers, Field, Form
from escalation.words.message import Says, says
from escalation.words.whom import lives_any
from handlers.desk import Desk
from handlers.request import Request

AREA, WORD = "area", "open_where"
WHY = "This comes first: the area chooses the procedure, and what can be raised under it."
GIVEN = "{lives}: {area}. Its procedure: {procedure}."
ELSEWHERE = "If it is another area, close this page and type /escalate again."
NOWHERE_ELSE = "No other area is served here."


def asked_first(desk: Desk) -> bool:
    """Whether the area has a page of its own: where it decides what the next page asks."""
    return len(desk.in_force()) > 1


def form(desk: Desk, title: str, carries: Answers) -> Form:
    """The area alone."""
    parts = (emergency(desk.duty_numbers), says(WHY), field(desk))
    return Form(WORD, title, "Next", parts, carries)


def field(desk: Desk) -> Field:
    """Every area in which a procedure is in force."""
    options = tuple((area, area) for area in desk.procedures)
    return Field(AREA, lives_any(desk.in_force()), "choice", options=options)


def known(desk: Desk, typed: Answers) -> str:
    """The area, where it was asked first or is the only one; nothing, where the first page asks."""
    if len(desk.procedures) == 1:
        return next(iter(desk.procedures))
    return typed.get(AREA, "") if asked_first(desk) else ""


def stands(desk: Desk, procedure: Procedure, area: str) -> Says:
    """Where it is, and under which procedure, where this page does not ask."""
    said = f"{GIVEN} {ELSEWHERE if asked_first(desk) else NOWHERE_ELSE}"
    return says(said, lives=lives_any([procedure]), area=area, procedure=procedure.title)


def carried(request: Request) -> Answers:
    """The area that a page was for, the first or the second: what it offered is that area's, and is
    raised there, whatever another window says."""
    return {AREA: request.carries[AREA]} if AREA in request.carries else {}

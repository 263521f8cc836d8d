"""Good practice is recognised: it is no disagreement, has no stages, and is passed on by a word."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from escalation.directory import reaching
from escalation.directory.people import PARTNERSHIP, Directory, Person, listed
from escalation.directory.seeking import Sought
from escalation.disagreement import NAMED
from escalation.owing import RoleAt
from escalation.refusals import NotNow, Unusable
from escalation.taking_part import one_agency
from escalation.texts.matters import Recognition
from escalation.texts.procedure import Procedure
from escalation.words import forms
from escalation.words.emergency import emergency
from escalation.words.forms import Field, Form
from escalation.words.message import Message, Part, Quote, says
from handlers import looking_again
from handlers.desk import Desk, known
from handlers.request import Reply, Request, Shows, Tells

WORD, AREA, WHOM, WHAT = "thanks", "area", "whom", "what"
NONE = (
    "No procedure in force here has good practice passed on through it. Tell them what they did "
    "well, and their manager; nothing was sent."
)
NOT_THERE = (
    "The procedure in force in {area} does not have good practice passed on through it. Tell them, and "
    "their manager; nothing was sent."
)
NO_DISAGREEMENT = (
    "It is no disagreement: it has no stages, nothing is timed, and nothing is asked of anybody."
)
NOT_KEPT = (
    "Its words stand in these messages and nowhere else; that it was passed on, and by whom, is noted "
    "for the partnership."
)


@dataclass(frozen=True)
class Passed:
    """What is passed on of whom, by whom, and under which text."""

    of: Person
    by: Person
    area: str
    procedure: Procedure
    recognition: Recognition
    words: str


def thanks(desk: Desk, request: Request) -> Reply:
    """The form; and then who is told."""
    desk.person(request)
    where = _where(desk)
    if not request.carries:
        return Shows(forms.filled_in(_form(desk, where), _named(desk, request)))
    return Tells(_pass_on(desk, request, where))


def _where(desk: Desk) -> Mapping[str, Procedure]:
    """Each area whose procedure has good practice passed on; or a refusal where there is none."""
    found = {area: each for area, each in desk.procedures.items() if each.recognition}
    if not found:
        raise NotNow(NONE)
    return found


def _named(desk: Desk, request: Request) -> dict[str, str]:
    whose = known(request, desk.directory()).get("whose", "")
    return {WHOM: whose} if desk.directory().person(whose) else {}


def _form(desk: Desk, where: Mapping[str, Procedure]) -> Form:
    areas = tuple((area, area) for area in where)
    said = dict.fromkeys(each.recognition.words for each in where.values() if each.recognition)
    parts: tuple[Part | Field, ...] = (
        emergency(desk.duty_numbers),
        *(says("{words}", words=words) for words in said),
        says("{what} {kept}", what=NO_DISAGREEMENT, kept=NOT_KEPT),
        Field(AREA, "In which area", "choice", options=areas, initial=_only(areas)),
        Field(WHOM, "Who did well", "person", "A professional of another agency."),
        Field(
            WHAT,
            "What was done well",
            "text",
            hint="They read this, their line manager, and whom the procedure names. Name no child.",
        ),
    )
    return Form(WORD, "Good practice", "Pass it on", parts, {"draft": WORD})


def _only(areas: tuple[tuple[str, str], ...]) -> str:
    return areas[0][0] if len(areas) == 1 else ""


def _pass_on(desk: Desk, request: Request, where: Mapping[str, Procedure]) -> Message:
    passed = _passed(desk, request, where)
    told, untold = _recipients(passed, desk.directory())
    if passed.of not in told:
        raise Unusable(WHOM, f"{passed.of.name} has no account here: tell them yourself.")
    said = {who: _said(desk, passed, who, tuple(told)) for who in told}
    detail = f"{passed.of.id}, {passed.area}"
    desk.store.upkeep.thanks.pass_on(request.act_key, said, passed.by, detail, desk.now())
    return _answer(told, untold)


def _passed(desk: Desk, request: Request, where: Mapping[str, Procedure]) -> Passed:
    person, directory = desk.person(request), desk.directory()
    answers = known(request, directory)
    area = answers.get(AREA, "") or (next(iter(where)) if len(where) == 1 else "")
    procedure = where.get(area)
    if procedure is None or procedure.recognition is None:
        there = area in desk.procedures
        raise Unusable(AREA, NOT_THERE.format(area=area) if there else "Choose the area.")
    of = _professional(answers.get(WHOM, ""), person, directory)
    words = forms.text(answers, WHAT, "Say what was done well.")
    names = (person.name, of.name, *(each.name for each in directory.agencies), *desk.procedures)
    child = procedure.terms.child
    looking_again.look(desk, person, _form(desk, where), answers, child, names)
    return Passed(of, person, area, procedure, procedure.recognition, words)


def _professional(chosen: str, by: Person, directory: Directory) -> Person:
    found = directory.person(chosen)
    if found is None:
        raise Unusable(WHOM, "This person is not in the partnership's directory. Choose another.")
    if found == by:
        raise Unusable(WHOM, "That is you. Choose the professional of another agency.")
    if found.agency == PARTNERSHIP:
        raise Unusable(WHOM, "Choose a professional of an agency; the office is told besides.")
    if one_agency.are_one(found.agency, by.agency, directory):
        raise Unusable(WHOM, "They are of your own agency: tell them, and their manager, yourself.")
    return found


def _recipients(passed: Passed, directory: Directory) -> tuple[dict[Person, str], list[str]]:
    """Everybody who is told, each once, and as what; and of whom nobody can be told here."""
    told: dict[Person, str] = {}
    untold: list[str] = []
    for called, who in _sought(passed, directory):
        if who is None or not who.slack:
            untold.append(f"{called} ({who.name})" if who else called)
        elif who != passed.by:
            told.setdefault(who, called)
    return told, untold


def _sought(passed: Passed, directory: Directory) -> Iterator[tuple[str, Person | None]]:
    yield "themselves", passed.of
    yield "their line manager", _manager(passed, directory)
    for role in passed.recognition.to:
        found = reaching.way(Sought(RoleAt(role, PARTNERSHIP)), directory).person
        yield f"the {passed.procedure.role(role).title}", found


def _manager(passed: Passed, directory: Directory) -> Person | None:
    """Whoever is above them; where the directory does not say, whoever holds the tier above theirs."""
    above = next(iter(directory.line_above(passed.of.id)), None)
    roles = [role for tier in passed.procedure.tiers for role in tier.held_by if role != NAMED]
    held = (directory.holder(role, passed.of.agency, passed.of.id) for role in roles)
    return above or next((each for each in held if each and each != passed.of), None)


def _said(desk: Desk, passed: Passed, who: Person, told: tuple[Person, ...]) -> Message:
    theirs = who == passed.of
    whom = "you" if theirs else f"{passed.of.name} ({_agency(desk, passed.of)})"
    others = listed(each.name for each in told if each != who)
    parts = (
        emergency(desk.duty_numbers),
        says(
            "{by} ({agency}) has passed on what {whom} did well.",
            by=passed.by.name,
            agency=_agency(desk, passed.by),
            whom=whom,
        ),
        Quote("What was done well", passed.words),
        says("{words}", words=passed.recognition.words),
        says("{what} {kept}", what=NO_DISAGREEMENT, kept=NOT_KEPT),
        *((says("It was told to {others} as well.", others=others),) if others else ()),
    )
    return Message("Good practice has been passed on", parts)


def _agency(desk: Desk, person: Person) -> str:
    return desk.directory().agency_name(person.agency)


def _answer(told: Mapping[Person, str], untold: list[str]) -> Message:
    who = listed(f"{each.name} ({called})" for each, called in told.items())
    parts = [
        says("It is passed on to {who}, in their own working time. {kept}", who=who, kept=NOT_KEPT)
    ]
    if untold:
        parts.append(says("Nobody can be told here as {untold}.", untold=listed(untold)))
    return Message("Good practice is passed on", tuple(parts))

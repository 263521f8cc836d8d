"""Whom one differs with, where they cannot be chosen: by work e-mail address, or as a team."""

from contextlib import AbstractContextManager

from escalation.directory.newcomers import added
from escalation.directory.people import Directory, Person
from escalation.refusals import Unusable
from escalation.words.forms import LONGEST_CHOICE, Answers, Field
from handlers.desk import Desk
from handlers.newcomers import named_here, refused_at

OTHER, EMAIL, TEAM = "other", "other_email", "other_team"


def fields(desk: Desk) -> tuple[Field, ...]:
    """The two further ways of saying who it is."""
    directory = desk.directory()
    teams = tuple(
        (team.id, f"{team.name} ({directory.agency_name(team.agency)})"[:LONGEST_CHOICE])
        for team in directory.teams
    )
    email = Field(
        EMAIL,
        "Or their work e-mail address",
        "line",
        hint="Where you cannot choose them: on the domain of an agency of this partnership.",
        required=False,
        longest=200,
    )
    team = Field(
        TEAM,
        "Or their team",
        "choice",
        hint="Where you know no name: the first of it to take it up is asked from then on.",
        required=False,
        options=teams,
    )
    return (email, team) if teams else (email,)


def chosen(typed: Answers, directory: Directory) -> str:
    """The one professional or team that was named, or a refusal where there are two or none."""
    given = _given(typed)
    if not given:
        raise Unusable(OTHER, "Say whom you differ with: choose them, or write their work e-mail.")
    if len(given) > 1:
        raise Unusable(given[-1], "Say it in one way only, and leave the other empty.")
    if given == [EMAIL]:
        person = directory.by_email(typed[EMAIL])
        return person.id if person else typed[EMAIL].strip().casefold()
    return typed[given[0]].strip()


def settled(desk: Desk, typed: Answers, by: str) -> Answers:
    """The same, where an address is of somebody whom the directory has under another: it is they."""
    if _given(typed) != [EMAIL]:
        return typed
    person = named_here(desk, typed[EMAIL], by, EMAIL)
    known = desk.directory().person(person.id)
    return {**typed, EMAIL: "", OTHER: known.id} if known else typed


def at_its_field(typed: Answers) -> AbstractContextManager[None]:
    """Whatever is refused of whoever was named is said at the field in which they were."""
    return refused_at(next(iter(_given(typed)), OTHER), instead_of=OTHER)


def newcomers(desk: Desk, typed: Answers, by: str) -> tuple[Person, ...]:
    """Whoever was named by e-mail and is not in the directory yet; or why that cannot be."""
    email = typed.get(EMAIL, "").strip()
    if not email:
        return ()
    person = named_here(desk, email, by, EMAIL)
    return () if desk.directory().person(person.id) else (person,)


def with_newcomers(desk: Desk, typed: Answers, by: str) -> Directory:
    """The directory as it will be once this is raised."""
    return added(desk.directory(), *newcomers(desk, typed, by))


def _given(typed: Answers) -> list[str]:
    return [field for field in (OTHER, EMAIL, TEAM) if typed.get(field, "").strip()]

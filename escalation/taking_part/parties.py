"""Who a disagreement is between: a professional of each agency, and whoever raises it jointly."""

from collections.abc import Sequence
from dataclasses import replace
from typing import get_args

from escalation.directory.cover import Team
from escalation.directory.people import PARTNERSHIP, Directory, Person
from escalation.disagreement import NAMED
from escalation.particulars import Jointly, Side
from escalation.refusals import NotYours, Unusable

OTHERS = ("other", "other_2", "other_3", "other_4")
COLLEAGUE, JOINTLY = "colleague", "jointly"

_UNKNOWN = (
    "This person is not in the partnership's directory. "
    "Choose somebody who is, or ask for them to be added."
)


def parties(chosen: Sequence[str], by: str, directory: Directory) -> tuple[Person | Team, ...]:
    """The raiser and a professional of each other agency, in the order asked; or a refusal.

    The first of those chosen is needed; of the others, whoever is named.
    """
    raiser = _raiser(by, directory)
    found: list[Person | Team] = [raiser]
    for field, person in zip(OTHERS, chosen, strict=False):
        if person or field == OTHERS[0]:
            found.append(_other(field, person, found, directory))
    return (raiser, *found[1:])


def sides(
    chosen: Sequence[str], joint: tuple[str, str], by: str, directory: Directory
) -> tuple[Side, ...]:
    """A side for each of them, the one that raised it first."""
    _, *others = parties(chosen, by, directory)
    raiser = _raiser(by, directory)
    beside, jointly = together(joint, raiser, directory)
    raising = side(raiser, directory)
    if beside is not None:
        raising = _jointly(raising, beside, jointly, directory)
    return (raising, *(side(other, directory) for other in others))


def together(
    joint: tuple[str, str], raiser: Person, directory: Directory
) -> tuple[Person | None, Jointly]:
    """The colleague for or with whom it is raised, and which; or a refusal (R-003-41, R-003-44)."""
    chosen, how = joint
    if not chosen:
        return None, ""
    person = directory.person(chosen)
    if chosen == raiser.id:
        raise Unusable(COLLEAGUE, "That is you. Choose a colleague, or leave this empty.")
    if person is None:
        raise Unusable(COLLEAGUE, _UNKNOWN)
    if person.agency != raiser.agency:
        raise Unusable(
            COLLEAGUE,
            "This person is of another agency. Choose a colleague of your own agency, "
            "and name the professionals of other agencies above.",
        )
    wanted: dict[str, Jointly] = {each: each for each in get_args(Jointly) if each}
    if how not in wanted:
        raise Unusable(JOINTLY, "Say whether you raise it for them or with them.")
    return person, wanted[how]


def side(named: Person | Team, directory: Directory) -> Side:
    """The side for which somebody is the named professional, or a team is until one of it has it."""
    agency = directory.agency(named.agency)
    begun = Side(
        named.agency,
        called(named.agency, directory),
        named.id,
        named.name,
        type=agency.type if agency else "",
    )
    if isinstance(named, Team):
        return replace(begun, members=tuple(each.id for each in asked_of(named, directory)))
    unknown = not named.manager and (bool(named.named_by) or not _has_managers(named, directory))
    return replace(begun, practitioner_phone=named.phone, asks_manager=unknown)


def called(agency: str, directory: Directory) -> str:
    """What an agency is called; a team of one with the name of that, unless its own name says it."""
    name, whole = directory.agency_name(agency), directory.part_of(agency)
    of = directory.agency_name(whole) if whole else ""
    return name if of.casefold() in name.casefold() else f"{name}, {of}"


def asked_of(team: Team, directory: Directory) -> tuple[Person, ...]:
    """Whoever of a team is on duty; where nobody is, all of it. Nobody who is away, if others are not."""
    everybody = (directory.person(each.person) for each in directory.shifts if each.team == team.id)
    found = directory.on_duty(team.id) or tuple(dict.fromkeys(each for each in everybody if each))
    there = tuple(each for each in found if not directory.away(each))
    return there or found


def _has_managers(person: Person, directory: Directory) -> bool:
    """Whether anybody at all holds a role above the professionals at somebody's agency."""
    return any(
        post.agency == person.agency and post.role != NAMED and post.person != person.id
        for post in directory.posts
    )


def _jointly(raising: Side, beside: Person, jointly: Jointly, directory: Directory) -> Side:
    """Both stand named; the managers asked are those of the worker, never of the worker's manager."""
    above = {person.id for person in directory.line_above(beside.id)}
    lower = jointly == "for" or raising.practitioner in above
    return Side(
        raising.agency,
        raising.name,
        raising.practitioner,
        raising.practitioner_name,
        line=beside.id if lower else "",
        practitioner_phone=raising.practitioner_phone,
        colleague=beside.id,
        colleague_name=beside.name,
        jointly=jointly,
        type=raising.type,
    )


def _raiser(by: str, directory: Directory) -> Person:
    if (raiser := directory.person(by)) is None:
        raise NotYours(
            "You are not in the partnership's directory, so nothing can be raised in your name yet. "
            "Your safeguarding lead can have you added."
        )
    return raiser


def _other(
    field: str, chosen: str, found: Sequence[Person | Team], directory: Directory
) -> Person | Team:
    """One more professional, of an agency that is not named yet."""
    raiser, *named = found
    empty = "" if field == OTHERS[0] else ", or leave this empty"
    if chosen == raiser.id:
        raise Unusable(field, f"That is you. Choose the professional you differ with{empty}.")
    if (person := directory.person(chosen) or directory.team(chosen)) is None:
        raise Unusable(field, _UNKNOWN)
    if isinstance(person, Team) and not asked_of(person, directory):
        raise Unusable(field, f"Nobody is in {person.name} at present. Name somebody instead.")
    if PARTNERSHIP in (raiser.agency, person.agency):
        raise Unusable(
            field,
            "The partnership's own office takes no side. "
            f"Choose the professional you differ with{empty}.",
        )
    if person.agency == raiser.agency:
        raise Unusable(
            field,
            "This procedure is for a difference between agencies. "
            "A difference inside one agency goes to your own line manager.",
        )
    if person in named:
        raise Unusable(field, f"{person.name} is named above. Choose somebody else{empty}.")
    if before := next((each for each in named if each.agency == person.agency), None):
        raise Unusable(
            field,
            f"{before.name} is named above for the same agency. "
            f"Choose a professional of a further agency{empty}.",
        )
    return person

"""Whether one disagreement can be merged into another, and who is brought along."""

from collections.abc import Iterable

from escalation import questions, rights
from escalation.disagreement import Disagreement, Joined
from escalation.owing import Recipient, To
from escalation.people import Directory, Person, names
from escalation.permissions import Act
from escalation.refusals import NotNow, Unusable


def check(*, ending: Disagreement, going_on: Disagreement) -> None:
    """Two that are open, between the same agencies, under the same procedure; or why not."""
    if ending.reference == going_on.reference:
        raise Unusable("other", "This is the same one. Give the reference of the other.")
    questions.open_(ending)
    questions.open_(going_on)
    _alike(ending, going_on)
    if going_on.reference in ending.merged_in:
        raise NotNow(
            f"{going_on.reference} is being merged into {ending.reference} already. "
            "Read their threads first. Nothing has changed."
        )


def joining(
    ending: Disagreement, going_on: Disagreement, directory: Directory
) -> tuple[Joined, ...]:
    """Whoever is named in the one that ends and may not yet read the other, each once.

    Whose access to the other has ended stays out of it.
    """
    found: dict[str, Joined] = {}
    for agency, role, who in _people(ending):
        for person in rights.standing(who, ending, directory)[:1]:
            if person.id in going_on.cut:
                continue
            if not rights.may(person.id, Act.READ, going_on, directory):
                _of_an_involved_agency(person, who, ending, going_on)
                found.setdefault(person.id, Joined(ending.reference, agency, role, who))
    return tuple(found.values())


def staying_out(
    ending: Disagreement, going_on: Disagreement, directory: Directory
) -> tuple[Recipient, ...]:
    """Those of the one that ends whose access to the other has ended."""
    return tuple(
        who
        for who in ending.everybody_told()
        if any(each.id in going_on.cut for each in rights.standing(who, ending, directory)[:1])
    )


def told_only_here(
    ending: Disagreement, going_on: Disagreement, directory: Directory
) -> tuple[Recipient, ...]:
    """Those of the one that goes on who do not hear of it by the other's end."""
    there = {
        person.id
        for who in ending.everybody_told()
        for person in rights.standing(who, ending, directory)[:1]
    }
    return tuple(
        who
        for who in going_on.everybody_told()
        if not there.intersection(each.id for each in rights.standing(who, going_on, directory)[:1])
    )


def _alike(ending: Disagreement, going_on: Disagreement) -> None:
    both = f"{ending.reference} and {going_on.reference}"
    if set(ending.agencies) != set(going_on.agencies):
        raise NotNow(
            f"{both} are not between the same agencies, so neither can take the other's place: "
            "an agency would lose its part in it. Link them instead. Nothing has changed."
        )
    if ending.procedure.id != going_on.procedure.id:
        raise NotNow(
            f"{both} were raised under different procedures, whose stages and limits differ, so "
            "neither can take the other's place. Link them instead. Nothing has changed."
        )


def _people(disagreement: Disagreement) -> Iterable[tuple[str, str, Recipient]]:
    """For which agency, and as what, everybody who was told stands."""
    for tier in sorted({0, *(told.tier for told in disagreement.told)}):
        for agency in disagreement.agencies:
            for role, who in disagreement.posts(tier, agency):
                yield agency, role, who
    for agency, roles in disagreement.advisers.items():
        yield from ((agency, role, disagreement.adviser(role, agency)) for role in roles)
    yield from ((each.agency, each.role, each.who) for each in disagreement.joined)


def _of_an_involved_agency(
    person: Person, who: Recipient, ending: Disagreement, going_on: Disagreement
) -> None:
    """A role is held for its agency by whoever holds it; somebody named must still work for one."""
    if isinstance(who, To) and person.agency not in going_on.agencies:
        raise NotNow(
            f"{names([person])} is named in {ending.reference} and no longer works for an agency "
            f"of {going_on.reference}, so they cannot be brought into it. Have them hand it on "
            "with Not me first. Nothing has changed."
        )

"""Whether one disagreement can be merged into another, and who is brought along."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from escalation import questions, rights
from escalation.directory.people import PARTNERSHIP, Directory, Person, names
from escalation.disagreement import Disagreement, Joined
from escalation.entries import Actor
from escalation.meetings import convening
from escalation.owing import Recipient, RoleAt, To
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
) -> Mapping[Joined, Person]:
    """Whoever is named in the one that ends and may not yet read the other, each once.

    Whose access to the other has ended stays out of it.
    """
    found: dict[str, tuple[Joined, Person]] = {}
    for agency, role, who in _people(ending):
        person = _asked(who, ending, directory)
        if person is None or person.id in going_on.cut:
            continue
        if not rights.may(person.id, Act.READ, going_on, directory):
            _of_an_involved_agency(person, who, ending, going_on)
            joined = Joined(ending.reference, agency, role, who)
            found.setdefault(person.id, (joined, person))
    return dict(found.values())


def with_joined(disagreement: Disagreement, joined: tuple[Joined, ...]) -> Disagreement:
    """These are at work on it too."""
    return replace(disagreement, joined=(*disagreement.joined, *joined))


def staying_out(
    ending: Disagreement, going_on: Disagreement, directory: Directory
) -> Mapping[Recipient, Person]:
    """Those of the one that ends whose access to the other has ended."""
    asked = ((who, _asked(who, ending, directory)) for who in ending.everybody_told())
    return {who: person for who, person in asked if person and person.id in going_on.cut}


def told_only_here(
    ending: Disagreement, going_on: Disagreement, directory: Directory
) -> tuple[Recipient, ...]:
    """Those of the one that goes on who do not hear of it by the other's end."""
    there = {_asked(who, ending, directory) for who in ending.everybody_told()}
    here = {who: _asked(who, going_on, directory) for who in going_on.everybody_told()}
    return tuple(who for who, person in here.items() if person is None or person not in there)


def raisers(disagreement: Disagreement) -> tuple[Actor, ...]:
    """Whoever raised it, and whoever raised what was merged into it: each for their own agency."""
    raiser = disagreement.raiser
    if raiser is None:
        return ()
    beside = (
        replace(raiser, person=side.colleague, name=side.colleague_name)
        for side in disagreement.sides
        if side.colleague
    )
    before = (each for people in disagreement.raised_too.values() for each in people)
    return (raiser, *beside, *before)


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


def _asked(who: Recipient, disagreement: Disagreement, directory: Directory) -> Person | None:
    """Who is asked as a recipient now."""
    return next(iter(rights.standing(who, disagreement, directory)), None)


def _people(disagreement: Disagreement) -> Iterable[tuple[str, str, Recipient]]:
    """For which agency, and as what, everybody who was told stands."""
    for tier in sorted({0, *(told.tier for told in disagreement.told)}):
        for agency in (*disagreement.agencies, PARTNERSHIP):
            for role, who in disagreement.posts(tier, agency):
                yield agency, role, who
    for agency, roles in disagreement.advisers.items():
        yield from ((agency, role, disagreement.adviser(role, agency)) for role in roles)
    yield from ((each.agency, each.role, each.who) for each in disagreement.joined)
    called = (who for who in convening.brought_in(disagreement) if isinstance(who, RoleAt))
    yield from ((who.agency, who.role, who) for who in called)


def _of_an_involved_agency(
    person: Person, who: Recipient, ending: Disagreement, going_on: Disagreement
) -> None:
    """A role is held for its agency by whoever holds it; somebody named must still work for one."""
    if isinstance(who, To) and person.agency not in (*going_on.agencies, PARTNERSHIP):
        raise NotNow(
            f"{names([person])} is named in {ending.reference} and no longer works for an agency "
            f"of {going_on.reference}, so they cannot be brought into it. Have them hand it on "
            "with Not me first. Nothing has changed."
        )

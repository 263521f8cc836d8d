"""Whoever holds a role in the demo that none of its people holds, so that each tier has somebody."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from escalation.directory.people import PARTNERSHIP, Agency, Directory, Person, Post, listed
from escalation.texts.procedure import Procedure

BEGINS = "pretended-"
FIRST_NUMBER = 400  # 0118 496 0400 and on: of those that are kept free for made-up people
ADDED = (
    "Pretended people were added at {places}, for the roles that none of the demo's own people holds: "
    "{roles}."
)


def filled(who: Directory, shipped: Directory, procedures: Iterable[Procedure]) -> Directory:
    """A directory of the demo's own people, with a holder for each role of these that it has none for.

    What one of the people as they ship holds is left alone: somebody may have taken it from them.
    """
    if not {each.id for each in shipped.people} <= {each.id for each in who.people}:
        return who
    found = [
        (agency, role, title)
        for agency in shipped.agencies
        for role, title in _roles(agency, procedures).items()
        if not shipped.holders(role, agency.id) and not who.holders(role, agency.id)
    ]
    people = tuple(_people(found, who, shipped))
    posts = tuple(Post(_id(role, agency), role, agency.id) for agency, role, _ in found)
    return replace(who, people=(*who.people, *people), posts=(*who.posts, *posts))


def said(who: Directory, procedures: Iterable[Procedure]) -> Iterator[str]:
    """Who was added where, and for which roles; nothing where nobody was."""
    titles = {role.id: role.title for each in procedures for role in each.roles.values()}
    places = {each.id: each.name for each in who.agencies}
    posts = [each for each in who.posts if each.person.startswith(BEGINS) and each.role in titles]
    of: dict[str, list[str]] = {}
    for each in posts:
        of.setdefault(titles[each.role], []).append(places[each.agency])
    for names in dict.fromkeys(map(tuple, of.values())):
        held = "; ".join(title for title, at in of.items() if tuple(at) == names)
        yield ADDED.format(places=listed(names), roles=held)


def _roles(agency: Agency, procedures: Iterable[Procedure]) -> dict[str, str]:
    """Each role that somebody holds there, with what people read."""
    of = "partnership" if agency.id == PARTNERSHIP else "agency"
    every = (role for each in procedures for role in each.roles.values())
    return {role.id: role.title for role in every if role.of == of}


def _people(
    found: list[tuple[Agency, str, str]], who: Directory, shipped: Directory
) -> Iterator[Person]:
    """One for each role; each stands in for the one before, or somebody who ships does."""
    number = FIRST_NUMBER + sum(each.id.startswith(BEGINS) for each in who.people)
    for agency, of_it in groupby(found, key=lambda each: each[0]):
        here = list(of_it)
        already = [each.id for each in shipped.people if each.agency == agency.id][-1]
        after = [_id(role, agency) for _, role, _ in here[1:]]
        for (_, role, title), deputy in zip(here, [*after, already], strict=True):
            yield _person(agency, role, title, deputy, number)
            number += 1


def _person(agency: Agency, role: str, title: str, deputy: str, number: int) -> Person:
    id = _id(role, agency)
    domain = next(iter(agency.domains), "partnership.example")
    return Person(
        id,
        f"Pretended {title}",
        agency.id,
        email=f"{id}@{domain}",
        slack=f"U0{id.upper().replace('-', '').replace('_', '')}",
        deputy=deputy,
        phone=f"0118 496 {number:04}",
    )


def _id(role: str, agency: Agency) -> str:
    return f"{BEGINS}{role.replace('_', '-')}-{agency.id}"

"""Those who are not in the directory: named by a work e-mail address on an agency's known domain."""

import re
from dataclasses import replace

from escalation.directory.people import PARTNERSHIP, Directory, Person, Post
from escalation.refusals import Stale, Unusable

TAKEN = (
    "Somebody is in the directory under this account already, with another address. Nothing has "
    "changed: please try again, or choose them by name."
)
EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>]+")


def named(email: str, by: str, directory: Directory, field: str, name: str = "") -> Person:
    """Whoever has this address: as they are known, or else as somebody has just named them."""
    address = email.strip().strip("<>").removeprefix("mailto:")
    if not EMAIL.fullmatch(address):
        raise Unusable(field, "This is not an e-mail address. Write it as jo.lee@agency.example.")
    if known := directory.by_email(address):
        return known
    agency = directory.agency_of_domain(address)
    if agency is None or agency.id == PARTNERSHIP:
        raise Unusable(
            field,
            "No agency of this partnership uses that domain, so nobody there can be told. Check the "
            "address, choose somebody else of that agency, or ask the Business Manager to add it.",
        )
    return Person(
        id=address.casefold(),
        name=name or _name(address),
        agency=agency.id,
        email=address,
        named_by=by,
    )


def the_same(known: Person, named: Person, field: str) -> Person:
    """Whoever has that account already, named by an address that the directory does not have of them."""
    if known.agency != named.agency:
        raise Unusable(
            field,
            "The directory has whoever has this address at another agency than that of the address. "
            "Choose them by name, or ask the Business Manager to put the directory right.",
        )
    return known


def added(directory: Directory, *newcomers: Person) -> Directory:
    """The directory with these in it; whoever is in it already stays as they are, under their own ID."""
    new: list[Person] = []
    taken = {each.slack for each in directory.people if each.slack}
    for each in newcomers:
        if directory.person(each.id) is None:
            if each.slack in taken:
                raise Stale(TAKEN)
            taken |= {each.slack} - {""}
            new.append(each)
    return replace(directory, people=(*directory.people, *new)) if new else directory


def managed(directory: Directory, person: str, manager: str, roles: tuple[str, ...]) -> Directory:
    """Remembered: whose manager somebody is, where no other is known; and that they hold these roles.

    Without the roles a line does not lead to them. They come last of those who hold one for the
    agency: whoever is asked where no line leads to a holder stays whoever it was.
    """
    found, above = directory.person(person), directory.person(manager)
    if found is None or above is None or found.manager not in ("", manager):
        return directory
    people = tuple(
        replace(each, manager=manager) if each.id == person else each for each in directory.people
    )
    held = {(post.role, post.agency) for post in directory.posts if post.person == manager}
    posts = tuple(
        Post(manager, role, found.agency) for role in roles if (role, found.agency) not in held
    )
    return replace(directory, people=people, posts=(*directory.posts, *posts))


def _name(address: str) -> str:
    """Jo Lee, of jo.lee@agency.example: until the directory says more."""
    words = re.split(r"[._-]+", address.partition("@")[0])
    return " ".join(word.capitalize() for word in words if word) or address

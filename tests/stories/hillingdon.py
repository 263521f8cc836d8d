"""The demo's people as Hillingdon's protocol names them, and an installation in which it is in force."""

from dataclasses import replace

from bot import procedures
from escalation.directory.people import Directory, Person, Post
from tests.stories import wider
from tests.stories.conftest import Partnership

OFFICE = {
    "Una Wells": "implementation_unit",
    "Cass Hope": "child_board_chair",
    "Adam Pryce": "adult_board_chair",
    "Ellis Gray": "executive_leadership_group",
}
HELD = {
    "Jo": "supervisor",
    "Tom": "supervisor",
    "Owen": "operations_manager",
    "Marcus": "operations_manager",
}


def people() -> Directory:
    """The demo's people and somebody of the police, with whom this protocol names besides."""
    known = wider.people()
    office = [
        Person(_id(name), name, "partnership", slack=f"U0{name.split()[0].upper()}")
        for name in OFFICE
    ]
    posts = [Post(_id(name), role, "partnership") for name, role in OFFICE.items()]
    for person in known.people:
        if role := HELD.get(person.name.split()[0]):
            posts.append(Post(person.id, role, person.agency))
    return replace(known, people=(*known.people, *office), posts=(*known.posts, *posts))


def in_force(partnership: Partnership) -> Partnership:
    """It is the only procedure of the only area."""
    found = next(each for each in procedures.every() if each.id == "hillingdon-undated")
    desk = replace(partnership.app.desk, procedures={"Hillingdon": found})
    object.__setattr__(partnership.app, "desk", desk)
    return partnership


def _id(name: str) -> str:
    return name.lower().replace(" ", "-")

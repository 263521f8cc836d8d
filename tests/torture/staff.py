"""Everybody in the directory of the town: the demo's people, and three more agencies beside theirs."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot import demo
from escalation.directory.people import Agency, Directory, Person, Post

AGENCIES = (
    Agency("school", "Castle School", "school"),
    Agency("police", "Thames Valley Police", "police"),
    Agency("probation", "Reading Probation", "probation"),
)
LADDER = (
    ("line_manager",),
    ("next_manager",),
    ("senior_manager", "operational_senior_manager"),
    ("departmental_head",),
)
BESIDE = ("safeguarding_lead", "designated_professional")
PROFESSIONALS = 3
NAMES = (
    "Ada",
    "Ben",
    "Cora",
    "Dan",
    "Edie",
    "Finn",
    "Gwen",
    "Hugo",
    "Iris",
    "Jack",
    "Kate",
    "Liam",
    "Maya",
    "Ned",
    "Olga",
    "Phil",
    "Rosa",
    "Seth",
    "Tara",
    "Umar",
    "Vera",
    "Will",
    "Xena",
    "Yann",
    "Zara",
    "Abel",
    "Beth",
)


@dataclass(frozen=True)
class Staff:
    """The people of one agency, by what they are in a disagreement."""

    agency: str
    professionals: tuple[str, ...]
    ladder: tuple[str, ...]


def directory() -> Directory:
    """Who is who."""
    names, found = iter(NAMES), demo.people()
    for agency in AGENCIES:
        found = _joined(found, agency, names)
    return found


def staff() -> tuple[Staff, ...]:
    """The agencies that the crowd is of; the demo's own are left to the Easter story."""
    return tuple(
        Staff(
            agency.id,
            tuple(_id(agency, "practitioner", n) for n in range(PROFESSIONALS)),
            tuple(_id(agency, rung[0]) for rung in LADDER),
        )
        for agency in AGENCIES
    )


def _joined(found: Directory, agency: Agency, names: Iterator[str]) -> Directory:
    managers = [_person(agency, rung[0], names) for rung in LADDER]
    managers = [
        replace(each, manager=above.id if above else "")
        for each, above in zip(managers, [*managers[1:], None], strict=True)
    ]
    below = [
        replace(_person(agency, "practitioner", names, n), manager=managers[0].id)
        for n in range(PROFESSIONALS)
    ]
    beside = [_person(agency, role, names) for role in BESIDE]
    held = [
        *((each, ("practitioner",)) for each in below),
        *zip(managers, LADDER, strict=True),
        *((each, (role,)) for each, role in zip(beside, BESIDE, strict=True)),
    ]
    posts = tuple(Post(each.id, role, agency.id) for each, roles in held for role in roles)
    people = tuple(each for each, _ in held)
    return Directory((*found.agencies, agency), (*found.people, *people), (*found.posts, *posts))


def _person(agency: Agency, role: str, names: Iterator[str], number: int | None = None) -> Person:
    first, id = next(names), _id(agency, role, number)
    return Person(
        id,
        f"{first} {agency.name.split()[-1]}",
        agency.id,
        email=f"{id}@{agency.id}.example",
        slack=f"U0{first.upper()}",
        phone="0118 496 0400",
    )


def _id(agency: Agency, role: str, number: int | None = None) -> str:
    return f"{agency.id}-{role}" + ("" if number is None else f"-{number}")

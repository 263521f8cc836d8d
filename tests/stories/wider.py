"""The demo's two agencies, and beside them the police and a school, every tier of each."""

from bot import demo
from escalation.directory.people import Agency, Directory, Person, Post

FURTHER = (
    ("Pat Quinn", "police", "practitioner", "Lou Marsh"),
    ("Lou Marsh", "police", "line_manager", "Gil Stone"),
    ("Gil Stone", "police", "next_manager", "Eve Barr"),
    ("Eve Barr", "police", "senior_manager", "Ned Cole"),
    ("Ned Cole", "police", "departmental_head", ""),
    ("Val Hunt", "police", "safeguarding_lead", ""),
    ("Ida Frame", "school", "practitioner", "Roy Banks"),
    ("Roy Banks", "school", "line_manager", "Gwen Field"),
    ("Gwen Field", "school", "next_manager", "Kit Lowe"),
    ("Kit Lowe", "school", "senior_manager", "Joy Dean"),
    ("Joy Dean", "school", "departmental_head", ""),
    ("Meg Birch", "school", "safeguarding_lead", ""),
)
AGENCIES = (
    Agency("police", "Thames Valley Police", "police"),
    Agency("school", "Hill Primary School", "school"),
)


def people() -> Directory:
    """Four agencies and the partnership's office."""
    known = demo.people()
    return Directory(
        (*known.agencies, *AGENCIES),
        (*known.people, *(_person(number, *each) for number, each in enumerate(FURTHER))),
        (*known.posts, *(Post(_id(name), role, agency) for name, agency, role, _ in FURTHER)),
    )


def _person(number: int, name: str, agency: str, role: str, manager: str) -> Person:
    first = name.split()[0]
    return Person(
        _id(name),
        name,
        agency,
        email=f"{first.lower()}@{agency}.example",
        slack=f"U0{first.upper()}",
        manager=_id(manager) if manager else "",
        phone=f"0118 496 04{number:02}",
    )


def _id(name: str) -> str:
    return name.lower().replace(" ", "-")

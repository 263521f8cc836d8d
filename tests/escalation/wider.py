"""A wider partnership: the two agencies of the story, the police and a school, every tier of each."""

from dataclasses import replace
from typing import Any

from escalation.directory.people import Agency, Directory, Person, Post
from tests.escalation.story import DIRECTORY, Story

FURTHER = (
    ("pat", "Pat Quinn", "police", "practitioner", "lou"),
    ("lou", "Lou Marsh", "police", "line_manager", "gil"),
    ("gil", "Gil Stone", "police", "next_manager", "eve"),
    ("eve", "Eve Barr", "police", "senior_manager", "ned"),
    ("ned", "Ned Cole", "police", "departmental_head", ""),
    ("val", "Val Hunt", "police", "safeguarding_lead", ""),
    ("ida", "Ida Frame", "school", "practitioner", "roy"),
    ("roy", "Roy Banks", "school", "line_manager", "una"),
    ("una", "Una Field", "school", "next_manager", "kit"),
    ("kit", "Kit Lowe", "school", "senior_manager", "joy"),
    ("joy", "Joy Dean", "school", "departmental_head", ""),
    ("meg", "Meg Birch", "school", "safeguarding_lead", ""),
)
WIDER = Directory(
    (*DIRECTORY.agencies, Agency("school", "Hill School", "school")),
    (
        *(replace(each, phone="0118 496 0101") for each in DIRECTORY.people if each.id != "pat"),
        *(Person(id, name, agency, manager=manager) for id, name, agency, _, manager in FURTHER),
    ),
    (
        *(post for post in DIRECTORY.posts if post.person != "pat"),
        *(Post(id, role, agency) for id, _, agency, role, _ in FURTHER),
    ),
)
BEGAN = "Thursday 2026-04-02 15:00"


def raised_between(*further: str, **said: Any) -> Story:
    """Sam raises it with Priya, and with whoever else is named."""
    return Story(directory=WIDER).raised(BEGAN, further=further, **said)

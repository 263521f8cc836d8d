"""Hillingdon's protocol, and the people whom it asks: about a child, or about an adult."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from escalation.directory.people import Directory, Person
from escalation.directory.people import Post as Holds
from escalation.texts.procedure import read
from tests.escalation.story import DIRECTORY, Story

FILE = Path(__file__).parents[2] / "procedures" / "hillingdon-undated.yml"
HILLINGDON = read(FILE.read_text(encoding="utf-8"), FILE.name)
RAISED = "Wednesday 2026-09-02 10:00"
MORE = (
    ("jo", "supervisor", "health"),
    ("tom", "supervisor", "care"),
    ("owen", "operations_manager", "health"),
    ("marcus", "operations_manager", "care"),
    ("clare", "partnership_representative", "health"),
    ("leila", "partnership_representative", "care"),
    ("pat", "partnership_representative", "police"),
    ("una", "implementation_unit", "partnership"),
    ("cass", "child_board_chair", "partnership"),
    ("adam", "adult_board_chair", "partnership"),
    ("elg", "executive_leadership_group", "partnership"),
)
OFFICE = (
    Person("una", "Una Wells", "partnership"),
    Person("cass", "Cass Hope", "partnership"),
    Person("adam", "Adam Pryce", "partnership"),
    Person("elg", "Ellis Gray", "partnership"),
)
PEOPLE: Directory = replace(
    DIRECTORY,
    people=(*DIRECTORY.people, *OFFICE),
    posts=(*DIRECTORY.posts, *(Holds(id, role, of) for id, role, of in MORE)),
)


def hillingdon(subject: str = "child", directory: Directory = PEOPLE, **said: Any) -> Story:
    """Sam of Health differs with Priya of Social Care, in Hillingdon."""
    story = Story(procedure=HILLINGDON, directory=directory)
    return story.raised(RAISED, area="Hillingdon", category="levels-of-need", whom=subject, **said)

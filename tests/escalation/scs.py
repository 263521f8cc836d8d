"""Specialist Children's Services: its procedure, in an area, and the people whom it asks."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from escalation.directory.people import Directory, Person
from escalation.directory.people import Post as Holds
from escalation.texts.procedure import read
from tests.escalation.story import DIRECTORY, Story

FILE = Path(__file__).parents[2] / "procedures" / "specialist-childrens-services-undated.yml"
AREA = "Anytown"
SCS = replace(read(FILE.read_text(encoding="utf-8"), FILE.name), areas=(AREA,))
RAISED = "Wednesday 2026-09-02 10:00"
# Whom this procedure names besides those of the other one, and for whom.
MORE = (
    ("mina", "second_tier_manager", "health"),
    ("helen", "second_tier_manager", "care"),
    ("hana", "head_of_safeguarding", "partnership"),
    ("cal", "caf_tac_officer", "partnership"),
    ("taf", "team_around_the_family", "partnership"),
    ("chas", "board_chair", "partnership"),
)
OFFICE = (
    Person("hana", "Hana Cole", "partnership"),
    Person("cal", "Cal Finch", "partnership"),
    Person("taf", "Tess Field", "partnership"),
    Person("chas", "Chas Ford", "partnership"),
)
PEOPLE: Directory = replace(
    DIRECTORY,
    people=(*DIRECTORY.people, *OFFICE),
    posts=(*DIRECTORY.posts, *(Holds(id, role, of) for id, role, of in MORE)),
)


def scs(category: str = "threshold", directory: Directory = PEOPLE, **said: Any) -> Story:
    """Sam of Health differs with Priya of Social Care, in the area of this procedure."""
    story = Story(procedure=SCS, directory=directory)
    return story.raised(RAISED, area=AREA, category=category, **said)

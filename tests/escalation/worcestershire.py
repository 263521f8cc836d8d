"""Worcestershire: its procedure, and the people whom it asks."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from escalation.acts import climb, convene, report
from escalation.directory.people import Directory
from escalation.directory.people import Post as Holds
from escalation.texts.procedure import read
from tests.escalation.story import DIRECTORY, Story

FILE = Path(__file__).parents[2] / "procedures" / "worcestershire-wscb-undated.yml"
WORCESTERSHIRE = read(FILE.read_text(encoding="utf-8"), FILE.name)
AREA = "Worcestershire"
RAISED = "Friday 2026-09-18 16:30"
WHY = {"reason": "MARKER"}
ON = {"meet_on": "2026-09-24", "meet_at": "10:00", "chair": "pat"}
HELD = {
    "held_on": "2026-09-24",
    "held_at": "10:00",
    "who": "MARKER Ruth and Anne",
    "outcome": "none",
    "decision": "MARKER no way forward",
}
PEOPLE: Directory = replace(
    DIRECTORY,
    posts=(
        *DIRECTORY.posts,
        Holds("ruth", "board_member", "health"),
        Holds("anne", "board_member", "care"),
    ),
)


def worcestershire(directory: Directory = PEOPLE, **said: Any) -> Story:
    """Sam of Health differs with Priya of Social Care about a referral, on a Friday afternoon."""
    story = Story(procedure=WORCESTERSHIRE, directory=directory)
    return story.raised(RAISED, **{"area": AREA, "category": "referral", **said})


def at_stage_4() -> Story:
    """Somebody has moved it to the WSCB members, with a reason; what was said so far is looked at."""
    return worcestershire().does(climb.move_up, "sam", answers={"tier": "3", **WHY}).forgets()


def referred() -> Story:
    """The member for the organisation that raised it has referred it to the WSCB Manager."""
    return at_stage_4().does(report.report, "ruth", question="report:s4")


def called() -> Story:
    """The WSCB Manager has called the meeting, with a chair of the police."""
    return referred().does(convene.call_meeting, "bea", question="convene:s4", answers=ON)

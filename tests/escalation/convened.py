"""A disagreement at the stage of the formal meeting, with people to be called to it and to chair it."""

from dataclasses import replace

from escalation.acts import climb
from escalation.directory.people import Agency, Person, Post
from escalation.texts.procedure import Procedure, read
from escalation.words import card, message
from tests.escalation.story import DIRECTORY, FILE, Story

OPERATIONAL = (
    Post("max", "operational_senior_manager", "health"),
    Post("kofi", "operational_senior_manager", "care"),
    Post("ivor", "scr_subgroup", "partnership"),
)
PEOPLE = replace(
    DIRECTORY,
    agencies=(*DIRECTORY.agencies, Agency("fire", "Fire Service", "fire")),
    people=(*DIRECTORY.people, Person("vera", "Vera Vale", "fire")),
    posts=(*DIRECTORY.posts, *OPERATIONAL),
)
ON = {"meet_on": "2026-04-10", "meet_at": "10:00"}
HELD = {
    "held_on": "2026-04-10",
    "held_at": "10:00",
    "who": "MARKER Max and Kofi",
    "outcome": "none",
    "decision": "MARKER no way forward",
}
CHAIR = """\
    meeting:
      called by: departmental_head
      chair:
        words: The chair should be a senior member from an uninvolved organisation.
        of: uninvolved_agency
        force: should
        req: [R-000-42]
"""


def chaired_from_outside() -> Procedure:
    """The Berkshire process, were it to ask for a chair of an organisation that is not involved."""
    text = FILE.read_text(encoding="utf-8")
    before = "    meeting:\n      called by: departmental_head\n"
    assert text.count(before) == 1
    return read(text.replace(before, CHAIR), "chaired.yml")


def at_stage_4(story: Story, area: str = "Reading") -> Story:
    story.raised("Thursday 2026-04-02 15:00", area=area)
    return story.does(climb.move_up, "sam", answers={"tier": "4", "reason": "Not safe"}).forgets()


def shown(story: Story) -> str:
    return message.plain(card.card(story.disagreement))


def pressed(story: Story) -> set[str]:
    parts = card.card(story.disagreement).parts
    found = [part.choices for part in parts if isinstance(part, message.Choices)]
    return {choice.act for choices in found for choice in choices}

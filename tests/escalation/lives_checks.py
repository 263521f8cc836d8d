"""Lives in which what was agreed is checked back: alike or not, done or not, on another day, reviewed."""

from dataclasses import replace
from typing import Any

from escalation.acts import agree, check
from tests.escalation.checked_text import CHECKED
from tests.escalation.story import DIRECTORY, Story

RAISED = "Thursday 2026-04-02 15:00"
AGREEMENT = {
    "what_1": "MARKER a joint visit",
    "owner_1": "MARKER Priya",
    "due_1": "2026-04-16",
    "what_2": "MARKER a letter to the school",
    "owner_2": "MARKER Sam",
    "due_2": "2026-04-24",
    "review_on": "2026-04-30",
}
ALIKE = {"understood": "understood"}
WORDS = "MARKER as it is"


def settled(**agreement: str) -> Story:
    """Settled by the professionals at stage 1 on Thursday 2 April, before Easter."""
    people = tuple(replace(each, phone=f"0118 {each.id}") for each in DIRECTORY.people)
    story = Story(CHECKED, replace(DIRECTORY, people=people)).raised(RAISED)
    return agrees(story, "sam", "priya", **agreement)


def agrees(story: Story, *people: str, **agreement: str) -> Story:
    """The first of them proposes it, and each approves."""
    story.does(agree.propose, people[0], answers=agreement or AGREEMENT)
    question = story.proposal
    for person in people:
        story.does(agree.approve, person, question=question)
    return story


def says(story: Story, by: str, **answers: Any) -> Story:
    """Somebody answers the page for their agency."""
    return story.does(check.check_back, by, question="check", answers=answers)


def checked_back() -> Story:
    """Understood alike; another day put, not agreed, put again and agreed; done; and reviewed."""
    story = settled()
    says(says(story, "sam", **ALIKE), "priya", **ALIKE)
    story.reaches("Thursday 2026-04-16 09:30")
    put = {"action_1": "not_yet", "action_1_on": "2026-04-22", "action_1_words": WORDS}
    says(says(story, "priya", **put), "sam", action_1="kept", action_1_words=WORDS)
    says(says(story, "priya", **put), "sam", action_1="agreed")
    story.reaches("Friday 2026-04-24 10:00")
    for person in ("sam", "priya"):
        says(story, person, action_1="done", action_2="done", action_1_words=WORDS)
    return story.reaches("Friday 2026-05-01 10:00")


def not_done() -> Story:
    """On its day one side says that it was not done: it goes on at the next stage."""
    story = settled().reaches("Thursday 2026-04-16 09:30")
    says(story, "priya", **ALIKE)
    return says(story, "sam", action_1="not_done", action_1_words=WORDS)


def not_alike() -> Story:
    """They do not understand it alike: it is put right where it stood."""
    story = says(settled(), "sam", understood="not_understood", understood_words=WORDS)
    return agrees(story, "priya", "sam")


def nobody_answers() -> Story:
    """Asked on every working day; after five times the Business Manager hears."""
    return settled().reaches("Thursday 2026-04-30 17:30")


LIVES = (checked_back, not_done, not_alike, nobody_answers)

"""The Berkshire process, and with it what a text says of discussions, of consulting and of titles."""

from typing import Any

from escalation.acts import discussions, meet
from escalation.texts.procedure import Procedure, read
from tests.escalation.story import BERKSHIRE, DIRECTORY, Story

DISCUSSIONS = """
discussions:
  words: Each discussion is recorded as it happens, approved and dated, and a copy kept on the file.
  force: must
  req: [section 3]
"""
CONSULTING = """
consulting:
  role: line_manager
  words: First consult your manager, to be clear about the problem, the evidence and the aim.
  force: should
  req: [section 4]
"""
EQUIVALENTS = """
equivalents:
  - role: line_manager
    agency type: Police
    title: Detective Sergeant
    req: [section 3]
  - role: line_manager
    agency type: health
    title: Named Nurse
    req: [section 3]
"""


def with_more(*blocks: str) -> Procedure:
    """The Berkshire text with these headings besides."""
    return read("\n".join((BERKSHIRE.text, *blocks)), f"{BERKSHIRE.id}.yml")


TALKING = with_more(DISCUSSIONS)
HELD = {
    "held_on": "2026-04-02",
    "held_at": "14:00",
    "who": "Sam and Priya",
    "text": "MARKER we spoke",
}
BOTH, OWN = {**HELD, "between": "all"}, {**HELD, "between": "own", "text": "MARKER ours alone"}
RAISED = "Thursday 2026-04-02 15:00"


def talking(**more: Any) -> Story:
    """Raised under the text that has each discussion approved."""
    return Story(procedure=TALKING, directory=DIRECTORY, **more).raised(RAISED)


def approves(story: Story, by: str, **answers: str) -> Story:
    """Somebody approves everything that is on record, or corrects one of it."""
    return story.does(
        discussions.approve_discussions,
        by,
        question=discussions.question(story.disagreement),
        answers=answers,
    )


def talked(story: Story, by: str, said: dict[str, str]) -> int:
    """Somebody records a discussion: its entry."""
    story.does(meet.discuss, by, answers=said)
    return len(story.entries)

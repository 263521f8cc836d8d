"""Lives in which what a procedure asks besides an answer is seen to, declined, or left undone."""

from dataclasses import replace

from escalation.acts import climb, dates, duty, say
from escalation.texts.procedure import read
from tests.escalation.story import BERKSHIRE, DIRECTORY, Story

RAISED = "Thursday 2026-04-02 15:00"
CONSULTING = read(
    BERKSHIRE.text.replace(
        "    tiers:\n",
        """\
    duties:
      - id: consult
        by: practitioner
        what: Consult.
        within: {working days: 3, counted from: start, words: within three working days}
        force: must
        req: [R-004-07]
    tiers:
""",
        1,
    ),
    "the Berkshire process, with one duty more",
)
PHONES = tuple(replace(each, phone=f"0118 {each.id}") for each in DIRECTORY.people)


def settled(first: str = "sam", second: str = "priya") -> Story:
    """Settled between the professionals."""
    return Story(directory=replace(DIRECTORY, people=PHONES)).raised(RAISED).settles(first, second)


def seen_to() -> Story:
    """Both have read it; one side files it and says what there is to learn, the office decides."""
    story = settled().does(duty.acknowledge, "sam").does(duty.acknowledge, "priya")
    filed = {"s1:record.how": "done", "s1:record.words": "MARKER filed"}
    story.does(duty.closing, "sam", answers={**filed, "lessons": "MARKER", "gaps": "MARKER"})
    not_filed = {"s1:record.how": "declined", "s1:record.words": "MARKER no file is held"}
    story.does(duty.closing, "priya", answers=not_filed)
    decided = {"learning-1.how": "yes", "learning-1.words": "MARKER it is a pattern"}
    passed_on = {"learning-2.how": "done", "learning-2.words": "MARKER by letter"}
    return story.does(duty.closing, "bea", answers={**decided, **passed_on})


def left_undone() -> Story:
    """Nobody does anything, and at last the office hears of it."""
    return settled().reaches("Friday 2026-05-08 17:01")


def never_agreed() -> Story:
    """There is nowhere further to go, and the office considers a review."""
    directory = replace(DIRECTORY, people=PHONES)
    story = Story(directory=directory).raised(RAISED, start_tier=4, start_reason="MARKER")
    story.does(climb.not_agreed, "ruth").does(climb.not_agreed, "anne")
    decided = {"learning-1.how": "no", "learning-1.words": "MARKER one has been held"}
    return story.does(duty.closing, "bea", answers=decided)


def filed_anew() -> Story:
    """One side answers all of it in one sitting, and has another copy for its file."""
    each = ("s1:record", "s1:feedback-1")
    done = {f"{one}.how": "done" for one in each} | {f"{one}.words": "MARKER" for one in each}
    return settled().does(duty.closing, "sam", answers={**done, "lessons": "MARKER"})


def added_to() -> Story:
    """Its file is whole, something is written all the same, and the next morning's copy holds it."""
    story = filed_anew().does(say.say, "priya", text="MARKER one thing more")
    return story.reaches("Tuesday 2026-04-07 12:00")


def counted_again() -> Story:
    """What a stage asks within days of the start has another day once the start is put right."""
    story = Story(procedure=CONSULTING, directory=replace(DIRECTORY, people=PHONES)).raised(RAISED)
    earlier = {"began_on": "2026-04-01", "began_at": "10:00", "reason": "MARKER"}
    return story.does(dates.correct_date, "sam", answers=earlier)


LIVES = (filed_anew, added_to, counted_again, seen_to, left_undone, never_agreed)

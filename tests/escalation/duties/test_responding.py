"""Of a written response each reader may ring whoever wrote it, and nobody is told to ring themselves."""

from dataclasses import replace

from escalation.acts import climb, duty
from tests.escalation.hillingdon import PEOPLE, hillingdon
from tests.escalation.story import Story
from tests.escalation.test_hillingdon import WHY, heard
from tests.escalation.worcestershire import worcestershire

NUMBERED = replace(
    PEOPLE,
    people=tuple(
        replace(each, phone="0118 496 0166") if each.id == "una" else each for each in PEOPLE.people
    ),
)
ANSWERED = {"s4:written-response.how": "done", "s4:written-response.words": "MARKER the method"}


def responded() -> Story:
    story = hillingdon(directory=NUMBERED).does(climb.move_up, "sam", answers={"tier": "3", **WHY})
    return story.forgets().does(duty.closing, "una", answers=ANSWERED)


def test_its_author_is_the_first_to_ring_with_a_number():
    story = responded()

    for who in ("sam", "priya", "owen", "marcus"):
        assert "To hear more, ring Una Wells on 0118 496 0166, or ring" in heard(story, who)


def test_nobody_is_told_to_ring_themselves():
    story = responded()

    _, ring = heard(story, "sam").split("To hear more")
    assert "Priya Desai at Social Care" in ring
    assert "Sam Okafor" not in ring
    _, ring = heard(story, "priya").split("To hear more")
    assert "Sam Okafor at Health Trust" in ring
    assert "Priya Desai" not in ring


def test_it_says_where_its_words_are_and_that_no_other_copy_is_sent():
    assert (
        "Its words are in the thread and on the record, which each agency reads; no other copy is sent."
        in heard(responded(), "owen")
    )


def test_of_a_confirmation_the_other_agency_hears_the_same_in_plain_words():
    story = worcestershire().does(climb.move_up, "sam", answers={"tier": "1", **WHY})
    story.settles("jo", "tom").forgets()
    sent = {"how": "done", "words": "Tom Reed", "on": "2026-09-18"}
    story.does(
        duty.closing, "jo", answers={f"s2:confirm.{key}": said for key, said in sent.items()}
    )
    said = " ".join(each.text for each in story.heard if each.topic.startswith("responded:"))

    assert "To whom, and on which day, is on the record, which each agency reads." in said
    assert "stands for" not in said

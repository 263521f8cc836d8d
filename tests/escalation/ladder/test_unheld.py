"""A tier of the partnership for which nobody is named: said truly, and its duties asked of the office."""

from dataclasses import replace

from escalation.acts import climb, covers, duty
from escalation.directory.people import PARTNERSHIP, Directory, Post
from escalation.words import card, message
from tests.escalation.scs import PEOPLE, scs
from tests.escalation.story import Story

HEAD = "head_of_safeguarding"
DETERMINE = "Determine a course of action"
NOBODY = "You are asked because nobody is named as Head of Safeguarding."


def without_a_head() -> Directory:
    return replace(PEOPLE, posts=tuple(post for post in PEOPLE.posts if post.role != HEAD))


def at_stage_4(directory: Directory) -> Story:
    story = scs(directory=directory).forgets()
    return story.does(climb.move_up, "sam", answers={"tier": "4", "reason": "MARKER"})


def drawn(story: Story) -> str:
    return message.plain(card.card(story.disagreement))


def test_the_thread_and_the_card_say_that_nobody_is_named_and_who_is_asked_instead():
    story = at_stage_4(without_a_head())

    assert "Nobody is named as Head of Safeguarding, so nobody could be told" in story.posts()
    assert "Head of Safeguarding has now been told" not in story.posts()
    assert "Head of Safeguarding (awaited)" not in drawn(story)
    assert "Head of Safeguarding (nobody is named; the Safeguarding Board Service" in drawn(story)


def test_the_business_manager_is_asked_for_what_the_role_has_to_do_and_reminded():
    story = at_stage_4(without_a_head())

    (bea,) = [each for each in story.heard if each.person == "bea"]
    assert DETERMINE in bea.text
    assert NOBODY in bea.text
    story.forgets().reaches("Thursday 2026-09-03 12:00")
    (again,) = [each for each in story.heard if each.topic.startswith("closing")]
    assert again.person == "bea"
    assert DETERMINE in again.text
    assert NOBODY in again.text


def test_she_answers_it_in_the_place_of_the_role():
    story = at_stage_4(without_a_head())
    said = {"s4:course-of-action.how": "done", "s4:course-of-action.words": "MARKER"}
    story.does(duty.closing, "bea", answers=said)

    assert story.last("duty_answered").in_place_of == "Head of Safeguarding"


def test_once_somebody_is_named_it_is_theirs():
    story = at_stage_4(without_a_head())
    story.directory = replace(
        story.directory, posts=(*story.directory.posts, Post("hana", HEAD, PARTNERSHIP))
    )
    (turn,) = story.disagreement.turn(PARTNERSHIP)
    now, calendar = story.now, story.calendar
    story._lived(
        covers.covers(
            story.disagreement,
            now,
            calendar,
            story.directory,
            turn=turn,
            person="hana",
            way="named",
        )
    )

    assert "Head of Safeguarding (awaited)" in drawn(story)
    (hana,) = [each for each in story.heard if each.person == "hana"]
    assert DETERMINE in hana.text


def test_a_head_who_is_named_is_told_as_ever():
    story = at_stage_4(PEOPLE)

    assert "The Head of Safeguarding has now been told." in story.posts()
    assert story.last("reached").nobody == ()

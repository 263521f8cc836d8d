"""What the partnership's office is told: the agencies, whom to ring, 999, and where it stands."""

from dataclasses import replace

import pytest

from escalation import rights
from escalation.acts import alarm, answer, climb, convene, meet, say
from escalation.entries import OFFICE
from escalation.permissions import Act, Relation
from escalation.words.emergency import EMERGENCY
from tests.escalation.convened import HELD, ON, PEOPLE, at_stage_4
from tests.escalation.other_windows import BRACKNELL_FOREST
from tests.escalation.story import DIRECTORY, Story

PHONES = replace(
    DIRECTORY,
    people=tuple(replace(each, phone=f"0118 {each.id}") for each in DIRECTORY.people),
)


@pytest.fixture
def ringing(story: Story) -> Story:
    """Everybody has a telephone."""
    return replace(story, directory=PHONES, entries=[], heard=[], owed=[]).raised(
        "Thursday 2026-04-02 15:00"
    )


def at_the_top(story: Story) -> Story:
    story.does(climb.move_up, "sam", answers={"tier": "4", "reason": "Not safe"})
    return story.forgets()


def test_at_the_last_limit_she_hears_which_agencies_whom_to_ring_and_of_999(ringing):
    at_the_top(ringing).reaches("Wednesday 2026-04-15 17:01")

    (bea,) = [each.text for each in ringing.heard if each.topic == "no_exit"]
    assert bea.startswith(EMERGENCY)
    assert "It is between Health Trust and Social Care." in bea
    assert "ring Sam Okafor at Health Trust on 0118 sam, " in bea
    assert "ring Priya Desai at Social Care on 0118 priya." in bea
    assert "[See where it stands]" in bea
    assert "Please see that they meet." in bea


def test_if_they_have_set_a_meeting_the_sentence_says_so(ringing):
    at_the_top(ringing).does(meet.meet, "ruth", answers={"meet_on": "2026-04-20"})
    ringing.reaches("Wednesday 2026-04-15 17:01")

    (bea,) = [each.text for each in ringing.heard if each.topic == "no_exit"]
    assert "They have said that they meet on Monday 20 April" in bea
    assert "Please see that they meet" not in bea


def test_when_both_sides_have_said_not_agreed_she_hears_that(ringing):
    at_the_top(ringing).does(climb.not_agreed, "ruth").does(climb.not_agreed, "anne")

    (bea,) = [each.text for each in ringing.heard if each.person == "bea"]
    assert "Each side has recorded that it is not agreed." in bea
    assert "No outcome" not in bea


def test_where_they_have_just_met_she_hears_of_that_and_asks_what_is_next():
    """R-000-41: the chapter gives no day for its meeting; it was held all the same."""
    story = at_stage_4(Story(BRACKNELL_FOREST, PEOPLE), area="Bracknell Forest")
    story.does(convene.call_meeting, "ruth", answers={**ON, "chair": "vera"})
    story.reaches("Friday 2026-04-10 15:00").forgets()

    story.does(convene.meeting_held, "vera", answers=HELD)
    story.does(climb.not_agreed, "ruth").does(climb.not_agreed, "anne")

    both = [each.text for each in story.heard if each.person == "bea" and "no_exit" in each.topic]
    assert len(both) == 2
    for text in both:
        assert "The meeting at Stage 4 was held on Friday 10 April 2026." in text
        assert "Please ask them what comes next, and see that it is recorded." in text
        assert "see that they meet" not in text


def told_of(story: Story, how: str) -> Story:
    match how:
        case "the last limit":
            return story.reaches("Wednesday 2026-04-15 17:01")
        case "nobody reached":
            return story.does(_undelivered, "clock")
        case "a stranger":
            return story.does(say.say, "pat", text="MARKER")
        case "a hole":
            return story.does(answer.not_me, "priya")
    raise AssertionError(how)


def _undelivered(disagreement, at, calendar, directory, *, by):
    return alarm.undelivered(
        disagreement, at, calendar, directory, what="prompt", who="The lead", why="gone"
    )


@pytest.mark.parametrize("how", ["the last limit", "nobody reached", "a stranger", "a hole"])
def test_once_told_of_it_she_sees_its_state_and_no_more(easter, how):
    assert not rights.may("bea", Act.STATUS, easter.disagreement, DIRECTORY)

    told_of(easter, how)

    disagreement = easter.disagreement
    assert rights.relations("bea", disagreement, DIRECTORY) == {Relation.NOTICED}
    assert rights.may("bea", Act.STATUS, disagreement, DIRECTORY)
    for act in (Act.READ, Act.EXPORT, Act.SAY):
        assert not rights.may("bea", act, disagreement, DIRECTORY)
    assert OFFICE not in rights.audiences("bea", disagreement, DIRECTORY)
    assert not rights.may("ivor", Act.STATUS, disagreement, DIRECTORY)


def test_a_move_after_both_sides_said_not_agreed_tells_her_nothing_where_no_copy_is_given(easter):
    easter.does(climb.not_agreed, "sam").does(climb.not_agreed, "priya")

    assert easter.disagreement.stage_tier == 1
    assert easter.disagreement.noticed == frozenset()

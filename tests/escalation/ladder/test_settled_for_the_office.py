"""Whoever of the office was given something of it hears once that it is settled, and nothing of what."""

from dataclasses import replace

from escalation.acts import climb, duty, report
from escalation.directory.people import PARTNERSHIP, Person, Post
from tests.escalation.convened import PEOPLE as CONVENED
from tests.escalation.convened import at_stage_4
from tests.escalation.hillingdon import PEOPLE as HILLINGDON_PEOPLE
from tests.escalation.hillingdon import hillingdon
from tests.escalation.scs import scs
from tests.escalation.story import DIRECTORY, Heard, Story

UP = {"tier": "4", "reason": "MARKER"}
NORA = Person("nora", "Nora Quill", PARTNERSHIP)
WITH_NORA = replace(
    CONVENED,
    people=(*CONVENED.people, NORA),
    posts=(*CONVENED.posts, Post("nora", "statutory_partners", PARTNERSHIP)),
)


def heard_by(story: Story, person: str) -> list[Heard]:
    """What somebody heard of the end, by whichever topic."""
    topics = ("settled", "copy:settled")
    return [each for each in story.heard if each.person == person if each.topic.startswith(topics)]


def test_those_to_whom_it_was_reported_hear_it_once_by_reference_stage_and_day():
    """R-004-36, R-004-51: the Partners and the Independent Scrutineer."""
    story = at_stage_4(Story(directory=WITH_NORA))
    story.does(report.report, "ruth", question="report:s4").forgets()
    story.settles("ruth", "anne")

    for person in ("nora", "ivor"):
        (told,) = heard_by(story, person)
        assert f"{story.reference} – was settled at Stage 4" in told.text
        assert "It was settled on " in told.text
        assert "joint visit" not in told.text
        assert "[Read the record]" in told.text
        assert "See to what is left" not in told.text


def test_whoever_is_given_the_outcome_hears_by_that_alone():
    story = Story(directory=DIRECTORY).raised("Thursday 2026-04-02 15:00")
    story.does(climb.move_up, "sam", answers={"tier": "2", "reason": "MARKER"}).forgets()
    story.settles("mina", "helen")

    (bea,) = heard_by(story, "bea")
    assert bea.topic == "copy:settled:2"
    assert heard_by(story, "ivor") == []


def test_whoever_was_given_the_issues_hears_it_and_opens_nothing():
    story = at_stage_4(Story(directory=WITH_NORA))
    story.does(duty.closing, "ruth", answers={"gaps": "MARKER"})
    passed_on = {"learning-2.how": "done", "learning-2.words": "MARKER"}
    story.does(duty.closing, "bea", answers=passed_on).forgets()
    story.settles("ruth", "anne")

    (nora,) = heard_by(story, "nora")
    assert "was settled at Stage 4" in nora.text
    assert "[Read the record]" not in nora.text


def test_the_business_manager_hears_that_her_duty_is_asked_no_more_and_how_to_answer_it():
    """R-001-34: she was given the details, and asked to discuss it."""
    story = scs().does(climb.move_up, "sam", answers=UP).forgets().settles("owen", "marcus")

    for person in ("bea", "hana"):
        (told,) = heard_by(story, person)
        assert "What you were asked for while it went on is asked no more." in told.text
        assert "[See to what is left]" in told.text


def test_of_the_office_nobody_hears_who_was_given_nothing():
    story = scs().forgets().settles("sam", "priya")

    told = {each.person for each in story.heard if each.topic == "settled"}
    assert told == {"sam", "priya"}


def test_the_business_manager_who_may_act_in_anothers_place_hears_only_what_she_was_told_of():
    """A duty of the Unit is in no message to her; that she may answer it in its place stays."""
    story = hillingdon().does(climb.move_up, "sam", answers={**UP, "tier": "3"})
    story.forgets().settles("owen", "marcus")

    assert not any(each.person == "bea" for each in story.heard)
    answers = {"s4:written-response.how": "done", "s4:written-response.words": "MARKER"}
    story.does(duty.closing, "bea", answers=answers)
    assert story.entries[-1].kind == "duty_answered"


def test_whoever_was_asked_in_the_place_of_a_role_that_nobody_holds_hears_it():
    """Nobody is named for the Unit, so its response was asked of the Business Manager, in a message."""
    posts = tuple(each for each in HILLINGDON_PEOPLE.posts if each.person != "una")
    story = hillingdon(directory=replace(HILLINGDON_PEOPLE, posts=posts))
    story.does(climb.move_up, "sam", answers={**UP, "tier": "3"})
    assert "duty:s4:written-response" in {e.topic for e in story.heard if e.person == "bea"}
    story.forgets().settles("owen", "marcus")

    (told,) = heard_by(story, "bea")
    assert "It was settled on " in told.text

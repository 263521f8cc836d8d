"""Specialist Children's Services, read as those whom it asks would: nothing false, nothing twice."""

import pytest

from escalation import rights
from escalation.acts import agree, climb, prefer
from escalation.words import card
from escalation.words.message import plain
from handlers import closing_form
from tests.escalation.scs import scs
from tests.escalation.story import AGREEMENT, Story

WHY = {"reason": "MARKER"}


def of(story: Story, person: str) -> list[str]:
    """What somebody was told since it was last examined, each on one line."""
    return [" ".join(each.text.split()) for each in story.heard if each.person == person]


@pytest.fixture
def settled_at_stage_4() -> Story:
    story = scs().does(climb.move_up, "sam", answers={"tier": "4", **WHY})
    story.does(agree.propose, "hana", answers=AGREEMENT).forgets()
    for who in ("owen", "marcus"):
        story.does(agree.approve, who, question=story.proposal)
    return story


def test_told_by_the_clock_the_second_tier_is_not_told_that_it_was_impossible_to_resolve():
    story = scs().forgets().reaches("Friday 2026-09-04 17:01")

    (mina,) = [
        each.text for each in story.heard if each.topic == "reached:2" and each.person == "mina"
    ]
    assert "It was not possible to resolve" not in mina
    assert "This stage is for what front line managers could not resolve" in " ".join(mina.split())


def test_whoever_is_asked_whether_to_move_it_up_is_given_somebody_else_to_ring():
    story = scs().does(climb.move_up, "sam", answers={"tier": "3", **WHY}).forgets()
    story.reaches("Monday 2026-09-07 17:01")

    (sam,) = [each.text for each in story.heard if each.topic.startswith("quiet")]
    assert "ring Priya" in sam
    assert "ring Sam" not in sam


def test_the_partnerships_people_hear_that_it_goes_to_each_agency_and_are_asked_for_nothing(
    settled_at_stage_4: Story,
):
    (hana, *_), (owen, *_) = (of(settled_at_stage_4, who) for who in ("hana", "owen"))

    assert "on the record, which goes to each agency for the child's file." in hana
    assert "I have read what was agreed" not in hana
    assert "which goes to your agency for the child's file." in owen
    assert "[I have read what was agreed]" in owen


def test_a_post_keeps_its_capitals_on_the_card():
    story = scs().does(climb.move_up, "sam", answers={"tier": "3", **WHY})

    shown = plain(card.card(story.disagreement))
    assert "Asked at Health Trust: Senior manager / Head of Service (awaited)" in shown


def test_who_joins_for_the_partnership_stands_on_the_record_without_brackets_in_brackets():
    story = scs().does(climb.move_up, "sam", answers={"tier": "2", **WHY})

    brought = "CAF/TAC Implementation Officer (now Early Help lead), for the partnership."
    assert f"Brought in to advise: {brought}" in story.posts()


def test_the_grave_button_stays_the_last(settled_at_stage_4: Story):
    story = scs().forgets().does(climb.move_up, "sam", answers={"tier": "4", **WHY})

    (hana,) = of(story, "hana")
    assert "[See to what is left] [Note for our own agency] [Immediate harm]" in hana


def test_a_stage_whose_people_only_answer_at_the_next_is_said_to_be_passed_over():
    """Stage 3 was never entered: whoever holds it is told with Stage 4."""
    story = scs().does(climb.move_up, "sam", answers={"tier": "2", **WHY})
    story.does(climb.move_up, "sam", answers={"tier": "4", **WHY})

    said = " ".join(story.reads(story.last("moved")).split())
    assert "Passed over: Stage 3. The " in said
    assert "answers for it at Stage 4." in said


def test_a_stage_that_was_told_before_or_entered_is_not_said_to_be_passed_over():
    story = scs().does(climb.move_up, "sam", answers={"tier": "3", **WHY})
    story.does(climb.move_up, "sam", answers={"tier": "4", **WHY})

    assert "Passed over: Stage" not in story.reads(story.last("moved"))


def test_before_the_press_the_page_says_who_is_given_what_and_what_a_body_is_called_now():
    """R-001-28: the Board's Chair goes by another name, and is given the details by that press."""
    story = scs().forgets().does(climb.move_up, "sam", answers={"tier": "4", **WHY})
    stands = story.disagreement
    actor = rights.actor("hana", stands, story.directory)
    page = closing_form.form(actor, stands, story.directory, story.now)

    now = "report the matter to the Safeguarding Children Board Chair (now Independent Scrutineer)."
    given = (
        "Once it is done, the Safeguarding Children Board Chair (now Independent Scrutineer) is told, "
        "and given the details, which opens the record to them."
    )
    said = " ".join(str(part) for part in page.parts)
    assert f"{now} {given}" in said
    (hana,) = of(story, "hana")
    assert now in hana


def test_whoever_approved_reads_by_name_and_role_whom_nobody_has_told():
    """R-001-17, R-001-44: Jo, in whose place Dev was asked, hears it from Owen; and each says so."""
    chosen = {"whom": "1:designated_professional"}
    story = scs().reaches("Thursday 2026-09-03 17:01")
    story.does(prefer.prefer, "sam", answers=chosen)
    story.does(climb.move_up, "sam", answers={"tier": "3", **WHY}).forgets()
    story.settles("owen", "marcus")

    (jo,) = of(story, "jo")
    assert "The designated or named professional for safeguarding of Health Trust was asked" in jo
    feeds = (
        "Owen Hart (Senior manager / Head of Service), who approved for your agency, is asked to"
    )
    assert f"{feeds} feed it back to you." in jo
    stands = story.disagreement
    actor = rights.actor("owen", stands, story.directory)
    page = closing_form.form(actor, stands, story.directory, story.now)
    said = [str(part) for part in page.parts if "Tell the" in str(part)]
    assert any("Jo Lee (line manager" in each and "tell them yourself" in each for each in said)
    assert not any("Sam" in each for each in said)

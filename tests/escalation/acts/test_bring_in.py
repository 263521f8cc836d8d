"""A further agency is brought in: who is told, who must say yes now, and what does not move."""

from dataclasses import replace

import pytest

from escalation.acts import agree, answer, bring_in, climb, close, harm
from escalation.owing import Admit, Record, Telling, To
from escalation.refusals import NotNow, NotYours, Unusable
from escalation.rights import copy_audiences
from escalation.texts.procedure import Procedure
from escalation.texts.stages import Adviser
from escalation.words import message
from escalation.words.card import card
from tests.escalation.story import AGREEMENT, BERKSHIRE, Story
from tests.escalation.wider import BEGAN, WIDER, raised_between

WHY = "They hold the police report"
LINE = {"jo", "tom", "lou"}


def brings(story: Story, who: str = "pat", by: str = "sam") -> Story:
    """Somebody brings in a professional of a further agency."""
    return story.does(bring_in.bring_agency, by, answers={"professional": who, "reason": WHY})


@pytest.fixture
def two() -> Story:
    """Sam and Priya differ; nobody else takes part yet."""
    return raised_between().forgets()


def test_its_professional_is_let_in_and_told_first_what_this_is(two):
    brings(two)

    (heard,) = two.heard
    assert (heard.person, heard.topic) == ("pat", "brought_in")
    assert "dial 999" in heard.text
    assert "your agency has been brought in; your view is asked" in heard.text
    assert "with two other agencies" in heard.text
    assert "ring Sam Okafor at Health Trust" in heard.text
    assert [owed for owed in two.owed if isinstance(owed, Admit)] == [Admit(To("pat"))]


def test_why_is_in_the_thread_and_in_no_private_message(two):
    brings(two)

    assert "Sam Okafor (Professional) brought in Thames Valley Police, with Pat" in two.posts()
    assert WHY in two.posts()
    assert "No limit has moved." in two.posts()
    assert all(WHY not in each.text for each in two.heard)


def test_every_tier_that_has_been_told_is_told_for_that_agency_too_and_once(two):
    two.reaches("Wednesday 2026-04-08 17:01").forgets()

    brings(two)

    told = [(each.person, each.topic) for each in two.heard]
    assert told == [
        ("pat", "brought_in"),
        ("lou", "reached:1"),
        ("gil", "reached:2"),
        ("val", "reached:2"),
    ]
    assert all("your agency has been brought in" in each.text for each in two.heard)
    assert "No outcome has been recorded" not in two.heard[1].text
    two.forgets().reaches("Thursday 2026-04-09 17:01")
    two.expects_told({"owen", "marcus", "eve"}, "reached:3")


def test_those_below_the_stage_at_which_it_stands_are_asked_for_nothing_by_a_day(two):
    two.reaches("Wednesday 2026-04-08 17:01").does(answer.take, "mina").forgets()

    brings(two)

    texts = {each.person: each.text for each in two.heard}
    for below in ("pat", "lou"):
        assert "It is at Stage 2" in texts[below]
        assert "When:" not in texts[below]
    assert "You are asked: Seek a solution" in texts["gil"]


def test_they_are_not_promised_a_full_day_that_the_clock_does_not_wait_for():
    """Raised late, the line managers are told after their own limit, and are given a day with it."""
    story = Story(directory=WIDER).raised(BEGAN, at="Wednesday 2026-04-08 15:00")
    story.reaches("Thursday 2026-04-09 17:01").forgets()

    brings(story)

    texts = {each.person: each.text for each in story.heard}
    assert "before you were told" in texts["lou"]
    assert "at least one full working day" not in texts["lou"]


def test_a_tier_that_was_passed_over_is_not_told_for_it_either(two):
    two.does(climb.move_up, "sam", answers={"tier": "3", "reason": "Unsafe"}).forgets()

    brings(two)

    assert {each.person for each in two.heard} == {"pat", "eve"}


def test_no_limit_moves_and_no_moment_of_the_clock(two):
    limits, moments = two.disagreement.limits, two.disagreement.moments()

    brings(two)

    assert (two.disagreement.limits, two.disagreement.moments()) == (limits, moments)


def test_an_agreement_on_the_table_needs_its_yes_now_and_the_thread_says_so(two):
    two.does(agree.propose, "sam", answers=AGREEMENT)
    question = two.proposal
    two.does(agree.approve, "sam", question=question).forgets()

    brings(two)

    needed = "The agreement that has been proposed now needs the yes of Thames Valley Police too."
    assert needed in two.posts()
    (told,) = (each.telling for each in two.heard)
    assert "Approve" in message.plain(told.message)
    two.does(agree.approve, "priya", question=question)
    assert two.disagreement.is_open
    two.does(agree.approve, "pat", question=question)
    assert not two.disagreement.is_open


def test_its_own_not_agreed_is_awaited_before_it_moves_up(two):
    two.does(climb.not_agreed, "sam")

    brings(two).does(climb.not_agreed, "priya")

    assert two.disagreement.stage_tier == 0
    two.does(climb.not_agreed, "pat")
    assert two.disagreement.stage_tier == 1


def test_where_all_had_said_not_agreed_at_the_last_stage_it_is_open_again_for_the_new_one():
    story = raised_between(start_tier=4, start_reason="Unsafe")
    story.does(climb.not_agreed, "ruth").does(climb.not_agreed, "anne")
    assert story.disagreement.is_not_agreed

    brings(story)

    assert not story.disagreement.is_not_agreed
    assert "Departmental head" in dict(rows(story))["Asked at Thames Valley Police"]


def test_a_manager_who_was_told_and_brings_one_in_takes_it_up_by_that(two):
    two.reaches("Tuesday 2026-04-07 17:01")

    brings(two, by="tom")

    assert two.kinds()[-2:] == ["moved", "agency_brought_in"]


def test_they_hold_it_answer_and_are_told_like_everybody_else(two):
    brings(two).does(answer.take, "pat")

    assert two.disagreement.holders["police"].name == "Pat Quinn"
    two.forgets().reaches("Tuesday 2026-04-07 17:01")
    two.expects_told(LINE, "reached:1")
    two.forgets().does(close.withdraw, "sam")
    two.expects_told({"sam", "priya", "pat", *LINE}, "withdrawn")
    records = [owed.agency for owed in two.owed if isinstance(owed, Record)]
    assert records == ["health", "care", "police"]


def test_another_agencys_immediate_harm_is_in_none_of_the_others_copies(two):
    brings(two).does(harm.press, "pat")

    pressed = two.last("harm_pressed")
    readers = [
        agency
        for agency in ("health", "care", "police")
        if pressed.audience in copy_audiences(agency, office=False)
    ]
    assert readers == ["police"]
    two.expects_told({"val", "lou"}, "harm:1")


def test_the_card_and_a_fourth_agency(two):
    brings(brings(two), "ida", by="pat")

    shown = dict(rows(two))
    assert shown["Between"].endswith("Pat Quinn (Thames Valley Police) and Ida Frame (Hill School)")
    assert shown["Asked at Hill School"] == "Ida Frame (awaited)"


@pytest.mark.parametrize(
    ("given", "field", "sentence"),
    [
        ({"professional": "x"}, "professional", "not in the partnership's directory"),
        ({"professional": "bea"}, "professional", "takes no side"),
        ({"professional": "tom"}, "professional", "Social Care takes part already, through Priya"),
        ({"professional": "sam"}, "professional", "Health Trust takes part already"),
        ({"reason": " "}, "reason", "Say why this agency is needed"),
    ],
)
def test_what_cannot_be_used_is_refused_at_its_field(two, given, field, sentence):
    answers = {"professional": "pat", "reason": WHY, **given}

    refused = two.refuses(Unusable, bring_in.bring_agency, "sam", answers=answers)

    assert (refused.field, sentence in refused.sentence) == (field, True), refused


def test_whose_access_has_ended_is_not_brought_in_again(two):
    two.disagreement = replace(two.disagreement, cut=frozenset({"pat"}))

    answers = {"professional": "pat", "reason": WHY}
    refused = two.refuses(Unusable, bring_in.bring_agency, "sam", answers=answers)

    assert refused.field == "professional"
    assert "their access has ended" in refused.sentence


def test_whoever_stands_for_another_side_is_not_brought_in_for_their_own(two):
    two.disagreement = replace(two.disagreement, stood_in=frozenset({("jo", "pat")}))

    answers = {"professional": "pat", "reason": WHY}
    refused = two.refuses(Unusable, bring_in.bring_agency, "sam", answers=answers)

    assert (refused.field, "cannot take two sides" in refused.sentence) == ("professional", True)


def test_it_is_for_those_who_take_part_while_it_is_open(two):
    answers = {"professional": "ida", "reason": WHY}

    two.refuses(NotYours, bring_in.bring_agency, "pat", answers=answers)
    two.does(close.withdraw, "sam")
    two.refuses(NotNow, bring_in.bring_agency, "sam", answers=answers)


def test_whom_a_stage_brings_in_for_each_agency_it_brings_in_for_this_one_too():
    story = Story(procedure=_with_advisers(BERKSHIRE), directory=WIDER)
    story.raised(BEGAN).does(climb.move_up, "sam", answers={"tier": "2", "reason": "Unsafe"})

    brings(story)

    advisers = [o.topic for o in story.owed if isinstance(o, Telling) and "adviser" in o.topic]
    assert "adviser:police:designated_professional" in advisers
    assert story.disagreement.advisers["police"] == ("designated_professional",)


def _with_advisers(procedure: Procedure) -> Procedure:
    """The Berkshire text, were it to bring an adviser in for each agency at stage 2."""
    each = Adviser("designated_professional", "each", "must", ("R-004-20",))
    stages = tuple(
        replace(stage, advisers=(each,)) if stage.id == "s2" else stage
        for stage in procedure.stages
    )
    return replace(procedure, stages=stages)


def rows(story: Story) -> list[tuple[str, str]]:
    """The labelled lines of the card."""
    found = [getattr(part, "rows", ()) for part in card(story.disagreement).parts]
    return [row for each in found for row in each]

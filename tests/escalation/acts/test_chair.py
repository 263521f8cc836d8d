"""The chair's report of the issues arising: asked for until it is done, and never in a message."""

import pytest

from escalation import rights
from escalation.acts import chair, climb, convene
from escalation.owing import Release, To
from escalation.permissions import Relation
from escalation.refusals import NotNow, NotYours, Stale, Unusable
from tests.escalation.convened import HELD, ON, PEOPLE, at_stage_4, pressed, shown
from tests.escalation.story import Story

ISSUES = {"issues": "MARKER thresholds are read differently"}


def held(**chosen: str) -> Story:
    """Held on Friday 10 April, with no decision."""
    story = at_stage_4(Story(directory=PEOPLE))
    story.does(convene.call_meeting, "ruth", answers={**ON, **chosen})
    story.reaches("Friday 2026-04-10 15:00").forgets()
    return story.does(convene.meeting_held, "max", answers=HELD)


@pytest.fixture
def chaired() -> Story:
    """Pat of the police chaired it."""
    return held(chair="pat")


@pytest.fixture
def by_a_name() -> Story:
    """Somebody who is not in the directory did."""
    return held(chair_name="MARKER Ms Vale", chair_of="Fire Service")


class TestAsking:
    """At once, on the next working morning, and on every third working day until it is done."""

    def test_whoever_chaired_it_is_asked_at_once(self, chaired: Story):
        (pat,) = [each for each in chaired.heard if each.person == "pat"]

        assert pat.topic == "chair_reports:1:0"
        assert "Report the issues arising to the Serious Case Review Subgroup" in pat.text
        assert "[Report the issues]" in pat.text
        assert "MARKER" not in pat.text

    def test_of_whom_only_a_name_is_known_the_caller_is_asked(self, by_a_name: Story):
        (ruth,) = [each for each in by_a_name.heard if each.topic == "chair_reports:1:0"]

        assert ruth.person == "ruth"
        assert "on behalf of whoever chaired it" in ruth.text

    def test_in_the_morning_and_then_on_every_third_working_day(self, chaired: Story):
        chaired.forgets().reaches("Monday 2026-04-13 09:00")
        assert [each for each in chaired.heard if each.person == "pat"] == []

        for number, day in enumerate(("Monday 2026-04-13", "Thursday 2026-04-16"), 1):
            chaired.forgets().reaches(f"{day} 09:01")
            chaired.expects_told({"pat"}, f"chair_reports:1:{number}")
        chaired.forgets().reaches("Tuesday 2026-04-21 09:00")
        assert [each for each in chaired.heard if each.person == "pat"] == []
        chaired.reaches("Tuesday 2026-04-21 09:01").expects_told({"pat"}, "chair_reports:1:3")

    def test_also_once_it_has_been_settled(self, chaired: Story):
        chaired.settles("ruth", "anne").forgets()

        chaired.reaches("Monday 2026-04-13 09:01").expects_told({"pat"}, "chair_reports:1:1")

    def test_asked_twice_the_business_manager_hears_of_it_once(self, chaired: Story):
        chaired.forgets().reaches("Friday 2026-05-01 17:00")

        (bea,) = [each for each in chaired.heard if each.topic == "chair_awaited:1"]
        assert bea.person == "bea"
        assert f"{bea.at:%A %d}" == "Thursday 16"
        assert "[Report the issues]" in bea.text

    def test_done_nobody_is_asked_again(self, chaired: Story):
        chaired.does(chair.chair_report, "pat", answers=ISSUES).forgets()

        chaired.reaches("Friday 2026-05-01 17:00")
        assert [each for each in chaired.heard if each.topic.startswith("chair")] == []


class TestReporting:
    """By the chair, or on the chair's behalf; to whom the text names; once (R-004-41)."""

    def test_they_are_told_of_it_without_a_word_and_see_no_more(self, chaired: Story):
        chaired.forgets().does(chair.chair_report, "pat", answers=ISSUES)

        (ivor,) = [each for each in chaired.heard if each.person != "pat"]
        assert (ivor.person, ivor.topic) == ("ivor", "chair_report:1")
        assert "MARKER" not in ivor.text
        assert "Pat Quinn (chair of the meeting) reports them." in ivor.text
        assert "[Read the issues]" in ivor.text
        assert "ring Pat Quinn (the directory has no number), or ring " in ivor.text
        held = {Relation.NOTICED, Relation.ISSUES}
        assert rights.relations("ivor", chaired.disagreement, PEOPLE) == held

    def test_the_words_stand_on_the_record_and_in_the_thread(self, chaired: Story):
        chaired.forgets().does(chair.chair_report, "pat", answers=ISSUES)

        reads = chaired.reads(chaired.last("chair_reported"))
        assert "MARKER thresholds are read differently" in reads
        assert reads in chaired.posts()
        assert "its chair has reported the issues arising" in shown(chaired)
        assert "chair_report" not in pressed(chaired)

    @pytest.mark.parametrize("who", ["ruth", "bea"])
    def test_on_the_chairs_behalf_it_says_so(self, by_a_name: Story, who: str):
        by_a_name.does(chair.chair_report, who, answers=ISSUES)

        assert by_a_name.last("chair_reported").behalf
        reads = by_a_name.reads(by_a_name.last("chair_reported"))
        assert "on behalf of whoever chaired it" in reads

    @pytest.mark.parametrize("who", ["anne", "sam"])
    def test_others_are_told_whose_it_is(self, chaired: Story, who: str):
        refused = chaired.refuses(NotYours, chair.chair_report, who, answers=ISSUES)

        assert refused.sentence == (
            "This is for Pat Quinn, who chaired the meeting, or Ruth Adeyemi, who called it, or the "
            "Business Manager. Nothing has changed."
        )

    def test_once_it_has_been_settled(self, chaired: Story):
        chaired.settles("ruth", "anne").forgets()
        chaired.does(chair.chair_report, "pat", answers=ISSUES)

        assert chaired.posts() == ""
        chaired.expects_told({"ivor"}, "chair_report:1")

    def test_it_is_done_once_for_a_meeting(self, chaired: Story):
        chaired.does(chair.chair_report, "pat", answers=ISSUES)

        chaired.refuses(Stale, chair.chair_report, "pat", answers=ISSUES, question="chair:1")

    @pytest.mark.parametrize("by", ["pat", "bea"])
    def test_with_the_report_the_chairs_part_ends(self, chaired: Story, by: str):
        chaired.forgets().does(chair.chair_report, by, answers=ISSUES)

        assert rights.relations("pat", chaired.disagreement, PEOPLE) == {Relation.STRANGER}
        assert rights.audiences("pat", chaired.disagreement, PEOPLE) == frozenset()
        assert Release(To("pat")) in chaired.owed
        chaired.expects_told({"pat"}, "chair_done:1")
        assert To("pat") not in chaired.disagreement.everybody_told()

    def test_a_chair_who_has_another_part_keeps_that(self):
        story = held(chair="max")
        story.forgets().does(chair.chair_report, "max", answers=ISSUES)

        assert rights.relations("max", story.disagreement, PEOPLE) == {Relation.CONVENED}
        assert Release(To("max")) not in story.owed

    def test_a_chair_of_a_further_meeting_stays(self, chaired: Story):
        chaired.does(
            convene.call_meeting, "ruth", answers={"meet_on": "2026-04-13", "chair": "pat"}
        )
        chaired.forgets().does(chair.chair_report, "ruth", answers=ISSUES)

        assert rights.relations("pat", chaired.disagreement, PEOPLE) == {Relation.CHAIR}
        assert Release(To("pat")) not in chaired.owed

    def test_words_are_needed(self, chaired: Story):
        refused = chaired.refuses(Unusable, chair.chair_report, "pat", answers={"issues": " "})

        assert refused.field == "issues"

    def test_before_it_was_held_there_is_nothing_to_report(self):
        story = at_stage_4(Story(directory=PEOPLE))
        story.does(convene.call_meeting, "ruth", answers={**ON, "chair": "pat"})

        story.refuses(NotNow, chair.chair_report, "pat", answers=ISSUES)

    def test_where_the_text_asks_for_no_report_nobody_is_asked(self, easter: Story):
        easter.does(convene.call_meeting, "sam", answers={"meet_on": "2026-04-03"})
        easter.reaches("Tuesday 2026-04-07 10:00").forgets()
        easter.does(convene.meeting_held, "sam", answers={**HELD, "held_on": "2026-04-03"})

        easter.expects_silence()
        assert not any(wake.is_of_a_chair for wake in easter.disagreement.moments())


def test_not_agreed_after_the_meeting_it_stays_open_and_the_manager_knows(chaired: Story):
    chaired.forgets()
    chaired.does(climb.not_agreed, "ruth").does(climb.not_agreed, "anne")

    assert chaired.disagreement.is_open
    (bea,) = [each for each in chaired.heard if each.person == "bea"]
    assert "The meeting at Stage 4 was held on Friday 10 April 2026." in bea.text


def test_what_somebody_typed_stands_in_no_refusal(by_a_name: Story):
    refused = by_a_name.refuses(NotYours, chair.chair_report, "anne", answers=ISSUES)

    assert "MARKER" not in refused.sentence

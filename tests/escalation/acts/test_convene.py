"""The meeting that a procedure asks for: who calls it, for when, who comes, and who may chair it."""

from dataclasses import replace

import pytest

from escalation import rights
from escalation.acts import answer, climb, convene, sight
from escalation.directory.people import Post
from escalation.owing import Admit, Release, RoleAt, To
from escalation.permissions import Relation
from escalation.refusals import NotNow, NotYours, Unusable
from tests.escalation.convened import (
    HELD,
    ON,
    PEOPLE,
    at_stage_4,
    chaired_from_outside,
    shown,
)
from tests.escalation.story import HEADS, Story, time


@pytest.fixture
def stage_4() -> Story:
    """Moved to Stage 4 on the day it was raised, the Thursday before Good Friday."""
    return at_stage_4(Story(directory=PEOPLE))


@pytest.fixture
def outside() -> Story:
    """The same, where the chair must be of an organisation that is not involved."""
    return at_stage_4(Story(directory=PEOPLE, procedure=chaired_from_outside()))


class TestCalling:
    """By the departmental head of the agency that raised it (C5, R-004-37)."""

    def test_its_members_are_told_the_day_and_what_is_asked_and_no_content(self, stage_4: Story):
        stage_4.does(convene.call_meeting, "ruth", answers=ON)

        text = next(each.text for each in stage_4.heard if each.person == "max")
        assert "When: Friday 10 April 2026, 10:00." in text
        assert "Come to the meeting at Stage 4, called by Ruth Adeyemi" in text
        assert "To hear more, ring Sam Okafor at Health Trust" in text
        assert "MARKER" not in text
        stage_4.expects_told({"max", "kofi"}, "called:1")
        stage_4.expects_silence()

    def test_they_are_let_in_and_may_read_from_then_on(self, stage_4: Story):
        assert rights.relations("max", stage_4.disagreement, PEOPLE) == {Relation.STRANGER}
        stage_4.does(convene.call_meeting, "ruth", answers=ON)

        member = RoleAt("operational_senior_manager", "health", "sam")
        assert Admit(member) in stage_4.owed
        assert rights.relations("max", stage_4.disagreement, PEOPLE) == {Relation.CONVENED}
        actor = rights.actor("max", stage_4.disagreement, PEOPLE)
        assert (
            actor.titled == "Max Gray (Senior manager with operational responsibility for the case)"
        )

    def test_called_and_the_day_are_two_times_and_no_limit_moves(self, stage_4: Story):
        before = stage_4.disagreement.limits
        stage_4.does(convene.call_meeting, "ruth", answers=ON)

        called = stage_4.disagreement.convened["s4"]
        assert (called.called, called.on) == (stage_4.now, time("Friday 2026-04-10 10:00"))
        assert called.held is None
        assert stage_4.disagreement.limits == before
        assert "Meeting at Stage 4: called for Friday 10 April 2026, 10:00" in shown(stage_4)

    def test_a_first_act_of_the_head_enters_the_stage_whose_meeting_it_is(self):
        story = Story(directory=PEOPLE).raised("Thursday 2026-04-02 15:00")
        story.reaches("Friday 2026-04-10 17:01")
        assert story.disagreement.stage.id == "s1"

        story.does(convene.call_meeting, "ruth", answers={"meet_on": "2026-04-13"})

        assert story.disagreement.stage.id == "s4"
        assert "s4" in story.disagreement.convened

    @pytest.mark.parametrize("who", ["anne", "sam", "priya"])
    def test_others_are_told_whose_it_is(self, stage_4: Story, who: str):
        refused = stage_4.refuses(NotYours, convene.call_meeting, who, answers=ON)

        assert refused.sentence == (
            "This is for Ruth Adeyemi of Health Trust. Nothing has changed."
        )

    def test_a_stage_that_asks_for_none_says_so(self, stage_4: Story):
        story = Story(directory=PEOPLE).raised("Thursday 2026-04-02 15:00")
        story.does(climb.move_up, "sam", answers={"tier": "2", "reason": "Not safe"})

        refused = story.refuses(NotNow, convene.call_meeting, "mina", answers=ON)
        assert refused.sentence.startswith("The procedure asks for no meeting at Stage 2.")

    @pytest.mark.parametrize("day", ["", "2026-04-01", "2026-02-30", "2099-01-01"])
    def test_a_day_that_cannot_be_used_is_refused(self, stage_4: Story, day: str):
        answers = {"meet_on": day}
        refused = stage_4.refuses(Unusable, convene.call_meeting, "ruth", answers=answers)

        assert refused.field == "meet_on"

    def test_called_again_it_has_another_day_and_its_members_hear_of_that_once(self, stage_4):
        stage_4.does(convene.call_meeting, "ruth", answers=ON).forgets()
        stage_4.does(convene.call_meeting, "ruth", answers={"meet_on": "2026-04-09"})

        stage_4.expects_told({"max", "kofi"}, "moved:2")
        stage_4.expects_silence()
        (only,) = stage_4.disagreement.convened["s4"].each
        assert only.on == time("Thursday 2026-04-09 09:00")

    def test_reminders_are_quiet_until_the_day_and_then_it_is_asked_whether_it_was_held(
        self, stage_4: Story
    ):
        stage_4.does(convene.call_meeting, "ruth", answers={"meet_on": "2026-04-08"}).forgets()

        stage_4.reaches("Thursday 2026-04-09 09:00").expects_silence()
        stage_4.reaches("Thursday 2026-04-09 09:01")
        (ruth,) = [each for each in stage_4.heard if each.person == "ruth"]
        assert "Has the meeting been held" in ruth.text
        assert "[The meeting was held]" in ruth.text
        stage_4.expects_told(HEADS, "meeting:1:4")


class TestAProfessionalsMeeting:
    """Where it is left to choice, any named professional may call it (R-000-26, R-004-09)."""

    @pytest.mark.parametrize(("who", "other"), [("sam", "priya"), ("priya", "sam")])
    def test_either_side_calls_it_and_the_other_is_told(self, easter: Story, who, other):
        easter.forgets().does(convene.call_meeting, who, answers=ON)

        easter.expects_told({other}, "called:1")
        assert "the lived experience of the child" in easter.posts()

    def test_a_manager_is_told_whose_it_is(self, easter: Story):
        easter.reaches("Tuesday 2026-04-07 17:01").does(answer.take, "jo")

        refused = easter.refuses(NotYours, convene.call_meeting, "jo", answers=ON)
        assert refused.sentence == "This is for Sam Okafor and Priya Desai. Nothing has changed."

    @pytest.mark.parametrize("field", ["chair", "chair_name", "chair_of"])
    def test_the_text_speaks_of_no_chair_and_so_nobody_can_be_let_in_as_one(self, easter, field):
        answers = {**ON, field: "pat" if field == "chair" else "MARKER Ms Vale"}
        refused = easter.refuses(Unusable, convene.call_meeting, "sam", answers=answers)

        assert refused.field == field
        assert refused.sentence.startswith("The procedure speaks of no chair for this meeting.")
        assert rights.relations("pat", easter.disagreement, PEOPLE) == {Relation.STRANGER}
        assert "MARKER" not in refused.sentence

    def test_it_meets_no_window(self, easter: Story):
        easter.does(convene.call_meeting, "sam", answers={"meet_on": "2026-04-03"})
        easter.reaches("Tuesday 2026-04-07 10:00")
        answers = {**HELD, "held_on": "2026-04-03"}
        easter.does(convene.meeting_held, "priya", answers=answers)

        easter.reaches("Tuesday 2026-04-07 17:01")
        assert easter.kinds()[-2:] == ["limit_passed", "reached"]


class TestItsChair:
    """Who chairs it; nobody of an involved agency where the text says so (R-000-42, g000-no-numbers)."""

    def test_somebody_of_the_directory_is_told_let_in_and_reads_what_all_read(self, stage_4: Story):
        stage_4.does(convene.call_meeting, "ruth", answers={**ON, "chair": "pat"})

        stage_4.expects_told({"pat"}, "chairs:1")
        assert Admit(To("pat"), farthest="holder") in stage_4.owed
        assert rights.relations("pat", stage_4.disagreement, PEOPLE) == {Relation.CHAIR}
        assert rights.audiences("pat", stage_4.disagreement, PEOPLE) == {"sides"}
        assert rights.actor("pat", stage_4.disagreement, PEOPLE).role == "chair of the meeting"
        assert "Chaired by: Pat Quinn (Thames Valley Police)" in shown(stage_4)

    def test_of_whom_only_a_name_is_known_the_caller_is_asked_to_tell_them(self, stage_4: Story):
        answers = {**ON, "chair_name": "MARKER Ms Vale", "chair_of": "Fire Service"}
        stage_4.does(convene.call_meeting, "ruth", answers=answers)

        (ruth,) = [each for each in stage_4.heard if each.topic == "chair_told:1"]
        assert ruth.person == "ruth"
        assert "MARKER" not in ruth.text
        assert "Chaired by: MARKER Ms Vale (Fire Service)" in stage_4.posts()

    def test_another_chair_takes_their_place_and_they_leave(self, stage_4: Story):
        stage_4.does(convene.call_meeting, "ruth", answers={**ON, "chair": "pat"}).forgets()
        stage_4.does(convene.call_meeting, "ruth", answers={**ON, "chair": "vera"})

        stage_4.expects_told({"pat"}, "chairs_no_more:2")
        assert Release(To("pat")) in stage_4.owed
        assert rights.relations("pat", stage_4.disagreement, PEOPLE) == {Relation.STRANGER}

    def test_a_facilitator_is_named_where_the_text_has_one(self, stage_4: Story):
        stage_4.does(convene.call_meeting, "ruth", answers={**ON, "facilitator": "MARKER Mx Reed"})
        assert "Facilitated by: MARKER Mx Reed" in shown(stage_4)

        seq = next(n for n, kind in enumerate(stage_4.kinds(), 1) if kind == "meeting_called")
        stage_4.does(sight.hide, "ruth", answers={"entry": str(seq), "reason": "A name"})
        assert "MARKER" not in shown(stage_4).partition("Evidence")[0].replace("MARKER the", "")

    @pytest.mark.parametrize(
        ("chosen", "field"),
        [
            ({}, "chair"),
            ({"chair": "helen"}, "chair"),
            ({"chair": "owen"}, "chair"),
            ({"chair": "nobody"}, "chair"),
            ({"chair_name": "Ms Vale"}, "chair_of"),
            ({"chair_name": "Ms Vale", "chair_of": " social  CARE"}, "chair_of"),
            ({"chair_of": "Fire Service"}, "chair_name"),
            ({"chair": "vera", "chair_name": "Ms Vale"}, "chair_name"),
        ],
    )
    def test_a_chair_of_an_involved_agency_is_refused_and_so_is_none(
        self, outside: Story, chosen, field
    ):
        before = outside.kinds()
        refused = outside.refuses(Unusable, convene.call_meeting, "ruth", answers={**ON, **chosen})

        assert refused.field == field
        assert outside.kinds() == before

    def test_the_refusal_has_the_rule_in_the_procedures_own_words(self, outside: Story):
        answers = {**ON, "chair": "helen"}
        refused = outside.refuses(Unusable, convene.call_meeting, "ruth", answers=answers)

        assert refused.sentence == (
            "Helen Frost is of Social Care, which is involved. The procedure says: The chair should "
            "be a senior member from an uninvolved organisation. Choose somebody else. Nothing has "
            "been sent, and what you typed is kept."
        )

    def test_what_was_typed_stands_in_no_refusal(self, outside: Story):
        answers = {**ON, "chair_name": "MARKER Ms Vale", "chair_of": "Social Care"}
        refused = outside.refuses(Unusable, convene.call_meeting, "ruth", answers=answers)

        assert "MARKER" not in refused.sentence
        assert "is of Social Care, which is involved." in refused.sentence

    @pytest.mark.parametrize(
        "of", ["Social Care Ltd", "the social-care council", "Social Care, Reading"]
    )
    def test_what_may_be_another_name_of_an_involved_agency_is_said_with_a_way_on(
        self, outside, of
    ):
        answers = {**ON, "chair_name": "MARKER Ms Vale", "chair_of": of}
        refused = outside.refuses(Unusable, convene.call_meeting, "ruth", answers=answers)

        assert refused.field == "chair_of"
        assert refused.sentence.startswith(
            "This may be Social Care, which is involved. The procedure"
        )
        assert "choose the person from the directory; or write its full name" in refused.sentence
        outside.does(
            convene.call_meeting, "ruth", answers={**answers, "chair_of": f"{of}, not Social Care"}
        )
        assert outside.disagreement.convened["s4"].chair_of == f"{of}, not Social Care"

    @pytest.mark.parametrize(
        "chosen",
        [
            {"chair": "vera"},
            {"chair_name": "Ms Vale", "chair_of": "Ambulance Service"},
            {"chair_name": "Ms Vale", "chair_of": "fire service"},
        ],
    )
    def test_a_chair_of_an_uninvolved_organisation_is_taken(self, outside: Story, chosen):
        outside.does(convene.call_meeting, "ruth", answers={**ON, **chosen})

        assert outside.disagreement.convened["s4"].chair_of in (
            "Fire Service",
            "fire service",
            "Ambulance Service",
        )

    def test_somebody_who_holds_a_role_for_an_involved_agency_is_not_uninvolved(self, outside):
        posts = (*PEOPLE.posts, Post("vera", "safeguarding_lead", "care"))
        outside.directory = replace(PEOPLE, posts=posts)

        answers = {**ON, "chair": "vera"}
        refused = outside.refuses(Unusable, convene.call_meeting, "ruth", answers=answers)
        assert "Vera Vale is of Social Care, which is involved." in refused.sentence

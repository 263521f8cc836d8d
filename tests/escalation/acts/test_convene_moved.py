"""A meeting that is moved, or has another chair: it is said as that, and each hears once what changed."""

from collections.abc import Mapping

import pytest

from escalation.acts import convene
from escalation.owing import Post
from escalation.refusals import Unusable
from tests.escalation.convened import ON, PEOPLE, at_stage_4, chaired_from_outside
from tests.escalation.story import Story

LATER = {"meet_on": "2026-04-13", "meet_at": "14:00"}
PAT = {"chair": "pat"}
TYPED = {"chair_name": "MARKER Ms Vale", "chair_of": "Fire Service"}


@pytest.fixture
def stage_4() -> Story:
    return at_stage_4(Story(directory=PEOPLE))


@pytest.fixture
def outside() -> Story:
    return at_stage_4(Story(directory=PEOPLE, procedure=chaired_from_outside()))


def called(story: Story, before: Mapping[str, str], then: Mapping[str, str]) -> Story:
    story.does(convene.call_meeting, "ruth", answers=before).forgets()
    return story.does(convene.call_meeting, "ruth", answers=then)


def said(story: Story, person: str) -> list[str]:
    return [each.text for each in story.heard if each.person == person]


class TestAnotherDay:
    def test_the_thread_says_from_when_to_when(self, stage_4: Story):
        called(stage_4, {**ON, **PAT}, {**LATER, **PAT})

        assert (
            "moved the meeting at Stage 4 from Friday 10 April 2026, "
            "10:00 to Monday 13 April 2026, 14:00."
        ) in stage_4.posts()
        assert "called the meeting" not in stage_4.posts()
        (post,) = [owed for owed in stage_4.owed if isinstance(owed, Post)]
        assert "the meeting has been moved" in post.message.summary

    def test_its_members_and_its_chair_hear_once_of_both_days_and_who_chairs_it(self, stage_4):
        called(stage_4, {**ON, **PAT}, {**LATER, **PAT})

        (text,) = said(stage_4, "max")
        assert "from Friday 10 April 2026, 10:00 to Monday 13 April 2026, 14:00" in text
        assert "Pat Quinn (Thames Valley Police) chairs it." in text
        stage_4.expects_told({"max", "kofi", "pat"}, "moved:2")
        stage_4.expects_silence()

    def test_with_another_chair_besides_both_are_said_once(self, stage_4: Story):
        called(stage_4, {**ON, **PAT}, {**LATER, "chair": "vera"})

        assert "14:00. It has another chair." in stage_4.posts()
        stage_4.expects_told({"max", "kofi"}, "moved:2")
        stage_4.expects_told({"vera"}, "chairs:2")
        stage_4.expects_told({"pat"}, "chairs_no_more:2")
        stage_4.expects_silence()

    def test_of_whom_only_a_name_is_known_the_caller_tells_them_of_the_day(self, stage_4: Story):
        called(stage_4, {**ON, **TYPED}, {**LATER, **TYPED})

        (text,) = said(stage_4, "ruth")
        assert "please tell the chair that the meeting has moved" in text
        assert "named for Monday 13 April 2026, 14:00" in text
        assert not any("MARKER" in each.text for each in stage_4.heard)


class TestAnotherChair:
    def test_the_day_being_the_same_only_the_chair_is_said(self, stage_4: Story):
        called(stage_4, {**ON, **PAT}, {**ON, "chair": "vera"})

        assert "named another chair for the meeting at Stage 4, which stays on" in stage_4.posts()
        (text,) = said(stage_4, "max")
        assert "You are asked to come" not in text
        assert "Vera Vale (Fire Service) chairs it." in text
        stage_4.expects_told({"max", "kofi"}, "rechaired:2")
        stage_4.expects_told({"vera"}, "chairs:2")
        stage_4.expects_told({"pat"}, "chairs_no_more:2")
        stage_4.expects_silence()

    def test_that_a_chair_is_to_be_told_is_taken_back(self, stage_4: Story):
        called(stage_4, {**ON, **TYPED}, {**ON, **PAT})

        (text,) = said(stage_4, "ruth")
        assert "you need not tell the chair whom you named any more" in text
        assert "MARKER" not in text

    def test_with_nothing_changed_for_them_nobody_is_told(self, stage_4: Story):
        called(stage_4, {**ON, **PAT}, {**ON, **PAT, "facilitator": "Mx Reed"})

        stage_4.expects_silence()
        assert "called the meeting" not in stage_4.posts()


class TestATypedNameOfAnInvolvedAgency:
    """Helen Frost is of Social Care, which is involved, and in the directory (R-000-42)."""

    @pytest.mark.parametrize(
        "name", ["Helen Frost", " helen  FROST", "Dr. Helen Frost", "Frost, Helen"]
    )
    def test_it_is_refused_with_the_rule_and_the_way_on(self, outside: Story, name: str):
        answers = {**ON, "chair_name": name, "chair_of": "Somewhere Else"}
        refused = outside.refuses(Unusable, convene.call_meeting, "ruth", answers=answers)

        assert refused.field == "chair_name"
        assert refused.sentence == (
            "Somebody of this name is of Social Care, which is involved. The procedure says: The chair "
            "should be a senior member from an uninvolved organisation. Choose somebody else. If it is "
            "another person of the same name, write their organisation in full and, after that, “not "
            "Social Care”. Nothing has been sent, and what you typed is kept."
        )

    def test_another_person_of_the_same_name_is_taken_once_that_is_said(self, outside: Story):
        answers = {**ON, "chair_name": "Helen Frost", "chair_of": "Fire Service, not Social Care"}
        outside.does(convene.call_meeting, "ruth", answers=answers)

        assert outside.disagreement.convened["s4"].chair_name == "Helen Frost"

    def test_a_name_of_an_agency_that_is_not_involved_is_taken(self, outside: Story):
        answers = {**ON, "chair_name": "Vera Vale", "chair_of": "Fire Service"}
        outside.does(convene.call_meeting, "ruth", answers=answers)

        assert outside.disagreement.convened["s4"].chair_name == "Vera Vale"

"""One disagreement, folded from its entries: where it stands, whose turn it is, what comes next."""

import pytest

from escalation.acts import answer, climb, harm, meet
from escalation.disagreement import Disagreement, Status, after, fold
from escalation.ladder.waking import Wake
from escalation.owing import RoleAt, To
from escalation.particulars import Side, Turn
from tests.escalation.story import BERKSHIRE, Story, time


def test_folding_all_its_entries_is_folding_them_one_by_one(easter):
    easter.reaches("Thursday 2026-04-09 10:00").does(answer.take, "mina")

    assert fold(easter.reference, BERKSHIRE, easter.entries) == easter.disagreement


def test_its_version_is_the_number_of_its_entries(easter):
    easter.reaches("Friday 2026-05-01 17:00")

    assert easter.disagreement.version == len(easter.entries)


def test_the_fold_of_nothing_is_an_open_disagreement_between_nobody():
    nothing = fold("ESC-A", BERKSHIRE, [])

    assert nothing == Disagreement("ESC-A", BERKSHIRE)
    assert (nothing.status, nothing.reached, nothing.agencies) == (Status.OPEN, 0, ())
    assert nothing.people_of(0, "health") == ()


def test_where_it_stands(easter):
    easter.reaches("Wednesday 2026-04-08 17:01")
    assert (easter.disagreement.tier.id, easter.disagreement.stage.id) == ("s1-professionals", "s1")

    easter.does(answer.take, "helen")

    assert (easter.disagreement.tier.id, easter.disagreement.stage.id) == ("s2-next-level", "s2")
    assert easter.disagreement.question == "tier:2"
    assert not easter.disagreement.is_last_tier


def test_the_side_that_raised_it_is_the_first(easter):
    assert easter.disagreement.agencies == ("health", "care")
    assert [side.name for side in easter.disagreement.others("health")] == ["Social Care"]
    assert easter.disagreement.side("police") is None
    assert easter.disagreement.agency_name("police") == "police"


def test_whose_managers_are_asked_follows_the_professional_until_they_have_been_told():
    assert Side("health", "Health Trust", "sam", "Sam Okafor").under == "sam"
    assert Side("health", "Health Trust", "ann", "Ann Bell", line="sam").under == "sam"


def test_who_holds_a_tier(easter):
    assert easter.disagreement.people_of(0, "health") == (To("sam"),)
    assert easter.disagreement.everybody_at(1) == (
        RoleAt("line_manager", "health", "sam"),
        RoleAt("line_manager", "care", "priya"),
    )


class TestTurns:
    """Whose turn it is, at each agency."""

    def who(self, story: Story) -> list[str]:
        return [f"{turn.tier}:{turn.who}" for turn in story.disagreement.turns()]

    def test_at_first_the_named_professionals(self, easter: Story):
        assert self.who(easter) == ["0:sam", "0:priya"]

    def test_once_they_are_told_the_next_tier_alone(self, easter: Story):
        easter.reaches("Tuesday 2026-04-07 17:01")

        assert self.who(easter) == ["1:line_manager@health", "1:line_manager@care"]

    def test_where_one_took_it_both_they_and_the_other_sides_tier(self, easter: Story):
        easter.reaches("Tuesday 2026-04-07 17:01").does(answer.take, "jo")

        assert self.who(easter) == ["1:jo", "1:line_manager@care"]

    def test_whoever_has_been_told_since_as_well(self, easter: Story):
        easter.reaches("Thursday 2026-04-09 16:00").does(answer.take, "mina")
        easter.reaches("Thursday 2026-04-09 17:01")

        assert self.who(easter) == [
            "2:mina",
            "3:senior_manager@health",
            "2:next_manager@care",
            "2:safeguarding_lead@care",
            "3:senior_manager@care",
        ]

    def test_a_turn_says_at_which_tier_it_is(self, easter: Story):
        assert easter.disagreement.turn("health") == (Turn("health", 0, To("sam")),)


class TestMoments:
    """When the engine must wake: soonest first, and in the words of what is then due."""

    def test_at_first_the_question_the_limit_and_the_telling(self, easter: Story):
        first = [wake for wake in easter.disagreement.moments() if wake.at.day < 8]

        assert first == [
            Wake("ask:0", time("Tuesday 2026-04-07 09:00")),
            Wake("limit:0", time("Tuesday 2026-04-07 17:00")),
            Wake("tell:1", time("Tuesday 2026-04-07 17:00")),
        ]

    def test_every_limit_ahead_is_a_moment(self, easter: Story):
        ids = [wake.id for wake in easter.disagreement.moments()]

        assert {f"limit:{tier}" for tier in range(5)} <= set(ids)

    def test_nothing_is_due_at_the_very_instant(self, easter: Story):
        instant = time("Tuesday 2026-04-07 09:00")

        assert easter.disagreement.due(instant) is None
        assert easter.disagreement.due(time("Tuesday 2026-04-07 09:01")) is not None

    def test_what_is_told_comes_before_what_is_asked_again(self, easter: Story):
        due = easter.disagreement.due(time("Wednesday 2026-05-06 10:00"))

        assert due is not None
        assert due.id == "limit:0"

    def test_a_limit_that_had_passed_before_raising_is_no_moment(self, story: Story):
        story.raised("Monday 2026-09-14 09:00", at="Thursday 2026-09-17 11:00")

        ids = {wake.id for wake in story.disagreement.moments()}
        assert not ids & {"limit:0", "limit:1"}

    def test_a_meeting_takes_the_place_of_reminders(self, easter: Story):
        easter.does(meet.meet, "sam", answers={"meet_on": "2026-04-20"})

        nudges = [wake.id for wake in easter.disagreement.moments() if wake.is_nudge]
        assert nudges == ["meeting:1"]

    def test_once_it_has_ended_only_harm_and_what_is_left_still_wake(self, easter: Story):
        easter.does(harm.press, "sam").settles("sam", "priya")

        assert [wake.id for wake in easter.disagreement.moments()] == ["harm:1", "closing:1"]


@pytest.mark.parametrize(
    ("id", "nudge"),
    [
        ("ask:0", True),
        ("remind:12", True),
        ("meeting:1", True),
        ("quiet:2", True),
        ("limit:0", False),
        ("tell:1", False),
        ("top:4", False),
        ("harm:1", False),
    ],
)
def test_which_moments_only_ask_again(id, nudge):
    assert Wake(id, time("Thursday 2026-04-02 15:00")).is_nudge is nudge


def test_everybody_told_counts_advisers_and_names_each_once(easter):
    easter.does(answer.bring_lead, "sam").does(climb.move_up, "sam")

    assert [str(who) for who in easter.disagreement.everybody_told()] == [
        "sam",
        "priya",
        "line_manager@health",
        "line_manager@care",
        "safeguarding_lead@health",
    ]


def test_after_is_the_fold_carried_on(easter):
    before = easter.disagreement
    easter.does(answer.take, "sam")

    assert after(before, easter.last("taken")) == easter.disagreement

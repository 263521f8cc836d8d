"""I have this, Not me, and one's own safeguarding lead."""

from dataclasses import replace

import pytest

from escalation import rights
from escalation.acts import agree, answer, climb, close, say, wrong
from escalation.entries import own_agency
from escalation.owing import Admit, Post, Release, RoleAt, To
from escalation.permissions import Act
from escalation.refusals import NotNow, NotYours, Stale, Unusable
from tests.escalation.story import AGREEMENT, DIRECTORY, LINE_MANAGERS, Story

GONE = {"reason": "MARKER on leave", "instead": "ann"}


class TestTaking:
    """One person has it for their side."""

    def test_whoever_takes_it_holds_it_alone_for_their_side(self, easter: Story):
        easter.reaches("Wednesday 2026-04-08 17:01").does(answer.take, "clare")

        assert [str(turn.who) for turn in easter.disagreement.turn("health")] == ["clare"]
        assert [str(turn.who) for turn in easter.disagreement.turn("care")] == [
            "next_manager@care",
            "safeguarding_lead@care",
        ]
        assert "Clare Moss (Safeguarding Lead) has this for Health Trust." in easter.posts()

    def test_pressed_twice_it_is_taken_once(self, easter: Story):
        easter.does(answer.take, "sam")

        refused = easter.refuses(Stale, answer.take, "sam")
        assert refused.sentence == "You have this already for your agency. Nothing has changed."

    def test_a_second_person_of_the_tier_hears_who_has_it(self, easter: Story):
        easter.reaches("Wednesday 2026-04-08 17:01").does(answer.take, "clare")

        refused = easter.refuses(Stale, answer.take, "mina")
        assert refused.sentence.startswith("Clare Moss has this already")

    def test_each_side_has_its_own_holder(self, easter: Story):
        easter.does(answer.take, "sam").does(answer.take, "priya")

        assert set(easter.disagreement.holders) == {"health", "care"}

    def test_a_deputy_may_stand_in(self, easter: Story):
        easter.reaches("Tuesday 2026-04-07 17:01").does(answer.take, "kofi")

        assert easter.disagreement.holders["care"].name == "Kofi Mensah"

    def test_whoever_held_it_below_holds_it_no_more(self, easter: Story):
        easter.does(answer.take, "sam").does(climb.move_up, "sam")

        assert easter.disagreement.holders == {}

    def test_somebody_whose_tier_has_not_been_told_hears_who_has_it_now(self, easter: Story):
        refused = easter.refuses(NotYours, answer.take, "jo")

        assert refused.sentence.startswith("Your tier has not been told.")
        assert "Sam Okafor and Priya Desai" in refused.sentence

    def test_once_it_has_ended_there_is_nothing_to_take(self, easter: Story):
        easter.settles("sam", "priya")

        refused = easter.refuses(NotNow, answer.take, "sam")
        assert "was settled on Thursday 2 April 2026, 15:00" in refused.sentence


class TestNotMe:
    """The clock goes on; whoever is named stands in their place."""

    def test_the_clock_goes_on(self, easter: Story):
        easter.reaches("Tuesday 2026-04-07 17:01")
        before = easter.disagreement.moments()

        easter.does(answer.not_me, "jo", answers={"reason": "Not my team", "instead": "max"})

        assert easter.disagreement.moments() == before

    @pytest.mark.failure(18)
    def test_whoever_is_named_is_let_in_and_asked(self, easter: Story):
        easter.reaches("Tuesday 2026-04-07 17:01").forgets()

        easter.does(answer.not_me, "jo", answers={"reason": "Not my team", "instead": "max"})

        easter.expects_told({"max"}, "redirected:1")
        assert Admit(To("max")) in easter.owed
        easter.does(answer.take, "max")
        assert easter.disagreement.stage_tier == 1

    def test_whoever_is_replaced_leaves_and_may_do_no_more(self, easter: Story):
        easter.reaches("Tuesday 2026-04-07 17:01")

        easter.does(answer.not_me, "jo", answers={"reason": "Not my team", "instead": "max"})

        assert Release(To("jo")) in easter.owed
        easter.refuses(NotYours, answer.take, "jo")

    def test_somebody_who_still_stands_elsewhere_is_not_sent_away(self, easter: Story):
        """Clare was brought in to advise; that next-level work is not hers changes nothing there."""
        easter.does(answer.bring_lead, "sam").reaches("Wednesday 2026-04-08 17:01")

        easter.does(answer.not_me, "clare", answers={"reason": "I advise", "instead": "dev"})

        assert [owed for owed in easter.owed if isinstance(owed, Release)] == []
        easter.does(say.say, "clare", text="Still here to advise.")

    def test_of_two_roles_of_a_tier_only_the_one_given_up_changes_hands(self, easter: Story):
        easter.reaches("Wednesday 2026-04-08 17:01")

        easter.does(answer.not_me, "clare", answers={"reason": "On leave", "instead": "dev"})

        people = easter.disagreement.people_of(2, "health")
        assert people == (RoleAt("next_manager", "health", "sam"), To("dev"))
        easter.does(answer.take, "mina")

    def test_a_named_professional_is_replaced_on_the_card(self, easter: Story):
        easter.does(answer.not_me, "sam", answers=GONE)

        side = easter.disagreement.side("health")
        assert side is not None
        assert (side.practitioner, side.practitioner_name) == ("ann", "Ann Bell")

    def test_the_colleague_who_takes_over_the_raising_may_withdraw_it(self, easter: Story):
        easter.does(answer.not_me, "sam", answers=GONE)

        easter.refuses(NotYours, close.withdraw, "sam")
        easter.does(close.withdraw, "ann")

    def test_before_managers_are_told_it_is_the_new_colleagues_managers_who_are(self, easter):
        easter.does(answer.not_me, "sam", answers=GONE).forgets()

        easter.reaches("Tuesday 2026-04-07 17:01").expects_told({"max", "tom"}, "reached:1")

    def test_managers_who_have_been_told_stay_those_who_are_asked(self, easter: Story):
        easter.reaches("Tuesday 2026-04-07 17:01").does(answer.take, "jo")

        easter.does(answer.not_me, "sam", answers=GONE)

        assert rights.may("jo", Act.APPROVE, easter.disagreement, DIRECTORY)
        assert not rights.may("max", Act.APPROVE, easter.disagreement, DIRECTORY)

    @pytest.mark.failure(17)
    def test_with_nobody_named_the_business_manager_hears_of_the_hole(self, easter: Story):
        easter.reaches("Tuesday 2026-04-07 17:01").forgets()

        easter.does(answer.not_me, "tom", answers={"reason": "MARKER not mine"})

        easter.expects_told({"bea"}, "hole:1")

    def test_the_business_manager_hears_no_reason_and_no_content(self, easter: Story):
        easter.reaches("Tuesday 2026-04-07 17:01").forgets()

        easter.does(answer.not_me, "tom", answers={"reason": "MARKER not mine"})

        (bea,) = easter.heard
        assert "MARKER" not in bea.text
        assert "line manager / team manager asked at Social Care" in bea.text

    def test_with_nobody_named_they_go_on_being_asked(self, easter: Story):
        easter.reaches("Tuesday 2026-04-07 17:01").does(answer.take, "tom")
        easter.does(answer.not_me, "tom", answers={"reason": "Not mine"}).forgets()

        assert easter.disagreement.holders == {}
        easter.reaches("Wednesday 2026-04-08 09:01").expects_told(LINE_MANAGERS, "ask:1")

    def test_handed_back_and_forth_each_is_told_anew(self, easter: Story):
        easter.reaches("Tuesday 2026-04-07 17:01").forgets()
        easter.does(answer.not_me, "jo", answers={"reason": "Not mine", "instead": "max"})
        easter.does(answer.not_me, "max", answers={"reason": "Nor mine", "instead": "jo"})

        topics = [(each.person, each.topic) for each in easter.heard]
        assert topics == [("max", "redirected:1"), ("jo", "redirected:2")]

    def test_a_deputy_only_steps_aside_and_the_holder_is_still_asked(self, easter: Story):
        easter.reaches("Tuesday 2026-04-07 17:01").does(answer.take, "kofi").forgets()

        easter.does(answer.not_me, "kofi", answers={"reason": "Tom is back"})

        assert easter.disagreement.holders == {}
        assert easter.disagreement.people_of(1, "care") == (
            RoleAt("line_manager", "care", "priya"),
        )
        easter.expects_told({"tom"}, "redirected:1")
        assert Release(To("kofi")) in easter.owed
        assert "They stood in for Tom Reed, who is still asked." in easter.posts()
        easter.refuses(NotYours, answer.take, "kofi")
        easter.does(answer.take, "tom")

    def test_of_whoever_has_no_access_any_more_it_is_not_said_that_they_are_asked(self, easter):
        """Kofi is asked in the place of Tom, who was brought in by mistake, and it is not his."""
        easter.reaches("Tuesday 2026-04-07 17:01")
        easter.does(wrong.wrong, "priya", answers={"who": "tom", "reason": "Another Tom"}).forgets()

        easter.does(answer.not_me, "kofi", answers={"reason": "Not mine"})

        assert "Tom Reed" not in easter.posts()
        easter.expects_told({"helen"}, "redirected:1")
        easter.refuses(NotYours, answer.take, "kofi")

    def test_a_deputy_puts_nobody_in_the_holders_place(self, easter: Story):
        easter.reaches("Tuesday 2026-04-07 17:01")

        answers = {"reason": "Not mine", "instead": "helen"}
        refused = easter.refuses(Unusable, answer.not_me, "kofi", answers=answers)

        assert refused.field == "instead"
        assert "You stand in for Tom Reed" in refused.sentence

    def test_the_raisers_deputy_never_changes_who_raised_it(self):
        people = tuple(
            replace(person, deputy="ann") if person.id == "sam" else person
            for person in DIRECTORY.people
        )
        story = Story(directory=replace(DIRECTORY, people=people))
        story.raised("Thursday 2026-04-02 15:00")

        story.does(answer.not_me, "ann", answers={"reason": "Sam is back"})

        assert story.disagreement.raiser is not None
        assert story.disagreement.raiser.person == "sam"
        assert story.disagreement.sides[0].practitioner == "sam"
        story.does(close.withdraw, "sam")

    def test_whom_a_handing_on_displaces_is_released_and_told(self, easter: Story):
        """Kofi had taken it up for Tom, who hands it to Helen: it is Kofi's no more."""
        easter.reaches("Tuesday 2026-04-07 17:01").does(answer.take, "kofi").forgets()

        easter.does(answer.not_me, "tom", answers={"reason": "Not my team", "instead": "helen"})

        easter.expects_told({"helen"}, "redirected:1")
        easter.expects_told({"kofi"}, "relieved:1")
        assert {Release(To("tom")), Release(To("kofi"))} <= {
            owed for owed in easter.owed if isinstance(owed, Release)
        }
        assert easter.disagreement.holders == {}

    def test_a_deputy_who_had_no_part_in_it_hears_nothing(self, easter: Story):
        easter.reaches("Tuesday 2026-04-07 17:01").forgets()

        easter.does(answer.not_me, "tom", answers={"reason": "Not my team", "instead": "helen"})

        assert "kofi" not in {each.person for each in easter.heard}

    @pytest.mark.parametrize("instead", ["tom", "nobody", "jo"])
    def test_it_must_be_a_colleague_of_ones_own_agency(self, easter: Story, instead: str):
        easter.reaches("Tuesday 2026-04-07 17:01")

        answers = {"reason": "Not mine", "instead": instead}
        assert easter.refuses(Unusable, answer.not_me, "jo", answers=answers).field == "instead"

    def test_the_raiser_names_somebody_or_withdraws(self, easter: Story):
        answers = {"reason": "Not mine"}
        assert easter.refuses(Unusable, answer.not_me, "sam", answers=answers).field == "instead"

    def test_it_needs_a_reason(self, easter: Story):
        assert easter.refuses(Unusable, answer.not_me, "priya", answers={}).field == "reason"


class TestBringingInTheLead:
    """R-004-12: one's own business, and nobody else's."""

    def test_the_lead_is_let_in_and_asked_for_advice(self, easter: Story):
        easter.forgets().does(answer.bring_lead, "sam")

        (clare,) = easter.heard
        assert (clare.person, clare.topic) == ("clare", "adviser:health:safeguarding_lead")
        assert "Sam Okafor (Professional) asks for your advice" in clare.text
        assert "You are asked to decide nothing." in clare.text

    def test_whom_one_asks_is_for_ones_own_agency_alone(self, easter: Story):
        easter.forgets().does(answer.bring_lead, "sam")

        assert easter.last("lead_brought_in").audience == own_agency("health")
        assert [owed for owed in easter.owed if isinstance(owed, Post)] == []

    def test_the_lead_may_read_and_write_and_decide_nothing(self, easter: Story):
        easter.does(answer.bring_lead, "sam")
        easter.does(agree.propose, "sam", answers=AGREEMENT)

        refused = easter.refuses(NotYours, agree.approve, "clare", question=easter.proposal)
        assert "Sam Okafor and Priya Desai" in refused.sentence

    def test_brought_in_once(self, easter: Story):
        easter.does(answer.bring_lead, "sam")

        easter.refuses(Stale, answer.bring_lead, "sam")

    def test_each_side_has_its_own(self, easter: Story):
        easter.does(answer.bring_lead, "sam").does(answer.bring_lead, "priya")

        assert set(easter.disagreement.advisers) == {"health", "care"}

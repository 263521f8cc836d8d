"""Raised for or with a colleague: both are named, both may act, one holds it, and one may step back."""

import pytest

from escalation import rights
from escalation.acts import agree, answer, close
from escalation.entries import CLOCK
from escalation.ladder.asking import Asked
from escalation.owing import Place, Release, Telling, To
from escalation.permissions import Act
from escalation.refusals import Stale, Unusable
from escalation.words import message
from escalation.words.card import card
from tests.escalation.story import AGREEMENT, Story
from tests.escalation.wider import WIDER, raised_between

AGREED = "Each agency has approved"


@pytest.fixture
def story() -> Story:
    """Jo, who manages Sam, raises it with Sam."""
    return raised_between(by="jo", colleague="sam", jointly="with")


def shown(story: Story) -> str:
    return message.plain(card(story.disagreement))


@pytest.mark.parametrize("jointly", ["for", "with"])
def test_both_are_named_on_the_card_and_the_record_says_who_spoke(jointly):
    story = raised_between(by="jo", colleague="sam", jointly=jointly)

    assert f"15:00, by Jo Lee {jointly} Sam Okafor" in shown(story)
    assert "Between: Jo Lee and Sam Okafor (Health Trust) and Priya Desai" in shown(story)
    read = story.reads(story.entries[0])
    assert f"Jo Lee {jointly} Sam Okafor raised a difference of opinion" in read
    assert "Jo Lee wrote what stands here." in read


def test_both_are_let_in_and_told(story):
    place = next(owed for owed in story.owed if isinstance(owed, Place))
    assert place.admit == (To("jo"), To("sam"), To("priya"))
    texts = {each.person: each.text for each in story.heard if each.topic == "raised"}
    assert "Jo Lee raised it with you." in texts["sam"]
    assert "you have raised it" in texts["jo"]
    assert "ring Priya Desai at Social Care" in texts["sam"]
    assert "MARKER" not in "".join(texts.values())


def test_raised_at_a_higher_stage_the_colleague_is_asked_for_nothing_by_a_day():
    story = raised_between(
        by="jo", colleague="sam", jointly="for", start_tier=3, start_reason="Unsafe"
    )

    (text,) = [e.text for e in story.heard if (e.person, e.topic) == ("sam", "raised")]
    assert "It is at Stage 3" in text
    assert "When:" not in text


@pytest.mark.parametrize("who", ["jo", "sam"])
def test_each_may_do_whatever_the_raiser_may(who):
    story = raised_between(by="jo", colleague="sam", jointly="for")

    for act in (Act.WITHDRAW, Act.SAY, Act.PROPOSE, Act.APPROVE, Act.DISSENT, Act.MOVE_UP):
        assert rights.may(who, act, story.disagreement, WIDER), act
    story.does(close.withdraw, who)
    assert story.kinds()[-2:] == ["withdrawn", "closing_opened"]


def test_whoever_may_not_withdraw_it_hears_that_both_of_them_may(story):
    refused = story.refuses(Exception, close.withdraw, "priya")

    assert str(refused) == "This is for Jo Lee and Sam Okafor. Nothing has changed."


def test_one_of_them_holds_it_and_never_both(story):
    story.does(answer.take, "sam")

    assert "Jo Lee" not in {actor.name for actor in story.disagreement.holders.values()}
    assert [turn.who for turn in story.disagreement.turn("health")] == [To("sam")]
    refused = story.refuses(Stale, answer.take, "jo")
    assert "Sam Okafor has this already" in refused.sentence


def test_a_yes_of_either_is_the_one_yes_of_their_agency_and_both_hear_of_it(story):
    story.does(agree.propose, "priya", answers=AGREEMENT)
    question = story.proposal
    story.does(agree.approve, "sam", question=question)
    story.refuses(Stale, agree.approve, "jo", question=question)

    story.forgets().does(agree.approve, "priya", question=question)

    told = {each.person for each in story.heard if AGREED in each.text}
    assert told == {"jo", "sam", "priya"}


def test_the_clock_asks_the_workers_own_managers():
    """Clare, the lead, raises it for Ann: Ann's line manager is asked, not the first one listed."""
    story = raised_between(by="clare", colleague="ann", jointly="for").forgets()

    story.reaches("Tuesday 2026-04-07 17:01")

    story.expects_told({"max", "tom"}, "reached:1")


class TestNotMe:
    """A colleague who says that it is not theirs leaves; whoever raised it remains."""

    def test_they_leave_and_nobody_is_asked_instead(self, story: Story) -> None:
        story.does(answer.take, "sam").forgets()

        story.does(answer.not_me, "sam", answers={"reason": "I have moved team"})

        assert story.kinds()[-1] == "colleague_left"
        assert story.owed[-1] == Release(To("sam"))
        said = "Sam Okafor (Professional) has said that this is not theirs. Jo Lee is still asked."
        assert said in story.posts()
        assert not story.heard
        assert not rights.may("sam", Act.READ, story.disagreement, WIDER)
        assert "Sam Okafor" not in shown(story).split("Whoever")[0]
        assert story.disagreement.holders == {}

    def test_the_managers_asked_stay_the_same(self, story: Story) -> None:
        story.does(answer.not_me, "sam", answers={"reason": "I have moved team"}).forgets()

        story.reaches("Tuesday 2026-04-07 17:01")

        story.expects_told({"jo", "tom"}, "reached:1")

    def test_one_who_reads_it_as_a_manager_steps_back_and_still_reads_it(self) -> None:
        story = raised_between(colleague="jo", jointly="with")
        story.reaches("Wednesday 2026-04-08 17:01").does(answer.take, "mina")

        story.forgets().does(answer.not_me, "jo", answers={"reason": "Not mine"})

        assert story.disagreement.sides[0].named == "Sam Okafor"
        assert rights.may("jo", Act.READ, story.disagreement, WIDER)
        assert not any(isinstance(owed, Release) for owed in story.owed)

    def test_they_name_nobody_instead(self, story: Story) -> None:
        answers = {"reason": "Not mine", "instead": "ann"}

        refused = story.refuses(Unusable, answer.not_me, "sam", answers=answers)

        assert refused.field == "instead"

    def test_where_the_raiser_steps_back_the_colleague_stands_alone(self, story: Story) -> None:
        story.does(answer.not_me, "jo", answers={"reason": "I am on leave"})

        side = story.disagreement.sides[0]
        assert (side.practitioner, side.colleague, side.named) == ("sam", "", "Sam Okafor")
        assert story.disagreement.raisers() == ("sam",)
        assert not rights.may("jo", Act.READ, story.disagreement, WIDER)
        story.forgets().reaches("Tuesday 2026-04-07 17:01")
        story.expects_told({"jo", "tom"}, "reached:1")

    def test_where_the_raiser_hands_it_on_the_colleague_stays_beside(self, story: Story) -> None:
        story.does(answer.not_me, "jo", answers={"reason": "On leave", "instead": "ann"})

        assert story.disagreement.sides[0].named == "Ann Bell with Sam Okafor"
        assert story.disagreement.raisers() == ("ann", "sam")
        story.forgets().reaches("Tuesday 2026-04-07 17:01")
        story.expects_told({"jo", "tom"}, "reached:1")


def test_where_nothing_is_counted_both_are_asked_whether_to_move_it_up(story):
    asked = Asked(at=story.now, by=CLOCK, wake="quiet:0", tier=0, next_at=None)

    owed = asked.owes(story.disagreement)
    told = [str(each.to) for each in owed if isinstance(each, Telling)]

    assert told == ["jo", "sam"]

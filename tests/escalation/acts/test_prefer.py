"""Whom the procedure lets a side ask in preference to its line manager (R-001-16)."""

from dataclasses import replace

import pytest

from escalation import rights
from escalation.acts import answer, climb, duty, prefer
from escalation.directory import seeking
from escalation.entries import CLOCK
from escalation.ladder import settling
from escalation.owing import Admit, Release, RoleAt, Telling, To
from escalation.particulars import Joined
from escalation.permissions import Act
from escalation.refusals import NotNow, NotYours, Stale, Unusable
from escalation.words import card, prompts
from escalation.words.message import plain
from tests.escalation.scs import PEOPLE, scs
from tests.escalation.story import BERKSHIRE, Story

INSTEAD = {"whom": "1:designated_professional"}
OWN = {"whom": "1:own"}
MOVED = {"tier": "1", "reason": "MARKER"}
HIGHER = {"tier": "2", "reason": "MARKER"}


@pytest.fixture
def raised() -> Story:
    return scs()


@pytest.fixture
def told(raised: Story) -> Story:
    """The line managers have been told."""
    return raised.does(climb.move_up, "sam", answers=MOVED).forgets()


def test_g001_in_preference_the_line_manager_is_not_prompted_and_the_choice_is_recorded(
    raised: Story,
):
    raised.forgets().does(prefer.prefer, "sam", answers=INSTEAD)

    (jo,) = raised.heard
    assert (jo.person, jo.telling.nudge) == ("jo", False)
    assert "You are asked for nothing:" in jo.text
    assert "MARKER" not in jo.text
    assert "the designated or named professional for safeguarding is asked" in raised.posts()
    assert raised.disagreement.preferred == {(1, "health"): "designated_professional"}

    raised.forgets().does(climb.move_up, "sam", answers=MOVED)
    assert {"dev", "tom"} <= {heard.person for heard in raised.heard}
    assert "jo" not in {heard.person for heard in raised.heard}


def test_whoever_was_chosen_has_the_replaced_tiers_limit_and_turn(told: Story):
    limit = told.disagreement.limit(1)
    told.does(prefer.prefer, "sam", answers=INSTEAD)

    (turn,) = told.disagreement.turn("health")
    assert (turn.tier, str(turn.who)) == (1, "designated_professional@health")
    assert told.disagreement.limit(1) == limit
    (dev,) = [heard for heard in told.heard if heard.person == "dev"]
    assert "You are asked: Contact each other to review the available information" in dev.text
    told.does(answer.take, "dev", question="tier:1")
    assert told.disagreement.holders["health"].person == "dev"


def test_if_the_tier_has_been_told_the_manager_leaves_and_the_other_is_let_in(told: Story):
    told.does(prefer.prefer, "sam", answers=INSTEAD)

    assert Admit(RoleAt("designated_professional", "health", "sam")) in told.owed
    assert Release(To("jo")) in told.owed
    assert not rights.may("jo", Act.READ, told.disagreement, PEOPLE)
    assert rights.may("dev", Act.APPROVE, told.disagreement, PEOPLE)


def test_the_other_side_chooses_for_itself(told: Story):
    told.does(prefer.prefer, "sam", answers=INSTEAD)

    (turn,) = told.disagreement.turn("care")
    assert str(turn.who) == "line_manager@care"


def test_record_and_thread_say_who_really_was_told(raised: Story):
    raised.does(prefer.prefer, "sam", answers=INSTEAD)
    raised.does(climb.move_up, "sam", answers=MOVED)

    lead = "designated or named professional for safeguarding of Health Trust"
    both = f"{lead} and the line manager or equivalent of Social Care"
    assert f"The {both} have now been told." in raised.posts()
    assert f"It is now at Stage 1 – Preventing Disputes: {both}." in raised.posts()


def test_the_card_says_who_really_is_told_next(raised: Story):
    raised.does(prefer.prefer, "sam", answers=INSTEAD)
    shown = plain(card.card(raised.disagreement))
    assert "and the line manager or equivalent of Social Care are told once" in shown

    raised.does(prefer.prefer, "priya", answers=INSTEAD)
    shown = plain(card.card(raised.disagreement))
    assert "the designated or named professional for safeguarding of each agency is told" in shown


def test_the_card_shows_who_is_asked(told: Story):
    told.does(prefer.prefer, "sam", answers=INSTEAD)

    shown = plain(card.card(told.disagreement))
    assert "Asked at Health Trust: Designated or named professional for safeguarding" in shown
    assert "Asked at Social Care: Line manager or equivalent (awaited)" in shown


def heard(story: Story) -> dict[str, str]:
    """What each has been told since it was last examined, on one line."""
    return {each.person: " ".join(each.text.split()) for each in story.heard}


def test_it_is_undone_by_choosing_the_line_manager_again_and_each_reads_what_is_new(told: Story):
    told.does(prefer.prefer, "sam", answers=INSTEAD).forgets()
    told.does(prefer.prefer, "sam", answers=OWN)

    assert told.disagreement.preferred == {}
    assert "you are asked after all" in heard(told)["jo"]
    assert "Contact each other" not in heard(told)["jo"]
    assert "[I have this]" in heard(told)["jo"]
    assert "you are no longer asked" in heard(told)["dev"]
    assert Release(To("dev")) in told.owed


def test_to_and_fro_nobody_reads_the_same_twice(told: Story):
    for chosen in (INSTEAD, OWN, INSTEAD):
        told.does(prefer.prefer, "sam", answers=chosen)

    texts = [(each.person, each.text) for each in told.heard if each.person in ("jo", "dev")]
    assert len(texts) == len(set(texts)) == 6


def test_before_the_tier_is_told_the_manager_hears_once_that_another_is_asked(raised: Story):
    raised.forgets()
    for chosen in (INSTEAD, OWN, INSTEAD):
        raised.does(prefer.prefer, "sam", answers=chosen)
    assert [each.person for each in raised.heard] == ["jo"]


def test_whoever_is_asked_first_only_after_a_change_reads_their_whole_part(raised: Story):
    raised.does(prefer.prefer, "sam", answers=INSTEAD)
    raised.does(climb.move_up, "sam", answers=MOVED).forgets()
    raised.does(prefer.prefer, "sam", answers=OWN)

    assert "You are asked: Contact each other" in heard(raised)["jo"]
    assert "you are no longer asked" in heard(raised)["dev"]


def test_after_three_changes_it_stays_and_it_says_whom_to_ring(told: Story):
    for chosen in (INSTEAD, OWN, INSTEAD):
        told.does(prefer.prefer, "sam", answers=chosen)

    refused = told.refuses(NotNow, prefer.prefer, "sam", answers=OWN)
    assert "has been chosen three times for your agency, and stays" in refused.sentence
    assert "ring Dev Nair" in refused.sentence
    told.does(prefer.prefer, "priya", answers=INSTEAD)


def test_a_manager_who_is_not_asked_hears_that_it_is_settled_and_nothing_of_what(told: Story):
    told.does(prefer.prefer, "sam", answers=INSTEAD).forgets().settles("dev", "tom")

    (jo,) = [each for each in told.heard if each.person == "jo"]
    assert "ESC-KXQT-RWBM is settled" in jo.text
    text = " ".join(jo.text.split())
    asked = (
        "The designated or named professional for safeguarding of Health Trust was asked in your"
    )
    assert asked in text
    assert "Dev Nair (Designated or named professional for safeguarding), who approved" in text
    assert "is asked to feed it back to you." in text
    assert "joint visit" not in jo.text
    assert not rights.may("jo", Act.READ, told.disagreement, PEOPLE)


def test_a_manager_who_has_come_into_it_otherwise_hears_of_the_end_once(told: Story):
    told.does(prefer.prefer, "sam", answers=INSTEAD)
    (jo,) = told.disagreement.stood_down[1, "health"]
    there = Joined("ESC-KXQT-RWBM", "health", "line_manager", jo)
    inside = replace(told.disagreement, joined=(there,))

    ended = settling.Settled(at=told.now, by=CLOCK, proposal=1)
    owed = [each for each in ended.owes(inside) if isinstance(each, Telling) and each.to == jo]
    assert [each.topic for each in owed] == ["settled"]


def test_chosen_back_the_manager_hears_of_the_end_as_everybody_does(told: Story):
    for chosen in (INSTEAD, OWN):
        told.does(prefer.prefer, "sam", answers=chosen)
    told.forgets().settles("jo", "tom")

    (jo,) = [each for each in told.heard if each.topic == "settled" and each.person == "jo"]
    assert "What was agreed is in the thread" in jo.text


def test_what_is_fed_back_to_a_manager_who_is_not_asked_is_left_until_somebody_says_so(told: Story):
    told.does(prefer.prefer, "sam", answers=INSTEAD).settles("dev", "tom")
    for who in ("sam", "tom", "priya"):
        told.does(duty.acknowledge, who)

    assert ("s1:feedback-1", "care") in told.disagreement.done
    assert ("s1:feedback-1", "health") not in told.disagreement.done


def test_where_nobody_is_there_the_next_tier_of_the_agency_is_asked(told: Story):
    told.does(prefer.prefer, "sam", answers=INSTEAD)
    (who,) = told.disagreement.people_of(1, "health")

    above = [role.role for role in seeking.sought(who, told.disagreement, PEOPLE).above]
    assert above == ["second_tier_manager", "senior_manager"]


def test_once_that_tier_has_answered_for_the_agency_it_is_too_late(told: Story):
    told.does(answer.take, "jo", question="tier:1")

    refused = told.refuses(NotNow, prefer.prefer, "sam", answers=INSTEAD)
    assert "has answered already" in refused.sentence
    told.does(prefer.prefer, "priya", answers=INSTEAD)


def test_once_it_stands_higher_it_is_too_late(raised: Story):
    raised.does(climb.move_up, "sam", answers=HIGHER)

    refused = raised.refuses(NotNow, prefer.prefer, "sam", answers=INSTEAD)
    assert "It is now at Stage 2" in refused.sentence


@pytest.mark.parametrize("who", ["jo", "dev", "hana", "pat"])
def test_it_is_for_the_named_professionals(told: Story, who: str):
    refused = told.refuses(NotYours, prefer.prefer, who, answers=INSTEAD)
    assert "the named professionals" in refused.sentence


@pytest.mark.parametrize(
    "whom", ["", "line_manager", "0:designated_professional", "1:senior_manager"]
)
def test_only_what_the_procedure_offers_can_be_chosen(raised: Story, whom: str):
    raised.refuses(Unusable, prefer.prefer, "sam", answers={"whom": whom})


def test_chosen_twice_is_chosen_once(raised: Story):
    raised.refuses(Stale, prefer.prefer, "sam", answers=OWN)
    raised.does(prefer.prefer, "sam", answers=INSTEAD)
    raised.refuses(Stale, prefer.prefer, "sam", answers=INSTEAD)


def test_where_the_procedure_offers_nobody_it_says_so(easter: Story):
    assert easter.procedure == BERKSHIRE
    easter.refuses(NotNow, prefer.prefer, "sam", answers=INSTEAD)


def test_where_the_agency_has_nobody_the_manager_stays_the_one_asked():
    posts = tuple(post for post in PEOPLE.posts if post.person != "dev")
    story = scs(directory=replace(PEOPLE, posts=posts))

    refused = story.refuses(NotNow, prefer.prefer, "sam", answers=INSTEAD)
    assert "Your manager stays the one asked." in refused.sentence


def test_the_professionals_have_the_button_until_it_is_too_late(raised: Story):
    (sam,) = [heard for heard in raised.heard if heard.person == "sam"]
    assert (
        "can be asked in place of the line manager or equivalent: press Choose who is asked"
        in " ".join(sam.text.split())
    )


def test_a_nudge_to_the_professional_who_chose_names_whom_they_chose(raised: Story):
    raised.does(prefer.prefer, "sam", answers=INSTEAD)

    of_sam = str(prompts.what_is_asked(raised.disagreement, 0, "health"))
    of_priya = str(prompts.what_is_asked(raised.disagreement, 0, "care"))
    assert of_sam.endswith(
        "Your side has chosen that your designated or named professional for safeguarding is asked "
        "in place of the line manager or equivalent: report it to them."
    )
    assert "has chosen" not in of_priya

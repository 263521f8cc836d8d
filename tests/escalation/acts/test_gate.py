"""A manager as gate: the other side's managers are told once it is taken forward; it ends by no silence."""

from dataclasses import replace

import pytest

from escalation.acts import agree, answer, climb, gate, reopen
from escalation.disagreement import Status
from escalation.owing import Close, Record
from escalation.refusals import NotNow, NotYours, Stale, Unusable
from escalation.words.card import card
from escalation.words.message import plain
from escalation.words.naming import LEADS
from tests.escalation.other_ways import gated, of, raised
from tests.escalation.story import BERKSHIRE, LINE_MANAGERS, NEXT_LEVEL, Story

WHY = {"reason": "MARKER we have seen the assessment"}


@pytest.fixture
def told() -> Story:
    """The line managers' turn has come: Thursday has ended with no outcome."""
    story = raised(gated())
    story.forgets().reaches("Thursday 2026-09-03 17:01")
    return story


def _gate(story: Story) -> str:
    return (
        f"gate:1:{len(story.disagreement.reopenings)}"
        if story.disagreement.reopenings
        else "gate:1"
    )


def test_only_the_side_that_raised_it_is_told_of_the_tier(told: Story):
    told.expects_told({"jo"}, "reached:1")
    assert "The line manager / team manager of Health Trust has now been told." in told.posts()


def test_they_are_asked_first_whether_it_is_taken_forward(told: Story):
    (heard,) = [each.text for each in told.heard if each.person == "jo"]

    assert "First say whether it is taken forward to the other side" in heard
    assert "[Take it forward]" in heard
    assert "Approve" not in heard


def test_the_card_says_who_waits_for_what(told: Story):
    drawn = plain(card(told.disagreement))

    assert "Priya Desai (awaited); Health Trust first says whether it is taken forward" in drawn
    assert "Take it forward" in drawn


def test_taken_forward_the_other_side_is_told_with_a_full_working_day(told: Story):
    told.reaches("Friday 2026-09-04 16:00").forgets()
    told.does(gate.take_forward, "jo", question="gate:1")

    told.expects_told({"tom"}, "reached:1")
    last = told.disagreement.last_told
    assert last
    until = last.until
    assert until
    assert f"{until:%A %H:%M}" == "Monday 17:00"
    assert told.kinds()[-2:] == ["moved", "taken_forward"]
    told.forgets().reaches("Monday 2026-09-07 17:01").expects_told(NEXT_LEVEL, "reached:2")


def test_taken_forward_both_settle_it(told: Story):
    told.does(gate.take_forward, "jo", question="gate:1").settles("jo", "tom")

    assert told.disagreement.status is Status.SETTLED


def test_not_taken_forward_it_ends_in_words_of_its_own_and_the_raiser_hears_what_stays_open(
    told: Story,
):
    told.forgets().does(gate.not_forward, "jo", question="gate:1", answers=WHY)

    assert told.disagreement.status is Status.NOT_TAKEN_FORWARD
    told_sam = next(each.text for each in told.heard if each.person == "sam")
    assert "go to your own safeguarding lead" in told_sam
    assert "[Record dissent]" in told_sam
    assert "MARKER" not in told_sam
    assert "MARKER we have seen the assessment" in told.posts()
    assert not any(isinstance(each, Close) for each in told.owed)
    assert sum(isinstance(each, Record) for each in told.owed) == 2
    told.expects_told({"sam", "priya", "jo"}, "not_forward")
    assert "not taken forward at Stage 1" in plain(card(told.disagreement))


def test_a_reason_is_needed(told: Story):
    told.refuses(Unusable, gate.not_forward, "jo", question="gate:1", answers={"reason": " "})


def test_afterwards_dissent_is_recorded_and_the_lead_brought_in(told: Story):
    told.does(gate.not_forward, "jo", question="gate:1", answers=WHY)
    told.does(agree.dissent, "sam").does(answer.bring_lead, "sam", answers={})

    assert told.kinds()[-2:] == ["dissented", "lead_brought_in"]


def test_reopened_by_the_raiser_it_is_asked_again_and_the_tier_above_comes_all_the_same(
    told: Story,
):
    told.does(gate.not_forward, "jo", question="gate:1", answers=WHY)
    told.refuses(NotYours, reopen.reopen, "priya")
    told.does(reopen.reopen, "sam").forgets()

    assert told.disagreement.is_open
    told.refuses(Stale, gate.not_forward, "jo", question="gate:1", answers=WHY)
    told.reaches("Monday 2026-09-07 17:01")
    told.expects_told(NEXT_LEVEL, "reached:2")


def test_until_they_say_so_they_are_reminded_and_the_tier_above_is_told_at_the_end(told: Story):
    told.forgets().reaches("Friday 2026-09-04 12:00")
    (jo,) = [each.text for each in told.heard if each.person == "jo"]
    assert "Is it taken forward to the other side, or not?" in jo

    told.forgets().reaches("Friday 2026-09-04 17:01")
    told.expects_told(NEXT_LEVEL, "reached:2")
    told.refuses(NotNow, gate.take_forward, "jo", question="gate:1")


def test_the_other_side_says_nothing_of_it(told: Story):
    told.refuses(NotYours, gate.take_forward, "tom", question="gate:1")
    told.refuses(NotYours, gate.take_forward, "priya", question="gate:1")
    assert not told.disagreement.people_of(1, "care")


def test_whoever_raised_it_passes_no_gate_of_their_own_managers(told: Story):
    for rule in (gate.take_forward, gate.not_forward):
        given = {"answers": WHY} if rule is gate.not_forward else {}
        refused = told.refuses(NotYours, rule, "sam", question="gate:1", **given)
        assert refused.sentence == (
            "Whether it is taken forward is for the line manager / team manager of Health Trust. "
            "Nothing has changed."
        )
    with pytest.raises(NotYours):
        gate.may(told.disagreement, told.directory, "sam")


def test_moved_up_by_hand_only_the_gate_is_told():
    story = raised(gated()).forgets().does(climb.move_up, "sam")

    story.expects_told({"jo"}, "reached:1")
    assert LINE_MANAGERS - {"jo"} == {"tom"}


def test_taken_forward_their_own_managers_hear_what_is_asked_of_both_now(told: Story):
    told.forgets().does(gate.take_forward, "jo", question="gate:1")

    (jo,) = [each.text for each in told.heard if each.topic == "forward:1"]
    assert (
        "You are asked: Contact each other" in jo or told.disagreement.procedure.tiers[1].what in jo
    )
    assert "[Propose an agreement]" in jo
    assert "whether it is taken forward" not in jo


def test_what_is_asked_for_the_gate_is_read_by_nobody_of_the_other_side():
    asks = "Review whether the concern is justified."
    story = raised(of("s1-managers", gate=True, gate_asks=asks)).forgets()
    story.reaches("Thursday 2026-09-03 17:01")
    assert asks in next(each.text for each in story.heard if each.person == "jo")

    story.forgets().does(gate.take_forward, "jo", question="gate:1")

    for person in ("jo", "tom"):
        (text,) = [each.text for each in story.heard if each.person == person]
        assert asks not in text
        assert story.disagreement.procedure.tiers[1].what in text


def test_what_the_gate_reads_it_may_press_it_can_press(told: Story):
    (jo,) = [each.text for each in told.heard if each.person == "jo"]

    assert "press Bring in to advise" in jo
    assert "[Bring in to advise]" in jo


def test_where_the_text_knows_no_lead_nobody_is_sent_to_one():
    roles = {id: role for id, role in BERKSHIRE.roles.items() if id not in LEADS}
    first, second, *rest = gated().stages
    tiers = (replace(second.tiers[0], held_by=("next_manager",)),)
    stages = tuple(
        replace(each, advisers=()) for each in (first, replace(second, tiers=tiers), *rest)
    )
    story = raised(replace(gated(), roles=roles, stages=stages))
    story.reaches("Thursday 2026-09-03 17:01").forgets()
    story.does(gate.not_forward, "jo", question="gate:1", answers=WHY)

    sam = next(each.text for each in story.heard if each.person == "sam")
    assert "go to whoever leads on safeguarding at your own agency" in sam
    assert "your own safeguarding lead" not in sam
    assert "[Bring in our safeguarding lead]" not in sam + plain(card(story.disagreement))

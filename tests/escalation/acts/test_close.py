"""Ending without a settlement, and copies that leave."""

from dataclasses import replace

import pytest

from escalation.acts import agree, answer, climb, close, merge
from escalation.directory.cover import Absence
from escalation.disagreement import Status
from escalation.owing import Close, Record, Telling
from escalation.refusals import NotNow, NotYours, Unusable
from escalation.words import message
from escalation.words.card import card
from escalation.words.emergency import EMERGENCY
from tests.escalation.story import AGREEMENT, DIRECTORY, LINE_MANAGERS, PRACTITIONERS, Story
from tests.escalation.two import another, merged, taken_in

TAKEN_BACK = {"reason": "MARKER they have changed their decision"}


def test_the_raiser_withdraws_it_with_a_reason_that_the_other_side_reads(easter):
    easter.does(close.withdraw, "sam", answers=TAKEN_BACK)

    assert easter.disagreement.status is Status.WITHDRAWN
    assert "MARKER they have changed their decision" in easter.posts()
    assert "It was not settled." in easter.posts()


def test_everybody_who_was_told_is_told_that_it_is_withdrawn(easter):
    easter.does(answer.bring_lead, "sam").reaches("Tuesday 2026-04-07 17:01").forgets()

    easter.does(close.withdraw, "sam", answers=TAKEN_BACK)

    easter.expects_told({*PRACTITIONERS, *LINE_MANAGERS, "clare"}, "withdrawn")
    easter.expects_told({*LINE_MANAGERS}, "closing")
    easter.expects_silence()


def test_of_a_professional_on_leave_it_is_they_who_hear_it_and_not_their_manager(easter):
    """Priya's manager has never heard of it."""
    away = Absence("priya", easter.now.date(), easter.now.date())
    easter.directory = replace(DIRECTORY, absences=(away,)).at(easter.now)

    easter.forgets().does(close.withdraw, "sam", answers=TAKEN_BACK)

    easter.expects_told(PRACTITIONERS, "withdrawn")


def test_their_message_holds_no_reason(easter):
    easter.forgets().does(close.withdraw, "sam", answers=TAKEN_BACK)

    assert not any("MARKER" in each.text for each in easter.heard)


def test_their_message_begins_with_999_and_says_who_withdrew_it_and_that_it_was_not_settled(easter):
    easter.forgets().does(close.withdraw, "sam", answers=TAKEN_BACK)

    told = next(each.text for each in easter.heard if each.person == "priya")
    assert told.startswith(EMERGENCY)
    assert (
        "Sam Okafor (Professional) has withdrawn it. Nobody is asked for an answer any more."
        in told
    )
    assert "It was not settled." in told


def test_an_agreement_that_was_being_answered_is_no_longer_shown_as_one(easter):
    easter.does(agree.propose, "sam", answers=AGREEMENT)

    easter.does(close.withdraw, "sam", answers=TAKEN_BACK)

    assert "Proposed agreement" not in message.plain(card(easter.disagreement))


def test_each_agency_gets_its_record_and_the_place_is_closed(easter):
    easter.does(close.withdraw, "sam", answers=TAKEN_BACK)

    assert [owed.agency for owed in easter.owed if isinstance(owed, Record)] == ["health", "care"]
    there = [owed for owed in easter.owed if not isinstance(owed, Telling)]
    assert there[-1] == Close()


def test_it_wakes_only_for_what_is_left_and_nobody_may_act(easter):
    easter.does(close.withdraw, "sam", answers=TAKEN_BACK)

    assert [wake.id for wake in easter.disagreement.moments()] == ["closing:1"]
    refused = easter.refuses(NotNow, climb.move_up, "sam")
    assert "was withdrawn on Thursday 2 April 2026, 15:00" in refused.sentence
    easter.refuses(NotNow, close.withdraw, "sam", answers=TAKEN_BACK)


@pytest.mark.parametrize("who", ["priya", "jo", "pat", "bea"])
def test_nobody_else_withdraws_it(easter, who):
    refused = easter.refuses(NotYours, close.withdraw, who, answers=TAKEN_BACK)

    assert refused.sentence == "This is for Sam Okafor. Nothing has changed."


def test_withdrawing_needs_its_reason(easter):
    assert easter.refuses(Unusable, close.withdraw, "sam", answers={}).field == "reason"


def test_a_copy_that_leaves_is_noted_with_its_digest(easter):
    copy = {"agency": "health", "to": "sam", "format": "pdf", "sha256": "ab" * 32}
    easter.does(close.exported, "sam", **copy)

    exported = easter.reads(easter.last("exported"))
    assert "A copy of the record (PDF) was made for Health Trust." in exported
    assert "ab" * 32 in exported


def test_a_copy_that_the_settlement_makes_is_the_clocks(easter):
    copy = {"agency": "health", "to": "health", "format": "json", "sha256": "ab" * 32}
    easter.settles("sam", "priya").does(close.exported, "", **copy)

    assert easter.last("exported").by.person == "clock"


@pytest.mark.parametrize("who", ["pat", "jo", "bea"])
def test_whoever_may_not_read_it_takes_no_copy(easter, who):
    copy = {"agency": "health", "to": who, "format": "pdf", "sha256": "ab" * 32}
    easter.refuses(NotYours, close.exported, who, **copy)


# Where another was merged into it


def test_where_the_other_sides_was_merged_into_it_no_side_withdraws_it_alone(easter):
    """Sam's goes on in Priya's: she may not end both by herself."""
    going_on = another()
    merged(easter, going_on)

    refused = going_on.refuses(NotYours, close.withdraw, "priya", answers=TAKEN_BACK)

    assert f"{easter.reference}, which Sam Okafor of Health Trust raised" in refused.sentence
    assert "put an agreement to each agency with “Propose an agreement”" in refused.sentence
    assert going_on.disagreement.is_open


def test_nor_where_that_had_been_merged_into_another_first(easter):
    """Sam's, into Priya's, into a second of hers."""
    between, last = another(), Story(reference="ESC-LAST-LAST")
    last.raised("Thursday 2026-04-02 15:00", by="priya", other="sam")
    merged(easter, between)
    merged(between, last)

    refused = last.refuses(NotYours, close.withdraw, "priya", answers=TAKEN_BACK)

    assert f"{between.reference}, which Sam Okafor of Health Trust raised" in refused.sentence


def test_where_both_were_raised_for_one_agency_its_raiser_still_withdraws_it(easter):
    going_on = another(by="ann", other="priya")
    merged(easter, going_on)

    going_on.does(close.withdraw, "ann", answers=TAKEN_BACK)

    assert going_on.disagreement.status is Status.WITHDRAWN


def test_what_was_not_merged_into_it_after_all_keeps_nobody_from_withdrawing_it(easter):
    going_on = another()
    taken_in(going_on, easter)
    entries = merge.undo(
        going_on.disagreement, easter.now, easter.calendar, DIRECTORY, other=easter.disagreement
    )
    going_on._lived(entries)

    going_on.does(close.withdraw, "priya", answers=TAKEN_BACK)

    assert going_on.disagreement.status is Status.WITHDRAWN


def test_it_still_ends_by_agreement(easter):
    going_on = another()
    merged(easter, going_on)

    going_on.settles("priya", "sam")

    assert going_on.disagreement.status is Status.SETTLED

"""By when: without a number in the text's own words, and while nothing is counted yet."""

from dataclasses import replace

import pytest

from escalation.ladder.rungs import LimitSet
from escalation.words import message
from escalation.words.by_when import by_when, in_words, without_number
from escalation.words.card import card
from tests.escalation.other_ways import windowed
from tests.escalation.other_windows import BRACKNELL_FOREST, ENTRY, TOLD, with_windows
from tests.escalation.story import BERKSHIRE, Story

HEADS = BERKSHIRE.tiers[-1]


@pytest.mark.parametrize(
    ("promptness", "aim", "says"),
    [
        ("", "", "No day is set. The procedure gives no number of days for this."),
        ("without delay", "", "The procedure says without delay; it gives no number of days."),
        (
            "as soon as possible",
            "24 hours",
            "The procedure says as soon as possible; it gives no number of days. "
            "The aim is 24 hours.",
        ),
    ],
)
def test_without_a_number_it_says_what_the_text_says(promptness, aim, says):
    tier = replace(HEADS, within=None, promptness=promptness, aim=aim)

    assert str(without_number(tier)) == says


def test_beside_a_number_promptness_and_aim_stand_with_the_words():
    tier = replace(HEADS, within=TOLD, promptness="without delay", aim="24 hours")

    assert in_words(tier, TOLD) == "within twenty-four hours; without delay; the aim is 24 hours"


def test_an_aim_stands_beside_a_window_that_is_not_counted_yet():
    story = with_windows(s2_next_level=ENTRY)
    stages = tuple(
        replace(stage, tiers=tuple(replace(tier, aim="24 hours") for tier in stage.tiers))
        for stage in story.procedure.stages
    )
    story = Story(procedure=replace(story.procedure, stages=stages))
    story.raised("Monday 2026-09-14 09:00").reaches("Wednesday 2026-09-16 17:01")

    assert "entering the stage; the aim is 24 hours, counted from when somebody moves it" in str(
        by_when(story.disagreement, 2)
    )


def test_the_card_says_from_what_it_will_be_counted():
    story = with_windows(s2_next_level=ENTRY)
    story.raised("Monday 2026-09-14 09:00").reaches("Wednesday 2026-09-16 17:01")

    drawn = message.plain(card(story.disagreement))
    assert (
        "Procedure says: within two working days of entering the stage, "
        "counted from when somebody moves it to Stage 2" in drawn
    )


def test_the_card_says_the_day_of_a_window_counted_from_being_told():
    story = Story(procedure=BRACKNELL_FOREST)
    story.raised("Monday 2026-09-14 09:00", area="Bracknell Forest")
    story.reaches("Tuesday 2026-09-15 17:01")

    (told,) = [
        each.text for each in story.heard if each.topic == "reached:1" and each.person == "jo"
    ]
    assert "(within twenty-four hours; read here as one working day)" in told
    counted = next(each for each in story.entries if isinstance(each, LimitSet) and each.tier == 1)
    assert ": within twenty-four hours (read here as one working day); that is" in story.reads(
        counted
    )
    drawn = message.plain(card(story.disagreement))
    assert (
        "Procedure says: within twenty-four hours (read here as one working day), by the end"
        in drawn
    )


def test_words_that_hold_brackets_stand_in_none():
    words = "within 48 hours (two working days)"
    procedure = windowed("s1-professionals", words=words)
    story = Story(procedure=procedure).raised("Wednesday 2026-09-02 10:00")

    said = str(by_when(story.disagreement, 0, "health"))

    assert said.startswith("When: by the end of")
    assert f" – {words}" in said
    assert f"({words}" not in said

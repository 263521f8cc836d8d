"""Raising: what is kept, who is told, where it may start, and what is refused."""

import pytest

from escalation.acts.raise_ import Raised, SubjectSealed
from escalation.entries import FILE, SIDES
from escalation.ladder.rungs import LimitSet
from escalation.owing import Place, To
from escalation.refusals import NotYours, Unusable
from escalation.words import message
from escalation.words.card import card
from tests.escalation.story import PRACTITIONERS, SENIORS, Story, time


def test_both_named_professionals_are_told_and_nobody_else(easter):
    easter.expects_told(PRACTITIONERS, "raised")
    easter.expects_silence()


def test_a_place_is_made_for_the_two_of_them(easter):
    assert easter.owed[0] == Place((To("sam"), To("priya")))


def test_the_one_who_raised_it_is_not_told_that_somebody_else_did(easter):
    sam, priya = easter.heard

    assert "ESC-KXQT-RWBM – you have raised it" in sam.text
    assert "ring Priya Desai at Social Care" in sam.text
    assert "your view is asked" in priya.text
    assert "ring Sam Okafor at Health Trust" in priya.text


def test_when_it_began_and_when_it_was_raised_are_two_facts(story):
    story.raised(began="Monday 2026-09-14 09:00", at="Thursday 2026-09-17 11:00")

    assert story.disagreement.began == time("Monday 2026-09-14 09:00")
    assert story.disagreement.raised == time("Thursday 2026-09-17 11:00")


def test_what_was_typed_stands_in_the_record_and_on_the_card(easter):
    raised = easter.last("raised")
    shown = message.plain(card(easter.disagreement))

    for words in ("MARKER the threshold is met", "MARKER seen at home", "It is not met"):
        assert words in easter.reads(raised)
        assert words in shown
    assert raised.audience == SIDES


def test_who_it_is_about_is_for_the_file_alone(easter):
    sealed = easter.last("subject_sealed")

    assert isinstance(sealed, SubjectSealed)
    assert sealed.audience == FILE
    assert "MARKER Kit" not in message.plain(card(easter.disagreement))
    assert "MARKER Kit" not in easter.posts() + "".join(each.text for each in easter.heard)


def test_nothing_is_sealed_where_nobody_is_named(story):
    story.raised("Thursday 2026-04-02 15:00", subject=("", "", ""))

    assert "subject_sealed" not in story.kinds()


def test_every_limit_is_an_entry_with_the_dates_that_were_counted(easter):
    first = easter.last("raised")
    limits = [entry for entry in easter.entries if isinstance(entry, LimitSet)]

    assert isinstance(first, Raised)
    assert first.procedure_sha256 == easter.procedure.sha256
    assert [limit.tier for limit in limits] == [0, 1, 2, 3, 4]
    assert "Good Friday" in easter.reads(limits[0])
    assert all(limit.calendar_version for limit in limits)


GOLDEN = [
    pytest.param(
        "Friday 2026-09-18 16:30",
        ["2026-09-21", "2026-09-22", "2026-09-23", "2026-09-24", "2026-09-28"],
        id="g004-weekend",
    ),
    pytest.param(
        "Thursday 2026-04-02 15:00",
        ["2026-04-07", "2026-04-08", "2026-04-09", "2026-04-10", "2026-04-14"],
        id="g004-easter",
    ),
    pytest.param(
        "Wednesday 2026-12-23 15:30",
        ["2026-12-24", "2026-12-29", "2026-12-30", "2026-12-31", "2027-01-05"],
        id="g004-christmas",
    ),
    pytest.param(
        "Saturday 2026-08-29 22:00",
        ["2026-09-01", "2026-09-02", "2026-09-03", "2026-09-04", "2026-09-08"],
        id="g004-august-saturday",
    ),
]


@pytest.mark.parametrize(("began", "days"), GOLDEN)
def test_limits_are_counted_in_working_days_from_the_start(story: Story, began, days):
    story.raised(began)

    assert [f"{limit.at:%Y-%m-%d}" for limit in story.disagreement.limits] == days


def test_g004_raised_late_limits_that_had_passed_are_shown_as_nobodys_lapse(story):
    story.raised("Monday 2026-09-14 09:00", at="Thursday 2026-09-17 11:00")

    limits = story.disagreement.limits
    assert [limit.before_raising for limit in limits] == [True, True, False, False, False]
    assert f"{limits[2].at:%A %Y-%m-%d}" == "Thursday 2026-09-17"
    assert f"{limits[3].at:%A %Y-%m-%d}" == "Friday 2026-09-18"
    assert "It had passed before this was raised." in story.reads(story.entries[2])
    story.reaches("Friday 2026-10-30 09:00")
    assert {e.tier for e in story.entries if e.kind == "limit_passed"} == {2, 3, 4}


def test_g004_skip_it_may_start_at_stage_3_with_a_reason(story):
    """Only what stages 3 and 4 give is given; what was passed over is shown; limits stand."""
    story.raised("Thursday 2026-04-02 15:00", start_tier=3, start_reason="A child is unsafe")

    moved = story.last("moved")
    assert (moved.tier, moved.skipped, moved.reason) == (3, (1, 2), "A child is unsafe")
    assert "Passed over: line manager / team manager; next management" in story.reads(moved)
    assert "Later limits still count from the start" in story.reads(moved)
    story.expects_told(SENIORS, "reached:3")
    story.expects_told({"bea"}, "copy:entry:3")
    assert f"{story.disagreement.limits[3].at:%Y-%m-%d}" == "2026-04-10"


def test_where_it_starts_higher_the_professionals_are_asked_for_nothing_by_a_day(story):
    story.raised("Thursday 2026-04-02 15:00", start_tier=3, start_reason="A child is unsafe")

    for each in story.heard:
        if each.topic == "raised":
            assert "It starts at Stage 3" in each.text
            assert "When:" not in each.text
            assert "dial 999" in each.text


def test_nobody_is_said_to_have_kept_silent_where_it_only_just_started(story):
    story.raised("Thursday 2026-04-02 15:00", start_tier=3, start_reason="A child is unsafe")

    assert "No outcome has been recorded" not in story.posts()


REFUSED = [
    pytest.param({"category": "no-such"}, "category", id="a category of no list"),
    pytest.param({"area": "Devon"}, "area", id="an area of another procedure"),
    pytest.param({"start_tier": 3}, "start_reason", id="a later start without a reason"),
    pytest.param({"start_tier": 5, "start_reason": "-"}, "start", id="a start past the last"),
    pytest.param({"start_tier": -1, "start_reason": "-"}, "start", id="a start before the first"),
    pytest.param({"other": "nobody"}, "other", id="somebody who is not in the directory"),
    pytest.param({"other": "jo"}, "other", id="somebody of one's own agency"),
    pytest.param({"other": "bea"}, "other", id="the partnership's own office"),
]


@pytest.mark.parametrize(("wrong", "field"), REFUSED)
def test_what_cannot_be_used_is_refused_by_the_name_of_its_field(story, wrong, field):
    with pytest.raises(Unusable) as refused:
        story.raised("Thursday 2026-04-02 15:00", **wrong)

    assert refused.value.field == field
    assert story.entries == []


@pytest.mark.parametrize(
    ("began", "sentence"),
    [
        ("Friday 2026-04-03 15:00", "in the future"),
        ("Wednesday 2013-01-02 09:00", "cannot be counted"),
    ],
)
def test_a_beginning_outside_every_calendar_or_still_to_come_is_refused(story, began, sentence):
    with pytest.raises(Unusable, match=sentence) as refused:
        story.raised(began, at="Thursday 2026-04-02 15:00")

    assert refused.value.field == "began_on"


def test_somebody_who_is_not_in_the_directory_raises_nothing(story):
    with pytest.raises(NotYours, match="not in the partnership's directory"):
        story.raised("Thursday 2026-04-02 15:00", by="nobody")


def test_an_exclusion_stops_with_the_procedures_signpost(berkshire_with_an_exclusion):
    with pytest.raises(Unusable, match="Use the complaints procedure") as refused:
        berkshire_with_an_exclusion.raised("Thursday 2026-04-02 15:00", category="a-complaint")

    assert refused.value.field == "category"

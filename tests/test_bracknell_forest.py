"""The chapter of 2019 as it ships: what its text asks is there, and nothing that it does not say."""

import re

from tests.escalation.other_windows import BRACKNELL_FOREST as CHAPTER
from tests.escalation.story import BERKSHIRE

# What the text obliges (must), asks (should) or allows (may), by requirement number; its other
# requirements name, explain or are gaps.
ASKED_BY_THE_TEXT = {
    f"R-000-{number:02}"
    for some in ((4, 4), (7, 9), (24, 27), (29, 36), (38, 42), (44, 53))
    for number in range(some[0], some[1] + 1)
}


def test_nothing_the_text_asks_is_left_out():
    assert ASKED_BY_THE_TEXT - set(re.findall(r"R-000-\d{2}", CHAPTER.text)) == set()


def test_its_ladder_has_two_windows_and_then_no_number():
    """C2: twenty-four hours are one working day from the report to the line manager."""
    ladder = [
        (
            tier.held_by,
            (tier.within.working_days, tier.within.counted_from) if tier.within else None,
            tier.promptness,
        )
        for tier in CHAPTER.tiers
    ]

    assert ladder == [
        (("practitioner",), (1, "start"), ""),
        (("line_manager",), (1, "told"), ""),
        (("next_manager", "safeguarding_lead"), None, "without delay"),
        (("senior_manager",), None, ""),
        (("departmental_head",), None, ""),
    ]


def test_it_lists_nine_categories_and_something_else_as_its_companion_takes_them():
    own = [(category.id, category.label) for category in CHAPTER.categories]

    assert len(own) == 10
    assert own == [(category.id, category.label) for category in BERKSHIRE.categories]
    assert CHAPTER.exclusions == ()


def test_advice_is_of_the_agency_that_raised_it_at_stage_2():
    """R-000-29, R-000-33."""
    advisers = {stage.id: [(a.of, a.force) for a in stage.advisers] for stage in CHAPTER.stages}

    assert advisers == {"s1": [("each", "may")], "s2": [("raising", "must")], "s3": [], "s4": []}


def test_at_any_stage_the_second_tier_hears_and_the_file_records():
    """R-000-46, R-000-47."""
    for stage in CHAPTER.stages:
        heard = [each for each in stage.feedback if "R-000-46" in each.req]
        assert ["next_manager" in each.to for each in heard] == [True]
        assert stage.record is not None
        assert "R-000-47" in stage.record.req


def test_managers_hear_and_by_the_reading_taken_practitioners_too():
    """C11, R-000-30, R-000-34: an open question, and never hidden in the rule."""
    question = next(q for q in CHAPTER.open_questions if q.id == "feedback-to-practitioners")

    assert {"R-000-30", "R-000-34"} <= set(question.req)
    assert all("practitioner" in stage.feedback[0].to for stage in CHAPTER.stages)


def test_the_partners_hear_by_the_departmental_head_alone_and_at_stage_4_alone():
    """R-000-40; no copy to anybody: the text gives none."""
    reports = {stage.id: [(r.by, r.to, r.force) for r in stage.reports] for stage in CHAPTER.stages}

    assert reports.pop("s4") == [("departmental_head", ("statutory_partners",), "must")]
    assert not any(reports.values())
    assert not any(stage.copies for stage in CHAPTER.stages)


def test_the_chair_of_the_last_meeting_is_of_an_uninvolved_organisation():
    """C10, R-000-42, R-000-44."""
    meeting = CHAPTER.stage("s4").meeting

    assert meeting is not None
    assert meeting.chair is not None
    assert (meeting.chair.of, meeting.chair.force) == ("uninvolved_agency", "should")
    assert meeting.chair_reports_to == ("scr_subgroup",)
    assert CHAPTER.role("scr_subgroup").now_called.startswith("Child Safeguarding Practice")


def test_learning_is_asked_for_when_it_has_come_to_that():
    """R-000-45, R-000-52, R-000-53."""
    learning = [(each.after, each.asks, each.to) for each in CHAPTER.learning]

    assert learning == [
        (("unresolved", "lessons"), "yes_or_no", ()),
        (("gaps",), "tick", ("statutory_partners", "procedures_subgroup")),
    ]


def test_where_it_can_be_read_in_more_than_one_way_it_says_so():
    """C2 to C5, C10 to C12, C24, C26, C27."""
    questions = {question.id for question in CHAPTER.open_questions}

    assert questions >= {
        "one-working-day",
        "twenty-four-hours",
        "who-instigates",
        "uninvolved-chair",
        "feedback-to-practitioners",
        "which-document",
        "names",
        "who-agrees",
        "immediately",
    }

"""What is added once all is answered: another copy on the next working morning, and none for each thing."""

from functools import partial

import pytest

from escalation.acts import close, convene, duty, harm, link, reopen, say, sight, wrong
from escalation.duties import duties, filed
from escalation.entries import own_agency
from escalation.working_time.bank_holidays import KNOWN_YEARS
from tests.escalation.closing_lives import settled
from tests.escalation.convened import HELD, ON, at_stage_4
from tests.escalation.convened import PEOPLE as WITH_A_CHAIR
from tests.escalation.duties.test_filed import copies, records
from tests.escalation.story import Story, time

MORNING = "Tuesday 2026-04-07 12:00"  # of the working day after Maundy Thursday
DAYS_LATER = "Friday 2026-04-24 12:00"
ONE_MORE = {"text": "MARKER one thing more"}


def sees_to_all(story: Story, by: str, **more: str) -> Story:
    """Somebody answers everything that their agency is asked."""
    agency = "health" if by in {"sam", "jo", "ruth"} else "care"
    answers: dict[str, str] = {}
    for owed in duties.asked(story.disagreement, agency):
        how = "declined" if owed.duty.is_missed else "done"
        answers |= {f"{owed.duty.id}.how": how, f"{owed.duty.id}.words": "MARKER"}
    return story.does(duty.closing, by, answers={**answers, **more})


@pytest.fixture
def whole() -> Story:
    """Each agency has answered all that it is asked, and has its second copy."""
    story = sees_to_all(sees_to_all(settled(), "sam"), "priya")
    assert copies(story) == {"health": 2, "care": 2}
    return story.forgets()


def writes(story: Story) -> None:
    story.does(say.say, "priya", **ONE_MORE)


def links(story: Story) -> None:
    story.does(link.link, "sam", other="ESC-AAAA-BBBB", answers={"how": "child"})


@pytest.mark.parametrize("adds", [writes, links])
def test_whatever_act_adds_to_it_another_is_made_on_the_next_working_morning(whole: Story, adds):
    adds(whole)
    assert copies(whole) == {"health": 2, "care": 2}
    assert whole.kinds()[-2:] == ["copy_due", "copy_due"]
    due = whole.last("copy_due")
    assert due.audience == own_agency("care")
    said = "Another copy for the child's file of Social Care is made on Tuesday 7 April 2026, 09:00"
    assert said in whole.reads(due)

    whole.reaches(DAYS_LATER)
    assert copies(whole) == {"health": 3, "care": 3}
    assert sorted(records(whole)) == ["care", "health"]
    assert whole.last("copy_renewed").at.date() == time(MORNING).date()
    assert whole.disagreement.moments() == ()


def test_a_meeting_that_is_held_after_it_was_settled_stands_on_another():
    story = at_stage_4(Story(directory=WITH_A_CHAIR))
    story.does(convene.call_meeting, "ruth", answers={**ON, "chair": "vera"})
    story.settles("ruth", "anne")
    sees_to_all(sees_to_all(story, "ruth"), "anne").reaches("Monday 2026-04-13 10:00")
    before = copies(story)
    story.does(convene.meeting_held, "ruth", question="held:1", answers=HELD)
    assert copies(story) == before

    story.reaches("Tuesday 2026-04-14 10:00")
    assert copies(story) == {agency: count + 1 for agency, count in before.items()}


def test_somebody_who_is_taken_out_of_it_afterwards_stands_on_another():
    story = Story().raised("Thursday 2026-04-02 15:00").reaches("Wednesday 2026-04-08 18:00")
    story.settles("jo", "tom")
    sees_to_all(sees_to_all(story, "jo"), "tom")
    before = copies(story)
    story.does(wrong.wrong, "sam", answers={"who": "mina", "reason": "MARKER"})

    story.reaches("Thursday 2026-04-09 12:00")
    assert copies(story) == {agency: count + 1 for agency, count in before.items()}


def test_what_the_office_answers_in_two_sittings_is_one_copy_for_each_agency():
    story = sees_to_all(settled(), "sam", lessons="MARKER", gaps="MARKER")
    sees_to_all(story, "priya")
    before = copies(story)
    for id, how in (("learning-1", "yes"), ("learning-2", "done")):
        story.does(duty.closing, "bea", answers={f"{id}.how": how, f"{id}.words": "MARKER"})
        assert copies(story) == before

    story.reaches(DAYS_LATER)
    assert copies(story) == {agency: count + 1 for agency, count in before.items()}


def test_what_is_added_on_each_of_many_days_makes_one_a_day(whole: Story):
    for day in ("Tuesday 2026-04-07", "Wednesday 2026-04-08"):
        for hour in ("10:00", "11:00", "12:00"):
            writes(whole.reaches(f"{day} {hour}"))
    whole.reaches(DAYS_LATER)

    again = [each for each in filed.copies(whole.disagreement, "care") if each.again]
    assert [f"{each.at:%a %d}" for each in again] == ["Thu 02", "Wed 08", "Thu 09"]


def test_who_has_still_something_to_answer_has_it_all_with_the_last_answer():
    story = sees_to_all(settled(), "sam")
    writes(story)
    assert set(story.disagreement.copies_due) == {"health"}

    sees_to_all(story, "priya").reaches(DAYS_LATER)
    assert copies(story) == {"health": 3, "care": 2}


def test_that_it_was_read_or_handed_over_makes_no_copy(whole: Story):
    whole.does(duty.acknowledge, "priya")
    whole.does(
        partial(close.exported, agency="care", to="priya", format="pdf", sha256="0"), "priya"
    )
    whole.reaches(DAYS_LATER)

    assert copies(whole) == {"health": 2, "care": 2}


def test_what_stands_on_the_copy_of_one_agency_makes_none_for_the_other(whole: Story):
    whole.does(harm.press, "sam")

    assert set(whole.disagreement.copies_due) == {"health"}


def test_a_copy_that_is_made_at_once_leaves_none_to_make(whole: Story):
    writes(whole)
    written = whole.disagreement.written[-1].entry
    whole.does(sight.hide, "priya", answers={"entry": str(written), "reason": "Another child."})
    assert copies(whole) == {"health": 3, "care": 3}

    whole.reaches(DAYS_LATER)
    assert copies(whole) == {"health": 3, "care": 3}


def test_reopened_nothing_waits_to_be_filed_until_it_is_settled_again(whole: Story):
    writes(whole)
    whole.does(reopen.reopen, "sam", answers={"reason": "broken", "why": "MARKER"})
    whole.reaches(MORNING)
    assert copies(whole) == {"health": 2, "care": 2}
    assert not any(wake.is_of_a_copy for wake in whole.disagreement.moments())


def test_slept_through_it_is_made_once_and_late(whole: Story):
    writes(whole)
    whole.sleeps_until(DAYS_LATER)

    assert copies(whole) == {"health": 3, "care": 3}
    assert filed.passed(whole.disagreement, whole.now) == []


@pytest.mark.parametrize("acts", [writes, lambda story: story.does(harm.press, "sam")])
def test_where_the_known_years_end_before_that_morning_it_is_made_at_once(whole: Story, acts):
    whole.now = time(f"Saturday {KNOWN_YEARS[-1]}-12-31 10:00")

    acts(whole)

    assert copies(whole)["health"] == 3
    assert whole.disagreement.copies_due == {}

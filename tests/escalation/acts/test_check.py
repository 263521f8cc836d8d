"""Checking back: each side says whether it is understood alike, and done; and nothing closes quietly."""

import contextlib

import pytest

from escalation.acts import agree, check, duty, reopen
from escalation.disagreement import Status
from escalation.duties import duties
from escalation.refusals import NotNow, NotYours, Refusal, Stale, Unusable
from tests.escalation.checked_text import CHECKED, LEFT_TO_THEM
from tests.escalation.lives_checks import AGREEMENT, ALIKE, WORDS, agrees, says, settled
from tests.escalation.story import Story

BOTH = {"sam", "priya"}
ONE = {"what_1": "MARKER a visit", "owner_1": "MARKER Priya", "due_1": "2026-04-16"}
ON_THE_DAY = "Thursday 2026-04-16 09:01"


@pytest.fixture
def one() -> Story:
    """Settled with one action, understood alike, and its day has come."""
    story = settled(**ONE)
    says(says(story, "sam", **ALIKE), "priya", **ALIKE)
    return story.reaches(ON_THE_DAY).forgets()


def sees_to_all(story: Story) -> None:
    """Everything else that the stage asks once it is settled."""
    for person in ("sam", "priya", "bea"):
        due = duties.due(story.disagreement)
        how = {f"{each.duty.id}.how": "done" for each in due}
        words = {f"{each.duty.id}.words": WORDS for each in due}
        with contextlib.suppress(Refusal):
            story.does(duty.closing, person, question="", answers={**how, **words})


def wakes(story: Story) -> list[str]:
    """When people are asked next what became of it."""
    return [f"{w.at:%a %d %b %H:%M}" for w in story.disagreement.moments() if w.is_of_a_check]


def asked(story: Story, topic: str = "check:") -> list[tuple[str, str]]:
    """On which day each person was asked."""
    return [(f"{e.at:%a %d %b}", e.person) for e in story.heard if e.topic.startswith(topic)]


def test_whether_it_is_understood_alike_is_asked_of_both_at_once_and_again_next_working_day():
    """R-002-19, R-002-28: the day after Maundy Thursday on which offices open is Tuesday."""
    story = settled()
    story.expects_told(BOTH, "check_opened")
    assert "MARKER" not in str(story.heard)
    assert wakes(story) == ["Tue 07 Apr 09:00"]

    story.forgets().reaches("Wednesday 2026-04-08 12:00")
    assert asked(story) == [
        (day, who) for day in ("Tue 07 Apr", "Wed 08 Apr") for who in ("sam", "priya")
    ]


def test_once_both_have_said_alike_nothing_is_asked_until_the_first_day(one):
    alike = [each for each in one.entries if each.kind == "check_answered"]

    assert [each.how for each in alike] == ["understood", "understood"]
    assert one.disagreement.status is Status.SETTLED


def test_on_its_day_both_are_asked_and_once_both_say_done_it_is_said_and_nothing_more_asked(one):
    """R-002-22, R-002-34, R-002-44."""
    assert one.disagreement.checks[1].asked == 1
    says(one, "sam", action_1="done")
    assert "checks_done" not in one.kinds()
    says(one, "priya", action_1="done", action_1_words=WORDS)

    one.expects_told(BOTH, "checks_done")
    assert wakes(one) == []
    assert "Each side has said that what was agreed is understood alike and" in _plain(
        one.reads(one.last("checks_done"))
    )


def test_not_done_reopens_at_the_next_stage_with_its_reason_and_its_whole_history(one):
    reference, so_far = one.reference, len(one.entries)
    says(one, "priya", action_1="not_done", action_1_words=WORDS)

    assert one.disagreement.is_open
    assert one.disagreement.stage.id == "s2"
    assert (one.disagreement.reference, one.entries[0].kind) == (reference, "raised")
    assert one.last("reopened").reason == WORDS
    assert [each.kind for each in one.entries[so_far:]][:2] == ["check_answered", "reopened"]
    assert one.disagreement.checks == ()
    assert wakes(one) == []


def test_after_the_last_stage_with_a_check_back_it_goes_on_and_at_the_last_of_all_where_it_stood():
    story = Story(CHECKED).raised("Thursday 2026-04-02 15:00", start_tier=3, start_reason=WORDS)
    agrees(story, "owen", "marcus", **ONE).reaches(ON_THE_DAY)
    says(story, "owen", action_1="not_done", action_1_words=WORDS)

    assert story.disagreement.stage.id == "s4"


def test_another_day_is_a_proposal_and_until_both_agree_the_old_one_stands(one):
    says(one, "priya", action_1="not_yet", action_1_on="2026-04-22")
    one.expects_told({"sam"}, "check_day:1")
    assert f"{one.disagreement.checks[1].on}" == "2026-04-16"
    one.forgets().reaches("Friday 2026-04-17 10:00")
    assert asked(one) == [("Fri 17 Apr", "sam")]

    says(one, "sam", action_1="agreed")
    one.expects_told(BOTH, "check_agreed:1:action_1")
    assert wakes(one) == ["Wed 22 Apr 09:00"]
    one.forgets().reaches("Wednesday 2026-04-22 10:00")
    assert asked(one) == [("Wed 22 Apr", "sam"), ("Wed 22 Apr", "priya")]


def test_a_side_that_does_not_agree_to_another_day_says_so_and_the_day_stands(one):
    says(one, "priya", action_1="not_yet", action_1_on="2026-04-22")
    says(one, "sam", action_1="kept")

    one.expects_told({"priya"}, "check_kept:1:action_1")
    assert f"{one.disagreement.checks[1].on}" == "2026-04-16"
    one.forgets().reaches("Friday 2026-04-17 10:00")
    assert asked(one) == [("Fri 17 Apr", "sam"), ("Fri 17 Apr", "priya")]


@pytest.mark.parametrize("day", ["", "2026-04-16", "2026-04-01", "soon"])
def test_another_day_is_one_that_is_still_to_come(one, day):
    answers = {"action_1": "not_yet", "action_1_on": day}
    refused = one.refuses(Unusable, check.check_back, "priya", question="check", answers=answers)

    assert refused.field == "action_1_on"


@pytest.mark.parametrize("how", ["not_done", "not_understood"])
def test_what_reopens_it_needs_words(how):
    story = settled(**ONE).reaches(ON_THE_DAY)
    id = "action_1" if how == "not_done" else "understood"
    given = {"question": "check", "answers": {id: how}}

    assert story.refuses(Unusable, check.check_back, "sam", **given).field == f"{id}_words"


def test_not_understood_alike_is_put_right_where_it_stood_and_asked_anew_of_what_is_agreed_then():
    """The same people, at the same stage; both hear of it, and the words stand on the record."""
    story = settled().forgets()
    says(story, "sam", understood="not_understood", understood_words=WORDS)
    assert (story.disagreement.is_open, story.disagreement.stage.id) == (True, "s1")
    story.expects_told(BOTH, "reopened:1")
    assert WORDS in story.posts()

    agrees(story.forgets(), "priya", "sam")
    story.expects_told(BOTH, "check_opened:1")
    assert [each.id for each in story.disagreement.checks] == ["understood", "action_1", "action_2"]


def test_several_actions_have_each_their_day():
    story = settled()
    says(says(story, "sam", **ALIKE), "priya", **ALIKE).forgets()
    story.reaches("Thursday 2026-04-16 10:00")
    says(says(story, "sam", action_1="done"), "priya", action_1="done")
    assert wakes(story)[0] == "Fri 24 Apr 09:00"
    story.forgets().reaches("Friday 2026-04-24 10:00")

    assert asked(story) == [("Fri 24 Apr", "sam"), ("Fri 24 Apr", "priya")]


def test_a_day_that_is_no_working_day_is_asked_about_on_the_next():
    story = settled(**{**ONE, "due_1": "2026-04-05"})  # Easter Sunday
    says(says(story, "sam", **ALIKE), "priya", **ALIKE)

    assert wakes(story) == ["Tue 07 Apr 09:00"]


def test_a_day_so_far_ahead_that_its_bank_holidays_are_unknown_stops_nothing():
    story = settled(**{**ONE, "due_1": "2031-04-05"})  # a Saturday
    says(says(story, "sam", **ALIKE), "priya", **ALIKE)

    assert [f"{w.at:%Y-%m-%d %H:%M}" for w in story.disagreement.moments() if w.is_of_a_check] == [
        "2031-04-07 09:00"
    ]


def test_three_agencies_are_each_asked_and_each_agree_to_another_day():
    story = Story(CHECKED).raised("Thursday 2026-04-02 15:00", further=("pat",))
    agrees(story, "sam", "priya", "pat", **ONE)
    story.expects_told({"sam", "priya", "pat"}, "check_opened")
    for person in ("sam", "priya", "pat"):
        says(story, person, **ALIKE)
    story.reaches(ON_THE_DAY)
    says(story, "pat", action_1="not_yet", action_1_on="2026-04-22")
    says(story, "sam", action_1="agreed")
    assert f"{story.disagreement.checks[1].on}" == "2026-04-16", "one has still to agree"

    says(story, "priya", action_1="agreed")
    assert f"{story.disagreement.checks[1].on}" == "2026-04-22"


def test_after_five_times_the_business_manager_hears_whose_answer_is_awaited():
    story = settled(**ONE)
    says(story, "sam", **ALIKE).reaches("Monday 2026-04-13 10:00")
    (heard,) = [each for each in story.heard if each.topic.startswith("check_left")]

    assert heard.person == "bea"
    assert "nothing has been recorded so far by Social Care" in _plain(heard.text)
    assert "MARKER" not in heard.text


def test_the_review_is_reminded_of_once_and_asks_for_nothing():
    """R-002-31, of any procedure; the day is in what is agreed."""
    story = settled(**{**AGREEMENT, "due_2": "2026-04-17"})
    for person in ("sam", "priya"):
        says(story, person, **ALIKE, action_1="done", action_2="done")
    assert wakes(story) == ["Thu 30 Apr 09:00"]
    story.forgets().reaches("Friday 2026-05-08 17:00")

    assert asked(story, "review") == [("Thu 30 Apr", "sam"), ("Thu 30 Apr", "priya")]
    assert "To be reviewed: on Thursday 30 April 2026" in _plain(story.reads(story.last("settled")))


def test_a_text_without_check_backs_is_reviewed_all_the_same():
    story = Story().raised("Thursday 2026-04-02 15:00")
    agrees(story, "sam", "priya", **ONE, review_on="2026-04-30")
    assert wakes(story) == ["Thu 30 Apr 09:00"]

    plain = Story().raised("Thursday 2026-04-02 15:00")
    assert wakes(agrees(plain, "sam", "priya", **ONE)) == []
    assert "checks_opened" not in plain.kinds()


@pytest.mark.parametrize("day", ["2026-04-02", "2026-01-01", "x"])
def test_a_review_is_on_a_day_still_to_come(day):
    story = Story().raised("Thursday 2026-04-02 15:00")
    refused = story.refuses(Unusable, agree.propose, "sam", answers={**ONE, "review_on": day})

    assert refused.field == "review_on"


def test_what_a_text_leaves_to_people_is_asked_once_and_never_again():
    story = agrees(Story(LEFT_TO_THEM).raised("Thursday 2026-04-02 15:00"), "sam", "priya", **ONE)
    story.forgets().reaches("Friday 2026-05-08 17:00")

    assert asked(story) == [("Thu 16 Apr", "sam"), ("Thu 16 Apr", "priya")]


def test_it_is_for_whoever_answers_for_an_agency_and_for_nobody_else(one):
    for person in ("clare", "bea", "pat", "ruth"):
        one.refuses(NotYours, check.check_back, person, question="check", answers=ALIKE)


def test_an_answer_is_given_once_for_an_agency_and_never_for_a_page_of_before(one):
    says(one, "sam", action_1="done")
    given = {"question": "check", "answers": {"action_1": "not_yet", "action_1_on": "2026-05-01"}}
    one.refuses(Unusable, check.check_back, "sam", **given)
    one.does(reopen.reopen, "sam")
    one.refuses(NotNow, check.check_back, "mina", question="check", answers={"action_1": "done"})
    agrees(one, "mina", "helen", **{**ONE, "due_1": "2026-05-01"})

    given = {"question": "check:0", "answers": ALIKE}
    one.refuses(Stale, check.check_back, "mina", **given)


def test_what_is_open_withdrawn_or_without_check_backs_is_not_checked_back():
    story = Story(CHECKED).raised("Thursday 2026-04-02 15:00")
    why = story.refuses(NotNow, check.check_back, "sam", question="check", answers=ALIKE)
    assert "is checked back at present" in why.sentence


def test_each_answer_brings_the_next_working_morning_a_copy_for_the_file(one):
    """What has become of it reaches each agency's file, once a day."""
    sees_to_all(one)
    one.reaches("Monday 2026-04-20 12:00")
    copies = one.kinds().count("copy_renewed")
    says(says(one, "sam", action_1="done"), "priya", action_1="done")
    assert {*one.disagreement.copies_due} == {"health", "care"}
    one.reaches("Tuesday 2026-04-21 12:00")

    assert one.kinds().count("copy_renewed") == copies + 2


def _plain(text: str) -> str:
    return " ".join(text.split())

"""A wrong start is put right, and another given beside it: every limit is counted again, none of them late."""

import pytest

from escalation.acts import agree, answer, close, dates
from escalation.refusals import NotNow, NotYours, Unusable
from escalation.words import message
from escalation.words.card import card
from tests.escalation.story import LINE_MANAGERS, PRACTITIONERS, Story, time

WHY = {"reason": "MARKER we spoke two days before"}


def on(day: str, at: str = "15:00") -> dict[str, str]:
    return {"began_on": day, "began_at": at, **WHY}


def shown(story: Story) -> str:
    return message.plain(card(story.disagreement))


def moments(story: Story) -> dict[str, str]:
    return {wake.id: f"{wake.at:%a %d %H:%M}" for wake in story.disagreement.moments()}


@pytest.fixture
def may(story: Story) -> Story:
    """Raised on a Tuesday, as begun that morning: its first limit is Wednesday's end."""
    return story.raised("Tuesday 2026-05-12 10:00", at="Tuesday 2026-05-12 11:00")


class TestEveryLimitIsCountedAgain:
    """From the corrected date, with the calendar; the old limits stay on the record."""

    def test_each_window_ends_where_the_corrected_start_has_it(self, may: Story):
        may.does(dates.correct_date, "sam", answers=on("2026-05-11"))

        ends = [f"{limit.at:%a %d}" for limit in may.disagreement.limits]
        assert ends == ["Tue 12", "Wed 13", "Thu 14", "Fri 15", "Tue 19"]
        assert may.disagreement.began == time("Monday 2026-05-11 15:00")
        assert may.kinds().count("limit_set") == 10

    def test_the_clock_tells_the_next_tier_by_the_new_limit(self, may: Story):
        may.forgets().does(dates.correct_date, "sam", answers=on("2026-05-08"))

        may.reaches("Wednesday 2026-05-13 17:00").expects_told(PRACTITIONERS - {"sam"}, "date:1")
        may.expects_told(PRACTITIONERS, "ask:1:0")
        may.expects_silence()
        may.reaches("Wednesday 2026-05-13 17:01").expects_told(LINE_MANAGERS, "reached:1")

    def test_a_later_start_leaves_more_time(self, story: Story):
        story.raised("Monday 2026-05-11 15:00", at="Tuesday 2026-05-12 11:00")
        story.reaches("Wednesday 2026-05-13 11:00")
        assert moments(story)["limit:1"] == "Wed 13 17:00"

        story.does(dates.correct_date, "sam", answers=on("2026-05-12", "10:59"))

        assert moments(story)["limit:1"] == "Thu 14 17:00"

    def test_what_was_asked_by_the_old_limit_is_asked_on_the_morning_of_the_new(self, story: Story):
        story.raised("Monday 2026-05-11 15:00", at="Monday 2026-05-11 16:00")
        story.reaches("Tuesday 2026-05-12 09:01").forgets()
        corrected = on("2026-05-11", "15:59")
        story.does(dates.correct_date, "sam", answers=corrected)

        # The day is the same, and they have been asked this morning: not once more.
        assert "ask:1:0" not in moments(story)

    def test_an_unchanged_calendar_day_moves_no_telling(self, may: Story):
        before = moments(may)["tell:1"]

        may.does(dates.correct_date, "sam", answers=on("2026-05-12", "09:00"))

        assert moments(may)["tell:1:1"] == before


class TestWhatHasPassedByTheNewDate:
    """It behaves as what had passed before raising: a fact about time, and late for nobody."""

    def test_nobody_is_told_for_lateness(self, may: Story):
        may.forgets().does(dates.correct_date, "sam", answers=on("2026-04-01"))

        may.reaches("Tuesday 2026-05-12 23:00")
        may.expects_told({"priya"}, "date:1")
        may.expects_silence()
        assert "limit_passed" not in may.kinds()

    def test_a_nudge_of_the_same_length_from_raising_tells_the_next(self, may: Story):
        """As if it had been raised with this date."""
        may.does(dates.correct_date, "sam", answers=on("2026-05-01"))

        assert moments(may)["tell:1:1"] == "Wed 13 17:00"
        may.forgets().reaches("Wednesday 2026-05-13 17:01")
        may.expects_told(LINE_MANAGERS, "reached:1")

    def test_each_tier_keeps_a_full_working_day(self, may: Story):
        may.does(dates.correct_date, "sam", answers=on("2026-05-01"))
        may.reaches("Wednesday 2026-05-13 17:01").reaches("Thursday 2026-05-14 17:00").forgets()

        may.reaches("Thursday 2026-05-14 17:01")

        assert {each.topic for each in may.heard} == {"reached:2"}

    def test_where_that_nudge_is_over_too_it_is_counted_from_the_correction(self, story: Story):
        story.raised("Thursday 2026-05-14 10:00", at="Thursday 2026-05-14 11:00")
        story.reaches("Friday 2026-05-15 12:00")
        story.does(answer.take, "sam").does(agree.dissent, "priya", answers=WHY)
        story.reaches("Friday 2026-05-15 17:01").forgets()

        story.does(dates.correct_date, "sam", answers=on("2026-05-11"))

        story.reaches("Monday 2026-05-18 08:59")
        assert {each.topic for each in story.heard} == {"date:1"}
        assert "tell:1:2" in moments(story)
        assert time("Tuesday 2026-05-19 17:00") <= story.disagreement.moments()[-1].at

    def test_it_is_said_to_have_passed_before_the_date_was_corrected(self, story: Story):
        story.raised("Thursday 2026-05-14 16:00", at="Thursday 2026-05-14 16:30")
        story.reaches("Friday 2026-05-15 12:00").forgets()

        story.does(dates.correct_date, "sam", answers=on("2026-05-13"))

        said = story.heard[0].text
        assert "That had passed before its date was corrected" in said
        assert "Procedure says" not in shown(story)

    def test_one_that_ended_before_raising_is_said_to_have_ended_then(self, may: Story):
        may.forgets().does(dates.correct_date, "sam", answers=on("2026-05-01"))

        assert "That had passed before this was raised" in may.heard[0].text


class TestWhatWasToldStaysTold:
    """Nobody is told twice."""

    def test_a_tier_that_was_told_is_not_told_again(self, may: Story):
        may.reaches("Wednesday 2026-05-13 17:01").forgets()

        may.does(dates.correct_date, "sam", answers=on("2026-05-12", "10:30"))
        may.reaches("Thursday 2026-05-14 17:00")

        assert not any(each.topic == "reached:1" for each in may.heard)
        assert may.disagreement.reached == 1

    def test_a_limit_that_has_passed_and_ends_later_now_passes_again(self, story: Story):
        story.raised("Monday 2026-05-11 10:00", at="Tuesday 2026-05-12 18:00")
        story.reaches("Wednesday 2026-05-13 18:00")
        assert 1 in story.disagreement.passed

        story.does(dates.correct_date, "sam", answers=on("2026-05-12", "12:00"))

        assert 1 not in story.disagreement.passed
        assert moments(story)["limit:1"] == "Thu 14 17:00"

    def test_reminders_at_the_top_go_on_as_they_were(self, may: Story):
        may.reaches("Friday 2026-05-29 12:00").forgets()
        before = moments(may)

        may.does(dates.correct_date, "sam", answers=on("2026-05-12", "10:30"))

        assert moments(may) == before


class TestWhoCorrectsIt:
    """The side that raised it, with a reason; never in the future, never after it was raised."""

    def test_the_reason_and_both_dates_stand_in_the_thread_and_on_the_card(self, may: Story):
        may.forgets().does(dates.correct_date, "sam", answers=on("2026-05-11"))

        assert "MARKER we spoke two days before" in may.posts()
        assert "Given before: Tuesday 12 May 2026, 10:00" in may.posts()
        assert (
            "Began: Monday 11 May 2026, 15:00 (corrected by Sam Okafor; first given as "
            "Tuesday 12 May 2026, 10:00)"
        ) in shown(may)

    def test_no_private_message_holds_the_reason(self, may: Story):
        may.forgets().does(dates.correct_date, "sam", answers=on("2026-05-11"))

        assert not any("MARKER" in each.text for each in may.heard)

    @pytest.mark.parametrize("who", ["priya", "jo", "tom", "pat", "bea"])
    def test_nobody_else_corrects_it(self, may: Story, who: str):
        refused = may.refuses(NotYours, dates.correct_date, who, answers=on("2026-05-11"))

        assert "This is for Sam Okafor." in refused.sentence

    def test_the_other_sides_professional_is_shown_what_they_may_do(self, may: Story):
        refused = may.refuses(NotYours, dates.correct_date, "priya", answers=on("2026-05-11"))

        assert "Use “Our date”" in refused.sentence

    @pytest.mark.parametrize(
        ("day", "at", "sentence"),
        [
            ("2026-05-13", "09:00", "This is in the future."),
            ("2026-05-12", "11:30", "This is after it was raised, on Tuesday 12 May 2026, 11:00."),
            ("2026-05-12", "10:00", "This is the date that stands there already."),
            ("1901-01-01", "10:00", "Its dates cannot be counted."),
            ("", "10:00", "Give the day and the time"),
        ],
    )
    def test_a_date_that_cannot_be_is_refused(self, may: Story, day: str, at: str, sentence: str):
        may.reaches("Tuesday 2026-05-12 12:00")

        refused = may.refuses(Unusable, dates.correct_date, "sam", answers=on(day, at))

        assert refused.field == "began_on"
        assert sentence in refused.sentence

    def test_it_needs_its_reason(self, may: Story):
        answers = {**on("2026-05-11"), "reason": " "}

        assert may.refuses(Unusable, dates.correct_date, "sam", answers=answers).field == "reason"

    @pytest.mark.parametrize("rule", [dates.correct_date, dates.own_date])
    @pytest.mark.parametrize("ended", ["settled", "withdrawn"])
    def test_not_once_it_has_ended(self, may: Story, ended: str, rule):
        by = "sam" if rule is dates.correct_date else "priya"
        if ended == "settled":
            may.settles("sam", "priya")
        else:
            may.does(close.withdraw, "sam")

        assert ended in may.refuses(NotNow, rule, by, answers=on("2026-05-11")).sentence


class TestOurDate:
    """The side that answers gives its own beside it; it moves nothing."""

    def test_both_stand_on_the_card_and_no_limit_moves(self, may: Story):
        before = may.disagreement.limits, moments(may)

        may.does(dates.own_date, "priya", answers=on("2026-05-08", "09:30"))

        assert (may.disagreement.limits, moments(may)) == before
        assert "Began: Tuesday 12 May 2026, 10:00" in shown(may)
        assert "Began, as Social Care sees it: Friday 8 May 2026, 09:30 (given by Priya Desai)" in (
            shown(may)
        )

    def test_the_thread_shows_it_and_that_it_moves_no_limit(self, may: Story):
        may.forgets().does(dates.own_date, "priya", answers={**on("2026-05-08"), "why": "MARKER"})

        assert "It stands beside the date of the side that raised it" in may.posts()
        assert "Why: MARKER" in may.posts()

    def test_a_later_one_takes_its_place(self, may: Story):
        may.does(dates.own_date, "priya", answers=on("2026-05-08"))

        may.does(dates.own_date, "priya", answers=on("2026-05-07"))

        assert "Friday 8 May" not in shown(may)

    def test_a_manager_who_was_told_may_give_it_and_so_enters_their_tier(self, may: Story):
        may.reaches("Wednesday 2026-05-13 17:01")

        may.does(dates.own_date, "tom", answers=on("2026-05-08"))

        assert may.disagreement.stage_tier == 1

    def test_the_side_that_raised_it_corrects_its_own_instead(self, may: Story):
        refused = may.refuses(NotYours, dates.own_date, "sam", answers=on("2026-05-08"))

        assert "use “Correct the date”" in refused.sentence

    def test_it_is_not_in_the_future(self, may: Story):
        may.refuses(Unusable, dates.own_date, "priya", answers=on("2026-05-20"))

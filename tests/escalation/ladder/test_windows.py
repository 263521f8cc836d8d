"""Windows counted from being told, and from the entering of a stage: when, how, and what moves them."""

from dataclasses import replace

import pytest

from escalation.acts import answer, climb, close, dates, reopen
from escalation.disagreement import Limit
from escalation.ladder import ladder, windows
from escalation.ladder.rungs import Reached
from escalation.rehearsing import rehearsal
from escalation.words.by_when import by_when
from tests.escalation.other_windows import ENTRY, TOLD, with_windows
from tests.escalation.story import Story, time

FRIDAY = "Friday 2026-09-18 16:30"


@pytest.fixture
def told() -> Story:
    """Line managers have one working day from being told."""
    return with_windows(s1_managers=TOLD)


@pytest.fixture
def entry() -> Story:
    """The next level has two working days from when somebody moves it there."""
    return with_windows(s2_next_level=ENTRY)


def limits(story: Story) -> dict[int, str]:
    return {each.tier: f"{each.at:%a %d %H:%M}" for each in story.disagreement.limits}


def limit(story: Story, tier: int) -> Limit:
    """The limit of a tier that has one."""
    found = story.disagreement.limit(tier)
    assert found
    return found


def moments(story: Story) -> dict[str, str]:
    return {wake.id: f"{wake.at:%a %d %H:%M}" for wake in story.disagreement.moments()}


def asked(story: Story) -> str:
    return str(by_when(story.disagreement, story.disagreement.reached)).strip()


class TestFromBeingTold:
    """Counted in the same act in which its people are told, and never before."""

    def test_at_raising_it_is_not_counted(self, told: Story):
        told.raised(FRIDAY)

        assert limits(told).keys() == {0, 2, 3, 4}

    def test_it_is_counted_when_its_people_are_told(self, told: Story):
        told.raised(FRIDAY).reaches("Monday 2026-09-21 17:01")

        assert told.kinds()[-2:] == ["limit_set", "reached"]
        assert limits(told)[1] == "Tue 22 17:00"
        assert asked(told) == "When: by the end of Tuesday 22 September (within twenty-four hours)."

    def test_it_says_from_what_it_was_counted(self, told: Story):
        told.raised(FRIDAY).reaches("Monday 2026-09-21 17:01")

        read = told.reads(told.last("limit_set"))
        assert "They were told on Monday 21 September 2026" in read
        assert "the day they were told" in read
        assert "It began" not in read

    def test_the_clock_tells_the_next_once_it_has_passed(self, told: Story):
        told.raised(FRIDAY).reaches("Tuesday 2026-09-22 17:01")

        assert told.disagreement.passed == {0, 1}
        assert told.disagreement.reached == 2

    def test_told_by_a_move_it_is_counted_from_the_move(self, told: Story):
        told.raised(FRIDAY).does(climb.move_up, "sam", answers={"tier": "1", "reason": "Now"})

        assert limits(told)[1] == "Mon 21 17:00"

    def test_passed_over_it_is_never_counted(self, told: Story):
        told.raised(FRIDAY).does(climb.move_up, "sam", answers={"tier": "2", "reason": "Now"})

        assert 1 not in limits(told)

    def test_a_corrected_date_does_not_touch_it(self, told: Story):
        told.raised(FRIDAY).reaches("Monday 2026-09-21 17:01")
        before = limits(told)
        earlier = {"began_on": "2026-09-17", "began_at": "09:00", "reason": "I misread my notes"}
        told.does(dates.correct_date, "sam", answers=earlier)

        assert limits(told)[1] == before[1]
        assert limits(told)[2] == "Tue 22 17:00"
        assert told.kinds().count("limit_set") == 5 + 4
        assert "Every limit that is counted from the start is counted again" in told.posts()

    def test_on_the_lowest_tier_it_is_counted_at_raising(self):
        story = with_windows(s1_professionals=TOLD)
        story.raised("Monday 2026-09-14 09:00", at="Thursday 2026-09-17 11:00")

        assert limits(story)[0] == "Fri 18 17:00"
        assert not limit(story, 0).before_raising

    def test_reopened_after_it_passed_it_is_late_for_nobody(self, told: Story):
        told.raised(FRIDAY).reaches("Monday 2026-09-21 17:01")
        told.does(close.withdraw, "sam").reaches("Friday 2026-10-02 10:00")
        told.does(reopen.reopen, "sam")

        assert limit(told, 1).since == "reopened"
        assert moments(told)["tell:1:2"] == "Mon 05 17:00"

    def test_the_paper_says_the_same(self, told: Story):
        told.raised(FRIDAY).reaches("Monday 2026-09-21 17:01")
        began, at = time(FRIDAY), told.last("reached").at

        paper = ladder.tells_next_at(told.procedure, told.calendar, 1, began, began, at)
        assert paper == told.last("reached").until


class TestFromEntering:
    """Counted when a person moves it to the stage; until then people are asked, and nothing is late."""

    def reached(self, entry: Story) -> Story:
        return entry.raised(FRIDAY).reaches("Tuesday 2026-09-22 17:01")

    def test_told_and_not_entered_nothing_is_counted_and_it_says_why(self, entry: Story):
        self.reached(entry)

        assert 2 not in limits(entry)
        assert asked(entry) == (
            "No day is set yet. The procedure says within two working days of entering the stage, "
            "counted from when somebody moves it to Stage 2."
        )

    def test_it_does_not_stall(self, entry: Story):
        """They are asked as where there is no number, and the raising side whether to move it up."""
        self.reached(entry).forgets().reaches("Friday 2026-10-16 17:01")

        topics = {each.topic for each in entry.heard}
        assert {"ask:2", "quiet:2", "remind:1:2", "remind:5:2"} <= topics
        assert entry.disagreement.reached == 2
        assert 2 not in entry.disagreement.passed

    def test_a_first_act_enters_the_stage_and_counts_it(self, entry: Story):
        self.reached(entry).reaches("Wednesday 2026-09-23 10:00").forgets()
        entry.does(answer.take, "helen")

        assert entry.kinds()[-3:-1] == ["limit_set", "moved"]
        assert limits(entry)[2] == "Fri 25 17:00"
        assert moments(entry)["tell:1:3"] == "Fri 25 17:00"
        assert moments(entry)["ask:1:2"] == "Fri 25 09:00"
        assert not {"quiet:2", "remind:1"} & moments(entry).keys()
        assert asked(entry).startswith("When: by the end of Friday 25 September (within two")

    def test_whoever_was_told_without_a_day_is_told_the_day(self, entry: Story):
        self.reached(entry).reaches("Wednesday 2026-09-23 10:00").forgets()
        entry.does(answer.take, "helen")

        told = {each.person: each.text for each in entry.heard if each.topic == "counted:2"}
        assert {"mina", "clare"} <= told.keys()
        assert "helen" not in told
        assert all("by the end of Friday 25 September" in text for text in told.values())

    def test_the_clock_goes_on_from_there(self, entry: Story):
        self.reached(entry).reaches("Wednesday 2026-09-23 10:00").does(answer.take, "helen")
        entry.reaches("Friday 2026-09-25 17:01")

        assert entry.disagreement.reached == 3
        assert 2 in entry.disagreement.passed

    def test_moved_before_it_was_told_both_are_one_moment(self, entry: Story):
        entry.raised(FRIDAY).does(climb.move_up, "sam", answers={"tier": "2", "reason": "Now"})

        assert limits(entry)[2] == "Tue 22 17:00"
        assert entry.last("moved").told is None
        assert entry.last("reached").until is not None

    def test_in_the_first_stage_it_is_counted_at_raising(self):
        story = with_windows(s1_managers=ENTRY).raised(FRIDAY)

        assert limits(story)[1] == "Tue 22 17:00"

    def test_where_the_clock_moves_it_the_clock_enters(self):
        story = with_windows(s2_next_level=ENTRY)
        story = Story(procedure=replace(story.procedure, on_limit_passed="move_up"))
        story.raised(FRIDAY).reaches("Thursday 2026-09-24 17:01")

        assert limits(story)[2] == "Thu 24 17:00"
        assert story.disagreement.reached == 3

    @pytest.mark.parametrize("on_limit_passed", ["tell_next_tier", "move_up", "prompt_holder"])
    def test_paper_tells_each_tier_when_the_clock_does(self, on_limit_passed):
        made_up = with_windows(s1_managers=TOLD, s2_next_level=ENTRY, s4_heads=ENTRY).procedure
        procedure = replace(made_up, on_limit_passed=on_limit_passed)
        story = Story(procedure=procedure).raised(FRIDAY)
        planned = rehearsal.timeline(procedure, story.calendar, time(FRIDAY))
        told = [each.at for each in planned if each.kind == "told" and each.tier]

        story.reaches("Friday 2026-11-27 17:01")

        lived = [entry.due for entry in story.entries if isinstance(entry, Reached)]
        assert told == lived
        limits = {each.limit for each in planned if each.kind == "limit"}
        assert limits == {each.at for each in story.disagreement.limits}

    def test_a_corrected_date_after_it_gives_its_moments_new_names(self, entry: Story):
        self.reached(entry).reaches("Wednesday 2026-09-23 10:00").does(answer.take, "helen")
        earlier = {"began_on": "2026-09-17", "began_at": "09:00", "reason": "I misread my notes"}
        entry.does(dates.correct_date, "sam", answers=earlier)

        assert limits(entry)[2] == "Fri 25 17:00"
        assert moments(entry)["tell:2:3"] == "Fri 25 17:00"


def test_nothing_is_counted_where_the_text_gives_no_number(numberless: Story):
    numberless.raised(FRIDAY)
    standing, at = numberless.disagreement, numberless.now

    assert windows.from_telling(standing, 2, at, numberless.calendar) == []
    assert windows.from_entering(standing, 2, at, numberless.calendar) == []
    assert not windows.is_uncounted(standing, 2)

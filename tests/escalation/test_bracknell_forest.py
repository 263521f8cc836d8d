"""The Bracknell Forest chapter of 2019, lived: two windows, then no number, and never anybody late."""

import itertools
import re
from datetime import timedelta

import pytest

from escalation import rights
from escalation.acts import alarm, answer, climb, duty
from escalation.disagreement import after
from escalation.ladder.rungs import Reached
from escalation.rehearsing import rehearsal
from escalation.words import message
from escalation.words.card import card
from tests.escalation.other_windows import BRACKNELL_FOREST
from tests.escalation.story import HEADS, LINE_MANAGERS, NEXT_LEVEL, SENIORS, Story, time

# g000-no-numbers of the worked examples in the domain study that Escalate was written from.
START = "Monday 2026-09-14 09:00"
REPORTED = "Tuesday 2026-09-15 17:01"
LATENESS = re.compile(r"\b(late|overdue|limit|passed|ended on|breach)\b", re.IGNORECASE)
WITHOUT_DELAY = "The procedure says without delay; it gives no number of days."


@pytest.fixture
def chapter() -> Story:
    """Raised in Bracknell Forest, under the chapter."""
    return Story(procedure=BRACKNELL_FOREST).raised(START, area="Bracknell Forest")


def at_stage(chapter: Story, tier: int) -> Story:
    """Moved straight to a tier, for the child's safety; what was said until then is looked at."""
    reason = {"tier": str(tier), "reason": "It cannot wait"}
    return chapter.does(climb.move_up, "sam", answers=reason).forgets()


def reached(story: Story) -> list[Reached]:
    return [entry for entry in story.entries if isinstance(entry, Reached)]


def test_g000_no_numbers_the_two_windows_of_stage_1(chapter: Story):
    """Tuesday 15 September; and one working day from the report to the line managers."""
    chapter.reaches(REPORTED).expects_told(LINE_MANAGERS, "reached:1")
    first, second = sorted(chapter.disagreement.limits, key=lambda limit: limit.tier)

    assert f"{first.at:%A %d %B}" == "Tuesday 15 September"
    assert f"{second.at:%A %d %B}" == "Wednesday 16 September"
    chapter.reaches("Wednesday 2026-09-16 17:01").expects_told(NEXT_LEVEL, "reached:2")


def test_g000_no_numbers_nothing_of_stages_2_to_4_has_a_limit(chapter: Story):
    chapter.reaches("Friday 2026-12-18 17:01")

    assert {limit.tier for limit in chapter.disagreement.limits} == {0, 1}
    assert chapter.disagreement.passed == {0, 1}
    assert chapter.disagreement.reached == 2


@pytest.mark.parametrize(
    ("tier", "people", "says"),
    [
        (2, NEXT_LEVEL, WITHOUT_DELAY),
        (3, SENIORS, "No day is set. The procedure gives no number of days for this."),
        (4, HEADS, "No day is set. The procedure gives no number of days for this."),
    ],
)
def test_g000_no_numbers_four_weeks_with_nobody_answering(chapter: Story, tier, people, says):
    """Somebody is asked again and again, nobody is called late, and no alarm is raised."""
    at_stage(chapter, tier)
    silent_since = len(chapter.entries)

    chapter.reaches("Monday 2026-10-12 17:01")

    lived = chapter.entries[silent_since:]
    assert "limit_passed" not in [entry.kind for entry in lived]
    assert chapter.heard
    for each in chapter.heard:
        assert not LATENESS.search(each.text), each.text
        assert says in each.text
    assert {each.person for each in chapter.heard} == people | {"sam"}
    further = [each.person for each in chapter.heard if each.topic.startswith("quiet")]
    assert further == ["sam"] * (2 if tier < 4 else 1), "again after ten working days"
    assert not LATENESS.search("\n".join(chapter.reads(entry) for entry in lived))


def test_reminders_thin_out_and_never_end(chapter: Story):
    """The next working morning, and then every third."""
    at_stage(chapter, 2).reaches("Friday 2026-10-09 17:01")

    days = sorted({f"{each.at:%a %d}" for each in chapter.heard if each.person == "mina"})
    assert days == ["Fri 09", "Fri 18", "Mon 28", "Thu 01", "Tue 06", "Tue 15", "Wed 23"]


def test_silence_is_never_longer_than_three_working_days(chapter: Story):
    at_stage(chapter, 2).reaches("Friday 2026-10-30 17:01")

    when = [each.at for each in chapter.heard]
    gaps = [later - sooner for sooner, later in itertools.pairwise(when)]
    assert max(gaps) <= timedelta(days=5, hours=1)
    assert chapter.disagreement.moments()


def test_the_quiet_question_comes_again_after_each_further_telling(chapter: Story):
    at_stage(chapter, 2).reaches("Thursday 2026-09-17 17:01")
    chapter.expects_told({"sam"}, "quiet:2")

    chapter.does(climb.move_up, "sam").forgets().reaches("Tuesday 2026-09-22 17:02")

    chapter.expects_told({"sam"}, "quiet:3")


def test_after_the_last_stage_it_offers_no_press_that_could_only_be_refused(chapter: Story):
    at_stage(chapter, 4).reaches("Thursday 2026-09-17 17:01")

    asked = next(each for each in chapter.heard if each.topic == "quiet:4")
    assert "The procedure names nobody further" in asked.text
    assert "Move up now" not in asked.text


def test_the_card_says_the_texts_own_words(chapter: Story):
    at_stage(chapter, 2)

    assert "Procedure says: without delay" in message.plain(card(chapter.disagreement))


def test_the_designated_professional_of_the_raising_agency_alone_is_brought_in(chapter: Story):
    """R-000-33: within the individual agency that raised the dispute."""
    at_stage(chapter, 2)

    assert chapter.last("moved").advisers == (("health", "designated_professional"),)


def test_a_first_act_at_stage_2_enters_it_and_it_goes_on_being_asked(chapter: Story):
    chapter.reaches("Thursday 2026-09-17 10:00").does(answer.take, "helen")

    assert chapter.disagreement.stage.id == "s2"
    assert chapter.disagreement.moments()


def test_on_paper_it_ends_in_patience():
    calendar = Story(procedure=BRACKNELL_FOREST).calendar
    planned = rehearsal.timeline(BRACKNELL_FOREST, calendar, time(START))

    limits = [f"{each.at:%d %B}" for each in planned if each.kind == "limit" and each.at]
    last = next(each for each in planned if "whether to move it up" in each.what)
    assert limits == ["15 September", "16 September"]
    assert last.why == (
        "The text says without delay and gives no number here, and 3 working days have been quiet."
    )


@pytest.mark.parametrize(
    ("began", "raised"),
    [
        (START, START),
        ("Friday 2026-09-18 16:30", "Friday 2026-09-18 16:30"),
        ("Monday 2026-09-14 09:00", "Thursday 2026-09-17 11:00"),
        ("Thursday 2026-04-02 15:00", "Tuesday 2026-04-07 08:00"),
    ],
)
def test_paper_tells_each_tier_when_the_clock_does(began, raised):
    story = Story(procedure=BRACKNELL_FOREST).raised(began, raised, area="Bracknell Forest")
    planned = rehearsal.timeline(BRACKNELL_FOREST, story.calendar, time(began), time(raised))
    told = [(each.tier, each.at) for each in planned if each.kind == "told" and each.tier]
    limits = {each.limit for each in planned if each.kind == "limit"}

    story.reaches("Friday 2026-11-27 17:01")

    tiers = BRACKNELL_FOREST.tiers
    assert told == [(tiers[each.tier].id, each.due) for each in reached(story)]
    assert limits == {limit.at for limit in story.disagreement.limits}


def test_the_business_manager_sees_to_what_is_left_though_the_text_names_no_such_office(chapter):
    """R-000-45, R-000-52: what is learnt is considered, and gaps are passed on, by the office."""
    chapter.settles("sam", "priya").does(duty.closing, "sam", answers={"lessons": "MARKER"})

    seen = {"learning-1.how": "yes", "learning-1.words": "MARKER"}
    chapter.does(duty.closing, "bea", answers=seen)

    assert "Bea Lang (Business Manager)" in chapter.reads(chapter.last("duty_answered"))


def test_the_business_manager_whom_the_chapter_does_not_name_is_called_so_still(chapter: Story):
    """An alarm goes to her under every text; what she does afterwards is refused in a sentence, or hers."""
    now = (chapter.disagreement, chapter.now, chapter.calendar, chapter.directory)
    new = alarm.undelivered(*now, what="telling", who="line_manager@health", why="nobody holds it")
    chapter.disagreement = after(chapter.disagreement, *new)

    assert rights.actor("bea", chapter.disagreement, chapter.directory).role == "Business Manager"

"""A procedure as it is for one difference: stages for some alone, days by priority, guides, earlier days."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from escalation.acts import climb
from escalation.disagreement import Disagreement, fold
from escalation.ladder.limit_set import LimitSet
from escalation.ladder.on_raising import AskedFirst
from escalation.refusals import Unusable
from escalation.texts import narrowed
from escalation.words.by_when import by_when
from escalation.words.card import card
from escalation.words.message import Message, plain
from tests.escalation.other_ways import (
    BOTH,
    RAISED,
    SOONER,
    branched,
    by_priority,
    raised,
    skipping,
    windowed,
    within,
)
from tests.escalation.story import BERKSHIRE, LINE_MANAGERS, NEXT_LEVEL, SENIORS, Story, time


def refused(procedure, **said) -> str:
    story = Story(procedure=procedure)
    with pytest.raises(Unusable) as why:
        story.raised(RAISED, **said)
    assert not story.entries
    return str(why.value)


def ends(disagreement: Disagreement, tier: int) -> str:
    limit = disagreement.limit(tier)
    assert limit is not None
    return f"{limit.at:%A %d %H:%M}"


class TestAPriority:
    def test_is_asked_wherever_there_are_any(self):
        assert "Say how pressing it is: “Urgent” or “Not urgent”." in refused(by_priority())
        refused(by_priority(), priority="pressing")

    def test_has_its_own_days(self):
        urgent = raised(by_priority(), priority="urgent").disagreement
        routine = raised(by_priority(), priority="routine").disagreement

        assert ends(urgent, 1) == "Thursday 03 17:00"
        assert ends(routine, 1) == "Wednesday 09 17:00"

    def test_stands_on_the_record_and_on_the_card(self):
        story = raised(by_priority(), priority="urgent")

        assert "How pressing: Urgent" in story.reads(story.last("raised"))
        assert "How pressing: Urgent" in plain(card(story.disagreement))

    def test_without_any_nobody_is_asked(self):
        assert raised(BERKSHIRE).disagreement.priority == ""


class TestAStageForSome:
    def test_is_no_rung_for_the_others(self):
        urgent = raised(branched(), priority="urgent").disagreement
        routine = raised(branched(), priority="routine").disagreement

        assert [each.id for each in urgent.procedure.stages] == ["s1", "s2u", "s3", "s4"]
        assert [each.id for each in routine.procedure.stages] == ["s1", "s2", "s3", "s4"]
        assert urgent.procedure.sha256 == BERKSHIRE.sha256

    def test_its_people_are_told_and_the_others_never(self):
        urgent = raised(branched(), priority="urgent").forgets().reaches("Friday 2026-09-04 17:01")
        urgent.expects_told(LINE_MANAGERS, "reached:1")
        urgent.expects_told(SENIORS, "reached:2")

        routine = raised(branched(), priority="routine").forgets()
        routine.reaches("Friday 2026-09-04 17:01").expects_told(NEXT_LEVEL, "reached:2")

    def test_it_may_start_there(self):
        procedure = replace(branched(), skipping=skipping().skipping)
        story = raised(procedure, priority="urgent", start_tier=2, start_reason="At once")

        assert story.disagreement.stage.name == "What is urgent"

    def test_it_folds_to_the_same(self):
        story = raised(branched(), priority="urgent").does(climb.move_up, "sam")

        assert fold(story.reference, branched(), story.entries) == story.disagreement

    def test_narrowed_twice_it_is_the_same(self):
        once = narrowed.to(branched(), "threshold", "", "urgent")

        assert narrowed.to(once, "threshold", "", "urgent") is once
        assert narrowed.to(BERKSHIRE, "threshold") is BERKSHIRE


class TestAGuide:
    def guided(self) -> Story:
        return raised(windowed("s1-managers", binding="guide"))

    def test_is_never_late_and_the_next_tier_is_told_all_the_same(self):
        story = self.guided().forgets().reaches("Friday 2026-09-04 17:01")

        story.expects_told(NEXT_LEVEL, "reached:2")
        assert [e.tier for e in story.entries if isinstance(e, climb.LimitPassed)] == [0]

    def test_is_said_as_usually(self):
        said = plain(Message("", (by_when(self.guided().disagreement, 1),)))

        assert "usually by the end of Friday 4 September" in said
        assert "nothing is late after it" in said
        entry = next(e for e in self.guided().entries if isinstance(e, LimitSet) and e.tier == 1)
        assert "that is usually" in self.guided().reads(entry)


class TestAnEarlierDay:
    ALLOWED = windowed("s2-next-level", or_sooner=SOONER, working_days=5)

    def test_is_the_limit_and_says_so(self):
        story = raised(self.ALLOWED, sooner=date(2026, 9, 7), sooner_because="MARKER he is alone")
        limit = story.disagreement.limit(2)

        assert limit is not None
        assert ends(story.disagreement, 2) == "Monday 07 17:00"
        assert "sooner than the text's own day" in limit.because
        entry = next(e for e in story.entries if isinstance(e, LimitSet) and e.tier == 2)
        assert "gave an earlier day" in story.reads(entry)
        assert "An earlier day, as the risk asks: Monday 7 September 2026" in story.reads(
            story.last("raised")
        )
        assert "MARKER he is alone" in story.reads(story.last("raised"))

    @pytest.mark.parametrize(
        ("on", "because", "why"),
        [
            (date(2026, 9, 9), "MARKER", "The text's own day comes first or is the same"),
            (date(2026, 9, 1), "MARKER", "This day has passed"),
            (date(2026, 9, 5), "MARKER", "No offices are open"),
            (date(2026, 9, 7), "", "Say why the risk asks"),
        ],
    )
    def test_is_never_later_and_has_a_reason(self, on, because, why):
        assert why in refused(self.ALLOWED, sooner=on, sooner_because=because)

    def test_only_where_the_text_allows_one(self):
        said = {"sooner": date(2026, 9, 7), "sooner_because": "MARKER"}
        assert "lets nobody give an earlier day" in refused(BERKSHIRE, **said)


class TestSkipping:
    def test_only_to_the_stages_named(self):
        procedure = skipping(to=("s3",))
        why = refused(procedure, start_tier=2, start_reason="MARKER")
        assert "at its first stage, or at Stage 3, and no other" in why

        story = raised(procedure, start_tier=3, start_reason="MARKER")
        assert story.disagreement.stage.id == "s3"

    def test_move_up_goes_past_others_to_these_alone(self):
        story = raised(skipping(to=("s3",)))
        story.refuses(Unusable, climb.move_up, "sam", answers={"tier": "2", "reason": "MARKER"})
        story.does(climb.move_up, "sam", answers={"tier": "3", "reason": "MARKER"})

    def test_ones_own_manager_is_consulted_first_or_it_is_said_why_not(self):
        procedure = skipping(consult="line_manager")
        higher: dict[str, Any] = {"start_tier": 2, "start_reason": "MARKER"}
        assert "consult your own line manager" in refused(procedure, **higher)
        assert "Give the day" in refused(procedure, asked_first=AskedFirst("Jo Lee"), **higher)
        said = AskedFirst("Jo Lee", date(2026, 9, 1))

        story = raised(procedure, asked_first=said, **higher)
        assert "Consulted first: Jo Lee, on Tuesday 1 September 2026" in story.reads(
            story.last("raised")
        )
        without = raised(
            procedure, asked_first=AskedFirst(not_consulted="MARKER nobody there"), **higher
        )
        assert "MARKER nobody there" in without.reads(without.last("raised"))

    def test_at_the_first_stage_nobody_is_asked(self):
        assert raised(skipping(consult="line_manager")).last("raised").consulted == ""


class TestRaisedWithin:
    def test_hours_run_on_by_the_clock(self):
        story = Story(procedure=within(hours=72))  # from Saturday they end on Tuesday
        story.raised("Wednesday 2026-09-02 10:00", happened=time("Saturday 2026-08-29 15:00"))
        entry = story.last("raised")

        assert f"{entry.raise_by:%A %H:%M}" == "Tuesday 15:00"
        assert "It was raised after that time, and is raised all the same." in story.reads(entry)
        assert "Raised after its time: in good time of the conference" in plain(
            card(story.disagreement)
        )

    def test_in_time_nothing_is_said(self):
        story = Story(procedure=within(working_days=5))
        story.raised(RAISED, happened=time("Tuesday 2026-09-01 00:00"))

        assert "after that time" not in story.reads(story.last("raised"))
        assert "by the end of Tuesday 8 September" in story.reads(story.last("raised"))

    def test_when_it_happened_is_asked(self):
        assert refused(within(hours=72)) == "Give the day of the conference."


def test_the_fixtures_name_their_priorities():
    assert [each.id for each in BOTH] == ["urgent", "routine"]

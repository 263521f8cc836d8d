"""Whatever people do where nothing is counted: the raising side is asked once it has been quiet."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as some

from escalation.acts import answer, climb, meet, say, view
from escalation.disagreement import fold
from escalation.ladder import patience
from escalation.refusals import Refusal
from escalation.working_time.working_days import end_of_day
from tests.escalation.other_texts import UNCOUNTED
from tests.escalation.story import SECOND, Story

CAN: dict[str, Callable[[Story], dict[str, Any]]] = {
    "word": lambda story: {"rule": say.say, "text": "MARKER"},
    "has": lambda story: {"rule": answer.take},
    "view": lambda story: {"rule": view.view, "answers": {"text": "MARKER"}},
    "up": lambda story: {"rule": climb.move_up},
    "meets": lambda story: {
        "rule": meet.meet,
        "answers": {"meet_on": f"{story.now.date() + timedelta(days=9)}", "meet_at": "14:00"},
    },
}
LIFE = some.lists(
    some.tuples(
        some.integers(min_value=1, max_value=150),
        some.sampled_from(sorted(CAN)),
        some.sampled_from(["sam", "priya", "jo", "helen"]),
    ),
    max_size=8,
)


@dataclass
class Lived:
    """A life without numbers, and what was done in it, reckoned beside it."""

    story: Story = field(default_factory=lambda: Story(procedure=UNCOUNTED))
    acted: list[datetime] = field(default_factory=list)
    moved: datetime | None = None
    meets: datetime | None = None

    def lives(self, life: list[tuple[int, str, str]]) -> "Lived":
        """Each does what they can, so many hours after the one before; then nobody does anything."""
        self.story.raised("Thursday 2026-04-02 15:00")
        self.acted.append(self.story.now)
        for hours, what, by in life:
            self.story.reaches(f"{self.story.now + timedelta(hours=hours):%A %Y-%m-%d %H:%M}")
            self._does(what, by)
        self.story.reaches("Friday 2026-06-26 17:01")
        return self

    @property
    def asked(self) -> list[datetime]:
        """When the raising side was asked whether to move it up."""
        return [each.at for each in self.story.heard if each.topic.startswith("quiet")]

    @property
    def quiet_from(self) -> datetime:
        """When the last thing happened: somebody acted, or people met."""
        return max(self.acted[-1], self.meets or self.acted[-1])

    def days_after(self, at: datetime, days: int) -> datetime:
        """The end of the so-many-th working day."""
        return end_of_day(self.story.calendar, at, days).at

    def _does(self, what: str, by: str) -> None:
        try:
            self.story.does(by=by, **CAN[what](self.story))
        except Refusal:
            return
        if self.story.entries[-1].kind == "stranger_posted":
            return  # nobody is moved by what somebody who is not in it yet wrote
        self.acted.append(self.story.now)
        if what == "up":
            self.moved, self.meets = self.story.now, None
        elif self.story.disagreement.meeting:
            self.meets = self.story.disagreement.meeting.on


@settings(max_examples=25, deadline=None)
@given(life=LIFE)
def test_nobody_is_asked_within_three_working_days_of_an_act(life: list[tuple[int, str, str]]):
    lived = Lived().lives(life)

    for at in lived.asked:
        since = max(each for each in lived.acted if each < at)
        assert lived.days_after(since, patience.QUIET_DAYS) < at
        assert not (lived.meets and lived.acted[-1] < at < lived.meets)


@settings(max_examples=25, deadline=None)
@given(life=LIFE)
def test_once_it_is_quiet_for_good_the_raising_side_is_asked_on_the_third_day(
    life: list[tuple[int, str, str]],
):
    """Or ten working days after it was asked last, if that is later."""
    lived = Lived().lives(life)

    third = lived.days_after(lived.quiet_from, patience.QUIET_DAYS)
    before = [at for at in lived.asked if (lived.moved or at) <= at < third]
    due = max([third, *(lived.days_after(at, patience.QUIET_AGAIN) for at in before)])
    at_the_top = lived.story.disagreement.is_last_tier
    left = [at for at in lived.asked if at > third]
    assert left[:1] == ([] if at_the_top and before else [due + SECOND])
    assert all(lived.days_after(one, 10) < later for one, later in pairwise(left))


@settings(max_examples=25, deadline=None)
@given(life=LIFE)
def test_nothing_is_told_twice_and_the_moments_are_those_of_the_fold(
    life: list[tuple[int, str, str]],
):
    story = Lived().lives(life).story

    told = [(each.topic, each.person) for each in story.heard]
    assert len(set(told)) == len(told)
    again = fold(story.reference, story.procedure, story.entries)
    assert again.moments() == story.disagreement.moments()

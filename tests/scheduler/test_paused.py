"""A process is stopped in the middle of its work and goes on later: meanwhile another works; nothing twice."""

from collections import Counter
from contextlib import ExitStack
from datetime import timedelta

import pytest

from escalation.acts import answer, harm
from tests.scheduler.sleeper import Dormitory, Sleeper

SHORTER, LONGER, MUCH_LONGER = timedelta(seconds=20), timedelta(minutes=3), timedelta(hours=20)
PAUSES = [SHORTER, LONGER]  # than a lease


@pytest.fixture(scope="module")
def dormitory():
    """Where the other process comes from."""
    dormitory = Dormitory()
    yield dormitory
    dormitory.ends()


@pytest.fixture
def asleep(office, dormitory):
    """Another worker, at work until its first call of this name, and stopped there."""
    with ExitStack() as stack:
        yield lambda call, when: stack.enter_context(Sleeper(dormitory, office, call, when))


def whole(office, reference):
    """Everything that is owed has been done, each of it once, by the time both have worked."""
    office.now += timedelta(minutes=5)
    office.works()
    for sent in (office.platform.told, office.platform.posted):
        assert set(Counter((each.to, each.key) for each in sent).values()) <= {1}
    assert {state for _, state in office.outcomes(reference)} <= {"sent", "no_longer_owed"}
    assert office.store.misplaced_moments() == []


@pytest.mark.parametrize("pause", PAUSES)
@pytest.mark.parametrize(
    ("call", "when"),
    [("direct", "before"), ("tell", "after"), ("make_place", "after"), ("open_thread", "after")],
)
@pytest.mark.failure(3, 4, 25)
def test_paused_with_the_first_messages_in_hand(office, asleep, call, when, pause):
    """Before they are sent, or between their being sent and its saying so."""
    reference = office.raises(began=office.now)
    sleeper = asleep(call, when)
    office.now += pause
    office.works()
    sleeper.wakes()

    whole(office, reference)
    assert [len(office.platform.heard(each)) for each in ("sam", "priya")] == [1, 1]
    assert list(office.platform.roots) == [reference.lower()]


@pytest.mark.parametrize("pause", [*PAUSES, MUCH_LONGER])
@pytest.mark.parametrize(("call", "when"), [("direct", "before"), ("tell", "after")])
def test_paused_with_immediate_harm_in_hand(office, asleep, call, when, pause):
    """Whoever works meanwhile takes it over after seconds; it is told once."""
    reference = office.raises(began=office.now)
    office.works()
    office.does(reference, harm.press, "sam")
    sleeper = asleep(call, when)
    office.now += pause
    office.works()
    sleeper.wakes()

    whole(office, reference)
    warned = office.kinds(reference).count("harm_unopened")
    assert warned == (pause is MUCH_LONGER)
    for name in ("jo", "clare"):
        assert sum("immediate harm" in text for text in office.platform.heard(name)) == 1


@pytest.mark.parametrize("pause", PAUSES)
def test_paused_between_a_post_and_the_word_that_it_was_posted(office, asleep, pause):
    reference = office.raises(began=office.now)
    office.works()
    office.does(reference, answer.take, "priya")
    office.does(reference, answer.take, "sam")
    sleeper = asleep("post", "after")
    office.now += pause
    office.works()
    sleeper.wakes()

    whole(office, reference)
    thread = [text.split(" ")[0] for text in office.platform.thread(reference.lower())]
    assert thread[:2] == ["Priya", "Sam"]


@pytest.mark.parametrize("call", ["direct", "admit"])
@pytest.mark.failure(4)
def test_paused_while_a_tier_is_told_until_the_next_is_due(office, asleep, call):
    """A day later the other process tells the next tier; this one wakes and changes nothing."""
    reference = office.raises(began=office.now)
    office.works()
    office.now += timedelta(days=5, hours=2, minutes=1)
    sleeper = asleep(call, "before")
    office.works("Wednesday 2026-04-08 17:01")
    sleeper.wakes()

    whole(office, reference)
    for name in ("jo", "tom", "mina", "helen", "clare", "leila"):
        assert sum("you are asked" in each for each in office.platform.heard(name)) >= 1
    assert office.kinds(reference).count("reached") == 3

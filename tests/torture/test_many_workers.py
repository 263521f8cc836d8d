"""Four workers on one PostgreSQL in the worst of weathers: nothing is lost, nobody is told twice."""

import os
from datetime import datetime
from random import Random

import pytest

from escalation.working_time.times import LONDON
from tests.torture import easter
from tests.torture.reckoning import Reckoning, opened, undone
from tests.torture.tally import tallied
from tests.torture.town import town
from tests.torture.world import Lost

AFTERWARDS = (
    datetime(2026, 4, 10, 17, 1, tzinfo=LONDON),
    datetime(2026, 4, 13, 10, 0, tzinfo=LONDON),
    datetime(2026, 4, 14, 17, 1, tzinfo=LONDON),
    datetime(2026, 4, 17, 10, 0, tzinfo=LONDON),
    datetime(2026, 4, 22, 10, 0, tzinfo=LONDON),
)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a worker is forked from a zygote")
@pytest.mark.timeout(600)
@pytest.mark.failure(3)
def test_four_workers_in_the_worst_of_weathers_lose_nothing_and_tell_nobody_twice(
    storm, zygote, durable, tmp_path, pytestconfig, record_property
):
    seed, faults = pytestconfig.getoption("--seed"), storm.faults
    print(f"seed {seed}, storm {storm.number}, {faults} faults")
    luck = Random(f"{seed}:storm:{storm.number}")

    with town(
        tmp_path / "data", zygote, durable, easter.START, luck, cases=storm.cases, faults=faults
    ) as lived:
        found = Reckoning()
        try:
            lives_on(lived)
            lived.workers.ends()
            found = tallied(lived)
        except Lost as lost:
            found.lost.append(str(lost))
        met = lived.weather.met
    print(", ".join(f"{kind}: {times}" for kind, times in met.most_common()))

    print(*found.lost, *found.doubled, *found.wrong, sep="\n")
    record_property("kills", met["killed"])
    record_property("faults", met.total())
    record_property("entries", found.entries)
    record_property("tellings", found.tellings)
    record_property("lost", len(found.lost))
    record_property("doubled", len(found.doubled))
    assert (found.lost, found.doubled, found.wrong) == ([], [], [])
    assert met.total() >= faults


def lives_on(lived):
    """The Easter story at the door, everybody else's beside it, and then the days that follow."""
    lived.weather.begins()
    easter.live(lived)
    for at in AFTERWARDS:
        lived.reaches(at)
        for _ in range(5):
            lived.waits()
    lived.until("the weather to pass", lambda: lived.weather.has_passed)
    lived.weather.ends()
    lived.until("everybody to have acted", lambda: not lived.crowd.waiting)
    comes_to_rest(lived)


def comes_to_rest(lived):
    """Everybody is at work, and nothing is due or owed any more."""
    engine, store = opened(lived, lived.database)

    def left():
        next_at = store.moments.next_at()
        overdue = next_at is not None and next_at < lived.clock.now()
        return [*undone(engine), *([f"moment of {next_at}"] if overdue else [])]

    try:
        lived.until("everybody to be at work", lambda: lived.workers.is_whole)
        try:
            lived.until("everything owed to be done", lambda: not left())
        except Lost as lost:
            raise Lost(f"{lost} {left()}") from lost
    finally:
        engine.dispose()

"""How often something was excluded: a number by the day, and nothing of anybody."""

from datetime import date
from threading import Barrier, Thread

from storage.tables import turned_away
from storage.turned_away import Counted, TurnedAway

SCS, CONFERENCE, PLAN = "scs", "initial-conference", "child-protection-plan"


def test_it_is_counted_by_month_the_latest_first(engine):
    counts = TurnedAway(engine)
    for day in (date(2026, 8, 31), date(2026, 9, 1), date(2026, 9, 1), date(2026, 9, 30)):
        counts.count(SCS, CONFERENCE, day)
    counts.count(SCS, PLAN, date(2026, 9, 2))

    assert counts.monthly() == [
        Counted("2026-09", SCS, CONFERENCE, 3),
        Counted("2026-09", SCS, PLAN, 1),
        Counted("2026-08", SCS, CONFERENCE, 1),
    ]


def test_nothing_is_kept_but_what_was_chosen_and_the_day():
    columns = {column.name for column in turned_away.columns}

    assert columns == {"procedure", "exclusion", "day", "times"}


def test_two_at_once_are_two(engine):
    barrier = Barrier(2)

    def counts() -> None:
        barrier.wait()
        TurnedAway(engine).count(SCS, PLAN, date(2026, 9, 2))

    threads = [Thread(target=counts) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert TurnedAway(engine).monthly() == [Counted("2026-09", SCS, PLAN, 2)]

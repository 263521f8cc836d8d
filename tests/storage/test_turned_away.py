"""How often something was excluded: a number by the day, and nothing of anybody."""

from datetime import date
from threading import Barrier, Thread

from sqlalchemy import select

from storage.database import reading
from storage.tables import turned_away
from storage.turned_away import Counted, TurnedAway

SCS, CONFERENCE, PLAN = "scs", "initial-conference", "child-protection-plan"
ON = date(2026, 9, 2)


def test_it_is_counted_by_month_the_latest_first(engine):
    counts = TurnedAway(engine)
    days = (date(2026, 8, 31), date(2026, 9, 1), date(2026, 9, 1), date(2026, 9, 30))
    for press, day in enumerate(days):
        counts.count(SCS, CONFERENCE, day, f"press {press}")
    counts.count(SCS, PLAN, ON, "another press")

    assert counts.monthly() == [
        Counted("2026-09", SCS, CONFERENCE, 3),
        Counted("2026-09", SCS, PLAN, 1),
        Counted("2026-08", SCS, CONFERENCE, 1),
    ]


def test_a_press_that_is_delivered_twice_counts_once_also_on_the_day_after(engine):
    for day in (ON, ON, date(2026, 9, 3)):
        TurnedAway(engine).count(SCS, PLAN, day, "one press")

    assert TurnedAway(engine).monthly() == [Counted("2026-09", SCS, PLAN, 1)]


def test_two_things_chosen_one_after_the_other_on_one_page_are_two(engine):
    for exclusion in (PLAN, CONFERENCE, PLAN):
        TurnedAway(engine).count(SCS, exclusion, ON, "one page")

    assert [each.times for each in TurnedAway(engine).monthly()] == [1, 1]


def test_nothing_is_kept_but_what_was_chosen_the_day_and_a_hash_of_the_press(engine):
    TurnedAway(engine).count(SCS, PLAN, ON, "slack:V0SAM:open_first")

    with reading(engine) as connection:
        (kept,) = connection.execute(select(turned_away)).mappings()
    assert set(kept) == {"press", "procedure", "exclusion", "day"}
    assert len(kept["press"]) == 64
    assert "V0SAM" not in str(kept)


def at_once(engine, *keys: str) -> list[int]:
    """How often it is counted, where these presses come at the same moment."""
    barrier = Barrier(len(keys))

    def counts(key: str) -> None:
        barrier.wait()
        TurnedAway(engine).count(SCS, PLAN, ON, key)

    threads = [Thread(target=counts, args=(key,)) for key in keys]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [each.times for each in TurnedAway(engine).monthly()]


def test_two_at_once_are_two(engine):
    assert at_once(engine, "a press", "another press") == [2]


def test_one_that_is_delivered_twice_at_once_is_one(engine):
    assert at_once(engine, "a press", "a press") == [1]

"""In which order what is owed is handed out, and what that costs however much is waiting."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import ClassVar

import pytest
from sqlalchemy import event, insert, select, text, update

from escalation.entries import Entry
from escalation.owing import RoleAt, Telling, To
from escalation.words.message import Message, says
from storage.database import is_postgresql, reading, writing
from storage.debts import addressed
from storage.outbox import FOR_WORKING_TIME
from storage.store import Store
from storage.tables import outbox
from tests.storage.conftest import KINDS, calendars

LEASE = timedelta(seconds=30)
SECOND = timedelta(seconds=1)
WORDS = Message("s", (says("Words."),))
MANY = 4_000


@dataclass(frozen=True, kw_only=True)
class Several(Entry):
    kind: ClassVar[str] = "several"

    def owes(self, disagreement):
        yield Telling("nudged", To("tom"), WORDS, nudge=True)
        yield Telling("limit", To("tom"), WORDS)
        yield Telling("harm", RoleAt("line_manager", "care", "priya"), WORDS, urgent=True)


def claim(office, at=None, worker="one", limit=50, urgent=False):
    now = at or office.THURSDAY
    return office.store.outbox.claim(now, worker, limit, LEASE, urgent=urgent)


def topics(due):
    return [each.owed.topic for each in due if each.kind == "telling"]


def test_limits_go_before_nudges_and_immediate_harm_before_all(office):
    store = Store(office.engine, kinds={**KINDS, "several": Several}, calendars=calendars)
    office = replace(office, store=store)
    reference = office.began()
    office.act(reference, Several(at=office.THURSDAY, by=office.SAM))

    due = claim(office)

    assert topics(due) == ["harm", "asked", "limit", "nudged"]
    assert [each.nudge for each in due if each.kind == "telling"] == [False, False, False, True]


def test_of_the_same_kind_what_has_been_ready_for_longest_goes_first(office):
    """What has to be tried again does not go before what has waited all the while. FAILURES 14."""
    for number in range(3):
        office.began(key=f"form-{number}")
    first = claim(office, limit=1)[0]

    office.store.outbox.again(first, office.THURSDAY + 5 * SECOND, "429")

    order = [each.id for each in claim(office, office.THURSDAY + 5 * SECOND)]
    assert order[-1] == first.id
    assert order[:-1] == sorted(order[:-1])


def test_whoever_is_meant_can_be_found_without_reading_what_they_are_told(office):
    assert addressed(To("tom")) == "tom"
    assert addressed(RoleAt("line_manager", "care", "priya")) == "line_manager@care/priya"
    assert addressed(RoleAt("director", "care")) == "director@care"
    office.began()
    with reading(office.engine) as connection:
        rows = connection.execute(select(outbox.c.kind, outbox.c.addressee)).all()
    assert set(rows) == {("place", ""), ("telling", "tom")}


def test_a_wait_for_the_pace_is_no_attempt(office):
    office.began()
    for _ in range(3):
        place, told = claim(office)
        office.store.outbox.again(place, office.THURSDAY, "429")
        office.store.outbox.again(told, office.THURSDAY, "pace", counted=False)

    assert [each.attempts for each in claim(office)] == [4, 1]


# Many workers: whoever holds a lease that is over changes nothing


def late(office):
    """A telling whose lease has ended, as the worker that slept has it, and as the next one has it."""
    office.began()
    _, slept = claim(office, worker="slept")
    _, woken = claim(office, office.THURSDAY + LEASE + SECOND, worker="awake")
    assert slept.id == woken.id
    return slept, woken


def row(office, item):
    with reading(office.engine) as connection:
        return connection.execute(select(outbox).where(outbox.c.id == item.id)).one()


@pytest.mark.parametrize("what", ["again", "give_up", "no_longer_owed", "has_no_place"])
def test_whoever_comes_back_from_a_lease_that_is_over_changes_nothing(office, what):
    """A container that was paused, or a process that hung. FAILURES 3."""
    slept, woken = late(office)
    before = row(office, slept)
    box = office.store.outbox

    {
        "again": lambda: box.again(slept, office.THURSDAY, "429"),
        "give_up": lambda: box.give_up(slept, "refused"),
        "no_longer_owed": lambda: box.no_longer_owed(slept, "settled"),
        "has_no_place": lambda: box.has_no_place(slept),
    }[what]()

    assert row(office, slept) == before
    assert not box.holds(slept)
    assert box.holds(woken)


def test_even_under_the_same_name_a_lease_that_is_over_is_over(office):
    """A process's round, and its answer to somebody who presses, are one worker."""
    office.began()
    _, slept = claim(office)
    _, woken = claim(office, office.THURSDAY + LEASE + SECOND)

    office.store.outbox.again(slept, office.THURSDAY, "429")

    assert office.store.outbox.holds(woken)
    assert row(office, woken).state == "leased"


def test_what_was_sent_was_sent_whoever_says_so_and_whatever_has_been_said_since(office):
    slept, woken = late(office)
    office.store.outbox.give_up(woken, "user_not_found")

    office.store.outbox.sent(slept.id, None, office.THURSDAY)

    assert row(office, slept).state == "sent"
    assert office.store.outbox.given_up() == []


def test_what_comes_after_something_that_must_wait_is_not_looked_at_before(office):
    """While Slack is out of reach, what waits behind is not gone through again and again."""
    reference = office.began()
    place, told = claim(office)
    office.store.outbox.sent(told.id, None, office.THURSDAY)
    office.act(reference, office.said("One."), office.said("Two."))

    office.store.outbox.again(place, office.THURSDAY + 600 * SECOND, "unreachable")

    with reading(office.engine) as connection:
        undone = select(outbox.c.run_at).where(outbox.c.state == "waiting")
        assert set(connection.scalars(undone)) == {office.THURSDAY + 600 * SECOND}
    assert office.store.outbox.next_at() == office.THURSDAY + 600 * SECOND
    [again] = claim(office, office.THURSDAY + 600 * SECOND)
    assert again.id == place.id


# What it costs


@pytest.fixture
def crowded(office):
    """Thousands of nudges wait for the morning, and behind them one thing that can be done now."""
    reference = office.began()
    for due in claim(office):
        office.store.outbox.sent(due.id, None, office.THURSDAY)
    morning = office.THURSDAY + timedelta(hours=18)
    office.act(reference, office.ended())
    with writing(office.engine) as connection:
        telling = select(outbox).where(outbox.c.state == "waiting", outbox.c.kind == "telling")
        values = dict(connection.execute(telling).one()._mapping)
        asleep = {"nudge": True, "run_at": morning, "why": FOR_WORKING_TIME}
        del values["id"]
        rows = [values | asleep | {"key": f"many:{n}"} for n in range(MANY)]
        connection.execute(insert(outbox), rows)
        connection.execute(text("ANALYZE"))
    return office


@contextmanager
def explained(engine) -> Iterator[list[str]]:
    """How the database answers each question about what is owed."""
    plans: list[str] = []

    def asks(connection, cursor, statement, parameters, context, executemany):
        if statement.startswith("SELECT outbox") and not plans:
            how = "EXPLAIN " if is_postgresql(engine) else "EXPLAIN QUERY PLAN "
            beside = connection.connection.cursor()
            beside.execute(how + statement, parameters)
            plans.append("\n".join(str(line) for line in beside.fetchall()))

    event.listen(engine, "before_cursor_execute", asks)
    yield plans
    event.remove(engine, "before_cursor_execute", asks)


@pytest.mark.parametrize(
    ("index", "ask"),
    [
        ("outbox_ready", lambda office: claim(office, limit=1)),
        ("outbox_ready", lambda office: office.store.outbox.next_at()),
        ("outbox_oldest", lambda office: office.store.outbox.oldest_undone()),
    ],
    ids=["claim", "next", "oldest"],
)
def test_what_comes_next_is_found_at_the_front_of_an_index(crowded, index, ask):
    with explained(crowded.engine) as plans:
        ask(crowded)

    assert re.search(rf"\b{index}\b", plans[0]), plans[0]
    assert not re.search(r"Seq Scan on outbox|Sort|SCAN outbox|TEMP B-TREE", plans[0]), plans[0]


def test_many_that_wait_for_the_morning_keep_nothing_from_its_turn(crowded):
    assert [each.kind for each in claim(crowded, limit=1)] == ["telling"]
    assert crowded.store.outbox.oldest_undone() == crowded.THURSDAY
    with writing(crowded.engine) as connection:
        one = outbox.c.nudge.is_(False)
        connection.execute(update(outbox).where(one).values(state="sent", owed=None))
    assert crowded.store.outbox.oldest_undone() is None
    assert crowded.store.outbox.next_at() == crowded.THURSDAY + timedelta(hours=18)

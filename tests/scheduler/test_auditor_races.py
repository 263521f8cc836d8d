"""An audit beside people and workers: what it saw may have changed, and it never does a thing twice."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier

import pytest

from escalation.acts import answer, say
from scheduler.delivery import LEASE
from tests.scheduler.inspector import WELL, Inspector, loses, loses_moments
from tests.scheduler.office import PEOPLE, Office


@pytest.fixture
def reference(office: Office, inspector: Inspector) -> str:
    """A disagreement has been raised."""
    return office.raises()


def between(does: Callable[[], object]) -> Callable[[], bool]:
    """Asked whether an audit should stop, once it has looked and before it looks again: not at all,
    but something happens meanwhile."""

    def should_stop() -> bool:
        does()
        return False

    return should_stop


def at_once(inspectors: list[Inspector]) -> list[tuple[int, int]]:
    """Each of them audits, all at the same time."""
    ready = Barrier(len(inspectors))

    def audits(inspector: Inspector) -> tuple[int, int]:
        ready.wait()
        return inspector.audits()

    with ThreadPoolExecutor(len(inspectors)) as pool:
        return list(pool.map(audits, inspectors))


def test_what_somebody_has_put_right_meanwhile_is_not_put_right_again(office, inspector, reference):
    """Their act has written the moments anew; it had to wait for nothing."""
    loses_moments(office, reference)
    acts = between(lambda: office.does(reference, answer.take, "priya"))

    done = inspector.auditor.audit(acts)

    assert (done.repaired, done.found) == WELL


def test_what_is_said_while_it_looks_is_nothing_wrong(office, inspector, reference):
    office.raises()
    speaks = between(lambda: office.does(reference, say.say, "priya", text="MARKER one"))

    done = inspector.auditor.audit(speaks)

    assert (done.looked_at, done.repaired, done.found) == (2, 0, 0)


def test_what_a_worker_holds_is_not_missing(office, inspector, reference):
    held = office.store.outbox.claim(office.now, "a worker", 10, LEASE)
    assert held

    assert inspector.audits() == WELL


def test_what_is_delivered_while_it_looks_is_delivered_once(office, inspector, reference):
    loses(office, reference, "place")
    works = between(office.works)

    done = inspector.auditor.audit(works)
    office.now += timedelta(seconds=1)
    office.works()

    assert (done.repaired, done.found) == (1, 0)
    assert office.platform.calls.count("open_thread") == 1
    assert inspector.audits() == WELL


def test_of_two_audits_at_once_one_puts_it_right(office, inspector, reference):
    loses_moments(office, reference)
    loses(office, reference, "telling")

    done = at_once([inspector, Inspector(office)])

    assert sorted(done) == [(0, 0), (2, 0)]


def test_of_two_audits_at_once_one_alarm_comes(office, inspector, reference):
    office.works()
    people = tuple(person for person in PEOPLE.people if person.agency != "care")
    ids = {person.id for person in people}
    posts = tuple(post for post in PEOPLE.posts if post.person in ids)
    office.listed(replace(PEOPLE, people=people, posts=posts))

    done = at_once([inspector, Inspector(office)])
    office.works()

    assert done == [(0, 1), (0, 1)]
    assert len(inspector.alarms(reference)) == 1
    assert len(office.platform.heard("bea")) == 1

"""A worker as it runs: metronome, sweep and delivery, while limits fall due second by second."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, Engine, select, text

from benchmarks.order import Order
from benchmarks.seeding import ASKED, LIMIT, calendars, store_on
from escalation.disagreement import Disagreement
from escalation.working_time.calendars import Calendar
from scheduler.delivery import Delivery
from scheduler.runner import Runner
from scheduler.worker import Worker
from storage.database import connect, reading
from storage.store import Store
from storage.tables import moments
from tests.scheduler.in_memory import InMemory

BEFORE, AFTER = timedelta(seconds=2), timedelta(seconds=60)
FIRST = "limit:0"

Facts = dict[str, float]


class Wall:
    """The story's time: it stands still until it is set going, and then goes as the real one does."""

    def __init__(self, at: datetime) -> None:
        self.ahead = timedelta()
        self._stands: datetime | None = at

    def starts(self, at: datetime) -> None:
        """It is this time now, and goes on."""
        self.ahead = at - datetime.now(UTC)
        self._stands = None

    def now(self) -> datetime:
        """The story's time."""
        return self._stands or datetime.now(UTC) + self.ahead


@contextmanager
def ready(order: Order) -> Iterator[Callable[[], Facts]]:
    """Everything owed so far is delivered; then the clock goes, a little before the first limit."""
    engine, wall = connect(order.url, order.keys), Wall(ASKED)
    store = store_on(engine)
    worker = Worker(store, _delivery(store, order.pause), wall.now)
    due = _due(engine, order.at)
    worker.work()

    def fire() -> Facts:
        runner = Runner(worker)
        wall.starts(LIMIT - BEFORE)
        runner.start()
        while _left(engine, order.at) and wall.now() < order.at + AFTER:
            time.sleep(1)
        runner.stop()
        return _lags(engine, due, wall.ahead)

    yield fire
    engine.dispose()


def _delivery(store: Store, pause: float) -> Delivery:
    platform = InMemory(before=lambda call: time.sleep(pause))
    return Delivery(
        store, platform, lambda *_: None, _calendar_of, platform="bench", worker="bench"
    )


def _calendar_of(disagreement: Disagreement, at: datetime) -> Calendar:
    return calendars(disagreement.procedure, at)


def _due(engine: Engine, until: datetime) -> dict[str, datetime]:
    with reading(engine) as connection:
        return dict(_limits(connection, until))


def _left(engine: Engine, until: datetime) -> int:
    with reading(engine) as connection:
        return len(_limits(connection, until))


def _limits(connection: Connection, until: datetime) -> list[tuple[str, datetime]]:
    mine = (moments.c.wake == FIRST, moments.c.run_at <= until, moments.c.state == "waiting")
    found = select(moments.c.reference, moments.c.at).where(*mine)
    return [(reference, at) for reference, at in connection.execute(found)]


def _lags(engine: Engine, due: dict[str, datetime], ahead: timedelta) -> Facts:
    """From the end of each limit to the commit of what followed, in milliseconds."""
    committed = text(
        "SELECT reference, pg_xact_commit_timestamp(xmin) FROM ledger WHERE kind = 'limit_passed'"
    )
    with reading(engine) as connection:
        rows = connection.execute(committed).all()
    found = {reference: at.astimezone(UTC) + ahead for reference, at in rows}
    lags = sorted((found[reference] - at).total_seconds() * 1000 for reference, at in due.items())
    return {"p50": lags[len(lags) // 2], "p99": lags[len(lags) * 99 // 100], "most": lags[-1]}

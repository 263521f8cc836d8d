"""APScheduler 3 with its SQLAlchemy job store: a date job for each limit, ten threads."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC

from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.background import BackgroundScheduler

from benchmarks.acting import acting, fire
from benchmarks.order import Order, come


@contextmanager
def ready(order: Order) -> Iterator[Callable[[], None]]:
    """Every job is in its store, and the scheduler is held back."""
    url = order.url.replace("postgresql://", "postgresql+psycopg://")
    scheduler = BackgroundScheduler(timezone=UTC)
    scheduler.add_jobstore(SQLAlchemyJobStore(url=url))
    with acting(order) as mine:
        scheduler.start(paused=True)
        for job in mine.jobs:
            scheduler.add_job(fire, "date", run_date=come(), args=job, misfire_grace_time=None)

        def resumed() -> None:
            scheduler.resume()
            mine.finished.wait()

        yield resumed
        scheduler.shutdown()

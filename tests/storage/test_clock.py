"""The database's own clock: PostgreSQL has one, and it goes on within a transaction."""

from datetime import UTC

from storage import clock
from tests.engines import on_postgresql, on_sqlite


@on_postgresql
def test_it_says_the_time_in_utc_and_goes_on(engine):
    first, second = clock.now(engine), clock.now(engine)

    assert clock.has_clock(engine)
    assert first < second
    assert first.tzinfo is UTC


@on_sqlite
def test_sqlite_has_none(engine):
    assert not clock.has_clock(engine)

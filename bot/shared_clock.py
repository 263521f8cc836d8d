"""The clock that all go by who share a database, whatever their machines' clocks say."""

from functools import partial

from sqlalchemy import Engine

from bot.clock import Clock, SharedClock, SystemClock
from storage import clock as database_clock


def shared(clock: Clock, engine: Engine) -> Clock:
    """The clock of a database that has one, in the place of the machine's; a wound clock stays."""
    if isinstance(clock, SystemClock) and database_clock.has_clock(engine):
        return SharedClock(partial(database_clock.now, engine), clock)
    return clock

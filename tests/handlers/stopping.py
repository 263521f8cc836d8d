"""A process that stops half-way: the real store, until so many acts have been written."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import pytest

from storage.store import Store
from tests.handlers.reception import Reception


class Stopped(Exception):
    """The process is no more."""


@dataclass
class Stopping:
    """The store of a process that is about to stop."""

    store: Store
    left: int

    def __getattr__(self, name: str) -> Any:
        return getattr(self.store, name)

    def act(self, *given: Any, **named: Any) -> Any:
        """Written, while there is a process."""
        if not self.left:
            raise Stopped
        self.left -= 1
        return self.store.act(*given, **named)


@contextmanager
def stops_after(reception: Reception, acts: int) -> Iterator[None]:
    """Within, the process stops once so many acts have been written; then another is started."""
    started = reception.desk
    stopping: Any = Stopping(started.store, acts)
    reception.desk = replace(started, store=stopping)
    with pytest.raises(Stopped):
        yield
    reception.desk = started

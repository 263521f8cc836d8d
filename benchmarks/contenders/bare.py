"""A bare psycopg loop: the very rows that our own engine wrote, in one transaction a limit."""

import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg

from benchmarks.order import Order


@contextmanager
def ready(order: Order) -> Iterator[Callable[[], None]]:
    """The rows are in memory, and the connection is open."""
    limits = pickle.loads(order.rows.read_bytes())  # written by this run
    with psycopg.connect(order.url) as connection, connection.cursor() as cursor:

        def fire() -> None:
            for statements in limits:
                for statement, rows in statements:
                    cursor.executemany(statement, rows)
                connection.commit()

        yield fire

"""Everything that is encrypted, sealed again with the newest key."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Column, Connection, Engine, Table, select, tuple_, update

from storage import directory_tables, tables, upkeep_tables
from storage.crypto import Encrypted
from storage.database import writing

BATCH = 500
# Each module has told the one list of tables of its own: whoever rotates has loaded them all.
LISTED = (tables, directory_tables, upkeep_tables)


def sealed_again(engine: Engine) -> Iterator[tuple[str, int]]:
    """Seal everything again with the newest key, batch by batch: which table, and how many."""
    for table in tables.metadata.sorted_tables:
        if columns := [column for column in table.columns if isinstance(column.type, Encrypted)]:
            yield from ((table.name, count) for count in _table(engine, table, columns))


def _table(engine: Engine, table: Table, columns: list[Column[Any]]) -> Iterator[int]:
    after: tuple[Any, ...] = ()
    while True:
        with writing(engine) as connection:
            rows = _batch(connection, table, columns, after)
        if not rows:
            return
        after = rows[-1]
        yield len(rows)


def _batch(
    connection: Connection, table: Table, columns: list[Column[Any]], after: tuple[Any, ...]
) -> list[tuple[Any, ...]]:
    """Read a batch with whichever key opens it and write it back: writing uses the newest."""
    key = list(table.primary_key.columns)
    # The rows are locked, so that nothing written meanwhile is overwritten with what was.
    found = select(*key, *columns).order_by(*key).limit(BATCH).with_for_update()
    rows = connection.execute(found.where(tuple_(*key) > after) if after else found).all()
    for row in rows:
        mine = [column == value for column, value in zip(key, row, strict=False)]
        values = {column.name: row._mapping[column] for column in columns}
        connection.execute(update(table).where(*mine).values(values))
    return [tuple(row)[: len(key)] for row in rows]

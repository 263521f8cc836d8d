"""The very rows that a run wrote, found by comparing two databases, as statements for a bare loop."""

import pickle
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
from psycopg.rows import dict_row

Row = dict[str, Any]
Statements = list[tuple[str, list[Row]]]

# Each table in the order in which it is written, and what its rows are known by.
TABLES = {
    "disagreements": ("reference",),
    "ledger": ("reference", "seq"),
    "bodies": ("reference", "seq"),
    "moments": ("reference", "wake"),
    "outbox": ("reference", "key"),
}
COUNTED_BY_THE_DATABASE = "id"


def keep(before: str, after: str, file: Path) -> int:
    """Write down what makes the one database of the other, a list for each disagreement; how many."""
    written: dict[str, Statements] = defaultdict(list)
    for table, known_by in TABLES.items():
        old, new = _rows(before, table, known_by), _rows(after, table, known_by)
        for reference, statement, row in _changes(table, known_by, old, new):
            if not written[reference] or written[reference][-1][0] != statement:
                written[reference].append((statement, []))
            written[reference][-1][1].append(row)
    file.write_bytes(pickle.dumps(list(written.values())))
    return len(written)


def _rows(url: str, table: str, known_by: tuple[str, ...]) -> dict[tuple[Any, ...], Row]:
    with psycopg.connect(url, row_factory=dict_row) as connection:
        found = connection.execute(f"SELECT * FROM {table} ORDER BY {', '.join(known_by)}".encode())
        rows = (
            {name: value for name, value in row.items() if name != COUNTED_BY_THE_DATABASE}
            for row in found
        )
        return {tuple(row[name] for name in known_by): row for row in rows}


def _changes(
    table: str,
    known_by: tuple[str, ...],
    old: dict[tuple[Any, ...], Row],
    new: dict[tuple[Any, ...], Row],
) -> Iterator[tuple[str, str, Row]]:
    """Whose, which statement, and its row."""
    where = " AND ".join(f"{name} = %({name})s" for name in known_by)
    for key in old.keys() - new.keys():
        yield key[0], f"DELETE FROM {table} WHERE {where}", old[key]
    for key, row in new.items():
        if key not in old:
            names = ", ".join(f'"{name}"' for name in row)
            values = ", ".join(f"%({name})s" for name in row)
            yield key[0], f"INSERT INTO {table} ({names}) VALUES ({values})", row
        elif changed := [name for name in row if row[name] != old[key][name]]:
            sets = ", ".join(f'"{name}" = %({name})s' for name in changed)
            yield key[0], f"UPDATE {table} SET {sets} WHERE {where}", row

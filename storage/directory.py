"""Who is who: the directory as it was last imported, and every import before it."""

import json
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, delete, func, insert, select

from escalation.people import Agency, Directory, Person, Post
from storage import tables


def version(connection: Connection) -> int:
    """Which import the directory stands at; 0 when there has been none."""
    return connection.scalar(select(func.max(tables.directory_imports.c.id))) or 0


def load(connection: Connection) -> Directory:
    """The directory, in the order in which its file gave everything."""
    return Directory(
        agencies=tuple(Agency(**row) for row in _rows(connection, tables.agencies)),
        people=tuple(Person(**row) for row in _rows(connection, tables.people)),
        posts=tuple(Post(**row) for row in _rows(connection, tables.posts)),
    )


def replace(
    connection: Connection, directory: Directory, *, who: str, source: str, at: datetime
) -> None:
    """Make this the directory, and keep what it was before beside what it is now."""
    before = load(connection)
    for table in (tables.posts, tables.people, tables.agencies):
        connection.execute(delete(table))
    _write(connection, tables.agencies, directory.agencies)
    _write(connection, tables.people, directory.people)
    _write(connection, tables.posts, directory.posts)
    kept = {"before": _written(before), "after": _written(directory)}
    row = insert(tables.directory_imports).values(at=at, who=who, source=source, **kept)
    connection.execute(row)


def _rows(connection: Connection, table: Table) -> list[dict[str, Any]]:
    columns = [column for column in table.columns if column.name != "position"]
    ordered = select(*columns).order_by(table.c.position)
    return [dict(row) for row in connection.execute(ordered).mappings()]


def _write(connection: Connection, table: Table, values: tuple[Any, ...]) -> None:
    rows = [{**asdict(value), "position": n} for n, value in enumerate(values)]
    if rows:
        connection.execute(insert(table), rows)


def _written(directory: Directory) -> str:
    return json.dumps(asdict(directory), ensure_ascii=False)

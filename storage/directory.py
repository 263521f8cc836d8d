"""Who is who: the directory as it stands, and every change that made it so."""

import json
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Table, delete, func, insert, select

from escalation.directory.cover import Absence, Closure, Shift, StandIn, Team
from escalation.directory.people import Agency, Directory, Person, Post
from storage import directory_tables as tables

# In the order in which they may be written; each may name only what stands before it.
KEPT: Mapping[str, tuple[Table, type[Any]]] = {
    "agencies": (tables.agencies, Agency),
    "people": (tables.people, Person),
    "posts": (tables.posts, Post),
    "teams": (tables.teams, Team),
    "shifts": (tables.shifts, Shift),
    "absences": (tables.absences, Absence),
    "closures": (tables.closures, Closure),
    "stand_ins": (tables.stand_ins, StandIn),
}
# By what rows belong together: where any of those changes, the history keeps them all.
_TOGETHER: Mapping[str, Callable[[Any], Hashable]] = {
    "posts": lambda post: post.person,
    "teams": lambda team: team.agency,
    "shifts": lambda shift: shift.team,
}
# Of what the order of the rows says who is asked first, and who that is.
_IN_ORDER: Mapping[str, tuple[Callable[[Any], Hashable], Callable[[Any], str]]] = {
    "posts": (lambda post: (post.role, post.agency), lambda post: post.person),
    "stand_ins": (lambda each: (each.agency_type, each.role), lambda each: each.holder),
}
_LISTS = {"domains", "covers"}  # several words in one column
_DAYS = {"starts", "ends"}


def version(connection: Connection) -> int:
    """Which change the directory stands at; 0 when there has been none."""
    return connection.scalar(select(func.max(tables.directory_changes.c.id))) or 0


def changed(connection: Connection) -> datetime | None:
    """When who is who changed last."""
    at: datetime | None = connection.scalar(select(func.max(tables.directory_changes.c.at)))
    return at


def load(connection: Connection) -> Directory:
    """The directory, in the order in which its file gave everything."""
    found: dict[str, Any] = {
        name: _values(connection, table, cls) for name, (table, cls) in KEPT.items()
    }
    return Directory(**found)


def hold(connection: Connection) -> None:
    """Until the transaction ends nobody else changes the directory.

    Two changes cannot both start from the same: on SQLite whoever writes is alone as it is.
    """
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("LOCK TABLE directory_imports IN EXCLUSIVE MODE")


def replace(
    connection: Connection, directory: Directory, *, who: str, source: str, at: datetime
) -> None:
    """Make this the directory, and keep what was changed, as it was and as it is.

    Of either is kept what differs, with what it belongs to: all that somebody holds, all of a team,
    and all who hold a role where their order alters; but not the whole directory once more.
    """
    before = load(connection)
    changed = [name for name in KEPT if getattr(before, name) != getattr(directory, name)]
    if not changed:
        return
    _write(connection, directory, changed)
    differs = {name: _differing(name, before, directory) for name in changed}
    was, now = _written(before, differs), _written(directory, differs)
    row = {"at": at, "who": who, "source": source, "before": was, "after": now}
    connection.execute(insert(tables.directory_changes).values(row))


def is_reordered(was: Iterable[str], now: Iterable[str]) -> bool:
    """Whether anybody has another place than before; whoever goes, or comes last, takes nobody's."""
    after = list(dict.fromkeys(now))
    there = set(after)
    stay = [id for id in dict.fromkeys(was) if id in there]
    return after[: len(stay)] != stay


@dataclass(frozen=True)
class Change:
    """One change: when, by whom and from where; of what was and of what became, what differs.

    Rows of an earlier release may lack what did not change of somebody's roles or a team's members.
    """

    at: datetime
    who: str
    source: str
    before: Directory
    after: Directory


def history(connection: Connection) -> Iterator[Change]:
    """Every change there has been, the newest last.

    The rows of the first releases hold the whole directory before and after.
    """
    table = tables.directory_changes
    for row in connection.execute(select(table).order_by(table.c.id)):
        before, after = _once_written(row.before), _once_written(row.after)
        yield Change(row.at, row.who, row.source, before, after)


def _once_written(text: str) -> Directory:
    """What a release wrote, whatever it knew of a person or a post."""
    found: dict[str, Any] = {}
    for name, rows in json.loads(text).items():
        if name in KEPT:
            cls = KEPT[name][1]
            known = {field.name for field in fields(cls)}
            found[name] = tuple(
                cls(**{key: _value(key, value) for key, value in row.items() if key in known})
                for row in rows
            )
    return Directory(**found)


def _value(name: str, value: Any) -> Any:
    if name in _LISTS:
        return tuple(value)
    return date.fromisoformat(value) if name in _DAYS and value else value


def _write(connection: Connection, directory: Directory, changed: list[str]) -> None:
    """What changed is written anew; what names it by a foreign key has to go first, and come back."""
    again = _again(changed)
    for name in reversed(again):
        connection.execute(delete(KEPT[name][0]))
    for name in again:
        rows = [{**_row(value), "position": n} for n, value in enumerate(getattr(directory, name))]
        if rows:
            connection.execute(insert(KEPT[name][0]), rows)


def _again(changed: Iterable[str]) -> list[str]:
    """What changed, and whatever names one of its rows."""
    again = {KEPT[name][0] for name in changed}
    for table, _ in KEPT.values():
        if any(key.column.table in again for key in table.foreign_keys):
            again.add(table)
    return [name for name, (table, _) in KEPT.items() if table in again]


def _values(connection: Connection, table: Table, cls: type[Any]) -> tuple[Any, ...]:
    columns = [table.c[field.name] for field in fields(cls)]
    found = connection.execute(select(*columns).order_by(table.c.position)).mappings()
    return tuple(cls(**{name: _read(name, value) for name, value in row.items()}) for row in found)


def _row(value: Any) -> dict[str, Any]:
    return {name: " ".join(each) if name in _LISTS else each for name, each in vars(value).items()}


def _read(name: str, value: Any) -> Any:
    return tuple(value.split()) if name in _LISTS else value


def _written(directory: Directory, differs: Mapping[str, set[Any]]) -> str:
    """Of each list what differs, as JSON."""
    kept = {
        name: [asdict(each) for each in getattr(directory, name) if each in rows]
        for name, rows in differs.items()
    }
    return json.dumps(kept, ensure_ascii=False, default=str)


def _differing(name: str, before: Directory, after: Directory) -> set[Any]:
    """The rows of a list that differ, with what belongs to them."""
    was, now = getattr(before, name), getattr(after, name)
    differs = set(was) ^ set(now)
    if together := _TOGETHER.get(name):
        for rows, others in _pairs(was, now, together):
            differs |= {*rows, *others} if rows != others else set()
    if in_order := _IN_ORDER.get(name):
        of, who = in_order
        for rows, others in _pairs(was, now, of):
            moves = is_reordered(list(map(who, rows)), list(map(who, others)))
            differs |= {*rows, *others} if moves else set()
    return differs


def _pairs(
    was: Iterable[Any], now: Iterable[Any], of: Callable[[Any], Hashable]
) -> Iterable[tuple[list[Any], list[Any]]]:
    """What belongs together, as it was and as it is."""
    found: dict[Hashable, tuple[list[Any], list[Any]]] = {}
    for side, rows in enumerate((was, now)):
        for each in rows:
            found.setdefault(of(each), ([], []))[side].append(each)
    return found.values()

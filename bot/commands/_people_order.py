"""Who is asked before whom, where a change of the directory alters it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.commands._people_listing import name
from escalation.directory.people import Directory
from storage.directory import is_reordered

_Key = tuple[str, str, str]


@dataclass(frozen=True)
class Order:
    """Of what the order alters, and in which they were asked, and are, by their ids."""

    of: str
    was: tuple[str, ...]
    now: tuple[str, ...]


def orders(before: Directory, after: Directory, known: Directory) -> Iterator[Order]:
    """Every order that alters."""
    there, here = _asked(before), _asked(after)
    for key, now in here.items():
        was = there.get(key, ())
        if is_reordered(was, now):
            yield Order(_of(key, known), was, now)


def _asked(directory: Directory) -> dict[_Key, tuple[str, ...]]:
    """Whoever is asked as the same, in order: who holds a role, whose team covers it, who stands in."""
    found: dict[_Key, dict[str, None]] = {}
    for key, id in _each(directory):
        found.setdefault(key, {})[id] = None
    return {key: tuple(ids) for key, ids in found.items()}


def _each(directory: Directory) -> Iterable[tuple[_Key, str]]:
    for post in directory.posts:
        yield ("holds", post.role, post.agency), post.person
    for team in directory.teams:
        yield from ((("covers", role, team.agency), team.id) for role in team.covers)
    for each in directory.stand_ins:
        yield ("stands in", each.role, each.agency_type), each.holder


def _of(key: _Key, known: Directory) -> str:
    match key:
        case ("holds", role, agency):
            return f"{role} at {name(known, agency)}"
        case ("covers", role, agency):
            return f"the teams on duty for {role} at {name(known, agency)}"
        case (_, role, type_):
            return f"those who stand in as {role} for each {type_}"

"""Everything of a directory by what it is looked up by, found once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from escalation.directory.people import Directory

_K = TypeVar("_K")
_V = TypeVar("_V")


class Index:
    """Everything by what it is looked up by."""

    def __init__(self, directory: Directory) -> None:
        self.people = {person.id: person for person in directory.people}
        self.slack = {person.slack: person for person in directory.people if person.slack}
        self.email = {each.email.casefold(): each for each in directory.people if each.email}
        self.agencies = {agency.id: agency for agency in directory.agencies}
        self.domains = {
            domain.casefold(): agency for agency in directory.agencies for domain in agency.domains
        }
        self.teams = {team.id: team for team in directory.teams}
        self.posts = _grouped((post.person, post) for post in directory.posts)
        self.held = _grouped(((post.role, post.agency), post) for post in directory.posts)
        self.shifts = _grouped((shift.team, shift) for shift in directory.shifts)
        covers = ((each.cover, self.people.get(each.person)) for each in directory.absences)
        named = ((id, each) for each in directory.people for id in (each.deputy, each.job_share))
        self.behind = _grouped((id, each) for id, each in (*covers, *named) if id and each)
        self.absences = _grouped((absence.person, absence) for absence in directory.absences)


def _grouped(pairs: Iterable[tuple[_K, _V]]) -> dict[_K, list[_V]]:
    found: dict[_K, list[_V]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found

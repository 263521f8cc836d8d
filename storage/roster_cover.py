"""Teams and their rotas, absences, closures and stand-ins, as a file sets them out."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from escalation.directory.cover import Absence, Closure, Shift, StandIn, Team
from escalation.directory.newcomers import EMAIL
from escalation.directory.people import PARTNERSHIP, Directory, Person, Post
from storage.roster_files import Row
from storage.roster_names import BAD_ID, ID, Names, meant, slug
from storage.roster_people import posts

_CHANNEL = re.compile(r"[CG][A-Z0-9]{2,}")
_T = TypeVar("_T", Absence, Closure)


@dataclass(frozen=True)
class Teams:
    """Teams, who is in them and when, and the roles they hold."""

    teams: tuple[Team, ...]
    shifts: tuple[Shift, ...]
    posts: tuple[Post, ...]


def teams(rows: Iterable[Row], roles: Mapping[str, str], now: Directory, names: Names) -> Teams:
    """Every team once, with an id that is nobody's; without one, that of the team it is in `now`."""
    found: dict[str, Team] = {}
    shifts: list[Shift] = []
    held: list[Post] = []
    taken = {person.id for person in now.people}
    known = {(team.agency, team.name.casefold()): team.id for team in now.teams}
    for row in rows:
        team = _team(row, known, names)
        if team.id in found:
            names.wrong(row, f"The team {team.name} is given twice: put its members together.")
        elif team.id in taken:
            names.wrong(row, f"The id {team.id} is that of a person: a team has one of its own.")
        found.setdefault(team.id, team)
        names.know_team(team)
        members = _members(team, row, names)
        shifts += members
        mine = posts(team.id, team.name, team.agency, row.each("roles"), roles, names)
        held += mine
        if not members and (team.covers or mine) and not _is_empty(team, now):
            names.wrong(row, f"The team {team.name} is asked for a role, and nobody is in it.")
    return Teams(tuple(found.values()), tuple(shifts), tuple(held))


def absences(
    rows: Iterable[Row], people: Mapping[str, Person], now: Directory, names: Names
) -> tuple[Absence, ...]:
    """Who is away and who covers; `people` by their ids. What stands in `now` already may stay."""
    found: dict[str, list[Absence]] = {}
    listed: list[Absence] = []
    for row in rows:
        person = names.person(row, row["person"], "Whoever is away")
        name = people[person].name if person in people else "this person"
        cover = names.person(row, row["cover"], f"The cover for {name}")
        if not row["person"]:
            names.wrong(row, "This absence has no person.")
        elif cover and cover == person:
            names.wrong(row, f"{name} cannot cover for themselves.")
        days = names.both_days(row, f"The absence of {name}")
        if person and days:
            absence = Absence(person, *days, cover, row["set_by"])
            if absence not in now.absences:
                _of_same_agency(row, people[person], people.get(cover), names)
            if any(_overlap(each, absence) for each in found.setdefault(person, [])):
                names.wrong(row, f"{name} is away twice at the same time: make one absence of it.")
            found[person].append(absence)
            listed.append(absence)
    return tuple(listed)


def closures(rows: Iterable[Row], names: Names) -> tuple[Closure, ...]:
    """When agencies are closed, and who is asked meanwhile."""
    found: list[Closure] = []
    for row in rows:
        agency = names.agency(row["agency"])
        if not agency:
            names.missing(row, f"There is no agency {row['agency']} in {names.place('agencies')}.")
        name = agency.name if agency else "this agency"
        contact = names.somebody(row, row["contact"], f"The contact while {name} is closed")
        days = names.both_days(row, f"The closure of {name}")
        if agency and days:
            closure = Closure(agency.id, *days, contact)
            if any(each.agency == agency.id and _overlap(each, closure) for each in found):
                names.wrong(row, f"{name} is closed twice at the same time: make one of it.")
            found.append(closure)
    return tuple(found)


def stand_ins(rows: Iterable[Row], types: Iterable[str], names: Names) -> tuple[StandIn, ...]:
    """Who is asked for a role that agencies of a type do not have."""
    found: dict[StandIn, None] = {}
    known = set(types)
    for row in rows:
        type_ = row["agency_type"]
        if type_ == PARTNERSHIP:
            names.wrong(row, "Nobody stands in for the partnership's own office: give it a holder.")
        elif type_ not in known:
            given = type_ or "(none is given)"
            names.missing(row, f"No agency is of the type {given}.{meant(type_, known)}")
        names.is_role(row, row["role"])
        what = f"The stand-in for {row['role']}"
        if not row["holder"]:
            names.wrong(row, f"{what} is not given: write who it is as holder.")
        stand_in = StandIn(type_, row["role"], names.somebody(row, row["holder"], what))
        if stand_in in found:
            names.wrong(row, f"{what} of a {type_} is given twice.")
        found[stand_in] = None
    return tuple(found)


def _team(row: Row, known: Mapping[tuple[str, str], str], names: Names) -> Team:
    agency = names.agency(row["agency"])
    name = row["name"] or row["id"]
    if not row["name"]:
        names.wrong(row, "This team has no name.")
    if not agency:
        where = names.place("agencies")
        given = f": {row['agency']} is not in {where}" if row["agency"] else ""
        tell = names.missing if given else names.wrong
        tell(row, f"The team {name} has no agency{given}.")
    here = agency.id if agency else ""
    id = row["id"] or known.get((here, name.casefold()), slug(name))
    if not ID.fullmatch(id):
        names.wrong(row, BAD_ID)
    if row["email"] and not EMAIL.fullmatch(row["email"]):
        names.wrong(row, f"What is given for {name} is not an e-mail address.")
    if row["slack"] and not _CHANNEL.fullmatch(row["slack"]):
        names.wrong(
            row, f"What is given for {name} is not the ID of a channel, such as C012AB34CD."
        )
    covers = [part["role"] for part in row.each("covers") if names.is_role(part, part["role"])]
    covered = tuple(dict.fromkeys(covers))
    return Team(id, row["name"], here, row["email"], row["slack"], covered)


def _is_empty(team: Team, now: Directory) -> bool:
    """Whether it has nobody already, as where the last of it has gone: `check` says so."""
    return now.team(team.id) is not None and all(each.team != team.id for each in now.shifts)


def _members(team: Team, row: Row, names: Names) -> list[Shift]:
    found: list[Shift] = []
    for member in row.each("members"):
        shift = _shift(team, member, names)
        if shift.person and shift in found:
            names.wrong(member, f"{member['person']} is in {team.name} twice for the same time.")
        found.append(shift)
    return found


def _shift(team: Team, row: Row, names: Names) -> Shift:
    person = names.person(row, row["person"], f"A member of {team.name}")
    if not row["person"]:
        names.wrong(row, f"A member of {team.name} has no person.")
    starts, ends = names.days(row, f"A place in {team.name}")
    return Shift(team.id, person, starts, ends, names.pattern(row, f"a member of {team.name}"))


def _of_same_agency(row: Row, away: Person, cover: Person | None, names: Names) -> None:
    """Nobody of another agency is asked in somebody's place."""
    if cover and cover.agency != away.agency:
        names.wrong(
            row,
            f"{cover.name} works for another agency and would not be asked instead of {away.name}: "
            "name somebody of the same agency as cover.",
        )


def _overlap(one: _T, other: _T) -> bool:
    return one.starts <= other.ends and other.starts <= one.ends

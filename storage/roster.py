"""A partnership's people as a file gives them, checked all at once: taken whole or not at all."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from difflib import get_close_matches

from escalation.entries import CLOCK
from escalation.people import HOUSE_ROLES, PARTNERSHIP, Agency, Directory, Person, Post
from storage.roster_files import Fault, Row, rows

_ID = re.compile(r"[a-z0-9][a-z0-9@._+-]{0,99}")
_EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>]+")
_SLACK = re.compile(r"[UW][A-Z0-9]{2,}")
_SHAPES = (
    ("email", _EMAIL, "is not an e-mail address"),
    ("slack", _SLACK, "is not a Slack ID, such as U012AB34CD"),
)
_CALLED = {"email": "e-mail address", "slack": "Slack ID"}
_WAYS = ("slack", "email", "name")
_BAD_ID = "An id is in small letters and figures, with dots or dashes."


class RosterFaults(Exception):
    """Everything wrong with a file of people, each as `file:line: sentence`; nothing was taken."""

    def __init__(self, name: str, faults: Iterable[Fault]) -> None:
        self.faults = [f"{name}:{line}: {sentence}" for line, sentence in sorted(set(faults))]
        super().__init__("\n".join(self.faults))


def read(content: bytes, name: str, roles: Mapping[str, str], now: Directory) -> Directory:
    """The directory that a file sets out, or `RosterFaults`.

    `roles` are those the procedures name, each of an agency or of the partnership; every agency may
    have the installation's own besides. Somebody whom `now` knows by Slack or e-mail keeps their id, since the ledger names them by it.
    """
    found = rows(content, name)
    reading = _Reading(roles, now)
    if not found.faults:
        reading.agencies(found.agencies or _agencies_of(found.people, now))
        reading.people(found.people)
        reading.lines_of_management()
        reading.posts()
    if faults := [*found.faults, *reading.faults]:
        raise RosterFaults(name, faults)
    return reading.directory()


def _agencies_of(people: list[Row], now: Directory) -> list[Row]:
    """CSV has no rows of agencies: each person's row says what their agency is."""
    known = {agency.name.casefold(): agency.id for agency in now.agencies}
    found: dict[str, Row] = {}
    for row in people:
        name = row["agency"].casefold()
        type_ = row["agency_type"] or (found[name]["type"] if name in found else "")
        office = PARTNERSHIP in (type_.casefold(), name)
        derived = PARTNERSHIP if office else known.get(name, _slug(name))
        agency = {
            "id": row["agency_id"] or derived,
            "name": row["agency"],
            "type": type_.casefold() if office else type_,
        }
        if name and (name not in found or not found[name]["type"]):
            found[name] = Row(row.line, agency)
        elif name and type_ != found[name]["type"]:
            found[f"{name} as {type_}"] = Row(row.line, agency)
    return list(found.values())


class _Reading:
    """Rows becoming a directory; what is wrong is gathered on the way."""

    def __init__(self, roles: Mapping[str, str], now: Directory) -> None:
        self.faults: list[Fault] = []
        self._roles = {**dict.fromkeys(HOUSE_ROLES, "agency"), **roles}
        self._known = _index(now.people)
        self._agencies: dict[str, Agency] = {}
        self._people: dict[str, Person] = {}
        self._rows: dict[str, Row] = {}
        self._given: dict[tuple[str, str], list[str]] = {}
        self._posts: dict[Post, None] = {}

    def directory(self) -> Directory:
        """What the file sets out."""
        agencies = dict.fromkeys(self._agencies.values())
        return Directory(tuple(agencies), tuple(self._people.values()), tuple(self._posts))

    def agencies(self, rows: Iterable[Row]) -> None:
        """Every agency once, the partnership's office under its own id."""
        for row in rows:
            agency = Agency(row["id"], row["name"], row["type"])
            for missing in (name for name in ("id", "name", "type") if not row[name]):
                self._wrong(row, f"The agency {agency.name or agency.id} has no {missing}.")
            if (agency.type == PARTNERSHIP) != (agency.id == PARTNERSHIP):
                self._wrong(row, "The partnership's own office has the id and type partnership.")
            elif agency.id and not _ID.fullmatch(agency.id):
                self._wrong(row, _BAD_ID)
            elif self._agency(agency.id) or self._agency(agency.name):
                self._wrong(row, f"The agency {agency.name} is given twice, or as two types.")
            self._agencies.setdefault(agency.id, agency)
            self._agencies.setdefault(agency.name.casefold(), agency)

    def people(self, rows: Iterable[Row]) -> None:
        """Every person once, reachable, and in an agency of the file."""
        for row in rows:
            agency = self._agency(row["agency"])
            self._check(row, agency)
            person = self._person(row, agency.id if agency else "")
            if person.id in self._people or person.id == CLOCK.person:
                self._wrong(row, f"{person.name} is given twice: put every role in one row.")
            else:
                self._rows[person.id] = row
                self._people[person.id] = person
        self._given = _index(self._people.values())

    def lines_of_management(self) -> None:
        """Managers and deputies, each somebody else of this file, and no circles."""
        for me, row in self._rows.items():
            manager, deputy = self._other(row, me, "manager"), self._other(row, me, "deputy")
            self._people[me] = replace(self._people[me], manager=manager, deputy=deputy)
        line = Directory(people=tuple(self._people.values()))
        for person in line.people:
            above = [person, *line.line_above(person.id)]
            if above[-1].manager == person.id:
                names = ", ".join(each.name for each in above)
                self._wrong(self._rows[person.id], f"This line of managers is a circle: {names}.")

    def posts(self) -> None:
        """The roles people hold, each one that some procedure names."""
        for person, row in self._rows.items():
            for role in filter(None, (each.strip() for each in row["roles"].split(";"))):
                self._post(row, person, role)

    def _post(self, row: Row, person: str, written: str) -> None:
        """`senior_manager`, or `senior_manager@oak-school` where one agency lends its own."""
        role, _, elsewhere = written.partition("@")
        if role not in self._roles:
            near = get_close_matches(role, self._roles, n=1)
            meant = f" Did you mean {near[0]}?" if near else ""
            self._wrong(row, f"No procedure names a role {role}.{meant}")
        elif elsewhere and not self._agency(elsewhere):
            self._wrong(row, f"There is no agency {elsewhere} in this file.")
        else:
            own = self._agency(elsewhere or self._people[person].agency)
            office = self._roles[role] == PARTNERSHIP
            self._posts[Post(person, role, PARTNERSHIP if office or not own else own.id)] = None

    def _check(self, row: Row, agency: Agency | None) -> None:
        name = row["name"] or "This person"
        if not row["name"]:
            self._wrong(row, "There is no name.")
        if not agency:
            given = f": {row['agency']} is not in this file" if row["agency"] else ""
            self._wrong(row, f"{name} has no agency{given}.")
        if not row["email"] and not row["slack"]:
            self._wrong(row, f"{name} cannot be reached: give an e-mail address or a Slack ID.")
        if row["id"] and not _ID.fullmatch(row["id"]):
            self._wrong(row, _BAD_ID)
        for field, shape, sentence in _SHAPES:
            if row[field] and not shape.fullmatch(row[field]):
                self._wrong(row, f"What is given for {name} {sentence}.")
            same = self._given.setdefault((field, row[field].casefold()), [])
            if same and row[field]:
                self._wrong(row, f"{name} has the {_CALLED[field]} of {same[0]}.")
            same.append(name)

    def _person(self, row: Row, agency: str) -> Person:
        ways = (("slack", row["slack"].casefold()), ("email", row["email"].casefold()))
        known = next((self._known[way][0] for way in ways if way in self._known), "")
        reached = row["slack"].lower() or row["email"].lower() or f"line {row.line}"
        return Person(
            id=row["id"] or known or reached,
            name=row["name"],
            agency=agency,
            email=row["email"],
            slack=row["slack"],
            phone=row["phone"],
        )

    def _other(self, row: Row, me: str, field: str) -> str:
        """The id of somebody's manager or deputy, given by id, e-mail address or exact name."""
        given, name = row[field], row["name"]
        ways = (("id", given), ("email", given.casefold()), ("name", given.casefold()))
        found = next((self._given[way] for way in ways if way in self._given), [])
        if not given:
            return ""
        if not found:
            self._wrong(row, f"The {field} of {name} is nobody in this file: {given}.")
        elif len(found) > 1:
            self._wrong(
                row, f"The {field} of {name} may be any of {len(found)} people: give an id."
            )
        elif found == [me]:
            self._wrong(row, f"{name} cannot be their own {field}.")
        else:
            return found[0]
        return ""

    def _agency(self, given: str) -> Agency | None:
        return self._agencies.get(given) or self._agencies.get(given.casefold())

    def _wrong(self, row: Row, sentence: str) -> None:
        self.faults.append((row.line, sentence))


def _index(people: Iterable[Person]) -> dict[tuple[str, str], list[str]]:
    """The ids of people by what they may be named by."""
    found: dict[tuple[str, str], list[str]] = {}
    for person in people:
        ways = {"id": person.id, **{way: getattr(person, way).casefold() for way in _WAYS}}
        for way, value in ways.items():
            if value:
                found.setdefault((way, value), []).append(person.id)
    return found


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-")

"""The directory as files give it, checked all at once: taken whole or not at all.

A list that no file gives stays as it is; what it says of somebody who is gone goes with them.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from escalation.directory.people import HOUSE_ROLES, Agency, Directory, Person
from storage import roster_agencies, roster_cover, roster_csv, roster_yaml
from storage.roster_files import Fault, Row, Rows, Unreadable, text_of, unread
from storage.roster_names import Names
from storage.roster_people import People, posts

__all__ = ["RosterFaults", "read", "read_all"]


Watched = Callable[[Sequence[Row], str], Iterable[Row]]


def _unwatched(rows: Sequence[Row], what: str) -> Iterable[Row]:
    return rows


class RosterFaults(Exception):
    """Everything wrong with the files, each as `file:line: sentence`; nothing was taken."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = [str(fault) for fault in sorted(set(faults))]
        super().__init__("\n".join(self.faults))


def read(content: bytes, name: str, roles: Mapping[str, str], now: Directory) -> Directory:
    """The directory that one file sets out, or `RosterFaults`."""
    return read_all([(name, content)], roles, now)


def read_all(
    files: Iterable[tuple[str, bytes]],
    roles: Mapping[str, str],
    now: Directory,
    *,
    keep_named: bool = True,
    watched: Watched = _unwatched,
) -> Directory:
    """The directory that several files set out, or `RosterFaults`.

    `roles` are those the procedures name, each of an agency or of the partnership; somebody whom
    `now` knows by Slack or e-mail keeps their id, since the ledger names people by it. Whoever was
    only named by a colleague stays though no file has them, unless they are not to be kept.
    """
    found = Rows()
    named = list(files)
    for name, content in named:
        found.add(_rows(content, name))
    every = {**dict.fromkeys(HOUSE_ROLES, "agency"), **roles}
    reading = _Reading(found, every, now, [name for name, _ in named], watched)
    reading.read(keep_named=keep_named)
    if faults := [*found.faults, *reading.names.faults]:
        raise RosterFaults(faults)
    return reading.directory


def _rows(content: bytes, file: str) -> Rows:
    try:
        match file.rpartition(".")[2].lower():
            case "yml" | "yaml":
                return roster_yaml.rows(text_of(content, file), file)
            case "csv":
                return roster_csv.rows(text_of(content, file), file)
            case _:
                sentence = "The file's name must end in .yml or .csv."
                return unread(Fault(file, 1, sentence))
    except Unreadable as unreadable:
        return unread(unreadable.fault)


class _Reading:
    """Lists of rows becoming a directory, each on the ground of those before it."""

    def __init__(
        self,
        found: Rows,
        roles: Mapping[str, str],
        now: Directory,
        files: Sequence[str],
        watched: Watched,
    ) -> None:
        where = "this file" if len(files) == 1 else "these files"
        self.names = Names(roles, found.lists, where, whole=found.whole)
        self.directory = now
        self._lists = found.lists
        self._roles = roles
        self._file = files[0]
        self._watched = watched
        self._now = now
        self._rows_of_people: dict[str, Row] = {}
        if found.derives_agencies and "agencies" not in self._lists:
            self._lists["agencies"] = roster_agencies.derived(self._lists["people"], now)

    def read(self, *, keep_named: bool) -> None:
        """Every list that is given, in the order in which each may name those before it."""
        self._agencies()
        self._people(keep_named)
        self._teams()
        self._contacts()
        self._cover()
        if not self.names.faults:
            self.directory = without_the_gone(self.directory)

    def _agencies(self) -> None:
        if (rows := self._lists.get("agencies")) is not None:
            found = roster_agencies.agencies(rows, self.names, self._now)
            found = roster_agencies.parts(rows, found, self.names)
            self.directory = replace(self.directory, agencies=tuple(found.values()))
        else:
            for agency in self._now.agencies:
                self.names.know_agency(agency)

    def _people(self, keep_named: bool) -> None:
        rows = self._lists.get("people")
        if rows is None:
            self.names.know_people(self._now.people)
            self._everybody_has_an_agency()
            return
        people = People(self.names, self._now)
        people.read(self._watched(rows, "Reading people"))
        if keep_named:
            people.keep(each for each in self._now.people if each.named_by)
        self.names.know_people(people.found.values())
        people.lines_of_management()
        of_people = [
            post
            for id, row in people.rows.items()
            for post in posts(
                id, row["name"], people.found[id].agency, row.each("roles"), self._roles, self.names
            )
        ]
        for id, row in people.again:  # a fault already, but so may be what it says
            home = people.found[id].agency
            posts(id, row["name"], home, row.each("roles"), self._roles, self.names)
        of_others = [
            each
            for each in self._now.posts
            if self._now.team(each.person)
            or (each.person in people.found and each.person not in people.rows)
        ]
        self._rows_of_people = people.rows
        self.directory = replace(
            self.directory, people=tuple(people.found.values()), posts=(*of_people, *of_others)
        )

    def _everybody_has_an_agency(self) -> None:
        """Where agencies are given alone, nobody may be left without theirs."""
        rows = self._lists.get("agencies")
        if rows is None:
            return
        row = rows[0] if rows else Row(self._file, 1, {})
        for agency in self._now.agencies:
            people = [each for each in self._now.people if each.agency == agency.id]
            if people and self.directory.agency(agency.id) is None:
                others = f" and {len(people) - 1} more" if len(people) > 1 else ""
                left = f"{people[0].name}{others} would be left without their agency"
                self.names.missing(row, f"{left}, {agency.name}, which is not in this file.")

    def _teams(self) -> None:
        if (rows := self._lists.get("teams")) is not None:
            found = roster_cover.teams(rows, self._roles, self.directory, self.names)
            mine = [each for each in self.directory.posts if not self._now.team(each.person)]
            self.directory = replace(
                self.directory, teams=found.teams, shifts=found.shifts, posts=(*mine, *found.posts)
            )
        else:
            for team in self._now.teams:
                self.names.know_team(team)
                if row := self._rows_of_people.get(team.id):
                    self.names.wrong(row, f"The id {team.id} is that of the team {team.name}.")

    def _contacts(self) -> None:
        """Whoever is asked while an agency is closed may be a team, and so comes after them."""
        if (rows := self._lists.get("agencies")) is not None:
            known = {agency.id: agency for agency in self.directory.agencies}
            found = roster_agencies.holiday_contacts(rows, known, self.names)
            self.directory = replace(self.directory, agencies=tuple(found.values()))

    def _cover(self) -> None:
        lists, names = self._lists, self.names
        people = {person.id: person for person in self.directory.people}
        if "absences" in lists:
            found = roster_cover.absences(lists["absences"], people, self._now, names)
            self.directory = replace(self.directory, absences=found)
        if "closures" in lists:
            self.directory = replace(
                self.directory, closures=roster_cover.closures(lists["closures"], names)
            )
        if "stand_ins" in lists:
            types = [agency.type for agency in self.directory.agencies]
            self.directory = replace(
                self.directory, stand_ins=roster_cover.stand_ins(lists["stand_ins"], types, names)
            )
        else:
            self._stand_ins_have_agencies()

    def _stand_ins_have_agencies(self) -> None:
        """Where the last agency of a type goes, or is given another, its stand-ins are not lost."""
        types = {agency.type for agency in self.directory.agencies}
        given = self._lists.get("agencies", ())
        for agency in self._now.agencies:
            standing = [each for each in self._now.stand_ins if each.agency_type == agency.type]
            if standing and agency.type not in types:
                row = next((each for each in given if self._is_of(each, agency)), None)
                self.names.missing(
                    row or Row(self._file, 1, {}),
                    f"No agency would be of the type {agency.type}, for which somebody stands in "
                    f"as {standing[0].role}: give the stand_ins as well.",
                )

    def _is_of(self, row: Row, agency: Agency) -> bool:
        found = self.names.agency(row["name"])
        return found is not None and found.id == agency.id


def without_the_gone(directory: Directory) -> Directory:
    """The same, in which nothing is said of anybody who is not in it."""
    people = {person.id for person in directory.people}
    agencies = {agency.id for agency in directory.agencies}
    teams = tuple(team for team in directory.teams if team.agency in agencies)
    in_teams = {team.id for team in teams}
    somebody = people | in_teams

    def there(id: str) -> str:
        return id if id in somebody else ""

    return replace(
        directory,
        agencies=tuple(
            replace(each, holiday_contact=there(each.holiday_contact))
            for each in directory.agencies
        ),
        people=tuple(_of(each, people) for each in directory.people),
        posts=tuple(
            each for each in directory.posts if each.person in somebody and each.agency in agencies
        ),
        teams=teams,
        shifts=tuple(
            each for each in directory.shifts if each.team in in_teams and each.person in people
        ),
        absences=tuple(
            replace(each, cover=there(each.cover))
            for each in directory.absences
            if each.person in people
        ),
        closures=tuple(
            replace(each, contact=there(each.contact))
            for each in directory.closures
            if each.agency in agencies
        ),
        stand_ins=tuple(each for each in directory.stand_ins if each.holder in somebody),
    )


def _of(person: Person, people: set[str]) -> Person:
    others = {name: getattr(person, name) for name in ("manager", "deputy", "job_share")}
    gone = {name: "" for name, id in others.items() if id and id not in people}
    return replace(person, **gone) if gone else person

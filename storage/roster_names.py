"""Whom a file means: agencies, people and teams by whatever they may be called, and days."""

import re
from collections.abc import Container, Iterable
from datetime import date
from difflib import get_close_matches

from escalation.directory.cover import Team
from escalation.directory.people import Agency, Person
from escalation.working_time.working_patterns import BadPatternError
from escalation.working_time.working_patterns import read as read_pattern
from storage.roster_files import Fault, Row, short

ID = re.compile(r"[a-z0-9][a-z0-9@._+-]{0,99}")
BAD_ID = "An id is in small letters and figures, with dots or dashes."
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_UK_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_WAYS = ("slack", "email", "name")

Index = dict[tuple[str, str], list[str]]


class Names:
    """Everybody a file may name, and what is wrong with how it does, gathered on the way."""

    def __init__(
        self, roles: Iterable[str], lists: Container[str], files: str, *, whole: bool = True
    ) -> None:
        self.faults: list[Fault] = []
        self._lists = lists
        self._files = files
        self._whole = whole
        self._roles = tuple(roles)
        self._agencies: dict[str, Agency] = {}
        self._people: Index = {}
        self._teams: dict[str, str] = {}

    def know_agency(self, agency: Agency) -> None:
        """From now on it may be named by its id or its name."""
        self._agencies.setdefault(agency.id, agency)
        self._agencies.setdefault(agency.name.casefold(), agency)

    def know_people(self, people: Iterable[Person]) -> None:
        """From now on they may be named by id, Slack ID, e-mail address or exact name."""
        self._people = index(people)

    def know_team(self, team: Team) -> None:
        """From now on it may be named by its id or its name."""
        for name in (team.id, team.name.casefold()):
            self._teams.setdefault(name, team.id)

    def place(self, name: str) -> str:
        """Where a list is looked up: in the files that give it, else in the directory."""
        return self._files if name in self._lists else "the directory"

    def agency(self, given: str) -> Agency | None:
        """The agency of that id or name."""
        return self._agencies.get(given) or self._agencies.get(given.casefold())

    def is_role(self, row: Row, role: str) -> bool:
        """Whether some procedure names a role; if none does, the nearest is said."""
        if role in self._roles:
            return True
        if not role:
            self.wrong(row, "Which role is not said: write it as role.")
            return False
        self.wrong(row, f"No procedure names a role {role[:60]}.{meant(role, self._roles)}")
        return False

    def person(self, row: Row, given: str, what: str) -> str:
        """The id of whoever is meant; nobody, and a fault, where it is nobody or may be several."""
        found = self._found(given)
        if len(found) == 1:
            return found[0]
        if found:
            self.wrong(row, f"{what} may be any of {len(found)} people: give an id.")
        elif given:
            self.missing(row, f"{what} is nobody in {self.place('people')}: {given}.")
        return ""

    def somebody(self, row: Row, given: str, what: str) -> str:
        """The id of a person or of a team."""
        team = self._teams.get(given) or self._teams.get(given.casefold())
        return team or self.person(row, given, what)

    def day(self, row: Row, field: str) -> date | None:
        """A day as it is written: 2026-09-01, or 01/09/2026 as a spreadsheet has it."""
        given = row[field]
        try:
            return written_day(given) if given else None
        except ValueError:
            self.wrong(row, f"{short(given)} is not a day: write it as 2026-09-01.")
            return None

    def days(self, row: Row, what: str) -> tuple[date | None, date | None]:
        """The first day and the last, the right way round."""
        first, last = self.day(row, "from"), self.day(row, "until")
        if first and last and last < first:
            self.wrong(row, f"{what} ends on {last}, before it begins on {first}.")
        return first, last

    def both_days(self, row: Row, what: str) -> tuple[date, date] | None:
        """The same, where neither may be left out."""
        first, last = self.days(row, what)
        for field in ("from", "until"):
            if not row[field]:
                self.wrong(row, f"{what} has no {field}.")
        return (first, last) if first and last and first <= last else None

    def pattern(self, row: Row, whose: str) -> str:
        """A working pattern, as it is written."""
        try:
            read_pattern(row["works"])
        except BadPatternError as bad:
            self.wrong(row, f"The working pattern of {whose} cannot be read: {bad}")
        return row["works"]

    def wrong(self, row: Row, sentence: str) -> None:
        """One more fault of a row."""
        self.faults.append(Fault(row.file, row.line, sentence))

    def missing(self, row: Row, sentence: str) -> None:
        """The same of somebody who is not there, if every row could be read: else they may be."""
        if self._whole:
            self.wrong(row, sentence)

    def _found(self, given: str) -> list[str]:
        ways = (("id", given), ("email", given.casefold()), ("name", given.casefold()))
        return next((self._people[way] for way in ways if way in self._people), [])


def index(people: Iterable[Person]) -> Index:
    """The ids of people by what they may be named by."""
    found: Index = {}
    for person in people:
        ways = {"id": person.id, **{way: getattr(person, way).casefold() for way in _WAYS}}
        for way, value in ways.items():
            if value:
                found.setdefault((way, value), []).append(person.id)
    return found


def meant(given: str, known: Iterable[str]) -> str:
    """What may have been meant by a slip, as a sentence after another; or nothing."""
    called = {each.casefold(): each for each in known}
    near = get_close_matches(given.casefold(), called, n=1)
    return f" Did you mean {called[near[0]]}?" if near else ""


def written_day(given: str) -> date:
    """The day that is written 2026-09-01 or 01/09/2026, or `ValueError`."""
    if uk := _UK_DAY.fullmatch(given):
        return date(int(uk[3]), int(uk[2]), int(uk[1]))
    if not _DAY.fullmatch(given):  # Python knows weeks as well
        raise ValueError
    return date.fromisoformat(given)


def slug(text: str) -> str:
    """An id made of a name."""
    return re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-")

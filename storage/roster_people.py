"""The people of a file: each once, reachable, in an agency, with their line and their roles."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from escalation.directory.newcomers import EMAIL
from escalation.directory.people import PARTNERSHIP, Agency, Directory, Person, Post
from escalation.entries import CLOCK
from storage.roster_files import Row
from storage.roster_names import BAD_ID, ID, Names, index

_SLACK = re.compile(r"[UW][A-Z0-9]{2,}")
_PHONE = re.compile(
    r"(?=.*\d.*\d.*\d)\+?[\d()][\d() -]{2,24}(,? ?(ext\.?|extension|x) ?\d{1,6})?", re.I
)
_SHAPES = (
    ("email", EMAIL, "is not an e-mail address"),
    ("slack", _SLACK, "is not a Slack ID, such as U012AB34CD"),
    (
        "phone",
        _PHONE,
        "is not a telephone number, such as 0118 496 0101 or +44 118 496 0101 ext 12",
    ),
)
_CALLED = {"email": "e-mail address", "slack": "Slack ID", "teams": "Teams ID"}
_OTHERS = ("manager", "deputy", "job_share")
_ROLE = re.compile(
    r"(?P<role>[^@\s]+)(?:@(?P<at>\S+))?(?: from (?P<from>\S+))?(?: until (?P<until>\S+))?"
)


@dataclass
class People:
    """Rows becoming people; whom `now` knows by Slack or e-mail keeps their id."""

    names: Names
    now: Directory
    found: dict[str, Person] = field(default_factory=dict)
    rows: dict[str, Row] = field(default_factory=dict)
    again: list[tuple[str, Row]] = field(default_factory=list)
    _ways: dict[tuple[str, str], str] = field(default_factory=dict)

    def read(self, rows: Iterable[Row]) -> None:
        """Every person once, reachable, and in an agency of the file."""
        known = index(self.now.people)
        for row in rows:
            agency = self.names.agency(row["agency"])
            person = self._person(row, agency.id if agency else "", known)
            self._check(row, person, agency)
            if person.id == CLOCK.person:
                self._wrong(
                    row, f"The id {person.id} is Escalate's own: give {person.name} another."
                )
            if person.id in self.found:
                self._wrong(row, f"{person.name} is given twice: put every role in one row.")
                self.again.append((person.id, row))
            else:
                self.rows[person.id] = row
                self.found[person.id] = person

    def keep(self, others: Iterable[Person]) -> None:
        """Whoever else stays, where no row says anything of them and their agency is there."""
        for person in others:
            said = {(way, getattr(person, way).casefold()) for way in _CALLED}
            is_new = not any(value and (way, value) in self._ways for way, value in said)
            if person.id not in self.found and is_new and self.names.agency(person.agency):
                self.found[person.id] = person

    def lines_of_management(self) -> None:
        """Managers, deputies and those who share a post, each somebody else, and no circles."""
        for me, row in self.rows.items():
            others = {each: self._other(row, me, each) for each in _OTHERS}
            self.found[me] = replace(self.found[me], **others)
        for me, row in self.again:
            for each in _OTHERS:
                self._other(row, me, each)
        self._sharing()
        self._circles()

    def _circles(self) -> None:
        """A circle is said once, of whoever comes first in it."""
        line = Directory(people=tuple(self.found.values()))
        seen: set[str] = set()
        for id, row in self.rows.items():
            above = [self.found[id], *line.line_above(id)]
            if above[-1].manager == id and id not in seen:
                seen |= {each.id for each in above}
                names = ", ".join(each.name for each in above)
                self._wrong(row, f"This line of managers is a circle: {names}.")

    def _sharing(self) -> None:
        """Sharing a post is mutual: said of one, it holds for both."""
        for me, row in self.rows.items():
            mine = self.found[me]
            other = self.found.get(mine.job_share)
            if other and not other.job_share:
                self.found[other.id] = replace(other, job_share=me)
            elif other and other.job_share != me:
                third = self.found[other.job_share].name
                self._wrong(
                    row, f"{mine.name} shares a post with {other.name}, who shares it with {third}."
                )

    def _check(self, row: Row, person: Person, agency: Agency | None) -> None:
        name = person.name or "This person"
        if not row["name"]:
            self._wrong(row, "There is no name.")
        if not agency:
            where = self.names.place("agencies")
            given = f": {row['agency']} is not in {where}" if row["agency"] else ""
            tell = self.names.missing if given else self.names.wrong
            tell(row, f"{name} has no agency{given}.")
        if not any((person.email, person.slack, person.teams)):
            self._wrong(row, f"{name} cannot be reached: give an e-mail address or a Slack ID.")
        if row["id"] and not ID.fullmatch(row["id"]):
            self._wrong(row, BAD_ID)
        for way, shape, sentence in _SHAPES:
            if row[way] and not shape.fullmatch(row[way]):
                self._wrong(row, f"What is given for {name} {sentence}.")
        for way, called in _CALLED.items():
            key = (way, getattr(person, way).casefold())
            if key[1] and key in self._ways:
                self._wrong(row, f"{name} has the {called} of {self._ways[key]}.")
            self._ways.setdefault(key, name)
        self.names.pattern(row, name)

    def _person(self, row: Row, agency: str, known: Mapping[tuple[str, str], list[str]]) -> Person:
        ways = ("id", row["id"]), ("slack", row["slack"].casefold())
        ways_in = (*ways, ("email", row["email"].casefold()))
        before = next((known[way][0] for way in ways_in if way[1] and way in known), "")
        was = self.now.person(before)
        reached = row["slack"].lower() or row["email"].lower() or f"line {row.line}"
        kept = {
            name: getattr(was, name) if was and row.leaves(name) else row[name]
            for name in ("email", "slack", "phone", "teams", "works")
        }
        return Person(
            id=row["id"] or before or reached,
            name=row["name"],
            agency=agency,
            named_by=row["named_by"],
            **kept,
        )

    def _other(self, row: Row, me: str, name: str) -> str:
        """The id of somebody's manager or deputy, given by id, e-mail address or exact name."""
        if row.leaves(name):
            was = self.now.person(me)
            kept = getattr(was, name) if was else ""
            return kept if kept in self.found else ""
        whose = self.found[me].name
        called = name.replace("_", " ")
        found = self.names.person(row, row[name], f"The {called} of {whose}")
        if found == me:
            self._wrong(row, f"{whose} cannot be their own {called}.")
            return ""
        return found

    def _wrong(self, row: Row, sentence: str) -> None:
        self.names.wrong(row, sentence)


def posts(
    holder: str, name: str, home: str, rows: Iterable[Row], roles: Mapping[str, str], names: Names
) -> tuple[Post, ...]:
    """The roles somebody holds, each one that some procedure names.

    `senior_manager`; `senior_manager@oak-school` where one agency lends its own;
    `senior_manager from 2026-09-01 until 2027-08-31` for a time.
    """
    held: list[Post] = []
    for row in rows:
        if (post := _post(holder, name, home, _written(row), roles, names)) is None:
            continue
        if post not in held and any(_same_time(post, each) for each in held):
            names.wrong(row, f"{name} is given the role {post.role} twice for the same time.")
        held.append(post)
    return tuple(dict.fromkeys(held))


def _post(
    holder: str, name: str, home: str, row: Row, roles: Mapping[str, str], names: Names
) -> Post | None:
    role, elsewhere = row["role"], row["at"]
    starts, ends = names.days(row, f"The role {role} of {name}")
    if not names.is_role(row, role):
        return None
    if elsewhere and not names.agency(elsewhere):
        names.missing(row, f"There is no agency {elsewhere} in {names.place('agencies')}.")
        return None
    own = names.agency(elsewhere or home)
    at = PARTNERSHIP if roles[role] == PARTNERSHIP or not own else own.id
    return Post(holder, role, at, starts, ends)


def _written(row: Row) -> Row:
    """A role in its short form, as its fields."""
    short = _ROLE.fullmatch(row["role"])
    said = {name: value for name, value in short.groupdict().items() if value} if short else {}
    return replace(row, fields={**row.fields, **said})


def _same_time(one: Post, other: Post) -> bool:
    return (
        (one.role, one.agency) == (other.role, other.agency)
        and (one.starts or date.min) <= (other.ends or date.max)
        and (other.starts or date.min) <= (one.ends or date.max)
    )

"""What changes between two directories, line by line: + added, ~ changed, - removed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.commands._people_listing import day, line, members, name, roles, team_line
from bot.commands._people_order import orders
from escalation.directory.cover import Absence, Closure, StandIn, Team
from escalation.directory.people import Agency, Directory, Person

_LINE = ("manager", "deputy", "job_share")
_OF_PEOPLE = ("name", "agency", "email", "slack", "teams", *_LINE, "phone", "works")
_OF_TEAMS = ("name", "agency", "email", "slack", "covers")
_Whole = Absence | Closure | StandIn
ONLY_ROWS = "~ nothing but the order of the rows"


@dataclass(frozen=True)
class Changed:
    """One line, and the ids of whom it is about."""

    line: str
    about: frozenset[str]


def changes(before: Directory, after: Directory, known: Directory | None = None) -> list[Changed]:
    """What an import changes; `known` is where to look for the names of whoever is in neither.

    Of either directory that which does not change may be left out, as the history leaves it out.
    """
    changing = _Changing(before, after, known or after)
    return [
        *changing.agencies(),
        *changing.people(),
        *changing.teams(),
        *changing.days_and_stand_ins(),
        *changing.orders(),
    ]


@dataclass(frozen=True)
class _Changing:
    before: Directory
    after: Directory
    known: Directory

    def agencies(self) -> Iterator[Changed]:
        """Agencies, their domains and their holiday contacts."""
        for agency in self.after.agencies:
            was = self.before.agency(agency.id)
            if was is None:
                yield _said(f"+ agency {self._whole_agency(agency)}", agency.id)
            elif was != agency:
                said = "; ".join(self._of_agency(was, agency))
                yield _said(f"~ agency {said}", agency.id, agency.holiday_contact)
        for agency in self.before.agencies:
            if self.after.agency(agency.id) is None:
                yield _said(f"- agency {agency.name}", agency.id)

    def people(self) -> Iterator[Changed]:
        """People, and the roles they hold."""
        teams = {team.id for each in (self.before, self.after) for team in each.teams}
        teams |= {team.id for team in self.known.teams}
        holders = [post.person for each in (self.after, self.before) for post in each.posts]
        stay = dict.fromkeys(
            [*(each.id for each in self.after.people), *(id for id in holders if id not in teams)]
        )
        gone = [each for each in self.before.people if not self.after.person(each.id)]
        gone_ids = {person.id for person in gone}
        for id in stay:
            if id not in gone_ids:
                yield from self._of_person(id)
        for person in gone:
            yield _said(f"- {line(self.before, person, self._name)}", person.id)

    def teams(self) -> Iterator[Changed]:
        """Teams, their members and the roles they hold."""
        ids = dict.fromkeys(
            [
                *(team.id for each in (self.after, self.before) for team in each.teams),
                *(shift.team for each in (self.after, self.before) for shift in each.shifts),
                *(
                    post.person
                    for each in (self.after, self.before)
                    for post in each.posts
                    if self.known.team(post.person)
                ),
            ]
        )
        for id in ids:
            was, now = self.before.team(id), self.after.team(id)
            about = {id, *self._members(id)}
            if now and not was:
                yield Changed(f"+ {team_line(self.after, now, self._name)}", frozenset(about))
            elif was and not now:
                yield Changed(f"- {team_line(self.before, was, self._name)}", frozenset(about))
            elif said := list(self._of_team(id)):
                yield Changed(f"~ {self._name(id)}: {'; '.join(said)}", frozenset(about))

    def days_and_stand_ins(self) -> Iterator[Changed]:
        """Absences, closures and stand-ins, each as a whole."""
        for lists in ("absences", "closures", "stand_ins"):
            was, now = getattr(self.before, lists), getattr(self.after, lists)
            there, here = set(was), set(now)
            gone = [each for each in was if each not in here]
            for each in (each for each in now if each not in there):
                before = _before(each, gone)
                if before is not None:
                    gone.remove(before)
                yield self._whole("~" if before else "+", each, before)
            yield from (self._whole("-", each) for each in gone)

    def orders(self) -> Iterator[Changed]:
        """Whoever is now asked before somebody after whom they were asked."""
        for order in orders(self.before, self.after, self.known):
            was, now = (", ".join(map(self._name, ids)) for ids in (order.was, order.now))
            yield _said(f"~ order of {order.of}: {was} -> {now}", *order.was, *order.now)

    def _of_agency(self, was: Agency, now: Agency) -> Iterator[str]:
        if (was.name, was.type) != (now.name, now.type):
            yield f"{was.name} ({was.type}) -> {now.name} ({now.type})"
        else:
            yield now.name
        if was.domains != now.domains:
            yield f"domains {_or_none(was.domains)} -> {_or_none(now.domains)}"
        if was.part_of != now.part_of:
            yield f"part of {was.part_of or 'none'} -> {now.part_of or 'none'}"
        if was.holiday_contact != now.holiday_contact:
            contacts = self._name(was.holiday_contact), self._name(now.holiday_contact)
            yield f"holiday contact {contacts[0] or 'none'} -> {contacts[1] or 'none'}"

    def _whole_agency(self, agency: Agency) -> str:
        domains = "".join(f", {domain}" for domain in agency.domains)
        contact = self._name(agency.holiday_contact)
        asked = f"; holiday contact {contact}" if contact else ""
        part = f"; part of {agency.part_of}" if agency.part_of else ""
        return f"{agency.name} ({agency.type}{domains}){part}{asked}"

    def _of_person(self, id: str) -> Iterator[Changed]:
        was, now = self.before.person(id), self.after.person(id)
        if now and not was:
            yield _said(f"+ {line(self.after, now, self._name)}", id)
            return
        said = []
        if was and now:
            said = list(_fields(was, now, _OF_PEOPLE))
            if now.named_by and was.named_by != now.named_by:
                by = self._name(was.named_by) or "none"
                said.append(f"named by {by} -> {self._name(now.named_by)}")
            elif was.named_by and not now.named_by:
                said.append(f"was only named by {self._name(was.named_by)}, and is now confirmed")
        someone = now or was or self.known.person(id)
        home = someone.agency if someone else ""
        held, holds = roles(self.before, id, home), roles(self.after, id, home)
        if held != holds:
            said.append(f"roles {held or 'none'} -> {holds or 'none'}")
        if said:
            yield _said(f"~ {self._name(id)}: {'; '.join(said)}", id)

    def _of_team(self, id: str) -> Iterator[str]:
        was, now = self.before.team(id), self.after.team(id)
        if was and now:
            yield from _fields(was, now, _OF_TEAMS)
        team = now or was or self.known.team(id)
        home = team.agency if team else ""
        for called, before, after in (
            ("roles", roles(self.before, id, home), roles(self.after, id, home)),
            ("members", members(self.before, id, self._name), members(self.after, id, self._name)),
        ):
            if before != after:
                yield f"{called} {before or 'none'} -> {after or 'none'}"

    def _members(self, team: str) -> set[str]:
        """Whoever has come into a team, or gone; where only its order alters, everybody in it."""
        was, now = (
            [shift for shift in each.shifts if shift.team == team]
            for each in (self.before, self.after)
        )
        altered = set(was) ^ set(now) or (set(now) if was != now else set())
        return {shift.person for shift in altered}

    def _whole(self, sign: str, each: _Whole, before: _Whole | None = None) -> Changed:
        """What is added, removed or, with what it was `before`, changed."""
        was = f"{self._when(before)} -> " if before else ""
        match each:
            case Absence(person, cover=cover):
                said = f"{self._name(person)} is away {was}{self._when(each)}"
                return _said(f"{sign} {said}", person, cover)
            case Closure(agency, contact=contact):
                said = f"{self._name(agency)} is closed {was}{self._when(each)}"
                return _said(f"{sign} {said}", agency, contact)
            case StandIn(type_, role, holder):
                said = f"{self._name(holder)} stands in as {role} for each {type_}"
                return _said(f"{sign} {said}", holder)

    def _when(self, each: _Whole) -> str:
        """From when until when, and who is asked meanwhile."""
        match each:
            case Absence(_, starts, ends, cover, set_by):
                by = f", set by {self._name(set_by)}" if set_by else ""
                covered = f", covered by {self._name(cover)}" if cover else ""
                return f"{_span(starts, ends)}{covered}{by}"
            case Closure(_, starts, ends, contact):
                asked = f"; {self._name(contact)} is asked" if contact else ""
                return f"{_span(starts, ends)}{asked}"
            case StandIn():
                return ""

    def _name(self, id: str) -> str:
        for directory in (self.after, self.before, self.known):
            if (found := name(directory, id)) != id:
                return found
        return id


def _said(line: str, *about: str) -> Changed:
    return Changed(line, frozenset(about))


def _before(now: _Whole, gone: list[_Whole]) -> _Whole | None:
    """Which leave of the same person, or closure of the same agency, it was: of several the nearest."""
    if isinstance(now, StandIn):
        return None
    mine = [each for each in gone if not isinstance(each, StandIn) and _whose(each) == _whose(now)]
    return min(mine, key=lambda each: abs(each.starts - now.starts), default=None)


def _whose(each: Absence | Closure) -> str:
    return each.person if isinstance(each, Absence) else each.agency


def _fields(was: Person | Team, now: Person | Team, fields: tuple[str, ...]) -> Iterator[str]:
    for field in fields:
        before, after = getattr(was, field), getattr(now, field)
        if before != after:
            yield f"{field.replace('_', ' ')} {_or_none(before)} -> {_or_none(after)}"


def _or_none(value: str | tuple[str, ...]) -> str:
    return (value if isinstance(value, str) else ", ".join(value)) or "none"


def _span(starts: date, ends: date) -> str:
    return f"from {day(starts)} until {day(ends)}"

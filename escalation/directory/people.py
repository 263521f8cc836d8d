"""Agencies, people and the roles they hold: the directory, as it stands at a moment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property

from escalation.directory.cover import Absence, Closure, Shift, StandIn, Team, on_duty, within
from escalation.directory.index import Index
from escalation.working_time import times, working_patterns

PARTNERSHIP = "partnership"
# Roles of the installation itself, which an agency may hold though no procedure names them.
RECORDS_OFFICER, AGENCY_LEAD = "records_officer", "agency_lead"
HOUSE_ROLES = {RECORDS_OFFICER: "Records officer", AGENCY_LEAD: "Agency lead"}


@dataclass(frozen=True)
class Agency:
    """An organisation that takes part; the partnership's own office is the agency `partnership`.

    `domains` are those of its work e-mail addresses; `holiday_contact` is asked while it is closed.
    `part_of` is the agency of which this is a team, where it is one and is asked for itself.
    """

    id: str
    name: str
    type: str
    domains: tuple[str, ...] = ()
    holiday_contact: str = ""
    part_of: str = ""


@dataclass(frozen=True)
class Person:
    """Somebody who works for an agency, when they work, who stands in, and how to reach them.

    `named_by` is who named them, while nothing but that is known of them.
    """

    id: str
    name: str
    agency: str
    email: str = ""
    slack: str = ""
    manager: str = ""
    deputy: str = ""
    phone: str = ""
    teams: str = ""
    works: str = ""
    job_share: str = ""
    named_by: str = ""


@dataclass(frozen=True)
class Post:
    """A person or a team holds a role of a procedure for an agency, from one day to another."""

    person: str
    role: str
    agency: str
    starts: date | None = None
    ends: date | None = None


@dataclass(frozen=True)
class Directory:
    """Who is who at one moment; without a moment everybody holds what they ever hold, and is there."""

    agencies: tuple[Agency, ...] = ()
    people: tuple[Person, ...] = ()
    posts: tuple[Post, ...] = ()
    teams: tuple[Team, ...] = ()
    shifts: tuple[Shift, ...] = ()
    absences: tuple[Absence, ...] = ()
    closures: tuple[Closure, ...] = ()
    stand_ins: tuple[StandIn, ...] = ()
    moment: datetime | None = field(default=None, compare=False)

    def at(self, moment: datetime) -> Directory:
        """The same directory, as things stand at another moment."""
        then = replace(self, moment=moment)
        vars(then)["_index"] = self._index  # the same people: they are looked up in the same way
        return then

    def person(self, id: str) -> Person | None:
        """The person with this id."""
        return self._index.people.get(id)

    def agency(self, id: str) -> Agency | None:
        """The agency with this id."""
        return self._index.agencies.get(id)

    def agency_name(self, id: str) -> str:
        """What an agency is called; its id, where the directory does not know it."""
        found = self.agency(id)
        return found.name if found else id

    def part_of(self, agency: str) -> str:
        """Of which agency this is a team; of none, where it is an agency itself."""
        return found.part_of if (found := self.agency(agency)) else ""

    def team(self, id: str) -> Team | None:
        """The team with this id."""
        return self._index.teams.get(id)

    def on_slack(self, slack: str) -> Person | None:
        """The person behind a Slack identity."""
        return self._index.slack.get(slack)

    def by_email(self, email: str) -> Person | None:
        """The person with this work e-mail address, however it is written."""
        return self._index.email.get(email.strip().casefold())

    def agency_of_domain(self, email: str) -> Agency | None:
        """The agency on whose known domain this e-mail address is."""
        return self._index.domains.get(email.strip().casefold().rpartition("@")[2])

    def roles_of(self, person: str) -> tuple[str, ...]:
        """The roles a person holds now, in the order they were given."""
        return tuple(post.role for post in self.posts_of(person))

    def posts_of(self, person: str) -> tuple[Post, ...]:
        """What a person holds now, in the order it was given."""
        return tuple(post for post in self._index.posts.get(person, ()) if self._holds(post))

    def every_post_of(self, person: str) -> tuple[Post, ...]:
        """What a person or a team holds at any time, in the order it was given."""
        return tuple(self._index.posts.get(person, ()))

    def holders(self, role: str, agency: str) -> tuple[Person, ...]:
        """Every person who holds a role for an agency now; of a team, whoever is on duty."""
        found: list[Person] = []
        for holder in self.holding(role, agency):
            found += (holder,) if isinstance(holder, Person) else self.on_duty(holder.id)
        return tuple(dict.fromkeys(found))

    def holding(self, role: str, agency: str) -> tuple[Person | Team, ...]:
        """Everybody who holds a role for an agency now, people and teams as a whole; where it is a team
        of another and has nobody of its own, whoever holds it there."""
        posts = filter(self._holds, self._index.held.get((role, agency), ()))
        found = (self.person(post.person) or self.team(post.person) for post in posts)
        own = tuple(holder for holder in found if holder is not None)
        return own or (self.holding(role, whole) if (whole := self.part_of(agency)) else ())

    def holder(
        self, role: str, agency: str, under: str = "", without: frozenset[str] = frozenset()
    ) -> Person | None:
        """Who holds a role for an agency: nearest above `under` in the line, else the first named."""
        holders = [each for each in self.holders(role, agency) if each.id not in without]
        above = (person for person in self.line_above(under) if person in holders)
        return next(above, next(iter(holders), None))

    def line_above(self, person: str) -> Iterator[Person]:
        """The managers above a person, nearest first; a circle in the line ends it."""
        seen = {person}
        while (someone := self.person(person)) and someone.manager not in seen:
            person = someone.manager
            seen.add(person)
            if manager := self.person(person):
                yield manager

    def deputy_of(self, person: Person) -> Person | None:
        """Who stands in for a person."""
        return self.person(person.deputy) if person.deputy else None

    def serves(self, person: Person, agency: str) -> bool:
        """Whether somebody works for an agency, or has a part there whoever employs them: a post, a
        shift, as who stands in or is asked while it is closed; or deputises for whoever has one."""
        return person.agency == agency or any(
            self._has_part(each.id, agency) for each in (person, *self._whose_deputy(person))
        )

    # At this moment

    @cached_property
    def today(self) -> date | None:
        """The day it is in the United Kingdom."""
        return times.civil(self.moment).date() if self.moment else None

    def on_duty(self, team: str) -> tuple[Person, ...]:
        """Who of a team is on duty now."""
        shifts = self._index.shifts.get(team, ())
        on = shifts if self.today is None else on_duty(shifts, self.today)
        found = (self.person(shift.person) for shift in on)
        return tuple(dict.fromkeys(person for person in found if person))

    def absence_of(self, person: str) -> Absence | None:
        """The absence somebody is on now; of several, the one that lasts longest."""
        on = self.today
        found = [
            each
            for each in self._index.absences.get(person, ())
            if on is not None and within(on, each.starts, each.ends)
        ]
        return max(found, key=lambda each: each.ends, default=None)

    def closure_of(self, agency: str) -> Closure | None:
        """For how long an agency is closed now, if it is."""
        on = self.today
        found = (
            each
            for each in self.closures
            if on is not None and each.agency == agency and within(on, each.starts, each.ends)
        )
        return next(found, None)

    def away(self, person: Person) -> str:
        """Why somebody is not to be asked at present; nothing where they are there."""
        if absence := self.on_leave(person):
            return absence
        if closure := self.closure_of(person.agency):
            name, until = self.agency_name(person.agency), times.day(closure.ends)
            return f"works for {name}, which is closed until {until}"
        return ""

    def on_leave(self, person: Person) -> str:
        """Until when somebody is away themselves; nothing where they are not."""
        absence = self.absence_of(person.id)
        return f"is away until {times.day(absence.ends)}" if absence else ""

    def off_today(self, person: Person) -> str:
        """Whether this weekday is not one on which somebody works; nothing where it is."""
        on = self.today
        if on is None or on.weekday() >= 5:  # at the weekend nobody is more away than others
            return ""
        return working_patterns.read(person.works).why_not(on)

    def _has_part(self, person: str, agency: str) -> bool:
        teams = [
            each
            for each in self.teams
            if any(person == on.person for on in self._index.shifts.get(each.id, ()))
        ]
        ids, mine = {person, *(team.id for team in teams)}, (agency, self.part_of(agency))
        return (
            any(post.agency in mine for each in ids for post in self.posts_of(each))
            or any(team.agency == agency for team in teams)
            or bool(ids & {*self._asked_for(agency)})
        )

    def _asked_for(self, id: str) -> Iterator[str]:
        """Whoever is asked for an agency that has nobody, or is closed."""
        if agency := self.agency(id):
            yield agency.holiday_contact
            yield from (each.holder for each in self.stand_ins if each.agency_type == agency.type)
        yield from (each.contact for each in self.closures if each.agency == id)

    def _whose_deputy(self, person: Person) -> Iterator[Person]:
        """For whom of their own employer somebody deputises, shares a post or covers."""
        for each in self._index.behind.get(person.id, ()):
            absence = self.absence_of(each.id)
            named = (each.deputy, each.job_share, absence.cover if absence else "")
            if person.id in named and each.agency == person.agency:
                yield each

    def _holds(self, post: Post) -> bool:
        return self.today is None or within(self.today, post.starts, post.ends)

    @cached_property
    def _index(self) -> Index:
        return Index(self)


def names(people: Iterable[Person]) -> str:
    """Asha Patel, Tom Reed and Jo Lee."""
    return listed(person.name for person in people)


def listed(names: Iterable[str]) -> str:
    """Health, Social Care and Police."""
    found = list(names)
    return " and ".join([", ".join(found[:-1]), found[-1]] if len(found) > 1 else found)

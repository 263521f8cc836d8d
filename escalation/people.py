"""Agencies, people and the roles they hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

PARTNERSHIP = "partnership"
# Roles of the installation itself, which an agency may hold though no procedure names them.
HOUSE_ROLES = {"records_officer": "Records officer", "agency_lead": "Agency lead"}


@dataclass(frozen=True)
class Agency:
    """An organisation that takes part; the partnership's own office is the agency `partnership`."""

    id: str
    name: str
    type: str


@dataclass(frozen=True)
class Person:
    """Somebody who works for an agency, and how to reach them."""

    id: str
    name: str
    agency: str
    email: str = ""
    slack: str = ""
    manager: str = ""
    deputy: str = ""
    phone: str = ""


@dataclass(frozen=True)
class Post:
    """A person holds a role of a procedure for an agency."""

    person: str
    role: str
    agency: str


@dataclass(frozen=True)
class Directory:
    """Who is who, at one moment."""

    agencies: tuple[Agency, ...] = ()
    people: tuple[Person, ...] = ()
    posts: tuple[Post, ...] = ()

    def person(self, id: str) -> Person | None:
        """The person with this id."""
        return self._by_id.get(id)

    def agency(self, id: str) -> Agency | None:
        """The agency with this id."""
        return self._agencies.get(id)

    def on_slack(self, slack: str) -> Person | None:
        """The person behind a Slack identity."""
        return self._by_slack.get(slack)

    def roles_of(self, person: str) -> tuple[str, ...]:
        """The roles a person holds, in the order they were given."""
        return tuple(post.role for post in self.posts if post.person == person)

    def holders(self, role: str, agency: str) -> tuple[Person, ...]:
        """Everybody who holds a role for an agency."""
        found = (
            self.person(post.person)
            for post in self.posts
            if post.role == role and post.agency == agency
        )
        return tuple(person for person in found if person is not None)

    def holder(self, role: str, agency: str, under: str = "") -> Person | None:
        """Who holds a role for an agency: nearest above `under` in the line, else the first named."""
        holders = self.holders(role, agency)
        above = (person for person in self.line_above(under) if person in holders)
        return next(above, next(iter(holders), None))

    def without(self, gone: frozenset[str]) -> Directory:
        """The directory as if these people were not in it: whoever deputises has what they held."""
        if not gone:
            return self
        if gone not in self._without:
            self._without[gone] = self._made_without(gone)
        return self._without[gone]

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

    def _made_without(self, gone: frozenset[str]) -> Directory:
        posts = (self._passed_on(post, gone) for post in self.posts)
        return Directory(
            self.agencies,
            tuple(self._led_past(each, gone) for each in self.people if each.id not in gone),
            tuple(dict.fromkeys(post for post in posts if post is not None)),
        )

    def _passed_on(self, post: Post, gone: frozenset[str]) -> Post | None:
        """A post, held by whoever deputises where its holder is gone."""
        if post.person not in gone:
            return post
        held = self.person(post.person)
        deputy = self.deputy_of(held) if held else None
        if held is None or deputy is None or deputy.id in gone or deputy.agency != held.agency:
            return None
        return replace(post, person=deputy.id)

    def _led_past(self, person: Person, gone: frozenset[str]) -> Person:
        """Somebody whose manager is gone is led by the next above."""
        above = (each.id for each in self.line_above(person.id) if each.id not in gone)
        manager = next(above, "") if person.manager in gone else person.manager
        return replace(person, manager=manager)

    @cached_property
    def _without(self) -> dict[frozenset[str], Directory]:
        return {}

    @cached_property
    def _by_id(self) -> dict[str, Person]:
        return {person.id: person for person in self.people}

    @cached_property
    def _by_slack(self) -> dict[str, Person]:
        return {person.slack: person for person in self.people if person.slack}

    @cached_property
    def _agencies(self) -> dict[str, Agency]:
        return {agency.id: agency for agency in self.agencies}


def names(people: Iterable[Person]) -> str:
    """Asha Patel, Tom Reed and Jo Lee."""
    listed = [person.name for person in people]
    return " and ".join([", ".join(listed[:-1]), listed[-1]] if len(listed) > 1 else listed)

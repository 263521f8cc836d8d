"""Agencies, people and the roles they hold."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

PARTNERSHIP = "partnership"


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
    return listed(person.name for person in people)


def listed(names: Iterable[str]) -> str:
    """Health, Social Care and Police."""
    found = list(names)
    return " and ".join([", ".join(found[:-1]), found[-1]] if len(found) > 1 else found)

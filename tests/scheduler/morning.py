"""Mornings of an office: the daily round made at half past seven, and what it asks told at nine."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from escalation.directory.accounts import AutomaticReply, Chain
from escalation.directory.people import Agency, Directory, Person, Post
from scheduler.daily import Daily, Made, next_round
from scheduler.errands import ErrandDelivery
from scheduler.sender import RefusedError
from scheduler.sources import Read, Standing
from tests.escalation.story import BERKSHIRE, time
from tests.scheduler.office import PEOPLE, Office, calendar

MONDAY = "Monday 2026-02-02 07:30"
TUESDAY = "Tuesday 2026-02-03 07:30"
WEDNESDAY = "Wednesday 2026-02-04 07:30"
OAK = Agency("oak", "Oak School", "school")
HEAD = Person("hana", "Hana Levy", "oak", email="hana@oak.example", slack="U0HANA", deputy="ola")
OLA = Person("ola", "Ola Berg", "oak", email="ola@oak.example", slack="U0OLA")
OAK_ROLES = ("agency_lead", "line_manager", "next_manager", "safeguarding_lead", "senior_manager")


@dataclass
class Slack:
    """The contract of a platform: everybody is there, but whom a test names."""

    name: str = "Slack"
    stands: dict[str, Standing] = field(default_factory=dict)
    addresses: dict[str, str] = field(default_factory=dict)
    faults: list[Exception] = field(default_factory=list)
    refuses: set[str] = field(default_factory=set)
    asked: list[str] = field(default_factory=list)

    def standing(self, person: Person) -> Standing:
        self.asked.append(person.id)
        if self.faults:
            raise self.faults.pop()
        if person.id in self.refuses:
            raise RefusedError("invalid_arguments")
        return self.stands.get(person.id, Standing.THERE)

    def found(self, email: str) -> str:
        if email in self.refuses:
            raise RefusedError("invalid_arguments")
        return self.addresses.get(email, "")


@dataclass
class Microsoft:
    """The contract of an organisation's accounts; away while `why_not` says so."""

    chains: dict[str, Chain] = field(default_factory=dict)
    replies: dict[str, AutomaticReply] = field(default_factory=dict)
    why_not: str = ""

    def read(
        self, people: Iterable[Person], kept: Mapping[str, Chain], holders: Collection[str]
    ) -> Read:
        if self.why_not:
            return Read(kept, None, self.why_not)
        replies = {person: reply for person, reply in self.replies.items() if person in holders}
        return Read(self.chains, replies)


@dataclass
class Morning:
    """An office whose directory is looked at."""

    office: Office
    slack: Slack = field(default_factory=Slack)
    microsoft: Microsoft = field(default_factory=Microsoft)

    def __post_init__(self) -> None:
        self.daily = Daily(
            self.office.store,
            [BERKSHIRE],
            lambda: self.office.now,
            platform=self.slack,
            organisation=self.microsoft,
        )
        self.errands = ErrandDelivery(
            self.office.store.upkeep.errands,
            self.office.platform,
            self.office.store.directory,
            lambda at: calendar(BERKSHIRE, at),
        )

    def comes(self, at: str) -> Made:
        """The round is made then; what it asks is told by the end of that day."""
        self.office.now = time(at)
        made = self.daily.make()
        self.lives_until(self.office.now.replace(hour=17))
        return made

    def lives_until(self, end: datetime) -> None:
        """Every errand that can be told by then is."""
        while (due := self.errands.next_at()) and due <= end:
            self.office.now = max(due, self.office.now)
            self.errands.deliver(self.office.now)

    def each_working_day(self, first: str, last: str) -> list[tuple[datetime, str]]:
        """The round of each working morning between two; whatever was owed, and when."""
        owed = []
        now, end = time(first), time(last)
        while now <= end:
            made = self.comes(f"{now:%A} {now:%Y-%m-%d %H:%M}")
            owed += [(now, key) for key in made.owed]
            now = next_round(now, calendar(BERKSHIRE, now))
        return owed

    def heard(self, person: str) -> list[str]:
        """What somebody has been told, in order."""
        return self.office.platform.heard(person)


def with_oak(**changes: Any) -> Directory:
    """The directory with Oak School in it, whose head holds every role."""
    return replace(
        PEOPLE,
        agencies=(*PEOPLE.agencies, replace(OAK, **changes)),
        people=(*PEOPLE.people, HEAD, OLA),
        posts=(*PEOPLE.posts, *(Post("hana", role, "oak") for role in OAK_ROLES)),
    )

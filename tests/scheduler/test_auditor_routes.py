"""The two routes of what an audit finds: neither is in the other's way, nor one disagreement in another's."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from escalation.directory.people import Directory, Person
from escalation.disagreement import Disagreement
from escalation.owing import Recipient
from escalation.words.message import Message
from scheduler import alarm_routes, recipients
from scheduler.sender import PacedError, Receipt
from storage.database import NotAnswered
from tests.scheduler.in_memory import InMemory
from tests.scheduler.inspector import Inspector, loses_moments, tampers
from tests.scheduler.office import PEOPLE, Office


@dataclass
class Pacing(InMemory):
    """A platform whose pace lets through what is urgent alone; or in which there is a fault."""

    holds_back: bool = False
    fault: Exception | None = None

    def direct(self, person: Person, urgent: bool = False) -> str:
        if self.fault and person.id == "bea":
            raise self.fault
        self._keeps_pace(urgent)
        return super().direct(person, urgent)

    def tell(
        self,
        direct: str,
        message: Message,
        reference: str,
        key: str,
        since: datetime,
        urgent: bool = False,
    ) -> Receipt:
        self._keeps_pace(urgent)
        return super().tell(direct, message, reference, key, since, urgent)

    def find_told(
        self, direct: str, key: str, since: datetime, urgent: bool = False
    ) -> Receipt | None:
        self._keeps_pace(urgent)
        return super().find_told(direct, key, since, urgent)

    def _keeps_pace(self, urgent: bool) -> None:
        if self.holds_back and not urgent:
            raise PacedError(1.0)


@pytest.fixture
def platform() -> Pacing:
    """A platform on which nothing goes wrong yet."""
    return Pacing()


@pytest.fixture
def office(tmp_path: Path, database: str, platform: Pacing) -> Iterator[Office]:
    """An office on either engine."""
    office = Office(tmp_path, platform, url=database)
    yield office
    office.ends()


def unreadable(office: Office, count: int) -> list[str]:
    """So many disagreements, delivered and then tampered with."""
    references = [office.raises() for _ in range(count)]
    office.works()
    for reference in references:
        tampers(office, reference)
    return references


def are_due(inspector: Inspector) -> list[bool]:
    """Of each thing that was found whether it is to be told again with the next audit."""
    now = inspector.office.now + timedelta(hours=1)
    found = inspector.findings.all()
    return [inspector.findings.to_be_told(each, now) is not None for each in found]


@pytest.mark.parametrize("many", [1, 20])
def test_a_fault_in_the_telling_stops_neither_the_alarm_nor_the_audit(
    office, inspector, platform, monkeypatch, many
):
    monkeypatch.setattr(alarm_routes, "MANY", many)
    unreadable(office, 3)
    platform.fault = KeyError("channel")

    assert inspector.audits() == (0, 3)
    assert len(inspector.rung) == 1
    assert are_due(inspector) == [True] * 3, "she has not been told"

    platform.fault = None
    inspector.later(hours=1)
    assert len(office.platform.heard("bea")) == min(3, many + 1)
    assert are_due(inspector) == [False] * 3


def test_it_rings_before_anything_is_told(office, inspector, platform):
    """The database goes while she is being told: whoever is outside has heard it."""
    unreadable(office, 1)
    platform.fault = NotAnswered("The database does not answer.")

    with pytest.raises(NotAnswered):
        inspector.audits()

    assert len(inspector.rung) == 1
    assert are_due(inspector) == [True]


def test_what_is_said_beside_the_record_waits_for_no_pace(office, inspector, platform):
    """Else each of them would go out an hour after the one before it."""
    unreadable(office, 5)
    platform.holds_back = True

    inspector.audits()

    assert len(office.platform.heard("bea")) == 5


def test_what_nobody_could_be_told_by_either_route_is_not_told(office, platform):
    inspector = Inspector(office, is_outside=False)
    office.raises()
    office.platform.refuses |= {"bea", "priya"}
    office.works("Tuesday 2026-04-07 09:01")
    office.works()

    inspector.audits()

    assert [what for _, what in inspector.found()] == ["unheard"]
    assert are_due(inspector) == [True]


Named = Callable[[Recipient, Disagreement, Directory], str]


def breaks_for(reference: str, named: Named) -> Named:
    """A rule with a fault, which shows in this one alone."""

    def breaks(who: Recipient, stands: Disagreement, directory: Directory) -> str:
        if stands.reference == reference:
            raise ZeroDivisionError("a fault in a rule")
        return named(who, stands, directory)

    return breaks


def test_one_that_cannot_be_examined_stops_no_other(office, inspector, monkeypatch):
    first, second, third = sorted(office.raises() for _ in range(3))
    office.works()
    people = tuple(person for person in PEOPLE.people if person.id != "priya")
    posts = tuple(post for post in PEOPLE.posts if post.person != "priya")
    office.listed(replace(PEOPLE, people=people, posts=posts))
    loses_moments(office, third)
    monkeypatch.setattr(recipients, "named", breaks_for(second, recipients.named))

    assert inspector.audits() == (1, 3)

    found = {each.reference: (each.what, each.why) for each in inspector.findings.all()}
    assert found[second] == ("ledger", "ZeroDivisionError")
    assert found[first][0] == found[third][0] == "nobody"
    assert f"{second} (ledger)" in inspector.rung[0]
    assert any(second in said for said in office.platform.heard("bea"))


def test_an_audit_that_went_through_all_is_remembered(office, inspector):
    late = office.now + timedelta(hours=9)
    office.raises()
    inspector.auditor.audit(lambda: True)
    assert not inspector.findings.audit_is_late(late, office.now), "none has ended"

    inspector.audits()

    assert inspector.findings.audit_is_late(late, office.now)
    assert not inspector.findings.audit_is_late(office.now + timedelta(hours=3), office.now)

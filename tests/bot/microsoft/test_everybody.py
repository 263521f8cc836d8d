"""A round through everybody: what was read before stays where nothing newer can be had."""

from dataclasses import dataclass

import pytest

from bot.microsoft.everybody import everybody
from escalation.people import Person
from sandbox.microsoft.settings import Account
from sandbox.microsoft.tenant import Fault
from tests.bot.microsoft.organisation import JO, KIM, SAM

SAMS = Person("sam", "Sam Reed", "health", "sam@health.example")
JOS = Person("jo", "Jo Lee", "health", "jo@health.example")
ADA = Person("ada", "Ada Ward", "care", "ada@council.example")
NAMELESS = Person("bob", "Bob Bee", "care")


@dataclass(frozen=True)
class OnTeams(Person):
    """Somebody of whom the directory has the id at Microsoft."""

    teams: str = ""


def names(found) -> dict[str, list[str]]:
    return {id: [each.name for each in chain.accounts] for id, chain in found.chains.items()}


def test_everybody_is_read_who_can_be_found(graph):
    found = everybody(graph, [SAMS, JOS, ADA, NAMELESS], {})

    assert names(found) == {"sam": ["Sam Reed", "Jo Lee", "Kim Roe"], "jo": ["Jo Lee", "Kim Roe"]}
    assert (found.gone, found.why_not) == ((), "")


def test_an_id_finds_whoever_has_another_address_by_now(graph):
    sam = OnTeams("sam", "Sam Reed", "health", "sam.old@health.example", teams=SAM.id)

    assert list(names(everybody(graph, [sam], {}))) == ["sam"]


def test_whoever_was_read_before_is_found_under_a_changed_address(graph, office):
    before = everybody(graph, [SAMS], {})
    office.tenant.changes(Account(SAM.name, SAM.id, "samuel@health.example", manager=KIM.id))

    found = everybody(graph, [SAMS], before.chains)

    assert names(found) == {"sam": ["Sam Reed", "Kim Roe"]}


def test_an_account_that_is_gone_leaves_no_line_and_is_said(graph, office):
    before = everybody(graph, [SAMS, JOS], {})
    office.tenant.loses(SAM)

    found = everybody(graph, [SAMS, JOS], before.chains)

    assert list(found.chains) == ["jo"]
    assert [account.name for account in found.gone] == ["Sam Reed"]


def test_an_account_that_was_made_anew_is_found_by_the_address(graph, office):
    before = everybody(graph, [SAMS], {})
    office.tenant.loses(SAM)
    office.tenant.changes(Account("Samuel Reed", mail=SAM.mail, manager=JO.id))

    found = everybody(graph, [SAMS], before.chains)

    assert names(found) == {"sam": ["Samuel Reed", "Jo Lee", "Kim Roe"]}
    assert found.gone == ()


@pytest.mark.parametrize("fault", [Fault(503), Fault(429, "900"), Fault(200, body="<html>")])
def test_in_an_outage_every_line_that_was_read_before_stays(graph, office, clock, fault):
    before = everybody(graph, [SAMS, JOS], {})
    clock.at = clock.at.replace(day=4)
    office.tenant.goes_wrong(fault)

    found = everybody(graph, [SAMS, JOS], before.chains)

    assert found.chains == before.chains
    assert found.gone == ()
    assert "Microsoft Graph" in found.why_not


def test_an_outage_in_the_middle_keeps_what_is_new_and_what_is_old(graph, office, clock):
    before = everybody(graph, [SAMS, JOS], {})
    clock.at = clock.at.replace(day=4)
    lines = everybody(graph, [SAMS], before.chains)
    office.tenant.goes_wrong(Fault(503))

    found = everybody(graph, [JOS], lines.chains)

    assert {id: chain.read_at.day for id, chain in found.chains.items()} == {"sam": 4, "jo": 3}


def test_a_permission_that_is_taken_away_takes_no_line_away(graph, office):
    before = everybody(graph, [SAMS, JOS], {})
    office.tenant.permissions.clear()

    found = everybody(graph, [SAMS, JOS], before.chains)

    assert found.chains == before.chains
    assert "does not let Escalate read this" in found.why_not

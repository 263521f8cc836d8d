"""A round through everybody: what was read before stays where nothing newer can be had."""

from dataclasses import dataclass
from datetime import timedelta

import pytest

from bot.microsoft.everybody import everybody
from bot.microsoft.graph import Graph
from escalation.directory.people import Person
from sandbox.microsoft.settings import Account
from sandbox.microsoft.tenant import Fault
from tests.bot.microsoft.organisation import DEEP, JO, KIM, SAM

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


MANY = tuple(
    Person(f"deep{n}", account.name, "health", f"deep{n}@health.example")
    for n, account in enumerate(DEEP)
)


def lost(office, *accounts: Account) -> None:
    """Microsoft 365 answers as if these had never been."""
    for account in accounts:
        office.tenant.loses(account)


def test_an_answer_that_knows_hardly_anybody_is_an_outage_and_takes_no_line_away(graph, office):
    before = everybody(graph, MANY[:10], {})
    lost(office, *DEEP)

    found = everybody(graph, MANY[:10], before.chains)

    assert (found.chains, found.gone) == (before.chains, ())
    assert found.why_not == (
        "Microsoft 365 no longer knew 10 of 10 people whom it knew before: that is taken for an "
        "outage of its own, and nothing is concluded from it."
    )


@pytest.mark.parametrize(
    ("known", "gone", "believed"), [(2, 2, True), (3, 3, False), (6, 3, True), (5, 3, False)]
)
def test_more_than_half_and_at_least_three_are_not_believed(graph, office, known, gone, believed):
    before = everybody(graph, MANY[:known], {})
    lost(office, *DEEP[:gone])

    found = everybody(graph, MANY[:known], before.chains)

    assert (len(found.gone), found.is_believed) == (gone if believed else 0, believed)


def test_whoever_is_new_and_has_no_account_is_nobody_who_has_left(graph, office):
    strangers = [Person(f"s{n}", f"S {n}", "care", f"s{n}@council.example") for n in range(5)]
    before = everybody(graph, [SAMS], {})
    office.tenant.loses(SAM)

    found = everybody(graph, [SAMS, *strangers], before.chains)

    assert [account.name for account in found.gone] == ["Sam Reed"]


def test_a_round_that_is_cut_short_each_day_gets_to_everybody_in_time(wires, office, clock):
    """Graph answers so many questions a day and no more: nobody's line grows old behind the others."""
    lone = [Account(f"Lone {n}", mail=f"lone{n}@health.example") for n in range(12)]
    people = [Person(f"l{n}", a.name, "health", a.upn) for n, a in enumerate(lone)]
    for account in lone:
        office.tenant.changes(account)
    strangers = [Person(f"s{n}", f"S {n}", "care", f"s{n}@council.example") for n in range(12)]
    chains = everybody(Graph(wires(), clock, automatic_replies=False), people, {}).chains

    for _ in range(12):
        clock.at += timedelta(days=1)
        office.tenant.goes_wrong(Fault(429, "900", after=9))
        graph = Graph(wires(), clock, automatic_replies=False)
        found = everybody(graph, [*people, *strangers], chains)
        assert "asked too often" in found.why_not
        chains = found.chains

    assert clock.at - min(each.read_at for each in chains.values()) < timedelta(days=7)

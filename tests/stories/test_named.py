"""Naming whom one differs with, where they cannot be chosen: by work e-mail, or as a team."""

from dataclasses import replace

import pytest

from bot import demo
from escalation.directory.cover import Shift, Team
from escalation.directory.people import Directory, Person
from storage import directory
from storage.database import reading, writing
from tests.stories.conftest import words

NEW = (
    Person("nia", "Nia Fox", "social-care", "nia@social-care.example", slack="U0NIA"),
    Person("ben", "Ben Hale", "social-care", "ben@social-care.example", slack="U0BEN"),
)


def known() -> Directory:
    """The demo's people, their agencies' domains, and the duty team of social care."""
    who = demo.people()
    domains = tuple(replace(each, domains=(f"{each.id}.example",)) for each in who.agencies)
    team = Team("duty", "Duty social work team", "social-care")
    rota = (Shift("duty", "priya-desai"), Shift("duty", "kofi-mensah"))
    return replace(who, agencies=domains, teams=(team,), shifts=rota)


@pytest.fixture
def berkshire(berkshire_of):
    """Nia and Ben are on Slack, and in no directory."""
    who = known()
    partnership = berkshire_of(replace(who, people=(*who.people, *NEW)))
    with writing(partnership.app.engine) as connection:
        at = partnership.clock.now()
        directory.replace(connection, who, who="a test", source="a test", at=at)
    return partnership


def nia(partnership) -> Person:
    """Nia, as the directory knows her now."""
    with reading(partnership.app.engine) as connection:
        found = directory.load(connection).by_email("nia@social-care.example")
    assert found
    return found


def test_a_work_email_is_enough_and_the_manager_they_name_confirms_with_one_click(berkshire):
    berkshire.raises(against="", other_email="Nia@social-care.example")

    assert berkshire.heard("Nia", "dial 999") == 1
    assert berkshire.channel_of("Nia") == berkshire.channel_of("Sam") != []
    entered = nia(berkshire)
    assert (entered.name, entered.agency, entered.slack) == ("Nia Fox", "social-care", "U0NIA")

    berkshire.presses_in_messages("Nia", "Name my manager", email="ben@social-care.example")
    berkshire.presses_in_messages("Ben", "Yes, that is me")
    assert berkshire.channel_of("Ben") == [], "they are told when it reaches them, and not before"
    assert nia(berkshire).manager == "ben@social-care.example"

    berkshire.reaches("Tuesday 2026-04-07 17:01")
    assert berkshire.heard("Ben", "you are asked to act") == 1
    assert berkshire.heard("Tom", "ESC-") == 0, "nobody is asked in the place of a known manager"


def test_an_address_on_no_agencys_domain_is_refused_at_its_field_and_nothing_typed_is_lost(
    berkshire,
):
    sam = berkshire.person("Sam")
    sam.types("/escalate")
    sam.waits_for(lambda: sam.modal, called="the first page")
    page = sam.submits(
        {
            "area": "Reading",
            "category": berkshire.category(sam),
            "other_email": "nia@gmail.example",
            "spoken": "Yes, and we still differ",
        }
    )

    assert "No agency of this partnership" in page.errors["other_email"]
    assert page.field("other_email").value == "nia@gmail.example"
    assert page.field("spoken").value == "yes"


def test_a_team_is_told_and_the_first_to_take_it_up_is_asked_from_then_on(berkshire):
    berkshire.raises(
        against="", other_team="Duty social work team (Reading Children's Social Care)"
    )

    assert [berkshire.heard(name, "your view is asked") for name in ("Priya", "Kofi")] == [1, 1]
    berkshire.presses("Kofi", "I have this")

    assert "Kofi Mensah has this" in words(berkshire.card().text)

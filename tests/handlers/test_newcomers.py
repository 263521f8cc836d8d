"""Whoever is named by an address is who the platform says they are, and takes nobody's identity."""

from dataclasses import replace

import pytest

from escalation.directory.newcomers import TAKEN, added
from escalation.directory.people import Person
from escalation.refusals import Stale
from handlers.recognising import Account
from tests.handlers.on_slack import DOMAINS, OnSlack, first, listed, raises
from tests.handlers.reception import SECOND, Reception, corrected, shown, text, told

NEW = "tom.reed@care.example"


@pytest.fixture
def desk(reception: Reception) -> Reception:
    """Slack has an address of Tom's that the directory does not have."""
    reception.office.listed(DOMAINS)
    there = OnSlack([Account("U0TOM", "Tom Reed", NEW)])
    reception.desk = replace(reception.desk, accounts=there)
    return reception


def with_agency(agency: str):
    """The directory, with Tom at another agency."""
    people = (replace(p, agency=agency) if p.id == "tom" else p for p in DOMAINS.people)
    return replace(DOMAINS, people=tuple(people))


@pytest.mark.parametrize("email", ["", "tom.old@care.example"])
def test_whoever_is_known_under_that_account_is_that_person_whatever_their_address(desk, email):
    people = (replace(p, email=email) if p.id == "tom" else p for p in DOMAINS.people)
    desk.office.listed(replace(DOMAINS, people=tuple(people)))
    before = listed(desk)

    told(raises(desk, other_email=NEW))

    (reference,) = desk.office.store.references()
    assert desk.office.store.disagreement(reference).sides[1].practitioner == "tom"
    assert listed(desk) == before
    assert before.on_slack("U0TOM") == before.person("tom")


def test_under_an_address_of_another_agency_they_are_refused_at_its_field(desk):
    desk.office.listed(with_agency("police"))

    refused = corrected(first(desk, other_email=NEW))

    assert refused.field == "other_email"
    assert "at another agency than that of the address" in refused.sentence
    assert listed(desk).by_email(NEW) is None


def test_somebody_of_ones_own_agency_is_refused_at_the_field_of_the_address(desk):
    desk.desk.accounts.people.append(Account("U0JO", "Jo Lee", "jo.lee@health.example"))

    refused = corrected(first(desk, other_email="jo.lee@health.example"))

    assert (refused.field, "your own line manager" in refused.sentence) == ("other_email", True)


def test_two_addresses_of_one_newcomer_are_one_person(desk):
    people = [Account("U0ASHA", "Asha Khan", f"{each}@police.example") for each in ("asha", "ak")]
    desk.desk.accounts.people.extend(people)

    for address in ("asha", "ak"):
        told(raises(desk, other_email=f"{address}@police.example"))

    asha = listed(desk).on_slack("U0ASHA")
    assert [each.slack for each in listed(desk).people].count("U0ASHA") == 1
    sides = {
        desk.office.store.disagreement(each).sides[1].practitioner
        for each in desk.office.store.references()
    }
    assert sides == {asha.id}


def test_nobody_enters_the_directory_under_an_account_that_is_taken():
    assert DOMAINS.on_slack("U0TOM")
    another = Person(NEW, "Tom Reed", "care", NEW, slack="U0TOM", named_by="sam")

    with pytest.raises(Stale) as refused:
        added(DOMAINS, another)

    assert refused.value.sentence == TAKEN
    fresh = replace(another, slack="U0FRESH")
    with pytest.raises(Stale):
        added(DOMAINS, fresh, replace(fresh, id="tr@care.example"))
    assert added(DOMAINS, replace(another, slack=""), Person("x", "X", "care")).person(NEW)


def test_the_preview_names_them_and_says_of_nobody_that_they_are_not_there(desk):
    second = shown(first(desk, other_email=NEW))

    preview = text(shown(desk.sends("sam", second, SECOND)))

    assert any("Told now" in line and "Tom" in line for line in preview.splitlines())
    assert "no account here" not in preview

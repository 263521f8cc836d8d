"""What the daily round hears of Microsoft 365: lines of managers, mailboxes that answer, and outages."""

import pytest

from bot.microsoft.people import MicrosoftPeople
from escalation.directory.people import Person
from sandbox.microsoft.settings import Account
from sandbox.microsoft.tenant import Fault
from tests.bot.microsoft.organisation import JO, SAM

SAMS = Person("sam", "Sam Reed", "health", "sam@health.example")
JOS = Person("jo", "Jo Lee", "health", "jo@health.example")


@pytest.fixture
def source(settings, clock):
    return MicrosoftPeople(settings, clock)


def test_the_line_above_each_person_is_read(source):
    read = source.read([SAMS, JOS], {}, ["jo"])

    assert {id: chain.person.name for id, chain in read.chains.items()} == {
        "sam": SAM.name,
        "jo": JO.name,
    }
    assert (dict(read.replies), read.why_not) == ({}, "")


def test_the_mailboxes_of_those_who_hold_a_role_are_asked_and_no_others(source, office):
    for account, mail in ((SAM, SAM.mail), (JO, JO.mail)):
        replies = {"status": "alwaysEnabled"}
        office.tenant.changes(Account(account.name, account.id, mail, automatic_replies=replies))

    read = source.read([SAMS, JOS], {}, ["jo"])

    assert read.replies is not None
    assert list(read.replies) == ["jo"]


def test_in_an_outage_the_last_lines_stay_and_of_mailboxes_nothing_is_known(source, office):
    before = source.read([SAMS, JOS], {}, ["jo"])
    office.tenant.goes_wrong(Fault(503, times=50))

    read = source.read([SAMS, JOS], before.chains, ["jo"])

    assert read.chains == before.chains
    assert read.replies is None
    assert "Microsoft Graph" in read.why_not


def test_where_mailboxes_may_not_be_asked_none_answers(settings, clock):
    quiet = settings.model_copy(update={"graph_automatic_replies": False})

    assert MicrosoftPeople(quiet, clock).read([JOS], {}, ["jo"]).replies == {}


def test_of_an_organisation_that_seems_empty_nothing_is_believed_of_mailboxes_either(
    source, office
):
    people = [SAMS, JOS, Person("kim", "Kim Roe", "health", "kim@health.example")]
    before = source.read(people, {}, ["jo"])
    office.tenant.people.clear()

    read = source.read(people, before.chains, ["jo"])

    assert (read.chains, read.replies) == (before.chains, None)
    assert "no longer knew 3 of 3 people" in read.why_not

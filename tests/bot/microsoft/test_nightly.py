"""What the daily round hears of Microsoft 365: lines of managers, mailboxes that answer, and outages."""

import pytest

from bot.microsoft.nightly import MicrosoftPeople
from escalation.people import Person
from sandbox.microsoft.settings import Account
from sandbox.microsoft.tenant import Fault
from tests.bot.microsoft.organisation import JO, SAM

SAMS = Person("sam", "Sam Reed", "health", "sam@health.example")
JOS = Person("jo", "Jo Lee", "health", "jo@health.example")


@pytest.fixture
def nightly(settings, clock):
    return MicrosoftPeople(settings, clock)


def test_the_line_above_each_person_is_read(nightly):
    read = nightly.read([SAMS, JOS], {}, ["jo"])

    assert {id: chain.person.name for id, chain in read.chains.items()} == {
        "sam": SAM.name,
        "jo": JO.name,
    }
    assert (dict(read.replies), read.why_not) == ({}, "")


def test_the_mailboxes_of_those_who_hold_a_role_are_asked_and_no_others(nightly, office):
    for account, mail in ((SAM, SAM.mail), (JO, JO.mail)):
        replies = {"status": "alwaysEnabled"}
        office.tenant.changes(Account(account.name, account.id, mail, automatic_replies=replies))

    read = nightly.read([SAMS, JOS], {}, ["jo"])

    assert read.replies is not None
    assert list(read.replies) == ["jo"]


def test_in_an_outage_the_last_lines_stay_and_of_mailboxes_nothing_is_known(nightly, office):
    before = nightly.read([SAMS, JOS], {}, ["jo"])
    office.tenant.goes_wrong(Fault(503, times=50))

    read = nightly.read([SAMS, JOS], before.chains, ["jo"])

    assert read.chains == before.chains
    assert read.replies is None
    assert "Microsoft Graph" in read.why_not


def test_where_mailboxes_may_not_be_asked_none_answers(settings, clock):
    quiet = settings.model_copy(update={"graph_automatic_replies": False})

    assert MicrosoftPeople(quiet, clock).read([JOS], {}, ["jo"]).replies == {}

"""The check of an installation: each way is tried, and what works is said in sentences."""

import pytest
from pydantic import SecretStr

from bot.microsoft.doctor import doctor
from sandbox.microsoft.settings import Settings
from sandbox.microsoft.tenant import Fault

WORKS = ("The login works.", "People can be read.")
ONE, ALL = "Managers can be read one by one.", "Managers can be read all at once."
NOT_ONE = "Managers cannot be read one by one (Authorization_RequestDenied)."
NOT_ALL = "Managers cannot be read all at once (Authorization_RequestDenied)."
REPLIES = "Automatic replies can be read."


@pytest.mark.parametrize(
    ("refused", "said"),
    [
        ((), (ONE, ALL, "Escalate reads them one by one.")),
        (("expand",), (ONE, NOT_ALL, "Escalate reads them one by one.")),
        (("manager",), (NOT_ONE, ALL, "Escalate reads them all at once.")),
    ],
)
def test_either_way_of_reading_managers_is_enough(wire, office, refused, said):
    office.tenant.refuses.update(refused)

    found = doctor(wire, automatic_replies=True)

    assert found.sentences == (*WORKS, *said, REPLIES)
    assert found.is_usable


def test_without_any_way_it_is_not_usable(wire, office):
    office.tenant.refuses.update({"manager", "expand"})

    found = doctor(wire, automatic_replies=True)

    assert found.sentences[2:4] == (NOT_ONE, NOT_ALL)
    assert found.sentences[-1].startswith("No way of reading managers works: give the application")
    assert not found.is_usable


def test_a_missing_permission_for_people_is_named(wire, office):
    office.tenant.permissions.discard("User.Read.All")

    found = doctor(wire, automatic_replies=True)

    assert found.sentences[-1] == (
        "People cannot be read (Authorization_RequestDenied): give the application the permission "
        "User.Read.All, and an administrator's consent."
    )
    assert not found.is_usable


def test_a_missing_permission_for_mailboxes_stops_nothing(wire, office):
    office.tenant.permissions.discard("MailboxSettings.Read")

    found = doctor(wire, automatic_replies=True)

    assert found.sentences[-1].startswith("Automatic replies cannot be read (ErrorAccessDenied)")
    assert found.is_usable


def test_mailboxes_that_are_not_wanted_are_not_tried(wire, office):
    found = doctor(wire, automatic_replies=False)

    assert found.sentences[-1].startswith("Automatic replies are not asked for")
    assert [each for each in office.tenant.asked if "mailbox" in each] == []


def test_what_limited_permissions_hide_is_said(wire, office):
    people = '{"value": [{"id": "%s", "accountEnabled": null}]}'
    id = next(iter(office.tenant.people))
    office.tenant.goes_wrong(Fault(200, body=people % id))

    found = doctor(wire, automatic_replies=False)

    assert found.sentences[2].startswith("Whether an account is disabled is hidden")
    assert found.is_usable


def test_an_organisation_without_anybody_is_the_wrong_one(wire, office):
    office.serves(Settings(()))

    assert doctor(wire, automatic_replies=False).sentences == (
        "The login works.",
        "The organisation has no account at all: is it the right tenant?",
    )


def test_an_outage_is_said_after_what_was_found_before_it(wire, office):
    wire.log_in()
    office.tenant.goes_wrong(Fault(503))

    found = doctor(wire, automatic_replies=False)

    assert found.sentences == (WORKS[0], "Microsoft Graph is not at work (it answered 503).")
    assert not found.is_usable


def test_a_login_that_refuses_is_all_there_is_to_say(wires):
    found = doctor(wires(graph_client_secret=SecretStr("wrong")), automatic_replies=False)

    assert found.sentences == (
        "Microsoft's login refuses: the secret is wrong: see ESCALATE_GRAPH_CLIENT_SECRET.",
    )

"""Whether somebody's Slack account is still in use, and whose e-mail address it is: asked one by one."""

import pytest
from slack_sdk.web import SlackResponse

from bot.slack import wire_people
from bot.slack.wire import SlackSender
from escalation.directory.people import Agency, Directory, Person
from sandbox.server import serve
from sandbox.settings import Person as Sandboxed
from sandbox.settings import Settings
from scheduler.daily import Daily
from scheduler.sender import RefusedError, TryAgainError
from scheduler.sources import Standing
from tests.bot.slack.conftest import TOKEN, known, settings
from tests.escalation.story import BERKSHIRE
from tests.scheduler.office import Office

NOWHERE = "http://127.0.0.1:1"


@pytest.mark.parametrize(
    ("person", "standing"),
    [
        (known("grace"), Standing.THERE),
        (known("gone"), Standing.DEACTIVATED),
        (Person("x", "Nobody", "health", slack="U0NOBODY"), Standing.UNKNOWN),
    ],
    ids=["there", "deactivated", "unknown"],
)
def test_an_account_is_there_or_deactivated_or_not_known(sender, person, standing):
    assert sender.people().standing(person) is standing


@pytest.mark.parametrize(
    ("account", "standing"),
    [
        ({"deleted": False, "is_restricted": True}, Standing.THERE),
        ({"is_restricted": True, "is_ultra_restricted": True}, Standing.LIMITED),
        ({"deleted": True, "is_ultra_restricted": True}, Standing.DEACTIVATED),
    ],
    ids=["guest", "guest of one channel", "guest who left"],
)
def test_only_a_guest_of_one_channel_cannot_be_let_into_another(account, standing):
    answer = SlackResponse(
        client=None,
        http_verb="POST",
        api_url="users.info",
        req_args={},
        data={"ok": True, "user": account},
        headers={},
        status_code=200,
    )

    assert wire_people._standing(answer) is standing


def test_whoever_has_an_address_is_found_and_who_has_left_is_not(sender):
    people = sender.people()

    assert people.found("grace@health.example") == "U0GRACE"
    assert people.found("gone@council.example") == ""
    assert people.found("nobody@health.example") == ""


def test_the_daily_round_takes_nobodys_identity_from_another_workspace(tmp_path):
    """By Slack Connect, whoever keeps another workspace may show any address they like."""
    stranger = Sandboxed("U0ELSE", "Not Ann", "ann@health.example", team="T0ELSEWHERE")
    serving = serve(Settings(people=(stranger,), bot_token=TOKEN))
    office = Office(tmp_path)
    people = (Person("ann", "Ann Bell", "health", email="ann@health.example"),)
    office.listed(Directory((Agency("health", "Health trust", "health"),), people))
    try:
        slack = SlackSender(settings(serving.url, tmp_path)).people()
        assert slack.found("ann@health.example") == ""
        Daily(office.store, [BERKSHIRE], lambda: office.now, platform=slack).make()
    finally:
        serving.stop()

    ann = office.store.directory(office.now).person("ann")
    assert ann
    assert ann.slack == ""


def test_an_account_is_known_by_its_identity_and_by_its_address(sender):
    people = sender.people()
    grace = people.of("U0GRACE")

    assert grace
    assert (grace.identity, grace.email) == ("U0GRACE", "grace@health.example")
    assert people.with_email("grace@health.example") == grace


@pytest.mark.parametrize("identity", ["U0GONE", "U0NOBODY"])
def test_whoever_has_left_or_never_was_is_nobody(sender, identity):
    assert sender.people().of(identity) is None
    assert sender.people().with_email(f"{identity}@council.example") is None


def test_somebody_without_an_identity_is_not_asked_about(sender):
    with pytest.raises(RefusedError):
        sender.people().standing(Person("x", "X", "health"))


def test_where_slack_does_not_answer_that_is_no_answer(tmp_path):
    people = SlackSender(settings(NOWHERE, tmp_path)).people()

    with pytest.raises(TryAgainError):
        people.standing(known("grace"))
    with pytest.raises(TryAgainError):
        people.found("grace@health.example")
    assert people.of("U0GRACE") is None
    assert people.with_email("grace@health.example") is None


ELSEWHERE = {"id": "U0BEA", "team_id": "T0SANDBOX", "profile": {"email": "bea@office.example"}}


@pytest.mark.parametrize(
    ("account", "is_ours"),
    [
        ({}, True),
        ({"is_restricted": True}, True),
        ({"is_restricted": True, "is_ultra_restricted": True}, True),
        ({"team_id": "T0OTHER"}, False),
        ({"team_id": "T0OTHER", "is_stranger": True, "is_restricted": True}, False),
        ({"is_stranger": True}, False),
        ({"team_id": None}, False),
        ({"deleted": True}, False),
        ({"is_bot": True}, False),
        ({"profile": {}}, False),
    ],
    ids=[
        *("ours", "a guest of ours", "a guest of one channel", "another workspace's"),
        *("by Slack Connect", "a stranger", "of no workspace", "left", "an app", "no address"),
    ],
)
def test_only_an_account_of_our_own_workspace_is_anybody(sender, account, is_ours):
    """Whoever keeps another workspace may give an account there any address they like."""
    answer = SlackResponse(
        client=None,
        http_verb="POST",
        api_url="users.info",
        req_args={},
        data={"ok": True, "user": {**ELSEWHERE, **account}},
        headers={},
        status_code=200,
    )

    assert (sender.people()._own(answer) is not None) is is_ours


def test_whoever_waits_for_an_answer_does_not_wait_long_for_slack(sender):
    people = sender.people_at_once()

    assert people.of("U0GRACE") == sender.people().of("U0GRACE")
    assert people._client.timeout * 2 <= 2

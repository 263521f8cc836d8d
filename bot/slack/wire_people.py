"""Who is on Slack: whether an account is still in use, and whose e-mail address it is."""

from collections.abc import Mapping
from typing import Any

import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.slack.wire_channels import slack_of
from bot.slack.wire_failing import code, told_plainly
from bot.slack.wire_pacing import PacedClient
from escalation.directory.people import Person
from handlers.recognising import Account
from scheduler.sender import RefusedError, TryAgainError
from scheduler.sources import Standing

log = structlog.get_logger()

NOT_THERE = {"user_not_found", "user_not_visible"}
NOBODY = "users_not_found"


class SlackPeople:
    """One account at a time, at Slack's own pace; it never asks for the list of members."""

    name = "Slack"

    def __init__(self, client: PacedClient) -> None:
        self._client = client
        self._team = ""

    def standing(self, person: Person) -> Standing:
        """What somebody's account is; somebody of another organisation may be there too."""
        with told_plainly(repeatable=True):
            try:
                answer = self._client.users_info(user=slack_of(person))
            except SlackApiError as fault:
                if code(fault) not in NOT_THERE:
                    raise
                return Standing.UNKNOWN
        return _standing(answer)

    def found(self, email: str) -> str:
        """The ID of whoever of our own workspace has this address; nothing where nobody has, or they
        have left."""
        with told_plainly(repeatable=True):
            try:
                account = self._own(self._client.users_lookupByEmail(email=email))
            except SlackApiError as fault:
                if code(fault) != NOBODY:
                    raise
                return ""
        return account.identity if account else ""

    def of(self, identity: str) -> Account | None:
        """Whose account this is; nobody where Slack does not say now, or they have left."""
        try:
            with told_plainly(repeatable=True):
                return self._own(self._client.users_info(user=identity))
        except (RefusedError, TryAgainError) as fault:
            log.info("an account was not found", platform="slack", error=fault.why)
            return None

    def with_email(self, email: str) -> Account | None:
        """Who has this address; nobody where Slack does not say now, or they have left."""
        try:
            with told_plainly(repeatable=True):
                return self._own(self._client.users_lookupByEmail(email=email))
        except (RefusedError, TryAgainError) as fault:
            log.info("an account was not found", platform="slack", error=fault.why)
            return None

    def _own(self, answer: SlackResponse) -> Account | None:
        """An account of our own workspace; another's says of itself what its own people let it."""
        account = _account(answer["user"])
        if account is None or answer["user"].get("is_stranger"):
            return None
        self._team = self._team or str(self._client.auth_test()["team_id"])
        return account if answer["user"].get("team_id") == self._team else None


def _account(found: Mapping[str, Any]) -> Account | None:
    """Slack lets nobody set an address that they have not confirmed."""
    profile = found.get("profile") or {}
    if found.get("deleted") or found.get("is_bot") or not profile.get("email"):
        return None
    name = str(profile.get("real_name") or found.get("name") or "")
    return Account(str(found["id"]), name, str(profile["email"]))


def _standing(answer: SlackResponse) -> Standing:
    account = answer["user"]
    if account.get("deleted"):
        return Standing.DEACTIVATED
    return Standing.LIMITED if account.get("is_ultra_restricted") else Standing.THERE

"""Who is on Slack: whether an account is still in use, and whose e-mail address it is."""

from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.slack.wire_channels import slack_of
from bot.slack.wire_failing import code, told_plainly
from bot.slack.wire_pacing import PacedClient
from escalation.people import Person
from scheduler.sources import Standing

NOT_THERE = {"user_not_found", "user_not_visible"}
NOBODY = "users_not_found"


class SlackPeople:
    """One account at a time, at Slack's own pace; it never asks for the list of members."""

    name = "Slack"

    def __init__(self, client: PacedClient) -> None:
        self._client = client

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
        """The ID of whoever has this address; nothing where nobody has, or where they have left."""
        with told_plainly(repeatable=True):
            try:
                return str(self._client.users_lookupByEmail(email=email)["user"]["id"])
            except SlackApiError as fault:
                if code(fault) != NOBODY:
                    raise
                return ""


def _standing(answer: SlackResponse) -> Standing:
    account = answer["user"]
    if account.get("deleted"):
        return Standing.DEACTIVATED
    return Standing.LIMITED if account.get("is_ultra_restricted") else Standing.THERE

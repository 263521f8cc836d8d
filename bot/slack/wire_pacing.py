"""Keeping to Slack's limits: each call waits for its method's and its channel's turn, whoever calls."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any, Protocol

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.slack.wire_failing import is_too_fast, retry_after
from scheduler.sender import PacedError

# Of each method, the time between two calls; tier 2 is 20 a minute, tier 3 is 50, tier 4 is 100:
# https://docs.slack.dev/apis/web-api/rate-limits. What is not named here is called seldom.
TIER_2, TIER_3, TIER_4 = (timedelta(minutes=1) / calls for calls in (20, 50, 100))
SEVERAL_HUNDRED = timedelta(minutes=1) / 300
INTERVALS: Mapping[str, timedelta] = {
    "chat.delete": TIER_3,
    "chat.postMessage": SEVERAL_HUNDRED,
    "chat.update": TIER_3,
    "conversations.archive": TIER_2,
    "conversations.create": TIER_2,
    "conversations.history": TIER_3,
    "conversations.invite": TIER_3,
    "conversations.kick": TIER_3,
    "conversations.list": TIER_2,
    "conversations.open": TIER_3,
    "conversations.replies": TIER_3,
    "conversations.setTopic": TIER_2,
    "files.completeUploadExternal": TIER_4,
    "files.getUploadURLExternal": TIER_4,
    "users.info": TIER_4,
    "users.lookupByEmail": TIER_3,
}
A_SECOND = timedelta(seconds=1)
IN_A_CHANNEL = {"chat.postMessage", "chat.update", "files.completeUploadExternal"}
# Nearly everything that is owed needs this one: while it is not free, there is little else to do.
FOR_ALL = "chat.postMessage"
# For so long a worker waits itself; for longer, what it has in hand is put back. What has been begun
# is rather waited for: put back, it would begin again.
SHORT, BEGUN = timedelta(seconds=2), timedelta(seconds=10)


class Pacing(Protocol):
    """Who may call when; `storage/pace.py` keeps it for all workers together."""

    def take(self, lanes: Mapping[str, timedelta]) -> dict[str, timedelta]:
        """How long each of these that is not free will not be; none: all are now taken."""
        ...

    def hold(self, lane: str, wait: timedelta) -> None:
        """Nobody takes it for so long."""
        ...


class PacedClient(WebClient):
    """Slack's client, of which every call keeps to the pace."""

    def __init__(
        self, pace: Pacing, *, begun: bool, wait: Callable[[float], None], **given: Any
    ) -> None:
        """`begun`: for the rest of what has been done in part already."""
        super().__init__(**given, retry_handlers=[])
        self._pace = pace
        self._begun = begun
        self._wait = wait

    def api_call(self, api_method: str, **given: Any) -> SlackResponse:
        """Once it is its turn; if Slack says otherwise, nobody calls this method for as long."""
        self._takes_turn(api_method, given.get("json") or given.get("params") or {})
        try:
            return super().api_call(api_method, **given)
        except SlackApiError as fault:
            if is_too_fast(fault):
                after = timedelta(seconds=retry_after(fault) or A_SECOND.total_seconds())
                self._pace.hold(_method(api_method), after)
            raise

    def _takes_turn(self, method: str, given: Mapping[str, Any]) -> None:
        lanes, waited = _lanes(method, given), timedelta()
        while waits := self._pace.take(lanes):
            longest, for_all = max(waits.values()), waits.keys() == {_method(FOR_ALL)}
            waited += longest
            if waited > (BEGUN if self._begun else SHORT if for_all else timedelta()):
                raise PacedError(longest.total_seconds(), all_wait=for_all)
            self._wait(longest.total_seconds())


class Urgently:
    """What cannot wait waits for no pace of ours; what Slack says of it, everybody else hears."""

    def __init__(self, pace: Pacing) -> None:
        self._pace = pace

    def take(self, lanes: Mapping[str, timedelta]) -> dict[str, timedelta]:
        """Everything is free."""
        return {}

    def hold(self, lane: str, wait: timedelta) -> None:
        """Nobody else takes it for so long."""
        self._pace.hold(lane, wait)


def _lanes(method: str, given: Mapping[str, Any]) -> dict[str, timedelta]:
    lanes = {_method(method): INTERVALS[method]} if method in INTERVALS else {}
    channel = given.get("channel") or given.get("channel_id")
    if method in IN_A_CHANNEL and channel:
        lanes[f"slack:{channel}"] = A_SECOND
    return lanes


def _method(method: str) -> str:
    return f"slack:{method}"

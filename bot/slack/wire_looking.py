"""Looking things up on Slack: what is there already, by the key it was sent with."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

from slack_sdk import WebClient
from slack_sdk.web import SlackResponse

Found = dict[str, Any]

TELLING = "escalate_telling"
PAGE = 200
MOST_CHANNELS = 1000
# Slack's clock and ours may differ, though not by much: else it would refuse what it is sent.
DIFFER = timedelta(minutes=10)


class Looking:
    """Reads what the app can see, page by page."""

    def __init__(self, client: WebClient, further: WebClient) -> None:
        """`further` is asked once a look-up has begun."""
        self._client = client
        self._further = further

    def thread(self, channel: str, root: str, since: datetime | None = None) -> Iterator[Found]:
        """A root and everything said in its thread, oldest first; of the replies, those since then."""
        return self._rows(
            lambda client: client.conversations_replies,
            "messages",
            channel=channel,
            ts=root,
            include_all_metadata=True,
            limit=PAGE,
            **_from(since),
        )

    def said(self, channel: str, since: datetime | None = None) -> Iterator[Found]:
        """Everything said in a conversation outside threads, newest first; all of it since then."""
        return self._rows(
            lambda client: client.conversations_history,
            "messages",
            channel=channel,
            include_all_metadata=True,
            limit=PAGE,
            **_from(since),
        )

    def channel_of_ours(self, names: list[str]) -> Found | None:
        """A private channel with one of these names that the app itself has made."""
        us = self._client.auth_test()["user_id"]
        held = self._rows(
            lambda client: client.conversations_list,
            "channels",
            types="private_channel",
            exclude_archived=True,
            limit=MOST_CHANNELS,
        )
        ours = (each for each in held if each["name"] in names and each.get("creator") == us)
        return next(ours, None)

    def shares(self, channel: str, file: str, since: datetime) -> bool:
        """Whether a file, by its own id, has been shared in a conversation since then."""
        said = self.said(channel, since)
        return any(each["id"] == file for message in said for each in message.get("files") or [])

    def _rows(
        self, ask: Callable[[WebClient], Callable[..., SlackResponse]], what: str, **given: Any
    ) -> Iterator[Found]:
        answer = ask(self._client)(**given)
        yield from answer[what]
        while cursor := (answer.get("response_metadata") or {}).get("next_cursor") or "":
            answer = ask(self._further)(**given, cursor=cursor)
            yield from answer[what]


def _from(since: datetime | None) -> dict[str, str]:
    return {"oldest": f"{(since - DIFFER).timestamp():.6f}"} if since else {}


def key_of(message: Found) -> str:
    """The key that the app sent a message with, if it was the app."""
    about = message.get("metadata") or {}
    ours = message.get("bot_id") and about.get("event_type") == TELLING
    return str(about["event_payload"].get("key")) if ours else ""


def with_key(said: Iterable[Found], key: str) -> str | None:
    """The message that was sent with this key."""
    return next((str(each["ts"]) for each in said if key_of(each) == key), None)

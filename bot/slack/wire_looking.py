"""Looking things up on Slack: what is there already, by the key it was sent with."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from slack_sdk import WebClient
from slack_sdk.web import SlackResponse

Found = dict[str, Any]

TELLING = "escalate_telling"
PAGE = 200
LOOKED_BACK = 1000


class Looking:
    """Reads what the app can see, page by page."""

    def __init__(self, client: WebClient) -> None:
        self._client = client

    def thread(self, channel: str, root: str) -> Iterator[Found]:
        """A root and everything said in its thread, oldest first."""
        return self._rows(
            self._client.conversations_replies,
            "messages",
            channel=channel,
            ts=root,
            include_all_metadata=True,
            limit=PAGE,
        )

    def said(self, channel: str) -> Iterator[Found]:
        """Everything said in a conversation outside threads, newest first."""
        return self._rows(
            self._client.conversations_history,
            "messages",
            channel=channel,
            include_all_metadata=True,
            limit=PAGE,
        )

    def newest(self, channel: str) -> Iterator[Found]:
        """The newest of a conversation: what was sent and not heard back from is among these."""
        return islice(self.said(channel), LOOKED_BACK)

    def channel_of_ours(self, names: list[str]) -> Found | None:
        """A private channel with one of these names that the app itself has made."""
        us = self._client.auth_test()["user_id"]
        held = self._rows(
            self._client.conversations_list,
            "channels",
            types="private_channel",
            exclude_archived=True,
            limit=LOOKED_BACK,
        )
        ours = (each for each in held if each["name"] in names and each.get("creator") == us)
        return next(ours, None)

    def file(self, channel: str, name: str, size: int) -> str | None:
        """A file that the app has shared in a conversation: Slack keeps no key with a file."""
        for message in self.newest(channel):
            for file in message.get("files") or []:
                if message.get("bot_id") and (file.get("name"), file.get("size")) == (name, size):
                    return str(file["id"])
        return None

    def _rows(self, ask: Callable[..., SlackResponse], what: str, **given: Any) -> Iterator[Found]:
        cursor = ""
        while True:
            answer = ask(**given, **({"cursor": cursor} if cursor else {}))
            yield from answer[what]
            if not (cursor := (answer.get("response_metadata") or {}).get("next_cursor") or ""):
                return


def key_of(message: Found) -> str:
    """The key that the app sent a message with, if it was the app."""
    about = message.get("metadata") or {}
    ours = message.get("bot_id") and about.get("event_type") == TELLING
    return str(about["event_payload"].get("key")) if ours else ""


def with_key(said: Iterable[Found], key: str) -> str | None:
    """The message that was sent with this key."""
    return next((str(each["ts"]) for each in said if key_of(each) == key), None)

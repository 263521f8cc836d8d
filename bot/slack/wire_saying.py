"""Saying something on Slack, in one spot: each thing once, under a key by which it is found again."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.slack import cards
from bot.slack.cards import Card
from bot.slack.wire_failing import code
from bot.slack.wire_looking import TELLING, Found, Looking, key_of, with_key
from escalation.words.message import Message

TOO_MUCH = {"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "msg_too_long"}


@dataclass(frozen=True)
class Spot:
    """A channel, or a thread in it, and since when what is looked for there may have been said."""

    channel: str
    root: str = ""
    since: datetime | None = None


class Saying:
    """Says things, and finds what was said."""

    def __init__(self, client: WebClient, further: WebClient) -> None:
        """`further` is asked once something has begun."""
        self._client = client
        self._further = further
        self._looking = Looking(client, further)

    def say(self, to: Spot, message: Message, reference: str, key: str) -> str:
        """In one message, or in several of which the last has the key: found means that all are there."""
        *before, last = cards.pages(message, reference)
        held = {key_of(each) for each in self._said(to)} if before else set()
        client = self._client
        for number, page in enumerate(before, start=1):
            if (own := f"{key}/{number}") not in held:
                self._post(client, to, page, message, reference, own)
                client = self._further
        return self._post(client, to, last, message, reference, key)

    def card(self, channel: str, message: Message, reference: str, key: str) -> str:
        """A card, in one message whatever its length."""
        drawn = cards.card(message, reference)
        return self._post(self._client, Spot(channel), drawn, message, reference, key)

    def all_of(self, channel: str, drawn: Card, key: str) -> str:
        """What is about several disagreements, in one message or not at all."""
        return self._posted(self._client, Spot(channel), drawn, "", key)

    def found(self, at: Spot, key: str) -> str | None:
        """The message that was sent with this key, if it was accepted."""
        return with_key(self._said(at), key)

    def _said(self, at: Spot) -> Iterator[Found]:
        if at.root:
            return self._looking.thread(at.channel, at.root, at.since)
        return self._looking.said(at.channel, at.since)

    def _post(
        self, client: WebClient, to: Spot, page: Card, message: Message, reference: str, key: str
    ) -> str:
        try:
            return self._posted(client, to, page, reference, key)
        except SlackApiError as fault:
            if code(fault) not in TOO_MUCH:
                raise
            return self._posted(self._further, to, cards.bare(message, reference), reference, key)

    def _posted(self, client: WebClient, to: Spot, page: Card, reference: str, key: str) -> str:
        sent = client.chat_postMessage(
            channel=to.channel,
            thread_ts=to.root or None,
            text=page.text,
            blocks=page.blocks,
            metadata={
                "event_type": TELLING,
                "event_payload": {"key": key, "reference": reference},
            },
            unfurl_links=False,
            unfurl_media=False,
        )
        return str(sent["ts"])

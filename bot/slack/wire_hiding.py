"""Hiding on Slack: what the app itself has said in a thread is said there no more, found by its key."""

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.slack import cards
from bot.slack.cards import Card
from bot.slack.wire_failing import code
from bot.slack.wire_looking import Found, Looking, key_of
from bot.slack.wire_saying import Spot
from escalation.words.message import Message

GONE = {"message_not_found"}
# A workspace may let no message be changed after a while: it may still be deleted.
UNCHANGEABLE = {"edit_window_closed", "cant_update_message"}


class Hiding:
    """Puts one message in the place of another; done twice, it is as if done once."""

    def __init__(self, client: WebClient, further: WebClient) -> None:
        """`further` is asked once something has begun."""
        self._further = further
        self._looking = Looking(client, further)

    def hide(self, at: Spot, message: Message, reference: str, key: str) -> None:
        """Each page of what was said with this key; what is not there, or hidden already, is well."""
        drawn = cards.card(message, reference)
        said = list(self._looking.thread(at.channel, at.root, at.since))
        for each in said:
            if key_of(each) == key or key_of(each).startswith(f"{key}/"):
                self._over(at.channel, each, drawn)

    def _over(self, channel: str, said: Found, drawn: Card) -> None:
        there = {"channel": channel, "ts": said["ts"]}
        try:
            self._further.chat_update(**there, text=drawn.text, blocks=drawn.blocks)
        except SlackApiError as fault:
            if code(fault) in UNCHANGEABLE:
                self._further.chat_delete(**there)
            elif code(fault) not in GONE:
                raise

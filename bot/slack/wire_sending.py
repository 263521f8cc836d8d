"""Sending to Slack: everything that is owed to people there, under keys by which it is found again."""

import time
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import partial

from slack_sdk.errors import SlackApiError

from bot.config import Config
from bot.slack import cards, reading, wire_files
from bot.slack.cards import Card
from bot.slack.wire_channels import Channels, slack_of
from bot.slack.wire_failing import OURS, code, told_plainly
from bot.slack.wire_hiding import Hiding
from bot.slack.wire_looking import Found, Looking
from bot.slack.wire_pacing import PacedClient, Pacing, Urgently
from bot.slack.wire_people import SlackPeople
from bot.slack.wire_saying import TOO_MUCH, Saying, Spot
from escalation.directory.people import Directory, Person
from escalation.words.card import archived
from escalation.words.message import Message
from handlers.request import Request
from scheduler.sender import Notice, PlaceOf, Receipt, RefusedError, TryAgainError
from storage.pace import Unpaced

NOT_OURS = "Slack does not accept the bot token ({})."
SILENT = "Slack cannot be reached now; it is tried again."
SHORTLY = 1  # seconds for one call; whoever is asked about needs two calls at most
AN_HOUR = 3600.0  # how long a conversation is known: whoever has left since is noticed then


class SlackSender:
    """The platform as delivery sees it; nothing is repeated here that Slack may have accepted."""

    def __init__(
        self,
        config: Config,
        directory: Callable[[], Directory] = Directory,
        *,
        pace: Pacing | None = None,
        timeout: int = 10,
        wait: Callable[[float], None] = time.sleep,
        stopwatch: Callable[[], float] = time.monotonic,
    ) -> None:
        """`pace` is kept together with all other workers; without one, nothing waits."""
        pace = pace or Unpaced()
        client = partial(
            PacedClient,
            token=config.slack_bot_token.get_secret_value(),
            base_url=config.slack_api_url,
            timeout=timeout,
            wait=wait,
        )
        self._client = client(pace, begun=False)
        self._further = client(pace, begun=True)
        self._at_once = client(Urgently(pace), begun=True)
        self._short = client(Urgently(pace), begun=True, timeout=min(timeout, SHORTLY))
        self._saying = Saying(self._client, self._further)
        self._saying_on = Saying(self._further, self._further)
        self._crying = Saying(self._at_once, self._at_once)
        self._hiding = Hiding(self._client, self._further)
        self._channels = Channels(self._client, self._further)
        self._directory = directory
        self._shared = config.shared_channel if config.placement == "shared_channel" else ""
        self._stopwatch = stopwatch
        self._directs: dict[str, tuple[str, float]] = {}

    def answers(self) -> str:
        """Nothing where Slack accepts the token; else a sentence that says it does not, or cannot."""
        try:
            with told_plainly(repeatable=True):
                self._client.auth_test()
        except (TryAgainError, RefusedError) as fault:
            return NOT_OURS.format(fault.why) if fault.why in OURS else SILENT
        return ""

    def people(self) -> SlackPeople:
        """Who is there, asked at the same pace."""
        return SlackPeople(self._further)

    def people_at_once(self) -> SlackPeople:
        """The same, for somebody who waits for an answer: at no pace, and not for long."""
        return SlackPeople(self._short)

    def make_place(self, reference: str, people: list[Person]) -> str:
        """A private channel with these people in it; asked twice, the same channel."""
        return self._shared or self._channels.make(reference, people)

    def open_thread(self, channel: str, card: Message, reference: str, key: str) -> PlaceOf:
        """The card, as the root of the one thread."""
        drawn = self._pressable(card, reference)
        with told_plainly():
            return PlaceOf(channel, self._saying_on.card(channel, drawn, reference, key))

    def post(
        self, place: PlaceOf, message: Message, reference: str, key: str, since: datetime
    ) -> Receipt:
        """Something said in the thread; what is too long for one message is said in several."""
        to = Spot(place.channel, place.root, since)
        with told_plainly():
            return Receipt(self._saying.say(to, message, reference, key))

    def hide(
        self, place: PlaceOf, message: Message, reference: str, key: str, since: datetime
    ) -> None:
        """This, in place of whatever was posted in the thread with this key, page by page."""
        at = Spot(place.channel, place.root, since)
        with told_plainly(repeatable=True):
            self._hiding.hide(at, message, reference, key)

    def redraw(self, place: PlaceOf, card: Message, reference: str) -> None:
        """The card, as it now stands."""
        shown = self._pressable(card, reference)
        drawn = cards.card(shown, reference)
        with told_plainly(repeatable=True):
            try:
                self._update(self._client, place, drawn)
            except SlackApiError as fault:
                if code(fault) not in TOO_MUCH:
                    raise
                self._update(self._further, place, cards.bare(shown, reference))

    def direct(self, person: Person, urgent: bool = False) -> str:
        """Somebody's direct messages with the app, which are always the same."""
        slack, now = slack_of(person), self._stopwatch()
        known, until = self._directs.get(slack, ("", now))
        if now < until:
            return known
        client = self._at_once if urgent else self._client
        with told_plainly(repeatable=True):
            opened = str(client.conversations_open(users=[slack])["channel"]["id"])
        self._directs[slack] = (opened, now + AN_HOUR)
        return opened

    def tell(
        self,
        direct: str,
        message: Message,
        reference: str,
        key: str,
        since: datetime,
        urgent: bool = False,
    ) -> Receipt:
        """One person, in their direct messages with the app."""
        to = Spot(direct, since=since)
        with told_plainly():
            return Receipt(self._says(urgent).say(to, message, reference, key))

    def room_for(self, notices: Sequence[Notice]) -> int:
        """How many of these, from the first on, go into one message together."""
        return cards.room_for(notices)

    def tell_all(self, direct: str, notices: Sequence[Notice], key: str) -> Receipt:
        """One person, in their direct messages, several things in one message: all of them, or none."""
        with told_plainly():
            return Receipt(self._saying.all_of(direct, cards.together(notices), key))

    def admit(self, place: PlaceOf, person: Person, begun: bool = False) -> None:
        """Let somebody in; in a shared channel that is for its people to do."""
        if not self._shared:
            self._channels.invite(place.channel, person, begun=begun)

    def release(self, place: PlaceOf, person: Person) -> None:
        """Take somebody out; a shared channel is left to its people."""
        if not self._shared:
            self._channels.release(place.channel, person)

    def upload(self, name: str, content: bytes) -> str:
        """A file, which nobody sees yet, by the id that Slack gives it."""
        with told_plainly(repeatable=True):
            return wire_files.uploaded(self._client, name, content)

    def share(self, direct: str, file: str, name: str, message: Message) -> Receipt:
        """An uploaded file, in direct messages. Slack keeps no key with a file: it is known by its id."""
        with told_plainly():
            wire_files.shared(self._further, direct, file, name, cards.words(message))
        return Receipt(file)

    def close(self, place: PlaceOf) -> None:
        """Archive the channel; a shared one never is."""
        if not self._shared:
            self._channels.close(place.channel)

    def find_post(self, place: PlaceOf, key: str, since: datetime) -> Receipt | None:
        """What was posted with this key, if it was accepted."""
        return self._found(self._saying, Spot(place.channel, place.root, since), key)

    def find_root(self, channel: str, key: str, since: datetime) -> PlaceOf | None:
        """The root that was posted with this key, if it was accepted."""
        found = self._found(self._saying_on, Spot(channel, since=since), key)
        return PlaceOf(channel, found.id) if found else None

    def find_told(
        self, direct: str, key: str, since: datetime, urgent: bool = False
    ) -> Receipt | None:
        """What was told there with this key, if it was accepted."""
        return self._found(self._says(urgent), Spot(direct, since=since), key)

    def find_file(self, direct: str, file: str, since: datetime) -> Receipt | None:
        """A file that was shared there, if that was accepted."""
        with told_plainly(repeatable=True):
            there = Looking(self._client, self._further).shares(direct, file, since)
        return Receipt(file) if there else None

    def heard(self, place: PlaceOf) -> list[Request]:
        """All that people have written there, as it would have come: for what was missed."""
        called = reading.names(self._directory())
        with told_plainly(repeatable=True):
            said = {each["ts"]: each for each in self._written(place)}
        read = (
            reading.words({**said[ts], "channel": place.channel}, called) for ts in sorted(said)
        )
        return [request for request in read if request is not None]

    def _pressable(self, card: Message, reference: str) -> Message:
        """Without the buttons of what has ended, but in a shared channel, which is never archived."""
        return card if self._shared else archived(card, reference)

    def _says(self, urgent: bool) -> Saying:
        return self._crying if urgent else self._saying

    def _found(self, saying: Saying, at: Spot, key: str) -> Receipt | None:
        with told_plainly(repeatable=True):
            ts = saying.found(at, key)
        return Receipt(ts) if ts else None

    def _update(self, client: PacedClient, place: PlaceOf, drawn: Card) -> None:
        client.chat_update(
            channel=place.channel, ts=place.root, text=drawn.text, blocks=drawn.blocks
        )

    def _written(self, place: PlaceOf) -> Iterator[Found]:
        looking = Looking(self._further, self._further)
        yield from looking.thread(place.channel, place.root)
        if not self._shared:
            yield from looking.said(place.channel)

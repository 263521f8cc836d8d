"""Sending to Slack: everything that is owed to people there, under keys by which it is found again."""

from collections.abc import Callable, Iterator

import structlog
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.config import Config
from bot.slack import cards, reading
from bot.slack.cards import Card
from bot.slack.wire_failing import OURS, code, told_plainly
from bot.slack.wire_looking import TELLING, Found, Looking, key_of, with_key
from escalation.message import Message
from escalation.people import Directory, Person
from handlers.request import Request
from scheduler.sender import PlaceOf, Receipt, RefusedError, TryAgainError

log = structlog.get_logger()
TOO_MUCH = {"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "msg_too_long"}
NOT_OURS = "Slack does not accept the bot token ({})."
SILENT = "Slack cannot be reached now; it is tried again."
TOPIC = "Confidential: only people named in {reference} are in this channel."


class SlackSender:
    """The platform as delivery sees it; nothing is repeated here that Slack may have accepted."""

    def __init__(
        self,
        config: Config,
        directory: Callable[[], Directory] = Directory,
        *,
        timeout: int = 10,
    ) -> None:
        self._client = WebClient(
            token=config.slack_bot_token.get_secret_value(),
            base_url=config.slack_api_url,
            timeout=timeout,
            retry_handlers=[],
        )
        self._looking = Looking(self._client)
        self._directory = directory
        self._shared = config.shared_channel if config.placement == "shared_channel" else ""

    def answers(self) -> str:
        """Nothing where Slack accepts the token; else a sentence that says it does not, or cannot."""
        try:
            with told_plainly(repeatable=True):
                self._client.auth_test()
        except (TryAgainError, RefusedError) as fault:
            return NOT_OURS.format(fault.why) if fault.why in OURS else SILENT
        return ""

    def make_place(self, reference: str, people: list[Person]) -> str:
        """A private channel with these people in it; asked twice, the same channel."""
        if self._shared:
            return self._shared
        with told_plainly(repeatable=True):
            channel = self._channel(reference)
        for person in people:
            try:
                self._invite(channel, person)
            except RefusedError as refused:
                log.warning("somebody could not be let in", reference=reference, error=refused.why)
        return channel

    def open_thread(self, channel: str, card: Message, reference: str, key: str) -> PlaceOf:
        """The card, as the root of the one thread."""
        drawn = cards.card(card, reference)
        with told_plainly():
            root = self._post(channel, "", drawn, card, reference, key)
        return PlaceOf(channel, root)

    def post(self, place: PlaceOf, message: Message, reference: str, key: str) -> Receipt:
        """Something said in the thread; what is too long for one message is said in several."""
        with told_plainly():
            return Receipt(self._say(place.channel, place.root, message, reference, key))

    def redraw(self, place: PlaceOf, card: Message, reference: str) -> None:
        """The card, as it now stands."""
        drawn = cards.card(card, reference)
        with told_plainly(repeatable=True):
            try:
                self._update(place, drawn)
            except SlackApiError as fault:
                if code(fault) not in TOO_MUCH:
                    raise
                self._update(place, cards.bare(card, reference))

    def tell(self, person: Person, message: Message, reference: str, key: str) -> Receipt:
        """One person, in their direct messages with the app."""
        channel = self._direct(person)
        with told_plainly():
            return Receipt(self._say(channel, "", message, reference, key))

    def admit(self, place: PlaceOf, person: Person) -> None:
        """Let somebody in; somebody inside stays inside."""
        if not self._shared:
            self._invite(place.channel, person)

    def release(self, place: PlaceOf, person: Person) -> None:
        """Take somebody out; somebody outside stays outside."""
        if self._shared:
            return
        with told_plainly(repeatable=True):
            try:
                self._client.conversations_kick(channel=place.channel, user=_slack(person))
            except SlackApiError as fault:
                if code(fault) != "not_in_channel":
                    raise

    def hand(
        self, person: Person, message: Message, name: str, content: bytes, key: str
    ) -> Receipt:
        """A file, in direct messages. Slack keeps no key with a file: it is known by name and size."""
        channel = self._direct(person)
        with told_plainly():
            if shared := self._looking.file(channel, name, len(content)):
                return Receipt(shared)
            sent = self._client.files_upload_v2(
                channel=channel,
                filename=name,
                title=name,
                content=content,
                initial_comment=cards.words(message),
            )
            return Receipt(str(sent["files"][0]["id"]))

    def close(self, place: PlaceOf) -> None:
        """Archive the channel; archived already is well, and a shared one is never archived."""
        if self._shared:
            return
        with told_plainly(repeatable=True):
            try:
                self._client.conversations_archive(channel=place.channel)
            except SlackApiError as fault:
                if code(fault) != "already_archived":
                    raise

    def find_post(self, place: PlaceOf, key: str) -> Receipt | None:
        """What was posted with this key, if it was accepted."""
        with told_plainly(repeatable=True):
            return _receipt(with_key(self._looking.thread(place.channel, place.root), key))

    def find_root(self, channel: str, key: str) -> PlaceOf | None:
        """The root that was posted with this key, if it was accepted."""
        with told_plainly(repeatable=True):
            found = with_key(self._looking.newest(channel), key)
        return PlaceOf(channel, found) if found else None

    def find_told(self, person: Person, key: str) -> Receipt | None:
        """What this person was told with this key, if it was accepted."""
        channel = self._direct(person)
        with told_plainly(repeatable=True):
            return _receipt(with_key(self._looking.newest(channel), key))

    def heard(self, place: PlaceOf) -> list[Request]:
        """All that people have written there, as it would have come: for what was missed."""
        called = reading.names(self._directory())
        with told_plainly(repeatable=True):
            said = {each["ts"]: each for each in self._written(place)}
        read = (
            reading.words({**said[ts], "channel": place.channel}, called) for ts in sorted(said)
        )
        return [request for request in read if request is not None]

    def _channel(self, reference: str) -> str:
        """A new channel, or the one that was made before; a name is taken by archived ones too."""
        names = [reference.lower(), *(f"{reference.lower()}-{n}" for n in range(2, 10))]
        for name in names:
            try:
                made = self._client.conversations_create(name=name, is_private=True)["channel"]
            except SlackApiError as fault:
                if code(fault) != "name_taken":
                    raise
                if (before := self._looking.channel_of_ours(names)) is None:
                    continue
                made = before
            self._confidential(made, reference)
            return str(made["id"])
        raise RefusedError("name_taken")

    def _confidential(self, channel: Found, reference: str) -> None:
        topic = TOPIC.format(reference=reference)
        if (channel.get("topic") or {}).get("value") != topic:
            self._client.conversations_setTopic(channel=channel["id"], topic=topic)

    def _invite(self, channel: str, person: Person) -> None:
        with told_plainly(repeatable=True):
            try:
                self._client.conversations_invite(channel=channel, users=[_slack(person)])
            except SlackApiError as fault:
                if code(fault) != "already_in_channel":
                    raise

    def _direct(self, person: Person) -> str:
        with told_plainly(repeatable=True):
            opened = self._client.conversations_open(users=[_slack(person)])
            return str(opened["channel"]["id"])

    def _say(self, channel: str, thread: str, message: Message, reference: str, key: str) -> str:
        """In one message, or in several of which the last has the key: found means that all are there."""
        *before, last = cards.pages(message, reference)
        held = self._keys(channel, thread) if before else set()
        for number, page in enumerate(before, start=1):
            if (own := f"{key}/{number}") not in held:
                self._post(channel, thread, page, message, reference, own)
        return self._post(channel, thread, last, message, reference, key)

    def _post(
        self, channel: str, thread: str, page: Card, message: Message, reference: str, key: str
    ) -> str:
        try:
            return self._posted(channel, thread, page, reference, key)
        except SlackApiError as fault:
            if code(fault) not in TOO_MUCH:
                raise
            return self._posted(channel, thread, cards.bare(message, reference), reference, key)

    def _posted(self, channel: str, thread: str, page: Card, reference: str, key: str) -> str:
        sent = self._client.chat_postMessage(
            channel=channel,
            thread_ts=thread or None,
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

    def _update(self, place: PlaceOf, drawn: Card) -> None:
        self._client.chat_update(
            channel=place.channel, ts=place.root, text=drawn.text, blocks=drawn.blocks
        )

    def _keys(self, channel: str, thread: str) -> set[str]:
        looking = self._looking
        return {
            key_of(each)
            for each in (looking.thread(channel, thread) if thread else looking.newest(channel))
        }

    def _written(self, place: PlaceOf) -> Iterator[Found]:
        yield from self._looking.thread(place.channel, place.root)
        if not self._shared:
            yield from self._looking.said(place.channel)


def _receipt(ts: str | None) -> Receipt | None:
    return Receipt(ts) if ts else None


def _slack(person: Person) -> str:
    if not person.slack:
        raise RefusedError("no_slack_identity")
    return person.slack

"""A disagreement's own channel on Slack: made once, with its people in it, and archived in the end."""

import structlog
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.slack.wire_failing import code, told_plainly
from bot.slack.wire_looking import Found, Looking
from escalation.directory.people import Person
from scheduler.sender import RefusedError

log = structlog.get_logger()
TOPIC = "Confidential: only people named in {reference} are in this channel."


class Channels:
    """Private channels; each thing may be done twice without harm."""

    def __init__(self, client: WebClient, further: WebClient) -> None:
        """`further` is asked once something has begun."""
        self._client = client
        self._further = further
        self._looking = Looking(further, further)

    def make(self, reference: str, people: list[Person]) -> str:
        """A private channel with these people in it; asked twice, the same channel."""
        with told_plainly(repeatable=True):
            channel = self._channel(reference)
        for person in people:
            try:
                self.invite(channel, person, begun=True)
            except RefusedError as refused:
                log.warning("somebody could not be let in", reference=reference, error=refused.why)
        return channel

    def invite(self, channel: str, person: Person, *, begun: bool) -> None:
        """Let somebody in; somebody inside stays inside."""
        client = self._further if begun else self._client
        with told_plainly(repeatable=True):
            try:
                client.conversations_invite(channel=channel, users=[slack_of(person)])
            except SlackApiError as fault:
                if code(fault) != "already_in_channel":
                    raise

    def release(self, channel: str, person: Person) -> None:
        """Take somebody out; somebody outside stays outside."""
        with told_plainly(repeatable=True):
            try:
                self._client.conversations_kick(channel=channel, user=slack_of(person))
            except SlackApiError as fault:
                if code(fault) != "not_in_channel":
                    raise

    def close(self, channel: str) -> None:
        """Archive the channel; archived already is well."""
        with told_plainly(repeatable=True):
            try:
                self._client.conversations_archive(channel=channel)
            except SlackApiError as fault:
                if code(fault) != "already_archived":
                    raise

    def _channel(self, reference: str) -> str:
        """A new channel, or the one that was made before; a name is taken by archived ones too."""
        names = [reference.lower(), *(f"{reference.lower()}-{n}" for n in range(2, 10))]
        for number, name in enumerate(names):
            client = self._further if number else self._client
            try:
                made = client.conversations_create(name=name, is_private=True)["channel"]
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
            self._further.conversations_setTopic(channel=channel["id"], topic=topic)


def slack_of(person: Person) -> str:
    """Who somebody is on Slack."""
    if not person.slack:
        raise RefusedError("they are not on Slack, as far as the directory knows")
    return person.slack

"""Private answers on Slack: shown to one person only, by whichever way still reaches them."""

from dataclasses import dataclass
from typing import Any

import structlog
from aiohttp import ClientError
from slack_sdk.errors import SlackClientError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.slack import forms
from bot.slack.cards import Card, words
from handlers.request import Hands

log = structlog.get_logger()
FAILURES = (SlackClientError, ClientError, OSError)  # a time-out is an OSError


@dataclass(frozen=True)
class Address:
    """Where somebody acted: the ways by which only they are answered, and the form they acted in."""

    user: str
    channel: str = ""
    response_url: str = ""
    thread: str = ""
    trigger: str = ""
    view: str = ""


class Private:
    """Answers that one person sees; each may be lost without harm, and is logged when it is."""

    def __init__(self, client: AsyncWebClient) -> None:
        self._client = client

    async def tell(self, to: Address, card: Card) -> None:
        """Beside what they did; failing that in the channel, and failing that in direct messages."""
        if to.response_url and await self._responded(to, card):
            return
        if to.channel and await self._shown_in_channel(to, card):
            return
        try:
            await self._client.chat_postMessage(
                channel=await self._direct(to.user), text=card.text, blocks=card.blocks
            )
        except FAILURES as fault:
            log.warning("a private answer was lost", platform="slack", exc_info=fault)

    async def show(self, to: Address, view: forms.View) -> bool:
        """A form before this person, in place of the one they acted in, if any."""
        try:
            if to.view:
                await self._client.views_update(view_id=to.view, view=view)
            else:
                await self._client.views_open(trigger_id=to.trigger, view=view)
        except FAILURES as fault:
            log.warning("a form could not be shown", platform="slack", exc_info=fault)
            return False
        return True

    async def lay_over(self, to: Address, view: forms.View) -> bool:
        """An answer over the form they acted in, which stays as it is beneath it."""
        try:
            await self._client.views_push(trigger_id=to.trigger, view=view)
        except FAILURES as fault:
            log.warning("an answer could not be shown", platform="slack", exc_info=fault)
            return False
        return True

    async def hand(self, to: Address, file: Hands) -> bool:
        """A file, or several together, in this person's direct messages."""
        files = ((file.name, file.content), *file.also)
        try:
            await self._client.files_upload_v2(
                channel=await self._direct(to.user),
                file_uploads=[
                    {"filename": name, "title": name, "content": content} for name, content in files
                ],
                initial_comment=words(file.message),
            )
        except FAILURES as fault:
            log.warning("a file could not be handed over", platform="slack", exc_info=fault)
            return False
        return True

    async def _responded(self, to: Address, card: Card) -> bool:
        body: dict[str, Any] = {
            "text": card.text,
            "blocks": card.blocks,
            "response_type": "ephemeral",
            "replace_original": False,
        }
        if to.thread:
            body["thread_ts"] = to.thread
        webhook = AsyncWebhookClient(to.response_url, timeout=5, retry_handlers=[])
        webhook.proxy = self._client.proxy
        try:
            return bool((await webhook.send_dict(body)).status_code == 200)
        except FAILURES:
            return False

    async def _shown_in_channel(self, to: Address, card: Card) -> bool:
        try:
            await self._client.chat_postEphemeral(
                channel=to.channel,
                user=to.user,
                text=card.text,
                blocks=card.blocks,
                thread_ts=to.thread or None,
            )
        except FAILURES:
            return False
        return True

    async def _direct(self, user: str) -> str:
        opened = await self._client.conversations_open(users=[user])
        return str(opened["channel"]["id"])

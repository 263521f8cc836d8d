"""Slack's side of the network: one door for what people do there, answered before Slack gives up."""

import re
from collections.abc import Callable, Mapping
from concurrent.futures import Executor, ThreadPoolExecutor
from typing import Any

from slack_bolt.adapter.starlette.async_handler import to_async_bolt_request, to_starlette_response
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient
from starlette.requests import Request as WebRequest
from starlette.responses import PlainTextResponse, Response

from bot.config import Config
from bot.server import Door
from bot.slack.wire_asking import PATIENCE, Asking
from bot.slack.wire_listening import Listening
from bot.slack.wire_private import Private
from bot.slack.wire_sending import SlackSender
from escalation.directory.people import Directory
from handlers.request import Reply, Request

__all__ = ["METHODS", "SlackSender", "slack_app"]

# Every Web API method that is called, and the scopes it is called with; docs/slack.md says why.
METHODS: Mapping[str, tuple[str, ...]] = {
    "auth.test": (),
    "chat.delete": ("chat:write",),
    "chat.postEphemeral": ("chat:write",),
    "chat.postMessage": ("chat:write",),
    "chat.update": ("chat:write",),
    "conversations.archive": ("groups:write",),
    "conversations.create": ("groups:write",),
    "conversations.history": ("groups:history", "im:history"),
    "conversations.invite": ("groups:write",),
    "conversations.kick": ("groups:write",),
    "conversations.list": ("groups:read",),
    "conversations.open": ("im:write",),
    "conversations.replies": ("groups:history",),
    "conversations.setTopic": ("groups:write",),
    "files.completeUploadExternal": ("files:write",),
    "files.getUploadURLExternal": ("files:write",),
    "users.info": ("users:read",),
    "users.lookupByEmail": ("users:read.email",),
    "views.open": (),
    "views.push": (),
    "views.update": (),
}
THREADS = 8
ALARMS = 2  # for immediate harm alone: a copy of the record being made can never hold it up
LARGEST = 1_000_000
_ANY = re.compile("")


def slack_app(
    config: Config,
    handle: Callable[[Request], Reply],
    directory: Callable[[], Directory] = Directory,
    *,
    patience: float = PATIENCE,
    threads: Executor | None = None,
    alarms: Executor | None = None,
) -> Door:
    """Everything that people do on Slack, answered by `handle`; a door for `bot/server.py`."""
    threads = threads or ThreadPoolExecutor(THREADS, thread_name_prefix="slack")
    alarms = alarms or ThreadPoolExecutor(ALARMS, thread_name_prefix="slack-harm")
    asking = Asking(handle, directory, threads, patience, alarms)
    listening = Listening(asking, Private(_client(config)))
    app = AsyncApp(
        name="escalate",
        signing_secret=config.slack_signing_secret.get_secret_value(),
        client=AsyncWebClient(base_url=config.slack_api_url, retry_handlers=[]),
        authorize=_authorised(config.slack_bot_token.get_secret_value()),
        # The answer is whatever the listener leaves, and a listener that fails at once cannot lose it.
        process_before_response=True,
        ignoring_self_events_enabled=False,
        attaching_function_token_enabled=False,
        attaching_conversation_kwargs_enabled=False,
    )
    app.command("/escalate")(listening.command)
    app.action(_ANY)(listening.press)
    app.view(_ANY)(listening.submission)
    app.event("message")(listening.words)
    app.event(_ANY)(listening.nothing)
    return _door(app)


def _client(config: Config) -> AsyncWebClient:
    client = AsyncWebClient(
        token=config.slack_bot_token.get_secret_value(),
        base_url=config.slack_api_url,
        timeout=10,
        # Slack's own handlers post a message twice when a connection drops: slackapi/python-slack-sdk#1013.
        retry_handlers=[],
    )
    if re.match(r"https?://(127\.|localhost\b|\[::1\])", config.slack_api_url):
        client.proxy = None  # no proxy of the environment ever stands between us and this machine
    return client


def _authorised(token: str) -> Callable[..., Any]:
    """One workspace and one token: Slack is not asked who we are while a person waits."""

    async def authorised(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=enterprise_id, team_id=team_id, bot_token=token)

    return authorised


def _door(app: AsyncApp) -> Door:
    async def door(request: WebRequest) -> Response:
        body = b""
        async for piece in request.stream():
            body += piece
            if len(body) > LARGEST:
                return PlainTextResponse("too large", 413)
        try:
            read = to_async_bolt_request(request, body)
        except (ValueError, TypeError, AttributeError, KeyError):
            return PlainTextResponse("not a request of Slack's", 400)
        return to_starlette_response(await app.async_dispatch(read))

    return door

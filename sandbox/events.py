"""Events: what the app hears of when something changes in a conversation it is in."""

import asyncio
from typing import Any

from sandbox import shapes
from sandbox.deliveries import Delivery
from sandbox.desk import Desk
from sandbox.shelf import Doc

Told = asyncio.Future[Delivery] | None
CHANNEL_TYPES = {"im": "im", "mpim": "mpim"}
SUBSCRIPTIONS = {
    "channel": "message.channels",
    "group": "message.groups",
    "im": "message.im",
    "mpim": "message.mpim",
}


def channel_type(conversation: Doc) -> str:
    """Slack's word for the kind of conversation."""
    channel = "group" if conversation["private"] else "channel"
    return CHANNEL_TYPES.get(conversation["kind"], channel)


def posted(desk: Desk, kept: Doc) -> Told:
    """A message has been posted, by a person or by the app itself."""
    return _message(desk, kept, shapes.message(desk.workspace, kept), kept["ts"])


def changed(desk: Desk, kept: Doc, before: Doc) -> Told:
    """A message has been edited."""
    event: Doc = {
        "type": "message",
        "subtype": "message_changed",
        "hidden": True,
        "message": shapes.message(desk.workspace, kept),
        "previous_message": before,
        "ts": desk.workspace.clock.ts(),
    }
    return _message(desk, kept, event, event["ts"])


def deleted(desk: Desk, kept: Doc, before: Doc) -> Told:
    """A message has been deleted."""
    event: Doc = {
        "type": "message",
        "subtype": "message_deleted",
        "hidden": True,
        "deleted_ts": kept["ts"],
        "previous_message": before,
        "ts": desk.workspace.clock.ts(),
    }
    return _message(desk, kept, event, event["ts"])


def mentioned(desk: Desk, kept: Doc) -> Told:
    """Somebody has named the app in a channel it is in."""
    event = shapes.message(desk.workspace, kept) | {
        "type": "app_mention",
        "channel": kept["channel"],
        "event_ts": kept["ts"],
    }
    return tell(desk, "app_mention", event)


def member(desk: Desk, conversation: Doc, user: str, inviter: str | None, *, joined: bool) -> Told:
    """Somebody is now in a channel, or no longer is."""
    kind = "member_joined_channel" if joined else "member_left_channel"
    event = {
        "type": kind,
        "user": user,
        "channel": conversation["id"],
        "channel_type": "G" if conversation["private"] else "C",
        "team": desk.workspace.settings.team_id,
        "event_ts": desk.workspace.clock.ts(),
    }
    if inviter:
        event["inviter"] = inviter
    return tell(desk, kind, event)


def archived(desk: Desk, conversation: Doc, user: str) -> Told:
    """A channel has been archived."""
    kind = "group_archive" if conversation["private"] else "channel_archive"
    event = {
        "type": kind,
        "channel": conversation["id"],
        "user": user,
        "is_moved": 0,
        "event_ts": desk.workspace.clock.ts(),
    }
    return tell(desk, kind, event)


def home_opened(desk: Desk, user: str, tab: str) -> Told:
    """A person has opened the app's home tab, or its messages."""
    event: Doc = {
        "type": "app_home_opened",
        "user": user,
        "channel": desk.workspace.direct_message(user)["id"],
        "tab": tab,
        "event_ts": desk.workspace.clock.ts(),
    }
    home = desk.workspace.home(user)
    if tab == "home" and home:
        event["view"] = shapes.view(desk.workspace, home)
    return tell(desk, "app_home_opened", event)


def _message(desk: Desk, kept: Doc, event: Doc, at: str) -> Told:
    conversation = desk.workspace.conversations[kept["channel"]]
    if desk.workspace.settings.bot_user_id not in conversation["members"]:
        return None
    kind = channel_type(conversation)
    where = {"channel": conversation["id"], "event_ts": at, "channel_type": kind}
    return tell(desk, SUBSCRIPTIONS[kind], event | where)


def tell(desk: Desk, subscription: str, event: dict[str, Any]) -> Told:
    """Queue this event for the app, if it has subscribed to its kind."""
    workspace = desk.workspace
    settings = workspace.settings
    if subscription not in settings.bot_events:
        return None
    authorization = {
        "enterprise_id": None,
        "team_id": settings.team_id,
        "user_id": settings.bot_user_id,
        "is_bot": True,
        "is_enterprise_install": False,
    }
    payload = {
        "token": "sandbox-verification-token",
        "team_id": settings.team_id,
        "context_team_id": settings.team_id,
        "context_enterprise_id": None,
        "api_app_id": settings.app_id,
        "event": event,
        "type": "event_callback",
        "event_id": workspace.new_id("Ev"),
        "event_time": int(float(event["event_ts"])),
        "authorizations": [authorization],
        "is_ext_shared_channel": False,
        "event_context": f"4-{workspace.new_id('Ec')}",
    }
    return desk.courier.event(payload)

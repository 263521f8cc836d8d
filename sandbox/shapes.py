"""The shapes in which Slack describes people, conversations, messages, files and views."""

import re

from sandbox.clock import UK
from sandbox.mrkdwn import unescaped
from sandbox.shelf import Doc
from sandbox.workspace import Workspace


def handle(person: Doc) -> str:
    """The short name of a person, as user names look."""
    return str(person["email"]).split("@")[0].lower() or str(person["name"]).lower()


def user(workspace: Workspace, person: Doc) -> Doc:
    """A person as users.info tells it."""
    offset = workspace.clock.now().astimezone(UK).utcoffset()
    profile = {
        "real_name": person["name"],
        "real_name_normalized": person["name"],
        "display_name": person["name"],
        "display_name_normalized": person["name"],
        "title": person["title"],
        "team": workspace.settings.team_id,
    }
    if person["email"]:
        profile["email"] = person["email"]
    if person["is_bot"]:
        profile |= {
            "bot_id": workspace.settings.bot_id,
            "api_app_id": workspace.settings.app_id,
        }
    shown: Doc = {
        "id": person["id"],
        "team_id": person["team"] or workspace.settings.team_id,
        "name": handle(person),
        "deleted": person["deleted"],
        "profile": profile,
        "is_bot": person["is_bot"],
        "is_app_user": False,
        "updated": 0,
    }
    if not person["deleted"]:
        shown |= {
            "real_name": person["name"],
            "tz": "Europe/London",
            "tz_label": "British Summer Time" if offset else "Greenwich Mean Time",
            "tz_offset": int(offset.total_seconds()) if offset else 0,
            "is_admin": False,
            "is_owner": False,
            "is_restricted": False,
            "is_ultra_restricted": False,
        }
    if person["team"]:
        shown["is_stranger"] = True
    return shown


def conversation(workspace: Workspace, found: Doc) -> Doc:
    """A conversation as conversations.info tells it."""
    bot = workspace.settings.bot_user_id
    shown: Doc = {
        "id": found["id"],
        "created": found["created"],
        "is_archived": found["archived"],
        "is_channel": found["kind"] == "channel",
        "is_group": False,
        "is_im": found["kind"] == "im",
        "is_mpim": found["kind"] == "mpim",
        "is_private": found["private"],
        "is_org_shared": False,
        "context_team_id": workspace.settings.team_id,
        "updated": found["created"] * 1000,
    }
    if found["kind"] == "im":
        other = next((m for m in found["members"] if m != bot), bot)
        return shown | {"user": other, "is_user_deleted": workspace.people[other]["deleted"]}
    blank = {"creator": found["creator"], "last_set": found["created"]}
    return shown | {
        "name": found["name"],
        "name_normalized": found["name"],
        "creator": found["creator"],
        "is_general": found["name"] == "general",
        "is_shared": False,
        "is_member": bot in found["members"],
        "topic": {"value": found["topic"], **blank},
        "purpose": {"value": found["purpose"], **blank},
        "previous_names": [],
    }


def bot_profile(workspace: Workspace) -> Doc:
    """The app as its messages name it."""
    settings = workspace.settings
    return {
        "id": settings.bot_id,
        "app_id": settings.app_id,
        "name": settings.bot_name,
        "deleted": False,
        "updated": 0,
        "team_id": settings.team_id,
        "icons": {},
    }


def typed_blocks(text: str, block_id: str) -> list[Doc]:
    """The rich text block that Slack makes of what a person typed."""
    parts = [part for part in re.split(r"(<@\w+>)", text) if part]
    words = [
        {"type": "user", "user_id": part[2:-1]}
        if part.startswith("<@")
        else {"type": "text", "text": unescaped(part)}
        for part in parts
    ]
    section = {"type": "rich_text_section", "elements": words}
    return [{"type": "rich_text", "block_id": block_id, "elements": [section]}]


def message(workspace: Workspace, kept: Doc, *, metadata: bool = False) -> Doc:
    """A message as history, replies and events tell it."""
    settings = workspace.settings
    shown: Doc = {
        "type": "message",
        "user": kept["user"],
        "ts": kept["ts"],
        "text": kept["text"],
        "team": settings.team_id,
    }
    if kept["subtype"]:
        shown["subtype"] = kept["subtype"]
    if kept["user"] == settings.bot_user_id:
        shown |= {
            "bot_id": settings.bot_id,
            "app_id": settings.app_id,
            "bot_profile": bot_profile(workspace),
        }
    for key in ("client_msg_id", "blocks", "thread_ts", "edited", "inviter"):
        if kept.get(key):
            shown[key] = kept[key]
    if kept["files"]:
        shown["files"] = [file(workspace, workspace.files[i]) for i in kept["files"]]
        shown["upload"] = True
    if metadata and kept["metadata"]:
        shown["metadata"] = kept["metadata"]
    return shown | _thread(workspace, kept)


def _thread(workspace: Workspace, kept: Doc) -> Doc:
    if kept["thread_ts"]:
        parent = workspace.message(kept["channel"], kept["thread_ts"])
        return {"parent_user_id": parent["user"]} if parent else {}
    replies = workspace.replies(kept["channel"], kept["ts"])
    if not replies:
        return {}
    who = list(dict.fromkeys(reply["user"] for reply in replies))
    return {
        "thread_ts": kept["ts"],
        "reply_count": len(replies),
        "reply_users_count": len(who),
        "reply_users": who,
        "latest_reply": replies[-1]["ts"],
        "is_locked": False,
        "subscribed": True,
    }


def file(workspace: Workspace, kept: Doc) -> Doc:
    """A file as files.info tells it."""
    return {
        "id": kept["id"],
        "created": kept["created"],
        "timestamp": kept["created"],
        "name": kept["name"],
        "title": kept["title"],
        "mimetype": kept["mimetype"],
        "filetype": kept["name"].rsplit(".", 1)[-1],
        "user": kept["user"],
        "size": kept["size"],
        "mode": "hosted",
        "is_external": False,
        "is_public": False,
        "url_private": kept["url"],
        "url_private_download": kept["url"],
        "channels": [],
        "groups": list(kept["shares"]),
        "ims": [],
    }


def view(workspace: Workspace, kept: Doc) -> Doc:
    """A view as views.open answers it and as submissions carry it."""
    settings = workspace.settings
    given = kept["view"]
    return {
        "id": kept["id"],
        "team_id": settings.team_id,
        "type": given["type"],
        "title": given.get("title"),
        "submit": given.get("submit"),
        "close": given.get("close"),
        "blocks": given["blocks"],
        "private_metadata": given.get("private_metadata") or "",
        "callback_id": given.get("callback_id") or "",
        "external_id": given.get("external_id") or "",
        "state": {"values": kept["state"]},
        "hash": kept["hash"],
        "clear_on_close": bool(given.get("clear_on_close")),
        "notify_on_close": bool(given.get("notify_on_close")),
        "submit_disabled": False,
        "root_view_id": kept["root_view_id"],
        "previous_view_id": kept["previous_view_id"],
        "app_id": settings.app_id,
        "app_installed_team_id": settings.team_id,
        "bot_id": settings.bot_id,
    }

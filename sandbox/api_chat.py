"""chat.*: posting, changing and taking away the app's messages."""

from typing import Any

from sandbox import checks, events, shapes
from sandbox.block_checks import blocks
from sandbox.checks import Args
from sandbox.desk import Desk
from sandbox.refused import Refused
from sandbox.shelf import Doc


def post_message(desk: Desk, args: Args) -> Doc:
    """chat.postMessage"""
    workspace = desk.workspace
    found = _postable(desk, args)
    content = _content(args)
    thread = _thread(desk, found, args)
    content["text"] = content["text"][: checks.POST_LIMIT]
    kept = workspace.new_message(
        found["id"],
        workspace.settings.bot_user_id,
        content["text"],
        blocks=content["blocks"],
        metadata=checks.metadata(args),
        thread_ts=thread,
        broadcast=checks.flag(args, "reply_broadcast") and thread is not None,
    )
    events.posted(desk, kept)
    shown = shapes.message(workspace, kept, metadata=True)
    return {"channel": found["id"], "ts": kept["ts"], "message": shown}


def update(desk: Desk, args: Args) -> Doc:
    """chat.update"""
    workspace = desk.workspace
    found = checks.conversation(workspace, args)
    kept = _own_message(desk, found, args, "cant_update_message")
    checks.open_still(found, "is_inactive")
    text, given = checks.text_of(args, "text"), _blocks(args)
    if not text and not given:
        raise Refused("no_text")
    if len(text) > checks.UPDATE_LIMIT:
        raise Refused("msg_too_long")
    metadata = checks.metadata(args)
    before = shapes.message(workspace, kept)
    changes: Doc = {"text": text, "edited": {"user": kept["user"], "ts": workspace.clock.ts()}}
    # What is not given stays: blocks as well as metadata; [] and {} take them away.
    changes["blocks"] = kept["blocks"] if given is None else given
    changes["metadata"] = kept["metadata"] if metadata is None else metadata
    kept = workspace.keep_message(kept | changes)
    events.changed(desk, kept, before)
    shown = shapes.message(workspace, kept, metadata=True)
    return {"channel": found["id"], "ts": kept["ts"], "text": text, "message": shown}


def delete(desk: Desk, args: Args) -> Doc:
    """chat.delete"""
    workspace = desk.workspace
    found = checks.conversation(workspace, args)
    kept = _own_message(desk, found, args, "cant_delete_message")
    checks.open_still(found, "cant_delete_message")
    before = shapes.message(workspace, kept)
    workspace.drop_message(kept)
    events.deleted(desk, kept, before)
    return {"channel": found["id"], "ts": kept["ts"]}


def post_ephemeral(desk: Desk, args: Args) -> Doc:
    """chat.postEphemeral"""
    workspace = desk.workspace
    found = _postable(desk, args)
    user = checks.text_of(args, "user")
    if user not in found["members"]:
        raise Refused("user_not_in_channel")
    content = _content(args)
    if len(content["text"]) > checks.EPHEMERAL_LIMIT:
        raise Refused("msg_too_long")
    thread = _thread(desk, found, args)
    notice = workspace.notice(
        user, found["id"], content["text"], blocks=content["blocks"], thread_ts=thread
    )
    return {"message_ts": notice["ts"]}


def permalink(desk: Desk, args: Args) -> Doc:
    """chat.getPermalink"""
    found = checks.conversation(desk.workspace, args)
    ts = checks.text_of(args, "message_ts")
    kept = desk.workspace.message(found["id"], ts)
    if kept is None:
        raise Refused("message_not_found")
    link = f"{desk.own_url}/archives/{found['id']}/p{ts.replace('.', '')}"
    if kept["thread_ts"]:
        link += f"?thread_ts={kept['thread_ts']}&cid={found['id']}"
    return {"channel": found["id"], "permalink": link}


def _postable(desk: Desk, args: Args) -> Doc:
    workspace = desk.workspace
    person = workspace.people.get(checks.text_of(args, "channel"))
    if person and person["deleted"]:
        raise Refused("channel_not_found")
    if person and not person["is_bot"]:
        return workspace.direct_message(person["id"])
    found = checks.joined(workspace, checks.conversation(workspace, args))
    return checks.open_still(found)


def _content(args: Args) -> dict[str, Any]:
    text, given = checks.text_of(args, "text"), _blocks(args)
    if not text and not given:
        raise Refused("no_text")
    return {"text": text, "blocks": given or []}


def _blocks(args: Args) -> list[Doc] | None:
    value = checks.json_of(args, "blocks", "invalid_blocks_format")
    return None if value is None else blocks(value)


def _thread(desk: Desk, found: Doc, args: Args) -> str | None:
    ts = checks.text_of(args, "thread_ts")
    if not ts:
        return None
    parent = desk.workspace.message(found["id"], ts)
    if parent is None or parent["subtype"] == "tombstone":
        raise Refused("thread_not_found")
    # Slack takes a reply's ts and shows the message to nobody; the louder answer helps more.
    if parent["thread_ts"]:
        raise Refused("cannot_reply_to_message")
    return ts


def _own_message(desk: Desk, found: Doc, args: Args, error: str) -> Doc:
    kept = desk.workspace.message(found["id"], checks.text_of(args, "ts"))
    if kept is None or kept["subtype"] == "tombstone":
        raise Refused("message_not_found")
    if kept["user"] != desk.workspace.settings.bot_user_id:
        raise Refused(error)
    return kept

"""What a person sees, as values: conversations, messages, notices, modals."""

from collections.abc import Iterator
from typing import Any

from sandbox import inputs
from sandbox.desk import Desk
from sandbox.mrkdwn import to_plain
from sandbox.shelf import Doc
from sandbox.workspace import Workspace

QUIET = ("channel_join", "channel_archive", "channel_topic", "channel_purpose", "tombstone")


def names(workspace: Workspace) -> dict[str, str]:
    """What ids are called: people and channels."""
    people = {p["id"]: p["name"] for p in workspace.people.values()}
    return people | {c["id"]: c["name"] for c in workspace.conversations.values()}


def conversations(desk: Desk, user: str) -> list[Doc]:
    """Everything this person is in, channels first, then direct messages."""
    mine = [c for c in desk.workspace.conversations.values() if user in c["members"]]
    shown = [conversation(desk, user, c) for c in mine]
    return sorted(shown, key=lambda c: (c["kind"] != "channel", c["archived"], c["name"]))


def conversation(desk: Desk, user: str, found: Doc) -> Doc:
    """One conversation as this person's list shows it."""
    others = [m for m in found["members"] if m != user]
    called = ", ".join(desk.workspace.people[m]["name"] for m in others)
    return {
        "id": found["id"],
        "kind": found["kind"],
        "name": found["name"] if found["kind"] == "channel" else called,
        "private": found["private"],
        "archived": found["archived"],
        "topic": found["topic"],
        "purpose": found["purpose"],
        "members": list(found["members"]),
        "unread": _unread(desk.workspace, user, found),
    }


def _unread(workspace: Workspace, user: str, found: Doc) -> int:
    read = float(found["read"].get(user, 0))
    said = workspace.messages_in(found["id"])
    return sum(
        1 for m in said if float(m["ts"]) > read and m["user"] != user and m["subtype"] not in QUIET
    )


def messages(desk: Desk, channel: str) -> list[Doc]:
    """A conversation's messages, each parent with its replies."""
    said = desk.workspace.messages_in(channel)
    roots = [message(desk, m) for m in said if not m["thread_ts"]]
    for root in roots:
        thread = [m for m in said if m["thread_ts"] == root["ts"]]
        root["replies"] = [message(desk, m) for m in thread]
    return roots


def message(desk: Desk, kept: Doc) -> Doc:
    """One message: who, when, its words line by line, and what can be pressed in it."""
    workspace = desk.workspace
    return {
        "kind": "message",
        "channel": kept["channel"],
        "ts": kept["ts"],
        "thread_ts": kept["thread_ts"],
        "user": kept["user"],
        "author": workspace.people[kept["user"]]["name"],
        "from_app": kept["user"] == workspace.settings.bot_user_id,
        "subtype": kept["subtype"],
        "text": kept["text"],
        "blocks": kept["blocks"],
        "lines": lines(workspace, kept),
        "controls": controls(kept["blocks"]),
        "files": [_file(workspace.files[i]) for i in kept["files"]],
        "edited": bool(kept["edited"]) and kept["user"] != workspace.settings.bot_user_id,
        "replies": [],
    }


def notices(desk: Desk, user: str, channel: str | None = None) -> list[Doc]:
    """What has been shown to this person only, oldest first."""
    workspace = desk.workspace
    mine = [n for n in workspace.notices.values() if n["user"] == user]
    wanted = [n for n in mine if channel in (None, n["channel"])]
    return [
        n | {"kind": "notice", "lines": lines(workspace, n), "controls": controls(n["blocks"])}
        for n in wanted
    ]


def view(desk: Desk, kept: Doc, depth: int = 1) -> Doc:
    """A modal or home tab: its words, fields, buttons, and what was wrong with them."""
    given = kept["view"]
    return {
        "id": kept["id"],
        "callback_id": given.get("callback_id") or "",
        "title": (given.get("title") or {}).get("text", ""),
        "submit": (given.get("submit") or {}).get("text"),
        "close": (given.get("close") or {}).get("text", "Close"),
        "lines": block_lines(desk.workspace, given["blocks"]),
        "fields": [_field(kept, block, element) for block, element in _filled(given)],
        "controls": controls(given["blocks"]),
        "errors": kept["errors"],
        "trouble": kept["trouble"],
        "depth": depth,
        "view": given,
    }


def lines(workspace: Workspace, kept: Doc) -> list[str]:
    """The words of a message, line by line."""
    if kept["blocks"]:
        return block_lines(workspace, kept["blocks"])
    return to_plain(kept["text"], names(workspace)).splitlines()


def block_lines(workspace: Workspace, blocks: list[Doc]) -> list[str]:
    """The words in blocks, line by line, labels and options apart."""
    called = names(workspace)
    return [line for block in blocks for text in _texts(block, called) for line in text.split("\n")]


def _texts(block: Doc, called: dict[str, str]) -> Iterator[str]:
    match block["type"]:
        case "header":
            yield block["text"]["text"]
        case "section":
            found = [block["text"]] if block.get("text") else []
            yield from (_words(text, called) for text in found + (block.get("fields") or []))
        case "context":
            found = [e for e in block["elements"] if e["type"] != "image"]
            yield " ".join(_words(text, called) for text in found)
        case "rich_text":
            yield rich_words(block, called)


def _words(text: Doc, called: dict[str, str]) -> str:
    return to_plain(text["text"], called) if text["type"] == "mrkdwn" else str(text["text"])


def rich_words(part: Doc, called: dict[str, str]) -> str:
    """The words of rich text, whatever they are dressed in."""
    match part.get("type"):
        case "user":
            return "@" + str(called.get(part["user_id"], part["user_id"]))
        case "link":
            return str(part.get("text") or part["url"])
        case "rich_text" | "rich_text_list":
            return "\n".join(rich_words(p, called) for p in part["elements"])
        case _ if "elements" in part:
            return "".join(rich_words(p, called) for p in part["elements"])
        case _:
            return str(part.get("text", ""))


def controls(blocks: list[Doc]) -> list[Doc]:
    """What can be pressed or chosen, in the order it is seen."""
    found = [(b, e) for b, e in inputs.elements(blocks) if b["type"] != "input"]
    return [
        {
            "block_id": block["block_id"],
            "action_id": element["action_id"],
            "type": element["type"],
            "label": _label(block, element),
            "value": element.get("value"),
            "options": _options(element),
            "element": element,
        }
        for block, element in found
    ]


def _label(block: Doc, element: Doc) -> str:
    own = element.get("text") or element.get("placeholder") or block.get("text") or {}
    return str(own.get("text", element["action_id"]))


def _options(element: Doc) -> list[Doc]:
    return [
        {
            "text": option["text"]["text"],
            "value": option["value"],
            "description": (option.get("description") or {}).get("text", ""),
        }
        for option in inputs.options(element)
    ]


def _filled(given: Doc) -> Iterator[tuple[Doc, Doc]]:
    for block, element in inputs.elements(given["blocks"]):
        if element["type"] in inputs.KEYS and element["type"] != "overflow":
            yield block, element


def _field(kept: Doc, block: Doc, element: Doc) -> dict[str, Any]:
    label = block["label"]["text"] if block["type"] == "input" else _label(block, element)
    return {
        "block_id": block["block_id"],
        "action_id": element["action_id"],
        "type": element["type"],
        "label": label,
        "hint": (block.get("hint") or {}).get("text", ""),
        "optional": bool(block.get("optional")) or block["type"] != "input",
        "dispatches": block["type"] != "input" or bool(block.get("dispatch_action")),
        "options": _options(element),
        "value": inputs.simple(kept["state"][block["block_id"]][element["action_id"]]),
        "error": kept["errors"].get(block["block_id"], ""),
    }


def _file(kept: Doc) -> Doc:
    return {k: kept[k] for k in ("id", "name", "title", "size", "mimetype")}

"""What the Web API checks in its arguments, refused with the names Slack uses."""

import json
from collections.abc import Mapping
from typing import Any

from sandbox.refused import Refused
from sandbox.shelf import Doc
from sandbox.workspace import Workspace

Args = Mapping[str, Any]

POST_LIMIT = 40_000
UPDATE_LIMIT = 4_000
EPHEMERAL_LIMIT = 40_000
METADATA_LIMIT = 8_000
NAME_LIMIT = 80


def text_of(args: Args, name: str) -> str:
    """A text argument, empty when absent; a number is refused, for digits get lost in it."""
    value = args.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Refused("invalid_arguments", f"must be a string [json-pointer:/{name}]")
    return value


def flag(args: Args, name: str) -> bool:
    """A boolean argument, in any of the ways clients write one."""
    return str(args.get(name, "")).lower() in ("1", "true", "yes")


def json_of(args: Args, name: str, error: str) -> Any:
    """An argument that is JSON, whether it came as text in a form or as itself."""
    value = args.get(name)
    if not isinstance(value, str):
        return value
    if not value:
        return None
    try:
        return json.loads(value)
    except ValueError:
        raise Refused(error) from None


def conversation(workspace: Workspace, args: Args) -> Doc:
    """The conversation meant; a private one without the app in it does not exist to the app."""
    found = workspace.conversations.get(text_of(args, "channel"))
    bot = workspace.settings.bot_user_id
    if found is None or (found["private"] and bot not in found["members"]):
        raise Refused("channel_not_found")
    return found


def joined(workspace: Workspace, found: Doc) -> Doc:
    """This conversation, if the app is in it."""
    if workspace.settings.bot_user_id not in found["members"]:
        raise Refused("not_in_channel")
    return found


def channel_only(found: Doc) -> Doc:
    """This conversation, if it is a channel and not a direct message."""
    if found["kind"] != "channel":
        raise Refused("method_not_supported_for_channel_type")
    return found


def open_still(found: Doc, error: str = "is_archived") -> Doc:
    """This conversation, if it is not archived."""
    if found["archived"]:
        raise Refused(error)
    return found


def person(workspace: Workspace, user: str, error: str = "user_not_found") -> Doc:
    """The person with this id."""
    found = workspace.people.get(user)
    if found is None:
        raise Refused(error)
    return found


def metadata(args: Args) -> Doc | None:
    """Message metadata of the right shape, or none."""
    value = json_of(args, "metadata", "invalid_metadata_format")
    if value is None:
        return None
    if value == {}:
        return {}
    if not isinstance(value, dict) or set(value) - {"event_type", "event_payload", "entities"}:
        raise Refused("invalid_metadata_format")
    event_type, payload = value.get("event_type"), value.get("event_payload")
    if not isinstance(event_type, str) or not event_type or not isinstance(payload, dict):
        raise Refused("invalid_metadata_schema")
    if len(json.dumps(value)) > METADATA_LIMIT:
        raise Refused("metadata_too_large")
    return value


def channel_name(workspace: Workspace, name: str) -> str:
    """A name that a new channel may take."""
    if not name:
        raise Refused("invalid_name_required")
    if len(name) > NAME_LIMIT:
        raise Refused("invalid_name_maxlength")
    if any(c not in "-_" and (not c.isalnum() or c != c.lower()) for c in name):
        raise Refused("invalid_name_specials")
    if not any(c.isalnum() for c in name):
        raise Refused("invalid_name_punctuation")
    if workspace.named(name):
        raise Refused("name_taken")
    return name


def limit(args: Args, default: int = 100, most: int = 1000) -> int:
    """How many items a page may hold."""
    try:
        wanted = int(args.get("limit") or default)
    except ValueError:
        raise Refused("invalid_limit") from None
    if wanted < 1:
        raise Refused("invalid_limit")
    return min(wanted, most)


def page(items: list[Any], args: Args) -> tuple[list[Any], str]:
    """One page of items, and the cursor of the next, empty when this was the last."""
    cursor = text_of(args, "cursor")
    try:
        start = int(cursor.removeprefix("next:")) if cursor else 0
    except ValueError:
        raise Refused("invalid_cursor") from None
    end = start + limit(args)
    return items[start:end], f"next:{end}" if end < len(items) else ""

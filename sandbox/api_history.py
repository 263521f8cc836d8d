"""conversations.history and .replies: what has been said, newest and oldest first, in pages."""

from sandbox import checks, shapes
from sandbox.checks import Args
from sandbox.desk import Desk
from sandbox.refused import Refused
from sandbox.shelf import Doc


def history(desk: Desk, args: Args) -> Doc:
    """conversations.history: the main conversation, newest first."""
    workspace = desk.workspace
    found = checks.joined(workspace, checks.conversation(workspace, args))
    said = [m for m in workspace.messages_in(found["id"]) if _in_main(m)]
    return _page(desk, list(reversed(_between(said, args))), args)


def replies(desk: Desk, args: Args) -> Doc:
    """conversations.replies: a parent and its thread, oldest first."""
    workspace = desk.workspace
    found = checks.conversation(workspace, args)
    if workspace.settings.bot_user_id not in found["members"]:
        raise Refused("channel_not_found")
    parent = workspace.message(found["id"], checks.text_of(args, "ts"))
    if parent is None:
        raise Refused("thread_not_found")
    thread = _between(workspace.replies(found["id"], parent["ts"]), args)
    return _page(desk, [parent, *thread], args)


def _in_main(message: Doc) -> bool:
    return not message["thread_ts"] or bool(message.get("broadcast"))


def _between(messages: list[Doc], args: Args) -> list[Doc]:
    oldest, latest = _moment(args, "oldest"), _moment(args, "latest")
    inclusive = checks.flag(args, "inclusive")

    def wanted(message: Doc) -> bool:
        at = float(message["ts"])
        if inclusive and at in (oldest, latest):
            return True
        return (oldest is None or at > oldest) and (latest is None or at < latest)

    return [message for message in messages if wanted(message)]


def _moment(args: Args, name: str) -> float | None:
    value = args.get(name)
    if value in (None, "", "0", 0):
        return None
    try:
        return float(str(value))
    except ValueError:
        raise Refused(f"invalid_ts_{name}") from None


def _page(desk: Desk, messages: list[Doc], args: Args) -> Doc:
    rows, cursor = checks.page(messages, args)
    whole = checks.flag(args, "include_all_metadata")
    shown: Doc = {
        "messages": [shapes.message(desk.workspace, m, metadata=whole) for m in rows],
        "has_more": bool(cursor),
        "pin_count": 0,
    }
    return shown | ({"response_metadata": {"next_cursor": cursor}} if cursor else {})

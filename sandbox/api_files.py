"""files.*: the three steps by which an app puts a file into a conversation."""

import mimetypes
from pathlib import Path

from sandbox import checks, events, shapes
from sandbox.block_checks import blocks
from sandbox.checks import Args
from sandbox.desk import Desk
from sandbox.refused import Refused
from sandbox.shelf import Doc


class Contents:
    """The bytes of the files, on disk when the workspace is kept there."""

    def __init__(self, directory: Path | None) -> None:
        self._directory = directory
        self._memory: dict[str, bytes] = {}

    def put(self, file_id: str, content: bytes) -> None:
        """Keep the bytes of a file."""
        if self._directory is None:
            self._memory[file_id] = content
        else:
            self._directory.mkdir(parents=True, exist_ok=True)
            partial = self._directory / f"{file_id}.partial"
            partial.write_bytes(content)
            partial.replace(self._directory / file_id)

    def get(self, file_id: str) -> bytes:
        """The bytes of a file."""
        if self._directory is None:
            return self._memory[file_id]
        return (self._directory / file_id).read_bytes()


def get_upload_url(desk: Desk, args: Args) -> Doc:
    """files.getUploadURLExternal"""
    try:
        length = int(args.get("length") or 0)
    except ValueError:
        raise Refused("invalid_arguments", "must be an integer [json-pointer:/length]") from None
    name = checks.text_of(args, "filename")
    if length < 1 or not name:
        raise Refused("missing_argument")
    file_id = desk.workspace.new_id("F")
    kept: Doc = {
        "id": file_id,
        "name": name,
        "title": name,
        "size": length,
        "mimetype": mimetypes.guess_type(name)[0] or "application/octet-stream",
        "user": desk.workspace.settings.bot_user_id,
        "created": int(desk.workspace.clock.now().timestamp()),
        "uploaded": False,
        "complete": False,
        "shares": {},
        "url": f"{desk.own_url}/files-pri/{file_id}/{Path(name).name}",
    }
    desk.workspace.files.put(file_id, kept)
    return {"upload_url": f"{desk.own_url}/upload/v1/{file_id}", "file_id": file_id}


def complete_upload(desk: Desk, args: Args) -> Doc:
    """files.completeUploadExternal; sharing is asynchronous, so no ts comes back."""
    given = checks.json_of(args, "files", "invalid_arguments")
    if not isinstance(given, list) or not given:
        raise Refused("invalid_arguments", "missing required field: files")
    channels = [_target(desk, channel) for channel in _channels(args)]
    wanted = checks.json_of(args, "blocks", "invalid_blocks")
    drawn = blocks(wanted) if wanted else []
    files = [_complete(desk, entry) for entry in given]
    answer = {"files": [shapes.file(desk.workspace, kept) for kept in files]}
    for found in channels:
        _share(desk, found, files, args, drawn)
    return answer


def info(desk: Desk, args: Args) -> Doc:
    """files.info"""
    kept = desk.workspace.files.get(checks.text_of(args, "file"))
    if kept is None or not kept["complete"]:
        raise Refused("file_not_found")
    shares: Doc = {}
    for channel, ts in kept["shares"].items():
        found = desk.workspace.conversations[channel]
        kind = "private" if found["private"] else "public"
        message = desk.workspace.message(channel, ts) or {}
        row = {"ts": ts, "channel_name": found["name"]}
        if message.get("thread_ts"):
            row["thread_ts"] = message["thread_ts"]
        shares.setdefault(kind, {})[channel] = [row]
    return {"file": shapes.file(desk.workspace, kept) | {"shares": shares}, "comments": []}


def _channels(args: Args) -> list[str]:
    many = checks.text_of(args, "channels") or checks.text_of(args, "channel_id")
    return [channel.strip() for channel in many.split(",") if channel.strip()]


def _target(desk: Desk, channel: str) -> Doc:
    found = checks.joined(desk.workspace, checks.conversation(desk.workspace, {"channel": channel}))
    if found["archived"]:
        raise Refused("posting_to_channel_denied")
    return found


def _complete(desk: Desk, entry: Doc) -> Doc:
    kept = desk.workspace.files.get(str(entry.get("id"))) if isinstance(entry, dict) else None
    if kept is None or not kept["uploaded"]:
        raise Refused("file_not_found")
    kept = kept | {"complete": True, "title": entry.get("title") or kept["name"]}
    desk.workspace.files.put(kept["id"], kept)
    return kept


def _share(desk: Desk, found: Doc, files: list[Doc], args: Args, drawn: list[Doc]) -> None:
    workspace = desk.workspace
    thread = checks.text_of(args, "thread_ts") or None
    # Into a thread that is gone Slack answers ok and shares nothing.
    if thread and workspace.message(found["id"], thread) is None:
        return
    message = workspace.new_message(
        found["id"],
        workspace.settings.bot_user_id,
        checks.text_of(args, "initial_comment"),
        files=[kept["id"] for kept in files],
        blocks=drawn,
        thread_ts=thread,
        subtype="file_share",
    )
    for kept in files:
        kept["shares"][found["id"]] = message["ts"]
        workspace.files.put(kept["id"], kept)
    events.posted(desk, message)

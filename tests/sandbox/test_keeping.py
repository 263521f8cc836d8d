"""What happened in the sandbox is still there when it opens again."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx

from sandbox.driver import Workspace
from sandbox.server import Serving

Call = Callable[..., dict[str, Any]]


def test_everything_but_triggers_outlives_a_restart(
    opened: Callable[..., Serving],
    call_at: Callable[[str], Call],
    listener: Any,
    tmp_path: Path,
) -> None:
    given = {"data_dir": tmp_path / "kept", "begin": datetime(2026, 4, 1, 8, tzinfo=UTC)}
    before = opened(**given)
    workspace, call = Workspace(before.url), call_at(before.url)
    workspace.delivers_to(listener.url)
    assert workspace.now.isoformat() == "2026-04-01T08:00:00+00:00"
    workspace.reaches("2026-04-02T15:00+01:00")
    grace = workspace.person("Grace Okafor")
    channel = call("conversations.create", name="esc-1", is_private=True)["channel"]["id"]
    call("conversations.invite", channel=channel, users="U0GRACE")
    root = call("chat.postMessage", channel=channel, text="Root")["ts"]
    call("chat.postEphemeral", channel=channel, user="U0GRACE", text="Psst")
    _upload(call, channel, root)
    grace.types("/escalate")
    view = {
        "type": "modal",
        "title": {"type": "plain_text", "text": "Kept"},
        "blocks": [{"type": "divider"}],
    }
    call("views.open", trigger_id=listener.forms[-1]["trigger_id"], view=view)
    before.stop()

    after = opened(**given)
    workspace, call = Workspace(after.url), call_at(after.url)
    grace = workspace.person("Grace Okafor")
    assert workspace.now.isoformat() == "2026-04-02T15:00:00+01:00"
    assert [c.name for c in grace.channels] == ["esc-1", "general"]
    kept = grace.conversation("esc-1").messages[-1]
    assert (kept.ts, kept.text) == (root, "Root")
    assert grace.downloads(kept.replies[0].files[0]) == b"%PDF-"
    assert [n.text for n in grace.notices] == ["Psst"]
    assert grace.modal is not None
    assert grace.modal.title == "Kept"
    assert call("conversations.create", name="esc-1")["error"] == "name_taken"
    newer = call("chat.postMessage", channel=channel, text="Newer")["ts"]
    assert float(newer) > float(root)


def _upload(call: Call, channel: str, thread: str) -> None:
    asked = call("files.getUploadURLExternal", filename="record.pdf", length=5)
    assert call("files.info", file=asked["file_id"])["error"] == "file_not_found"
    assert httpx.post(asked["upload_url"], content=b"%PDF").status_code == 400
    assert httpx.post(asked["upload_url"], content=b"%PDF-").status_code == 200
    done = call(
        "files.completeUploadExternal",
        files=[{"id": asked["file_id"], "title": "The record"}],
        channel_id=channel,
        thread_ts=thread,
    )
    assert "shares" not in done["files"][0]
    shares = call("files.info", file=asked["file_id"])["file"]["shares"]
    assert shares["private"][channel][0]["thread_ts"] == thread

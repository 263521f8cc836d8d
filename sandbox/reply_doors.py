"""response_url: the door by which the app answers an act for half an hour, five times."""

import json
from datetime import datetime, timedelta

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from sandbox import events
from sandbox.block_checks import blocks
from sandbox.desk import Desk
from sandbox.refused import Refused
from sandbox.shelf import Doc

USES = 5
LIFE = timedelta(minutes=30)


def routes() -> list[Route]:
    """Where response_urls point."""
    return [Route("/response/{door}", answer, methods=["POST"])]


def give(desk: Desk, user: str, channel: str, **about: str | None) -> str:
    """A new response_url for what this person did here, to a message or a notice or neither."""
    door = desk.workspace.new_id("R")
    made = desk.workspace.clock.now().isoformat()
    kept: Doc = {"user": user, "channel": channel, "made": made, "uses": 0, "about": about}
    desk.workspace.reply_doors.put(door, kept)
    return f"{desk.own_url}/response/{door}"


async def answer(request: Request) -> Response:
    """What the app sends to a response_url."""
    desk: Desk = request.app.state.desk
    door = request.path_params["door"]
    kept = desk.workspace.reply_doors.get(door)
    now = desk.workspace.clock.now()
    if kept is None or now - datetime.fromisoformat(kept["made"]) > LIFE:
        return JSONResponse({"ok": False, "error": "expired_url"}, 404)
    if kept["uses"] >= USES:
        return JSONResponse({"ok": False, "error": "used_url"}, 404)
    try:
        body = json.loads(await request.body())
        show(desk, kept, body)
    except ValueError:
        return PlainTextResponse("invalid_payload", 400)
    except Refused as refused:
        return JSONResponse(refused.reply(), 400)
    desk.workspace.reply_doors.put(door, kept | {"uses": kept["uses"] + 1})
    return PlainTextResponse("ok")


def show(desk: Desk, kept: Doc, body: Doc) -> None:
    """Do what an answer asks: a notice, a message for all, or a change to what was pressed."""
    text = str(body.get("text") or "")
    drawn = blocks(body["blocks"]) if body.get("blocks") else []
    if body.get("delete_original"):
        return _delete_original(desk, kept)
    if not text and not drawn:
        raise Refused("no_text")
    content = {"text": text, "blocks": drawn}
    if body.get("replace_original"):
        return _replace_original(desk, kept, content)
    thread = body.get("thread_ts")
    if body.get("response_type") == "in_channel":
        bot = desk.workspace.settings.bot_user_id
        events.posted(
            desk,
            desk.workspace.new_message(kept["channel"], bot, text, blocks=drawn, thread_ts=thread),
        )
    else:
        desk.workspace.notice(kept["user"], kept["channel"], text, blocks=drawn, thread_ts=thread)
    return None


def _replace_original(desk: Desk, kept: Doc, content: Doc) -> None:
    workspace = desk.workspace
    notice = workspace.notices.get(str(kept["about"].get("notice")))
    if notice is not None:
        workspace.notices.put(notice["id"], notice | content)
        workspace.touch()
    elif message := workspace.message(kept["channel"], str(kept["about"].get("message"))):
        workspace.keep_message(message | content)
    else:
        workspace.notice(kept["user"], kept["channel"], content["text"], blocks=content["blocks"])


def _delete_original(desk: Desk, kept: Doc) -> None:
    workspace = desk.workspace
    notice = str(kept["about"].get("notice"))
    message = workspace.message(kept["channel"], str(kept["about"].get("message")))
    if notice in workspace.notices:
        workspace.notices.drop(notice)
        workspace.touch()
    elif message:
        workspace.drop_message(message)

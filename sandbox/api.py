"""The Web API: every method under /api/, its token, its arguments, its faults."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from sandbox import (
    api_chat,
    api_conversations,
    api_files,
    api_history,
    api_users,
    api_views,
)
from sandbox.checks import Args
from sandbox.desk import Desk
from sandbox.faults import Fault
from sandbox.refused import Refused
from sandbox.shelf import Doc


@dataclass(frozen=True)
class Method:
    """What answers a method, and which arguments it cannot do without."""

    run: Callable[[Desk, Args], Doc]
    required: tuple[str, ...] = ()
    missing: str = "invalid_arguments"


METHODS = {
    "auth.test": Method(api_users.auth_test),
    "bots.info": Method(api_users.bot_info),
    "team.info": Method(api_users.team_info),
    "users.info": Method(api_users.info, ("user",)),
    "users.list": Method(api_users.list_),
    "users.lookupByEmail": Method(api_users.lookup_by_email, ("email",)),
    "chat.postMessage": Method(api_chat.post_message, ("channel",)),
    "chat.update": Method(api_chat.update, ("channel", "ts")),
    "chat.delete": Method(api_chat.delete, ("channel", "ts")),
    "chat.postEphemeral": Method(api_chat.post_ephemeral, ("channel", "user")),
    "chat.getPermalink": Method(api_chat.permalink, ("channel", "message_ts")),
    "conversations.create": Method(api_conversations.create),
    "conversations.invite": Method(api_conversations.invite, ("channel",)),
    "conversations.kick": Method(api_conversations.kick, ("channel", "user")),
    "conversations.open": Method(api_conversations.open_),
    "conversations.archive": Method(api_conversations.archive, ("channel",)),
    "conversations.unarchive": Method(api_conversations.unarchive, ("channel",)),
    "conversations.info": Method(api_conversations.info, ("channel",)),
    "conversations.list": Method(api_conversations.list_),
    "conversations.members": Method(api_conversations.members, ("channel",)),
    "conversations.history": Method(api_history.history, ("channel",)),
    "conversations.replies": Method(api_history.replies, ("channel", "ts")),
    "conversations.setTopic": Method(api_conversations.set_topic, ("channel", "topic")),
    "conversations.setPurpose": Method(api_conversations.set_purpose, ("channel", "purpose")),
    "views.open": Method(api_views.open_, ("trigger_id", "view")),
    "views.push": Method(api_views.push, ("trigger_id", "view")),
    "views.update": Method(api_views.update, ("view",)),
    "views.publish": Method(api_views.publish, ("user_id", "view")),
    "files.getUploadURLExternal": Method(
        api_files.get_upload_url, ("filename", "length"), "missing_argument"
    ),
    "files.completeUploadExternal": Method(api_files.complete_upload, ("files",)),
    "files.info": Method(api_files.info, ("file",)),
}


def routes() -> list[Route]:
    """What the app calls."""
    return [
        Route("/api/{method}", call, methods=["GET", "POST"]),
        Route("/upload/v1/{file_id}", upload, methods=["POST"]),
        Route("/files-pri/{file_id}/{name}", download),
    ]


async def call(request: Request) -> Response:
    """One call of the Web API, as well or as badly as the faults would have it."""
    desk: Desk = request.app.state.desk
    name = request.path_params["method"]
    fault = desk.faults.next_for(name)
    if fault and fault.kind != "drop_after_accept":
        return await _gone_wrong(request, fault)
    try:
        reply = {"ok": True} | await _answer(desk, name, request)
    except Refused as refused:
        reply = refused.reply()
    if fault:
        request.scope["sandbox.drop"]()
    return JSONResponse(reply)


async def _gone_wrong(request: Request, fault: Fault) -> Response:
    match fault.kind:
        case "429":
            after = {"Retry-After": str(fault.retry_after)}
            return JSONResponse({"ok": False, "error": "ratelimited"}, 429, headers=after)
        case "error":
            return JSONResponse({"ok": False, "error": fault.error})
        case "timeout":
            await _until_they_hang_up(request)
    return PlainTextResponse("Internal Server Error", 500)


async def _until_they_hang_up(request: Request) -> None:
    try:
        await request.body()
        while (await request.receive())["type"] != "http.disconnect":
            pass
    except ClientDisconnect:
        pass


async def _answer(desk: Desk, name: str, request: Request) -> Doc:
    args = await _arguments(request)
    _authorise(desk, request, args)
    method = METHODS.get(name)
    if method is None:
        raise Refused("unknown_method", req_method=name)
    missing = [a for a in method.required if args.get(a) in (None, "")]
    if missing:
        raise Refused(method.missing, *(f"missing required field: {a}" for a in missing))
    return method.run(desk, args)


async def _arguments(request: Request) -> dict[str, Any]:
    args: dict[str, Any] = dict(request.query_params)
    if request.headers.get("content-type", "").startswith("application/json"):
        try:
            body = json.loads(await request.body() or b"{}")
        except ValueError:
            raise Refused("invalid_json") from None
        if not isinstance(body, dict):
            raise Refused("json_not_object")
        return args | body
    async with request.form() as form:
        return args | dict(form)


def _authorise(desk: Desk, request: Request, args: Args) -> None:
    header = request.headers.get("authorization", "")
    token = header.removeprefix("Bearer ") or args.get("token")
    if not token:
        raise Refused("not_authed")
    if token != desk.workspace.settings.bot_token:
        raise Refused("invalid_auth")


async def upload(request: Request) -> Response:
    """The address to which the bytes of a file are sent, raw or as a form."""
    desk: Desk = request.app.state.desk
    kept = desk.workspace.files.get(request.path_params["file_id"])
    if kept is None:
        return PlainTextResponse("Unknown upload", 404)
    content = await _sent_bytes(request)
    if len(content) != kept["size"]:
        return PlainTextResponse("The length is not the one announced", 400)
    request.app.state.contents.put(kept["id"], content)
    desk.workspace.files.put(kept["id"], kept | {"uploaded": True})
    return PlainTextResponse(f"OK - {len(content)}")


async def _sent_bytes(request: Request) -> bytes:
    if not request.headers.get("content-type", "").startswith("multipart/"):
        return await request.body()
    async with request.form() as form:
        for value in form.values():
            if not isinstance(value, str):
                return await value.read()
    return b""


async def download(request: Request) -> Response:
    """url_private: the bytes of a file, for the app's token."""
    desk: Desk = request.app.state.desk
    kept = desk.workspace.files.get(request.path_params["file_id"])
    try:
        _authorise(desk, request, {})
    except Refused:
        return PlainTextResponse("Not authorised", 403)
    if kept is None or not kept["uploaded"]:
        return PlainTextResponse("Not found", 404)
    return Response(request.app.state.contents.get(kept["id"]), media_type=kept["mimetype"])

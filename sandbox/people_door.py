"""The people's door for programs: everything the page can do, as JSON."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox import acting, seen, speaking, winding
from sandbox.deliveries import Answer
from sandbox.desk import Desk
from sandbox.faults import Fault
from sandbox.refused import Impossible
from sandbox.shelf import Doc

Act = Callable[[Desk, str, Doc], Awaitable[Any]]


def routes() -> list[Route]:
    """Where tests and the demo knock."""
    return [
        Route("/sandbox/people", people),
        Route("/sandbox/clock", clock, methods=["GET", "POST"]),
        Route("/sandbox/wind", wound, methods=["POST"]),
        Route("/sandbox/app", app_address, methods=["POST"]),
        Route("/sandbox/faults", faults, methods=["POST", "DELETE"]),
        Route("/sandbox/events", events),
        Route("/sandbox/events/{event_id}/again", again, methods=["POST"]),
        Route("/sandbox/quiet", quiet),
        Route("/sandbox/changes", changes),
        Route("/sandbox/as/{user}/conversations", conversations),
        Route("/sandbox/as/{user}/conversations/{channel}/messages", messages),
        Route("/sandbox/as/{user}/notices", notices),
        Route("/sandbox/as/{user}/modal", modal),
        Route("/sandbox/as/{user}/home", home),
        Route("/sandbox/as/{user}/files/{file_id}", file),
        Route("/sandbox/as/{user}/{act:path}", do, methods=["POST"]),
    ]


async def people(request: Request) -> Response:
    """Everybody there is."""
    return JSONResponse(list(_desk(request).workspace.people.values()))


async def clock(request: Request) -> Response:
    """The workspace's time; a POST makes it stand at a moment, or follow real time again."""
    desk = _desk(request)
    if request.method == "POST":
        given = (await request.json()).get("now")
        try:
            desk.workspace.clock.set(datetime.fromisoformat(given) if given else None)
        except (TypeError, ValueError) as fault:
            return JSONResponse({"error": f"Not a moment: {fault}"}, 409)
        desk.workspace.touch()
    return JSONResponse({"now": desk.workspace.clock.now().isoformat()})


async def wound(request: Request) -> Response:
    """Wind the clock on, as the button on the page does; what happened on the way."""
    to = str((await request.json()).get("to", ""))
    did = await winding.wind(_desk(request), request.app.state.wind_url, to)
    status = 409 if did.startswith(winding.SORRY.partition("{")[0]) else 200
    return JSONResponse({"did": did, "error": did}, status)


async def app_address(request: Request) -> Response:
    """Where the app listens, told after both have started."""
    given = await request.json()
    _desk(request).courier.app_url = given.get("app_url", _desk(request).courier.app_url)
    request.app.state.wind_url = given.get("wind_url", request.app.state.wind_url)
    return JSONResponse({"ok": True})


async def faults(request: Request) -> Response:
    """Switch a fault on; DELETE switches all of them off."""
    desk = _desk(request)
    if request.method == "DELETE":
        desk.faults.clear()
        return JSONResponse({"ok": True})
    try:
        desk.faults.add(Fault(**await request.json()))
    except (TypeError, ValueError) as fault:
        return JSONResponse({"error": str(fault)}, 409)
    return JSONResponse({"ok": True})


async def events(request: Request) -> Response:
    """Every event there has been, with the app's answers."""
    shown = [
        {
            "event_id": delivery.event_id,
            "type": delivery.payload["event"]["type"],
            "subtype": delivery.payload["event"].get("subtype"),
            "delivered": delivery.delivered,
            "statuses": [answer.status or answer.reason for answer in delivery.answers],
            "event": delivery.payload["event"],
        }
        for delivery in _desk(request).courier.events
    ]
    return JSONResponse(shown)


async def again(request: Request) -> Response:
    """Deliver one event once more, under the same event_id."""
    told = _desk(request).courier.again(request.path_params["event_id"])
    if told is None:
        return JSONResponse({"error": "There is no such event."}, 409)
    delivery = await told
    return JSONResponse({"status": delivery.answers[-1].status})


async def quiet(request: Request) -> Response:
    """Answers when no event is waiting any more."""
    await _desk(request).courier.settled()
    return JSONResponse({"ok": True})


async def changes(request: Request) -> Response:
    """How often anything has changed; with ?after=N it waits, a while, for one more change."""
    workspace = _desk(request).workspace
    after, seconds = request.query_params.get("after"), request.query_params.get("seconds", "20")
    if after is not None:
        await workspace.changed_since(int(after), min(float(seconds), 60))
    return JSONResponse({"changes": workspace.changes})


async def conversations(request: Request) -> Response:
    """What this person is in."""
    return JSONResponse(seen.conversations(_desk(request), _user(request)))


async def messages(request: Request) -> Response:
    """What has been said in one of them."""
    desk, channel = _desk(request), request.path_params["channel"]
    try:
        speaking.place(desk, _user(request), channel)
    except Impossible as why:
        return JSONResponse({"error": str(why)}, 409)
    return JSONResponse(seen.messages(desk, channel))


async def notices(request: Request) -> Response:
    """What has been shown to this person only."""
    return JSONResponse(seen.notices(_desk(request), _user(request)))


async def modal(request: Request) -> Response:
    """The modal this person has open, or null."""
    desk, user = _desk(request), _user(request)
    kept = desk.workspace.modal(user)
    depth = len(desk.workspace.stack(user))
    return JSONResponse(seen.view(desk, kept, depth) if kept else None)


async def home(request: Request) -> Response:
    """What the app has put on this person's home tab, or null."""
    desk = _desk(request)
    kept = desk.workspace.home(_user(request))
    return JSONResponse(seen.view(desk, kept) if kept else None)


async def file(request: Request) -> Response:
    """A file, for a person who is where it was shared."""
    desk, user = _desk(request), _user(request)
    kept = desk.workspace.files.get(request.path_params["file_id"])
    places = [desk.workspace.conversations[c] for c in kept["shares"]] if kept else []
    if kept is None or not any(user in found["members"] for found in places):
        return JSONResponse({"error": "There is no such file for this person."}, 409)
    plain = kept["name"].encode("ascii", "replace").decode().replace('"', "'")
    headers = {"Content-Disposition": f'attachment; filename="{plain}"'}
    content = request.app.state.contents.get(kept["id"])
    return Response(content, media_type=kept["mimetype"], headers=headers)


async def do(request: Request) -> Response:
    """One act of one person."""
    act = ACTS.get(request.path_params["act"])
    if act is None:
        return JSONResponse({"error": f"There is no such act. {', '.join(ACTS)}"}, 404)
    body = await request.json()
    try:
        result = await act(_desk(request), _user(request), body)
    except Impossible as why:
        return JSONResponse({"error": str(why)}, 409)
    except KeyError as missing:
        return JSONResponse({"error": f"The act needs {missing}."}, 409)
    return JSONResponse(_told(result))


def _told(result: Any) -> Doc:
    if isinstance(result, Answer):
        return {"acknowledged": result.ok, "status": result.status, "reason": result.reason}
    return {"result": result}


async def _post(desk: Desk, user: str, body: Doc) -> Doc:
    kept = await speaking.post(desk, user, body["channel"], body["text"], body.get("thread_ts"))
    return seen.message(desk, kept)


async def _edit(desk: Desk, user: str, body: Doc) -> Doc:
    kept = await speaking.edit(desk, user, body["channel"], body["ts"], body["text"])
    return seen.message(desk, kept)


async def _fill(desk: Desk, user: str, body: Doc) -> None:
    acting.fill(desk, user, body["values"])


ACTS: dict[str, Act] = {
    "command": lambda d, u, b: speaking.command(d, u, b["channel"], b["line"]),
    "post": _post,
    "edit": _edit,
    "delete": lambda d, u, b: speaking.delete(
        d, u, b["channel"], b["ts"], any_=bool(b.get("as_administrator"))
    ),
    "remove": lambda d, u, b: speaking.remove(d, u, b["channel"], b["other"]),
    "archive": lambda d, u, b: speaking.archive(d, u, b["channel"]),
    "leave-workspace": lambda d, u, b: speaking.leave_workspace(d, u),
    "join": lambda d, u, b: speaking.join(d, u, b["channel"]),
    "leave": lambda d, u, b: speaking.leave(d, u, b["channel"]),
    "press": lambda d, u, b: acting.press(d, u, b["channel"], b["ts"], b),
    "home": lambda d, u, b: speaking.open_home(d, u, b.get("tab", "home")),
    "home/act": lambda d, u, b: acting.act(d, u, b, home=True),
    "modal/fill": _fill,
    "modal/submit": lambda d, u, b: acting.submit(d, u),
    "modal/act": lambda d, u, b: acting.act(d, u, b),
    "modal/close": lambda d, u, b: acting.close(d, u, all_of_them=bool(b.get("all"))),
}


def _desk(request: Request) -> Desk:
    desk: Desk = request.app.state.desk
    return desk


def _user(request: Request) -> str:
    return str(request.path_params["user"])

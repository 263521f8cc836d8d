"""The page: be one of the people, read, type, press, fill in; and wind the clock."""

from collections.abc import Awaitable, Callable
from typing import Any

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from sandbox import acting, inputs, speaking
from sandbox.desk import Desk
from sandbox.drawing import draw, tints
from sandbox.page_values import by_agency, for_person, fresh_notice, now_words
from sandbox.refused import Impossible
from sandbox.shelf import Doc
from sandbox.winding import wind

Handler = Callable[[Request], Awaitable[Response]]
HERE = "/as/{user}/in/{channel}"


def routes() -> list[Route]:
    """What a browser asks for."""
    return [
        Route("/", choose),
        Route("/be", be),
        Route("/as/{user}", front),
        Route("/as/{user}/home", home),
        Route("/as/{user}/home", home_act, methods=["POST"]),
        Route("/as/{user}/modal", modal, methods=["POST"]),
        Route("/as/{user}/wind", wound, methods=["POST"]),
        Route(HERE, conversation),
        Route(f"{HERE}/say", say, methods=["POST"]),
        Route(f"{HERE}/press", press, methods=["POST"]),
        Route(f"{HERE}/change", change, methods=["POST"]),
        Route(f"{HERE}/dismiss", dismiss, methods=["POST"]),
    ]


# -- looking


async def choose(request: Request) -> Response:
    """Who would you like to be?"""
    desk = _desk(request)
    colours = tints(desk.workspace.people.values())
    shown = {"agencies": by_agency(desk), "now": now_words(desk), "tints": colours}
    return HTMLResponse(draw("choose.html", **shown))


async def be(request: Request) -> Response:
    """Become somebody else."""
    return _see(f"/as/{request.query_params.get('who', '')}")


async def front(request: Request) -> Response:
    """Where a person begins: in the direct messages with the app."""
    user = _user(request)
    return _see(f"/as/{user}/in/{_desk(request).workspace.direct_message(user)['id']}")


async def conversation(request: Request) -> Response:
    """A conversation, and beside it the thread that is open."""
    desk, user, channel = _desk(request), _user(request), request.path_params["channel"]
    try:
        found = speaking.place(desk, user, channel)
    except Impossible:
        raise HTTPException(404, "This person is not in that conversation.") from None
    before = float(found["read"].get(user, 0))
    found["read"][user] = desk.workspace.clock.now().timestamp()
    said = desk.workspace.messages_in(channel)
    if said:
        found["read"][user] = max(found["read"][user], float(said[-1]["ts"]))
    desk.workspace.conversations.put(channel, found)
    values = for_person(desk, user, found, request.query_params.get("thread"))
    editing = request.query_params.get("edit")
    return _drawn(request, "conversation.html", **values, editing=editing, new_after=before)


async def home(request: Request) -> Response:
    """The app's home tab."""
    desk, user = _desk(request), _user(request)
    await speaking.open_home(desk, user, "home")
    values = for_person(desk, user, None, None)
    return _drawn(request, "home.html", **values, home=desk.workspace.home(user))


# -- doing


async def say(request: Request) -> Response:
    """Post what is in the composer, or run it as a command."""
    desk, user, channel = _desk(request), _user(request), request.path_params["channel"]
    form = await request.form()
    text, thread = _text(form, "text"), _text(form, "thread") or None
    try:
        if not text.startswith("/"):
            await speaking.post(desk, user, channel, text, thread)
        elif thread:
            raise Impossible("Slack takes no commands in threads: type it in the conversation.")
        else:
            await speaking.command(desk, user, channel, text)
    except Impossible as why:
        _say(request, str(why))
        request.app.state.drafts[(user, channel, thread)] = text
    return _back(request, form)


async def press(request: Request) -> Response:
    """Press or choose something in a message."""
    desk, user, channel = _desk(request), _user(request), request.path_params["channel"]
    form = await request.form()
    what: Doc = {key: _text(form, key) for key in ("block_id", "action_id")}
    values = form.getlist("value")
    what["value"] = values if len(values) > 1 else (values[0] if values else None)
    try:
        await acting.press(desk, user, channel, _text(form, "ts"), what)
    except Impossible as why:
        _say(request, str(why))
    return _back(request, form)


async def change(request: Request) -> Response:
    """Edit or delete one's own message."""
    desk, user, channel = _desk(request), _user(request), request.path_params["channel"]
    form = await request.form()
    try:
        if _text(form, "do") == "delete":
            await speaking.delete(desk, user, channel, _text(form, "ts"))
        elif _text(form, "do") == "edit":
            await speaking.edit(desk, user, channel, _text(form, "ts"), _text(form, "text"))
    except Impossible as why:
        _say(request, str(why))
    return _back(request, form)


async def dismiss(request: Request) -> Response:
    """Put a notice away."""
    desk, form = _desk(request), await request.form()
    notice = desk.workspace.notices.get(_text(form, "notice"))
    if notice and notice["user"] == _user(request):
        desk.workspace.notices.drop(notice["id"])
        desk.workspace.touch()
    return _back(request, form)


async def modal(request: Request) -> Response:
    """Fill in the open modal and submit it, close it, or press something in it."""
    desk, user, form = _desk(request), _user(request), await request.form()
    kept = desk.workspace.modal(user)
    if kept is None or kept["id"] != _text(form, "view"):
        _say(request, "That form is no longer open.")
        return _back(request, form)
    try:
        acting.fill(desk, user, _typed(kept, form))
        await _do_in_modal(desk, user, _text(form, "do"))
    except Impossible as why:
        _say(request, str(why))
    return _back(request, form)


async def _do_in_modal(desk: Desk, user: str, do: str) -> None:
    if do == "submit":
        await acting.submit(desk, user)
    elif do in ("close", "close_all"):
        await acting.close(desk, user, all_of_them=do == "close_all")
    else:
        kept = desk.workspace.modal(user)
        await acting.act(desk, user, _pressed(kept, do))


async def home_act(request: Request) -> Response:
    """Press or choose something on the home tab."""
    desk, user, form = _desk(request), _user(request), await request.form()
    kept = desk.workspace.home(user)
    if kept is not None:
        try:
            acting.put(desk, kept, _typed(kept, form))
            await acting.act(desk, user, _pressed(kept, _text(form, "do")), home=True)
        except Impossible as why:
            _say(request, str(why))
    return _back(request, form)


async def wound(request: Request) -> Response:
    """Wind the clock on, and say what happened on the way."""
    form = await request.form()
    _say(request, await wind(_desk(request), request.app.state.wind_url, _text(form, "to")))
    return _back(request, form)


def _typed(kept: Doc, form: FormData) -> Doc:
    """What is in the form for each field of this view; an unticked box is not in it at all."""
    found: Doc = {}
    for block, element in acting.fields(kept):
        values = [str(value) for value in form.getlist(f"field-{block['block_id']}")]
        if element["type"] in inputs.LISTS:
            found[block["block_id"]] = values
        else:
            found[block["block_id"]] = values[0].replace("\r\n", "\n") if values else None
    return found


def _pressed(kept: Doc | None, do: str) -> Doc:
    for block, element in inputs.elements(kept["view"]["blocks"] if kept else []):
        act = f"act:{block['block_id']}:{element['action_id']}"
        what = {"block_id": block["block_id"], "action_id": element["action_id"]}
        if element["type"] == "overflow" and do.startswith(f"{act}:"):
            return what | {"value": do.removeprefix(f"{act}:")}
        if do == act:
            if kept and element["type"] in inputs.KEYS and element["type"] != "overflow":
                state = kept["state"][block["block_id"]][element["action_id"]]
                return what | {"value": inputs.simple(state)}
            return what | {"value": element.get("value")}
    raise Impossible("That is no longer there.")


def _drawn(request: Request, name: str, **values: Any) -> Response:
    user = _user(request)
    drafts = request.app.state.drafts
    said = request.app.state.said.pop(user, [])
    here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    channel = request.path_params.get("channel")
    thread = values["thread"]["root"]["ts"] if values.get("thread") else None
    return HTMLResponse(
        draw(
            name,
            said=said,
            here=here.split("&edit=")[0].split("?edit=")[0],
            draft=drafts.pop((user, channel, None), ""),
            thread_draft=drafts.pop((user, channel, thread), "") if thread else "",
            can_wind=bool(request.app.state.wind_url),
            **values,
        )
    )


def _say(request: Request, sentence: str) -> None:
    request.app.state.said.setdefault(_user(request), []).append(sentence)


def _back(request: Request, form: FormData) -> Response:
    back = _text(form, "back")
    desk, user, channel = _desk(request), _user(request), request.path_params.get("channel")
    # With a place named in the address a browser would not move the focus into the modal.
    if desk.workspace.modal(user):
        back = back.partition("#")[0]
    elif channel and (fresh := fresh_notice(desk, user, channel)):
        back = f"{back.partition('#')[0]}#m{fresh}"
    return _see(back if back.startswith("/as/") else "/")


def _see(path: str) -> Response:
    return RedirectResponse(path, status_code=303)


def _text(form: FormData, key: str) -> str:
    return str(form.get(key) or "")


def _desk(request: Request) -> Desk:
    desk: Desk = request.app.state.desk
    return desk


def _user(request: Request) -> str:
    user = str(request.path_params["user"])
    person = _desk(request).workspace.people.get(user)
    if person is None or person["is_bot"]:
        raise HTTPException(404, "There is nobody with that id.")
    return user

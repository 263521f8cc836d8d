"""What people do: pressing what is in messages, and filling in, submitting and closing modals."""

import json
from typing import Any

from sandbox import api_views, inputs, reply_doors, shapes
from sandbox.deliveries import Answer
from sandbox.desk import Desk
from sandbox.refused import Impossible, Refused
from sandbox.shelf import Doc
from sandbox.speaking import channel_name, name, place, trouble
from sandbox.view_checks import view as checked_view

TROUBLE = "We had some trouble connecting. Try again?"


async def press(desk: Desk, user: str, channel: str, ts: str, what: Doc) -> Answer:
    """Press a button or choose from a menu in a message or in a notice."""
    found = place(desk, user, channel)
    message, notice = desk.workspace.message(channel, ts), _notice(desk, user, channel, ts)
    source = message or notice
    if source is None and not what.get("as_seen"):
        raise Impossible("That message is no longer there.")
    blocks = source["blocks"] if source else []
    element, block_id = _element(blocks, what)
    action = _action(desk, element, block_id, what.get("value"))
    state = inputs.initial_state(blocks)
    if block_id in state and element["action_id"] in state[block_id]:
        state[block_id][element["action_id"]] = _value(desk, element, what.get("value"))
    about = {"message": ts if message else None, "notice": notice["id"] if notice else None}
    container = {
        "type": "message",
        "message_ts": ts,
        "channel_id": channel,
        "is_ephemeral": notice is not None,
    }
    if source and source["thread_ts"]:
        container["thread_ts"] = source["thread_ts"]
    payload = _from(desk, user) | {
        "type": "block_actions",
        "container": container,
        "trigger_id": desk.workspace.triggers.give(user),
        "channel": {"id": channel, "name": channel_name(found)},
        "state": {"values": state},
        "response_url": reply_doors.give(desk, user, channel, **about),
        "actions": [action | {"action_ts": desk.workspace.clock.ts()}],
    }
    if message:
        payload["message"] = shapes.message(desk.workspace, message)
    answer = await desk.courier.interaction(payload)
    if not answer.ok:
        trouble(desk, user, channel, TROUBLE)
    return answer


def fill(desk: Desk, user: str, values: dict[str, Any]) -> None:
    """Put values into the fields of the open modal, by block id; nothing is sent."""
    put(desk, _open(desk, user), values)


def put(desk: Desk, kept: Doc, values: dict[str, Any]) -> None:
    """Put values into the fields of this view, by block id."""
    by_block = {block["block_id"]: element for block, element in fields(kept)}
    for block_id, given in values.items():
        if block_id not in by_block:
            raise Impossible(f"No field {block_id!r}. There is: {', '.join(by_block)}.")
        element = by_block[block_id]
        kept["state"][block_id][element["action_id"]] = _value(desk, element, given)
        kept["errors"].pop(block_id, None)
    desk.workspace.views.put(kept["id"], kept)
    desk.workspace.touch()


async def act(desk: Desk, user: str, what: Doc, *, home: bool = False) -> Answer:
    """Press or choose something inside a view that the app hears of at once."""
    kept = desk.workspace.home(user) if home else _open(desk, user)
    if kept is None:
        raise Impossible("The app's home has nothing on it.")
    element, block_id = _element(kept["view"]["blocks"], what)
    if element["type"] in inputs.KEYS and element["type"] != "overflow":
        value = _value(desk, element, what.get("value"))
        kept["state"][block_id][element["action_id"]] = value
        desk.workspace.views.put(kept["id"], kept)
    payload = _from(desk, user) | {
        "type": "block_actions",
        "container": {"type": "view", "view_id": kept["id"]},
        "trigger_id": desk.workspace.triggers.give(user, kept["id"]),
        "view": shapes.view(desk.workspace, kept),
        "actions": [
            _action(desk, element, block_id, what.get("value"))
            | {"action_ts": desk.workspace.clock.ts()}
        ],
    }
    answer = await desk.courier.interaction(payload)
    _troubled(desk, kept["id"], TROUBLE if not answer.ok else "")
    return answer


async def submit(desk: Desk, user: str) -> Answer | None:
    """Submit the open modal; none when Slack itself would not send it."""
    kept = _open(desk, user)
    if kept["view"].get("submit") is None and not fields(kept):
        raise Impossible("This modal has nothing to submit.")
    kept["errors"] = inputs.complaints(kept["view"]["blocks"], kept["state"])
    kept["trouble"] = ""
    desk.workspace.views.put(kept["id"], kept)
    if kept["errors"]:
        desk.workspace.touch()
        return None
    payload = _from(desk, user) | {
        "type": "view_submission",
        "trigger_id": desk.workspace.triggers.give(user, kept["id"]),
        "view": shapes.view(desk.workspace, kept),
        "response_urls": [],
    }
    answer = await desk.courier.interaction(payload)
    _follow(desk, user, kept["id"], answer)
    return answer


async def close(desk: Desk, user: str, *, all_of_them: bool = False) -> None:
    """Close the open modal, back to the one under it, or everything at once."""
    kept = _open(desk, user)
    stack = desk.workspace.stack(user)
    cleared = all_of_them or bool(kept["view"].get("clear_on_close"))
    going = [desk.workspace.views[v] for v in reversed(stack)] if cleared else [kept]
    desk.workspace.set_stack(user, [] if cleared else stack[:-1])
    for view in going:
        if view["view"].get("notify_on_close"):
            payload = {"type": "view_closed", "is_cleared": cleared}
            shown = {"view": shapes.view(desk.workspace, view)}
            await desk.courier.interaction(_from(desk, user) | payload | shown)


def _follow(desk: Desk, user: str, view_id: str, answer: Answer) -> None:
    if view_id not in desk.workspace.views:
        return None
    if not answer.ok:
        return _troubled(desk, view_id, TROUBLE)
    try:
        given = json.loads(answer.body) if answer.body.strip() else {}
        _response_action(desk, user, desk.workspace.views[view_id], given)
    except (ValueError, KeyError, Refused) as fault:
        _troubled(desk, view_id, f"{TROUBLE} (The app's answer was not one Slack takes: {fault})")


def _response_action(desk: Desk, user: str, kept: Doc, given: Doc) -> None:
    stack = desk.workspace.stack(user)
    match given.get("response_action"):
        case "errors":
            inside = {block["block_id"] for block, _ in fields(kept) if block["type"] == "input"}
            if not given["errors"] or set(given["errors"]) - inside:
                raise Refused("invalid_arguments", "errors must be keyed by input block_ids")
            desk.workspace.keep_view(kept | {"errors": given["errors"]})
        case "update":
            api_views.replace(desk, kept, checked_view(given["view"], "modal"))
        case "push":
            api_views.add(desk, user, checked_view(given["view"], "modal"))
        case "clear":
            desk.workspace.set_stack(user, [])
        case None:
            # The app may have opened something else meanwhile; only the submitted view goes.
            desk.workspace.set_stack(user, [v for v in stack if v != kept["id"]])
        case other:
            raise Refused("invalid_arguments", f"no such response_action: {other}")


def _troubled(desk: Desk, view_id: str, sentence: str) -> None:
    kept = desk.workspace.views.get(view_id)
    if kept is not None and kept["trouble"] != sentence:
        desk.workspace.views.put(view_id, kept | {"trouble": sentence})
        desk.workspace.touch()


def _open(desk: Desk, user: str) -> Doc:
    kept = desk.workspace.modal(user)
    if kept is None:
        raise Impossible(f"{name(desk, user)} has no modal open.")
    return kept


def fields(kept: Doc) -> list[tuple[Doc, Doc]]:
    """What can be filled in in a view, block by block."""
    found = inputs.elements(kept["view"]["blocks"])
    return [(b, e) for b, e in found if e["type"] in inputs.KEYS and e["type"] != "overflow"]


def _notice(desk: Desk, user: str, channel: str, ts: str) -> Doc | None:
    mine = (n for n in desk.workspace.notices.values() if n["user"] == user)
    return next((n for n in mine if n["ts"] == ts and n["channel"] == channel), None)


def _element(blocks: list[Doc], what: Doc) -> tuple[Doc, str]:
    """The element meant; failing that, the one this person still has on their screen."""
    found = list(inputs.elements(blocks))
    alike = [(block["block_id"], element) for block, element in found if _is_meant(element, what)]
    # A block without an id of the app's own is given a new one each time its message changes.
    alike.sort(key=lambda each: what.get("block_id") not in (None, each[0]))
    if alike:
        return alike[0][1], alike[0][0]
    if seen := what.get("as_seen"):
        return seen, str(what.get("block_id") or "gone")
    there = ", ".join(element["action_id"] for _, element in found) or "nothing"
    raise Impossible(f"No {what['action_id']!r} to press. There is: {there}.")


def _is_meant(element: Doc, what: Doc) -> bool:
    same_value = element["type"] != "button" or what.get("value") in (None, element.get("value"))
    return bool(element["action_id"] == what["action_id"] and same_value)


def _action(desk: Desk, element: Doc, block_id: str, given: Any) -> Doc:
    action = {"action_id": element["action_id"], "block_id": block_id, "type": element["type"]}
    if element["type"] == "button":
        return action | {k: element[k] for k in ("text", "value", "style") if k in element}
    return action | _value(desk, element, given)


def _value(desk: Desk, element: Doc, given: Any) -> Doc:
    names = {p["id"]: p["name"] for p in desk.workspace.people.values()}
    return inputs.state_for(element, given, names)


def _from(desk: Desk, user: str) -> Doc:
    settings, person = desk.workspace.settings, desk.workspace.people[user]
    return {
        "user": {
            "id": user,
            "username": shapes.handle(person),
            "name": shapes.handle(person),
            "team_id": settings.team_id,
        },
        "api_app_id": settings.app_id,
        "token": "sandbox-verification-token",
        "team": {"id": settings.team_id, "domain": "sandbox"},
        "enterprise": None,
        "is_enterprise_install": False,
    }

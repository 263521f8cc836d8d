"""The values the page's templates draw from: one person's view of the workspace."""

from itertools import groupby
from typing import Any

from sandbox import seen
from sandbox.clock import UK, uk_words
from sandbox.desk import Desk
from sandbox.drawing import day, tints
from sandbox.inputs import KEYS
from sandbox.shelf import Doc


def by_agency(desk: Desk) -> list[tuple[str, list[Doc]]]:
    """The people, gathered under the labels of their agencies, in the order they came."""
    people = [p for p in desk.workspace.people.values() if not p["is_bot"]]
    agencies = list(dict.fromkeys(str(p["agency"]) for p in people))
    return [(a or "No agency", [p for p in people if p["agency"] == a]) for a in agencies]


def now_words(desk: Desk) -> str:
    """The workspace's time as people say it."""
    return uk_words(desk.workspace.clock.now())


def for_person(desk: Desk, user: str, found: Doc | None, thread: str | None) -> Doc:
    """Everything the page shows to this person, here."""
    workspace = desk.workspace
    here = seen.conversation(desk, user, found) if found else None
    roots = seen.messages(desk, found["id"]) if found else []
    notices = seen.notices(desk, user, found["id"]) if found else []
    opened = _thread(roots, thread)
    kept = workspace.modal(user)
    return {
        "me": workspace.people[user],
        "people": dict(workspace.people.items()),
        "tints": tints(workspace.people.values()),
        "names": seen.names(workspace),
        "agencies": by_agency(desk),
        "conversations": seen.conversations(desk, user),
        "where": here,
        "days": _days([*roots, *(n for n in notices if not _is_in(n, opened))]),
        "thread": _opened(opened, notices) if opened else None,
        "fresh": fresh_notice(desk, user, found["id"]) if found else None,
        "modal": seen.view(desk, kept, len(workspace.stack(user))) if kept else None,
        "state": kept["state"] if kept else {},
        "now": now_words(desk),
        "now_field": f"{workspace.clock.now().astimezone(UK):%Y-%m-%dT%H:%M}",
        "changes": workspace.changes,
        "input_keys": KEYS,
        "commands": workspace.settings.commands,
        "app_name": workspace.settings.bot_name,
    }


def _thread(roots: list[Doc], wanted: str | None) -> Doc | None:
    """The thread asked for; if none was, the only one there is."""
    if wanted:
        return next((root for root in roots if root["ts"] == wanted), None)
    threaded = [root for root in roots if root["replies"]]
    return threaded[0] if len(threaded) == 1 and wanted is None else None


def fresh_notice(desk: Desk, user: str, channel: str) -> str | None:
    """The timestamp of what only this person was shown last, until something is said after it."""
    shown = max((float(n["ts"]) for n in seen.notices(desk, user, channel)), default=0.0)
    said = desk.workspace.messages_in(channel)
    return f"{shown:.6f}" if shown > (float(said[-1]["ts"]) if said else 0.0) else None


def _is_in(notice: Doc, opened: Doc | None) -> bool:
    return bool(notice["thread_ts"]) and opened is not None and notice["thread_ts"] == opened["ts"]


def _opened(root: Doc, notices: list[Doc]) -> dict[str, Any]:
    own = [n for n in notices if n["thread_ts"] == root["ts"]]
    return {"root": root | {"again": True}, "days": _days([*root["replies"], *own])}


def _days(entries: list[Doc]) -> list[tuple[str, list[Doc]]]:
    ordered = sorted(entries, key=lambda entry: float(entry["ts"]))
    return [(on, list(rows)) for on, rows in groupby(ordered, key=lambda entry: day(entry["ts"]))]

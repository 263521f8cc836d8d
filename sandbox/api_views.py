"""views.*: the modals people have before them, and the app's home tab."""

from sandbox import checks, shapes
from sandbox.checks import Args
from sandbox.desk import Desk
from sandbox.inputs import initial_state
from sandbox.refused import Refused
from sandbox.shelf import Doc
from sandbox.view_checks import view_argument

STACK = 3


def open_(desk: Desk, args: Args) -> Doc:
    """views.open"""
    given = view_argument(args, "modal")
    _unique_external_id(desk, given)
    trigger = desk.workspace.triggers.exchange(checks.text_of(args, "trigger_id"))
    desk.workspace.set_stack(trigger.user, [])
    return {"view": shapes.view(desk.workspace, add(desk, trigger.user, given))}


def push(desk: Desk, args: Args) -> Doc:
    """views.push; only from something done inside an open modal."""
    given = view_argument(args, "modal")
    _unique_external_id(desk, given)
    trigger = desk.workspace.triggers.exchange(checks.text_of(args, "trigger_id"))
    if trigger.view is None or trigger.view not in desk.workspace.stack(trigger.user):
        raise Refused("not_found")
    return {"view": shapes.view(desk.workspace, add(desk, trigger.user, given))}


def update(desk: Desk, args: Args) -> Doc:
    """views.update"""
    kept = _meant(desk, args)
    given = view_argument(args, kept["view"]["type"])
    _same_hash(kept, args)
    _unique_external_id(desk, given, besides=kept)
    return {"view": shapes.view(desk.workspace, replace(desk, kept, given))}


def publish(desk: Desk, args: Args) -> Doc:
    """views.publish"""
    workspace = desk.workspace
    given = view_argument(args, "home")
    user = checks.person(workspace, checks.text_of(args, "user_id"))["id"]
    kept = workspace.home(user)
    _unique_external_id(desk, given, besides=kept)
    if kept is None:
        kept = new_view(desk, user, given, [])
    else:
        _same_hash(kept, args)
        kept = replace(desk, kept, given)
    return {"view": shapes.view(workspace, kept)}


def add(desk: Desk, user: str, given: Doc) -> Doc:
    """Put a view on top of what this person has open; three at most."""
    stack = desk.workspace.stack(user)
    if len(stack) >= STACK:
        raise Refused("push_limit_reached")
    kept = new_view(desk, user, given, stack)
    desk.workspace.set_stack(user, [*stack, kept["id"]])
    return kept


def new_view(desk: Desk, user: str, given: Doc, stack: list[str]) -> Doc:
    """Keep a view as this person's, nothing yet filled in."""
    view_id = desk.workspace.new_id("V")
    kept: Doc = {
        "id": view_id,
        "user": user,
        "view": given,
        "state": initial_state(given["blocks"]),
        "errors": {},
        "trouble": "",
        "root_view_id": stack[0] if stack else view_id,
        "previous_view_id": stack[-1] if stack else None,
    }
    return desk.workspace.keep_view(kept)


def replace(desk: Desk, kept: Doc, given: Doc) -> Doc:
    """Change what a view shows; what was filled in under the same ids stays."""
    state = initial_state(given["blocks"], kept["state"])
    return desk.workspace.keep_view(
        kept | {"view": given, "state": state, "errors": {}, "trouble": ""}
    )


def _meant(desk: Desk, args: Args) -> Doc:
    view_id, external_id = checks.text_of(args, "view_id"), checks.text_of(args, "external_id")
    if not view_id and not external_id:
        raise Refused("invalid_arguments", "missing required field: view_id")
    for kept in desk.workspace.views.values():
        if view_id and kept["id"] == view_id:
            return kept
        if external_id and kept["view"].get("external_id") == external_id:
            return kept
    raise Refused("not_found")


def _same_hash(kept: Doc, args: Args) -> None:
    given = checks.text_of(args, "hash")
    if given and given != kept["hash"]:
        raise Refused("hash_conflict")


def _unique_external_id(desk: Desk, given: Doc, besides: Doc | None = None) -> None:
    wanted = given.get("external_id")
    own = besides["id"] if besides else None
    for kept in desk.workspace.views.values():
        if wanted and kept["id"] != own and kept["view"].get("external_id") == wanted:
            raise Refused("duplicate_external_id")

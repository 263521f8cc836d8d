"""auth.*, users.* and the like: who the app is and who the people are."""

from sandbox import checks, shapes
from sandbox.checks import Args
from sandbox.desk import Desk
from sandbox.refused import Refused
from sandbox.shelf import Doc


def auth_test(desk: Desk, args: Args) -> Doc:
    """auth.test"""
    settings = desk.workspace.settings
    return {
        "url": f"{desk.own_url}/",
        "team": settings.team_name,
        "user": settings.bot_name.lower(),
        "team_id": settings.team_id,
        "user_id": settings.bot_user_id,
        "bot_id": settings.bot_id,
        "app_id": settings.app_id,
        "is_enterprise_install": False,
    }


def info(desk: Desk, args: Args) -> Doc:
    """users.info; it answers for deactivated people too."""
    found = checks.person(desk.workspace, checks.text_of(args, "user"))
    return {"user": shapes.user(desk.workspace, found)}


def lookup_by_email(desk: Desk, args: Args) -> Doc:
    """users.lookupByEmail; deactivated people are not found."""
    wanted = checks.text_of(args, "email").lower()
    for found in desk.workspace.people.values():
        if wanted and found["email"].lower() == wanted and not found["deleted"]:
            return {"user": shapes.user(desk.workspace, found)}
    raise Refused("users_not_found")


def list_(desk: Desk, args: Args) -> Doc:
    """users.list"""
    rows, cursor = checks.page(list(desk.workspace.people.values()), args)
    shown = [shapes.user(desk.workspace, person) for person in rows]
    return {"members": shown, "response_metadata": {"next_cursor": cursor}}


def bot_info(desk: Desk, args: Args) -> Doc:
    """bots.info"""
    settings = desk.workspace.settings
    if checks.text_of(args, "bot") != settings.bot_id:
        raise Refused("bot_not_found")
    return {"bot": shapes.bot_profile(desk.workspace) | {"user_id": settings.bot_user_id}}


def team_info(desk: Desk, args: Args) -> Doc:
    """team.info"""
    settings = desk.workspace.settings
    return {"team": {"id": settings.team_id, "name": settings.team_name, "domain": "sandbox"}}

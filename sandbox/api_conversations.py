"""conversations.*: making channels, and who is in them."""

from sandbox import checks, events, shapes
from sandbox.checks import Args
from sandbox.desk import Desk
from sandbox.refused import Refused
from sandbox.shelf import Doc

TOPIC_LIMIT = 250


def create(desk: Desk, args: Args) -> Doc:
    """conversations.create"""
    workspace = desk.workspace
    name = checks.channel_name(workspace, checks.text_of(args, "name"))
    private = checks.flag(args, "is_private")
    bot = workspace.settings.bot_user_id
    found = workspace.new_conversation("channel", name, private, [bot])
    return {"channel": shapes.conversation(workspace, found)}


def invite(desk: Desk, args: Args) -> Doc:
    """conversations.invite; one bad user fails the whole call, unless forced."""
    workspace = desk.workspace
    found = _joined_channel(desk, args)
    users = [u.strip() for u in checks.text_of(args, "users").split(",") if u.strip()]
    if not users:
        raise Refused("no_user")
    bad: list[Doc] = [
        {"user": u, "ok": False, "error": e} for u in users if (e := _bad(desk, found, u))
    ]
    force = checks.flag(args, "force")
    if bad and not (force and len(bad) < len(users)):
        raise Refused(bad[0]["error"], errors=bad)
    refused = {str(row["user"]) for row in bad}
    for user in dict.fromkeys(u for u in users if u not in refused):
        join(desk, found, user, workspace.settings.bot_user_id)
    shown = {"channel": shapes.conversation(workspace, found)}
    return shown | ({"errors": bad} if bad else {})


def join(desk: Desk, found: Doc, user: str, inviter: str | None) -> events.Told:
    """Put somebody into a channel, with the line and the event that Slack makes of it."""
    found["members"].append(user)
    desk.workspace.keep_conversation(found)
    line = desk.workspace.new_message(
        found["id"],
        user,
        f"<@{user}> has joined the channel",
        subtype="channel_join",
        inviter=inviter,
    )
    events.posted(desk, line)
    return events.member(desk, found, user, inviter, joined=True)


def kick(desk: Desk, args: Args) -> Doc:
    """conversations.kick"""
    found = _joined_channel(desk, args)
    user = checks.text_of(args, "user")
    checks.person(desk.workspace, user)
    if user == desk.workspace.settings.bot_user_id:
        raise Refused("cant_kick_self")
    if user not in found["members"]:
        raise Refused("not_in_channel")
    leave(desk, found, user)
    return {"errors": {}}


def leave(desk: Desk, found: Doc, user: str) -> events.Told:
    """Take somebody out of a channel."""
    found["members"].remove(user)
    desk.workspace.keep_conversation(found)
    return events.member(desk, found, user, None, joined=False)


def open_(desk: Desk, args: Args) -> Doc:
    """conversations.open"""
    workspace = desk.workspace
    if channel := checks.text_of(args, "channel"):
        found = checks.conversation(workspace, {"channel": channel})
        if found["kind"] == "channel":
            raise Refused("method_not_supported_for_channel_type")
        return _opened(desk, found, args, before=True)
    users = [u.strip() for u in checks.text_of(args, "users").split(",") if u.strip()]
    if not users:
        raise Refused("users_list_not_supplied")
    if len(users) > 8:
        raise Refused("too_many_users")
    for user in users:
        if checks.person(workspace, user)["deleted"]:
            raise Refused("user_disabled")
    before = len(workspace.conversations)
    found = workspace.direct_message(*users)
    return _opened(desk, found, args, before=len(workspace.conversations) == before)


def archive(desk: Desk, args: Args) -> Doc:
    """conversations.archive"""
    workspace = desk.workspace
    found = checks.channel_only(checks.conversation(workspace, args))
    checks.open_still(found, "already_archived")
    checks.joined(workspace, found)
    bot = workspace.settings.bot_user_id
    text = f"<@{bot}> archived the channel"
    line = workspace.new_message(found["id"], bot, text, subtype="channel_archive")
    found["archived"] = True
    workspace.keep_conversation(found)
    events.posted(desk, line)
    events.archived(desk, found, bot)
    return {}


def unarchive(desk: Desk, args: Args) -> Doc:
    """conversations.unarchive"""
    found = checks.channel_only(checks.conversation(desk.workspace, args))
    if not found["archived"]:
        raise Refused("not_archived")
    found["archived"] = False
    desk.workspace.keep_conversation(found)
    return {}


def info(desk: Desk, args: Args) -> Doc:
    """conversations.info"""
    found = checks.conversation(desk.workspace, args)
    shown = shapes.conversation(desk.workspace, found)
    if checks.flag(args, "include_num_members"):
        shown["num_members"] = len(found["members"])
    return {"channel": shown}


def list_(desk: Desk, args: Args) -> Doc:
    """conversations.list"""
    types = (checks.text_of(args, "types") or "public_channel").split(",")
    if set(types) - {"public_channel", "private_channel", "im", "mpim"}:
        raise Refused("invalid_types")
    bot = desk.workspace.settings.bot_user_id
    found = [
        c
        for c in desk.workspace.conversations.values()
        if _type(c) in types
        and (not c["private"] or bot in c["members"])
        and not (c["archived"] and checks.flag(args, "exclude_archived"))
    ]
    rows, cursor = checks.page(found, args)
    shown = [shapes.conversation(desk.workspace, c) for c in rows]
    return {"channels": shown, "response_metadata": {"next_cursor": cursor}}


def members(desk: Desk, args: Args) -> Doc:
    """conversations.members"""
    found = checks.conversation(desk.workspace, args)
    rows, cursor = checks.page(found["members"], args)
    return {"members": rows, "response_metadata": {"next_cursor": cursor}}


def set_topic(desk: Desk, args: Args) -> Doc:
    """conversations.setTopic"""
    return _set_words(desk, args, "topic")


def set_purpose(desk: Desk, args: Args) -> Doc:
    """conversations.setPurpose"""
    return _set_words(desk, args, "purpose")


def _set_words(desk: Desk, args: Args, what: str) -> Doc:
    workspace = desk.workspace
    found = checks.channel_only(checks.conversation(workspace, args))
    checks.open_still(checks.joined(workspace, found))
    words = checks.text_of(args, what)
    if len(words) > TOPIC_LIMIT:
        raise Refused("too_long")
    found[what] = words
    workspace.keep_conversation(found)
    bot = workspace.settings.bot_user_id
    text = f"<@{bot}> set the channel {what}: {words}"
    events.posted(desk, workspace.new_message(found["id"], bot, text, subtype=f"channel_{what}"))
    return {"channel": shapes.conversation(workspace, found)}


def _joined_channel(desk: Desk, args: Args) -> Doc:
    found = checks.channel_only(checks.conversation(desk.workspace, args))
    return checks.open_still(checks.joined(desk.workspace, found))


def _bad(desk: Desk, found: Doc, user: str) -> str:
    person = desk.workspace.people.get(user)
    if person is None:
        return "user_not_found"
    if person["is_bot"]:
        return "cant_invite_self"
    if person["deleted"]:
        return "cant_invite"
    return "already_in_channel" if user in found["members"] else ""


def _opened(desk: Desk, found: Doc, args: Args, *, before: bool) -> Doc:
    whole = checks.flag(args, "return_im")
    shown = shapes.conversation(desk.workspace, found) if whole else {"id": found["id"]}
    return {"channel": shown} | ({"no_op": True, "already_open": True} if before else {})


def _type(conversation: Doc) -> str:
    if conversation["kind"] == "channel":
        return "private_channel" if conversation["private"] else "public_channel"
    return str(conversation["kind"])

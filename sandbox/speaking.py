"""What people say: posting, editing, deleting, joining, and slash commands."""

import json
import re
import uuid

from sandbox import events, reply_doors, shapes
from sandbox.api_conversations import join as join_channel
from sandbox.api_conversations import leave as leave_channel
from sandbox.deliveries import Answer
from sandbox.desk import Desk
from sandbox.mrkdwn import escaped
from sandbox.refused import Impossible, Refused
from sandbox.shelf import Doc


def place(desk: Desk, user: str, channel: str) -> Doc:
    """The conversation of this id, if this person is in it."""
    found = desk.workspace.conversations.get(channel)
    if found is None or user not in found["members"]:
        raise Impossible(f"{name(desk, user)} is in no conversation {channel!r}.")
    return found


def name(desk: Desk, user: str) -> str:
    """What this person is called."""
    if user not in desk.workspace.people:
        raise Impossible(f"There is nobody with the id {user!r}.")
    return str(desk.workspace.people[user]["name"])


async def post(desk: Desk, user: str, channel: str, text: str, thread_ts: str | None) -> Doc:
    """Say something, and wait until the app has heard it."""
    found = _writable(desk, user, channel)
    if not text.strip():
        raise Impossible("There is nothing in the message.")
    if thread_ts and desk.workspace.message(channel, thread_ts) is None:
        raise Impossible("That thread is no longer there.")
    carried = _carried(desk, text)
    kept = desk.workspace.new_message(
        channel,
        user,
        carried,
        thread_ts=thread_ts,
        client_msg_id=str(uuid.uuid4()),
        blocks=shapes.typed_blocks(carried, "typed"),
    )
    bot = desk.workspace.settings.bot_user_id
    if f"<@{bot}>" in carried and bot in found["members"] and found["kind"] == "channel":
        events.mentioned(desk, kept)
    await heard(events.posted(desk, kept))
    return kept


async def edit(desk: Desk, user: str, channel: str, ts: str, text: str) -> Doc:
    """Change one's own message."""
    kept = _own(desk, user, channel, ts)
    before = shapes.message(desk.workspace, kept)
    carried = _carried(desk, text)
    blocks = shapes.typed_blocks(carried, "typed")
    edited = {"user": user, "ts": desk.workspace.clock.ts()}
    kept = desk.workspace.keep_message(kept | {"text": carried, "blocks": blocks, "edited": edited})
    await heard(events.changed(desk, kept, before))
    return kept


async def delete(desk: Desk, user: str, channel: str, ts: str, *, any_: bool = False) -> None:
    """Take one's own message away; as an administrator, any message."""
    kept = desk.workspace.message(channel, ts) if any_ else _own(desk, user, channel, ts)
    if kept is None:
        raise Impossible("That message is no longer there.")
    before = shapes.message(desk.workspace, kept)
    desk.workspace.drop_message(kept)
    await heard(events.deleted(desk, kept, before))


async def join(desk: Desk, user: str, channel: str) -> None:
    """Come into a channel: a public one by oneself, a private one because a member adds you."""
    found = desk.workspace.conversations.get(channel)
    if found is None or found["kind"] != "channel" or user in found["members"]:
        raise Impossible(f"{name(desk, user)} cannot join {channel!r}.")
    inviter = found["members"][0] if found["private"] else None
    await heard(join_channel(desk, found, user, inviter))


async def leave(desk: Desk, user: str, channel: str) -> None:
    """Leave a channel."""
    await heard(leave_channel(desk, place(desk, user, channel), user))


async def remove(desk: Desk, user: str, channel: str, other: str) -> None:
    """Take somebody else, or the app itself, out of a channel."""
    found = place(desk, user, channel)
    if other not in found["members"]:
        raise Impossible(f"{name(desk, other)} is not in #{found['name']}.")
    await heard(leave_channel(desk, found, other))


async def archive(desk: Desk, user: str, channel: str) -> None:
    """Archive a channel, as a person may."""
    found = _writable(desk, user, channel)
    found["archived"] = True
    desk.workspace.keep_conversation(found)
    await heard(events.archived(desk, found, user))


async def leave_workspace(desk: Desk, user: str) -> None:
    """Be deactivated, as when somebody leaves their post."""
    desk.workspace.people.put(user, desk.workspace.people[user] | {"deleted": True})
    desk.workspace.touch()


async def open_home(desk: Desk, user: str, tab: str) -> None:
    """Open the app's home, or its messages."""
    await heard(events.home_opened(desk, user, tab))


async def command(desk: Desk, user: str, channel: str, line: str) -> Answer:
    """Type a slash command, and see what the app answers within three seconds."""
    found = _writable(desk, user, channel)
    word, _, text = line.strip().partition(" ")
    settings = desk.workspace.settings
    if word not in settings.commands:
        raise Impossible(f"{word} is not a command here. There is: {', '.join(settings.commands)}.")
    fields = {
        "token": "sandbox-verification-token",
        "team_id": settings.team_id,
        "team_domain": "sandbox",
        "channel_id": channel,
        "channel_name": channel_name(found),
        "user_id": user,
        "user_name": shapes.handle(desk.workspace.people[user]),
        "command": word,
        "text": _marked(desk, escaped(text.strip())),
        "api_app_id": settings.app_id,
        "is_enterprise_install": "false",
        "response_url": reply_doors.give(desk, user, channel),
        "trigger_id": desk.workspace.triggers.give(user),
    }
    answer = await desk.courier.form(fields)
    if answer.ok:
        _show_answer(desk, user, channel, answer.body)
    else:
        trouble(desk, user, channel, f"{word} failed with the error “{error_word(answer)}”.")
    return answer


def _marked(desk: Desk, text: str) -> str:
    """Each @name of somebody here as Slack marks it in a command, the longest name first."""
    names = {
        name: f"<@{id}|{shapes.handle(person)}>"
        for id, person in desk.workspace.people.items()
        for name in (str(person["name"]), shapes.handle(person))
    }
    for name in sorted(names, key=len, reverse=True):
        text = re.sub(rf"@{re.escape(name)}(?!\w)", names[name], text, flags=re.IGNORECASE)
    return text


def channel_name(found: Doc) -> str:
    """The name Slack gives away in payloads: private places are not named."""
    if found["kind"] == "im":
        return "directmessage"
    return "privategroup" if found["private"] else str(found["name"])


def error_word(answer: Answer) -> str:
    """Slack's word for an answer that did not come or was not 200."""
    return "operation_timeout" if answer.reason == "http_timeout" else "dispatch_failed"


def trouble(desk: Desk, user: str, channel: str, sentence: str) -> None:
    """Tell a person, as Slack and not as the app, that something did not work."""
    desk.workspace.notice(user, channel, sentence, from_slack=True)


async def heard(told: events.Told) -> None:
    """Wait until the app has been told, whatever it made of it."""
    if told is not None:
        await told


def _show_answer(desk: Desk, user: str, channel: str, body: str) -> None:
    if not body.strip():
        return
    try:
        given = json.loads(body)
    except ValueError:
        given = {"text": body}
    if isinstance(given, dict) and (given.get("text") or given.get("blocks")):
        try:
            reply_doors.show(desk, {"user": user, "channel": channel, "about": {}}, given)
        except Refused as refused:
            trouble(desk, user, channel, f"The app's answer could not be shown: {refused}")


def _writable(desk: Desk, user: str, channel: str) -> Doc:
    found = place(desk, user, channel)
    if found["archived"]:
        raise Impossible(f"#{found['name']} is archived: nothing can be written there.")
    return found


def _own(desk: Desk, user: str, channel: str, ts: str) -> Doc:
    _writable(desk, user, channel)
    kept = desk.workspace.message(channel, ts)
    if kept is None or kept["user"] != user:
        raise Impossible("That is not a message of theirs.")
    return kept


def _carried(desk: Desk, text: str) -> str:
    carried = re.sub(r"&lt;(@[UW][A-Z0-9]+)&gt;", r"<\1>", escaped(text))
    for person in sorted(desk.workspace.people.values(), key=lambda p: -len(p["name"])):
        carried = carried.replace("@" + person["name"], f"<@{person['id']}>")
    return carried

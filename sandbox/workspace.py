"""The workspace: its people, conversations, messages, views and notices, and how they change."""

import asyncio
from contextlib import suppress
from typing import Any

from sandbox.clock import Clock
from sandbox.settings import Channel, Person, Settings
from sandbox.shelf import Doc, Shelf
from sandbox.triggers import Triggers


class Workspace:
    """Everything the sandbox knows; kept on the shelf, except triggers, which live seconds."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.shelf = Shelf(settings.data_dir)
        self.clock = Clock(self.shelf.drawer("clock"), settings.begin)
        self.counters = self.shelf.drawer("counters")
        self.people = self.shelf.drawer("people")
        self.conversations = self.shelf.drawer("conversations")
        self.messages = self.shelf.drawer("messages")
        self.notices = self.shelf.drawer("notices")
        self.views = self.shelf.drawer("views")
        self.stacks = self.shelf.drawer("stacks")
        self.files = self.shelf.drawer("files")
        self.reply_doors = self.shelf.drawer("reply_doors")
        self._changed = asyncio.Event()
        self.triggers = Triggers(settings.stopwatch, settings.trigger_seconds)
        self._move_in()

    def _move_in(self) -> None:
        bot = Person(self.settings.bot_user_id, self.settings.bot_name, "")
        for person in (*self.settings.people, bot):
            gone = person.deleted or bool(self.people.get(person.id, {}).get("deleted"))
            kept = vars(person) | {"is_bot": person is bot, "deleted": gone}
            self.people.put(person.id, kept)
        for person in self.settings.people:
            self.direct_message(person.id)
        for channel in self.settings.channels:
            if not self.named(channel.name):
                self._open(channel)

    def _open(self, channel: Channel) -> None:
        everybody = tuple(p.id for p in self.settings.people if not p.deleted)
        members = list(channel.members or everybody)
        if channel.with_app:
            members.append(self.settings.bot_user_id)
        self.new_conversation("channel", channel.name, channel.private, members)

    # -- who and where

    def new_id(self, letter: str) -> str:
        """A new id of Slack's shape, never given twice."""
        number = int(self.counters.get(letter, {}).get("last", 0)) + 1
        self.counters.put(letter, {"last": number})
        return f"{letter}0SBX{number:06d}"

    def touch(self) -> None:
        """Count one more change, so that an open page can know it is out of date."""
        self.counters.put("changes", {"last": self.changes + 1})
        self._changed.set()
        self._changed = asyncio.Event()

    @property
    def changes(self) -> int:
        """How often anything that a person can see has changed."""
        return int(self.counters.get("changes", {}).get("last", 0))

    async def changed_since(self, number: int, seconds: float) -> None:
        """Wait until there has been a change after this one, or for so many seconds."""
        if self.changes <= number:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._changed.wait(), seconds)

    def named(self, name: str) -> Doc | None:
        """The channel of this name, archived or not."""
        return next((c for c in self.conversations.values() if c["name"] == name), None)

    def direct_message(self, *people: str) -> Doc:
        """The conversation of exactly these people and the app, made when there is none."""
        members = sorted({*people, self.settings.bot_user_id})
        for conversation in self.conversations.values():
            if conversation["kind"] != "channel" and sorted(conversation["members"]) == members:
                return conversation
        kind = "im" if len(members) == 2 else "mpim"
        name = "" if kind == "im" else "mpdm-" + "--".join(m.lower() for m in members) + "-1"
        return self.new_conversation(kind, name, True, members)

    def new_conversation(self, kind: str, name: str, private: bool, members: list[str]) -> Doc:
        """Make and keep a conversation."""
        conversation: Doc = {
            "id": self.new_id("D" if kind == "im" else "C"),
            "kind": kind,
            "name": name,
            "private": private,
            "members": members,
            "archived": False,
            "created": int(self.clock.now().timestamp()),
            "creator": self.settings.bot_user_id,
            "topic": "",
            "purpose": "",
            "read": {},
        }
        return self.keep_conversation(conversation)

    def keep_conversation(self, conversation: Doc) -> Doc:
        """Keep a changed conversation."""
        self.conversations.put(conversation["id"], conversation)
        self.touch()
        return conversation

    # -- messages

    def new_message(self, channel: str, user: str, text: str, **more: Any) -> Doc:
        """Add a message at this moment."""
        message: Doc = {
            "channel": channel,
            "ts": self.clock.ts(),
            "user": user,
            "text": text,
            "blocks": [],
            "files": [],
            "thread_ts": None,
            "metadata": None,
            "edited": None,
            "subtype": None,
        }
        return self.keep_message(message | more)

    def keep_message(self, message: Doc) -> Doc:
        """Keep a new or changed message."""
        self.messages.put(f"{message['channel']}/{message['ts']}", message)
        self.touch()
        return message

    def message(self, channel: str, ts: str) -> Doc | None:
        """The message at this timestamp, if it is still there."""
        return self.messages.get(f"{channel}/{ts}")

    def drop_message(self, message: Doc) -> None:
        """Take a message away; a parent with replies leaves its tombstone, as in Slack."""
        if self.replies(message["channel"], message["ts"]):
            tombstone = {"subtype": "tombstone", "text": "This message was deleted.", "blocks": []}
            self.keep_message(message | tombstone | {"files": [], "metadata": None})
        else:
            self.messages.drop(f"{message['channel']}/{message['ts']}")
            self.touch()

    def messages_in(self, channel: str) -> list[Doc]:
        """Everything said in a conversation, threads included, oldest first."""
        found = [m for m in self.messages.values() if m["channel"] == channel]
        return sorted(found, key=lambda message: float(message["ts"]))

    def replies(self, channel: str, ts: str) -> list[Doc]:
        """The replies in the thread under this message, oldest first."""
        return [m for m in self.messages_in(channel) if m["thread_ts"] == ts and m["ts"] != ts]

    def notice(self, user: str, channel: str, text: str, **more: Any) -> Doc:
        """Show something to one person only."""
        notice: Doc = {
            "id": self.new_id("N"),
            "ts": self.clock.ts(),
            "user": user,
            "channel": channel,
            "text": text,
            "blocks": [],
            "thread_ts": None,
            "from_slack": False,
        }
        self.notices.put(notice["id"], notice | more)
        self.touch()
        return self.notices[notice["id"]]

    # -- modals

    def stack(self, user: str) -> list[str]:
        """The ids of the views open before this person, the visible one last."""
        return list(self.stacks.get(user, {}).get("views", []))

    def set_stack(self, user: str, views: list[str]) -> None:
        """Leave exactly these views open; the others are gone."""
        for gone in set(self.stack(user)) - set(views):
            self.views.drop(gone)
        self.stacks.put(user, {"views": views})
        self.touch()

    def modal(self, user: str) -> Doc | None:
        """The view this person has before them."""
        stack = self.stack(user)
        return self.views[stack[-1]] if stack else None

    def home(self, user: str) -> Doc | None:
        """What the app has put on this person's home tab."""
        homes = (v for v in self.views.values() if v["view"]["type"] == "home")
        return next((v for v in homes if v["user"] == user), None)

    def keep_view(self, view: Doc) -> Doc:
        """Keep a new or changed view, under a new hash."""
        view["hash"] = self.clock.ts() + ".sandbox"
        self.views.put(view["id"], view)
        self.touch()
        return view

"""One person of the workspace, for the driver: who types, fills in, presses and reads."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sandbox.door import Door
from sandbox.driven import (
    Control,
    Conversation,
    File,
    Message,
    Modal,
    Notice,
    NotThere,
    control_of,
    in_words,
)

T = TypeVar("T")
Holder = TypeVar("Holder", Message, Message | Notice)
Doc = dict[str, Any]
Place = Conversation | Message | Modal | Notice | str


@dataclass
class Person:
    """One person of the workspace, who types, fills in, presses and reads."""

    workspace: Door = field(repr=False)
    id: str
    name: str
    about: Doc = field(repr=False)

    # -- what this person sees

    @property
    def conversations(self) -> list[Conversation]:
        """Everything this person is in."""
        return [Conversation(self._read, row) for row in self._get("conversations")]

    @property
    def channels(self) -> list[Conversation]:
        """The channels this person is in, archived ones too."""
        return [c for c in self.conversations if c.kind == "channel"]

    @property
    def dms(self) -> list[Conversation]:
        """This person's direct messages."""
        return [c for c in self.conversations if c.kind != "channel"]

    @property
    def dm(self) -> Conversation:
        """The direct messages with the app alone."""
        return next(c for c in self.conversations if c.kind == "im")

    @property
    def notices(self) -> list[Notice]:
        """What was shown to this person only, oldest first."""
        return [Notice(row) for row in self._get("notices")]

    @property
    def modal(self) -> Modal | None:
        """The modal before this person, if one is open."""
        row = self._get("modal")
        return Modal(row) if row else None

    @property
    def home(self) -> Modal | None:
        """What the app last put on this person's home tab."""
        row = self._get("home")
        return Modal(row) if row else None

    def conversation(self, wanted: str) -> Conversation:
        """The conversation of this name or id."""
        mine = self.conversations
        for found in mine:
            if wanted.lstrip("#") in (found.name, found.id):
                return found
        raise NotThere(
            f"{self.name} is not in {wanted!r}, but in {in_words(c.name for c in mine)}."
        )

    def reads(self, where: Conversation | str | None = None) -> list[Message]:
        """The messages of a conversation (the app's direct messages if not named), with threads."""
        return self._place(where or self.dm).messages

    def downloads(self, file: File) -> bytes:
        """The content of a file in a message."""
        return self.workspace.get_bytes(f"/sandbox/as/{self.id}/files/{file.id}")

    def waits_for(self, what: Callable[[], T | None], *, called: str = "it") -> T:
        """Wait until this is there, and return it."""
        return self.workspace.waits_for(what, called=f"{called}, as {self.name}")

    # -- what this person does

    def types(self, line: str, in_: Conversation | str | None = None) -> Doc:
        """Type a slash command (or just a message), in the app's direct messages if not named."""
        if not line.startswith("/"):
            return self.posts(line, in_ or self.dm).row
        channel = self._place(in_ or self.dm).id
        return self._do("command", {"channel": channel, "line": line})

    def posts(
        self,
        text: str,
        in_: Conversation | str | None = None,
        *,
        in_thread_of: Message | None = None,
    ) -> Message:
        """Post a message, in a conversation or in the thread of another message."""
        body: Doc = {"text": text}
        if in_thread_of is not None:
            body |= {"channel": in_thread_of.channel, "thread_ts": in_thread_of.root}
        else:
            body["channel"] = self._place(in_ or self.dm).id
        return Message(self._do("post", body)["result"])

    def edits(self, message: Message, text: str) -> Message:
        """Change one's own message."""
        body = {"channel": message.channel, "ts": message.ts, "text": text}
        return Message(self._do("edit", body)["result"])

    def deletes(self, message: Message, *, as_administrator: bool = False) -> None:
        """Take one's own message away; as an administrator, any message."""
        at = {"channel": message.channel, "ts": message.ts}
        self._do("delete", at | {"as_administrator": as_administrator})

    def joins(self, channel: Conversation | str) -> None:
        """Come into a channel (given by id when not yet in it)."""
        self._do("join", {"channel": channel if isinstance(channel, str) else channel.id})

    def leaves(self, channel: Conversation | str) -> None:
        """Leave a channel."""
        self._do("leave", {"channel": self._place(channel).id})

    def removes(self, other: str, from_: Conversation | str) -> None:
        """Take somebody else (by id; the app too) out of a channel."""
        self._do("remove", {"channel": self._place(from_).id, "other": other})

    def archives(self, channel: Conversation | str) -> None:
        """Archive a channel."""
        self._do("archive", {"channel": self._place(channel).id})

    def leaves_the_workspace(self) -> None:
        """Be deactivated, as when somebody leaves their post."""
        self._do("leave-workspace", {})

    def opens_home(self) -> Modal | None:
        """Open the app's home tab."""
        self._do("home", {"tab": "home"})
        return self.home

    def opens_messages(self) -> None:
        """Open the app's messages tab."""
        self._do("home", {"tab": "messages"})

    def fills(self, values: Doc) -> Modal:
        """Fill in fields of the open modal, by visible label or block id."""
        modal = self._modal()
        given = {modal.field(label).block_id: value for label, value in values.items()}
        self._do("modal/fill", {"values": given})
        return self._modal()

    def submits(self, values: Doc | None = None) -> Modal | None:
        """Submit the open modal, filled in first if values come along; what is open after that."""
        if values:
            self.fills(values)
        self._do("modal/submit", {})
        return self.modal

    def closes(self, *, all_of_them: bool = False) -> None:
        """Close the open modal."""
        self._do("modal/close", {"all": all_of_them})

    def presses(self, label: str, in_: Place | None = None) -> Doc:
        """Press the button with this label; unless told where, in the modal or the newest place."""
        source = self._source(label, in_)
        return self._use(source, control_of(source, label), None)

    def chooses(self, choice: Any, from_: str, in_: Place | None = None) -> Doc:
        """Choose from the menu with this label; in a modal the app hears of it at once."""
        source = self._source(from_, in_)
        return self._use(source, control_of(source, from_), choice)

    # -- how

    def _use(self, source: Message | Notice | Modal, control: Control, choice: Any) -> Doc:
        value = control.value if choice is None else choice
        body = {"action_id": control.action_id, "block_id": control.block_id, "value": value}
        if isinstance(source, Modal):
            act = "home/act" if source.is_home else "modal/act"
            return self._do(act, body)
        where = {"channel": source.channel, "ts": source.ts, "as_seen": control.element}
        return self._do("press", body | where)

    def _source(self, label: str, in_: Place | None) -> Message | Notice | Modal:
        if isinstance(in_, Message | Notice | Modal):
            return in_
        if in_ is not None:
            looked = list(reversed([m for r in self._place(in_).messages for m in (r, *r.replies)]))
            return _holding(label, looked, f"in {self._place(in_).name}")
        if (modal := self.modal) is not None:
            return modal
        everything: list[Message | Notice] = [*self.notices]
        for conversation in self.conversations:
            if not conversation.archived:
                everything += [m for r in conversation.messages for m in (r, *r.replies)]
        everything.sort(key=lambda one: float(one.ts), reverse=True)
        return _holding(label, everything, f"before {self.name}")

    def _place(self, where: Conversation | Message | Modal | Notice | str) -> Conversation:
        if isinstance(where, Conversation):
            return where
        if isinstance(where, str):
            return self.conversation(where)
        raise NotThere(f"{where!r} is not a conversation.")

    def _modal(self) -> Modal:
        modal = self.modal
        if modal is None:
            last = [notice.text for notice in self.notices[-2:]]
            raise NotThere(f"{self.name} has no modal open. Last notices: {last}")
        return modal

    def _read(self, channel: str) -> list[Message]:
        return [Message(row) for row in self._get(f"conversations/{channel}/messages")]

    def _get(self, path: str) -> Any:
        return self.workspace.get(f"/sandbox/as/{self.id}/{path}")

    def _do(self, act: str, body: Doc) -> Doc:
        result: Doc = self.workspace.post(f"/sandbox/as/{self.id}/{act}", body)
        return result


def _holding(label: str, looked: list[Holder], where: str) -> Holder:
    for one in looked:
        if any(control.label == label for control in one.controls):
            return one
    there = {control.label for one in looked for control in one.controls}
    raise NotThere(f"No {label!r} {where}. There is: {in_words(sorted(there))}.")

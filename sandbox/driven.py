"""What the driver hands back: conversations, messages, notices, modals, as values."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

Doc = dict[str, Any]


class NotThere(AssertionError):
    """What a person wanted to use is not before them; says what is."""


def in_words(labels: Iterable[str]) -> str:
    """A list to read, or the word nothing."""
    return ", ".join(repr(label) for label in labels) or "nothing"


@dataclass(frozen=True)
class Control:
    """Something to press or choose from."""

    label: str
    type: str
    action_id: str
    block_id: str
    value: str | None
    options: tuple[str, ...]
    element: Doc = field(repr=False)


@dataclass(frozen=True)
class Field:
    """One field of a modal, with what is filled in."""

    label: str
    type: str
    block_id: str
    action_id: str
    value: Any
    hint: str
    optional: bool
    error: str
    options: tuple[str, ...]


@dataclass(frozen=True)
class File:
    """A file in a message."""

    id: str
    name: str
    title: str
    size: int
    mimetype: str


class _Shown:
    """Anything with words and controls."""

    def __init__(self, row: Doc) -> None:
        self.row = row

    @property
    def lines(self) -> list[str]:
        """The words, line by line, as they are read."""
        return list(self.row["lines"])

    @property
    def text(self) -> str:
        """The words, as they are read."""
        return "\n".join(self.lines)

    @property
    def controls(self) -> list[Control]:
        """What can be pressed or chosen, in order."""
        return [
            Control(
                c["label"],
                c["type"],
                c["action_id"],
                c["block_id"],
                c["value"],
                tuple(o["text"] for o in c["options"]),
                c["element"],
            )
            for c in self.row["controls"]
        ]

    @property
    def buttons(self) -> list[str]:
        """The labels of the buttons, in order."""
        return [control.label for control in self.controls if control.type == "button"]

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.text!r} {self.buttons}>"


class Message(_Shown):
    """A message as it was when it was read."""

    @property
    def channel(self) -> str:
        """Where it is."""
        return str(self.row["channel"])

    @property
    def ts(self) -> str:
        """Its timestamp."""
        return str(self.row["ts"])

    @property
    def root(self) -> str:
        """The timestamp of the thread it is in or begins."""
        return str(self.row["thread_ts"] or self.row["ts"])

    @property
    def author(self) -> str:
        """The name of who wrote it."""
        return str(self.row["author"])

    @property
    def from_app(self) -> bool:
        """Whether the app wrote it."""
        return bool(self.row["from_app"])

    @property
    def is_line(self) -> bool:
        """Whether it is only Slack's own line about somebody joining and the like."""
        return bool(self.row["subtype"]) and self.row["subtype"] != "file_share"

    @property
    def fallback(self) -> str:
        """The text shown where blocks cannot be, as in a notification."""
        return str(self.row["text"])

    @property
    def replies(self) -> list["Message"]:
        """What was said in its thread."""
        return [Message(row) for row in self.row["replies"]]

    @property
    def files(self) -> list[File]:
        """The files in it."""
        return [File(**row) for row in self.row["files"]]


class Notice(_Shown):
    """Something shown to one person only."""

    @property
    def channel(self) -> str:
        """Where it was shown."""
        return str(self.row["channel"])

    @property
    def ts(self) -> str:
        """Its timestamp."""
        return str(self.row["ts"])

    @property
    def from_slack(self) -> bool:
        """Whether Slack itself says so, because the app did not answer."""
        return bool(self.row["from_slack"])


class Modal(_Shown):
    """A modal, or the app's home tab, as it was when it was looked at."""

    @property
    def title(self) -> str:
        """Its title."""
        return str(self.row["title"])

    @property
    def submit(self) -> str | None:
        """The label of its submit button, if it has one."""
        label = self.row["submit"]
        return None if label is None else str(label)

    @property
    def fields(self) -> list[Field]:
        """Its fields, in order."""
        return [
            Field(
                f["label"],
                f["type"],
                f["block_id"],
                f["action_id"],
                f["value"],
                f["hint"],
                f["optional"],
                f["error"],
                tuple(o["text"] for o in f["options"]),
            )
            for f in self.row["fields"]
        ]

    def field(self, wanted: str) -> Field:
        """The field with this label or block id."""
        for found in self.fields:
            if wanted in (found.label, found.block_id):
                return found
        there = in_words(found.label for found in self.fields)
        raise NotThere(f"No field {wanted!r} in {self.title!r}. There is: {there}.")

    @property
    def errors(self) -> dict[str, str]:
        """What was wrong with the last submission, by block id."""
        return dict(self.row["errors"])

    @property
    def trouble(self) -> str:
        """What Slack itself says when the app did not answer."""
        return str(self.row["trouble"])

    @property
    def depth(self) -> int:
        """How many modals lie on one another."""
        return int(self.row["depth"])

    @property
    def is_home(self) -> bool:
        """Whether this is the home tab and not a modal."""
        return bool(self.row["view"]["type"] == "home")


@dataclass(frozen=True)
class Conversation:
    """A channel or direct messages, read afresh at each look."""

    read: Callable[[str], list[Message]] = field(repr=False)
    row: Doc = field(repr=False)

    @property
    def id(self) -> str:
        """Slack's id of it."""
        return str(self.row["id"])

    @property
    def name(self) -> str:
        """The channel's name, or whom the direct messages are with."""
        return str(self.row["name"])

    @property
    def kind(self) -> str:
        """channel, im or mpim."""
        return str(self.row["kind"])

    @property
    def private(self) -> bool:
        """Whether only its members know of it."""
        return bool(self.row["private"])

    @property
    def archived(self) -> bool:
        """Whether nothing more can be said."""
        return bool(self.row["archived"])

    @property
    def topic(self) -> str:
        """Its topic."""
        return str(self.row["topic"])

    @property
    def members(self) -> list[str]:
        """The ids of who is in it."""
        return list(self.row["members"])

    @property
    def unread(self) -> int:
        """How many messages this person has not yet seen on the page."""
        return int(self.row["unread"])

    @property
    def messages(self) -> list[Message]:
        """What has been said, each message with its thread."""
        return self.read(self.id)

    def __repr__(self) -> str:
        return f"<Conversation {self.name!r}{' archived' if self.archived else ''}>"


def control_of(source: _Shown, label: str) -> Control:
    """The control with this label; a field of a modal counts, for choosing."""
    for control in source.controls:
        if control.label == label:
            return control
    if isinstance(source, Modal):
        for one in source.fields:
            if label in (one.label, one.block_id):
                return Control(
                    one.label, one.type, one.action_id, one.block_id, None, one.options, {}
                )
    there = in_words(control.label for control in source.controls)
    raise NotThere(f"No {label!r} there. There is: {there}.")

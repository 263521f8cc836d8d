"""Messages as Slack shows them: a preview free of content, and blocks within Slack's limits."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from bot.slack.blocks import Block, drawn, rings, said, text
from bot.slack.characters import escaped, short
from escalation.words import emergency
from escalation.words.emergency import begins
from escalation.words.first_message import hear_more
from escalation.words.message import Choices, Heading, Message, Part, Says, plain
from scheduler.sender import Notice

MOST = 50
# Slack refuses all the blocks of a message together at about 13,000 characters, and says nowhere
# how it counts them (slackapi/bolt-js#2509, #2867): this leaves room.
SIZE = 10_000
LONGEST_BARE = 2_000
DIVIDER: Block = {"type": "divider"}
ELSEWHERE = "There is more than Slack has room for here. The rest is on the record: export it to read the whole."


@dataclass(frozen=True)
class Card:
    """One message for Slack: what a preview or screen reader gets, and what is drawn."""

    text: str
    blocks: list[Block]


def card(message: Message, reference: str = "") -> Card:
    """A message in one piece; what there is no room for is said to be on the record, and buttons stay."""
    blocks = [block for part in message.parts for block in drawn(part, reference)]
    return Card(preview(message), blocks if _fits(blocks) else _folded(blocks))


def pages(message: Message, reference: str = "") -> list[Card]:
    """A message in as many pieces as it needs, in order, with nothing left out."""
    held: list[list[Block]] = [[]]
    for part in message.parts:
        for block in drawn(part, reference):
            if held[-1] and not _fits([*held[-1], block]):
                held.append([])
            held[-1].append(block)
    words = preview(message)
    if len(held) == 1:
        return [Card(words, held[0])]
    return [
        Card(f"{words} ({number} of {len(held)})", blocks) for number, blocks in enumerate(held, 1)
    ]


def together(notices: Sequence[Notice]) -> Card:
    """Several messages as one: how many they are, and each in its own words with its own buttons.

    999, with which each of them begins, is said once and comes first, with every duty team they name.
    """
    count = f"{len(notices)} things wait for you."
    summaries = " ".join(notice.message.summary for notice in notices)
    blocks = [
        *(
            block
            for part in _first([notice.message for notice in notices])
            for block in drawn(part)
        ),
        *said([text(count)]),
        *(block for parts, about in _each(notices) for block in _under_a_line(parts, about)),
    ]
    return Card(escaped(short(f"{count} {summaries}", 300)), blocks)


def room_for(notices: Sequence[Notice]) -> int:
    """How many of these, from the first on, go into one message together."""
    return next(
        number - 1
        for number in range(1, len(notices) + 2)
        if number > len(notices) or not _fits(together(notices[:number]).blocks)
    )


def bare(message: Message, reference: str = "") -> Card:
    """What is left when Slack will not take the rest: headings and buttons, and where to read on.

    Where 999 came first it still does, in words and without a link.
    """
    first = [text(str(part)) for part in message.parts[:1] if isinstance(part, Says)]
    kept = [part for part in message.parts if isinstance(part, Heading | Choices)]
    blocks = [block for part in kept for block in drawn(part, reference)]
    return Card(preview(message), [*said(first), *said([text(ELSEWHERE)]), *blocks])


def preview(message: Message) -> str:
    """The summary, which is free of content, for notifications and screen readers."""
    return escaped(short(message.summary, 300)) or "Escalate"


def words(message: Message) -> str:
    """A message where Slack takes no blocks: its words, of which only numbers to ring are live."""
    whole = plain(message)
    if len(whole) > LONGEST_BARE:
        return escaped(short(whole, LONGEST_BARE))
    return "\n".join(_bare(part) for part in message.parts)


def _bare(part: Part) -> str:
    """One part of it: a link cut short would be none, so only what is whole has any."""
    if not isinstance(part, Says):
        return escaped(plain(Message("", (part,))))
    fragments = ((rings(each), escaped(str(each))) for each in part.fragments)
    return "".join(f"<{to}|{words}>" if to else words for to, words in fragments)


def _first(messages: Sequence[Message]) -> list[Part]:
    """The line with which they begin; none where none of them does, for they are about nobody's case."""
    lines = [part for message in messages for part in message.parts[:1] if begins(part)]
    return [emergency.together(lines)] if lines else []


def _each(notices: Sequence[Notice]) -> Iterator[tuple[Sequence[Part], str]]:
    """The parts of each; whom to ring is said once, where the next one of it says the very same."""
    for this, following in zip_longest(notices, notices[1:]):
        parts = this.message.parts
        is_said = following is not None and _ends_alike(this, following)
        yield parts[:-1] if is_said else parts, this.reference


def _ends_alike(one: Notice, other: Notice) -> bool:
    ends = one.message.parts[-1:]
    alike = one.reference == other.reference and ends == other.message.parts[-1:]
    return alike and any(hear_more(part) for part in ends)


def _under_a_line(parts: Sequence[Part], reference: str) -> list[Block]:
    after = parts[1:] if parts and begins(parts[0]) else parts
    return [DIVIDER, *(block for part in after for block in drawn(part, reference))]


def _fits(blocks: list[Block]) -> bool:
    return len(blocks) <= MOST and _size(blocks) <= SIZE


def _size(blocks: list[Block]) -> int:
    return len(json.dumps(blocks, ensure_ascii=False))


def _folded(blocks: list[Block]) -> list[Block]:
    note = said([text(ELSEWHERE)])
    buttons = [block for block in blocks if block["type"] == "actions"]
    kept = list(_kept(blocks, [*note, *buttons]))
    return [*kept, *note, *buttons]


def _kept(blocks: list[Block], after: list[Block]) -> Iterator[Block]:
    """The words from the start, up to where what comes after them would no longer fit."""
    kept: list[Block] = []
    for block in blocks:
        if block["type"] != "actions":
            kept.append(block)
            if not _fits([*kept, *after]):
                return
            yield block

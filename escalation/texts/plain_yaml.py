"""What YAML allows and a file that people write does not."""

import re
from collections.abc import Iterable, Iterator

from ruamel.yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    ScalarEvent,
)

from escalation.texts import procedure_sentences

DEEPEST = 20
MOST_THINGS = 8_000  # headings and values; the longest that ships has a sixth of it
TURNS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
# What no file of text has as it is typed, and what can still be written as "\0".
_UNSEEN = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")


def refused(events: Iterable[Event]) -> Iterator[tuple[Event, str, bool]]:
    """Each thing that is refused, with a sentence; and whether it is so grave that nothing is read past it."""
    documents = 0
    open_: list[_Open] = []
    for met, event in enumerate(events):
        if met > MOST_THINGS:
            yield event, procedure_sentences.TOO_MANY, True
            return
        for sentence in _not_plain(event):
            yield event, sentence, True
        if isinstance(event, DocumentStartEvent):
            documents += 1
            if documents > 1 or event.version or event.tags:
                yield event, procedure_sentences.ONE_DOCUMENT, True
        if open_ and isinstance(event, ScalarEvent | CollectionStartEvent | AliasEvent):
            for sentence, bad in open_[-1].meets(event):
                yield event, sentence, bad
        if isinstance(event, CollectionStartEvent):
            open_.append(_Open(isinstance(event, MappingStartEvent)))
        elif isinstance(event, CollectionEndEvent):
            open_.pop()
        if len(open_) > DEEPEST:
            yield event, procedure_sentences.TOO_DEEP, True
            return


def _not_plain(event: Event) -> Iterator[str]:
    if isinstance(event, ScalarEvent) and _UNSEEN.search(event.value):
        yield procedure_sentences.UNSEEN
    if isinstance(event, ScalarEvent) and event.style == '"' and TURNS.search(event.value):
        yield procedure_sentences.TURNED
    if isinstance(event, AliasEvent):
        yield procedure_sentences.ALIAS
    elif getattr(event, "anchor", None) is not None:
        yield procedure_sentences.ANCHOR
    if getattr(event, "ctag", None) is not None and str(getattr(event, "ctag", "")):
        yield procedure_sentences.TAG


class _Open:
    """A mapping or list being read: keys and values take turns in a mapping."""

    def __init__(self, mapping: bool) -> None:
        self.mapping = mapping
        self.met = 0
        self.keys: dict[str, int] = {}

    def meets(self, event: Event) -> Iterator[tuple[str, bool]]:
        """What is wrong with the next thing in it, if that is a key."""
        self.met += 1
        if not self.mapping or self.met % 2 == 0:
            return
        if not isinstance(event, ScalarEvent):
            yield procedure_sentences.KEY, True
        elif not event.value.strip():
            yield procedure_sentences.NO_KEY, True
        elif event.value == "<<" and event.style is None:
            yield procedure_sentences.ALIAS, True
        elif event.value in self.keys:
            yield procedure_sentences.duplicate(event.value, self.keys[event.value] + 1), False
        else:
            self.keys[event.value] = event.start_mark.line

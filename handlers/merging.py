"""Merging: the one that goes on takes the other in first, and only then does the other end.

Stopped half-way, the other is still open and its clock goes on: done again, it is finished.
"""

from functools import partial
from typing import Any

from escalation.acts import merge as acts
from escalation.disagreement import Disagreement
from escalation.entries import Entries
from escalation.permissions import Act
from escalation.refusals import Refusal
from escalation.words.emergency import first_words
from escalation.words.message import Heading, Message, Part, Reference, says
from handlers import looking_again, pairs
from handlers.desk import Desk
from handlers.request import Reply, Request, Tells


def merge(desk: Desk, request: Request) -> Reply:
    """One ends, and everything goes on in the other."""
    if not request.carries:
        return pairs.page(desk, request, Act.MERGE, open_only=True)
    both = pairs.pair(desk, request, Act.MERGE)
    looking_again.at_reason(desk, request, desk.person(request), both.this, both.other)
    if both.this.merged_into != both.other.reference:
        _merge(desk, request, both.this, both.other)
    return _answer(both.this, both.other)


def _merge(desk: Desk, request: Request, ending: Disagreement, going_on: Disagreement) -> None:
    person, now, key = desk.person(request), desk.now(), request.act_key
    take_in = partial(acts.take_in, by=person.id, other=ending, answers=request.answers)
    end = partial(_end, desk, request, going_on.reference)
    try:
        pairs.rehearse(desk, going_on, take_in)
        pairs.rehearse(desk, ending, end)
    except Refusal:
        # Either may have ended since somebody began to merge them.
        if not (ending.is_open and going_on.is_open):
            _undo(desk, key, ending.reference, going_on.reference)
        raise
    # Its version, for what was left half-way may need more than it did then; the rule itself is
    # what does nothing twice.
    desk.store.act(going_on.reference, take_in, key=f"{key}:{going_on.version}", at=now)
    try:
        desk.store.act(ending.reference, end, key=key, at=now)
    except Refusal:
        _undo(desk, key, ending.reference, going_on.reference)
        raise


def _end(desk: Desk, request: Request, going_on: str, *stands: Any) -> Entries:
    """The one that goes on is read within the act: it may have ended since it took the other in."""
    person, into = desk.person(request), desk.store.disagreement(going_on)
    return acts.merge(*stands, by=person.id, into=into, answers=request.answers)


def _undo(desk: Desk, key: str, ending: str, going_on: str) -> None:
    """Nothing half-happens: what could not end as merged has not been taken in."""
    rule = partial(acts.undo, other=desk.store.disagreement(ending))
    version = desk.store.disagreement(going_on).version
    desk.store.act(going_on, rule, key=f"{key}:undone:{version}", at=desk.now())


def _answer(merged: Disagreement, into: Disagreement) -> Tells:
    ending, going_on = merged.reference, into.reference
    said = says(
        "{ending} has been merged into {going_on}, where everything goes on. "
        "Its record goes to each agency.",
        ending=Reference(ending),
        going_on=Reference(going_on),
    )
    parts: tuple[Part, ...] = (first_words(into), Heading(f"{ending} has been merged"), said)
    return Tells(Message(f"{ending}: merged into {going_on}", parts))

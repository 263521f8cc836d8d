"""When an installation is killed: drawn from a seed, so that a bad day can be had again."""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

KILLS_IN_A_LIFE = 10
SECONDS = 1.5
WRITINGS = 150
# How often a quiet life calls Slack for each thing: a stroke falls at one of these calls.
CALLS: Mapping[str, int] = {
    "chat.postMessage card": 1,
    "chat.postMessage thread": 10,
    "chat.postMessage person": 24,
    "chat.update": 10,
    "conversations.archive": 1,
    "conversations.create": 1,
    "conversations.history": 10,
    "conversations.invite": 10,
    "conversations.open": 40,
    "conversations.replies": 3,
    "conversations.setTopic": 1,
    "files.completeUploadExternal": 20,
    "files.getUploadURLExternal": 20,
    "upload": 20,
    "views.open": 2,
}


@dataclass(frozen=True)
class AtCall:
    """Killed at the so-manieth call of this kind in the whole of a life.

    The call is lost before Slack has heard it, or it is accepted with nobody left to be told so.
    """

    call: str
    number: int
    accepted: bool


@dataclass(frozen=True)
class Stroke:
    """Killed so many seconds after it came up, or before it writes for the so-manieth time.

    Before that its disk may be full, from the so-manieth time it writes, for a while.
    """

    seconds: float = 0.0
    writing: int = 0
    full: int = 0


@dataclass(frozen=True)
class Strokes:
    """All the strokes of a life: those at calls in no order, the others one after the other."""

    at_calls: frozenset[AtCall]
    others: tuple[Stroke, ...]


def strokes(seed: int, life: int, kills: int) -> Strokes:
    """The strokes of one life."""
    luck = Random(f"{seed}:{life}")
    calls: set[AtCall] = set()
    others: list[Stroke] = []
    while len(calls) + len(others) < kills:
        if luck.random() < 0.5:
            calls.add(_at_call(luck))
        else:
            others.append(_stroke(luck))
    return Strokes(frozenset(calls), tuple(others))


def _at_call(luck: Random) -> AtCall:
    call = luck.choice(list(CALLS))
    return AtCall(call, luck.randint(1, CALLS[call]), luck.random() < 0.6)


def _stroke(luck: Random) -> Stroke:
    writing = luck.randint(1, WRITINGS)
    full = luck.randint(1, writing) if luck.random() < 0.5 else 0
    if luck.random() < 0.3:
        return Stroke(seconds=luck.uniform(0.0, SECONDS), full=full)
    return Stroke(writing=writing, full=full)

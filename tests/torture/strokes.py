"""When an installation is killed: drawn from a seed, so that a bad day can be had again."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

SECONDS = 1.5
WRITINGS = 120
CALLS = 24


@dataclass(frozen=True)
class Stroke:
    """Killed after so many seconds, before it writes for the so-manieth time, or at a call of Slack's.

    A call may be lost before Slack has heard it, or be accepted with nobody left to be told so.
    """

    seconds: float = 0.0
    writing: int = 0
    call: int = 0
    accepted: bool = False


def strokes(seed: int, life: int, kills: int) -> Iterator[Stroke]:
    """The strokes of one life."""
    luck = Random(f"{seed}:{life}")
    return iter([_stroke(luck) for _ in range(kills)])


def _stroke(luck: Random) -> Stroke:
    match luck.choice(("time", "writing", "writing", "call", "call")):
        case "time":
            return Stroke(seconds=luck.uniform(0.0, SECONDS))
        case "writing":
            return Stroke(writing=luck.randint(1, WRITINGS))
        case _:
            return Stroke(call=luck.randint(1, CALLS), accepted=luck.random() < 0.6)

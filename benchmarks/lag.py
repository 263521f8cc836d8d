"""How late a limit fires: from its end to the commit of what follows, while many others wait."""

from dataclasses import dataclass
from datetime import timedelta

from benchmarks.ground import Ground, prepared, says
from benchmarks.processes import Run
from benchmarks.results import Figure, Goal, Result
from benchmarks.seeding import LIMIT
from benchmarks.server import ABOUT
from scheduler.runner import EVERY

EACH_SECOND = 5
CALL = 0.1  # seconds: about what a chat platform takes over a message
WORST = 50 + EVERY * 1000


@dataclass(frozen=True)
class Size:
    """For how many seconds limits fall due, and how many disagreements wait beside them."""

    seconds: int
    waiting: int


FULL, QUICK = Size(60, 100_000), Size(3, 1_000)


def measured(size: Size) -> Result:
    """On a server of its own."""
    with prepared() as ground:
        return found(ground, size)


def found(ground: Ground, size: Size) -> Result:
    """Five limits fall due in each second, and one worker lives them."""
    template = _seeded(ground, size)
    runs = {
        "a platform that answers at once": _run(ground, template, size.seconds, 0),
        f"a platform that takes {CALL * 1000:.0f} ms": _run(ground, template, size.seconds, CALL),
    }
    figures = [
        Figure(f"{name}: {which}", run.facts[which], "ms")
        for name, run in runs.items()
        for which in ("p50", "p99", "most")
    ]
    p99 = next(iter(runs.values())).facts["p99"]
    goal = Goal("lag p99, a platform that answers at once", p99, WORST, unit="ms")
    return Result("lag", figures, [goal], _notes(size))


def _seeded(ground: Ground, size: Size) -> str:
    template, limits = ground.server.migrated(), size.seconds * EACH_SECOND
    with ground.seeding(template) as seeding:
        says(f"raising {limits:,} disagreements, copying {size.waiting:,} that wait")
        seeding.prepares()
        made = seeding.raises(limits, each_second=EACH_SECOND)
        seeding.copies(size.waiting, made[0])
    return template


def _run(ground: Ground, template: str, seconds: int, pause: float) -> Run:
    with ground.copy(template) as url:
        until = LIMIT + timedelta(seconds=seconds)
        return ground.race("running", url, at=until, pause=pause)


def _notes(size: Size) -> list[str]:
    return [
        f"{EACH_SECOND} limits end in each of {size.seconds} seconds, each owing six things that the "
        f"same worker delivers; {size.waiting:,} disagreements wait (copies, made by the database, of "
        f"one that was raised by the rules). {ABOUT}; the time of a commit is the server's own "
        "(track_commit_timestamp). The tick is 1 second; the worker wakes for a known moment.",
    ]

"""How late a limit fires: from its end to the commit of what follows, while many others wait."""

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


def measured(*, quick: bool) -> Result:
    """Limits that fall due for a minute, five in each second, and one worker that lives them."""
    seconds, waiting = (3, 1_000) if quick else (60, 100_000)
    with prepared() as ground:
        template = ground.server.migrated()
        with ground.seeding(template) as seeding:
            says(
                f"raising {seconds * EACH_SECOND} disagreements, and copying {waiting:,} that wait"
            )
            seeding.prepares()
            made = seeding.raises(seconds * EACH_SECOND, each_second=EACH_SECOND)
            seeding.copies(waiting, made[0])
        runs = {
            "a platform that answers at once": _run(ground, template, seconds, 0),
            f"a platform that takes {CALL * 1000:.0f} ms": _run(ground, template, seconds, CALL),
        }
    figures = [
        Figure(f"{name}: {which}", run.facts[which], "ms")
        for name, run in runs.items()
        for which in ("p50", "p99", "most")
    ]
    p99 = next(iter(runs.values())).facts["p99"]
    goal = Goal("lag p99, a platform that answers at once", p99, WORST, unit="ms")
    return Result("lag", figures, [goal], _notes(seconds, waiting))


def _run(ground: Ground, template: str, seconds: int, pause: float) -> Run:
    with ground.copy(template) as url:
        until = LIMIT + timedelta(seconds=seconds)
        return ground.race("running", url, at=until, pause=pause)


def _notes(seconds: int, waiting: int) -> list[str]:
    return [
        f"{EACH_SECOND} limits end in each of {seconds} seconds, each owing six things that the "
        f"same worker delivers; {waiting:,} disagreements wait (copies, made by the database, of "
        f"one that was raised by the rules). {ABOUT}; the time of a commit is the server's own "
        "(track_commit_timestamp). The tick is 1 second; the worker wakes for a known moment.",
    ]

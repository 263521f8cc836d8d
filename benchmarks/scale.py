"""What one due limit costs while a thousand wait, and while a million do; start-up and memory then."""

from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta

from benchmarks.ground import Ground, prepared, says
from benchmarks.processes import Run
from benchmarks.results import Figure, Goal, Result
from benchmarks.seeding import LIMIT
from benchmarks.server import ABOUT
from benchmarks.starting import Started, started


@dataclass(frozen=True)
class Size:
    """How many wait, in turn; how many limits a round, and how many rounds."""

    waiting: tuple[int, ...]
    limits: int
    rounds: int = 3


FULL, QUICK = Size((1_000, 100_000, 1_000_000), 1_000), Size((1_000, 5_000), 100)


def measured(size: Size) -> Result:
    """On a server of its own."""
    with prepared() as ground:
        return found(ground, size)


def found(ground: Ground, size: Size) -> Result:
    """The same limits beside ever more that wait, in turn; the best of a few rounds counts."""
    template, made = _seeded(ground, size)
    with ExitStack() as copies:
        urls = {each: copies.enter_context(ground.copy(template)) for each in size.waiting}
        for waiting, url in urls.items():
            _fill(ground, url, waiting, made[0])
        rounds = [
            {waiting: _round(ground, url, number) for waiting, url in urls.items()}
            for number in range(size.rounds)
        ]
        begun = started(ground, urls[max(urls)], made[: size.rounds])
    costs = {
        waiting: min(runs[waiting].seconds for runs in rounds) / size.limits * 1000
        for waiting in urls
    }
    return Result("scale", _figures(costs, begun), _goals(costs, begun), _notes(size))


def _seeded(ground: Ground, size: Size) -> tuple[str, list[str]]:
    """The address of a database with the limits of every round, and its disagreements."""
    template = ground.server.migrated()
    with ground.seeding(template) as seeding:
        says(f"raising {size.limits * size.rounds:,} disagreements")
        seeding.prepares()
        made = seeding.raises(size.limits * size.rounds, each_second=size.limits)
    return template, made


def _fill(ground: Ground, url: str, number: int, of: str) -> None:
    says(f"copying until {number:,} wait")
    with ground.seeding(url) as seeding:
        seeding.copies(number, of)


def _round(ground: Ground, url: str, number: int) -> Run:
    return ground.race("ours", url, at=LIMIT + timedelta(seconds=number + 0.5))


def _figures(costs: dict[int, float], begun: Started) -> list[Figure]:
    most = max(costs)
    beside = [
        Figure(f"a due limit beside {size:,} that wait", cost, "ms") for size, cost in costs.items()
    ]
    return [
        *beside,
        Figure(f"start-up beside {most:,}", begun.seconds, "s", "from the program's start"),
        Figure("  of which loading Python and the program", begun.loading, "s"),
        Figure(f"memory of a worker beside {most:,}", begun.megabytes, "MB"),
    ]


def _goals(costs: dict[int, float], begun: Started) -> list[Goal]:
    least, most = min(costs), max(costs)
    dearer = costs[most] / costs[least]
    return [
        Goal(f"a due limit beside {most:,}, of its cost beside {least:,}", dearer, 1.2),
        Goal(f"start-up beside {most:,}", begun.seconds, 1, unit="s"),
        Goal("memory of a worker", begun.megabytes, 150, unit="MB"),
    ]


def _notes(size: Size) -> list[str]:
    return [
        f"{size.limits:,} limits a round, the best of {size.rounds} rounds, one worker. Those that wait are "
        f"copies, made by the database, of one that was raised by the rules. {ABOUT}. Start-up is "
        "`python -m bot worker` as it is run, the best of as many starts: from its start until the first "
        "sweep has lived what was due, and committed.",
    ]

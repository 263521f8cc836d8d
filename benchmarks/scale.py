"""What one due limit costs while a thousand wait, and while a million do; start-up and memory then."""

from datetime import timedelta

from benchmarks.ground import Ground, prepared, says
from benchmarks.processes import Run
from benchmarks.results import Figure, Goal, Result
from benchmarks.seeding import LIMIT
from benchmarks.server import ABOUT
from benchmarks.starting import Started, started

ROUNDS = 3


def measured(*, quick: bool) -> Result:
    """The same limits beside ever more that wait: three times each, and the best of them counts."""
    sizes = (1_000, 5_000) if quick else (1_000, 100_000, 1_000_000)
    limits = 100 if quick else 1_000
    costs: dict[int, float] = {}
    with prepared() as ground:
        template, made = _seeded(ground, limits)
        for size in sizes:
            with ground.copy(template) as url:
                _fill(ground, url, size, made[0])
                runs = [_round(ground, url, number) for number in range(ROUNDS)]
                costs[size] = min(run.seconds for run in runs) / limits * 1000
                if size == sizes[-1]:
                    begun = started(ground, url, made)
    return Result("scale", _figures(costs, begun), _goals(costs, begun), _notes(limits))


def _seeded(ground: Ground, limits: int) -> tuple[str, list[str]]:
    """The address of a database with the limits of every round, and its disagreements."""
    template = ground.server.migrated()
    with ground.seeding(template) as seeding:
        says(f"raising {limits * ROUNDS:,} disagreements")
        seeding.prepares()
        made = seeding.raises(limits * ROUNDS, each_second=limits)
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


def _notes(limits: int) -> list[str]:
    return [
        f"{limits:,} limits a round, the best of {ROUNDS} rounds, one worker. Those that wait are "
        f"copies, made by the database, of one that was raised by the rules. {ABOUT}. Start-up is "
        "`python -m bot worker` as it is run, the best of three: from its start until the first "
        "sweep has lived what was due, and committed.",
    ]

"""Due limits fired, beside APScheduler, procrastinate, pgqueuer, DBOS and a bare loop."""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec

from sqlalchemy import func, select

from benchmarks import rows
from benchmarks.ground import Ground, prepared, says
from benchmarks.processes import Run
from benchmarks.results import Figure, Goal, Result
from benchmarks.server import ABOUT
from storage.database import reading
from storage.tables import disagreements, ledger

PEERS = ("apscheduler", "procrastinate", "pgqueuer", "dbos")


@dataclass(frozen=True)
class Size:
    """How many limits, how many workers of ours at once, and which peers."""

    limits: int
    workers: tuple[int, ...] = (1, 2, 3, 4)
    peers: tuple[str, ...] = tuple(filter(find_spec, PEERS))


FULL, QUICK = Size(10_000), Size(200, (1, 2))


def measured(size: Size) -> Result:
    """On a server of its own."""
    with prepared() as ground:
        return found(ground, size)


def found(ground: Ground, size: Size) -> Result:
    """Everybody from a copy of the same data, and everybody's work looked over afterwards."""
    runs = dict(_runs(ground, size))
    figures = [
        Figure(name, size.limits / run.seconds, "limits/s", f"{run.megabytes:.0f} MB")
        for name, run in runs.items()
    ]
    return Result("firing", figures, _goals(runs), _notes(size.limits))


def _goals(runs: dict[str, Run]) -> list[Goal]:
    ours = runs["ours"]
    peers = [runs[name].seconds for name in PEERS if name in runs]
    best = min(peers) / ours.seconds if peers else None
    bare, two = runs["bare loop"].seconds / ours.seconds, ours.seconds / runs["ours x 2"].seconds
    return [
        Goal("ours, of the best peer's speed", best, 1.5, at_least=True),
        Goal("ours, of the bare loop's speed", bare, 0.5, at_least=True),
        Goal("two workers, of one's speed", two, 1.6, at_least=True),
        Goal("memory of one worker", ours.megabytes, 150, unit="MB"),
    ]


def _notes(limits: int) -> list[str]:
    return [
        f"{limits:,} disagreements under the Berkshire procedure, each with one limit that has "
        "passed: two entries, six things owed, two moments gone and two new ones. Every one is "
        f"folded, sealed and encrypted. {ABOUT}.",
        "A peer's jobs are in its tables before its time begins, scheduled for a time that has "
        "come, and each calls the same Store.act. The bare loop knows beforehand what to write, "
        "and writes exactly our rows, one transaction a limit. `ours x 2` is two processes. "
        "The figure in MB is the most that one process held.",
    ]


def _runs(ground: Ground, size: Size) -> Iterator[tuple[str, Run]]:
    """Each contender's name, and how it went."""
    template = ground.server.migrated()
    with ground.seeding(template) as seeding:
        says(f"raising {size.limits:,} disagreements")
        seeding.prepares()
        seeding.raises(size.limits)
    for number in size.workers:
        with ground.copy(template) as url:
            yield f"ours x {number}" if number > 1 else "ours", _race(ground, "ours", url, number)
            if number == 1:
                rows.keep(template, url, ground.folder / "rows")
    with ground.copy(template) as url:
        yield "bare loop", _race(ground, "bare", url)
    for peer in size.peers:
        with ground.copy(template) as url:
            yield peer, _race(ground, peer, url)
    sqlite = f"sqlite:///{ground.folder / 'escalate.db'}"
    with ground.seeding(sqlite) as seeding:
        seeding.prepares()
        seeding.raises(size.limits)
    yield "ours on SQLite", _race(ground, "ours", sqlite)


def _race(ground: Ground, who: str, url: str, workers: int = 1) -> Run:
    """Every limit was fired once, whoever fired it: else its speed is nothing."""
    run = ground.race(who, url, workers=workers)
    passed = select(func.count(), func.count(ledger.c.reference.distinct()))
    waiting = select(func.count()).select_from(disagreements)
    with ground.engine(url) as engine, reading(engine) as connection:
        found = connection.execute(passed.where(ledger.c.kind == "limit_passed")).one()
        limits = connection.scalar(waiting)
    if tuple(found) != (limits, limits):
        raise AssertionError(f"{who} fired {found[0]} of {limits}")
    return run

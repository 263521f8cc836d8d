"""The real worker, as it is run: how soon its first sweep is done, and what memory it takes."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from benchmarks.ground import Ground, says
from benchmarks.processes import HOME, Failed, memory
from bot.procedures import in_force

PATIENCE, SETTLED, LOOK = 60.0, 3.0, 0.005
LOADING = "import bot.app, bot.commands.worker"
NOBODY = "http://127.0.0.1:9/"  # where no chat platform answers: nothing can be sent


@dataclass(frozen=True)
class Started:
    """From the start of the program; `loading` is Python and its modules alone."""

    seconds: float
    loading: float
    megabytes: float


def started(ground: Ground, url: str, made: Sequence[str]) -> Started:
    """The best of a few starts, each with another disagreement that is due."""
    _all_wait(url)
    says("starting a worker")
    starts = [_start(ground, url, one) for one in made]
    loading = min(_loading() for _ in made)
    return Started(min(start[0] for start in starts), loading, max(start[1] for start in starts))


def _all_wait(url: str) -> None:
    """Whatever the rules have made due by the real clock waits a day."""
    with psycopg.connect(url, autocommit=True) as connection:
        later = "UPDATE moments SET run_at = now() + interval '1 day'"
        connection.execute(f"{later} WHERE run_at < now() + interval '1 day'".encode())


def _start(ground: Ground, url: str, one: str) -> tuple[float, float]:
    with psycopg.connect(url, autocommit=True) as connection:
        due = "UPDATE moments SET run_at = at WHERE reference = %s"
        connection.execute(due, [one])
        began = time.perf_counter()
        with _worker(ground, url) as process:
            while _is_due(connection, one):
                if process.poll() is not None or time.perf_counter() - began > PATIENCE:
                    raise Failed("The worker did not sweep.")
                time.sleep(LOOK)
            seconds = time.perf_counter() - began
            time.sleep(SETTLED)
            return seconds, memory(process.pid)


def _is_due(connection: psycopg.Connection, one: str) -> bool:
    """Whether a moment of it has come, and nobody has lived it."""
    due = "SELECT 1 FROM moments WHERE reference = %s AND run_at < now() AND state = 'waiting'"
    return connection.execute(due, [one]).fetchone() is not None


@contextmanager
def _worker(ground: Ground, url: str) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-P", "-m", "bot", "worker"]
    settings = {**os.environ, **_settings(ground.folder, url)}
    with (ground.folder / "worker.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=HOME, env=settings, stdout=log, stderr=log)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def _settings(folder: Path, url: str) -> dict[str, str]:
    return {
        "ESCALATE_KEY_FILE": str(folder / "keys"),
        "ESCALATE_DATA": str(folder / "data"),
        "ESCALATE_DATABASE_URL": url,
        "ESCALATE_EMERGENCY_DUTY_NUMBERS": json.dumps(dict.fromkeys(in_force(), "01344 000000")),
        "SLACK_BOT_TOKEN": "xoxb-bench",
        "SLACK_SIGNING_SECRET": "bench",
        "SLACK_API_URL": NOBODY,
    }


def _loading() -> float:
    began = time.perf_counter()
    subprocess.run([sys.executable, "-P", "-c", LOADING], cwd=HOME, check=True)
    return time.perf_counter() - began

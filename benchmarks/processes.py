"""Contenders in processes of their own, timed together from the word to the last one's end."""

import json
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.order import Order

HOME = Path(__file__).parent.parent


class Failed(Exception):
    """A contender did not come to its end: says what it said last."""


@dataclass(frozen=True)
class Run:
    """How long it took, the most memory that one process held, and what else the first one says."""

    seconds: float
    megabytes: float
    facts: dict[str, float] = field(default_factory=dict)


class Contender:
    """One process, from its start to its end."""

    def __init__(self, order: Order) -> None:
        self._errors = Path(order.folder) / f"{order.who}.log"
        with self._errors.open("w", encoding="utf-8") as errors:
            self.process = subprocess.Popen(
                [sys.executable, "-P", "-m", "benchmarks.contender"],
                cwd=HOME,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
            )
        self.says(order.written())

    def says(self, line: str) -> None:
        """A line to it."""
        assert self.process.stdin
        print(line, file=self.process.stdin, flush=True)

    def hears(self) -> str:
        """Its next line."""
        assert self.process.stdout
        if line := self.process.stdout.readline().strip():
            return line
        raise Failed(self._errors.read_text(encoding="utf-8")[-4000:] or "it said nothing")

    def ends(self) -> None:
        """It goes, if it has not gone."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.kill()
        self.process.wait()
        self.process.stdin.close()
        self.process.stdout.close()


def raced(orders: Sequence[Order]) -> Run:
    """These contenders together, from the word until the last has done."""
    contenders: list[Contender] = []
    try:
        contenders += [Contender(order) for order in orders]
        for each in contenders:
            each.hears()
        began = time.perf_counter()
        for each in contenders:
            each.says("go")
        done = [json.loads(each.hears()) for each in contenders]
        seconds = time.perf_counter() - began
        return Run(seconds, max(one["megabytes"] for one in done), done[0])
    finally:
        for each in contenders:
            each.ends()


def memory(process: int) -> float:
    """The most that a process has held, in MB; nothing where the system does not say."""
    status = Path(f"/proc/{process}/status")
    lines = status.read_text(encoding="ascii").splitlines() if status.exists() else []
    peak = [line.split()[1] for line in lines if line.startswith("VmHWM")]
    return int(peak[0]) / 1024 if peak else 0.0

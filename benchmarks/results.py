"""What a benchmark found: figures, and ratios to a peer or a floor beside what was aimed at."""

import os
import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field


@dataclass(frozen=True)
class Figure:
    """One thing that was measured."""

    name: str
    value: float
    unit: str
    note: str = ""


@dataclass(frozen=True)
class Goal:
    """A figure that has a bound; nothing was found where the peer is not installed."""

    name: str
    found: float | None
    bound: float
    at_least: bool = False
    unit: str = "x"

    @property
    def met(self) -> bool | None:
        """Whether it is as good as was aimed at; nothing where it was not measured."""
        if self.found is None:
            return None
        return self.found >= self.bound if self.at_least else self.found <= self.bound

    @property
    def aim(self) -> str:
        """At least 1.5x."""
        return f"{'at least' if self.at_least else 'at most'} {_number(self.bound)} {self.unit}"


@dataclass(frozen=True)
class Result:
    """Everything one benchmark found."""

    name: str
    figures: Sequence[Figure]
    goals: Sequence[Goal] = ()
    notes: Sequence[str] = field(default=())

    @property
    def missed(self) -> list[Goal]:
        """The goals that were measured and not met."""
        return [goal for goal in self.goals if goal.met is False]

    def as_json(self) -> dict[str, object]:
        """The same for a program."""
        return {
            "benchmark": self.name,
            "machine": machine(),
            "figures": [asdict(figure) for figure in self.figures],
            "goals": [{**asdict(goal), "met": goal.met} for goal in self.goals],
            "notes": list(self.notes),
        }

    def as_text(self) -> str:
        """The same for people."""
        width = max(len(name) for name in self._names())
        lines = [f"{self.name}: {machine()}", ""]
        for figure in self.figures:
            row = f"  {figure.name:{width}} {_number(figure.value):>10} {figure.unit}"
            lines.append(f"{row:{width + 32}} {figure.note}".rstrip())
        lines += [""] if self.goals else []
        for goal in self.goals:
            found = "-" if goal.found is None else f"{_number(goal.found)}"
            row = f"  {goal.name:{width}} {found:>10} {goal.unit}"
            lines.append(f"{row:{width + 32}} {_VERDICTS[goal.met]}: {goal.aim}")
        return "\n".join([*lines, *(f"\n{note}" for note in self.notes)])

    def _names(self) -> list[str]:
        return [*(figure.name for figure in self.figures), *(goal.name for goal in self.goals)]


_VERDICTS = {True: "met", False: "MISSED", None: "not measured"}


def machine() -> str:
    """2 cores, Python 3.11.7, Linux x86_64."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    python = platform.python_version()
    return f"{cores} cores, Python {python}, {platform.system()} {platform.machine()}"


def _number(value: float) -> str:
    """1,234 or 12.3 or 0.45: three figures that mean something."""
    if abs(value) >= 100 or value == int(value):
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"

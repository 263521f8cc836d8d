"""What time it is: the system's time, or a time that people wind on by hand."""

import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol

WOUND = "clock"


class Clock(Protocol):
    """Tells the time to everything that is not allowed to ask for it."""

    def now(self) -> datetime:
        """This moment, aware."""
        ...


@dataclass(frozen=True)
class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """This moment, in UTC."""
        return datetime.now(UTC)


@dataclass(frozen=True)
class SharedClock:
    """The clock of the database: one for all who work on it, whatever their machines' clocks say."""

    ask: Callable[[], datetime]
    own: Clock

    def now(self) -> datetime:
        """The time there, in UTC."""
        return self.ask()

    def apart(self) -> timedelta:
        """How far this machine's own clock is ahead of it, at the least; behind, less than nothing."""
        before, there, after = self.own.now(), self.ask(), self.own.now()
        return max(before - there, timedelta()) + min(after - there, timedelta())


@dataclass(frozen=True)
class WoundClock:
    """A clock that stands still until it is wound on; its file is the time, for every reader."""

    file: Path

    @classmethod
    def started(cls, file: Path, at: datetime) -> "WoundClock":
        """The clock of this file, set going at that time unless it already shows one."""
        clock = cls(file)
        if not file.exists():
            clock._show(_aware(at))
        return clock

    def now(self) -> datetime:
        """The time it was last wound to, in UTC."""
        text = self.file.read_text(encoding="utf-8").strip()
        try:
            return _aware(datetime.fromisoformat(text))
        except ValueError:
            raise ValueError(f"{self.file} does not hold a time with its zone") from None

    def wind_to(self, at: datetime) -> None:
        """Move on to a later time; a clock that went back would make liars of the entries."""
        if _aware(at) < self.now():
            raise ValueError("a clock is wound on, never back")
        self._show(at)

    def _show(self, at: datetime) -> None:
        self.file.parent.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=self.file.parent, prefix=f".{self.file.name}-")
        with os.fdopen(descriptor, "w", encoding="utf-8") as beside:
            beside.write(at.astimezone(UTC).isoformat() + "\n")
            beside.flush()
            os.fsync(beside.fileno())
        Path(name).replace(self.file)  # whoever reads sees the old time or the new, never half


def of_folder(data: Path) -> Clock:
    """The clock by which an installation's folder goes: wound by hand where a demo keeps one there."""
    wound = WoundClock(data / WOUND)
    return wound if wound.file.exists() else SystemClock()


def _aware(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError("a time without a zone is not a time")
    return at.astimezone(UTC)

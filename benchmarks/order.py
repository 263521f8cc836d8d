"""What a contender is told: where the data is, what is due, and what time it is."""

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from storage.crypto import Keys


@dataclass(frozen=True)
class Order:
    """Everything that goes from the benchmark to a process of its own."""

    who: str
    url: str
    folder: str
    now: str
    pause: float = 0.0  # seconds that a platform takes over each call

    @property
    def at(self) -> datetime:
        """The time at which everything is fired."""
        return datetime.fromisoformat(self.now)

    @property
    def keys(self) -> Keys:
        """What opens the bodies."""
        return Keys(Path(self.folder) / "keys")

    @property
    def rows(self) -> Path:
        """The rows that the bare loop writes."""
        return Path(self.folder) / "rows"

    def written(self) -> str:
        """On one line."""
        return json.dumps(asdict(self))

    @classmethod
    def read(cls, line: str) -> "Order":
        """As it was written."""
        return cls(**json.loads(line))


def come() -> datetime:
    """A time that has come, for those who ask the machine or the database what time it is."""
    return datetime.now(UTC) - timedelta(seconds=1)

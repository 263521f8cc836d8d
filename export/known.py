"""An entry as a record knows it, and how the pages find those of one kind."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from escalation.disagreement import Disagreement
from escalation.entries import Entry, Kept
from escalation.working_time import times

Kind = TypeVar("Kind", bound=Entry)


@dataclass(frozen=True)
class Known:
    """An entry as kept, as read, the disagreement once it had happened, and whether this reader reads it."""

    kept: Kept
    entry: Entry
    standing: Disagreement
    readable: bool

    @property
    def seq(self) -> int:
        """Its number."""
        return self.kept.link.seq


def all_of(known: Sequence[Known], kind: type[Kind]) -> list[tuple[int, Kind]]:
    """Every entry of one kind, each with its number."""
    return [(one.seq, one.entry) for one in known if isinstance(one.entry, kind)]


def iso(at: datetime) -> str:
    """A time on the clock on the wall, with its offset."""
    return times.civil(at).isoformat()

"""Disagreements as they stood, so that entries proved to be the same are not folded again."""

from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock

from escalation.disagreement import Disagreement
from escalation.entries import Kept

AS_MANY = 256


class Remembered:
    """The last ones folded, by their last entry's hash: the chain leads only one way to it."""

    def __init__(self, as_many: int = AS_MANY) -> None:
        self._as_many = as_many
        self._stood: OrderedDict[tuple[str, str], Disagreement] = OrderedDict()
        self._lock = Lock()

    def latest(self, sha256: str, kept: Sequence[Kept]) -> Disagreement | None:
        """By this procedure, as it stood after as many of these entries as are remembered."""
        with self._lock:
            for each in reversed(kept):
                if stood := self._stood.get((sha256, each.link.hash)):
                    return stood
        return None

    def keep(self, sha256: str, kept: Sequence[Kept], stands: Disagreement) -> None:
        """So it stands after all of these entries; the oldest is forgotten for it."""
        if not kept:
            return
        with self._lock:
            self._stood[(sha256, kept[-1].link.hash)] = stands
            if len(self._stood) > self._as_many:
                self._stood.popitem(last=False)

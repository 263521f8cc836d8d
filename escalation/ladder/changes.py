"""A procedure changed on purpose, as values: from which text to which, and what becomes of each date."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from escalation.entries import Actor
from escalation.texts.procedure import Procedure
from escalation.working_time.times import day

Of = Literal["both", "old", "new"]


@dataclass(frozen=True)
class Text:
    """A procedure's very text, by its name, its version and its hash."""

    id: str
    title: str
    version: str
    sha256: str

    @property
    def named(self) -> str:
        """Small Town Process (2026)."""
        return f"{self.title} ({self.version})"


@dataclass(frozen=True)
class Dated:
    """What becomes of a tier's limit; `of` says in which of the two texts the tier stands."""

    who: str
    was: datetime | None
    now: datetime | None
    of: Of = "both"
    passed: bool = False

    @property
    def sentence(self) -> str:
        """The limit of the line manager: Tuesday 22 September, was Monday 21 September."""
        said = f"The limit of the {self.who}: {self._what}."
        held = " It has passed already: a fact about time, and held against nobody."
        return f"{said}{held if self.passed else ''}"

    @property
    def _what(self) -> str:
        was = day(self.was) if self.was else ""
        now = day(self.now) if self.now else "no day is counted"
        if self.of == "old":
            return f"the new text has no such tier, was {was or 'no day'}"
        if self.of == "new":
            return f"{now}; the old text had no such tier"
        return f"{now}, as before" if self.was == self.now else f"{now}, was {was or 'no day'}"


@dataclass(frozen=True)
class Change:
    """A procedure by which a disagreement has gone: until when, and who changed it."""

    at: datetime
    by: Actor
    was: Procedure


def text_of(procedure: Procedure) -> Text:
    """What names a procedure's text and nothing else."""
    return Text(procedure.id, procedure.title, procedure.version, procedure.sha256)

"""What a rehearsal was like: every line of it in order of time, and in short how it ended."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from escalation.directory import seeking
from escalation.directory.people import PARTNERSHIP, Directory, names
from escalation.directory.reaching import standing
from escalation.directory.seeking import Sought
from escalation.disagreement import Disagreement
from escalation.duties import duties
from escalation.owing import Recipient

Kind = Literal["happened", "limit", "told", "posted", "card", "form", "refused", "over"]


@dataclass(frozen=True)
class Line:
    """One thing of a rehearsal: what kind of thing, for whom, and its whole text."""

    at: datetime
    kind: Kind
    who: tuple[str, ...]
    text: str


@dataclass(frozen=True)
class Strange:
    """What a step of a script fills in, and nothing asks for: the step, and what is asked there.

    `value`: where it is asked for, and this is none of what it offers.
    """

    step: int
    does: str
    key: str
    asked: tuple[str, ...]
    value: str | None = None


@dataclass(frozen=True)
class Told:
    """Somebody, and each time at which they were told something, with what it was about."""

    who: str
    at: tuple[datetime, ...]


@dataclass(frozen=True)
class Transcript:
    """Everything that was met in a rehearsal; where it stands is known once it has been raised."""

    lines: tuple[Line, ...]
    standing: Disagreement
    directory: Directory
    strange: tuple[Strange, ...] = ()

    def told(self) -> tuple[Told, ...]:
        """Who was told, first to last, and when."""
        found: dict[str, list[datetime]] = {}
        for line in self.lines:
            if line.kind == "told":
                for who in line.who:
                    found.setdefault(who, []).append(line.at)
        return tuple(Told(who, tuple(dict.fromkeys(at))) for who, at in found.items())

    def turns(self) -> tuple[str, ...]:
        """Whose turn it is now."""
        if not self.standing.is_open:
            return ()
        asked = (standing(self._sought(turn.who), self.directory) for turn in self.standing.turns())
        return tuple(dict.fromkeys(people[0].name for people in asked if people))

    def left(self) -> tuple[tuple[str, str], ...]:
        """What is left to see to: whose it is, and what."""
        return tuple(self._left())

    def _left(self) -> Iterator[tuple[str, str]]:
        for agency in (*self.standing.agencies, PARTNERSHIP):
            for owed in duties.left(self.standing, agency):
                name = self.directory.agency_name(agency)
                yield self._of(owed.duty.by, agency) or name, owed.duty.asked

    def _of(self, roles: tuple[str, ...], agency: str) -> str:
        held = (person for role in roles for person in self.directory.holders(role, agency))
        return names(held)

    def _sought(self, who: Recipient) -> Sought:
        return seeking.sought(who, self.standing, self.directory)

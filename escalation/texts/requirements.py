"""What a text asks, numbered: each requirement with its force and, in few words, its meaning."""

import re
from collections import Counter
from dataclasses import dataclass

from escalation.texts.procedure import Procedure

FORCE = {"M": "must", "S": "should", "Y": "may", "I": "information", "G": "gap"}
ASKED = frozenset({"must", "should", "may"})
_NUMBERED = re.compile(r"(R-\d{3})-\d{2}")


@dataclass(frozen=True)
class Requirement:
    """One numbered thing that a text obliges, asks, allows, explains or leaves open."""

    id: str
    lines: str
    force: str
    kind: str
    meaning: str

    @property
    def is_asked(self) -> bool:
        """Whether it obliges, asks or allows."""
        return self.force in ASKED


def read(text: str) -> tuple[Requirement, ...]:
    """A list: `id | lines | force | kind | meaning`, one a line."""
    rows = (row.split("|", 4) for row in text.splitlines() if row.strip())
    return tuple(_requirement(*(cell.strip() for cell in row)) for row in rows)


def list_of(procedure: Procedure) -> str:
    """The list that a procedure's stages name: R-004. None, where they name places in the text alone."""
    named = (req for stage in procedure.stages for tier in stage.tiers for req in tier.req)
    found = Counter(match[1] for req in named if (match := _NUMBERED.fullmatch(req)))
    return found.most_common(1)[0][0] if found else ""


def _requirement(id: str, lines: str, force: str, kind: str, meaning: str) -> Requirement:
    return Requirement(id, lines, FORCE[force], kind, meaning)

"""Who it is about, sealed: for the file copies and for nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from escalation.disagreement import Disagreement
from escalation.entries import FILE, Actor, Entries, Entry
from escalation.words.message import Facts, Part


@dataclass(frozen=True, kw_only=True)
class SubjectSealed(Entry):
    """Who this is about: printed on each agency's file copy and shown on the page, never in chat."""

    kind = "subject_sealed"
    schema = 2

    name: str
    born: str
    case_number: str
    expected: str = ""

    @staticmethod
    def upgraded_from_1(content: dict[str, Any]) -> dict[str, Any]:
        """Before, nobody was asked for the expected date of birth of an unborn child."""
        return content

    @property
    def audience(self) -> str:
        """The file copies of the involved agencies, and nothing else."""
        return FILE

    def reads(self, disagreement: Disagreement) -> tuple[Part, ...]:
        """The name, the date of birth or, of an unborn child, the expected one, and the case number."""
        rows = (
            ("Name", self.name),
            ("Date of birth", self.born),
            ("Expected date of birth", self.expected),
            (f"Case number at {disagreement.agency_name(self.by.agency)}", self.case_number),
        )
        return (Facts(tuple(row for row in rows if row[1])),)


def sealed(subject: tuple[str, str, str], expected: str, actor: Actor, at: datetime) -> Entries:
    """The entry that seals a name, a date of birth and a case number; none where none was given."""
    name, born, case_number = subject
    if not any((*subject, expected)):
        return []
    known = {"name": name, "born": born, "case_number": case_number, "expected": expected}
    return [SubjectSealed(at=at, by=actor, **known)]

"""The partnership's office opens what the procedure gives it, with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from escalation import rights
from escalation.directory.people import Directory
from escalation.disagreement import Disagreement
from escalation.entries import OFFICE, Entries, Entry
from escalation.permissions import Act
from escalation.words import forms
from escalation.words.message import Facts, Part, says
from escalation.working_time.calendars import Calendar


@dataclass(frozen=True, kw_only=True)
class CopyOpened(Entry):
    """Somebody of the office opened its copy; until then they see its reference and its state."""

    kind = "copy_opened"

    reason: str

    @property
    def audience(self) -> str:
        """The office: who has read it, and when, is no part of a child's file."""
        return OFFICE

    def applied(self, disagreement: Disagreement) -> Disagreement:
        """They may read it from now on."""
        return replace(disagreement, opened=disagreement.opened | {self.by.person})

    def notices(self, disagreement: Disagreement) -> frozenset[str]:
        """Nobody: it is their own act."""
        return frozenset()

    def reads(self, disagreement: Disagreement) -> tuple[Part, ...]:
        """Who opened it, and why."""
        return (
            says("{who} opened the office's copy.", who=self.by.titled),
            Facts((("Reason", self.reason),)),
        )


def open_copy(
    disagreement: Disagreement,
    at: datetime,
    calendar: Calendar,
    directory: Directory,
    *,
    by: str,
    question: str,
    answers: Mapping[str, str],
) -> Entries:
    """Somebody of the office says why they open it; once opened it stays so for them.

    R-004-23, R-004-33, R-004-50 give the office the details; that a reason is asked is ours.
    """
    actor = rights.check(by, Act.OPEN_COPY, disagreement, directory)
    reason = forms.text(answers, "reason", "Say why you open it, in a few words.")
    return [] if by in disagreement.opened else [CopyOpened(at=at, by=actor, reason=reason)]


ENTRIES = (CopyOpened,)

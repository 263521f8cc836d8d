"""Giving one's view: each side says, in its own words, how it sees the matter and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from escalation import acting
from escalation.directory.people import Directory
from escalation.disagreement import Disagreement, View
from escalation.entries import Entries, Entry
from escalation.owing import Owed, post
from escalation.permissions import Act
from escalation.words import forms
from escalation.words.message import Part, Quote, says
from escalation.words.prompts import summary
from escalation.working_time.calendars import Calendar


@dataclass(frozen=True, kw_only=True)
class ViewGiven(Entry):
    """A side has said how it sees the matter, and why: its rationale, first-class (R-004-07)."""

    kind = "view_given"

    text: str

    def applied(self, disagreement: Disagreement) -> Disagreement:
        """The card shows it beside what was raised."""
        label = f"The view of {self._agency(disagreement)}, by {self.by.name}"
        given = View(label, self.text, disagreement.version + 1)
        return replace(disagreement, view=(*disagreement.view, given))

    def owes(self, disagreement: Disagreement) -> Iterable[Owed]:
        """The thread shows it."""
        yield post(summary(disagreement, "a side has given its view"), *self.reads(disagreement))

    def reads(self, disagreement: Disagreement) -> tuple[Part, ...]:
        """Whose view, in their own words."""
        agency = self._agency(disagreement)
        return (
            says("{who} gave the view of {agency}.", who=self.by.titled, agency=agency),
            Quote(self.by.name, self.text),
        )

    def _agency(self, disagreement: Disagreement) -> str:
        side = disagreement.side(self.by.agency)
        return side.name if side else self.by.agency


def view(
    disagreement: Disagreement,
    at: datetime,
    calendar: Calendar,
    directory: Directory,
    *,
    by: str,
    question: str,
    answers: Mapping[str, str],
) -> Entries:
    """A side's view is kept, and shown to every side."""
    actor, arriving = acting.begins(Act.VIEW, disagreement, at, calendar, directory, by)
    text = forms.text(answers, "text", "Say how you see it, and why.")
    return [*arriving, ViewGiven(at=at, by=actor, text=text)]


ENTRIES = (ViewGiven,)

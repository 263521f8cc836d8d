"""What is kept off the file has been considered: the ledger keeps that it was, for no copy of it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from escalation.disagreement import Disagreement
from escalation.duties import closing
from escalation.duties.carried_out import Done, How
from escalation.duties.closing_words import agency_name
from escalation.entries import OFF_FILE, Entry
from escalation.words.message import Part, says


@dataclass(frozen=True, kw_only=True)
class ConsideredOffFile(Entry):
    """Somebody has considered what the procedure asks about staff, and answered it yes or no (C25).

    There are no words: nothing about a person is written here. Nobody is told of it.
    """

    kind = "considered_off_file"

    duty: str
    agency: str
    how: How

    @property
    def audience(self) -> str:
        """No copy of the record holds it: it is seen on the page of those who are asked alone."""
        return OFF_FILE

    def applied(self, disagreement: Disagreement) -> Disagreement:
        """It is left no more."""
        done = Done(self.by, self.at, self.how, "", disagreement.version + 1)
        key = self.duty, self.agency
        return closing.quieted(replace(disagreement, done={**disagreement.done, key: done}))

    def reads(self, disagreement: Disagreement) -> tuple[Part, ...]:
        """That it was considered; what was answered is read on the page alone."""
        return (
            says(
                "{who} has considered, for {agency}, what is kept off the {file}.",
                who=self.by.titled,
                agency=agency_name(disagreement, self.agency),
                file=disagreement.terms.file,
            ),
        )


ENTRIES = (ConsideredOffFile,)

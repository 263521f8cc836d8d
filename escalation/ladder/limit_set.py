"""That a tier's window was counted: the limit, once and for all, and how it was found."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from escalation.disagreement import Disagreement, Limit
from escalation.entries import Entry
from escalation.particulars import HAD_PASSED, Since
from escalation.words.message import Moment, Part, Says, says
from escalation.words.naming import holders


@dataclass(frozen=True, kw_only=True)
class LimitSet(Entry):
    """A tier's window was counted once and for all, with the calendar it was counted by.

    Only a corrected date, or another procedure, has it counted anew, as an entry of its own.
    """

    kind = "limit_set"

    tier: int
    start: datetime
    limit: datetime
    rule: str
    words: str
    before_raising: bool
    calendar_version: str
    because: str
    explanation: tuple[str, ...]
    nudge: datetime | None = None

    def applied(self, disagreement: Disagreement) -> Disagreement:
        """The limit stands, in place of whatever was counted for its tier before."""
        limit = Limit(
            tier=self.tier,
            at=self.limit,
            before_raising=self.before_raising,
            because=self.because,
            tells_at=self.nudge or self.limit,
            since=self._since(disagreement),
        )
        others = tuple(each for each in disagreement.limits if each.tier != self.tier)
        passed = disagreement.passed - {self.tier}
        return replace(disagreement, limits=(*others, limit), passed=passed)

    def reads(self, disagreement: Disagreement) -> tuple[Part, ...]:
        """The limit, the window's own words and the dates that were counted."""
        guides = disagreement.procedure.guides(self.tier)
        was = self.before_raising and not guides
        passed = f" It {HAD_PASSED[self._since(disagreement)]}." if was else ""
        return (
            says(
                "{who}: {words}; that is {usually}{end}.{passed}",
                who=holders(disagreement.procedure, self.tier),
                words=self.words,
                usually="usually " if guides else "",
                end=Moment(self.limit, "end_of_day"),
                passed=passed,
            ),
            *(Says((line,)) for line in self.explanation),
        )

    def _since(self, disagreement: Disagreement) -> Since:
        """Before what it had passed, if it had: what ended after raising, only a corrected date or a
        changed procedure can."""
        raised, changes = disagreement.raised, disagreement.changes
        if not raised or self.limit <= raised:
            return "raised"
        return "procedure" if changes and changes[-1].at == self.at else "corrected"

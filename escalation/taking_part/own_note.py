"""A note for one's own agency, as an entry: of what kind it is, when that was, and its words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from escalation.disagreement import Disagreement
from escalation.entries import Entry, own_agency
from escalation.words.message import Facts, Part, Quote, says
from escalation.working_time import times


class About(StrEnum):
    """What kind of note it is."""

    LEAD = "lead"
    MANAGER = "manager"
    REASONING = "reasoning"
    NOT_YET = "not_yet"


# As whoever writes it chooses it, and as it then reads on their agency's copy. That nobody has been
# consulted yet is only asked as something is raised.
CHOSEN: Mapping[About, str] = {
    About.LEAD: "Advice from our safeguarding lead",
    About.MANAGER: "I have consulted my manager",
    About.REASONING: "Our own reasoning",
}
_READS: Mapping[About, str] = {
    About.LEAD: "advice from its safeguarding lead",
    About.MANAGER: "a manager was consulted",
    About.REASONING: "its own reasoning",
    About.NOT_YET: "nobody was consulted before it was raised",
}


@dataclass(frozen=True, kw_only=True)
class Noted(Entry):
    """Somebody wrote something down for their own agency alone.

    R-003-41, R-004-12, R-004-20. `all_day`: of when it happened only the day is known.
    """

    kind = "noted"

    about: About
    text: str
    happened: datetime | None = None
    all_day: bool = False
    who: str = ""

    @property
    def audience(self) -> str:
        """Their own agency: the other side learns neither what it says nor what it is."""
        return own_agency(self.by.agency)

    def reads(self, disagreement: Disagreement) -> tuple[Part, ...]:
        """Whose note, of what kind; when that was and who took part, if they say so; their words."""
        rows = tuple(self._circumstances())
        return (
            says(
                "{who} made a note for {agency} alone: {about}.",
                who=self.by.titled,
                agency=disagreement.agency_name(self.by.agency),
                about=_READS[self.about],
            ),
            *((Facts(rows),) if rows else ()),
            Quote("Note", self.text),
        )

    def _circumstances(self) -> Iterable[tuple[str, str]]:
        if self.happened:
            shown = times.day_and_year if self.all_day else times.full
            yield "When it happened", shown(self.happened)
        if self.who:
            yield "Who took part", self.who

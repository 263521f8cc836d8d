"""Notes for one's own agency: what the lead advised, what one's manager said, one's own reasoning."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from escalation import rights
from escalation.directory.people import Directory
from escalation.disagreement import Disagreement
from escalation.entries import Entries, Entry, own_agency
from escalation.permissions import Act
from escalation.questions import open_
from escalation.refusals import NotNow, Unusable
from escalation.words import forms
from escalation.words.message import Facts, Part, Quote, says
from escalation.working_time import times
from escalation.working_time.calendars import Calendar


class About(StrEnum):
    """What kind of note it is."""

    LEAD = "lead"
    MANAGER = "manager"
    REASONING = "reasoning"


# As whoever writes it chooses it, and as it then reads on their agency's copy.
CHOSEN: Mapping[About, str] = {
    About.LEAD: "Advice from our safeguarding lead",
    About.MANAGER: "I have consulted my manager",
    About.REASONING: "Our own reasoning",
}
_READS: Mapping[About, str] = {
    About.LEAD: "advice from its safeguarding lead",
    About.MANAGER: "a manager was consulted",
    About.REASONING: "its own reasoning",
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


def note(
    disagreement: Disagreement,
    at: datetime,
    calendar: Calendar,
    directory: Directory,
    *,
    by: str,
    answers: Mapping[str, str],
) -> Entries:
    """A note is kept for one's own agency: nobody is told, nothing moves, and no stage is entered.

    One's own manager is consulted first (R-003-41); the lead or the designated professional may
    advise, or must (R-004-12, R-004-20): this is where it is written down.
    """
    actor = rights.check(by, Act.NOTE, disagreement, directory)
    taken(disagreement)
    about = _about(answers)
    text = forms.text(answers, "text", "Write what your own agency should keep.")
    happened = _happened(answers, at)
    all_day = happened is not None and not answers.get("happened_at")
    who = answers.get("who", "").strip()
    return [
        Noted(at=at, by=actor, about=about, text=text, happened=happened, all_day=all_day, who=who)
    ]


def taken(disagreement: Disagreement) -> None:
    """Notes are still taken; once it has ended each agency's copy has been made, and they are not."""
    try:
        open_(disagreement)
    except NotNow as ended:
        raise NotNow(
            f"{ended.sentence} Your agency's copy has been made: "
            "please put your note beside it, in your own file."
        ) from None


def _about(answers: Mapping[str, str]) -> About:
    try:
        return About(answers.get("about", ""))
    except ValueError:
        raise Unusable("about", "Choose what kind of note this is.") from None


def _happened(answers: Mapping[str, str], at: datetime) -> datetime | None:
    """When what is noted happened, if it is said: a day, or a day and a time."""
    if not answers.get("happened_on") and not answers.get("happened_at"):
        return None
    sentence = "Give the day as well, or leave the time empty."
    happened = forms.moment(answers, "happened_on", "happened_at", sentence)
    today = times.civil(happened).date() == times.civil(at).date()
    if happened > at and (answers.get("happened_at") or not today):
        raise Unusable("happened_on", "This is still to come. Note it once it has happened.")
    return happened


ENTRIES = (Noted,)

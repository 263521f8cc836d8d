"""Notes for one's own agency: what the lead advised, what one's manager said, one's own reasoning."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from escalation import rights
from escalation.directory.people import Directory
from escalation.disagreement import Disagreement
from escalation.entries import Entries
from escalation.permissions import Act
from escalation.questions import open_
from escalation.refusals import NotNow, Unusable
from escalation.taking_part.own_note import CHOSEN, About, Noted
from escalation.words import forms
from escalation.working_time import times
from escalation.working_time.calendars import Calendar

__all__ = ["CHOSEN", "ENTRIES", "About", "Noted", "note", "taken"]


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
    about = next((each for each in CHOSEN if each == answers.get("about", "")), None)
    if about is None:
        raise Unusable("about", "Choose what kind of note this is.")
    return about


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

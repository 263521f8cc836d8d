"""Whom somebody consulted in their own agency before they raised it, as a note for that agency alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from escalation.entries import Actor, Entries
from escalation.refusals import Unusable
from escalation.taking_part.own_note import About, Noted
from escalation.texts.procedure import Procedure
from escalation.words import forms
from escalation.words.forms import Answers
from escalation.working_time import times

HOW, ON, WITH, WHY_NOT = "consulted", "consulted_on", "consulted_with", "consulted_why_not"
DONE, NOT_YET = "done", "not_yet"
# What is made clear together: each with the name of its field, and as it reads in the note.
CLEAR = (
    ("consulted_problem", "The problem"),
    ("consulted_evidence", "The evidence"),
    ("consulted_aim", "The aim"),
)
NOTHING_WRITTEN = "What was made clear was not written down."
NO_REASON = "No reason was written down."


@dataclass(frozen=True)
class Consulted:
    """What the raiser says of it: with whom, on which day, what was made clear; or why not yet."""

    how: str
    on: str = ""
    whom: str = ""
    clear: tuple[str, ...] = ("", "", "")
    why_not: str = ""


def read(typed: Answers) -> Consulted | None:
    """What was answered on the page of raising; nothing, where it was left open."""
    if not (how := typed.get(HOW, "")):
        return None
    clear = tuple(typed.get(id, "").strip() for id, _ in CLEAR)
    whom, why_not = typed.get(WITH, "").strip(), typed.get(WHY_NOT, "").strip()
    return Consulted(how, typed.get(ON, ""), whom, clear, why_not)


def noted(procedure: Procedure, said: Consulted | None, actor: Actor, at: datetime) -> Entries:
    """A note that the raiser's own agency alone reads (R-003-41); nothing where the text asks nothing.

    Nobody is refused for not having consulted: where the text says must, only that it is answered is
    asked for, and where it says should, not even that.
    """
    asked = procedure.consulting
    if asked is None:
        return []
    if asked.force == "must":
        _answered(said)
    if said is None:
        return []
    if said.how == NOT_YET:
        text = said.why_not or NO_REASON
        return [Noted(at=at, by=actor, about=About.NOT_YET, text=text)]
    if said.how != DONE:
        raise Unusable(HOW, "Choose whether you have consulted, or leave it open.")
    text = "\n".join(_lines(said)) or NOTHING_WRITTEN
    on = _on(said, at)
    happened = forms.moment({ON: said.on}, ON, "", "") if on else None
    about = About.MANAGER
    return [
        Noted(
            at=at,
            by=actor,
            about=about,
            text=text,
            happened=happened,
            all_day=on is not None,
            who=said.whom,
        )
    ]


def _answered(said: Consulted | None) -> None:
    """It is answered, with what was made clear or with why not yet; or what is still to be said."""
    if said is None:
        raise Unusable(HOW, "Say whether you have consulted; “not yet” with its reason will do.")
    if said.how == NOT_YET and not said.why_not:
        raise Unusable(
            WHY_NOT, "Say why you have not consulted yet. You are not kept from raising it."
        )
    if said.how == DONE:
        for (id, label), words in zip(CLEAR, said.clear, strict=True):
            if not words:
                raise Unusable(id, f"{label}: say what was made clear.")


def _lines(said: Consulted) -> Iterator[str]:
    for (_, label), words in zip(CLEAR, said.clear, strict=True):
        if words:
            yield f"{label}: {words}"


def _on(said: Consulted, at: datetime) -> date | None:
    """The day of it, if it is said; a day that is still to come is none."""
    if not said.on:
        return None
    on = forms.day({ON: said.on}, ON, "Give the day on which you consulted, or leave it empty.")
    if on > times.civil(at).date():
        raise Unusable(ON, "This is still to come. Choose “not yet”, or give the day it was.")
    return on

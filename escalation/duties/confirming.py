"""Confirming in writing, between agencies (R-002-30, R-003-43): a text drafted from the record.

It holds no child's name: whoever has it copies it into their own secure e-mail, and says that it was sent.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from escalation.disagreement import Disagreement, Side, Status
from escalation.duties.duties import Owed
from escalation.refusals import Unusable
from escalation.words import forms
from escalation.words.card import GONE
from escalation.working_time import times

LONGEST = 2900  # of a field to copy from, a platform takes three thousand letters
HOW = (
    "Copy the text below into your own secure e-mail, read it through, and send it to "
    "{others}. It is drafted from the record, with nobody's name whom this is about; this page "
    "sends nothing."
)
SAY_TO_WHOM = "Say to whom you sent it."
SAY_WHY = "Say why it is not sent."
SAY_WHEN = "Give the day on which you sent it."
NOT_YET = "That day is still to come. Give the day on which you sent it, or leave this for later."
WHOLE = "the rest stands on the record: /escalate export {reference}"


@dataclass(frozen=True)
class Draft:
    """The text to send; and, where it is too long to be shown whole, what is cut and where it stands."""

    text: str
    cut: str = ""


def draft(owed: Owed, disagreement: Disagreement, at: datetime) -> Draft:
    """What was agreed, or what is still open in each side's own words; and how it stands."""
    text = "\n\n".join(filter(None, _passages(owed, disagreement, at)))
    if len(text) <= LONGEST:
        return Draft(text)
    rest = WHOLE.format(reference=disagreement.reference)
    end = f"\n\n[Cut here for its length; {rest}.]"
    kept = text[: LONGEST - len(end)].rsplit(" ", 1)[0].rstrip()
    return Draft(
        f"{kept}{end}", f"It is too long to be shown whole, and is cut where it says so: {rest}."
    )


def sent(answers: Mapping[str, str], words: str, on: str, at: datetime) -> str:
    """To whom it was sent, on which day: as it stands on the record."""
    whom = forms.text(answers, words, SAY_TO_WHOM)
    day = forms.day(answers, on, SAY_WHEN)
    if day > times.civil(at).date():
        raise Unusable(on, NOT_YET)
    return f"Sent to {whom.rstrip('.')}, on {times.day_and_year(day)}."


def _passages(owed: Owed, disagreement: Disagreement, at: datetime) -> Iterator[str]:
    stage = disagreement.procedure.stage(owed.duty.stage)
    sides = " and ".join(f"{side.name} ({side.named})" for side in disagreement.sides)
    yield "\n".join(
        (
            f"Confirmation: {disagreement.reference}, {stage.title}",
            f"Procedure: {disagreement.procedure.title}",
            f"Date: {times.day_and_year(at)}",
            f"Between: {sides}",
        )
    )
    if disagreement.status is Status.SETTLED:
        yield from _agreed(owed, disagreement)
    else:
        yield from _open(owed, disagreement)
    yield "If this is not as you understand it, please say so in reply."


def _agreed(owed: Owed, disagreement: Disagreement) -> Iterator[str]:
    on = f" on {times.day_and_year(disagreement.ended)}" if disagreement.ended else ""
    here = disagreement.stage.label
    if disagreement.stage.id != owed.duty.stage:
        before = disagreement.procedure.stage(owed.duty.stage).label
        yield f"It was not settled at {before}. It was settled at {here}{on}."
    else:
        yield f"It was settled at {here}{on}."
    if disagreement.proposal:
        yield "\n".join(("What was agreed:", *_actions(disagreement)))


def _actions(disagreement: Disagreement) -> Iterator[str]:
    proposal = disagreement.proposal
    assert proposal
    if not proposal.actions:
        yield GONE
    for number, each in enumerate(proposal.actions, start=1):
        due = times.day_and_year(each.due)
        yield f"{number}. {each.what.rstrip('.')}. By whom: {each.owner}. By: {due}."
    if proposal.review_on:
        yield f"To be reviewed on {times.day_and_year(proposal.review_on)}."


def _open(owed: Owed, disagreement: Disagreement) -> Iterator[str]:
    stage = disagreement.procedure.stage(owed.duty.stage)
    if disagreement.is_open:
        where = f"It is now at {disagreement.stage.label}."
    else:
        where = "It has been withdrawn since."
    yield f"It was not settled at {stage.label}. {where}"
    yield "\n\n".join(("What is still open, in each side's own words:", *_words(disagreement)))
    for side in disagreement.sides[1:]:
        if not any(view.label.startswith(_view_of(side)) for view in disagreement.view):
            yield f"{side.name} has written no view of its own yet."


def _words(disagreement: Disagreement) -> Iterator[str]:
    """Each passage as it stands; those with which it was raised are of the side that raised it."""
    for view in disagreement.view:
        given = any(view.label.startswith(_view_of(side)) for side in disagreement.sides)
        whose = "" if given else f" ({disagreement.sides[0].name})"
        yield f"{view.label}{whose}: {view.text or GONE}"


def _view_of(side: Side) -> str:
    return f"The view of {side.name}, by "

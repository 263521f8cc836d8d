"""What people write as an agreement, read from the form: actions, owners, days and a review."""

from collections.abc import Mapping
from datetime import date, datetime

from escalation.particulars import Action
from escalation.refusals import Unusable
from escalation.words import forms
from escalation.working_time import times

MOST_ACTIONS = 3


def actions(answers: Mapping[str, str], at: datetime) -> tuple[Action, ...]:
    """Each action that was begun, whole; or the sentence that says what it still needs."""
    written = [number for number in range(1, MOST_ACTIONS + 1) if _begun(answers, number)]
    if not written:
        raise Unusable("what_1", "Say what will be done, by whom and by when.")
    return tuple(_action(answers, number, at) for number in written)


def review(answers: Mapping[str, str], at: datetime) -> date | None:
    """The day on which it is to be reviewed, where one is given (R-002-31); it is still to come."""
    if not answers.get("review_on", "").strip():
        return None
    on = forms.day(answers, "review_on", "Give the day on which it is to be reviewed.")
    if on <= times.civil(at).date():
        raise Unusable("review_on", "Give a day that is still to come, or leave it empty.")
    return on


def _begun(answers: Mapping[str, str], number: int) -> bool:
    return any(answers.get(f"{part}_{number}", "").strip() for part in ("what", "owner"))


def _action(answers: Mapping[str, str], number: int, at: datetime) -> Action:
    what = forms.text(answers, f"what_{number}", "Say what will be done.")
    owner = forms.text(answers, f"owner_{number}", "Say who will do it.")
    due = forms.day(answers, f"due_{number}", "Give the day by which it will be done.")
    if due < times.civil(at).date():
        raise Unusable(
            f"due_{number}", "This day has passed. Give the day by which it will be done."
        )
    return Action(what, owner, due)

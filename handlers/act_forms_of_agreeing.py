"""What Propose an agreement asks; what was agreed before it was reopened stands in it, if it is still open."""

from collections.abc import Iterator
from datetime import date, datetime

from escalation.agreed import MOST_ACTIONS
from escalation.disagreement import Action, Disagreement
from escalation.words import deciding
from escalation.words.forms import Field
from escalation.words.message import Part, says
from escalation.working_time import times

FILLED = (
    "What was agreed before it was reopened, and not every side has said to be done, stands here. Carry "
    "it on as it is, change it, or empty what and who of an action that is to be dropped."
)


def propose(disagreement: Disagreement, at: datetime) -> tuple[Part | Field, ...]:
    """Each action, by whom and by when, and a day of review; a day that has passed is asked anew."""
    left, today = disagreement.left_open, times.civil(at).date()
    before = [action for _, action in left.actions] if left else []
    review_on = left.review_on if left else None
    coming = review_on.isoformat() if review_on and review_on > today else ""
    return (
        says(
            "{who} is asked to approve this. Putting it forward is not yet a yes.",
            who=deciding.whose(disagreement, "Each agency"),
        ),
        *((says(FILLED),) if before else ()),
        *(
            field
            for number in range(1, MOST_ACTIONS + 1)
            for field in _action(number, next(iter(before[number - 1 : number]), None), today)
        ),
        Field(
            "review_on",
            "A day on which to review it (if you like)",
            "date",
            hint="Each side is reminded on that day, once.",
            initial=coming,
            required=False,
        ),
    )


def _action(number: int, was: Action | None, today: date) -> Iterator[Field]:
    first = number == 1
    label = f"Action {number}" if first else f"Action {number} (if there is one)"
    what, owner = (was.what, was.owner) if was else ("", "")
    yield Field(
        f"what_{number}", f"{label}: what will be done", "text", initial=what, required=first
    )
    yield Field(
        f"owner_{number}",
        f"Action {number}: who will do it",
        "line",
        initial=owner,
        required=first,
        longest=200,
    )
    passed = was is not None and was.due < today
    yield Field(
        f"due_{number}",
        f"Action {number}: by which day",
        "date",
        hint=f"The day agreed before was {times.day_and_year(was.due)}." if was and passed else "",
        initial=was.due.isoformat() if was and not passed else "",
        required=first,
    )

"""What became of a window, as the pages say it: that it ended is nobody's lapse who had not been told."""

from collections.abc import Mapping

from export.outcomes import Became
from export.shape import WindowShown

BECAME: Mapping[Became, str] = {
    "uncounted": "The procedure gives no number of days here, so none is counted.",
    "not_begun": "What it is counted from has not happened, so nothing was counted.",
    "guide": "The procedure's number only guides here: nothing was late by it.",
    "before_raising": (
        "It had ended before this was raised: a fact about time, and nobody's lapse."
    ),
    "before_correction": (
        "By the corrected date it had ended already: a fact about time, and nobody's lapse."
    ),
    "before_reopening": (
        "It had ended before this was reopened: a fact about time, and nobody's lapse."
    ),
    "before_change": (
        "It had ended before the procedure was changed: a fact about time, and nobody's lapse."
    ),
    "passed": "It ended with no outcome recorded.",
    "met": "The meeting that it asks for was held.",
    "running": "It had not ended when this copy was made.",
    "settled": "It was settled before that day ended.",
    "withdrawn": "It was withdrawn before that day ended.",
    "not taken forward": "It was ended, not taken forward, before that day ended.",
    "merged": "It was merged into another before that day ended.",
    "moved_on": "It moved on before that day ended.",
    "passed_over": "It moved past this, so nobody here was asked.",
    "not_reached": "It ended before this was reached.",
}

_FULL_DAY = "every tier has a full working day before the next is told."
_TOLD_LATE = f"It had ended when they were told; {_FULL_DAY}"
_UNTOLD = f"It had ended, and they had not been told; {_FULL_DAY}"


def said(window: WindowShown) -> str:
    """What became of a window; that it ended is nobody's lapse who had not been told before."""
    if window.became != "passed" or window.limit is None:
        return BECAME[window.became]
    if window.told is None:
        return _UNTOLD
    return _TOLD_LATE if window.told.at >= window.limit else BECAME["passed"]

"""What became of a tier's window, in a sentence."""

from collections.abc import Mapping

from export.shape import Became

BECAME: Mapping[Became, str] = {
    "uncounted": "The procedure gives no number of days here, so none is counted.",
    "not_begun": "What it is counted from has not happened, so nothing was counted.",
    "before_raising": (
        "It had ended before this was raised: a fact about time, and nobody's lapse."
    ),
    "before_correction": (
        "By the corrected date it had ended already: a fact about time, and nobody's lapse."
    ),
    "before_reopening": (
        "It had ended before this was reopened: a fact about time, and nobody's lapse."
    ),
    "passed": "It ended with no outcome recorded.",
    "running": "It had not ended when this copy was made.",
    "settled": "It was settled before that day ended.",
    "withdrawn": "It was withdrawn before that day ended.",
    "merged": "It was merged into another before that day ended.",
    "moved_on": "It moved on before that day ended.",
    "passed_over": "It moved past this, so nobody here was asked.",
    "not_reached": "It ended before this was reached.",
}

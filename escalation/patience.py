"""Our patience where a text gives no number: who is asked again, and after how many working days.

TELLING: the next working day, then every third; after three quiet ones the side that raised it.
"""

from datetime import datetime

from escalation.calendars import Calendar
from escalation.disagreement import Disagreement
from escalation.working_days import end_of_day

QUIET_DAYS = 3
QUIET_AGAIN = 10


def days(kind: str, disagreement: Disagreement) -> int:
    """How many working days after having been asked, at a moment of this kind, people are reminded."""
    counted = disagreement.limit(disagreement.reached) is not None
    return 1 if kind in ("meeting", "top") or (kind == "ask" and counted) else 3


def again(disagreement: Disagreement, at: datetime, calendar: Calendar) -> datetime | None:
    """When the side that raised it is asked once more whether to move it up, if there is anywhere."""
    if disagreement.stage_tier + 1 >= len(disagreement.procedure.tiers):
        return None
    return end_of_day(calendar, at, QUIET_AGAIN).at

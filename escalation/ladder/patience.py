"""Our patience: who is asked again where a text gives no number, and after how many working days.

TELLING: the next working day, then every third; after three quiet ones the side that raised it. It is
quiet while nobody acts, and no day is awaited on which people meet.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from escalation.disagreement import Disagreement, Wake
from escalation.entries import CLOCK, Entry
from escalation.refusals import Unusable
from escalation.words.message import Moment, Part, says
from escalation.working_time.calendars import Calendar
from escalation.working_time.mornings import morning
from escalation.working_time.working_days import end_of_day
from escalation.working_time.working_time_errors import CoverageError

QUIET_DAYS = 3
QUIET_AGAIN = 10
LONGEST_QUIET = 10


@dataclass(frozen=True, kw_only=True)
class QuietBegun(Entry):
    """When the raising side would have been asked, it had not been quiet: the days count from then.

    `since` is when somebody last acted, or the day on which people met; `wake` the moment it answers.
    """

    kind = "quiet_begun"

    wake: str
    since: datetime
    quiet_at: datetime

    def applied(self, disagreement: Disagreement) -> Disagreement:
        """The raising side is asked once it has been quiet for as long as that."""
        return asked_later(disagreement, self.quiet_at)

    def reads(self, disagreement: Disagreement) -> tuple[Part, ...]:
        """Since when it has been quiet, and when that will have been long enough."""
        return (
            says(
                "Nothing has been recorded since {since}. If it is quiet until the end of {then}, "
                "the side that raised it is asked whether to move it up.",
                since=Moment(self.since),
                then=Moment(self.quiet_at, "day"),
            ),
        )


@dataclass(frozen=True)
class Lull:
    """The quiet before a meeting: until people are asked about it, or its day is too far away."""

    ask_at: datetime
    quiet_until: datetime | None


def days(kind: str, disagreement: Disagreement) -> int:
    """How many working days after having been asked, at a moment of this kind, people are reminded."""
    counted = disagreement.limit(disagreement.reached) is not None
    return 1 if kind in ("meeting", "top") or (kind == "ask" and counted) else 3


def again(disagreement: Disagreement, at: datetime, calendar: Calendar) -> datetime | None:
    """When the side that raised it is asked once more whether to move it up, if there is anywhere."""
    if disagreement.stage_tier + 1 >= len(disagreement.procedure.tiers):
        return None
    return end_of_day(calendar, at, QUIET_AGAIN).at


def broken(
    disagreement: Disagreement, wake: Wake, at: datetime, calendar: Calendar
) -> tuple[QuietBegun, ...]:
    """That the quiet has to last longer, where somebody acted within its three days; else nothing."""
    since = disagreement.last_act
    quiet_at = end_of_day(calendar, since, QUIET_DAYS).at if since else at
    if since is None or quiet_at < at:
        return ()
    return (QuietBegun(at=at, by=CLOCK, wake=wake.id, since=since, quiet_at=quiet_at),)


def asked_later(disagreement: Disagreement, quiet_at: datetime) -> Disagreement:
    """The raising side is asked then; what the tier has been asked already it is not asked again."""
    last = disagreement.last_told
    if last is None:
        return disagreement
    later = last.again(last.ask_at, last.until, quiet_at)
    asked = last.wake("ask", last.tier) in disagreement.asked
    also = frozenset({later.wake("ask", last.tier)} if asked else ())
    return replace(disagreement.timed(later), asked=disagreement.asked | also)


def lull(on: datetime, at: datetime, calendar: Calendar) -> Lull:
    """The quiet before a meeting on a day to come, said now; or a refusal: nobody can count so far."""
    try:
        ask_at, longest = morning(on, 1, calendar), morning(at, LONGEST_QUIET, calendar)
    except CoverageError as beyond:
        raise Unusable("meet_on", f"This day is too far away. {beyond}") from beyond
    return Lull(ask_at, longest if longest < ask_at else None)


ENTRIES = (QuietBegun,)

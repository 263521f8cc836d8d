"""Lives on other ways: a manager as gate, one side that decides, what is raised late and with an earlier day."""

from dataclasses import replace
from datetime import date

from escalation.acts import agree, gate, reopen
from escalation.ladder.on_raising import AskedFirst
from escalation.texts.procedure import RaiseWithin
from tests.escalation.further_lives import everybody
from tests.escalation.other_ways import REQ, SOONER, by_priority, gated, raised, skipping, windowed
from tests.escalation.story import DIRECTORY, Story, time

EVERYBODY = everybody(DIRECTORY)
WHY = {"reason": "MARKER a reason"}


def taken_forward() -> Story:
    """The gate opens, and both sides settle it."""
    story = raised(gated(), EVERYBODY).reaches("Thursday 2026-09-03 17:01")
    return story.does(gate.take_forward, "jo", question="gate:1").settles("jo", "tom")


def not_taken_forward() -> Story:
    """It stays shut; dissent is recorded, and it is taken up again."""
    story = raised(gated(), EVERYBODY).reaches("Thursday 2026-09-03 17:01")
    story.does(gate.not_forward, "jo", question="gate:1", answers=WHY).does(agree.dissent, "sam")
    return story.does(reopen.reopen, "sam", answers=WHY)


def asked_on_raising() -> Story:
    """Urgent, late, with an earlier day, and at a later stage at once."""
    procedure = replace(
        windowed("s3-senior", by_priority(), or_sooner=SOONER, working_days=9),
        skipping=skipping(consult="line_manager", to=("s3",)).skipping,
        raise_within=RaiseWithin("in good time", "the conference", REQ, hours=72),
    )
    return raised(
        procedure,
        EVERYBODY,
        priority="urgent",
        sooner=date(2026, 9, 7),
        sooner_because="MARKER he is alone",
        happened=time("Saturday 2026-08-29 15:00"),
        start_tier=3,
        start_reason="MARKER at once",
        asked_first=AskedFirst("MARKER Jo", date(2026, 9, 1)),
    )


LIVES = (taken_forward, not_taken_forward, asked_on_raising)

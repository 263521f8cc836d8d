"""Berkshire's worked examples: when each limit falls, from the start of the difference."""

from datetime import datetime
from pathlib import Path

import pytest

from escalation.rehearsing import rehearsal
from escalation.rehearsing.planned import Planned
from escalation.texts.procedure import Procedure, read
from escalation.working_time.times import LONDON
from escalation.working_time.working_days import calendar_covering

FILE = Path(__file__).parents[2] / "procedures" / "pan-berkshire-2026-03.yml"
BERKSHIRE = read(FILE.read_text(encoding="utf-8"), FILE.name)
TIERS = ["s1-professionals", "s1-managers", "s2-next-level", "s3-senior", "s4-heads"]
TIERS = ["s1-professionals", "s1-managers", "s2-next-level", "s3-senior", "s4-heads"]


def at(text: str) -> datetime:
    """Thursday 2026-04-02 15:00; the weekday is checked."""
    weekday, _, rest = text.partition(" ")
    moment = datetime.fromisoformat(rest).replace(tzinfo=LONDON)
    assert f"{moment:%A}" == weekday
    return moment


def played(
    began: str, raised: str | None = None, pacing: int = 1, procedure: Procedure = BERKSHIRE
) -> tuple[Planned, ...]:
    calendar = calendar_covering(procedure.nation, at(began))
    entered = at(raised) if raised else None
    return rehearsal.timeline(procedure, calendar, at(began), entered, pacing)


WORKED = [
    pytest.param(
        "Friday 2026-09-18 16:30",
        ["Monday 2026-09-21", "Tuesday 2026-09-22", "Wednesday 2026-09-23", "Thursday 2026-09-24"],
        "Monday 2026-09-28",
        id="a weekend",
    ),
    pytest.param(
        "Thursday 2026-04-02 15:00",
        ["Tuesday 2026-04-07", "Wednesday 2026-04-08", "Thursday 2026-04-09", "Friday 2026-04-10"],
        "Tuesday 2026-04-14",
        id="Easter",
    ),
    pytest.param(
        "Wednesday 2026-12-23 15:30",
        [
            "Thursday 2026-12-24",
            "Tuesday 2026-12-29",
            "Wednesday 2026-12-30",
            "Thursday 2026-12-31",
        ],
        "Tuesday 2027-01-05",
        id="Christmas",
    ),
    pytest.param(
        "Saturday 2026-08-29 22:00",
        ["Tuesday 2026-09-01", "Wednesday 2026-09-02", "Thursday 2026-09-03", "Friday 2026-09-04"],
        "Tuesday 2026-09-08",
        id="the Saturday of the August bank holiday",
    ),
]

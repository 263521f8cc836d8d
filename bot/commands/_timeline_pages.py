"""How a procedure played on paper reads on a terminal and as JSON."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import groupby

from bot.commands._laid_out import hung, in_brackets, wrapped
from bot.commands._procedure_window import window
from escalation.duties.closing import EVERY, OFTEN, SELDOM
from escalation.rehearsing import uncounted
from escalation.rehearsing.planned import Addressee, Kind, Planned
from escalation.texts.procedure import Procedure
from escalation.working_time import times
from escalation.working_time.working_days import Calendar

WHOSE = {
    "each": "of each involved agency",
    "raising": "of the agency that raised it",
    "responding": "of each agency that answers",
    "partnership": "of the partnership",
}
TOP = (
    "What happens if nobody ever records an outcome. Telling people moves no {stage}: only a person "
    "does. A day ends when offices close; the day is the procedure's, the hour is ours."
)
MOVED = "Told only once a person moves it there: the clock goes no further by itself"
PRESSED = "Sent only when a person presses, never by the clock"
AFTER = "Afterwards: once it is settled"
CLOSING = (
    "What is fed back is done by itself once each of them has pressed that they have read what was "
    "agreed; else their agency says how they heard. What is recorded, each involved agency files, "
    "and says where, by its own reference.",
    "Whoever has something to see to is told at once, and asked again on the next working morning "
    f"and on every {uncounted.nth(EVERY)} working day, until it is done, or declined with a reason. "
    f"After {OFTEN} times the Business Manager is told how much is left, and it is asked on every "
    f"{uncounted.nth(SELDOM)}. Where no day is named here, the text names none, and nothing is late.",
)


@dataclass(frozen=True)
class Played:
    """A procedure played on paper, and what it was played with."""

    procedure: Procedure
    calendar: Calendar
    began: datetime
    raised: datetime
    pacing: int
    planned: tuple[Planned, ...]
    kind: str = ""


def timeline(played: Played) -> str:
    """Day by day, whom the clock tells and why; then what waits for a person, and what follows."""
    return "\n".join(_timeline(played))


def as_json(played: Played) -> dict[str, object]:
    """The same for a program; its keys stay as they are."""
    procedure = played.procedure
    return {
        "procedure": {
            "id": procedure.id,
            "title": procedure.title,
            "version": procedure.version,
            "sha256": procedure.sha256,
        },
        "calendar": {"name": played.calendar.name, "version": played.calendar.version},
        "nation": str(procedure.nation),
        "began": played.began.isoformat(),
        "raised": played.raised.isoformat(),
        "pacing": played.pacing,
        "planned": [_planned_json(planned) for planned in played.planned],
    }


def _planned_json(planned: Planned) -> dict[str, object]:
    return {
        **asdict(planned),
        "at": planned.at.isoformat() if planned.at else None,
        "limit": planned.limit.isoformat() if planned.limit else None,
    }


def _timeline(played: Played) -> Iterator[str]:
    procedure = played.procedure
    yield f"{procedure.title}, {procedure.version}"
    yield f"Began {times.full(played.began)}; raised {times.full(played.raised)}."
    if played.kind:
        yield from wrapped(played.kind)
    yield from wrapped(TOP.format(stage=procedure.terms.a_stage))
    dated = [planned for planned in played.planned if planned.at]
    for day, rows in groupby(dated, key=lambda planned: _day(planned)):
        yield from _titled(day)
        for planned in rows:
            yield from _happening(procedure, planned)
    yield from _waiting(played, "moved", MOVED)
    yield from _waiting(played, "press", PRESSED)
    yield from _waiting(played, "after", AFTER, *CLOSING)


def _happening(procedure: Procedure, planned: Planned) -> Iterator[str]:
    if planned.at is None:
        return
    yield from hung(f"{times.clock(planned.at)}  {planned.kind}", _said(planned))
    yield from hung("", f"Why: {planned.why} {in_brackets(planned.req)}")
    if planned.kind == "told" and planned.tier:
        yield from hung("", _by_when(procedure, planned))


def _by_when(procedure: Procedure, planned: Planned) -> str:
    """The limit as a day; else from what it is counted, or that there is none, as the text has it."""
    if planned.limit is None or planned.at is None:
        stage = procedure.terms.a_stage
        return window(next(tier for tier in procedure.tiers if tier.id == planned.tier), stage)
    aim = f" Aim: {planned.aim}." if planned.aim else ""
    passed = " It has passed already." if planned.limit <= planned.at else aim
    limit = times.day_and_year(planned.limit)
    return f"Limit: the end of {limit} ({planned.window}).{passed}"


def _waiting(played: Played, kind: Kind, title: str, *said: str) -> Iterator[str]:
    """What has no time of its own, stage by stage; the stage is named once."""
    rows = [planned for planned in played.planned if planned.kind == kind]
    if rows:
        yield from _titled(title)
    for sentence in said if rows else ():
        yield from hung("", sentence)
    for stage, some in groupby(rows, key=lambda planned: planned.stage.split(" – ")[0]):
        beside = stage
        for planned in some:
            yield from hung(beside, _said(planned))
            if kind == "moved":
                yield from hung("", _by_when(played.procedure, planned))
            yield from hung("", f"{planned.why} {in_brackets(planned.req)}")
            beside = ""


def _said(planned: Planned) -> str:
    to = f"{_to(planned.to)}: " if planned.to else ""
    return f"{to}{planned.what}"


def _day(planned: Planned) -> str:
    return times.day_and_year(planned.at) if planned.at else ""


def _to(to: Iterable[Addressee]) -> str:
    """Roles, grouped by whose they are."""
    grouped = groupby(to, key=lambda addressee: addressee.of)
    return "; ".join(
        f"{' and '.join(addressee.label for addressee in some)} {WHOSE[of]}" for of, some in grouped
    )


def _titled(title: str) -> Iterator[str]:
    yield ""
    yield title

"""What became of each stage: settled or ended there, reopened, moved on; each with the entry that says so."""

from collections.abc import Iterator, Sequence
from typing import Any

from escalation.acts.close import Withdrawn
from escalation.acts.gate import NotTakenForward
from escalation.acts.merge import Merged
from escalation.acts.migrate import ProcedureChanged
from escalation.disagreement import Disagreement
from escalation.entries import CLOCK
from escalation.ladder.reopened import Reopened
from escalation.ladder.rungs import Moved
from escalation.ladder.settling import Settled
from escalation.working_time import times
from export.known import Known, all_of, iso
from export.outcomes import Ended
from export.shape import Record, StageBecame

ENDED: dict[type, Ended] = {
    Settled: "settled",
    Withdrawn: "withdrawn",
    NotTakenForward: "not taken forward",
    Merged: "merged",
}
HOW: dict[str, Ended] = {
    "first_act": "taken up",
    "not_agreed": "not agreed",
    "started": "started",
}
SAID: dict[Ended, str] = {
    "settled": "Settled here on {at}.",
    "withdrawn": "Withdrawn here by {by}, on {at}.",
    "not taken forward": "Not taken forward, as {by} said on {at}.",
    "merged": "Merged into another on {at}.",
    "reopened": "Reopened by {by}, on {at}; it went on at {to}. The reason given: {reason}",
    "moved": "It went on to {to} on {at}, moved by {by}.",
    "taken up": "It went on to {to} on {at}, where {by} took it up.",
    "not agreed": "Not agreed; it went on to {to} on {at}. The last to say so was {by}.",
    "started": "It was begun at {to} in its place, on {at}, as {by} asked.",
}
STANDS = "It stood here, open, when this copy was made."


def became(disagreement: Disagreement, known: Sequence[Known]) -> dict[str, Any]:
    """What became of every stage at which it stood, in order; not a word, where it never left the first."""
    found = []
    for before, one in zip((None, *known), known, strict=False):
        here = before.standing if before else one.standing
        if one.readable and (what := _what(one, here)):
            found.append({"stage": here.stage.title, **what, "at": iso(one.entry.at)})
    return {"became": found} if found else {}


def settled(known: Sequence[Known]) -> list[tuple[range, Any]]:
    """The tiers that were being asked each time that it was settled by the text in force, and when."""
    changed = max((seq for seq, _ in all_of(known, ProcedureChanged)), default=0)
    return [
        (range(one.standing.stage_tier, one.standing.reached + 1), one.entry.at)
        for one in known
        if isinstance(one.entry, Settled) and one.seq > changed
    ]


def rows(record: Record, stage: str) -> list[dict[str, Any]]:
    """What the pages say of a stage."""
    found: list[dict[str, Any]] = [
        {"text": _said(each), "entry": each.entry} for each in record.became if each.stage == stage
    ]
    stands = record.state.status == "open" and record.state.stage == stage
    return [*found, {"text": STANDS, "entry": None}] if stands else found


def facts(record: Record) -> Iterator[tuple[str, str, int]]:
    """The first page says that it had ended before, and that it was reopened."""
    for last, each in zip((None, *record.became), record.became, strict=False):
        if each.what == "reopened":
            if last:
                yield f"It had been {last.what}", f"{times.full(last.at)}, {last.stage}", last.entry
            on = f"{times.full(each.at)}, by {each.by}; it went on at {each.to}"
            yield "It was reopened", on, each.entry


def _what(one: Known, here: Disagreement) -> dict[str, Any] | None:
    entry = one.entry
    said = {"by": "" if entry.by == CLOCK else entry.by.name, "entry": one.seq}
    if ended := ENDED.get(type(entry)):
        return {"what": ended, **said}
    if not isinstance(entry, Reopened | Moved):
        return None
    said["to"] = here.procedure.stage_of(entry.tier).title
    if isinstance(entry, Reopened):
        return {"what": "reopened", **said, "reason": entry.reason}
    if entry.how == "reopened" or said["to"] == here.stage.title:
        return None  # said with the reopening; or it moved within its stage
    return {"what": HOW.get(entry.how, "moved"), **said}


def _said(each: StageBecame) -> str:
    return SAID[each.what].format(
        at=times.full(each.at), by=each.by, to=each.to, reason=each.reason
    )

"""Every tier's window in a record: who was asked, when, where it ended, and what became of it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from escalation.acts.climb import LimitPassed
from escalation.acts.migrate import ProcedureChanged
from escalation.disagreement import Disagreement
from escalation.ladder.rungs import LimitSet, Reached
from escalation.ladder.windows import is_uncounted
from escalation.meetings import convening
from escalation.particulars import Since
from escalation.words.naming import called, holders
from export import stages
from export.known import Known, all_of, iso

_BEFORE: Mapping[Since, str] = {
    "raised": "before_raising",
    "corrected": "before_correction",
    "reopened": "before_reopening",
    "procedure": "before_change",
}


def windows(
    disagreement: Disagreement, known: Sequence[Known], made_at: datetime
) -> Iterator[dict[str, Any]]:
    """Every tier of the procedure in force, with its limit where one was counted, and what became of
    it; what was counted by an earlier text stands among the entries alone."""
    changed = max((seq for seq, _ in all_of(known, ProcedureChanged)), default=0)
    set_ = {entry.tier: (seq, entry) for seq, entry in all_of(known, LimitSet) if seq > changed}
    passed = {entry.tier: seq for seq, entry in all_of(known, LimitPassed) if seq > changed}
    told, settled = _told(known), stages.settled(known)
    for number, tier in enumerate(disagreement.procedure.tiers):
        seq, counted = set_.get(number, (None, None))
        over = passed.get(number) if passed.get(number, 0) > (seq or 0) else None
        yield {
            "stage": disagreement.procedure.stage_of(number).title,
            "tier": _asked_at(disagreement, number),
            "asked": tier.what,
            "limit": counted.limit.isoformat() if counted else None,
            "words": counted.words if counted else _words(disagreement, number),
            "explanation": list(counted.explanation) if counted else [],
            "told": told.get(number),
            "became": _became(disagreement, number, counted, over is not None, made_at, settled),
            "entry": seq,
            "passed_entry": over,
        }


def _told(known: Sequence[Known]) -> dict[int, dict[str, Any]]:
    """When each tier was first told, or its counterpart in an earlier text; with the entry's number."""
    told: dict[int, dict[str, Any]] = {}
    for one in known:
        match one.entry:
            case Reached(tier=tier, at=at):
                told.setdefault(tier, {"at": iso(at), "entry": one.seq})
            case ProcedureChanged(tiers=tiers):
                told = {now: told[was] for was, now in tiers if was in told}
    return told


def _words(disagreement: Disagreement, tier: int) -> str:
    of = disagreement.procedure.tiers[tier]
    return of.within.said if of.within else of.promptness


def _became(
    disagreement: Disagreement,
    tier: int,
    counted: LimitSet | None,
    over: bool,
    made_at: datetime,
    settled: Sequence[tuple[range, datetime]],
) -> str:
    """What became of a tier's window, in a word."""
    limit = disagreement.limit(counted.tier) if counted else None
    if counted is None or limit is None:
        if _is_passed_over(disagreement, tier):
            return "passed_over"
        return "not_begun" if is_uncounted(disagreement, tier) else "uncounted"
    if disagreement.procedure.guides(counted.tier):
        return "guide"
    if limit.before_raising and not (over and limit.since == "reopened"):
        return _BEFORE[limit.since]
    if over:
        return "passed"
    if convening.held(disagreement, counted.tier):
        return "met"
    if any(counted.tier in tiers and at <= limit.at for tiers, at in settled):
        return "settled"  # it was, also where it was reopened since
    if counted.tier < disagreement.stage_tier:
        return "passed_over" if _is_passed_over(disagreement, tier) else "moved_on"
    if disagreement.ended is not None:
        return str(disagreement.status) if counted.tier <= disagreement.reached else "not_reached"
    return "passed" if made_at > counted.limit else "running"


def _is_passed_over(disagreement: Disagreement, tier: int) -> bool:
    """Whether it stands higher than a tier that nobody was told of."""
    told = any(told.tier == tier for told in disagreement.told)
    return 0 < tier < disagreement.stage_tier and not told


def _asked_at(disagreement: Disagreement, tier: int) -> str:
    """Who holds a tier; and of each side that chose somebody else in preference, whom."""
    procedure = disagreement.procedure
    chosen = (
        f"; for {side.name} the {called(procedure.role(role))} was chosen in their place"
        for side in disagreement.sides
        if (role := disagreement.preferred.get((tier, side.agency)))
    )
    return "".join((holders(procedure, tier), *chosen))

"""What a copy does not hold, and why: not for its reader, or out of everybody's sight."""

from collections.abc import Iterator
from typing import Any

from escalation.acts.sight import TakenOutOfSight
from escalation.working_time import times
from export.printed import blocks
from export.shape import EntryShown, Record, Withheld

NOT_HERE = "Not in this copy"


def taken(record: Record) -> dict[int, EntryShown]:
    """What has been taken out of sight, with the entries that say who did it and why."""
    return dict(_taken(record))


def shown(entry: Withheld, taken: dict[int, EntryShown]) -> dict[str, Any]:
    """What stands in the place of an entry that is not here."""
    by = taken.get(entry.seq)
    why, reason = (NOT_HERE, []) if by is None else (_why(by), blocks(_reason(by)))
    return {"seq": entry.seq, "readable": False, "why": why, "reason": reason}


def counted(record: Record, taken: dict[int, EntryShown]) -> str:
    """How many entries there are, and how many of them are not here."""
    withheld = sum(isinstance(entry, Withheld) for entry in record.entries) - len(taken)
    whole = f"The ledger of this disagreement holds {record.chain.length} entries."
    if not withheld and not taken:
        return f"{whole} All of them can be read in this copy."
    if withheld:
        whole += f" {_of_them(withheld)} not for this reader: only the seal is here."
    if taken:
        whole += f" {_of_them(len(taken))} out of everybody's sight: only the seal is here."
    return whole


def _taken(record: Record) -> Iterator[tuple[int, EntryShown]]:
    withheld = {entry.seq for entry in record.entries if isinstance(entry, Withheld)}
    for entry in record.entries:
        if not isinstance(entry, EntryShown) or entry.kind != TakenOutOfSight.kind:
            continue
        if (seq := entry.body.get("seq")) in withheld:
            yield seq, entry


def _why(by: EntryShown) -> str:
    return f"Taken out of sight by {by.name} ({by.role}), on {times.full(by.at)}"


def _reason(by: EntryShown) -> str:
    return f"Reason: {by.body.get('reason')}"


def _of_them(number: int) -> str:
    return "One of them is" if number == 1 else f"{number} of them are"

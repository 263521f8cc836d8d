"""Every discussion on record in one place: when, written down when by whom, approved by whom when."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from escalation.directory.people import listed
from escalation.disagreement import Disagreement
from escalation.duties.approving import DiscussionCorrected, DiscussionsApproved
from escalation.duties.carried_out import Discussion
from escalation.working_time import times
from export.known import Known, all_of, iso
from export.shape import Approval, DiscussionShown, Record

NOT_YET = "not yet approved"
ASKS_NOTHING: Mapping[str, Any] = {}


def found(disagreement: Disagreement, known: Sequence[Known]) -> Mapping[str, Any]:
    """Those that this reader reads; not a word, where there is none."""
    known = [one for one in known if one.readable]
    readable = {one.seq for one in known}
    rows = [_row(each, known) for each in disagreement.discussions if each.entry in readable]
    return {"discussions": rows} if rows else ASKS_NOTHING


def printed(record: Record, agency: Callable[[str], str]) -> list[dict[str, Any]]:
    """The same as the pages have it, each agency that took part by its name."""
    return [
        {
            "held": times.full(each.held),
            "written": f"{each.by}, {times.full(each.written)}",
            "between": f"{'Inside' if len(each.between) == 1 else 'Between'} "
            f"{listed(map(agency, each.between))}",
            "said": [_said(one, each, agency) for one in each.between],
            "entry": each.entry,
        }
        for each in record.discussions
    ]


def claims(
    record: Record, instant: Callable[[datetime], str]
) -> Iterator[tuple[str, Sequence[str], Sequence[int]]]:
    """What is said of each, where it stands, and the entry that must bear it out."""
    for each in record.discussions:
        recorded = (instant(each.held), instant(each.written), each.by)
        yield "a discussion on record", recorded, (each.entry,)
        for yes in (*each.approved, *each.corrected):
            said = (yes.agency, yes.name, yes.role, instant(yes.at))
            yield "who approved a discussion", said, (yes.entry,)


def _row(each: Discussion, known: Sequence[Known]) -> dict[str, Any]:
    approved = [
        _by(seq, entry)
        for seq, entry in all_of(known, DiscussionsApproved)
        if each.entry in entry.discussions
    ]
    corrected = [
        _by(seq, entry)
        for seq, entry in all_of(known, DiscussionCorrected)
        if each.entry == entry.discussion
    ]
    return {
        "held": iso(each.held),
        "written": iso(each.at),
        "by": each.by.name,
        "between": list(each.between),
        "approved": approved,
        "corrected": corrected,
        "entry": each.entry,
    }


def _by(seq: int, entry: DiscussionsApproved | DiscussionCorrected) -> dict[str, Any]:
    return {
        "agency": entry.agency,
        "name": entry.by.name,
        "role": entry.by.role,
        "at": iso(entry.at),
        "entry": seq,
    }


def _said(agency: str, each: DiscussionShown, named: Callable[[str], str]) -> dict[str, Any]:
    """Health Trust: approved by Jo Lee (Line manager), Friday 3 April 2026, 09:00."""
    answers = [(one, "approved") for one in each.approved]
    answers += [(one, "corrected, and not approved as it stands,") for one in each.corrected]
    mine = [(one, how) for one, how in answers if one.agency == agency]
    for one, how in mine:
        return {"text": f"{named(agency)}: {how} by {_who(one)}", "entry": one.entry}
    return {"text": f"{named(agency)}: {NOT_YET}", "entry": None}


def _who(one: Approval) -> str:
    return f"{one.name} ({one.role}), {times.full(one.at)}"

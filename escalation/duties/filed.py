"""The copy of the record for the file: which there are of an agency's, and that a later one replaces it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from escalation.disagreement import Disagreement, Status, after
from escalation.duties import duties
from escalation.duties.carried_out import Filed
from escalation.entries import CLOCK, FILE, SIDES, Entries, Entry, own_agency
from escalation.owing import Owed, Record
from escalation.words.message import Moment, Part, Says, says
from escalation.words.naming import begun
from escalation.working_time import times

PLEASE = "please file it in your own system"
_ENDED = (Status.SETTLED, Status.WITHDRAWN)
# That somebody has read what was agreed is nothing for which a file is changed.
_ALONE = frozenset({"acknowledged"})


@dataclass(frozen=True, kw_only=True)
class CopyRenewed(Entry):
    """What an agency's copy for the file did not hold has been said: another is made, in its place.

    It is made once everything that the agency is asked has been answered, and whenever what it may
    read is added to, or taken out of sight, afterwards. The copy ends in this entry.
    """

    kind = "copy_renewed"

    agency: str

    @property
    def audience(self) -> str:
        """An agency's copies are its own."""
        return own_agency(self.agency)

    def applied(self, disagreement: Disagreement) -> Disagreement:
        """The last copy of the agency is this one."""
        return made(disagreement, self.at, self.agency, again=True)

    def owes(self, disagreement: Disagreement) -> Iterable[Owed]:
        """It is made, and handed to whoever has the one that it replaces."""
        yield Record(self.agency)

    def reads(self, disagreement: Disagreement) -> tuple[Part, ...]:
        """Which copy this is, and which it replaces."""
        *earlier, _ = copies(disagreement, self.agency)
        return (
            says(
                "Another copy for the {file} of {agency} is made: copy {number}. {replaces}",
                file=disagreement.terms.file,
                agency=disagreement.agency_name(self.agency),
                number=str(len(earlier) + 1),
                replaces=_replaces(earlier),
            ),
        )


def made(
    disagreement: Disagreement, at: datetime, *agencies: str, again: bool = False
) -> Disagreement:
    """A copy for the file of each of these, up to the entry that is being applied."""
    entry = disagreement.version + 1
    new = tuple(Filed(agency, at, entry, again) for agency in agencies)
    return replace(disagreement, filed=(*disagreement.filed, *new))


def copies(disagreement: Disagreement, agency: str) -> tuple[Filed, ...]:
    """The copies for the file of one agency, the first of them first."""
    return tuple(each for each in disagreement.filed if each.agency == agency)


def renewed(
    disagreement: Disagreement, entries: Entries, at: datetime, *, at_once: bool = False
) -> Entries:
    """The copies that are made anew because of what has just been written; `at_once`, also where an
    agency has still something to answer."""
    now = after(disagreement, *entries)
    if now.status not in _ENDED:
        return []
    return [
        CopyRenewed(at=at, by=CLOCK, agency=agency)
        for agency in now.agencies
        if copies(now, agency)
        and (at_once or not duties.asked(now, agency))
        and (_completes(disagreement, now, agency) or _adds(entries, agency))
    ]


def ends_here(disagreement: Disagreement, agency: str) -> tuple[Says, ...]:
    """That the last copy for the file holds nothing of what is still to be answered, while it is so."""
    if not copies(disagreement, agency) or not is_left(disagreement, agency):
        return ()
    return (
        says(
            "The copy for the {file} holds the record as it was on {at}, and nothing that is "
            "answered afterwards. Once {agency} has answered all that it is asked, another copy is "
            "made, which replaces it.",
            file=disagreement.terms.file,
            at=Moment(copies(disagreement, agency)[-1].at),
            agency=disagreement.agency_name(agency),
        ),
    )


def is_left(disagreement: Disagreement, agency: str) -> bool:
    """Whether another copy is still to come: it has ended, and the agency has something to answer."""
    return disagreement.status in _ENDED and bool(duties.asked(disagreement, agency))


def handed(disagreement: Disagreement, agency: str, asked: str = PLEASE) -> Iterator[Says]:
    """What is said to whoever is handed the last copy: which it is, what it replaces, who is `asked`
    to file it, what is to come."""
    *earlier, _ = copies(disagreement, agency)
    file = disagreement.terms.file
    if earlier:
        yield says(
            "This is copy {number} of the record for the {file} of {agency}. {replaces}{asked}",
            number=str(len(earlier) + 1),
            file=file,
            agency=disagreement.agency_name(agency),
            replaces=_replaces(earlier),
            asked=f" {begun(asked)}, in the place of that one." if asked else "",
        )
    else:
        yield says(
            "This is your agency's copy for the {file}{asked}.",
            file=file,
            asked=f". {begun(asked)}" if asked == PLEASE else f"; {asked}" if asked else "",
        )
    yield from ends_here(disagreement, agency)


def _replaces(earlier: Sequence[Filed]) -> str:
    """It replaces copy 1, made on Thursday 2 April 2026, 15:20."""
    return f"It replaces copy {len(earlier)}, made on {times.full(earlier[-1].at)}."


def _completes(before: Disagreement, now: Disagreement, agency: str) -> bool:
    return bool(duties.asked(before, agency)) and not duties.asked(now, agency)


def _adds(entries: Entries, agency: str) -> bool:
    """Whether something new stands on an agency's copy."""
    theirs = (SIDES, FILE, own_agency(agency))
    return any(each.audience in theirs for each in entries if each.kind not in _ALONE)


ENTRIES = (CopyRenewed,)

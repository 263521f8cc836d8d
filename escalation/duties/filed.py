"""The copy of the record for the file: which there are of an agency's, and that a later one replaces it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from escalation.disagreement import Disagreement, after
from escalation.duties import duties
from escalation.duties.carried_out import Filed
from escalation.entries import CLOCK, FILE, SIDES, Entries, Entry, own_agency
from escalation.owing import Owed, Record
from escalation.words.message import Moment, Part, Says, says
from escalation.words.naming import begun
from escalation.working_time import times
from escalation.working_time.calendars import Calendar
from escalation.working_time.mornings import morning
from escalation.working_time.working_time_errors import CoverageError

PLEASE = "please file it in your own system"
# That somebody has read it, or has had a copy of it, is nothing for which a file is changed.
_ALONE = frozenset({"acknowledged", "exported"})
_AT_ONCE = frozenset({"taken_out_of_sight"})


@dataclass(frozen=True, kw_only=True)
class CopyRenewed(Entry):
    """What an agency's copy for the file did not hold has been said: another is made, in its place.

    It is made once everything that the agency is asked has been answered; on the next working
    morning, where what it may read is added to afterwards; and at once, where words are taken out of
    sight, or no such morning is known. The copy ends in this entry.
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


@dataclass(frozen=True, kw_only=True)
class CopyDue(Entry):
    """Something was added that an agency's copy for the file does not hold: another is to be made.

    It is made on the next working morning, and holds all that has been added by then: an agency has
    no copy for each thing that is said.
    """

    kind = "copy_due"

    agency: str
    make_at: datetime

    @property
    def audience(self) -> str:
        """An agency's copies are its own."""
        return own_agency(self.agency)

    def applied(self, disagreement: Disagreement) -> Disagreement:
        """It is known when it is made."""
        due = {**disagreement.copies_due, self.agency: self.make_at}
        return replace(disagreement, copies_due=due)

    def reads(self, disagreement: Disagreement) -> tuple[Part, ...]:
        """When it is made, and of what."""
        return (falls_due(disagreement, self.agency, self.make_at),)


def made(
    disagreement: Disagreement, at: datetime, *agencies: str, again: bool = False
) -> Disagreement:
    """A copy for the file of each of these, up to the entry that is being applied."""
    entry = disagreement.version + 1
    new = tuple(Filed(agency, at, entry, again) for agency in agencies)
    due = {agency: at for agency, at in disagreement.copies_due.items() if agency not in agencies}
    return replace(disagreement, filed=(*disagreement.filed, *new), copies_due=due)


def copies(disagreement: Disagreement, agency: str) -> tuple[Filed, ...]:
    """The copies for the file of one agency, the first of them first."""
    return tuple(each for each in disagreement.filed if each.agency == agency)


def renewed(
    disagreement: Disagreement, entries: Entries, at: datetime, calendar: Calendar
) -> Entries:
    """The copies that are made anew, or fall due, because of what an act has just written.

    Of what had ended before the act: as it ends, each agency has a copy that holds all of it.
    """
    if disagreement.is_open or not entries:
        return []
    now = after(disagreement, *entries)
    agencies = now.agencies if not now.is_open else ()
    return [each for a in agencies for each in _of(a, disagreement, now, entries, at, calendar)]


def passed(disagreement: Disagreement, at: datetime) -> Entries:
    """The copies whose morning has come."""
    return [
        CopyRenewed(at=at, by=CLOCK, agency=agency)
        for agency, due in disagreement.copies_due.items()
        if at > due
    ]


def falls_due(disagreement: Disagreement, agency: str, at: datetime) -> Says:
    """That another copy is made then, in place of one for each thing that is added."""
    return says(
        "Another copy for the {file} of {agency} is made on {at}, with what has been added by then.",
        file=disagreement.terms.file,
        agency=disagreement.agency_name(agency),
        at=Moment(at),
    )


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
    return not disagreement.is_open and _is_asked(disagreement, agency)


def _is_asked(disagreement: Disagreement, agency: str) -> bool:
    """Whether an agency has something to answer that its file will hold."""
    return any(not owed.duty.off_file for owed in duties.asked(disagreement, agency))


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


def _of(
    agency: str,
    before: Disagreement,
    now: Disagreement,
    entries: Entries,
    at: datetime,
    calendar: Calendar,
) -> Iterator[Entry]:
    """What follows for the file of one agency; while it has something to answer, only what was taken
    out of sight: the rest waits for its last answer."""
    added = _added(entries, agency)
    if not copies(now, agency):
        return
    if added & _AT_ONCE:
        yield CopyRenewed(at=at, by=CLOCK, agency=agency)
    elif _is_asked(now, agency):
        return
    elif _is_asked(before, agency):
        yield CopyRenewed(at=at, by=CLOCK, agency=agency)
    elif added and agency not in now.copies_due:
        yield _later(agency, at, calendar)


def _later(agency: str, at: datetime, calendar: Calendar) -> Entry:
    """The copy of the next working morning; at once, where no such morning is known any more."""
    try:
        make_at = morning(at, 1, calendar)
    except CoverageError:
        return CopyRenewed(at=at, by=CLOCK, agency=agency)
    return CopyDue(at=at, by=CLOCK, agency=agency, make_at=make_at)


def _added(entries: Entries, agency: str) -> set[str]:
    """The kinds of what somebody has added that stands on an agency's copy; what the clock writes, as
    that people were asked again, adds nothing."""
    theirs = (SIDES, FILE, own_agency(agency))
    every = {each.kind for each in entries if each.by != CLOCK and each.audience in theirs}
    return every - _ALONE


ENTRIES = (CopyRenewed, CopyDue)

"""Everything that can happen to a disagreement, a file for each family of acts."""

from collections.abc import Mapping
from datetime import datetime

from escalation.acts import (
    agree,
    alarm,
    answer,
    bring_in,
    chair,
    check,
    climb,
    close,
    convene,
    course,
    covers,
    dates,
    discussions,
    duty,
    gate,
    harm,
    line_manager,
    link,
    meet,
    merge,
    migrate,
    note,
    opened,
    outside,
    paper,
    prefer,
    raise_,
    reopen,
    report,
    say,
    sight,
    stand_in,
    view,
    wrong,
)
from escalation.directory.people import Directory
from escalation.disagreement import Disagreement, Wake, after
from escalation.duties import asked_to_call, checking, closing, filed
from escalation.entries import Entries, Entry
from escalation.working_time.calendars import Calendar

FAMILIES = (
    raise_,
    say,
    answer,
    agree,
    climb,
    meet,
    harm,
    close,
    alarm,
    view,
    report,
    line_manager,
    opened,
    link,
    merge,
    bring_in,
    note,
    dates,
    reopen,
    sight,
    wrong,
    stand_in,
    covers,
    migrate,
    convene,
    chair,
    duty,
    prefer,
    discussions,
    check,
    course,
    paper,
    gate,
    outside,
)
KINDS: Mapping[str, type[Entry]] = {
    entry.kind: entry for family in FAMILIES for entry in family.ENTRIES
}


def followed(
    disagreement: Disagreement, entries: Entries, at: datetime, calendar: Calendar
) -> Entries:
    """The entries of any act, and what follows from them: a meeting that the office is asked to call;
    the copies that are made for the file."""
    entries = [*entries, *asked_to_call.fell_due(disagreement, entries, at, calendar)]
    return [*entries, *filed.renewed(disagreement, entries, at, calendar)]


def time_passed(
    disagreement: Disagreement, at: datetime, calendar: Calendar, directory: Directory
) -> Entries:
    """What follows from every moment that has passed, immediate harm first."""
    first = harm_passed(disagreement, at, calendar, directory)
    stands = after(disagreement, *first)
    entries = [*first, *ladder_passed(stands, at, calendar, directory)]
    stands = after(disagreement, *entries)
    entries += closing_passed(stands, at, calendar, directory)
    stands = after(disagreement, *entries)
    entries += checks_passed(stands, at, calendar, directory)
    stands = after(disagreement, *entries)
    return [*entries, *copies_passed(stands, at, calendar, directory)]


def harm_passed(
    disagreement: Disagreement, at: datetime, calendar: Calendar, directory: Directory
) -> Entries:
    """What follows where nobody has opened an immediate-harm message in time."""
    due = [wake for wake in disagreement.moments() if wake.is_harm and at > wake.at]
    return [entry for wake in due for entry in harm.unopened(disagreement, wake, at, directory)]


def closing_passed(
    disagreement: Disagreement, at: datetime, calendar: Calendar, directory: Directory
) -> Entries:
    """What follows where something is left to see to, besides an answer: whoever has it is asked."""
    due = [wake for wake in disagreement.moments() if wake.is_closing and at > wake.at]
    return [closing.asked_again(disagreement, wake.id, at, calendar) for wake in due]


def checks_passed(
    disagreement: Disagreement, at: datetime, calendar: Calendar, directory: Directory
) -> Entries:
    """What follows where it is time to check back on what was agreed, or to review it."""
    due = [wake for wake in disagreement.moments() if wake.is_of_a_check and at > wake.at]
    return [checking.asked_again(disagreement, wake, at, calendar) for wake in due]


def copies_passed(
    disagreement: Disagreement, at: datetime, calendar: Calendar, directory: Directory
) -> Entries:
    """What follows where something was added that an agency's copy for the file does not hold."""
    return filed.passed(disagreement, at)


def ladder_passed(
    disagreement: Disagreement, at: datetime, calendar: Calendar, directory: Directory
) -> Entries:
    """What follows from every other moment, in order; an answer before it is in time."""
    entries: Entries = []
    lived: set[Wake] = set()
    while wake := disagreement.due(at):
        if wake in lived:
            raise RuntimeError(f"the moment {wake.id} does not clear")
        lived.add(wake)
        if wake.is_of_a_chair:
            step = chair.woken(disagreement, wake, at, calendar)
        else:
            step = climb.woken(disagreement, wake, at, calendar, directory)
        disagreement = after(disagreement, *step)
        entries += step
    return entries

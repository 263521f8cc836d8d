"""Everything that can happen to a disagreement, a file for each family of acts."""

from collections.abc import Mapping
from datetime import datetime

from escalation.acts import agree, alarm, answer, climb, close, harm, meet, raise_, say, view
from escalation.calendars import Calendar
from escalation.disagreement import Disagreement, Wake, after
from escalation.entries import Entries, Entry
from escalation.people import Directory

FAMILIES = (raise_, say, answer, agree, climb, meet, harm, close, alarm, view)
KINDS: Mapping[str, type[Entry]] = {
    entry.kind: entry for family in FAMILIES for entry in family.ENTRIES
}


def time_passed(
    disagreement: Disagreement, at: datetime, calendar: Calendar, directory: Directory
) -> Entries:
    """What follows from every moment that has passed, in order; an answer before it is in time."""
    entries: Entries = []
    while wake := disagreement.due(at):
        step = _woken(disagreement, wake, at, calendar, directory)
        disagreement = after(disagreement, *step)
        entries += step
    return entries


def _woken(
    disagreement: Disagreement, wake: Wake, at: datetime, calendar: Calendar, directory: Directory
) -> Entries:
    if wake.id.startswith("harm:"):
        return harm.unopened(disagreement, wake, at)
    return climb.woken(disagreement, wake, at, calendar, directory)

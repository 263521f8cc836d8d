"""The office is asked to call a meeting: by the act that refers it to them, whichever button that was."""

from datetime import datetime

from escalation.directory.people import PARTNERSHIP
from escalation.disagreement import Disagreement, after
from escalation.duties import closing, duties
from escalation.duties.reported import Reported
from escalation.entries import Entries
from escalation.meetings import callers
from escalation.working_time.calendars import Calendar


def fell_due(
    disagreement: Disagreement, entries: Entries, at: datetime, calendar: Calendar
) -> Entries:
    """That it has fallen due, where it has by these entries: said with the report to those who call
    it, or to them alone (R-002-46, R-002-47)."""
    stages = disagreement.procedure.stages
    if not entries or not any(callers.by_the_office(each, disagreement) for each in stages):
        return []
    now = after(disagreement, *entries)
    if not any(each.duty.is_call for each in duties.asked(now, PARTNERSHIP)):
        return []
    to = (role for each in entries if isinstance(each, Reported) for role in each.to)
    return closing.fell_due(now, at, calendar, frozenset(to))

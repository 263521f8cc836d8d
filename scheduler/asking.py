"""What the daily round owes: a list to each agency's lead, a line for each to the Business Manager."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from escalation.directory import leads, seasons, still_you
from escalation.directory.gap import SAID_APART, Kind, Open
from escalation.directory.people import PARTNERSHIP, Agency, Directory
from escalation.directory.still_you import CONFIRMED, NOT_RIGHT, Line, Said
from escalation.texts.procedure import Procedure
from escalation.words.message import Message, Says
from escalation.working_time.calendars import Calendar
from escalation.working_time.times import civil
from storage.store import Store

LIST, SUMMARY, HOLIDAYS = "list", "summary", "holidays"
A_MONTH = timedelta(days=30)
A_WEEK = timedelta(days=7)


class Asking:
    """Owes each thing once: its key names what it asks, of whom, and since when."""

    def __init__(
        self,
        store: Store,
        procedures: Sequence[Procedure],
        first: Says,
        shipped: Sequence[Procedure] = (),
    ) -> None:
        """`first` are the words with which every message begins; `shipped`, in force or not, has roles'
        labels."""
        self._store = store
        self._errands = store.upkeep.errands
        self._confirmations = store.upkeep.confirmations
        self._procedures = procedures
        self._first = first
        self._shipped = shipped

    def owe(
        self,
        directory: Directory,
        stands: Sequence[Open],
        calendar: Calendar,
        now: datetime,
        *,
        old: str,
    ) -> Iterator[str]:
        """All that is to be asked now, by its keys; what has been asked is not asked again."""
        for agency in directory.agencies:
            if agency.id != PARTNERSHIP and leads.roles(agency.id, directory):
                yield from self._list(agency, directory, stands, old, now)
                yield from self._holidays(agency, calendar, now)
        yield from self._summary(directory, stands, old, now)

    def _list(
        self, agency: Agency, directory: Directory, stands: Sequence[Open], old: str, now: datetime
    ) -> Iterator[str]:
        """Where it has changed since it was sent last, and once a month in any case."""
        asked = self._people(agency.id, directory, stands, old)
        if (asked.rows or asked.gaps) and self._is_due(agency.id, LIST, asked.digest, A_MONTH, now):
            message = still_you.still_you(asked, self._said(agency.id, directory), self._first)
            yield from self._owe(agency.id, LIST, asked.digest, message, now)

    def _holidays(self, agency: Agency, calendar: Calendar, now: datetime) -> Iterator[str]:
        """Once before each."""
        season = seasons.season(civil(now).date(), calendar)
        if season is None:
            return
        is_school = "school" in agency.type.casefold()
        asks_contact = is_school and not agency.holiday_contact
        asked = still_you.who_covers(
            agency.id, agency.name, season, self._first, asks_contact=asks_contact
        )
        if self._is_due(agency.id, HOLIDAYS, season.id, None, now):
            yield from self._owe(agency.id, HOLIDAYS, season.id, asked, now)

    def _summary(
        self, directory: Directory, stands: Sequence[Open], old: str, now: datetime
    ) -> Iterator[str]:
        """Where something has changed, or has been open for a week; where nothing is, once a month."""
        lines = [self._line(agency, directory, stands) for agency in directory.agencies]
        office = self._people(PARTNERSHIP, directory, stands, old)
        digest = still_you.summary_digest(lines, office, stands)
        is_old = any(now - each.since >= A_WEEK for each in stands)
        if not any(line.is_open for line in lines) and (
            last := self._errands.last(PARTNERSHIP, SUMMARY)
        ):
            digest = _digest(last.key)  # that all has been put right is nothing to be told
        if self._is_due(PARTNERSHIP, SUMMARY, digest, A_WEEK if is_old else A_MONTH, now):
            message = still_you.summary(lines, office, self._first)
            yield from self._owe(PARTNERSHIP, SUMMARY, digest, message, now)

    def _people(
        self, agency: str, directory: Directory, stands: Sequence[Open], old: str
    ) -> still_you.People:
        gaps = [each.gap for each in stands if each.gap.kind not in SAID_APART]
        return still_you.people(agency, directory, self._procedures, gaps, old, self._shipped)

    def _line(self, agency: Agency, directory: Directory, stands: Sequence[Open]) -> Line:
        kinds = [each.gap.kind for each in stands if each.gap.agency == agency.id]
        return Line(
            agency.id,
            agency.name,
            sum(kind not in SAID_APART for kind in kinds),
            self._said(agency.id, directory),
            has_lead=Kind.NO_LEAD not in kinds,
            untold=Kind.UNTOLD in kinds,
        )

    def _said(self, agency: str, directory: Directory) -> Said | None:
        last = self._confirmations.last(agency, CONFIRMED, NOT_RIGHT)
        if last is None:
            return None
        found = directory.person(last.by)
        return Said(last.what, found.name if found else last.by, last.at)

    def _is_due(
        self, agency: str, kind: str, digest: str, again: timedelta | None, now: datetime
    ) -> bool:
        last = self._errands.last(agency, kind)
        if last is None or last.is_given_up or _digest(last.key) != digest:
            return True  # what reached nobody is tried anew each day, for somebody may be there
        return again is not None and now - last.owed_at >= again

    def _owe(
        self, agency: str, kind: str, digest: str, message: Message, now: datetime
    ) -> Iterator[str]:
        key = f"{kind}:{agency}:{civil(now).date().isoformat()}:{digest}"
        if self._errands.owe(key, agency, kind, message, now):
            yield key


def _digest(key: str) -> str:
    return key.rpartition(":")[2]

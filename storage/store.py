"""The one door by which a disagreement changes."""

import secrets
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Protocol, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import IntegrityError

from escalation import disagreement
from escalation.acts import KINDS, followed
from escalation.directory.people import Directory
from escalation.disagreement import Disagreement, Wake
from escalation.entries import Entries, Entry, Kept
from escalation.texts.procedure import Procedure
from escalation.working_time import times
from escalation.working_time.calendars import Calendar
from storage import directory, ledger, moments, procedures
from storage.audit import Audit
from storage.database import (
    GaveWay,
    NotAnswered,
    NotSaved,
    PerhapsSaved,
    TookTooLong,
    reading,
    writing,
)
from storage.disagreements import Answered, Disagreements, Folded
from storage.drafts import Drafts
from storage.hints import hint
from storage.moments import Due, Lived, Moments
from storage.outbox import Outbox
from storage.receipts import Receipts
from storage.release import NewerDatabase, refuse_newer
from storage.turned_away import TurnedAway
from storage.upkeep import Upkeep

_TRIES = 3
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"  # neither I nor O, which are read as figures
_T = TypeVar("_T")

Rule = Callable[[Disagreement, datetime, Calendar, Directory], Entries]
RuleOf = Callable[[Wake], Rule]


class OpeningRule(Protocol):
    """A rule that meets no disagreement yet: its entries begin one."""

    def __call__(
        self,
        reference: str,
        procedure: Procedure,
        *,
        at: datetime,
        calendar: Calendar,
        directory: Directory,
    ) -> Entries:
        """The first entries, or a refusal."""
        ...


def new_reference() -> str:
    """A reference that shows nothing, not even how many there are: ESC-KXQT-RWBM."""
    letters = "".join(secrets.choice(_LETTERS) for _ in range(8))
    return f"ESC-{letters[:4]}-{letters[4:]}"


class Store:
    """Every disagreement of this installation, and what follows from each."""

    def __init__(
        self,
        engine: Engine,
        *,
        calendars: Callable[[Procedure, datetime], Calendar],
        random: Callable[[int], bytes] = secrets.token_bytes,
        references: Callable[[], str] = new_reference,
        nudge: Callable[[], None] = lambda: None,
        kinds: Mapping[str, type[Entry]] = KINDS,
    ) -> None:
        """`nudge` is called after each act: something new may be owed, or due sooner."""
        self.moments = Moments(engine)
        self.outbox = Outbox(engine)
        self.receipts = Receipts(engine)
        self.audit = Audit(engine)
        self.drafts = Drafts(engine)
        self.upkeep = Upkeep(engine)
        self.turned_away = TurnedAway(engine)
        self._engine = engine
        self._book = Disagreements(kinds, random)
        self._calendars = calendars
        self._references = references
        self._nudge = nudge
        self._directory: tuple[int, Directory] = (0, Directory())

    def open(self, rule: OpeningRule, *, procedure: Procedure, key: str, at: datetime) -> str:
        """Begin a disagreement under a procedure; the key that has begun one gives it again."""
        at = times.instant(at)
        return self._whole(lambda connection: self._open(connection, rule, procedure, key, at))

    def act(self, reference: str, rule: Rule, *, key: str, at: datetime) -> Disagreement:
        """Let a rule answer an act, and keep all that follows; a key seen before does nothing.

        Rules count in UTC: in a zone with summer time an hour that comes twice would be lost.
        """
        at = times.instant(at)
        return self._whole(lambda connection: self._act(connection, reference, rule, key, at))

    def live(self, now: datetime, limit: int, rule: RuleOf) -> Lived:
        """Let what is due have its consequence, by the rule of each moment; of so many disagreements.

        It is done in one breath; where the database will not have that, one disagreement at a
        time, so that what is wrong with one stops no other.
        """
        now = times.instant(now)
        try:
            return self._lived(now, limit, rule)
        except Exception as fault:
            if _waits(fault):
                raise
            each = [self._alone(now, rule, due) for due in self.moments.due(now, limit)]
        looked_at = sum(one.looked_at for one in each)
        return Lived(looked_at, [fault for one in each for fault in one.failed])

    def disagreement(self, reference: str) -> Disagreement:
        """A disagreement as it stands."""
        return self.folded(reference).stands

    def entries(self, reference: str) -> list[Kept]:
        """Every entry of a disagreement as it stands in the ledger."""
        return self.folded(reference).kept

    def folded(self, reference: str, entries: int | None = None) -> Folded:
        """A disagreement with its entries, or as it stood after the first so many of them."""
        with reading(self._engine) as connection:
            return self._book.folded(connection, reference, first=entries)

    def read(self, kept: Kept) -> Entry:
        """An entry's meaning, at today's schema."""
        return self._book.read(kept)

    def open_references(self) -> list[str]:
        """The disagreements that people are still at work on, oldest first."""
        with reading(self._engine) as connection:
            return ledger.with_status(connection, disagreement.Status.OPEN)

    def references(self) -> list[str]:
        """Every disagreement, oldest first."""
        with reading(self._engine) as connection:
            return ledger.references(connection)

    def directory(self, at: datetime) -> Directory:
        """Who is who at a time: who holds what then, and who is away."""
        with reading(self._engine) as connection:
            return self._who(connection).at(at)

    def directory_changed(self) -> tuple[int, datetime | None]:
        """Another number each time that who is who has changed, and when that was."""
        with reading(self._engine) as connection:
            return directory.version(connection), directory.changed(connection)

    def change_directory(
        self, change: Callable[[Directory], Directory], *, who: str, source: str, at: datetime
    ) -> Directory:
        """Change who is who, from what it is now; kept with who changed it, and what it was before.

        Whatever `change` refuses is not done.
        """
        at = times.instant(at)
        with writing(self._engine) as connection:
            directory.hold(connection)
            after = change(directory.load(connection).at(at))
            directory.replace(connection, after, who=who, source=source, at=at)
        self._nudge()
        return after

    def misplaced_moments(self) -> list[str]:
        """The disagreements whose moments are not exactly what their entries say."""
        return [each for each in self.references() if not self._moments_agree(each)]

    def _alone(self, now: datetime, rule: RuleOf, due: Due) -> Lived:
        try:
            return self._lived(now, 1, rule, due)
        except Exception as fault:
            if _waits(fault):
                raise
            return Lived(1, [(due, fault)])

    def _lived(self, now: datetime, limit: int, rule: RuleOf, only: Due | None = None) -> Lived:
        """One transaction of `live`: a fault in a rule stands alone; one in the writing is raised."""
        answers: dict[Due, Answered] = {}
        failed: list[tuple[Due, Exception]] = []
        with writing(self._engine) as connection:
            refuse_newer(connection)
            due = moments.claimed(connection, now, limit, only)
            folded = self._book.each_folded(connection, {each.reference for each in due})
            who = self._who(connection)
            for each in due:
                stands = folded[each.reference]
                try:
                    answers[each] = answer = self._woken(stands, each, rule, now, who)
                except Exception as fault:  # noqa: BLE001  given to the caller, who says it
                    failed.append((each, fault))
                else:
                    folded[each.reference] = answer.folded
            self._book.add(connection, answers.values(), now, lived=answers)
        return Lived(len(due), failed)

    def _woken(
        self, folded: Folded | Exception, due: Due, rule: RuleOf, now: datetime, who: Directory
    ) -> Answered:
        if isinstance(folded, Exception):
            raise folded
        key = f"moment:{due.wake}:{due.at.isoformat()}"
        return self._answer(folded, rule(Wake(due.wake, due.at)), key, now, who)

    def _whole(self, work: Callable[[Connection], _T]) -> _T:
        try:
            result = self._tried(work)
        except PerhapsSaved as unsure:
            try:
                result = self._tried(work)  # its key tells whether it was
            except NotSaved:
                raise unsure from None
        self._nudge()
        return result

    def _tried(self, work: Callable[[Connection], _T]) -> _T:
        for _ in range(_TRIES):
            try:
                with writing(self._engine) as connection:
                    result = work(connection)
                    hint(connection)
            except (IntegrityError, GaveWay) as error:
                lost = error  # somebody else wrote first: fold again, ask the rule again
            else:
                return result
        raise lost

    def _open(
        self,
        connection: Connection,
        rule: OpeningRule,
        procedure: Procedure,
        key: str,
        at: datetime,
    ) -> str:
        if reference := ledger.opened_by(connection, key):
            return reference
        begun = Disagreement(self._references(), procedure)
        calendar, who = self._calendars(procedure, at), self._who(connection).at(at)
        first = rule(begun.reference, procedure, at=at, calendar=calendar, directory=who)
        if not first:
            raise ValueError("An opening rule opened nothing.")
        answer = self._book.answered(Folded(begun, []), first, key)
        status = answer.folded.stands.status
        procedures.pin(connection, procedure, at)
        ledger.begin(connection, begun.reference, procedure.sha256, key, status=status, at=at)
        self._book.add(connection, [answer], at)
        return begun.reference

    def _act(
        self, connection: Connection, reference: str, rule: Rule, key: str, at: datetime
    ) -> Disagreement:
        folded = self._book.folded(connection, reference, hold=True)
        answer = self._answer(folded, rule, key, at, self._who(connection))
        if answer.new:
            self._book.add(connection, [answer], at)
        return answer.folded.stands

    def _answer(
        self, folded: Folded, rule: Rule, key: str, at: datetime, who: Directory
    ) -> Answered:
        """What a rule makes of an act; nothing, where its key has been seen before."""
        stands = folded.stands
        if folded.knows(key):
            return Answered(folded, folded)
        calendar = self._calendars(stands.procedure, at)
        new = rule(stands, at, calendar, who.at(at))
        return self._book.answered(folded, followed(stands, new, at, calendar), key)

    def _who(self, connection: Connection) -> Directory:
        version = directory.version(connection)
        if self._directory[0] != version:
            self._directory = (version, directory.load(connection))
        return self._directory[1]

    def _moments_agree(self, reference: str) -> bool:
        with reading(self._engine) as connection:
            stands = self._book.folded(connection, reference).stands
            known = moments.indexed(connection, reference)
        return known == {wake.id: wake.at for wake in stands.moments()}


def _waits(fault: Exception) -> bool:
    """Whether it is no fault of anything that is due: all of it is lived once that is over."""
    away = isinstance(fault, NotAnswered) and not isinstance(fault, TookTooLong)
    return away or isinstance(fault, NewerDatabase)

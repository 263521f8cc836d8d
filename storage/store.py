"""The one door by which a disagreement changes."""

import secrets
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Protocol, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import IntegrityError

from escalation import chain, disagreement, entries
from escalation.acts import KINDS
from escalation.calendars import Calendar
from escalation.disagreement import Disagreement
from escalation.entries import Entries, Entry, Kept
from escalation.owing import Card, Owed, Place
from escalation.people import Directory
from escalation.procedure import Procedure
from escalation.refusals import Unknown
from storage import directory, ledger, moments, outbox, procedures
from storage.audit import Audit
from storage.database import reading, writing
from storage.drafts import Drafts
from storage.moments import Moments
from storage.outbox import Outbox
from storage.receipts import Receipts

SALT = 16
_TRIES = 3
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"  # neither I nor O, which are read as figures
_T = TypeVar("_T")

Rule = Callable[[Disagreement, datetime, Calendar, Directory], Entries]


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
        self._engine = engine
        self._kinds = kinds
        self._calendars = calendars
        self._random = random
        self._references = references
        self._nudge = nudge
        self._directory: tuple[int, Directory] = (0, Directory())

    def open(self, rule: OpeningRule, *, procedure: Procedure, key: str, at: datetime) -> str:
        """Begin a disagreement under a procedure; the key that has begun one gives it again."""
        return self._whole(lambda connection: self._open(connection, rule, procedure, key, at))

    def act(self, reference: str, rule: Rule, *, key: str, at: datetime) -> Disagreement:
        """Let a rule answer an act, and keep all that follows; a key seen before does nothing."""
        return self._whole(lambda connection: self._act(connection, reference, rule, key, at))

    def disagreement(self, reference: str) -> Disagreement:
        """A disagreement as it stands."""
        return self.folded(reference)[0]

    def entries(self, reference: str) -> list[Kept]:
        """Every entry of a disagreement as it stands in the ledger."""
        return self.folded(reference)[1]

    def folded(self, reference: str, entries: int | None = None) -> tuple[Disagreement, list[Kept]]:
        """A disagreement with its entries, or as it stood after the first so many of them."""
        with reading(self._engine) as connection:
            return self._folded(connection, reference, first=entries)

    def read(self, kept: Kept) -> Entry:
        """An entry's meaning, at today's schema."""
        header = kept.link.header
        return entries.read(self._kinds, header.kind, header.schema, kept.body)

    def open_references(self) -> list[str]:
        """The disagreements that people are still at work on, oldest first."""
        with reading(self._engine) as connection:
            return ledger.with_status(connection, disagreement.Status.OPEN)

    def references(self) -> list[str]:
        """Every disagreement, oldest first."""
        with reading(self._engine) as connection:
            return ledger.references(connection)

    def directory(self) -> Directory:
        """Who is who now."""
        with reading(self._engine) as connection:
            return self._who(connection)

    def misplaced_moments(self) -> list[str]:
        """The disagreements whose moments are not exactly what their entries say."""
        return [each for each in self.references() if not self._moments_agree(each)]

    def _whole(self, work: Callable[[Connection], _T]) -> _T:
        for _ in range(_TRIES):
            try:
                with writing(self._engine) as connection:
                    result = work(connection)
            except IntegrityError as error:
                lost = error  # somebody else wrote first: fold again, ask the rule again
            else:
                self._nudge()
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
        calendar, who = self._calendars(procedure, at), self._who(connection)
        first = rule(begun.reference, procedure, at=at, calendar=calendar, directory=who)
        if not first:
            raise ValueError("An opening rule opened nothing.")
        sealed = self._sealed(begun.reference, first, key, 0, chain.START)
        new = [self.read(each) for each in sealed]
        after = disagreement.after(begun, *new)
        procedures.pin(connection, procedure, at)
        ledger.begin(connection, begun.reference, procedure.sha256, key, status=after.status, at=at)
        self._write(connection, after, sealed, new, at)
        return begun.reference

    def _act(
        self, connection: Connection, reference: str, rule: Rule, key: str, at: datetime
    ) -> Disagreement:
        before, kept = self._folded(connection, reference, hold=True)
        if ledger.knows(connection, reference, key):
            return before
        calendar = self._calendars(before.procedure, at)
        answer = rule(before, at, calendar, self._who(connection))
        if not answer:
            return before
        sealed = self._sealed(reference, answer, key, len(kept), kept[-1].link.hash)
        new = [self.read(each) for each in sealed]
        after = disagreement.after(before, *new)
        if after.status != before.status:
            ledger.set_status(connection, reference, after.status)
        self._write(connection, after, sealed, new, at)
        return after

    def _folded(
        self,
        connection: Connection,
        reference: str,
        *,
        hold: bool = False,
        first: int | None = None,
    ) -> tuple[Disagreement, list[Kept]]:
        sha256 = ledger.procedure_of(connection, reference, hold=hold)
        if sha256 is None:
            raise Unknown("There is no disagreement with this reference.")
        kept = ledger.kept(connection, reference)[:first]
        procedure = procedures.pinned(connection, sha256)
        return disagreement.fold(reference, procedure, map(self.read, kept)), kept

    def _sealed(
        self, reference: str, new: Entries, key: str, last: int, previous: str
    ) -> list[Kept]:
        """The entries of one act, sealed after entry `last`; their keys are key, key#2, key#3."""
        sealed: list[Kept] = []
        for n, entry in enumerate(new, 1):
            salts = self._random(SALT), self._random(SALT)
            mine = key if n == 1 else f"{key}#{n}"
            sealed.append(entries.sealed(entry, reference, last + n, mine, previous, *salts))
            previous = sealed[-1].link.hash
        return sealed

    def _write(
        self,
        connection: Connection,
        after: Disagreement,
        sealed: Sequence[Kept],
        new: Entries,
        at: datetime,
    ) -> None:
        """Ledger, bodies, moments and outbox, all from the entries as they will be read again."""
        ledger.append(connection, sealed)
        moments.replace(connection, after.reference, after.moments())
        outbox.write(connection, after.reference, _owed(after, new), at)

    def _who(self, connection: Connection) -> Directory:
        version = directory.version(connection)
        if self._directory[0] != version:
            self._directory = (version, directory.load(connection))
        return self._directory[1]

    def _moments_agree(self, reference: str) -> bool:
        with reading(self._engine) as connection:
            folded, _ = self._folded(connection, reference)
            known = moments.indexed(connection, reference)
        return known == {wake.id: wake.at for wake in folded.moments()}


def _owed(after: Disagreement, new: Entries) -> list[tuple[int, Owed]]:
    """What each entry owes, by its seq, and the card drawn again unless the place is being made."""
    first = after.version - len(new) + 1
    owed = [(seq, each) for seq, entry in enumerate(new, first) for each in entry.owes(after)]
    if any(isinstance(each, Place) for _, each in owed):
        return [(seq, each) for seq, each in owed if not isinstance(each, Card)]
    return [*owed, (after.version, Card())]

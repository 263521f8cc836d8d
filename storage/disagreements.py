"""Disagreements as they lie in the database: read whole, and only added to."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection

from escalation import chain, disagreement, entries
from escalation.disagreement import Disagreement, Wake
from escalation.entries import OFFICE, SIDES, Entries, Entry, Kept
from escalation.owing import Card, Owed, Place
from escalation.refusals import Unknown
from escalation.texts.procedure import Procedure
from storage import debts, ledger, moments, procedures
from storage.moments import Due
from storage.remembered import Remembered

SALT = 16


class Folded(NamedTuple):
    """A disagreement as it stands, with every entry that makes it so."""

    stands: Disagreement
    kept: list[Kept]

    def knows(self, key: str) -> bool:
        """Whether this act has been written already."""
        return any(each.key == key for each in self.kept)


class Answered(NamedTuple):
    """A disagreement before an act and once it has been answered, and the entries to be added."""

    before: Folded
    folded: Folded
    new: Sequence[Entry] = ()

    @property
    def added(self) -> list[Kept]:
        """The new entries, sealed."""
        return self.folded.kept[len(self.before.kept) :]


class Disagreements:
    """Reads and adds inside whatever transaction it is given."""

    def __init__(self, kinds: Mapping[str, type[Entry]], random: Callable[[int], bytes]) -> None:
        self._kinds = kinds
        self._random = random
        self._procedures: dict[str, Procedure] = {}  # by their SHA-256: they never change
        self._remembered = Remembered()

    def read(self, kept: Kept) -> Entry:
        """An entry's meaning, at today's schema."""
        header = kept.link.header
        return entries.read(self._kinds, header.kind, header.schema, kept.body)

    def folded(
        self,
        connection: Connection,
        reference: str,
        *,
        hold: bool = False,
        first: int | None = None,
    ) -> Folded:
        """One disagreement, or as it stood after the first so many entries; with `hold`, nobody
        else changes it until the transaction ends."""
        found = ledger.procedures_of(connection, [reference], hold=hold)
        if reference not in found:
            raise Unknown("There is no disagreement with this reference.")
        kept = ledger.kept(connection, reference)[:first]
        return self._fold(connection, reference, found[reference], kept)

    def each_folded(
        self, connection: Connection, references: Collection[str]
    ) -> dict[str, Folded | Exception]:
        """Many at once; a fault in one is given in its place, and stops no other."""
        found = ledger.procedures_of(connection, references)
        rows = ledger.rows_of(connection, references)
        folded: dict[str, Folded | Exception] = {}
        for reference, sha256 in found.items():
            try:
                kept = ledger.proved(reference, rows.get(reference, []))
                folded[reference] = self._fold(connection, reference, sha256, kept)
            except Exception as fault:  # noqa: BLE001  given to the caller, who says it
                folded[reference] = fault
        return folded

    def answered(self, before: Folded, new: Entries, key: str) -> Answered:
        """What an act's entries make of it; their keys are key, key#2, key#3."""
        stands, kept = before.stands, list(before.kept)
        for n, entry in enumerate(new, 1):
            previous = kept[-1].link.hash if kept else chain.START
            mine = key if n == 1 else f"{key}#{n}"
            salts = self._random(SALT), self._random(SALT)
            last = len(kept)
            kept.append(entries.sealed(entry, stands.reference, last + 1, mine, previous, *salts))
        again = [self.read(each) for each in kept[len(before.kept) :]]  # as they will be read
        return Answered(before, Folded(disagreement.after(stands, *again), kept), again)

    def add(
        self,
        connection: Connection,
        answers: Iterable[Answered],
        at: datetime,
        lived: Iterable[Due] = (),
    ) -> None:
        """Ledger, bodies, moments and outbox, all from the entries as they will be read again.

        The moments that were `lived` do not come again.
        """
        answers = list(answers)
        wanted: dict[str, Iterable[Wake]] = {}
        owed: dict[str, list[tuple[int, Owed]]] = {}
        for each in answers:
            before, after = each.before.stands, each.folded.stands
            if after.status != before.status:
                ledger.set_status(connection, after.reference, after.status)
            wanted[after.reference] = after.moments()
            if each.new:
                owed.setdefault(after.reference, []).extend(owed_by(after, each.new))
        ledger.append(connection, [kept for each in answers for kept in each.added])
        moments.replace(connection, wanted, lived)
        debts.write_all(connection, owed, at)

    def _fold(
        self, connection: Connection, reference: str, sha256: str, kept: list[Kept]
    ) -> Folded:
        procedure = self._procedures.get(sha256)
        if procedure is None:
            procedure = self._procedures[sha256] = procedures.pinned(connection, sha256)
        stood = self._remembered.latest(sha256, kept) or Disagreement(reference, procedure)
        stands = disagreement.after(stood, *map(self.read, kept[stood.version :]))
        self._remembered.keep(sha256, kept, stands)
        return Folded(stands, kept)


def owed_by(after: Disagreement, new: Sequence[Entry]) -> list[tuple[int, Owed]]:
    """What each entry owes, by its seq, and the card drawn again unless the place is being made.

    For what one agency alone may read it is not: the other would see that something was drawn. But
    where an entry owes it by itself, what each of them reads there has changed.
    """
    first = after.version - len(new) + 1
    owed = [(seq, each) for seq, entry in enumerate(new, first) for each in entry.owes(after)]
    unseen = all(entry.audience not in (SIDES, OFFICE) for entry in new)
    if unseen or any(isinstance(each, Place) for _, each in owed):
        return owed
    return [*(each for each in owed if each[1] != Card()), (after.version, Card())]

"""Accounts: what each disagreement owes, worked out anew from its ledger, and what became of it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Engine, Row, select

from escalation.directory.people import Directory
from escalation.disagreement import Disagreement, after
from escalation.entries import Entry, Kept
from escalation.owing import Owed, Telling
from scheduler import recipients
from storage.database import reading
from storage.store import Store
from storage.tables import outbox, receipts

PAGE = re.compile(r"/\d+$")
Rows = list[Row[Any]]


@dataclass(frozen=True)
class Told:
    """One telling that somebody was told, and the proof of it."""

    row: Row[Any]
    telling: Telling
    slack: str
    message: str

    @property
    def key(self) -> str:
        """The key of the message in which it stands."""
        return str(self.row.bundle or self.row.key)


@dataclass(frozen=True)
class Account:
    """One disagreement as its ledger has it, everything that was ever owed for it, and the proofs."""

    reference: str
    kept: list[Kept]
    entries: list[Entry]
    stood: list[Disagreement]
    owed: list[tuple[int, Owed]]
    rows: Rows
    proofs: dict[str, Rows]
    directory: Directory

    @property
    def stands(self) -> Disagreement:
        """It as it stands."""
        return self.stood[-1]

    @property
    def shown(self) -> list[Disagreement]:
        """What its card may show: it as it stands; once its place is closed, it as it had ended."""
        return [each for each in self.stood if not each.is_open] or self.stood[-1:]

    @property
    def tellings(self) -> list[tuple[int, Telling]]:
        """Who was to be told what, and by which entry."""
        return [(seq, each) for seq, each in self.owed if isinstance(each, Telling)]

    def sent(self, kind: str) -> Rows:
        """What was done, of a kind, in the order in which it was owed."""
        return [row for row in self.rows if row.kind == kind and row.state == "sent"]

    def dropped(self, kind: str) -> set[int]:
        """The entries of which something of a kind was owed no longer when its turn came."""
        return {row.seq for row in self.rows if row.kind == kind and row.state != "sent"}

    def person(self, telling: Telling) -> str:
        """Whoever is told it. Here everybody can be reached, and nobody after them is."""
        way = next(recipients.to_be_told(telling, self.stands, self.directory))
        return way.told.id

    def told(self) -> Iterator[Told]:
        """Every telling with its proof; what is proved and was not owed is left out."""
        slack = {person.id: person.slack for person in self.directory.people}
        for row in self.sent(Telling.kind):
            for proof in self.proofs.get(row.key, []):
                for seq, each in self.tellings:
                    is_its = (seq, each.topic) == (row.seq, proof.topic)
                    if is_its and proof.sent_at and proof.person == self.person(each):
                        yield Told(row, each, slack[proof.person], proof.message)


def accounts(engine: Engine, store: Store, at: datetime) -> list[Account]:
    """The account of every disagreement; reading a ledger proves its chain."""
    directory = store.directory(at)
    return [_account(engine, store, each, directory) for each in store.references()]


def _account(engine: Engine, store: Store, reference: str, directory: Directory) -> Account:
    disagreement, kept = store.folded(reference)
    acts = list(_acts(store, disagreement, kept))
    proofs: dict[str, Rows] = {}
    with reading(engine) as connection:
        mine = select(outbox).where(outbox.c.reference == reference).order_by(outbox.c.id)
        rows = list(connection.execute(mine))
        for row in connection.execute(select(receipts).where(receipts.c.reference == reference)):
            proofs.setdefault(row.item_key, []).append(row)
    return Account(
        reference,
        kept,
        [store.read(each) for each in kept],
        [stood for stood, _ in acts],
        [each for _, mine_ in acts for each in mine_],
        rows,
        proofs,
        directory,
    )


def _acts(
    store: Store, end: Disagreement, kept: list[Kept]
) -> Iterator[tuple[Disagreement, list[tuple[int, Owed]]]]:
    """As it stood after each act, and what that owed."""
    now = Disagreement(end.reference, end.procedure)
    for _, act in groupby(kept, key=lambda each: each.key.partition("#")[0]):
        new = [store.read(each) for each in act]
        seq, now = now.version + 1, after(now, *new)
        yield now, [(seq + n, each) for n, entry in enumerate(new) for each in entry.owes(now)]

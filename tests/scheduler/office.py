"""A partnership without a chat: a real store, a platform in memory, and a worker between them."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, select

from escalation import rights
from escalation.acts import agree, raise_
from escalation.directory.people import Directory
from escalation.disagreement import Disagreement
from escalation.entries import Entries
from escalation.texts.procedure import Procedure
from escalation.working_time.calendars import Calendar, calendar_covering
from export import signing
from export.record import Reader, record
from export.record_json import signed, written
from scheduler.archive import Archive
from scheduler.delivery import Delivery
from scheduler.worker import Worker
from storage import directory
from storage.crypto import Keys, new_key_file
from storage.database import connect, reading, writing
from storage.store import Store
from storage.tables import outbox
from tests.escalation.story import AGREEMENT, BERKSHIRE, DIRECTORY, MAUNDY_THURSDAY, time
from tests.migrated import new_sqlite
from tests.scheduler.in_memory import InMemory

PEOPLE = replace(
    DIRECTORY,
    people=tuple(
        replace(person, slack=f"U0{person.id.upper()}", phone=f"0118 496 0{number:03}")
        for number, person in enumerate(DIRECTORY.people, 101)
    ),
)
RAISING = raise_.Raising(
    area="Reading",
    other="priya",
    category="threshold",
    spoken="Yes, and we still differ",
    reason_given="It is not met",
    differs="MARKER the threshold is met",
    evidence="MARKER seen at home",
    wanted="MARKER an assessment",
    best_interest="MARKER safety",
    began=MAUNDY_THURSDAY,
)


def calendar(procedure: Procedure, at: datetime) -> Calendar:
    """The working days round a time."""
    return calendar_covering(procedure.nation, at)


def calendar_of(disagreement: Disagreement, at: datetime) -> Calendar:
    """The same, for a disagreement."""
    return calendar(disagreement.procedure, at)


@dataclass
class Office:
    """The store, the platform and the worker, with the clock in one hand."""

    folder: Path
    platform: InMemory = field(default_factory=InMemory)
    now: datetime = MAUNDY_THURSDAY
    procedure: Procedure = BERKSHIRE
    made: int = 0
    calendars: Callable[[Procedure, datetime], Calendar] = calendar
    url: str = ""
    engine: Engine = field(init=False)
    store: Store = field(init=False)
    worker: Worker = field(init=False)
    delivery: Delivery = field(init=False)

    def __post_init__(self) -> None:
        new_key_file(self.folder / "keys")
        url = self.url or new_sqlite(self.folder / "escalate.db")
        self.engine = connect(url, Keys(self.folder / "keys"))
        self.store = Store(self.engine, calendars=lambda *of: self.calendars(*of))
        self.listed(PEOPLE)
        self.delivery = self.delivers("a test")
        self.worker = Worker(self.store, self.delivery, lambda: self.now)

    def delivers(self, worker: str) -> Delivery:
        """What a worker of this name delivers by."""
        archive = Archive(self.store, self.platform, self.make, platform="slack")
        return Delivery(
            self.store,
            self.platform,
            archive.send,
            calendar_of,
            platform="slack",
            worker=worker,
            jitter=lambda: 0.5,
        )

    def ends(self) -> None:
        """The database is let go."""
        self.engine.dispose()

    def listed(self, people: Directory) -> None:
        """These are the people of the partnership now."""
        with writing(self.engine) as connection:
            directory.replace(connection, people, who="a test", source="none", at=self.now)

    # What happens

    def raises(self, by: str = "sam", **said: Any) -> str:
        """Somebody raises a disagreement; its reference."""
        self.made += 1
        rule = partial(raise_.open_, raising=replace(RAISING, **said), by=by)
        key = f"raised:{self.made}"
        return self.store.open(rule, procedure=self.procedure, key=key, at=self.now)

    def does(self, reference: str, rule: Callable[..., Entries], by: str, **given: Any) -> None:
        """Somebody acts, answering what is asked now unless another question is given."""
        wanted = inspect.signature(rule).parameters
        if "question" in wanted:
            given.setdefault("question", self.store.disagreement(reference).question)
        if "answers" in wanted:
            given.setdefault("answers", {"reason": "MARKER a reason"})
        self.made += 1
        self.store.act(
            reference, partial(rule, by=by, **given), key=f"act:{self.made}", at=self.now
        )

    def settles(self, reference: str, *names: str) -> None:
        """The first of two proposes, and both say yes."""
        self.does(reference, agree.propose, names[0], answers=AGREEMENT)
        proposal = self.store.disagreement(reference).proposal
        assert proposal
        for name in names:
            self.does(reference, agree.approve, name, question=proposal.question)

    def works(self, at: str = "") -> int:
        """A round of work, at a time if one is given."""
        self.now = time(at) if at else self.now
        return self.worker.work()

    # What is seen

    def kinds(self, reference: str) -> list[str]:
        """What has happened, in order."""
        return [kept.link.header.kind for kept in self.store.entries(reference)]

    def last(self, reference: str, kind: str) -> Any:
        """The latest entry of a kind."""
        found = (self.store.read(kept) for kept in reversed(self.store.entries(reference)))
        return next(entry for entry in found if entry.kind == kind)

    def outcomes(self, reference: str) -> list[tuple[str, str]]:
        """What became of all that is owed: each thing's kind, and its state."""
        return [(row["kind"], row["state"]) for row in self.rows(reference)]

    def rows(self, reference: str) -> list[dict[str, Any]]:
        """The outbox, as it stands, for one disagreement."""
        found = select(outbox).where(outbox.c.reference == reference).order_by(outbox.c.id)
        with reading(self.engine) as connection:
            return [dict(row) for row in connection.execute(found).mappings()]

    def make(
        self,
        reference: str,
        agency: str,
        format: str,
        at: datetime,
        office: bool = False,
        entries: int | None = None,
    ) -> bytes:
        """A copy of the record as signed JSON, whatever format is asked: setting pages is slow."""
        reader = Reader(agency, agency, rights.copy_audiences(agency, office), office)
        hidden = self.store.disagreement(reference).hidden
        document = record(*self.store.folded(reference, entries), reader, at, hidden)
        return written(signed(document, signing.signing_key(self.folder / signing.FILE_NAME)))

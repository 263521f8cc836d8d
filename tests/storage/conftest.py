"""A store on a real database in a folder of the test's own, with a few plain kinds of entry."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import ClassVar

import pytest
from sqlalchemy import Engine, func, select

from escalation.directory.people import Directory
from escalation.disagreement import Disagreement, Side, Status
from escalation.entries import Actor, Entry
from escalation.owing import Close, Owed, Place, Post, Record, Telling, To
from escalation.texts import procedure
from escalation.texts.procedure import Procedure
from escalation.words.message import Message, says
from escalation.working_time.bank_holidays import Nation
from escalation.working_time.calendars import Calendar, calendar_covering
from escalation.working_time.times import LONDON
from storage.crypto import Keys, new_key_file
from storage.database import connect, reading
from storage.migrations import migrate
from storage.store import Store, new_reference
from storage.tables import metadata
from tests.engines import files_of

PROCEDURES = Path(__file__).parents[2] / "procedures"
SAM = Actor("sam", "health", "Sam Okafor", "health visitor")


def message(text: str) -> Message:
    return Message("A difference of opinion", (says(text),))


@dataclass(frozen=True, kw_only=True)
class Began(Entry):
    kind: ClassVar[str] = "began"
    text: str
    remind_at: datetime | None = None

    def applied(self, disagreement: Disagreement) -> Disagreement:
        side = Side("health", "Health", "sam", "Sam Okafor")
        return replace(disagreement, raised=self.at, sides=(side,), remind_at=self.remind_at)

    def owes(self, disagreement: Disagreement) -> Iterable[Owed]:
        yield Place((To("sam"),))
        yield Telling("asked", To("tom"), message(f"{disagreement.reference} {self.text}"))


@dataclass(frozen=True, kw_only=True)
class Said(Entry):
    kind: ClassVar[str] = "said"
    text: str

    def owes(self, disagreement: Disagreement) -> Iterable[Owed]:
        yield Post(message(self.text))


@dataclass(frozen=True, kw_only=True)
class Reminding(Entry):
    kind: ClassVar[str] = "reminding"
    next_at: datetime | None = None

    def applied(self, disagreement: Disagreement) -> Disagreement:
        reminded = disagreement.reminded + 1
        return replace(disagreement, reminded=reminded, remind_at=self.next_at)


@dataclass(frozen=True, kw_only=True)
class Harmed(Entry):
    kind: ClassVar[str] = "harmed"

    def owes(self, disagreement: Disagreement) -> Iterable[Owed]:
        yield Telling("ordinary", To("tom"), message("Ordinary."))
        yield Telling("harm", To("jo"), message("At once."), urgent=True)


@dataclass(frozen=True, kw_only=True)
class Ended(Entry):
    kind: ClassVar[str] = "ended"

    def applied(self, disagreement: Disagreement) -> Disagreement:
        return replace(disagreement, status=Status.SETTLED, ended=self.at)

    def owes(self, disagreement: Disagreement) -> Iterable[Owed]:
        yield Close()
        yield Telling("settled", To("tom"), message("It is settled."))


@dataclass(frozen=True, kw_only=True)
class Recorded(Entry):
    kind: ClassVar[str] = "recorded"

    def owes(self, disagreement: Disagreement) -> Iterable[Owed]:
        yield Record("health")
        yield Close()


@dataclass(frozen=True, kw_only=True)
class Unowable(Entry):
    kind: ClassVar[str] = "unowable"

    def owes(self, disagreement: Disagreement) -> Iterable[Owed]:
        raise RuntimeError("a fault in a rule")


KINDS: dict[str, type[Entry]] = {
    cls.kind: cls for cls in (Began, Said, Reminding, Harmed, Ended, Recorded, Unowable)
}


def time(text: str) -> datetime:
    """Thursday 2026-04-02 15:00, as the clock on the wall shows it; the weekday is checked."""
    weekday, _, clock = text.partition(" ")
    at = datetime.fromisoformat(clock).replace(tzinfo=LONDON)
    assert f"{at:%A}" == weekday
    return at


THURSDAY = time("Thursday 2026-04-02 15:00")


@dataclass(frozen=True)
class Office:
    """A store, and short words for what the tests do with it."""

    store: Store
    engine: Engine
    keys: Keys
    folder: Path
    url: str
    berkshire: Procedure

    SAM: ClassVar[Actor] = SAM
    THURSDAY: ClassVar[datetime] = THURSDAY
    time: ClassVar[Callable[[str], datetime]] = staticmethod(time)

    def began(
        self,
        text: str = "begins",
        key: str = "opening",
        remind_at: datetime | None = None,
        store: Store | None = None,
    ) -> str:
        def rule(
            reference: str,
            procedure: Procedure,
            *,
            at: datetime,
            calendar: Calendar,
            directory: Directory,
        ) -> list[Entry]:
            return [Began(at=at, by=SAM, text=text, remind_at=remind_at)]

        door = store or self.store
        return door.open(rule, procedure=self.berkshire, key=key, at=THURSDAY)

    def act(
        self, reference: str, *entries: Entry, key: str = "act", at: datetime = THURSDAY
    ) -> Disagreement:
        return self.store.act(reference, lambda *_: list(entries), key=key, at=at)

    def said(self, text: str) -> Said:
        return Said(at=THURSDAY, by=SAM, text=text)

    def reminding(self, next_at: datetime | None = None) -> Reminding:
        return Reminding(at=THURSDAY, by=SAM, next_at=next_at)

    def harmed(self) -> Harmed:
        return Harmed(at=THURSDAY, by=SAM)

    def ended(self) -> Ended:
        return Ended(at=THURSDAY, by=SAM)

    def recorded(self) -> Recorded:
        return Recorded(at=THURSDAY, by=SAM)

    def unowable(self) -> Unowable:
        return Unowable(at=THURSDAY, by=SAM)

    def another(
        self,
        references: Callable[[], str] = new_reference,
        nudge: Callable[[], None] = lambda: None,
    ) -> Store:
        """Another store on the same database, as another process would have."""
        return Store(
            self.engine, kinds=KINDS, calendars=calendars, references=references, nudge=nudge
        )

    def rows(self) -> dict[str, int]:
        """How many rows each table has."""
        with reading(self.engine) as connection:
            return {
                table.name: connection.scalar(select(func.count()).select_from(table)) or 0
                for table in metadata.sorted_tables
            }

    def holds(self, marker: str) -> bool:
        """Whether the marker stands anywhere in the raw files of the database."""
        return any(marker.encode() in file.read_bytes() for file in files_of(self.url))


def calendars(pinned: Procedure, at: datetime) -> Calendar:
    return calendar_covering(Nation(pinned.nation), at)


@pytest.fixture(scope="session")
def berkshire() -> Procedure:
    """The Berkshire procedure, as it ships."""
    file = PROCEDURES / "pan-berkshire-2026-03.yml"
    return procedure.read(file.read_text(encoding="utf-8"), file.name)


@pytest.fixture
def keys(tmp_path: Path) -> Keys:
    """The keys of a new installation."""
    new_key_file(tmp_path / "keys")
    return Keys(tmp_path / "keys")


@pytest.fixture
def engine(database: str, keys: Keys) -> Iterator[Engine]:
    """A new database, brought up to this release; each test is run on either engine."""
    engine = connect(database, keys)
    migrate(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def office(
    tmp_path: Path, database: str, keys: Keys, engine: Engine, berkshire: Procedure
) -> Office:
    """A store with nothing in it."""
    store = Store(engine, kinds=KINDS, calendars=calendars)
    return Office(store, engine, keys, tmp_path, database, berkshire)

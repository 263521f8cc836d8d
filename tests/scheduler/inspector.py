"""An auditor at an office, what it rings outside, and hands that damage a database past its guards."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from sqlalchemy import Executable, delete, event, text, update

from escalation.acts.alarm import Audited
from scheduler.alarm_routes import AlarmRoutes
from scheduler.auditor import Auditor, Round
from storage.auditing import Auditing
from storage.database import is_postgresql, writing
from storage.findings import Findings
from storage.mending import Mending
from storage.tables import ledger, moments, outbox
from tests.escalation.story import time
from tests.scheduler.office import Office

WELL = (0, 0)


@dataclass
class Inspector:
    """An auditor that began with the office, and whoever hears the alarm outside."""

    office: Office
    rung: list[str] = field(default_factory=list)
    hears: bool = True
    is_outside: bool = True
    meanwhile: Callable[[], object] = lambda: None
    findings: Findings = field(init=False)
    auditing: Auditing = field(init=False)
    auditor: Auditor = field(init=False)

    def __post_init__(self) -> None:
        self.findings = Findings(self.office.engine)
        self.auditing = Auditing(self.office.engine, self.office.store.read)
        self.begins()

    def begins(self) -> None:
        """Its process is started now."""
        office, auditing = self.office, self.auditing
        routes = AlarmRoutes(
            office.store,
            self.findings,
            office.platform,
            self._rings,
            platform="slack",
            is_outside=self.is_outside,
        )
        mending = Mending(office.engine, auditing)
        self.auditor = Auditor(
            office.store,
            auditing,
            mending,
            self.findings,
            routes,
            now=lambda: office.now,
            since=office.now,
            pause=lambda should_stop: self.meanwhile(),
        )

    # What it does

    def audits(self, at: str = "") -> tuple[int, int]:
        """One audit, at a time if one is given: how much was put right, and how much was found."""
        self.office.now = time(at) if at else self.office.now
        done = self.round()
        assert done.whole
        return done.repaired, done.found

    def round(self) -> Round:
        """One audit now."""
        return self.auditor.audit()

    def later(self, **after: float) -> tuple[int, int]:
        """An audit so much later, and then the work that there is by then."""
        done = self.left_alone(**after)
        self.office.works()
        return done

    def left_alone(self, **after: float) -> tuple[int, int]:
        """An audit so much later, and nobody works."""
        self.office.now += timedelta(**after)
        return self.audits()

    # What is seen

    def found(self) -> list[tuple[str, str]]:
        """What stands: which disagreement, and what is wrong with it."""
        return [(each.reference, each.what) for each in self.findings.all()]

    def alarms(self, reference: str) -> list[Any]:
        """The alarms of an audit on a ledger."""
        kept = self.office.store.entries(reference)
        entries = [self.office.store.read(each) for each in kept]
        return [entry for entry in entries if isinstance(entry, Audited)]

    def _rings(self, sentence: str) -> bool:
        self.rung.append(sentence)
        return self.hears


def damage(office: Office, *statements: Executable) -> None:
    """Somebody's hand in the database."""
    with writing(office.engine) as connection:
        for each in statements:
            connection.execute(each)


def loses(office: Office, reference: str, kind: str, *, last: bool = False) -> dict[str, Any]:
    """A row of the outbox is deleted, the first of its kind, or the last: as it was."""
    rows = [row for row in office.rows(reference) if row["kind"] == kind]
    row = rows[-1 if last else 0]
    damage(office, delete(outbox).where(outbox.c.id == row["id"]))
    return row


def loses_moments(office: Office, reference: str, *wakes: str) -> None:
    """These moments are deleted from the index, or all of them."""
    mine = delete(moments).where(moments.c.reference == reference)
    damage(office, mine.where(moments.c.wake.in_(wakes)) if wakes else mine)


def tampers(office: Office, reference: str, seq: int = 1) -> None:
    """An entry is changed, past the triggers that keep it."""
    forged = update(ledger).where(ledger.c.reference == reference, ledger.c.seq == seq)
    with writing(office.engine) as connection:
        for statement in _unguarded(is_postgresql(office.engine)):
            connection.execute(text(statement))
        connection.execute(forged.values(by="somebody"))


def counts(office: Office, word: str) -> list[str]:
    """From now on, every statement that begins with this word."""
    seen: list[str] = []

    def statement(connection: Any, cursor: Any, said: str, *rest: Any) -> None:
        if said.startswith(word):
            seen.append(said)

    event.listen(office.engine, "before_cursor_execute", statement)
    return seen


def _unguarded(postgresql: bool) -> list[str]:
    if postgresql:
        return ["ALTER TABLE ledger DISABLE TRIGGER USER"]
    return ["DROP TRIGGER IF EXISTS ledger_is_not_updated"]

"""A partnership with many disagreements: those that fall due made by the real rules, one by one."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from sqlalchemy import Engine, Table, text

from bot.procedures import every
from escalation.acts import KINDS
from escalation.acts.raise_ import Raising, open_
from escalation.directory.people import Directory
from escalation.disagreement import Disagreement
from escalation.texts import procedure
from escalation.texts.procedure import Procedure
from escalation.working_time.calendars import Calendar, calendar_covering
from escalation.working_time.office_hours import OfficeHours
from escalation.working_time.times import LONDON
from scheduler.sweep import sweep
from storage import directory, ledger, procedures, roster, tables
from storage.database import writing
from storage.disagreements import Answered, Disagreements, Folded
from storage.migrations import migrate
from storage.store import Store, new_reference

HOME = Path(__file__).parent.parent
BERKSHIRE = HOME / "procedures" / "pan-berkshire-2026-03.yml"
PEOPLE = HOME / "bot" / "demo_people.yml"
BATCH, COPIES = 250, 20_000

RAISED = datetime(2026, 4, 2, 15, 0, tzinfo=LONDON)  # Maundy Thursday
ASKED = datetime(2026, 4, 7, 9, 1, tzinfo=LONDON)  # Tuesday: the line managers are asked
LIMIT = datetime(2026, 4, 7, 17, 0, tzinfo=LONDON)  # ... and their limit ends
PASSED = LIMIT + timedelta(minutes=1)
OPENS, CLOSES = 9 * 3600, 17 * 3600

RAISING = Raising(
    area="Reading",
    other="priya-desai",
    category="threshold",
    spoken="Yes, and we still differ",
    reason_given="It is said not to meet the threshold.",
    differs="The referral was closed without an assessment.",
    evidence="Two missed weight checks and unexplained bruising.",
    wanted="A child and family assessment this week.",
    best_interest="Four days will pass with nobody visiting.",
    began=RAISED,
    subject=("", "", "RBHT-20417"),
)


def berkshire() -> Procedure:
    """The procedure that everything is raised under."""
    return procedure.read(BERKSHIRE.read_text(encoding="utf-8"), BERKSHIRE.name)


def calendars(pinned: Procedure, at: datetime) -> Calendar:
    """The working days of a procedure's nation, as the product counts them."""
    return calendar_covering(pinned.nation, at)


def store_on(engine: Engine) -> Store:
    """The real store."""
    return Store(engine, calendars=calendars)


@dataclass(frozen=True)
class Seeding:
    """Fills one database."""

    engine: Engine
    berkshire: Procedure = field(default_factory=berkshire)
    book: Disagreements = field(default_factory=lambda: Disagreements(KINDS, secrets.token_bytes))

    def prepares(self) -> None:
        """This release's tables, and the people of a partnership."""
        migrate(self.engine)
        roles = {role.id: role.of for each in every() for role in each.roles.values()}
        people = roster.read(PEOPLE.read_bytes(), PEOPLE.name, roles, Directory())
        with writing(self.engine) as connection:
            directory.replace(connection, people, who="bench", source=PEOPLE.name, at=RAISED)
            procedures.pin(connection, self.berkshire, RAISED)

    def raises(self, limits: int, *, each_second: int = 0) -> list[str]:
        """So many disagreements, raised and asked about, whose first limit has still to pass.

        All their limits end at `LIMIT`, or from then on so many in each second.
        """
        seconds = [n // each_second if each_second else 0 for n in range(limits)]
        made = [
            reference
            for first in range(0, limits, BATCH)
            for reference in self._batch(seconds[first : first + BATCH])
        ]
        store = store_on(self.engine)
        while sweep(store, ASKED):
            pass
        return made

    def _batch(self, seconds: Iterable[int]) -> list[str]:
        people = store_on(self.engine).directory(RAISED)
        answers = [self._raised(people, _closing(second)) for second in seconds]
        with writing(self.engine) as connection:
            for answer in answers:
                stands = answer.folded.stands
                ref, sha256 = stands.reference, self.berkshire.sha256
                ledger.begin(connection, ref, sha256, ref, status=stands.status, at=RAISED)
            self.book.add(connection, answers, RAISED)
        return [answer.folded.stands.reference for answer in answers]

    def _raised(self, people: Directory, calendar: Calendar) -> Answered:
        begun = Disagreement(new_reference(), self.berkshire)
        rule = partial(open_, raising=RAISING, by="sam-okafor", at=RAISED)
        first = rule(begun.reference, self.berkshire, calendar=calendar, directory=people)
        return self.book.answered(Folded(begun, []), first, begun.reference)

    def copies(self, number: int, of: str) -> None:
        """Beside them so many more that wait, copied by the database itself and never folded.

        Each has its row, one entry with its body, all its moments (a month from now and more, by
        the database's clock and by the story's) and one thing sent.
        """
        for first in range(1, number + 1, COPIES):
            few = {"of": of, "first": first, "last": min(first + COPIES - 1, number)}
            with writing(self.engine) as connection:
                for table, where, changed in _COPIED:
                    connection.execute(text(_copying(table, where, changed)), few)


def _closing(second: int) -> Calendar:
    """Working days that end so many seconds after five."""
    hours = OfficeHours(OPENS, CLOSES + second)
    return calendar_covering(berkshire().nation, RAISED, hours=hours)


def _copying(table: Table, where: str, changed: Mapping[str, str]) -> str:
    columns = [column.name for column in table.columns if column.name != "id"]
    names = ", ".join(f'"{name}"' for name in columns)
    values = ", ".join(changed.get(name, f'"{name}"') for name in columns)
    found = f"FROM {table.name}, generate_series(CAST(:first AS int), CAST(:last AS int)) AS copy WHERE reference = :of {where}"
    return f"INSERT INTO {table.name} ({names}) SELECT {values} {found}"


_NAMED = "'COPY-' || copy"
_STORY = f"timestamptz '{LIMIT.isoformat()}'"
_LATER = f"greatest(now(), {_STORY}) + make_interval(days => 30, secs => copy % 864000)"
_WAITS = f"at - {_STORY} + {_LATER}"
_ONE = {"reference": _NAMED}
_SENT = {"key": f"{_NAMED} || ':' || key", "state": "'sent'", "owed": "NULL", "sent_at": "run_at"}
_COPIED: tuple[tuple[Table, str, Mapping[str, str]], ...] = (
    (tables.disagreements, "", {**_ONE, "opened_by_key": _NAMED}),
    (tables.ledger, "AND seq = 9", _ONE),
    (tables.bodies, "AND seq = 9", _ONE),
    (tables.moments, "", {**_ONE, "at": _WAITS, "run_at": _WAITS}),
    (tables.outbox, "AND seq = 9 AND n = 0", {**_ONE, **_SENT}),
)

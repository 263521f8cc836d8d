"""What an audit found and could not put right: kept while it stands, told once and then each day."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import ColumnElement, Engine, and_, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from storage.database import reading, writing
from storage.tables import findings, rounds

AGAIN = timedelta(days=1)
LATE = timedelta(hours=3)  # an audit is made each hour
_AUDITED = "audited"


class Finding(NamedTuple):
    """Something wrong with a disagreement, in words that hold no content, and since when."""

    reference: str
    what: str
    why: str
    since: datetime


class Findings:
    """What is wrong now, and when each was told."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def all(self) -> list[Finding]:
        """Everything that stands, the oldest first."""
        ordered = _FINDING.order_by(findings.c.found_at, findings.c.reference, findings.c.what)
        with reading(self._engine) as connection:
            return [Finding(*row) for row in connection.execute(ordered)]

    def stands(self, reference: str, what: str, why: str, now: datetime) -> Finding:
        """It has been found, now or before: then as it was found first, with the newest reason."""
        try:
            return self._kept(reference, what, why, now)
        except IntegrityError:  # another audit's row came in between: it is there to be read now
            return self._kept(reference, what, why, now)

    def only(self, standing: Iterable[Finding]) -> None:
        """These stand, and no other: whatever was found before has been put right."""
        wanted = {(each.reference, each.what) for each in standing}
        with writing(self._engine) as connection:
            for each in map(Finding._make, connection.execute(_FINDING).all()):
                if (each.reference, each.what) not in wanted:
                    connection.execute(delete(findings).where(_is(each.reference, each.what)))
                    connection.execute(delete(rounds).where(rounds.c.name == _round(each)))

    def to_be_told(self, finding: Finding, now: datetime) -> datetime | None:
        """The time from which it should be told: when it was found, or a day after it was told last;
        nothing while that is to come."""
        told = select(rounds.c.next_at).where(rounds.c.name == _round(finding))
        with reading(self._engine) as connection:
            again: datetime | None = connection.scalar(told)
        # A time further ahead than a day was set by a clock that was wrong.
        return None if again and now < again <= now + AGAIN else again or finding.since

    def told(self, finding: Finding, now: datetime) -> None:
        """It has been told by each route."""
        self._next_round(_round(finding), now + AGAIN)

    def audited(self, now: datetime) -> None:
        """An audit has gone through everything, and ended now."""
        self._next_round(_AUDITED, now + LATE)

    def audit_is_late(self, now: datetime, since: datetime) -> bool:
        """Whether none has ended for a good while, though one has before, and the asker, who began
        at `since`, has been there for as long."""
        by = select(rounds.c.next_at).where(rounds.c.name == _AUDITED)
        with reading(self._engine) as connection:
            expected: datetime | None = connection.scalar(by)
        # A time further ahead than that was set by a clock that was wrong: it says nothing.
        is_well = expected is None or now <= expected <= now + LATE
        return not is_well and since + LATE < now

    def _next_round(self, name: str, at: datetime) -> None:
        try:
            self._set_round(name, at)
        except IntegrityError:  # another audit's row came in between: it is there now
            self._set_round(name, at)

    def _set_round(self, name: str, at: datetime) -> None:
        with writing(self._engine) as connection:
            moved = update(rounds).where(rounds.c.name == name).values(next_at=at)
            if not connection.execute(moved).rowcount:
                connection.execute(insert(rounds).values(name=name, next_at=at))

    def _kept(self, reference: str, what: str, why: str, now: datetime) -> Finding:
        mine = _is(reference, what)
        with writing(self._engine) as connection:
            found = select(findings.c.found_at).where(mine).with_for_update()
            since: datetime | None = connection.scalar(found)
            if since is None:
                row = {"reference": reference, "what": what, "why": why, "found_at": now}
                connection.execute(insert(findings).values(row))
            else:
                connection.execute(update(findings).where(mine).values(why=why))
        # As it will be read again: it is part of the keys by which it is told.
        return Finding(reference, what, why, (since or now).astimezone(UTC))


_FINDING = select(findings.c.reference, findings.c.what, findings.c.why, findings.c.found_at)


def _round(finding: Finding) -> str:
    """Each finding is told in rounds of its own."""
    return f"finding:{finding.reference}:{finding.what}"


def _is(reference: str, what: str) -> ColumnElement[bool]:
    return and_(findings.c.reference == reference, findings.c.what == what)

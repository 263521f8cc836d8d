"""What is open in the directory, as the last round found it, and since when each has been."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Engine, delete, func, insert, select

from escalation.directory.gap import Gap, Kind, Open
from storage.database import reading, writing
from storage.upkeep_tables import gaps


class Gaps:
    """What stands now."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def stand(self, found: Sequence[Gap], now: datetime) -> tuple[Open, ...]:
        """These stand and no other: what stood before has stood since then."""
        with writing(self._engine) as connection:
            kept = select(gaps.c.key, gaps.c.since)
            since = dict(connection.execute(kept).all())
            standing = tuple(Open(each, since.get(each.key, now)) for each in dict.fromkeys(found))
            connection.execute(delete(gaps))
            rows = [_row(each, position) for position, each in enumerate(standing)]
            if rows:
                connection.execute(insert(gaps), rows)
        return standing

    def all(self) -> tuple[Open, ...]:
        """Everything that stood at the last round, in its order."""
        columns = (gaps.c.agency, gaps.c.kind, gaps.c.sentence, gaps.c.since)
        with reading(self._engine) as connection:
            found = connection.execute(select(*columns).order_by(gaps.c.position))
            return tuple(
                Open(Gap(agency, Kind(kind), sentence), since)
                for agency, kind, sentence, since in found
            )

    def count(self, kind: Kind) -> int:
        """How many of a kind stood at the last round."""
        with reading(self._engine) as connection:
            found = select(func.count()).select_from(gaps).where(gaps.c.kind == kind.value)
            return connection.scalar(found) or 0


def _row(open_: Open, position: int) -> dict[str, object]:
    gap = open_.gap
    named = {"key": gap.key, "agency": gap.agency, "kind": gap.kind.value}
    return {**named, "sentence": gap.sentence, "since": open_.since, "position": position}

"""The lines of managers as an organisation's accounts said them last: an outage takes none away."""

from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import Connection, Engine, delete, insert, select, update

from escalation.directory.accounts import Account, Chain
from storage.database import reading, writing
from storage.upkeep_tables import chains

_CHAIN: TypeAdapter[Chain] = TypeAdapter(Chain)


class Chains:
    """One line for each person, as it was read last; of whoever is gone, the last there was."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def kept(self) -> dict[str, Chain]:
        """The lines of those who were there when they were asked for last."""
        with reading(self._engine) as connection:
            return _read(connection, gone=False)

    def gone(self) -> tuple[Account, ...]:
        """The accounts that were there once, and were not when they were asked for last."""
        with reading(self._engine) as connection:
            return tuple(each.person for each in _read(connection, gone=True).values())

    def keep(self, read: Mapping[str, Chain], people: frozenset[str]) -> None:
        """What was read, in place of what was known; whoever has no line any more is gone.

        Of whoever is not of these people any more, nothing is kept.
        """
        with writing(self._engine) as connection:
            known = set(connection.scalars(select(chains.c.person)))
            connection.execute(delete(chains).where(chains.c.person.in_(known - people)))
            connection.execute(
                update(chains).where(chains.c.person.in_(known - read.keys())).values(gone=True)
            )
            for person, chain in read.items():
                if person in people:
                    _keep(connection, person, chain, known)


def _keep(connection: Connection, person: str, chain: Chain, known: set[str]) -> None:
    row: dict[str, Any] = {
        "chain": _CHAIN.dump_json(chain).decode(),
        "read_at": chain.read_at,
        "gone": False,
    }
    if person in known:
        connection.execute(update(chains).where(chains.c.person == person).values(row))
    else:
        connection.execute(insert(chains).values(person=person, **row))


def _read(connection: Connection, *, gone: bool) -> dict[str, Chain]:
    found = select(chains.c.person, chains.c.chain).where(chains.c.gone.is_(gone))
    lines: dict[str, Chain] = {}
    for person, chain in connection.execute(found):
        try:
            lines[person] = _CHAIN.validate_json(chain)
        except ValidationError:  # another release's words: it is read anew
            continue
    return lines

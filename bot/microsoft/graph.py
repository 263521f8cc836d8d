"""What can be asked of Microsoft Graph: an account, the managers above it, whether its mailbox answers."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from bot.clock import Clock
from bot.config import Config
from bot.microsoft import reading
from bot.microsoft.reading import DEEPEST, FIELDS, Answer, Raw
from bot.microsoft.wire import Wire
from escalation.directory.accounts import Account, AutomaticReply, Chain, End, NotAllowed, the_one

CHOSEN = {"$select": FIELDS}
WITH_MANAGERS = {
    **CHOSEN,
    "$expand": f"manager($levels={DEEPEST};$select={FIELDS})",
    "$count": "true",
}
MAILBOX = ("mailboxSettings", "automaticRepliesSetting")
EVENTUAL = {"ConsistencyLevel": "eventual"}  # Graph expands managers for nobody who does not say so

Way = Callable[[str], Iterator[Raw]]


@contextmanager
def opened(config: Config, clock: Clock) -> Iterator["Graph"]:
    """Graph as the settings have it; nothing is asked of anybody before it is asked something."""
    wire = Wire(config, clock)
    try:
        yield Graph(wire, clock, automatic_replies=config.graph_automatic_replies)
    finally:
        wire.close()


class Graph:
    """The organisation's Microsoft 365, as far as this installation may read it."""

    def __init__(self, wire: Wire, clock: Clock, *, automatic_replies: bool) -> None:
        self._wire = wire
        self._clock = clock
        self._automatic_replies = automatic_replies
        self._ways: tuple[Way, Way] = (self.one_by_one, self.all_at_once)

    def account(self, address_or_id: str) -> Account | None:
        """The account; none where there is none, or where several have the address equally."""
        return the_one(self.search(address_or_id))

    def search(self, address_or_id: str) -> tuple[Account, ...]:
        """Every account with this id or mail address, or else the one that signs in with it."""
        if reading.is_id(address_or_id):
            return self._by_name(address_or_id)
        if "@" not in address_or_id:
            return ()
        filtered = {**CHOSEN, "$filter": reading.with_mail(address_or_id)}
        by_mail = reading.accounts(_allowed(self._wire.get("users", params=filtered)).body)
        return by_mail or self._by_name(address_or_id)

    def chain(self, id: str) -> Chain | None:
        """The line of managers above this account; none where there is no such account."""
        person = _allowed(self._wire.get("users", id, params=CHOSEN))
        if not person.is_there:
            return None
        first, second = self._ways
        found = self._climbed(person.body, first)
        if found.end is End.NOT_ALLOWED:
            other = self._climbed(person.body, second)
            if other.end is not End.NOT_ALLOWED:
                self._ways = second, first  # what was refused once is asked last from now on
                return other
        return found

    def automatic_reply(self, id: str) -> AutomaticReply | None:
        """When the account's mailbox answers by itself; none where that may not be known."""
        if not self._automatic_replies:
            return None
        answer = self._wire.get("users", id, *MAILBOX)
        return reading.automatic_reply(answer.body) if answer.is_there else None

    def one_by_one(self, id: str) -> Iterator[Raw]:
        """The managers above this account, each asked for when it is wanted."""
        while (answer := self._wire.get("users", id, "manager", params=CHOSEN)).is_there:
            yield answer.body
            id = reading.account(answer.body).id
        _allowed(answer)

    def all_at_once(self, id: str) -> Iterator[Raw]:
        """The same managers in one answer, where Graph does not let them be asked for one by one."""
        answer = _allowed(self._wire.get("users", id, params=WITH_MANAGERS, headers=EVENTUAL))
        yield from reading.above(answer.body)

    def _climbed(self, person: Raw, way: Way) -> Chain:
        def rows() -> Iterator[Raw]:
            yield person
            yield from way(reading.account(person).id)

        return reading.chain(rows(), self._clock.now())

    def _by_name(self, id: str) -> tuple[Account, ...]:
        answer = _allowed(self._wire.get("users", id, params=CHOSEN))
        return (reading.account(answer.body),) if answer.is_there else ()


def _allowed(answer: Answer) -> Answer:
    if answer.is_refused:
        raise NotAllowed(f"Microsoft Graph does not let Escalate read this ({answer.code}).")
    return answer

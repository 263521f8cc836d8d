"""What Microsoft 365 knows of everybody, for the daily round: lines of managers and automatic replies."""

from collections.abc import Collection, Iterable, Mapping

from bot.clock import Clock
from bot.config import Config
from bot.microsoft.everybody import everybody
from bot.microsoft.graph import Graph, opened
from escalation.directory.accounts import AutomaticReply, Chain, NotAllowed, NotAvailable
from escalation.directory.people import Person
from scheduler.sources import Read


class MicrosoftPeople:
    """Asks Graph anew each time, and holds no connection in between."""

    def __init__(self, config: Config, clock: Clock) -> None:
        self._config = config
        self._clock = clock

    def read(
        self, people: Iterable[Person], kept: Mapping[str, Chain], holders: Collection[str]
    ) -> Read:
        """The line above each person, and whether the mailboxes of the holders answer by themselves."""
        with opened(self._config, self._clock) as graph:
            found = everybody(graph, people, kept)
            if not found.is_believed:
                return Read(found.chains, None, found.why_not)
            try:
                replies = dict(_replies(graph, found.chains, holders))
            except (NotAvailable, NotAllowed) as silent:
                return Read(found.chains, None, found.why_not or silent.why)
        return Read(found.chains, replies, found.why_not)


def _replies(
    graph: Graph, chains: Mapping[str, Chain], holders: Collection[str]
) -> Iterable[tuple[str, AutomaticReply]]:
    for person in holders:
        reply = graph.automatic_reply(chains[person].person.id) if person in chains else None
        if reply:
            yield person, reply

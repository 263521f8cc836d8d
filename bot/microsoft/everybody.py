"""The line of managers above everybody of a directory, read in one round, as is done each night."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.microsoft.graph import Graph
from escalation.accounts import Account, Chain, NotAllowed, NotAvailable
from escalation.people import Person


@dataclass(frozen=True)
class Round:
    """What is known after it, by the person's id; `why_not` says why some of it is not new."""

    chains: Mapping[str, Chain]
    gone: tuple[Account, ...] = ()
    why_not: str = ""


def everybody(graph: Graph, people: Iterable[Person], kept: Mapping[str, Chain]) -> Round:
    """Ask for each person; whoever cannot be asked for now keeps the line that was read last."""
    chains = dict(kept)
    gone: list[Account] = []
    why_not = ""
    for person in people:
        try:
            now = _line_of(graph, person, kept.get(person.id))
        except NotAllowed as refusal:
            why_not = refusal.why  # of this one; others may be read
        except NotAvailable as outage:
            return Round(chains, tuple(gone), outage.why)
        else:
            if now is not None:
                chains[person.id] = now
            elif before := chains.pop(person.id, None):
                gone.append(before.person)
    return Round(chains, tuple(gone), why_not)


def _line_of(graph: Graph, person: Person, before: Chain | None) -> Chain | None:
    """By the id where one is known: an address may change, and may be given to somebody else."""
    known = str(getattr(person, "teams", "")) or (before.person.id if before else "")
    if known and (chain := graph.chain(known)) is not None:
        return chain
    account = graph.account(person.email) if person.email else None
    return graph.chain(account.id) if account else None

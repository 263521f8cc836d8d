"""The line of managers above everybody of a directory, read in one round, as is done each working day."""

import random
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import zip_longest

from bot.microsoft.graph import Graph
from escalation.directory.accounts import Account, Chain, NotAllowed, NotAvailable
from escalation.directory.people import Person

FEW = 3  # so many may leave on one day, even of a small directory, and be believed
WIPED = (
    "Microsoft 365 no longer knew {gone} of {known} people whom it knew before: that is taken for an "
    "outage of its own, and nothing is concluded from it."
)


@dataclass(frozen=True)
class Round:
    """What is known after it, by the person's id; `why_not` says why some of it is not new.

    `asked` are those of whom Microsoft 365 said something, be it that it does not know them;
    `is_believed` unless it did not know most of those whom it knew before.
    """

    chains: Mapping[str, Chain]
    gone: tuple[Account, ...] = ()
    why_not: str = ""
    asked: frozenset[str] = frozenset()
    is_believed: bool = True


def everybody(
    graph: Graph,
    people: Iterable[Person],
    kept: Mapping[str, Chain],
    mix: Callable[[list[Person]], None] = random.shuffle,
) -> Round:
    """Ask for each person; whoever cannot be asked for now keeps the line that was read last."""
    chains = dict(kept)
    asked: set[str] = set()
    why_not = ""
    for person in _in_turn(people, kept, mix):
        try:
            now = _line_of(graph, person, kept.get(person.id))
        except NotAllowed as refusal:
            why_not = refusal.why  # of this one; others may be read
            continue
        except NotAvailable as outage:
            why_not = outage.why
            break
        asked.add(person.id)
        chains.pop(person.id, None)
        if now is not None:
            chains[person.id] = now
    return _believed(kept, Round(chains, (), why_not, frozenset(asked)))


def _in_turn(
    people: Iterable[Person], kept: Mapping[str, Chain], mix: Callable[[list[Person]], None]
) -> Iterator[Person]:
    """Whose line is oldest comes first, so that a round which is cut short each day gets to everybody.

    Whoever has no line comes in between, in no order: of them nothing says when they were asked for.
    """
    everybody = list(people)
    oldest_first = sorted(
        (each for each in everybody if each.id in kept), key=lambda each: kept[each.id].read_at
    )
    new = [each for each in everybody if each.id not in kept]
    mix(new)
    for pair in zip_longest(oldest_first, new):
        yield from (each for each in pair if each)


def _believed(kept: Mapping[str, Chain], found: Round) -> Round:
    """That some are gone is; that most are, all at once, is not: they keep what was read last."""
    known = kept.keys() & found.asked
    gone = {person: kept[person] for person in kept if person in known - found.chains.keys()}
    if len(gone) < FEW or 2 * len(gone) <= len(known):
        return replace(found, gone=tuple(each.person for each in gone.values()))
    why = WIPED.format(gone=len(gone), known=len(known))
    why_not = f"{why} {found.why_not}".rstrip()
    asked = found.asked - gone.keys()
    return Round({**found.chains, **gone}, (), why_not, asked, is_believed=False)


def _line_of(graph: Graph, person: Person, before: Chain | None) -> Chain | None:
    """By the id where one is known: an address may change, and may be given to somebody else."""
    known = person.teams or (before.person.id if before else "")
    if known and (chain := graph.chain(known)) is not None:
        return chain
    account = graph.account(person.email) if person.email else None
    return graph.chain(account.id) if account else None

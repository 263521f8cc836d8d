"""Who stands on the other sides, as it is when somebody is told: by name, and with a number."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from escalation.directory import in_place, reaching, seeking
from escalation.directory.people import PARTNERSHIP, Directory
from escalation.directory.reaching import Way
from escalation.disagreement import Disagreement, Side
from escalation.ladder import seats
from escalation.owing import Recipient, To
from escalation.words.first_message import hear_more, joined, numbered
from escalation.words.message import Across, Fragment, Message, Says
from escalation.words.naming import called, here, lowered
from escalation.words.sides import the_others

Posts = tuple[tuple[str, Recipient], ...]


def worded(message: Message, way: Way, disagreement: Disagreement, directory: Directory) -> Message:
    """A message as it is sent: with whom its reader deals, and, if they stand in, in whose place."""
    return in_place.worded(named(message, disagreement, directory), way)


def named(message: Message, disagreement: Disagreement, directory: Directory) -> Message:
    """The same message; to whoever deals with the other sides it names whom they ring there.

    Where it goes by another text since, nobody is named: whoever has that number there may not have
    been told.
    """
    if message.across is None:
        return message
    if message.across.changes != len(disagreement.changes):
        return replace(message, across=None)
    line = _line(message.across, disagreement, directory)
    parts = (joined(line, part) if hear_more(part) else part for part in message.parts)
    return replace(message, parts=tuple(parts), across=None)


def _line(across: Across, disagreement: Disagreement, directory: Directory) -> Says:
    office = across.agency == PARTNERSHIP
    sides = disagreement.sides if office else disagreement.others(across.agency)
    tier = seats.answers_at(disagreement.procedure, across.tier)
    whom = "the agencies" if office else the_others(disagreement)
    words: list[Fragment] = []
    for side in sides:
        words += ["; " if words else f"For {whom}, ring "]
        words += _either(_of(side, tier, disagreement, directory))
    return Says((*words, "."))


def _either(people: Iterable[tuple[str, str]]) -> Iterable[Fragment]:
    for number, person in enumerate(people):
        yield from (*((" or ",) if number else ()), *numbered(*person))


def _of(
    side: Side, tier: int, disagreement: Disagreement, directory: Directory
) -> tuple[tuple[str, str], ...]:
    """Whoever has a tier at a side, or is asked there, or stands in; where nobody is known, its
    professional."""
    ways = (
        (role, reaching.way(seeking.sought(who, disagreement, directory), directory))
        for role, who in _posts(side, tier, disagreement)
    )
    found = {
        way.told.id: (f"{in_place.asked_for(way)} ({role} at {side.name})", way.told.phone)
        for role, way in ways
        if way.person
    }
    professional = (f"{side.practitioner_name} at {side.name}", side.practitioner_phone)
    return tuple(found.values()) or (professional,)


def _posts(side: Side, tier: int, disagreement: Disagreement) -> Posts:
    """Who has it there; else each who holds the tier, and as what."""
    holder = disagreement.holders.get(side.agency)
    if holder and seats.here(disagreement, side.agency) == tier:
        return ((lowered(holder.role), To(holder.person)),)
    role = disagreement.procedure.role
    return tuple(
        (f"{called(role(id))}{here(disagreement, id, side.agency)}", who)
        for id, who in disagreement.posts(tier, side.agency)
    )

"""In whose place somebody is asked: what they read first, and what everybody else may read of it.

They read why; everybody who may see where it stands reads who is asked for whom, and never why. Of
somebody whose access has been cut neither who they are is said, nor why they are not asked.
"""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from escalation.directory import reaching, seeking
from escalation.directory.people import Directory, listed, names
from escalation.directory.reaching import ASKED_BEFORE, NO_ACCESS, Place, Step, Way
from escalation.disagreement import Disagreement
from escalation.owing import Recipient
from escalation.taking_part import relating
from escalation.words.first_message import joined
from escalation.words.message import Message, Says, says

# Whoever covers, by the agency and the tier for which they are asked.
Covers = Mapping[tuple[str, int], str]
NOBODY: Covers = MappingProxyType({})


def worded(message: Message, way: Way) -> Message:
    """The same message; to whoever stands in, it says first in whose place, and why."""
    if way.place in (None, Place.HOLDER):
        return message
    found = (n for n, part in enumerate(message.parts) if n and isinstance(part, Says))
    first = next(found, len(message.parts))
    said = (part for part in message.parts[first : first + 1] if isinstance(part, Says))
    told = joined(_in_whose_place(way), *said)
    return replace(message, parts=(*message.parts[:first], told, *message.parts[first + 1 :]))


def covers(disagreement: Disagreement, directory: Directory) -> Covers:
    """Of each turn for which somebody else is asked, who that is; a weekday on which somebody merely
    does not work is no cover, for the next day it would not be true any more."""
    found: dict[tuple[str, int], list[str]] = {}
    for turn in disagreement.turns():
        way = _way(turn.who, disagreement, directory)
        if _stands_in(way) and not _is_off(way, directory):
            found.setdefault((turn.agency, turn.tier), []).append(asked_for(way))
    return {of: "; ".join(dict.fromkeys(each)) for of, each in found.items()}


def everybody(disagreement: Disagreement, directory: Directory, *, numbers: bool) -> Covers:
    """Of each turn everybody who is asked, by name; with their `numbers`, for whoever may ring them."""
    found: dict[tuple[str, int], dict[str, None]] = {}
    for turn in disagreement.turns():
        way = _way(turn.who, disagreement, directory)
        if way.person:
            number = f" on {way.person.phone}" if numbers and way.person.phone else ""
            each = found.setdefault((turn.agency, turn.tier), {})
            each[f"{asked_for(way)}{number}"] = None
    return {of: "; ".join(each) for of, each in found.items()}


def whose_turn(disagreement: Disagreement, directory: Directory) -> str:
    """Whoever is asked now: Fay Ross, for Jo Lee; Max Gray. Where nobody can be, whoever holds it."""
    who = [_asked(turn.who, disagreement, directory) for turn in disagreement.turns()]
    found = dict.fromkeys(filter(None, who))
    return "; ".join(found) if any("," in each for each in found) else listed(found)


def asked_for(way: Way) -> str:
    """Who is asked; and for whom, by name, where there is somebody who holds it of whom that may be said."""
    first = way.steps[0]
    if not _stands_in(way):
        return way.told.name
    if first.person and first.why_not not in (ASKED_BEFORE, NO_ACCESS):
        return f"{way.told.name}, for {first.person.name}"
    on_duty = way.place is Place.DUTY
    return f"{way.told.name}, {'on duty' if on_duty else 'standing in'}"


def _in_whose_place(way: Way) -> Says:
    holder = way.steps[0]
    if holder.why_not == ASKED_BEFORE:
        return says("You are told this because {who} {why}.", who=_name(holder), why=ASKED_BEFORE)
    if holder.why_not == NO_ACCESS:
        return says("You are told this because whoever held it cannot be asked.")
    if holder.person is None:
        return says("You are told this because nobody is named for it in the directory.")
    return says(
        "You are told this in the place of {who}, who {why}.",
        who=holder.person.name,
        why=holder.why_not,
    )


def _name(step: Step) -> str:
    return step.person.name if step.person else "whoever holds it"


def _asked(who: Recipient, disagreement: Disagreement, directory: Directory) -> str:
    way = _way(who, disagreement, directory)
    held = relating.standing(who, disagreement, directory)
    return asked_for(way) if way.person else names(held[:1])


def _way(who: Recipient, disagreement: Disagreement, directory: Directory) -> Way:
    return reaching.way(seeking.sought(who, disagreement, directory), directory)


def _stands_in(way: Way) -> bool:
    """Whether somebody is asked who does not hold it themselves."""
    return way.place not in (None, Place.HOLDER, Place.ANOTHER)


def _is_off(way: Way, directory: Directory) -> bool:
    held = way.steps[0]
    return bool(held.person and held.why_not and held.why_not == directory.off_today(held.person))

"""In whose place: what is said first to somebody who is told what another holds.

Of somebody whose access has been cut neither who they are is said, nor why they are not asked.
"""

from dataclasses import replace

from escalation.first_message import joined
from escalation.message import Message, Says, says
from escalation.reaching import ASKED_BEFORE, NO_ACCESS, Place, Step, Way


def worded(message: Message, way: Way) -> Message:
    """The same message; to whoever stands in, it says first in whose place, and why."""
    if way.place in (None, Place.HOLDER):
        return message
    found = (n for n, part in enumerate(message.parts) if n and isinstance(part, Says))
    first = next(found, len(message.parts))
    said = (part for part in message.parts[first : first + 1] if isinstance(part, Says))
    told = joined(_in_whose_place(way), *said)
    return replace(message, parts=(*message.parts[:first], told, *message.parts[first + 1 :]))


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

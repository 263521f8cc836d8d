"""In whose place: what is said first to somebody who is told what another holds."""

from dataclasses import replace

from escalation.message import Heading, Message, Says, says
from escalation.reaching import Place, Way


def worded(message: Message, way: Way) -> Message:
    """The same message; to whoever stands in, it says first in whose place, and why."""
    if way.place in (None, Place.HOLDER):
        return message
    first = next((n for n, part in enumerate(message.parts) if isinstance(part, Heading)), 0) + 1
    parts = (*message.parts[:first], _in_whose_place(way), *message.parts[first:])
    return replace(message, parts=parts)


def _in_whose_place(way: Way) -> Says:
    holder = way.steps[0]
    if holder.person is None:
        return says("You are told this because nobody is named for it in the directory.")
    return says(
        "You are told this in the place of {who}, who {why}.",
        who=holder.person.name,
        why=holder.why_not,
    )

"""How much of a page something takes, where a platform shows no more than a hundred blocks of it."""

from collections.abc import Iterable

from escalation.words.forms import Field
from escalation.words.message import Choices, Facts, Heading, Part, Quote, Says

# Of the hundred, what a page may take: the rest is for what it is sent back with.
ROOM = 92
# A longer text stands in several pieces, none but the last of which is shorter than this.
PIECE = 1450
ROW = 5


def taken(parts: Iterable[Part | Field]) -> int:
    """How many blocks these take at most."""
    return sum(map(_blocks, parts))


def _blocks(part: Part | Field) -> int:
    match part:
        case Field() | Heading():
            return 1
        case Says():
            return 1 + len(str(part)) // PIECE
        case Facts(rows):
            return 1 + sum(len(label) + len(value) + 3 for label, value in rows) // PIECE
        case Quote(_, text):
            return 1 + len(text) // PIECE
        case Choices(choices):
            return 1 + (len(choices) - 1) // ROW

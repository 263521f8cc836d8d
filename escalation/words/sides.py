"""How the other sides are spoken of: the words follow from how many agencies are involved."""

from escalation.disagreement import Disagreement

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def agencies(disagreement: Disagreement) -> str:
    """The two agencies; the three agencies."""
    return f"the {number(len(disagreement.sides))} agencies"


def another(disagreement: Disagreement) -> str:
    """Your agency and another; your agency and two others."""
    more = _more(disagreement)
    return "another" if more < 2 else f"{number(more)} others"


def another_agency(disagreement: Disagreement) -> str:
    """A difference with another agency; with two other agencies."""
    more = _more(disagreement)
    return "another agency" if more < 2 else f"{number(more)} other agencies"


def the_others(disagreement: Disagreement) -> str:
    """The other side; the other sides."""
    return "the other side" if _more(disagreement) < 2 else "the other sides"


def others_read(disagreement: Disagreement) -> str:
    """The other side reads your reason; the other sides read it."""
    return "The other side reads" if _more(disagreement) < 2 else "The other sides read"


def all_read(disagreement: Disagreement) -> str:
    """Both sides read what is said to everybody; or all sides do."""
    return "Both sides read" if _more(disagreement) < 2 else "All sides read"


def others_are_told(disagreement: Disagreement) -> str:
    """The other side is told; the other sides are."""
    return "The other side is told" if _more(disagreement) < 2 else "The other sides are told"


def have_recorded(sides: int) -> str:
    """One side has recorded something; two sides have."""
    return f"{number(sides)} {'side has' if sides == 1 else 'sides have'} recorded"


def number(count: int) -> str:
    """Two, three: a small number as a word."""
    return _NUMBERS[count] if count < len(_NUMBERS) else str(count)


def _more(disagreement: Disagreement) -> int:
    return len(disagreement.sides) - 1

"""The first message to anybody: 999, then five lines in one order, and never content.

What this is; what they are asked; by when; what they may press; whom they ring to hear more.
"""

from collections.abc import Iterable
from typing import TypeGuard

from escalation.disagreement import Disagreement, Side
from escalation.words.emergency import first_words
from escalation.words.message import (
    Across,
    Choices,
    Fragment,
    Heading,
    Message,
    Part,
    Phone,
    Says,
    says,
)
from escalation.words.sides import another_agency

HEAR_MORE = "To hear more, ring "
NO_DAY = says("No day is set for you.")
SOON = says("No day is set. Please do it as soon as you can.")


def first_message(
    disagreement: Disagreement,
    what: str,
    *,
    asked: Says,
    when: Says,
    choices: Choices,
    ring: Says,
    between: str = "",
    in_place_of: str = "",
    across: Across | None = None,
) -> Message:
    """Somebody is told for the first time; whoever is told in another's place hears in whose."""
    between = between or f"with {another_agency(disagreement)}"
    this_is = f"{what}: a {disagreement.procedure.terms.matter} {between}"
    return Message(
        summary(disagreement, what),
        (
            first_words(disagreement),
            Heading(f"{disagreement.reference} – {this_is}"),
            joined(*_in_place(in_place_of), asked),
            when,
            choices,
            ring,
        ),
        across,
    )


def summary(disagreement: Disagreement, what: str) -> str:
    """What a preview shows: the reference and what has happened, never content."""
    return f"{disagreement.reference}: {what}."


def ring(*sides: Side, first: Iterable[tuple[str, str]] = ()) -> Says:
    """Whoever is to be rung `first`, then the named professional of each of these; each with a number."""
    people = [
        (f"{each.practitioner_name} at {each.name}", each.practitioner_phone) for each in sides
    ]
    each = [part for who in (*first, *people) for part in (", or ring ", *numbered(*who))]
    return Says((HEAR_MORE, *each[1:], "."))


def hear_more(part: Part) -> TypeGuard[Says]:
    """Whether this is the line with whom to ring."""
    return isinstance(part, Says) and HEAR_MORE in part.fragments


def joined(*sentences: Says) -> Says:
    """Sentences as one line."""
    spaced = [fragment for each in sentences for fragment in (" ", *each.fragments)]
    return Says(tuple(spaced[1:]))


def _in_place(of: str) -> Iterable[Says]:
    if of:
        yield says("{who} has named you in their place.", who=of)


def numbered(who: str, phone: str) -> tuple[Fragment, ...]:
    """Somebody to ring, and their number, where the directory has one."""
    return (f"{who} on ", Phone(phone)) if phone else (f"{who} (the directory has no number)",)

"""The first message to anybody: 999, then five lines in one order, and never content.

What this is; what they are asked; by when; what they may press; whom they ring to hear more.
"""

from collections.abc import Iterable

from escalation.disagreement import Disagreement, Side
from escalation.words.emergency import first_words
from escalation.words.message import Choices, Fragment, Heading, Message, Phone, Says, says
from escalation.words.sides import another_agency

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
    )


def summary(disagreement: Disagreement, what: str) -> str:
    """What a preview shows: the reference and what has happened, never content."""
    return f"{disagreement.reference}: {what}."


def ring(*sides: Side, first: Iterable[tuple[str, str]] = ()) -> Says:
    """Whoever is to be rung `first`, then the named professional of each of these; each with a number."""
    people = [
        (f"{each.practitioner_name} at {each.name}", each.practitioner_phone) for each in sides
    ]
    each = [part for who in (*first, *people) for part in (", or ring ", *_number(*who))]
    return Says(("To hear more, ring ", *each[1:], "."))


def joined(*sentences: Says) -> Says:
    """Sentences as one line."""
    spaced = [fragment for each in sentences for fragment in (" ", *each.fragments)]
    return Says(tuple(spaced[1:]))


def _in_place(of: str) -> Iterable[Says]:
    if of:
        yield says("{who} has named you in their place.", who=of)


def _number(who: str, phone: str) -> tuple[Fragment, ...]:
    return (f"{who} on ", Phone(phone)) if phone else (f"{who} (the directory has no number)",)

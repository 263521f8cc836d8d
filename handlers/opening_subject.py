"""Who it is about: the sealed part of the opening form."""

from escalation.texts.procedure import Procedure, Terms
from escalation.words.forms import Field
from escalation.words.message import Heading, Part, Says
from handlers.opening_checks import BORN, EXPECTED

WHOM = "whom"
NAMES_BELOW = "Do not type names or dates of birth here: only in the sealed part below."


def whom(procedure: Procedure) -> tuple[Field, ...]:
    """Whether it is a child or an adult; asked only where the procedure is for both."""
    if len(procedure.subjects) < 2:
        return ()
    options = tuple((each.id, each.term[:1].upper() + each.term[1:]) for each in procedure.subjects)
    return (Field(WHOM, "Who it is about", "choice", options=options),)


def fields(terms: Terms, *, unborn: bool = False) -> tuple[Part | Field, ...]:
    """The sealed fields; none of them has to be filled in. Who is not born yet has no date of birth."""
    return (
        Heading("Who this is about (sealed)"),
        Says(
            (
                f"Encrypted. Printed only on each agency's copy for the {terms.file}; never shown in chat.",
            )
        ),
        Field("subject_name", "Name", "line", required=False, longest=200),
        _expected() if unborn else _born(terms),
        Field("subject_case", "Case number in your own system", "line", required=False, longest=60),
    )


def _born(terms: Terms) -> Field:
    hint = "As 31/03/1961." if terms.of_an_adult else "As 31/03/2016."
    return Field(BORN, "Date of birth", "line", hint=hint, required=False, longest=20)


def _expected() -> Field:
    hint = "If it is known, as 31/03/2027."
    return Field(EXPECTED, "Expected date of birth", "line", hint=hint, required=False, longest=20)

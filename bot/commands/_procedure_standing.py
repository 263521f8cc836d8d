"""Where a procedure stands in this installation: in force, where, and by whose word; or not, and why."""

import textwrap
from collections.abc import Iterator, Sequence

from bot import procedures
from bot.choices import IN_FORCE, PROCEDURE_OF, Choices
from escalation.texts.procedure import Procedure

WIDTH = 98


def line(procedure: Procedure, chosen: Choices) -> str:
    """A procedure in a list."""
    stands = [row for sentence in standing(procedure, chosen) for row in _wrapped(sentence)]
    return "\n".join([procedure.id, f"  {procedure.title} ({procedure.version})", *stands])


def is_installed(procedure: Procedure) -> bool:
    """Whether this very text is one of those that come with this installation."""
    return procedure.sha256 in {each.sha256 for each in procedures.every()}


def standing(procedure: Procedure, chosen: Choices) -> Iterator[str]:
    """Whether it is in force, and where; and of each area that another is for too, which governs."""
    if not is_installed(procedure):
        yield f"Not in force: its file is not in {procedures.FOLDER}."
        return
    governs = procedures.in_force(chosen=chosen)
    if procedures.is_left_out(procedure, chosen):
        yield f"Not in force: {IN_FORCE} leaves it out."
        return
    covering = procedures.covering(chosen=chosen)
    mine = {area: some for area, some in covering.items() if procedure.id in _ids(some)}
    where = [area for area in mine if governs[area].id == procedure.id]
    if where:
        yield f"In force in {', '.join(where)}."
    elif mine:
        yield "Not in force anywhere: another governs in each of its areas."
    else:
        yield f"Not in force: its file names no area, and {PROCEDURE_OF} gives it none."
    for area, some in mine.items():
        if len(some) > 1:
            yield _between(area, _ids(some), governs[area].id, chosen)


def _between(area: str, ids: list[str], governs: str, chosen: Choices) -> str:
    """Of several that are for one area, which governs there, and what says so."""
    said = PROCEDURE_OF if area in chosen.procedure_of else "its own file"
    before = " and ".join(each for each in ids if each != governs)
    return f"In {area} {governs} governs, before {before}, as {said} says."


def _ids(some: Sequence[Procedure]) -> list[str]:
    return [each.id for each in some]


def _wrapped(sentence: str) -> list[str]:
    return textwrap.wrap(
        sentence,
        WIDTH,
        initial_indent="  ",
        subsequent_indent="    ",
        break_on_hyphens=False,
        break_long_words=False,
    )

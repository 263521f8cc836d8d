"""What `check` looks at beyond a file itself: its name, its id, its areas, and what its windows say."""

import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from bot import procedures
from bot.choices import IN_FORCE, NUMBERS, PROCEDURE_OF, Choices
from bot.commands import _procedure_forms, _procedure_places
from bot.commands._procedure_standing import is_installed, standing
from bot.said_back import near
from escalation.directory.people import listed
from escalation.texts import procedure_text, window_words
from escalation.texts.procedure import Faults, Procedure

# One that is written otherwise has a fault of its own, and no file is named after it.
ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}")
Found = Iterable[tuple[tuple[str | int, ...], str]]


def faults(file: Path, procedure: Procedure) -> list[str]:
    """What makes no sense though the file can be read, each with its place."""
    return _of_its_text(file, procedure.text)


def all_of(file: Path, structural: list[str]) -> list[str]:
    """These faults of a file, and what else makes no sense in it as far as it can be read, in order."""
    try:
        text = procedure_text.decoded(file.read_bytes(), str(file))
    except Faults:
        return structural
    return sorted({*structural, *_of_its_text(file, text)}, key=lambda each: _place(each, file))


def notes(file: Path, procedure: Procedure, chosen: Choices) -> Iterator[str]:
    """What somebody should know before it is used: what its areas are, and who governs there."""
    others = [each for each in procedures.every() if each.id != procedure.id]
    known = {area for each in others for area in each.areas}
    used = {*known, *chosen.procedure_of, *chosen.emergency_duty_numbers}
    yield from _placed(file, procedure, _nearly(procedure, used))
    yield from _placed(
        file, procedure, _procedure_places.notes(procedure_text.tree(procedure.text, ""))
    )
    yield from _procedure_forms.notes(file, procedure)
    yield from standing(procedure, chosen)
    if is_installed(procedure):
        governs = procedures.in_force(chosen=chosen).items()
        yield from _numbers([area for area, each in governs if each.id == procedure.id], chosen)
        return
    if not procedure.areas:
        yield (
            f"It names no area, so {PROCEDURE_OF} says where it is in force, as "
            f'{{"My Town": "{procedure.id}"}}.'
        )
    if new := [area for area in procedure.areas if area not in known]:
        yield f"New areas, which no procedure here has: {', '.join(new)}."
    yield from _numbers(procedure.areas, chosen)
    yield from _beside(procedure, chosen)


def _numbers(areas: Iterable[str], chosen: Choices) -> Iterator[str]:
    """The areas whose emergency duty team has no number yet: nothing starts without."""
    if unset := [area for area in areas if area not in chosen.emergency_duty_numbers]:
        yield f"Before it is used: {NUMBERS} needs a number for {', '.join(unset)}."


def _of_its_text(file: Path, text: str) -> list[str]:
    tree = procedure_text.as_far_as_it_goes(text, str(file))
    found = [*window_words.contradictions(tree)]
    id = tree.get("id")
    if isinstance(id, str) and ID.fullmatch(id):
        found += [*_name(file, id), *_taken(file, id, text)]
    return procedure_text.placed(text, str(file), found) if found else []


def _place(fault: str, file: Path) -> tuple[int, int, str]:
    line, column, sentence = fault.removeprefix(f"{file}:").split(":", 2)
    return int(line), int(column), sentence


def _name(file: Path, id: str) -> Found:
    if file.stem != id:
        yield (
            ("id",),
            f"The file is called {file.name}, and its id is {id}: a procedure's file is "
            f"named after its id, so call it {id}{file.suffix}, or change the id.",
        )


def _taken(file: Path, id: str, text: str) -> Found:
    for path in procedures.files():
        try:
            other = procedures.read(path)
        except Faults:  # said of that file when it is checked
            continue
        is_same = path.resolve() == file.resolve() or other.text == text
        if other.id == id and not is_same:
            yield (
                ("id",),
                f"{id} is the id of another text, which is in this installation already "
                f"({other.title}, {other.version}): give this one an id of its own.",
            )


def _nearly(procedure: Procedure, used: Collection[str]) -> Found:
    for index, area in enumerate(procedure.areas):
        if area not in used and (meant := near(area, used, cutoff=0.85)):
            yield (
                ("areas", index),
                f"Look again: {area} is an area of no other procedure here.{meant} If it is another "
                "place, leave it as it is.",
            )


def _beside(procedure: Procedure, chosen: Choices) -> Iterator[str]:
    """Where a procedure in force is for an area already: which would govern there."""
    shared: dict[tuple[str, str], list[str]] = {}
    covering = procedures.covering(chosen=chosen)
    for area in procedure.areas:
        if some := covering.get(area):
            ids = listed([*(each.id for each in some), procedure.id])
            governs = procedures.governing([*some, procedure])
            governed = governs[0].id if len(governs) == 1 else ""
            shared.setdefault((ids, governed), []).append(area)
    for (ids, governed), areas in shared.items():
        both = f"Put beside what is in force, {ids} are for {listed(areas)}"
        if governed:
            yield f"{both}: {governed} governs there, as its own file says."
        else:
            yield (
                f"{both}, and no file says that it governs there: leave the others out by "
                f"{IN_FORCE}, or say which governs by {PROCEDURE_OF}, as "
                f'{{"{areas[0]}": "{procedure.id}"}}.'
            )


def _placed(file: Path, procedure: Procedure, found: Found) -> list[str]:
    return procedure_text.placed(procedure.text, str(file), found)

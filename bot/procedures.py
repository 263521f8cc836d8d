"""The procedures that come with this installation: their files, read, and which is in force where."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from bot import slips
from bot.choices import AS_SHIPPED, IN_FORCE, PROCEDURE_OF, Choices
from bot.installation import RefusedError
from escalation.texts import procedure, procedure_text
from escalation.texts.procedure import Faults, Procedure

FOLDER = Path(__file__).resolve().parent.parent / "procedures"
ENDINGS = (".yml", ".yaml")


def files(folder: Path = FOLDER) -> list[Path]:
    """The procedures' files, by name."""
    return sorted(path for path in folder.iterdir() if path.suffix in ENDINGS)


def read(path: Path, name: str = "") -> Procedure:
    """One procedure; or its faults, said of the file by this name."""
    with path.open("rb") as file:
        content = file.read(procedure_text.LARGEST + 1)
    name = name or path.name
    return procedure.read(procedure_text.decoded(content, name), name)


def every(folder: Path = FOLDER) -> list[Procedure]:
    """Every procedure that comes with this installation, or a refusal that says all its faults."""
    found: dict[str, Procedure] = {}
    for path in files(folder):
        try:
            each = read(path)
        except Faults as faults:
            raise RefusedError(str(faults)) from None
        if each.id in found:
            raise RefusedError(f"{path} has the id {each.id}, and so has another file beside it.")
        found[each.id] = each
    return list(found.values())


def areas(chosen: Choices) -> tuple[str, ...]:
    """Every area where a procedure is in force by these choices."""
    return tuple(in_force(chosen=chosen))


def in_force(folder: Path = FOLDER, chosen: Choices = AS_SHIPPED) -> Mapping[str, Procedure]:
    """For each area, the procedure in force there: the one an installation has chosen for it, or the
    one that says that it governs there beside its companion. Any other two are refused. One whose
    file names no area is in force where it is chosen; one that is left out is in force nowhere."""
    found = covering(folder, chosen)
    if wrong := list(_wrong(found, folder, chosen)):
        raise RefusedError("\n".join(wrong))
    of = chosen.procedure_of
    return {area: _governing(area, some, of.get(area, ""), folder) for area, some in found.items()}


def covering(
    folder: Path = FOLDER, chosen: Choices = AS_SHIPPED
) -> Mapping[str, Sequence[Procedure]]:
    """For each area, every procedure that is in force and is for it, whichever governs there."""
    found: dict[str, list[Procedure]] = {}
    for each in every(folder):
        if not is_left_out(each, chosen):
            for area in with_areas(each, chosen).areas:
                found.setdefault(area, []).append(with_areas(each, chosen))
    return found


def is_left_out(procedure: Procedure, chosen: Choices) -> bool:
    """Whether an installation says which are in force, and this is none of them."""
    return bool(chosen.procedures_in_force) and procedure.id not in chosen.procedures_in_force


def with_areas(procedure: Procedure, chosen: Choices) -> Procedure:
    """Where its file names no area, it is in force where the installation says; its text, and what
    pins it, stay the file's."""
    if procedure.areas:
        return procedure
    given = (area for area, id in chosen.procedure_of.items() if id == procedure.id)
    return replace(procedure, areas=tuple(given))


def _wrong(
    found: Mapping[str, Sequence[Procedure]], folder: Path, chosen: Choices
) -> Iterator[str]:
    known = {each.id: each for each in every(folder)}
    named = {area: [each.id for each in some] for area, some in found.items()}
    yield from (
        slips.not_there(id, [*known]) for id in chosen.procedures_in_force if id not in known
    )
    placeless = [id for id, each in known.items() if not each.areas]
    given = chosen.procedure_of.values()
    nowhere = (id for id in placeless if id in chosen.procedures_in_force and id not in given)
    yield from (slips.nowhere(id) for id in nowhere)
    for area, id in chosen.procedure_of.items():
        if id not in known:
            yield slips.no_procedure(area, id, [*known])
        elif is_left_out(known[id], chosen):
            yield slips.left_out(area, id)
        elif area != area.strip() or not area:
            yield slips.spaced(area, id, named)
        elif area not in named:
            yield slips.no_area(area, id, named, placeless)
        elif id not in named[area]:
            yield slips.not_its_area(area, id, named[area])


def governing(some: Sequence[Procedure]) -> list[Procedure]:
    """Whichever of those for one area governs there by its own file: one, unless the files do not say."""
    ids = {each.id for each in some}
    return [each for each in some if _governed_by(each) >= ids - {each.id}]


def _governing(area: str, some: Sequence[Procedure], chosen: str, folder: Path) -> Procedure:
    ids = [each.id for each in some]
    governs = [each for each in some if each.id == chosen] or governing(some)
    if len(governs) == 1:
        return governs[0]
    raise RefusedError(
        f"Two procedures are in force in {area}: {' and '.join(ids)}. Say by {IN_FORCE} which are in "
        f"force, or choose one for {area} by {PROCEDURE_OF}; or take the one that no longer is out of "
        f"{folder}, or let one name the other as a companion that is `governed here`."
    )


def _governed_by(each: Procedure) -> set[str]:
    return {companion.id for companion in each.source.companions if companion.governed_here}

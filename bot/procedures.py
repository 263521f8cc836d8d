"""The procedures that come with this installation: their files, read, and which is in force where."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from bot.installation import RefusedError
from escalation import procedure, procedure_text
from escalation.procedure import Faults, Procedure

FOLDER = Path(__file__).resolve().parent.parent / "procedures"
ENDINGS = (".yml", ".yaml")
NONE_CHOSEN: Mapping[str, str] = MappingProxyType({})
CHOSEN = "ESCALATE_PROCEDURE_OF"


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
    try:
        return [read(path) for path in files(folder)]
    except Faults as faults:
        raise RefusedError(str(faults)) from None


def areas(folder: Path = FOLDER) -> tuple[str, ...]:
    """Every area of every procedure, whichever is in force there."""
    return tuple(dict.fromkeys(area for each in every(folder) for area in each.areas))


def in_force(
    folder: Path = FOLDER, chosen: Mapping[str, str] = NONE_CHOSEN
) -> Mapping[str, Procedure]:
    """For each area, the procedure in force there: the one an installation has chosen for it, or the
    one that says that it governs there beside its companion. Any other two are refused. One whose
    file names no area is in force where it is chosen."""
    found: dict[str, list[Procedure]] = {}
    for each in every(folder):
        for area in with_areas(each, chosen).areas:
            found.setdefault(area, []).append(with_areas(each, chosen))
    if nowhere := sorted(chosen.keys() - found.keys()):
        raise RefusedError(
            f"{CHOSEN} names {nowhere[0]}, which is an area of no procedure here. A new area can be "
            f"given only to a procedure whose file has `areas: []`{_without_areas(folder)}."
        )
    return {
        area: _governing(area, some, chosen.get(area, ""), folder) for area, some in found.items()
    }


def with_areas(procedure: Procedure, chosen: Mapping[str, str]) -> Procedure:
    """Where its file names no area, it is in force where the installation says; its text, and what
    pins it, stay the file's."""
    if procedure.areas:
        return procedure
    return replace(
        procedure, areas=tuple(area for area, id in chosen.items() if id == procedure.id)
    )


def _without_areas(folder: Path) -> str:
    ids = [each.id for each in every(folder) if not each.areas]
    return f": {' or '.join(ids)}" if ids else ""


def _governing(area: str, some: Sequence[Procedure], chosen: str, folder: Path) -> Procedure:
    ids = [each.id for each in some]
    if chosen and chosen not in ids:
        raise RefusedError(
            f"{CHOSEN} chooses {chosen} for {area}; there is {' and '.join(ids)} there."
        )
    governs = [each for each in some if each.id == chosen] or [
        each for each in some if _governed_by(each) >= {*ids} - {each.id}
    ]
    if len(governs) == 1:
        return governs[0]
    raise RefusedError(
        f"Two procedures are in force in {area}: {' and '.join(ids)}. Take the one that no longer is "
        f"out of {folder}, or the area out of it; or let one name the other as a companion that is "
        f"`governed here`, or choose one by {CHOSEN}."
    )


def _governed_by(each: Procedure) -> set[str]:
    return {companion.id for companion in each.source.companions if companion.governed_here}

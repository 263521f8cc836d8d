"""The procedures that come with this installation: their files, read, and which is in force where."""

from collections.abc import Mapping
from pathlib import Path

from bot.installation import RefusedError
from escalation import procedure, procedure_text
from escalation.procedure import Faults, Procedure

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
    try:
        return [read(path) for path in files(folder)]
    except Faults as faults:
        raise RefusedError(str(faults)) from None


def in_force(folder: Path = FOLDER) -> Mapping[str, Procedure]:
    """For each area, the procedure in force there; two for one area are refused."""
    found: dict[str, Procedure] = {}
    for each in every(folder):
        for area in each.areas:
            if other := found.get(area):
                raise RefusedError(
                    f"Two procedures are in force in {area}: {other.id} and {each.id}. "
                    f"Take the one that no longer is out of {folder}, or the area out of it."
                )
            found[area] = each
    return found

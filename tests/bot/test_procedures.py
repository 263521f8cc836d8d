"""The procedures that come with this installation: read by one loader, and one in force in each area."""

from pathlib import Path

import pytest

from bot.installation import RefusedError
from bot.procedures import FOLDER, every, files, in_force, read

BERKSHIRE = FOLDER / "pan-berkshire-2026-03.yml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with Berkshire's procedure in it."""
    (tmp_path / BERKSHIRE.name).write_bytes(BERKSHIRE.read_bytes())
    return tmp_path


def test_every_area_of_every_procedure_has_the_one_in_force_there():
    found = dict(in_force())

    areas: dict[str, list[str]] = {}
    for area, each in found.items():
        areas.setdefault(each.id, []).append(area)
    assert len(areas["pan-berkshire-2026-03"]) == 6
    assert areas["worcestershire-wscb-undated"] == ["Worcestershire"]
    assert areas["hillingdon-undated"] == ["Hillingdon"]


def test_two_procedures_for_one_area_are_refused_and_named(folder):
    """Never the last by name, in silence."""
    text = BERKSHIRE.read_text(encoding="utf-8")
    later = text.replace("pan-berkshire-2026-03", "pan-berkshire-2027-03")
    (folder / "pan-berkshire-2027-03.yaml").write_text(later, encoding="utf-8")

    with pytest.raises(RefusedError) as refused:
        in_force(folder)

    assert refused.value.exit_code == 2
    assert refused.value.message.startswith("Two procedures are in force in ")
    assert "pan-berkshire-2026-03 and pan-berkshire-2027-03" in refused.value.message


def test_a_faulty_file_is_refused_with_its_faults(folder):
    (folder / "broken.yml").write_text("title: only this\n", encoding="utf-8")

    with pytest.raises(RefusedError, match=r"broken\.yml:1"):
        every(folder)


def test_two_files_with_one_id_are_refused_and_named(folder):
    (folder / "second.yml").write_bytes(BERKSHIRE.read_bytes())

    with pytest.raises(RefusedError, match=r"second\.yml has the id pan-berkshire-2026-03, and so"):
        every(folder)


def test_both_endings_count_and_nothing_else(folder):
    (folder / "notes.txt").write_text("no procedure", encoding="utf-8")
    (folder / "other.yaml").write_bytes(b"")

    assert [path.name for path in files(folder)] == ["other.yaml", BERKSHIRE.name]


def test_faults_are_said_of_the_file_by_the_name_it_was_given(folder):
    assert read(BERKSHIRE).id == "pan-berkshire-2026-03"

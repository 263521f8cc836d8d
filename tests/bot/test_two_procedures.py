"""Two procedures in one area: which of them governs there, and who may decide otherwise."""

import hashlib
from pathlib import Path

import pytest

from bot import config
from bot.choices import Choices
from bot.installation import RefusedError
from bot.procedures import FOLDER, areas, in_force

AREA = "Bracknell Forest"
BERKSHIRE, CHAPTER = "pan-berkshire-2026-03", "bracknell-forest-2019-04"
SCS = "specialist-childrens-services-undated"
GOVERNED = "      governed here: true\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Both, in a folder of their own."""
    for id in (BERKSHIRE, CHAPTER):
        (tmp_path / f"{id}.yml").write_bytes((FOLDER / f"{id}.yml").read_bytes())
    return tmp_path


def rewritten(folder: Path, id: str, old: str, new: str) -> None:
    path = folder / f"{id}.yml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def refusal(folder: Path, **chosen: str) -> str:
    given = {area.replace("_", " "): id for area, id in chosen.items()}
    with pytest.raises(RefusedError) as refused:
        in_force(folder, Choices(procedure_of=given))
    return refused.value.message


def test_the_one_that_says_so_governs_where_both_are_in_force():
    """C12, R-000-02: the process of 2026 governs, and the chapter supplies its categories."""
    found = in_force()

    assert found[AREA].id == BERKSHIRE
    assert {category.inherited_from for category in found[AREA].categories} == {CHAPTER}


def test_a_partnership_may_decide_that_the_other_governs(folder):
    found = in_force(folder, Choices(procedure_of={AREA: CHAPTER}))

    assert found[AREA].id == CHAPTER
    assert {each.id for area, each in found.items() if area != AREA} == {BERKSHIRE}


def test_the_other_way_round_a_file_may_say_so_itself(folder):
    rewritten(folder, BERKSHIRE, GOVERNED, "")
    title = "Safeguarding Concern (March 2026)\n"
    rewritten(folder, CHAPTER, title, title + GOVERNED)

    assert in_force(folder)[AREA].id == CHAPTER


def test_two_of_which_neither_governs_are_refused(folder):
    rewritten(folder, BERKSHIRE, GOVERNED, "")

    said = refusal(folder)
    assert said.startswith(f"Two procedures are in force in {AREA}: {CHAPTER} and {BERKSHIRE}.")
    assert "governed here" in said


def test_two_that_both_say_they_govern_are_refused(folder):
    title = "Safeguarding Concern (March 2026)\n"
    rewritten(folder, CHAPTER, title, title + GOVERNED)

    assert refusal(folder).startswith("Two procedures are in force")


def test_a_choice_settles_what_the_files_do_not(folder):
    rewritten(folder, BERKSHIRE, GOVERNED, "")

    assert in_force(folder, Choices(procedure_of={AREA: BERKSHIRE}))[AREA].id == BERKSHIRE


def test_a_choice_of_what_is_not_there_is_refused_by_name(folder):
    assert "chooses my-town-2019 for Bracknell Forest, which is no procedure here." in refusal(
        folder, Bracknell_Forest="my-town-2019"
    )
    assert f"chooses {CHAPTER} for Reading" in refusal(folder, Reading=CHAPTER)
    assert "for Atlantis, which is an area of no procedure in force" in refusal(
        folder, Atlantis=CHAPTER
    )


def test_one_whose_file_names_no_area_is_in_force_where_it_is_chosen(folder):
    (folder / f"{SCS}.yml").write_bytes((FOLDER / f"{SCS}.yml").read_bytes())
    asked = {"My Town": SCS, "Reading": SCS}

    found = in_force(folder, Choices(procedure_of=asked))

    assert {area for area, each in found.items() if each.id == SCS} == {*asked}
    assert found["My Town"].areas == ("My Town", "Reading")
    assert hashlib.sha256(found["My Town"].text.encode()).hexdigest() == found["My Town"].sha256
    assert SCS not in {each.id for each in in_force(folder).values()}


def test_a_new_area_is_given_to_no_other_procedure(folder):
    (folder / f"{SCS}.yml").write_bytes((FOLDER / f"{SCS}.yml").read_bytes())

    assert f"whose file has `areas: []`: {SCS}." in refusal(folder, My_Town=CHAPTER)
    assert "for My Town, which is no procedure here" in refusal(folder, My_Town="no-such-text")


def test_an_area_that_is_given_by_the_setting_needs_its_number_too(monkeypatch):
    monkeypatch.setenv("ESCALATE_KEY_FILE", "keys.txt")
    monkeypatch.setenv("ESCALATE_PROCEDURE_OF", f'{{"My Town": "{SCS}"}}')
    monkeypatch.setenv("ESCALATE_EMERGENCY_DUTY_NUMBERS", '{"Reading": "01344 000000"}')

    with pytest.raises(config.ConfigRefused) as refused:
        config.read(file=None, areas=areas)
    assert "has no number for Bracknell Forest, Hillingdon, My Town" in refused.value.message


def test_the_choice_is_a_setting(monkeypatch):
    monkeypatch.setenv("ESCALATE_KEY_FILE", "keys.txt")
    monkeypatch.setenv("ESCALATE_PROCEDURE_OF", f'{{"{AREA}": "{CHAPTER}"}}')

    assert config.read(file=None).procedure_of == {AREA: CHAPTER}


def test_a_choice_that_is_no_object_is_refused_without_being_shown(monkeypatch):
    monkeypatch.setenv("ESCALATE_KEY_FILE", "keys.txt")
    monkeypatch.setenv("ESCALATE_PROCEDURE_OF", "MARKER")

    with pytest.raises(config.ConfigRefused) as refused:
        config.read(file=None)
    assert refused.value.message.startswith("ESCALATE_PROCEDURE_OF cannot be used")
    assert "MARKER" not in refused.value.message

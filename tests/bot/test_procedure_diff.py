"""`escalate procedure diff` says in sentences how two procedures differ, by id or by file."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.commands.procedure import command
from bot.procedures import FOLDER

BERKSHIRE = "pan-berkshire-2026-03"


def said(*words: str) -> Result:
    return CliRunner().invoke(command, ["diff", *words])


def test_a_procedure_says_the_same_as_itself():
    result = said(BERKSHIRE, str(FOLDER / f"{BERKSHIRE}.yml"))

    assert (result.exit_code, result.output) == (0, "They say the same.\n")


def test_what_differs_stands_under_its_stage(tmp_path: Path):
    text = (FOLDER / f"{BERKSHIRE}.yml").read_text(encoding="utf-8")
    other = tmp_path / "next.yml"
    other.write_text(text.replace("working days: 2\n", "working days: 3\n", 1), encoding="utf-8")

    result = said(BERKSHIRE, str(other))

    first, *sentence = result.output.splitlines()
    assert first == "Stage 1 – Promoting discussion to find a resolution for the child"
    assert " ".join(" ".join(sentence).split()) == (
        "The limit of the line manager / team manager is longer: 3 working days from the start of the "
        "difference; was: 2 working days from the start of the difference. "
        "[R-004-08, R-004-10, R-004-11, R-004-15]"
    )
    assert all(len(line) <= 98 for line in sentence)


def test_a_file_that_cannot_be_used_says_its_faults(tmp_path: Path):
    other = tmp_path / "next.yml"
    other.write_text("id: x\n", encoding="utf-8")

    result = said(BERKSHIRE, str(other))

    assert result.exit_code == 1
    assert f"{other}:1:1: `areas` is missing here." in result.stderr


def test_a_procedure_that_is_not_known_is_a_sentence():
    result = said(BERKSHIRE, "pan-berkshire-2026-04")

    assert result.exit_code == 2
    assert f"Did you mean {BERKSHIRE}?" in result.stderr


@pytest.fixture(scope="module")
def two_texts() -> str:
    return said("bracknell-forest-2019-04", BERKSHIRE).output


def test_two_whole_texts_begin_with_what_has_changed_in_short(two_texts: str):
    short, _, full = two_texts.partition("\nPoint by point\n")
    flowing = " ".join(short.split())

    assert flowing.startswith("Berkshire Escalation Process for Professionals")
    assert "It has 4 stages and 5 tiers, as before." in flowing
    assert "Windows: 1 changed, 7 new and 2 gone." in flowing
    assert "Stage 1: The limit of the line manager / team manager: 2 working days from" in flowing
    assert "Who is told or advises, and what they are given: 9 new and 1 gone." in flowing
    assert "Stage 4: Gone – Its chair: A senior member" in flowing
    assert "New – In force in: Reading; Royal Borough of Windsor and Maidenhead; Slough;" in flowing
    assert "As before: what it is for, and not for." in flowing
    assert len(short.splitlines()) < 70 < len(full.splitlines())


def test_every_point_is_counted_in_short_and_told_in_full(two_texts: str):
    short, _, full = two_texts.partition("\nPoint by point\n")
    points = [line for line in full.splitlines() if line.startswith("  ") and line[2] != " "]

    assert f"{len(points)} points are said otherwise" in short
    counted = [line for line in short.splitlines() if line.startswith("  ") and line[2] != " "]
    matters = " ".join(line.partition(": ")[2] for line in counted[2:])
    assert sum(map(int, re.findall(r"(\d+) (?:changed|new|gone)", matters))) == len(points)


def test_both_ways_round_what_is_new_is_gone(two_texts: str):
    back = said(BERKSHIRE, "bracknell-forest-2019-04").output

    assert "Windows: 1 changed, 2 new and 7 gone." in back


def test_every_line_of_it_fits_a_terminal(two_texts: str):
    assert [line for line in two_texts.splitlines() if len(line) > 98] == []


def another(folder: Path, name: str, *changes: tuple[str, str]) -> str:
    """A copy of the Berkshire text in which much differs, and these."""
    text = (FOLDER / f"{BERKSHIRE}.yml").read_text(encoding="utf-8")
    text = text.replace("force: should", "force: must").replace("aim: 24 hours\n", "aim: a day\n")
    for old, new in changes:
        text = text.replace(old, new, 1)
    (folder / name).write_text(text, encoding="utf-8")
    return str(folder / name)


def heads(result: Result) -> list[str]:
    return result.output.splitlines()[:2]


def test_two_of_one_title_are_told_apart_by_their_ids_and_versions(tmp_path: Path):
    draft = another(tmp_path, "draft.yml", (f"id: {BERKSHIRE}", "id: draft"))

    now, before = heads(said(BERKSHIRE, draft))

    assert now.endswith(", March 2026 (draft)")
    assert before.startswith("beside ")
    assert before.endswith(f", March 2026 ({BERKSHIRE})")


def test_two_of_one_id_are_told_apart_by_their_files(tmp_path: Path):
    draft = another(tmp_path, "draft.yml")

    now, before = heads(said(BERKSHIRE, draft))

    assert now.endswith(f", March 2026 ({draft})")
    assert before.endswith(f"{BERKSHIRE}.yml)")

"""`escalate procedure diff` says in sentences how two procedures differ, by id or by file."""

from pathlib import Path

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

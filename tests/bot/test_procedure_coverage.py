"""`escalate procedure coverage` sets a text's requirements beside what carries them, and says each hole."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot import procedures, tracing
from bot.commands.procedure import command
from bot.procedures import FOLDER
from escalation.texts import procedure
from tests.escalation.small_procedure import SMALL

BERKSHIRE = FOLDER / "pan-berkshire-2026-03.yml"
SCRIPT = """\
start: 2026-09-14T10:00
steps:
  - does: raise
  - {does: harm, who: practitioner@A}
  - {does: move_up, who: practitioner@A}
  - {does: move_up, who: practitioner@A}
  - {does: wait, after: 10 working days}
"""


def said(*words: str) -> Result:
    return CliRunner().invoke(command, ["coverage", *words])


@pytest.fixture
def script(tmp_path: Path) -> str:
    (tmp_path / "script.yml").write_text(SCRIPT, encoding="utf-8")
    return str(tmp_path / "script.yml")


def written(folder: Path, text: str, name: str = "small-town.yml") -> str:
    (folder / name).write_text(text, encoding="utf-8")
    return str(folder / name)


def numbered(text: str) -> str:
    """A stranger's procedure that names the numbered requirements of the Berkshire text."""
    places = {"section 4": "R-004-07", "section 5": "R-004-08", "section 8": "R-004-26"}
    for was, now in places.items():
        text = text.replace(was, now)
    return text


def test_a_requirement_has_its_force_its_meaning_its_place_and_what_was_played(tmp_path, script):
    shown = said(written(tmp_path, numbered(SMALL)), "--script", script).output

    assert (
        "R-004-08  must    If not: practitioner(s) must report to line / team manager\n"
        "    stages.s1.tiers.s1-managers\n"
        "    played without it, in 1 script: somebody meets something else.\n"
    ) in shown


def test_no_test_is_named_of_a_file_that_has_none(tmp_path, script):
    shown = said(written(tmp_path, numbered(SMALL)), "--script", script).output

    assert "tests/" not in shown


def test_only_what_ships_is_tested_word_for_word():
    text = BERKSHIRE.read_text(encoding="utf-8")
    changed = procedure.read(text.replace("working days: 2\n", "working days: 3\n", 1), "own.yml")

    assert [tracing.traced(each).is_tested for each in procedures.every()] == [True] * len(
        procedures.every()
    )
    assert not tracing.traced(changed).is_tested


def test_without_a_script_of_a_listed_text_every_requirement_counts_as_a_hole(tmp_path):
    result = said(written(tmp_path, numbered(SMALL)))

    assert result.exit_code == 1
    flowing = " ".join(result.output.split())
    assert (
        "each of the 46 requirements of R-004 that oblige, ask or allow counts as a hole" in flowing
    )
    assert "No numbered list" not in flowing


def test_a_requirement_that_nothing_carries_is_a_hole(tmp_path, script):
    result = said(written(tmp_path, numbered(SMALL)), "--script", script)

    assert result.exit_code == 1
    meeting = result.output.partition("R-004-37  must")[2].partition("R-004-38")[0]
    assert "HOLE: no place in the file carries it." in meeting
    counted = "2 of 46 requirements of R-004 that oblige, ask or allow are carried by a place"
    assert counted in result.output


def test_a_place_that_changes_nothing_for_anybody_is_a_hole(tmp_path, script):
    idle = "    feedback: [{to: [practitioner], what: Say so., force: may, req: [R-004-09]}]\n"
    text = numbered(SMALL).replace("    copies:\n", f"{idle}    copies:\n", 1)

    shown = said(written(tmp_path, text), "--script", script).output

    said_ = shown.partition("R-004-09  may")[2].partition("R-004-10")[0]
    assert "stages.s1.feedback[1]\n" in said_
    assert "HOLE: nobody would meet anything else without this place." in said_


def test_words_that_nobody_reads_are_told_and_are_no_hole(tmp_path, script):
    """That a meeting must be called has a button; what it is for, only whoever calls it reads."""
    meeting = (
        "    meeting: {called by: practitioner, members: [practitioner], purpose: To meet., "
        "force: must, req: [section 9]}\n"
    )
    text = SMALL.replace("    copies:\n", f"{meeting}    copies:\n", 1)

    shown = said(written(tmp_path, text), "--script", script).output

    assert "stages.s1.meeting  [section 9]" not in shown
    unread = shown.partition("Words that could be any others")[2].partition("Other places")[0]
    assert "  stages.s1.meeting: purpose\n" in unread
    assert "harm" not in unread
    assert "tiers" not in unread


def test_a_strangers_procedure_says_which_places_of_its_text_it_names(tmp_path, script):
    shown = said(written(tmp_path, SMALL), "--script", script).output

    assert "No numbered list comes with its text." in shown
    assert "  section 4: stages.s1, stages.s1.tiers.s1-professionals\n" in shown
    assert "stages.s1.record  [section 7]\n    HOLE:" in shown


def test_without_a_script_it_is_not_known_what_a_place_changes(tmp_path):
    result = said(written(tmp_path, SMALL))

    assert result.exit_code == 1
    assert "No script plays it" in result.output
    assert "  section 5: stages.s1.tiers.s1-managers\n" in result.output


def test_a_script_is_of_one_procedure(tmp_path, script):
    result = said("--script", script)

    assert (result.exit_code, "name which" in result.stderr) == (2, True)


def test_the_faults_of_a_script_are_told(tmp_path):
    bad = written(tmp_path, "steps: []\n", "script.yml")

    result = said(str(BERKSHIRE), "--script", bad)

    assert (result.exit_code, f"{bad}:1:1: " in result.stderr) == (1, True)


def test_what_nothing_asks_for_in_a_script_of_ones_own_is_a_fault(tmp_path, script):
    slip = SCRIPT.replace("does: raise\n", "does: raise\n    with: {catgory: other}\n")
    bad = written(tmp_path, slip, "slip.yml")

    result = said(written(tmp_path, SMALL), "--script", bad)

    assert (result.exit_code, f"{bad}:4:12: `catgory` is not" in result.stderr) == (1, True)


def test_a_script_that_is_not_there_is_a_sentence(tmp_path):
    result = said(str(BERKSHIRE), "--script", str(tmp_path / "none.yml"))

    assert (result.exit_code, "cannot be read: No such file" in result.stderr) == (2, True)


def test_a_script_that_does_not_say_when_it_begins_is_refused_with_its_name(tmp_path):
    never = written(tmp_path, "steps: [{does: raise}]\n", "never.yml")

    result = said(str(BERKSHIRE), "--script", never)

    assert (result.exit_code, "`start` is missing here" in result.stderr) == (1, True)


@pytest.mark.parametrize("ships", procedures.every(), ids=lambda each: each.id)
def test_every_procedure_that_ships_comes_with_its_list_and_scripts(ships):
    assert tracing.asked(ships)
    assert tracing.traced(ships).scripts


def test_every_list_can_be_read():
    lists = sorted(tracing.LISTS.glob("*.psv"))

    assert [file.stem for file in lists] == ["R-000", "R-001", "R-002", "R-003", "R-004"]
    for file in lists:
        assert all(each.id.startswith(file.stem) for each in tracing.listed(file))


def test_what_is_played_is_said_meanwhile_to_whoever_waits_and_not_among_what_is_found(
    tmp_path, script
):
    first, second = (
        written(tmp_path, SMALL.replace("id: small-town", f"id: {id}"), f"{id}.yml")
        for id in ("first", "second")
    )
    for which in (first, second):
        result = said(which, "--script", script)
        (line,) = result.stderr.splitlines()
        assert line.startswith(
            f"{Path(which).stem}: 1 script played with it and without each of its"
        )
        assert line not in result.stdout


def test_what_no_script_plays_has_no_verdict_and_does_not_pass(tmp_path):
    result = said(written(tmp_path, SMALL))

    assert result.exit_code == 1
    flowing = " ".join(result.output.split())
    assert "Nothing was played, so this is no verdict on any of its" in flowing
    assert "write a script for each way in which it can go" in flowing
    assert "No holes." not in flowing

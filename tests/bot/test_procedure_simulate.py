"""`escalate procedure simulate` reads on a terminal, and its faults say where they are."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.commands.procedure import command
from bot.procedures import FOLDER

BERKSHIRE = "pan-berkshire-2026-03"
SCRIPTS = FOLDER / "scripts" / BERKSHIRE


def said(*words: str) -> Result:
    return CliRunner().invoke(command, ["simulate", *words])


@pytest.fixture(scope="module")
def silence() -> str:
    return said(BERKSHIRE, "--start", "2026-09-14T10:00").output


def test_unless_a_script_says_otherwise_nobody_answers(silence: str):
    named = said(BERKSHIRE, "--start", "2026-09-14T10:00", "--nobody-answers").output

    assert named == silence
    assert (
        "Whose turn it is: Departmental head with lead responsibility for safeguarding" in silence
    )


def test_every_line_fits_a_terminal(silence: str):
    assert [line for line in silence.splitlines() if len(line) > 98] == []


def test_it_goes_on_for_forty_working_days_and_no_further(silence: str):
    lines = silence.partition("nothing is kept.")[2].splitlines()
    days = [line for line in lines if line.endswith(" 2026") and line[0] != " "]

    assert days[0] == "Monday 14 September 2026"
    assert days[-1] == "Monday 9 November 2026"


def test_what_is_said_again_word_for_word_is_not_printed_again(silence: str):
    assert "(the same words as on Tuesday 22 September 2026, 17:00)" in silence


def test_of_a_limit_it_says_what_it_is_and_not_how_it_was_counted(silence: str):
    assert "The deadline is" not in silence
    assert "Professional: within one working day; that is by the end of Tuesday 15" in silence


def test_many_times_are_told_by_the_first_and_the_last(silence: str):
    summary = " ".join(silence.partition("Who was told, and when")[2].split())

    assert "Professional of Agency A: Mon 14 Sep 10:00, Tue 15 Sep 09:00 Prof" in summary
    assert "and 9 more, last Mon 9 Nov 09:00" in summary


def test_a_script_is_lived_from_its_own_start():
    shown = said(BERKSHIRE, "--script", str(SCRIPTS / "settled-at-stage-2.yml")).output

    assert "Monday 14 September 2026" in shown
    assert "Stage 2 – Management finding solutions (settled at Stage 2)." in shown
    assert (
        "Left to do, Agency A: Tell the professional what was agreed. The procedure says:" in shown
    )


def test_or_from_another():
    script = str(SCRIPTS / "settled-at-stage-4.yml")

    assert (
        "Monday 7 December 2026"
        in said(BERKSHIRE, "--script", script, "--start", "2026-12-07T10:00").output
    )


def test_but_not_from_after_its_first_step():
    script = str(SCRIPTS / "settled-at-stage-2.yml")

    result = said(BERKSHIRE, "--script", script, "--start", "2026-12-07T10:00")

    assert (result.exit_code, "comes before --start" in result.stderr) == (2, True)


@pytest.mark.parametrize(
    ("meant", "sentence"),
    [
        ("", "Refused: 1 step; the script says so of none."),
        (", refused: true", "Refused: 1 step; the script says so of 1."),
    ],
)
def test_at_its_end_it_says_how_many_steps_were_refused(tmp_path: Path, meant: str, sentence: str):
    script = tmp_path / "ours.yml"
    step = f"  - {{does: withdraw, who: line_manager@C{meant}}}\n"
    script.write_text(f"start: 2026-09-14T10:00\nsteps:\n  - does: raise\n{step}", "utf-8")

    assert sentence in said(BERKSHIRE, "--script", str(script)).output


def test_a_program_gets_every_line_whole():
    script = str(SCRIPTS / "settled-at-stage-1.yml")

    played = json.loads(said(BERKSHIRE, "--script", script, "--json").stdout)

    assert set(played) == {"procedure", "lines", "told", "turn", "left"}
    assert set(played["lines"][0]) == {"at", "kind", "who", "text"}
    assert {line["kind"] for line in played["lines"]} == {
        *("happened", "limit", "told", "posted", "card", "form"),
    }


def test_the_faults_of_a_script_are_told_with_their_places_and_it_leaves_with_1(tmp_path: Path):
    script = tmp_path / "ours.yml"
    script.write_text("steps:\n  - does: raise\n  - does: tke\n    who: nobody@A\n", "utf-8")

    result = said(BERKSHIRE, "--script", str(script), "--start", "2026-09-14T10:00")

    assert result.exit_code == 1
    assert [line.partition(": ")[0] for line in result.stderr.splitlines()] == [
        f"{script}:3:5",
        f"{script}:4:5",
    ]


SLIPS = """\
start: 2026-09-14T10:00
steps:
  - does: raise
    with: {category: threshold, catgory: other}
  - who: line_manager@A
    does: take
    with:
      note: Mine
  - who: line_manager@A
    does: propose
    with:
      what_11: A visit
  - does: wait
    after: 1 day
    with: {it: what}
"""


def test_what_nothing_asks_for_is_a_fault_with_its_line_and_what_is_asked_there(tmp_path: Path):
    script = tmp_path / "ours.yml"
    script.write_text(SLIPS, "utf-8")

    result = said(BERKSHIRE, "--script", str(script))

    assert (result.exit_code, result.stdout) == (1, "")
    raised, taken, proposed, waited = result.stderr.splitlines()
    assert raised.startswith(f"{script}:4:33: `catgory` is not something `raise` asks here. Did")
    assert "Did you mean `category`? Known: area, category, other," in raised
    assert "began_on, began_at" in raised
    assert taken == (
        f"{script}:8:7: `take` asks nothing here, so `with` has nothing to fill in: leave it out."
    )
    assert proposed.startswith(f"{script}:12:7: `what_11` is not something `propose` asks here.")
    assert "Known: what_1, owner_1, due_1, what_2" in proposed
    assert waited.startswith(f"{script}:15:12: `wait` asks nothing here")


@pytest.mark.parametrize(
    ("step", "sentence"),
    [
        (
            "raise, with: {spoken: maybe}",
            "`maybe` is not something `spoken` offers. Known: yes, tr",
        ),
        ("raise, with: {category: thresold}", "Did you mean `threshold`? Known: threshold, "),
        ("move_up, who: practitioner@A, with: {tier: Stage 9}", "Known: "),
    ],
)
def test_what_a_choice_does_not_offer_is_a_fault_with_what_it_does(
    tmp_path: Path, step: str, sentence: str
):
    script = tmp_path / "ours.yml"
    raised = "" if step.startswith("raise") else "  - does: raise\n"
    script.write_text(f"start: 2026-09-14T10:00\nsteps:\n{raised}  - {{does: {step}}}\n", "utf-8")

    result = said(BERKSHIRE, "--script", str(script))

    assert result.exit_code == 1
    assert sentence in result.stderr


def test_a_choice_is_known_by_its_label_too(tmp_path: Path):
    script = tmp_path / "ours.yml"
    raised = "  - {does: raise, with: {spoken: Not yet}}\n"
    script.write_text(f"start: 2026-09-14T10:00\nsteps:\n{raised}", "utf-8")

    assert said(BERKSHIRE, "--script", str(script)).exit_code == 0


@pytest.mark.parametrize(
    ("slip", "sentence"),
    [
        (
            "begin: 2026-09-14T10:00\nsteps:\n  - does: raise\n",
            "Known: steps, title, start, agencies.",
        ),
        ("steps:\n  - does: raise\n    wit: {}\n", "Did you mean `with`? Known: does, who, at,"),
    ],
)
def test_a_heading_that_a_script_does_not_have_is_a_fault(tmp_path: Path, slip: str, sentence: str):
    script = tmp_path / "ours.yml"
    script.write_text(slip, "utf-8")

    result = said(BERKSHIRE, "--script", str(script), "--start", "2026-09-14T10:00")

    assert (result.exit_code, sentence in result.stderr) == (1, True)


def test_words_in_the_thread_are_filled_in_too(tmp_path: Path):
    script = tmp_path / "ours.yml"
    says = "  - {does: say, who: practitioner@A, with: {text: We have rung.}}\n"
    script.write_text(f"start: 2026-09-14T10:00\nsteps:\n  - does: raise\n{says}", "utf-8")

    result = said(BERKSHIRE, "--script", str(script))

    assert (result.exit_code, "We have rung." in result.stdout) == (0, True)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ((), "Say when the difference began"),
        (("--start", "soon"), "--start is not a time"),
        (("--nobody-answers", "--script", "x.yml"), "give one of the two"),
        (("--script", "nowhere.yml"), "nowhere.yml cannot be read: No such file"),
    ],
)
def test_what_cannot_be_done_is_a_sentence(words: tuple[str, ...], sentence: str):
    result = said(BERKSHIRE, *words)

    assert result.exit_code == 2
    assert sentence in result.stderr

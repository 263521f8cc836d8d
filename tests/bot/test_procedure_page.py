"""What the page about procedures shows is what is printed: its commands, its script and its answers."""

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.commands.procedure import command
from bot.procedures import FOLDER

PAGE = (Path(__file__).parents[2] / "docs" / "procedures.md").read_text(encoding="utf-8")
BEGINS = "$ python3 run.py procedure "
SHOWN = [
    block.split("\n", 1) for block in re.findall(r"^```console\n(.*?)^```$", PAGE, re.S | re.M)
]
(SCRIPT,) = re.findall(r"^```yaml\n(title: Settled.*?)^```$", PAGE, re.S | re.M)
# What is said otherwise next year.
CHANGES = (
    ("working days: 2\n", "working days: 3\n"),
    ("counted from: start", "counted from: told"),
    ("content: details", "content: issues"),
    ("      chair reports to: [scr_subgroup]\n", ""),
)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with the script of the page, and with next year's procedure."""
    monkeypatch.chdir(tmp_path)
    text = (FOLDER / "pan-berkshire-2026-03.yml").read_text(encoding="utf-8")
    for was, now in CHANGES:
        text = text.replace(was, now, 1)
    Path("next-year.yml").write_text(text, encoding="utf-8")
    Path("settled.yml").write_text(SCRIPT, encoding="utf-8")


@pytest.mark.parametrize(("line", "shown"), SHOWN, ids=lambda text: text.split("\n")[0][:40])
def test_what_is_shown_is_what_is_answered(line: str, shown: str, here: None):
    assert line.startswith(BEGINS)

    answer = CliRunner().invoke(command, shlex.split(line.removeprefix(BEGINS))).output

    wanted = re.escape(shown).replace(re.escape("...\n"), r"(?:.*\n)*?")
    assert re.fullmatch(wanted, answer), answer


def test_the_page_has_an_answer_of_each_new_word():
    assert [line.removeprefix(BEGINS).split()[0] for line, _ in SHOWN] == [
        "simulate",
        "coverage",
        "coverage",
        "diff",
        "diff",
    ]

"""The command line: each word is a file, and nothing heavy comes before its word is said."""

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot import VERSION
from bot.commands import FOLDER, words

PROJECT = Path(__file__).parents[2]
WORDS = sorted(file.stem for file in FOLDER.glob("[!_]*.py"))
HEAVY = {
    "aiohttp",
    "httpx",
    "msal",
    "pydantic",
    "slack_bolt",
    "slack_sdk",
    "sqlalchemy",
    "structlog",
}


def test_help_lists_every_word_with_its_files_first_line():
    told = " ".join(CliRunner().invoke(words, ["--help"]).output.split())

    for word in WORDS:
        first_line = (FOLDER / f"{word}.py").read_text(encoding="utf-8").split('"""')[1]
        assert f"{word.replace('_', '-')} {' '.join(first_line.split())}" in told


def test_help_imports_nothing_heavy():
    asked = "import sys, bot.__main__ as main; sys.argv[1:] = ['--help']\n"
    asked += "try: main.main()\nexcept SystemExit: print(*sys.modules, file=sys.stderr)"

    done = subprocess.run(
        [sys.executable, "-c", asked], cwd=PROJECT, capture_output=True, text=True, check=True
    )

    assert done.stdout.startswith("Usage: escalate")
    assert not HEAVY & {module.split(".")[0] for module in done.stderr.split()}


def test_a_process_that_starts_imports_nothing_that_only_a_record_or_a_door_needs():
    asked = "import sys, bot.app, bot.commands.worker; print(*sys.modules)"

    done = subprocess.run(
        [sys.executable, "-c", asked], cwd=PROJECT, capture_output=True, text=True, check=True
    )

    later = {"export.record", "export.pdf", "typst", "slack_bolt", "alembic", "msal"}
    assert not later & set(done.stdout.split())


@pytest.mark.parametrize("word", WORDS)
def test_every_word_has_its_own_help(word):
    done = CliRunner().invoke(words, [word.replace("_", "-"), "--help"])

    assert (done.exit_code, done.output.split()[0]) == (0, "Usage:")


def test_a_word_that_does_not_exist_is_refused():
    done = CliRunner().invoke(words, ["sing"])

    assert done.exit_code == 2
    assert "No such command 'sing'" in done.output


def test_the_version_is_said():
    assert CliRunner().invoke(words, ["--version"]).output == f"{VERSION}\n"


def test_it_runs_as_a_module():
    done = subprocess.run(
        [sys.executable, "-m", "bot", "--version"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout == f"{VERSION}\n"

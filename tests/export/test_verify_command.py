"""`escalate record verify`: offline, in words, with exit codes that a script can use."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.commands.record import command

PROJECT = Path(__file__).parents[2]


@pytest.fixture
def verified(tmp_path):
    def run(content, *options, name="record.json"):
        file = tmp_path / name
        file.write_bytes(content)
        return CliRunner().invoke(command, ["verify", str(file), *options])

    return run


def test_a_good_record_says_what_it_shows_and_what_not(verified, pages, key):
    done = verified(pages, "--key", key.fingerprint, name="record.pdf")

    assert done.exit_code == 0
    assert done.output.startswith("Record ESC-7KQ2MXPD, copy for Thames Valley")
    assert "Set again from the attached record, the pages are the same." in done.output
    assert "What this shows." in done.output
    assert "Not that what people wrote is true" in done.output


def test_a_changed_record_exits_with_1_and_says_which_entry(verified, file):
    done = verified(file.replace(b"warm home", b"cold home"))

    assert done.exit_code == 1
    assert "WRONG" in done.output
    assert "its content is not what was sealed" in done.output
    assert "do not rely on this copy" in done.output


def test_another_key_exits_with_1(verified, file):
    done = verified(file, "--key", "ab" * 16)

    assert done.exit_code == 1
    assert "another key than the one given" in done.output


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 nothing", b"{}", b"\xff"])
def test_what_is_no_record_exits_with_2_and_one_sentence(verified, content):
    done = verified(content)

    assert done.exit_code == 2
    assert done.stderr.startswith("record.json: This ")


def test_a_fingerprint_that_is_none_exits_with_2(verified, file):
    done = verified(file, "--key", "abc")

    assert done.exit_code == 2
    assert "eight groups" in done.stderr


def test_a_file_that_is_not_there_exits_with_2():
    assert CliRunner().invoke(command, ["verify", "nowhere.pdf"]).exit_code == 2


def test_it_needs_no_settings_no_database_and_no_home(tmp_path, file):
    (tmp_path / "record.json").write_bytes(file)

    done = subprocess.run(
        [sys.executable, "-m", "bot", "record", "verify", tmp_path / "record.json"],
        cwd=PROJECT,
        env={"PATH": os.environ["PATH"], "ESCALATE_DATABASE_URL": "no database at all"},
        capture_output=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, b"")

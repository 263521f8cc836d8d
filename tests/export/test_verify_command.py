"""`record verify` and `record json`: offline, in words, with exit codes that a script can use."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.commands.record import command
from export import signing

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


def test_a_picture_is_neither_and_a_torn_pdf_is_damaged_with_nothing_beside_it(tmp_path, pages):
    """In a program of its own: what a library logs would show."""
    for content, said in (
        (b"\x89PNG\r\n\x1a\n", "This is neither a record's PDF nor its JSON."),
        (pages[: len(pages) // 2], "This PDF is damaged, or is not a PDF."),
    ):
        (tmp_path / "file").write_bytes(content)
        line = [sys.executable, "-m", "bot", "record", "verify", str(tmp_path / "file")]
        done = subprocess.run(line, cwd=PROJECT, capture_output=True, text=True)
        assert (done.returncode, done.stderr) == (2, f"file: {said}\n")


def test_an_altered_pdf_is_never_said_to_be_relied_on(verified, pages):
    done = verified(pages + b"\n% one more line\n", name="record.pdf")

    assert done.exit_code == 1
    assert "do not rely on this copy" in done.output
    assert "Rely on" not in done.output


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


@pytest.fixture
def pdf_file(tmp_path, pages):
    (tmp_path / "record.pdf").write_bytes(pages)
    return tmp_path / "record.pdf"


def run(*words):
    return CliRunner().invoke(command, [str(word) for word in words])


def test_the_signed_record_is_taken_out_of_the_pages_byte_for_byte(pdf_file, file, tmp_path, key):
    out = tmp_path / "record.json"

    done = run("json", pdf_file, "--out", out)

    assert (done.exit_code, done.output) == (0, "")
    assert out.read_bytes() == file
    assert run("verify", out, "--key", key.fingerprint).exit_code == 0


def test_without_a_file_to_write_to_nothing_of_it_is_printed(pdf_file, file):
    done = run("json", pdf_file)

    assert (done.exit_code, done.stdout_bytes) == (2, b"")
    assert "--out FILE" in done.stderr
    assert file.decode() not in done.output


def test_what_is_taken_out_is_for_one_account_alone(pdf_file, tmp_path):
    run("json", pdf_file, "--out", tmp_path / "record.json")

    assert (tmp_path / "record.json").stat().st_mode & 0o777 == 0o600


def test_what_is_there_already_is_not_written_over(pdf_file, tmp_path):
    (tmp_path / "mine.json").write_text("mine")

    done = run("json", pdf_file, "--out", tmp_path / "mine.json")

    assert done.exit_code == 2
    assert done.stderr == "mine.json cannot be written: File exists.\n"
    assert (tmp_path / "mine.json").read_text() == "mine"


def test_out_of_what_is_no_record_nothing_is_taken(tmp_path):
    (tmp_path / "other.pdf").write_bytes(b"%PDF-1.7 nothing")

    done = run("json", tmp_path / "other.pdf", "--out", tmp_path / "out.json")

    assert done.exit_code == 2
    assert done.stderr.startswith("other.pdf: This PDF ")
    assert not (tmp_path / "out.json").exists()


def test_its_help_says_that_what_is_taken_out_names_the_child():
    assert "names the child" in run("json", "--help").output


def test_the_fingerprint_of_this_installation_is_said_for_publishing(tmp_path, monkeypatch):
    for name in list(os.environ):
        if name.startswith(("ESCALATE_", "SLACK_")):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ESCALATE_KEY_FILE", "keys")
    monkeypatch.setenv("ESCALATE_DATA", str(tmp_path))
    before = CliRunner().invoke(command, ["fingerprint"])
    made = signing.signing_key(tmp_path / signing.FILE_NAME)

    after = CliRunner().invoke(command, ["fingerprint"])

    assert before.exit_code == 2
    assert "the first `python3 run.py serve` makes it" in before.output
    assert (after.exit_code, after.output) == (0, f"{made.fingerprint}\n")

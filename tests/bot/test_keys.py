"""`escalate keys`: a new file, and a change of key that loses nothing."""

import os
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from cryptography.fernet import Fernet, InvalidToken
from sqlalchemy import LargeBinary, select, type_coerce

from bot.clock import SystemClock
from bot.commands import words
from storage.audit import Audit
from storage.crypto import Keys
from storage.database import connect, reading
from storage.migrations import migrate
from storage.tables import audit


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The key file of an installation whose environment is set, and which has not begun."""
    for name in list(os.environ):
        if name.startswith(("ESCALATE_", "SLACK_")):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ESCALATE_KEY_FILE", str(tmp_path / "keys"))
    monkeypatch.setenv("ESCALATE_DATA", str(tmp_path / "data"))
    return tmp_path / "keys"


def run(*line: str) -> Result:
    return CliRunner().invoke(words, ["keys", *line])


def test_a_new_key_file_is_for_its_owner_alone_and_is_not_shown(file):
    done = run("new", str(file))

    assert done.exit_code == 0
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert f"ESCALATE_KEY_FILE={file}" in done.output
    assert file.read_text().strip() not in done.output


def test_a_key_file_that_is_there_is_left_alone(file):
    run("new", str(file))
    before = file.read_bytes()

    done = run("new", str(file))

    assert done.exit_code == 2
    assert "exists already" in done.output
    assert file.read_bytes() == before


def test_without_its_key_file_nothing_begins_and_the_sentence_says_what_to_do(file):
    done = run("rotate")

    assert done.exit_code == 2
    assert f"Make one with: python3 run.py keys new {file}" in done.output
    assert not (file.parent / "data").exists()


def test_after_a_rotation_what_was_written_is_read_with_the_new_key_alone(file):
    run("new", str(file))
    (file.parent / "data").mkdir()
    running = connect(f"sqlite:///{file.parent / 'data' / 'escalate.db'}", Keys(file))
    migrate(running)
    Audit(running).note("sam", "read", SystemClock().now(), "ESC-AAAA-AAAA", "a detail")

    done = run("rotate")

    newest, oldest = map(Fernet, file.read_bytes().split())
    with reading(running) as connection:
        token = connection.scalars(select(type_coerce(audit.c.detail, LargeBinary))).one()
    assert done.exit_code == 0
    assert "audit: 1" in done.output
    assert newest.decrypt(token) == b"a detail"
    with pytest.raises(InvalidToken):
        oldest.decrypt(token)
    assert Audit(running).of("ESC-AAAA-AAAA")[0].detail == "a detail"
    running.dispose()


def test_what_is_kept_lies_in_a_folder_for_this_account_alone(file):
    run("new", str(file))

    assert run("rotate").exit_code == 0
    assert stat.S_IMODE((file.parent / "data").stat().st_mode) == 0o700

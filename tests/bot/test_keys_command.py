"""`escalate keys`: a key file is made once, and a newer key takes over without loss."""

import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Engine

from bot.commands import words
from storage.crypto import Keys, new_key_file
from storage.database import connect
from storage.drafts import Drafts
from storage.migrations import migrate

NOON = datetime(2026, 4, 2, 12, 0, tzinfo=UTC)


def said(*typed: str) -> Result:
    return CliRunner().invoke(words, ["keys", *typed])


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation's folder, with its key file, and an environment that names both."""
    new_key_file(tmp_path / "keys")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ESCALATE_KEY_FILE", str(tmp_path / "keys"))
    monkeypatch.setenv("ESCALATE_DATABASE_URL", f"sqlite:///{tmp_path / 'escalate.db'}")
    return tmp_path


def database(folder: Path) -> Engine:
    return connect(f"sqlite:///{folder / 'escalate.db'}", Keys(folder / "keys"))


def test_a_new_key_file_is_for_its_owners_eyes_only(tmp_path):
    done = said("new", str(tmp_path / "keys"))

    assert (done.exit_code, stat.S_IMODE((tmp_path / "keys").stat().st_mode)) == (0, 0o600)
    assert f"ESCALATE_KEY_FILE={tmp_path / 'keys'}" in done.output
    assert (tmp_path / "keys").read_text(encoding="ascii").strip() not in done.output


def test_a_key_file_that_exists_is_left_as_it_is(installed):
    before = (installed / "keys").read_bytes()

    done = said("new", str(installed / "keys"))

    assert (done.exit_code, (installed / "keys").read_bytes()) == (1, before)
    assert "exists already" in done.output


def test_after_a_rotation_the_newest_key_alone_opens_what_was_kept(installed):
    engine = database(installed)
    migrate(engine)
    Drafts(engine).keep("sam", "raise", {"why": "because"}, NOON)
    engine.dispose()

    done = said("rotate")
    newest = (installed / "keys").read_bytes().splitlines()[0]
    (installed / "keys").write_bytes(newest)
    engine = database(installed)
    kept = Drafts(engine).of("sam", "raise", NOON)
    engine.dispose()

    assert (done.exit_code, kept) == (0, {"why": "because"})
    assert "drafts: 1" in done.output


def test_a_database_that_is_not_ours_yet_keeps_its_keys(installed):
    before = (installed / "keys").read_bytes()

    done = said("rotate")

    assert (done.exit_code, (installed / "keys").read_bytes()) == (1, before)
    assert "nothing was changed" in done.output


def test_a_rotation_without_its_settings_names_the_variable(installed, monkeypatch):
    monkeypatch.delenv("ESCALATE_KEY_FILE")

    done = said("rotate")

    assert done.exit_code == 2
    assert "ESCALATE_KEY_FILE is not set" in done.output


def test_a_missing_key_file_is_said_with_how_to_make_one(installed):
    (installed / "keys").unlink()

    done = said("rotate")

    assert done.exit_code == 1
    assert "there is no such file" in done.output
    assert not (installed / "escalate.db").exists()

"""The key file, and what happens when it is not as it should be."""

import stat

import pytest
from cryptography.fernet import Fernet

from storage.crypto import KeyRefused, Keys, add_key, new_key_file
from storage.database import connect, reading
from storage.tables import audit


def test_a_new_key_file_may_be_read_by_its_owner_alone(tmp_path):
    new_key_file(tmp_path / "keys")

    assert stat.S_IMODE((tmp_path / "keys").stat().st_mode) == 0o600
    assert Keys(tmp_path / "keys").open(Keys(tmp_path / "keys").seal("words")) == "words"


def test_a_key_file_is_never_overwritten(tmp_path):
    new_key_file(tmp_path / "keys")
    before = (tmp_path / "keys").read_bytes()

    with pytest.raises(KeyRefused, match="exists already"):
        new_key_file(tmp_path / "keys")

    assert (tmp_path / "keys").read_bytes() == before


def test_a_key_file_is_not_written_into_no_folder(tmp_path):
    with pytest.raises(KeyRefused, match="There is no folder"):
        new_key_file(tmp_path / "nowhere" / "keys")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (
            None,
            "ESCALATE_KEY_FILE names .*, and there is no such file. Make one with: python3 run.py",
        ),
        ("", "which holds no key"),
        ("\n\n", "which holds no key"),
        ("not-a-key\n", "line 1: this is not a key"),
        ("£\n", "which is not a key file"),
    ],
)
def test_a_key_file_that_is_missing_or_spoilt_is_refused_in_a_sentence(tmp_path, content, sentence):
    if content is not None:
        (tmp_path / "keys").write_text(content, encoding="latin-1")

    with pytest.raises(KeyRefused, match=sentence):
        Keys(tmp_path / "keys")


def test_a_refusal_never_shows_a_key(tmp_path):
    key = Fernet.generate_key().decode()
    (tmp_path / "keys").write_text(f"{key}\n{key[:-2]}\n")

    with pytest.raises(KeyRefused, match="line 2") as refused:
        Keys(tmp_path / "keys")

    assert key[:10] not in str(refused.value)


def test_a_key_that_is_added_is_used_from_then_on_and_the_old_ones_still_open(tmp_path):
    new_key_file(tmp_path / "keys")
    keys = Keys(tmp_path / "keys")
    before = keys.seal("written before")
    add_key(tmp_path / "keys")
    newest = Fernet((tmp_path / "keys").read_bytes().splitlines()[0])

    after = keys.seal("written after, by a process that was running all along")

    assert newest.decrypt(after).startswith(b"written after")
    assert keys.open(before) == "written before"
    assert stat.S_IMODE((tmp_path / "keys").stat().st_mode) == 0o600


def test_a_running_process_does_not_need_the_file_any_more(tmp_path):
    new_key_file(tmp_path / "keys")
    keys = Keys(tmp_path / "keys")
    (tmp_path / "keys").unlink()

    assert keys.open(keys.seal("words")) == "words"


def test_another_installations_keys_open_nothing_and_say_so(tmp_path, office):
    office.began()
    new_key_file(tmp_path / "other")
    stranger = connect(office.url, Keys(tmp_path / "other"))
    office.store.audit.note("sam", "read", office.THURSDAY)

    with pytest.raises(KeyRefused, match="None of the keys in"), reading(stranger) as connection:
        connection.execute(audit.select()).all()
    stranger.dispose()

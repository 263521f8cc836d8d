"""The signing key: made once, for its owner only, and refused in a sentence when it cannot be used."""

import os
import stat
import subprocess
from concurrent.futures import ThreadPoolExecutor

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from export import signing

on_posix = pytest.mark.skipif(os.name != "posix", reason="file modes are POSIX's")


@pytest.fixture
def path(tmp_path):
    return tmp_path / signing.FILE_NAME


def test_the_key_is_made_on_first_use_and_is_the_same_ever_after(path):
    first = signing.signing_key(path)

    assert signing.signing_key(path).public == first.public
    assert [file.name for file in path.parent.iterdir()] == [signing.FILE_NAME]


@on_posix
def test_only_its_owner_may_read_the_key(path):
    signing.signing_key(path)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_of_many_who_make_the_key_at_once_all_have_the_same(path):
    with ThreadPoolExecutor(8) as together:
        keys = list(together.map(lambda _: signing.signing_key(path).public, range(16)))

    assert len(set(keys)) == 1


@on_posix
def test_a_key_that_others_may_read_is_refused(path):
    signing.signing_key(path)
    path.chmod(0o640)

    with pytest.raises(signing.SigningKeyRefused, match="open to other accounts"):
        signing.signing_key(path)


@pytest.mark.parametrize("content", [b"", b"not a key", b"-----BEGIN PRIVATE KEY-----\nx"])
def test_a_file_that_is_no_key_is_refused_and_left_as_it_is(path, content):
    path.write_bytes(content)
    path.chmod(0o600)

    with pytest.raises(signing.SigningKeyRefused, match="is not a signing key"):
        signing.signing_key(path)
    assert path.read_bytes() == content


def test_a_key_of_another_kind_is_refused(path):
    other = generate_private_key(SECP256R1())
    path.write_bytes(other.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    path.chmod(0o600)

    with pytest.raises(signing.SigningKeyRefused, match="is not a signing key"):
        signing.signing_key(path)


def test_a_folder_that_is_not_there_or_stands_in_the_way_is_said(path):
    with pytest.raises(signing.SigningKeyRefused, match="missing or not writable"):
        signing.signing_key(path.parent / "nowhere" / "key.pem")
    path.mkdir()
    with pytest.raises(signing.SigningKeyRefused, match="cannot be read"):
        signing.signing_key(path)


def test_a_signature_holds_for_its_own_bytes_and_key_alone(path, key):
    other, signature = signing.signing_key(path), key.sign(b"what was written")

    assert signing.holds(key.public, signature, b"what was written")
    assert not signing.holds(key.public, signature, b"what was written!")
    assert not signing.holds(other.public, signature, b"what was written")
    assert not signing.holds(b"short", signature, b"what was written")


def test_a_fingerprint_is_read_however_it_was_typed(key):
    shown = key.fingerprint

    assert len(shown.split()) == 8
    for typed in (shown, shown.upper(), shown.replace(" ", ""), shown.replace(" ", ":")):
        assert signing.read_fingerprint(typed) == shown


@pytest.mark.parametrize("typed", ["", "ab12", "zz" * 16, "ab" * 17])
def test_half_a_fingerprint_is_none(typed):
    with pytest.raises(signing.NotAFingerprint, match="eight groups"):
        signing.read_fingerprint(typed)


def test_openssl_alone_can_read_the_key(path):
    signing.signing_key(path)
    try:
        done = subprocess.run(
            ["openssl", "pkey", "-in", path, "-noout", "-text"], capture_output=True, check=False
        )
    except FileNotFoundError:
        pytest.skip("openssl is not on this machine")

    assert b"ED25519" in done.stdout

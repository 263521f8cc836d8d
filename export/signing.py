"""The installation's signing key (Ed25519): made once, kept for its owner only, known by its fingerprint."""

import hashlib
import os
import re
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

FILE_NAME = "record-signing-key.pem"
_GROUPS = re.compile("....")
_HEX_DIGITS = 32


class SigningKeyRefused(Exception):
    """The signing key cannot be used as it is: says why, and what to do; never shows the key."""


class NotAFingerprint(ValueError):
    """What was given is not a fingerprint, in a sentence."""


@dataclass(frozen=True)
class SigningKey:
    """The key with which this installation signs its records."""

    private: Ed25519PrivateKey

    @property
    def public(self) -> bytes:
        """The half that everybody may know: 32 bytes."""
        return self.private.public_key().public_bytes_raw()

    @property
    def fingerprint(self) -> str:
        """The few groups of letters by which people know this key."""
        return fingerprint(self.public)

    def sign(self, content: bytes) -> bytes:
        """The signature of these bytes: the same each time."""
        return self.private.sign(content)


def signing_key(path: Path) -> SigningKey:
    """The key in this file; made, for its owner only, if there is no such file yet."""
    if not path.exists():
        _make(path)
    return _read(path)


def holds(public: bytes, signature: bytes, content: bytes) -> bool:
    """Whether this signature of these bytes was made with the other half of this public key."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, content)
    except (InvalidSignature, ValueError):
        return False
    return True


def fingerprint(public: bytes) -> str:
    """The first half of the SHA-256 of a public key, in groups of four, to read out and compare."""
    digits = hashlib.sha256(public).hexdigest()[:_HEX_DIGITS]
    return " ".join(_GROUPS.findall(digits))


def read_fingerprint(text: str) -> str:
    """A fingerprint as it was typed or pasted, grouped as ours are."""
    digits = re.sub(r"[\s:–-]", "", text).lower()
    if not re.fullmatch(rf"[0-9a-f]{{{_HEX_DIGITS}}}", digits):
        raise NotAFingerprint(
            "A fingerprint is eight groups of four digits or letters from a to f."
        )
    return " ".join(_GROUPS.findall(digits))


def _read(path: Path) -> SigningKey:
    try:
        shared = os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o077
        content = path.read_bytes()
    except PermissionError:
        raise SigningKeyRefused(
            f"The signing key {path} may not be read. Let the account that runs Escalate own it."
        ) from None
    except OSError:
        raise SigningKeyRefused(
            f"The signing key {path} cannot be read. Put the file back, or move what stands there."
        ) from None
    if shared:
        raise SigningKeyRefused(
            f"The signing key {path} is open to other accounts, so a record signed with it would "
            "prove little. Close it to them (chmod 600), or make a new key in another folder."
        )
    return SigningKey(_private(path, content))


def _private(path: Path, content: bytes) -> Ed25519PrivateKey:
    try:
        key = load_pem_private_key(content, password=None)
    except (ValueError, TypeError):
        key = None
    if not isinstance(key, Ed25519PrivateKey):
        raise SigningKeyRefused(
            f"{path} is not a signing key. Put back the one that was there: records signed with "
            "another key will not match the fingerprint that people know."
        )
    return key


def _make(path: Path) -> None:
    """Write a whole key or nothing; of two processes that make one at once, one key stands."""
    pem = Ed25519PrivateKey.generate().private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
    )
    try:
        file, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError:
        raise SigningKeyRefused(
            f"No signing key can be made: the folder {path.parent} is missing or not writable."
        ) from None
    try:
        with os.fdopen(file, "wb") as opened:
            opened.write(pem)
            opened.flush()
            os.fsync(opened.fileno())
        os.link(beside, path)
    except FileExistsError:
        pass  # another process was first: its key is the key
    finally:
        Path(beside).unlink()

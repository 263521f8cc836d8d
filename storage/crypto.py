"""Encryption at rest: the key file, and columns that only its keys can read."""

import os
import stat
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from sqlalchemy import Engine, LargeBinary
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

_KEYS = "escalate_keys"


class KeyRefused(Exception):
    """The keys cannot be used as they are: says why, and what to do; never shows a key."""


class Keys:
    """The keys of this installation, newest first, always as the key file has them now."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._changed, self._fernet = _read(path)

    def seal(self, text: str) -> bytes:
        """The text, readable only with these keys."""
        return self._current().encrypt(text.encode())

    def open(self, sealed: bytes) -> str:
        """What `seal` sealed."""
        try:
            return self._fernet.decrypt(sealed).decode()
        except InvalidToken:
            return self._opened_by_newer(sealed)

    def _opened_by_newer(self, sealed: bytes) -> str:
        try:
            return self._current().decrypt(sealed).decode()
        except InvalidToken:
            raise KeyRefused(
                f"None of the keys in {self._path} opens what the database holds. "
                "Put back the key file that this database was written with."
            ) from None

    def _current(self) -> MultiFernet:
        # `keys rotate` may run beside us: what it seals needs the key that it has just written.
        if _changed(self._path) not in (self._changed, None):
            self._changed, self._fernet = _read(self._path)
        return self._fernet


class Encrypted(TypeDecorator[str]):
    """A text that the database holds only as ciphertext."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:
        """Seal it on the way in."""
        return None if value is None else _keys_of(dialect).seal(value)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> str | None:
        """Open it on the way out."""
        return None if value is None else _keys_of(dialect).open(bytes(value))


def unlock(engine: Engine, keys: Keys) -> None:
    """Let this engine, and no other, read and write the encrypted columns."""
    setattr(engine.dialect, _KEYS, keys)


def new_key_file(path: Path) -> None:
    """A key file with one new key, for its owner's eyes only; an existing file is left alone."""
    try:
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise KeyRefused(
            f"{path} exists already and is left as it is: what it opened before would be lost."
        ) from None
    except FileNotFoundError:
        raise KeyRefused(f"There is no folder {path.parent} to write {path.name} in.") from None
    with os.fdopen(file, "wb") as opened:
        _write(opened.fileno(), Fernet.generate_key() + b"\n")


def add_key(path: Path) -> None:
    """Put a new key before the others, so that everything written from now on uses it."""
    _read(path)
    before = path.read_bytes()
    beside = path.with_name(f".{path.name}.new")
    beside.unlink(missing_ok=True)
    file = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, stat.S_IMODE(path.stat().st_mode))
    with os.fdopen(file, "wb") as opened:
        _write(opened.fileno(), Fernet.generate_key() + b"\n" + before)
    # Replaced whole, so that no process ever reads half a key file.
    beside.replace(path)
    _sync_folder(path.parent)


def _read(path: Path) -> tuple[tuple[int, int] | None, MultiFernet]:
    changed = _changed(path)
    try:
        lines = path.read_text(encoding="ascii").splitlines()
    except (FileNotFoundError, IsADirectoryError):
        raise KeyRefused(
            f"ESCALATE_KEY_FILE names {path}, and there is no such file. "
            f"Make one with: python3 run.py keys new {path}"
        ) from None
    except PermissionError:
        raise KeyRefused(f"ESCALATE_KEY_FILE names {path}, which may not be read.") from None
    except UnicodeDecodeError:
        raise KeyRefused(f"ESCALATE_KEY_FILE names {path}, which is not a key file.") from None
    numbered = [(number, line.strip()) for number, line in enumerate(lines, 1) if line.strip()]
    if not numbered:
        raise KeyRefused(f"ESCALATE_KEY_FILE names {path}, which holds no key.")
    return changed, MultiFernet([_key(path, number, line) for number, line in numbered])


def _key(path: Path, number: int, line: str) -> Fernet:
    try:
        return Fernet(line)
    except ValueError:
        raise KeyRefused(f"{path}, line {number}: this is not a key.") from None


def _changed(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


def _write(file: int, content: bytes) -> None:
    os.write(file, content)
    os.fsync(file)


def _sync_folder(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _keys_of(dialect: Dialect) -> Keys:
    keys: Keys | None = getattr(dialect, _KEYS, None)
    if keys is None:
        raise KeyRefused("This database was opened without its keys: set ESCALATE_KEY_FILE.")
    return keys

"""A record as a signed JSON file: {"record", "signature", "public_key"}, and how one is read again."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from escalation import chain
from export import signing

MEMBERS = {"record", "signature", "public_key"}


class Unreadable(Exception):
    """A file is not a signed record at all; says what it is not."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True)
class Signed:
    """A record, its signature, and the public half of the key that made it."""

    record: Mapping[str, Any]
    signature: bytes
    public_key: bytes

    @property
    def holds(self) -> bool:
        """Whether the signature is of this record, by this key."""
        return signing.holds(self.public_key, self.signature, chain.canonical(self.record))

    @property
    def fingerprint(self) -> str:
        """The fingerprint of the key that the file names."""
        return signing.fingerprint(self.public_key)


def signed(record: Mapping[str, Any], key: signing.SigningKey) -> Signed:
    """The record, signed as a whole."""
    return Signed(record, key.sign(chain.canonical(record)), key.public)


def written(signed: Signed) -> bytes:
    """The file: one canonical JSON text, the same bytes for the same record and key."""
    return chain.canonical(
        {
            "record": signed.record,
            "signature": signed.signature.hex(),
            "public_key": signed.public_key.hex(),
        }
    )


def read(content: bytes) -> Signed:
    """The signed record in a file; whatever two readers could read differently is refused."""
    try:
        file = json.loads(
            content.decode(),
            object_pairs_hook=_once_each,
            parse_float=_no_such_number,
            parse_constant=_no_such_number,
        )
        # Half a surrogate pair has no bytes to sign.
        chain.canonical(file)
    except (ValueError, RecursionError):
        raise Unreadable("This is not a record: it cannot be read as JSON text.") from None
    return _signed(file)


def _signed(file: object) -> Signed:
    if not isinstance(file, dict) or "record" not in file:
        raise Unreadable("This is not a record of Escalate.")
    if set(file) != MEMBERS:
        raise Unreadable("This is not a signed record: its signature or its key is not there.")
    record, signature, public_key = file["record"], file["signature"], file["public_key"]
    if not isinstance(record, dict):
        raise Unreadable("This is not a record of Escalate.")
    return Signed(record, _from_hex(signature), _from_hex(public_key))


def _from_hex(text: object) -> bytes:
    try:
        return bytes.fromhex(str(text))
    except ValueError:
        raise Unreadable("The signature or the key of this record is damaged.") from None


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("a name stands twice")
    return members


def _no_such_number(text: str) -> NoReturn:
    raise ValueError("a number that no record holds")

"""The hash chain that makes a disagreement's ledger tamper-evident."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass

START = "0" * 64


@dataclass(frozen=True)
class Header:
    """What the ledger says of an entry in the open: nothing personal but who acted, and when."""

    reference: str
    seq: int
    kind: str
    schema: int
    at: str
    by: str
    agency: str
    audience: str
    key: str


@dataclass(frozen=True)
class Link:
    """One sealed entry: its header, the digest of its body, and its place in the chain."""

    header: Header
    digest: str
    previous: str
    hash: str


def canonical(value: object) -> bytes:
    """One JSON text for one value (RFC 8785 for what the ledger holds: no floats)."""
    return json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    ).encode()


def digest(salt: bytes, body: bytes) -> str:
    """The salted digest by which a body may be proved, or be erased without breaking the chain."""
    return hashlib.sha256(salt + body).hexdigest()


def seal(header: Header, salt: bytes, body: bytes, previous: str) -> Link:
    """The next link after the one whose hash is `previous` (`START` for the first)."""
    digested = digest(salt, body)
    return Link(header, digested, previous, _hash(header, digested, previous))


def broken(links: Iterable[Link]) -> str | None:
    """Why a chain does not hold, in a sentence; None when it does."""
    previous, expected = START, 1
    for link in links:
        seq = link.header.seq
        if seq != expected:
            return f"Entry {expected} is missing or out of order: entry {seq} stands in its place."
        if link.previous != previous:
            return f"Entry {seq} does not follow the entry before it."
        if link.hash != _hash(link.header, link.digest, link.previous):
            return f"Entry {seq} has been changed since it was written."
        previous, expected = link.hash, expected + 1
    return None


def _hash(header: Header, digested: str, previous: str) -> str:
    sealed = {**asdict(header), "digest": digested, "previous": previous}
    return hashlib.sha256(canonical(sealed)).hexdigest()

"""The hash chain that makes a disagreement's ledger tamper-evident."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass

START = "0" * 64


@dataclass(frozen=True)
class Header:
    """What the ledger says of an entry in the open: nothing personal but who acted, and when."""

    kind: str
    schema: int
    at: str
    by: str
    agency: str
    audience: str


@dataclass(frozen=True)
class Link:
    """An entry's place in the chain, which everybody may see: it tells nothing of the entry."""

    reference: str
    seq: int
    head: str
    digest: str
    previous: str
    hash: str


@dataclass(frozen=True)
class Opened(Link):
    """A link with the header that its head seals."""

    header: Header
    header_salt: bytes


def canonical(value: object) -> bytes:
    """One JSON text for one value (RFC 8785 for what the ledger holds: no floats)."""
    return json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    ).encode()


def head(salt: bytes, header: Header) -> str:
    """The salted digest of a header: who may not read an entry cannot guess what it is, or when."""
    return hashlib.sha256(salt + canonical(vars(header))).hexdigest()


def digest(salt: bytes, body: bytes) -> str:
    """The salted digest by which a body may be proved, or be erased without breaking the chain."""
    return hashlib.sha256(salt + body).hexdigest()


def seal(
    reference: str, seq: int, header: Header, header_salt: bytes, digested: str, previous: str
) -> Opened:
    """The next link after the one whose hash is `previous` (`START` for the first)."""
    link = Link(reference, seq, head(header_salt, header), digested, previous, "")
    return Opened(**{**vars(link), "hash": _hash(link)}, header=header, header_salt=header_salt)


def broken(links: Iterable[Link]) -> str | None:
    """Why a chain does not hold, in a sentence; None when it does."""
    previous, expected = START, 1
    for link in links:
        if link.seq != expected:
            return (
                f"Entry {expected} is missing or out of order: "
                f"entry {link.seq} stands in its place."
            )
        if link.previous != previous:
            return f"Entry {link.seq} does not follow the entry before it."
        if link.hash != _hash(link) or not _shows_its_header(link):
            return f"Entry {link.seq} has been changed since it was written."
        previous, expected = link.hash, expected + 1
    return None


def _shows_its_header(link: Link) -> bool:
    return not isinstance(link, Opened) or link.head == head(link.header_salt, link.header)


def _hash(link: Link) -> str:
    sealed = {
        "reference": link.reference,
        "seq": link.seq,
        "head": link.head,
        "digest": link.digest,
        "previous": link.previous,
    }
    return hashlib.sha256(canonical(sealed)).hexdigest()

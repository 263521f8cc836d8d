"""Which copy for the file this is, and which it replaces, in words; each by the head in which it ends."""

from collections.abc import Iterator

from escalation.working_time import times
from export.printed import in_groups
from export.shape import EntryShown, FileCopies, Record

TO_COME = (
    "What the agency answers afterwards is not on it: once everything that it is asked has been "
    "answered, another copy is made, which replaces this one."
)


def said(record: Record) -> str:
    """Copy 2. It replaces copy 1, made on Thursday 2 April 2026, 15:20."""
    copies = record.file_copies
    if copies is None:
        return ""
    last, count = copies.made[-1], len(copies.made)
    if last.length != record.chain.length:
        return f"The last is copy {count}, made on {times.full(last.at)}; this one was asked for."
    replaces = f" It replaces {_numbered(copies, count - 1)}." if count > 1 else ""
    return " ".join([f"Copy {count}.{replaces}", *([TO_COME] if copies.to_come else [])])


def entry(record: Record) -> int | None:
    """The entry in which the last of them ends, where this copy shows it."""
    last = record.file_copies.made[-1].length if record.file_copies else None
    shown = {each.seq for each in record.entries if isinstance(each, EntryShown)}
    return last if last in shown else None


def heads(record: Record) -> Iterator[list[str]]:
    """In which head each of them ends."""
    for number, each in enumerate(record.file_copies.made if record.file_copies else (), 1):
        yield [f"Copy {number} for the file ends in the head", in_groups(each.head)]


def unfounded(record: Record) -> str | None:
    """What is wrong of the copies that are named; none where each ends in an entry of this record."""
    hashes = {each.seq: each.hash for each in record.entries}
    named = record.file_copies.made if record.file_copies else []
    if all(hashes.get(each.length) == each.head for each in named):
        return None
    return "The record names a copy for the file that ends in none of its entries."


def _numbered(copies: FileCopies, number: int) -> str:
    return f"copy {number}, made on {times.full(copies.made[number - 1].at)}"

"""A file of the directory, read into rows that know their lines: YAML or CSV, by its ending."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

LARGEST = 5_000_000
LONGEST = 300  # letters of one value; no name and no address is longer
_NO_TEXT = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")  # no database keeps every one of these
_FORMULA = re.compile(r"'*[=+@-]")
_OTHERS = ("manager", "deputy", "job_share")
_WAYS = ("email", "slack", "teams", "phone")
# The lists of a file, and the fields of each; of a list of parts the parts are rows themselves.
LISTS: Mapping[str, tuple[str, ...]] = {
    "agencies": ("id", "name", "type", "domains", "holiday_contact", "part_of"),
    "people": ("id", "name", "agency", "roles", *_OTHERS, *_WAYS, "works", "named_by"),
    "teams": ("id", "name", "agency", "email", "slack", "covers", "roles", "members"),
    "absences": ("person", "from", "until", "cover", "set_by"),
    "closures": ("agency", "from", "until", "contact"),
    "stand_ins": ("agency_type", "role", "holder"),
}
PARTS: Mapping[str, tuple[str, ...]] = {
    "roles": ("role", "at", "from", "until"),
    "members": ("person", "from", "until", "works"),
    "domains": ("domain",),
    "covers": ("role",),
}


class Fault(NamedTuple):
    """What is wrong with a line of a file."""

    file: str
    line: int
    sentence: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.sentence}"


@dataclass(frozen=True)
class Row:
    """What one row of a file says, as plain text by field; an absent field is empty.

    Of a row that keeps, a field for which its file has no column is left as it is.
    """

    file: str
    line: int
    fields: Mapping[str, str]
    parts: Mapping[str, tuple[Row, ...]] = field(default_factory=dict)
    keeps: bool = False

    def __getitem__(self, name: str) -> str:
        return self.fields.get(name, "")

    def each(self, name: str) -> tuple[Row, ...]:
        """The parts of a field that has several."""
        return self.parts.get(name, ())

    def leaves(self, name: str) -> bool:
        """Whether a field is to stay as it is."""
        return self.keeps and name not in self.fields


@dataclass
class Rows:
    """Everything that files say, list by list, and what is wrong with how it is written.

    It is not whole where a row could not be read: then whoever is named may be in that one.
    """

    lists: dict[str, list[Row]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    whole: bool = True
    derives_agencies: bool = False

    def loses(self, fault: Fault) -> None:
        """For this fault something is not read."""
        self.faults.append(fault)
        self.whole = False

    def add(self, other: Rows) -> None:
        """What a further file says; a list is given once."""
        self.faults += other.faults
        self.whole &= other.whole
        for name, rows in other.lists.items():
            if name in self.lists and rows:
                sentence = f"Another file has the {name} already."
                self.loses(Fault(rows[0].file, rows[0].line, sentence))
            self.lists.setdefault(name, rows)
        self.derives_agencies |= other.derives_agencies


class Unreadable(Exception):
    """A file cannot be read as what it is called."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        super().__init__(str(fault))


def text_of(content: bytes, file: str) -> str:
    """A file's text."""
    if len(content) > LARGEST:
        raise Unreadable(Fault(file, 1, "The file is larger than 5 MB."))
    if b"\0" in content:  # no database keeps it
        line = content.count(b"\n", 0, content.index(b"\0")) + 1
        raise Unreadable(Fault(file, line, "This is not text: save the file as UTF-8."))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as broken:
        line = content.count(b"\n", 0, broken.start) + 1
        sentence = "This is not text in UTF-8: save the file as UTF-8."
        raise Unreadable(Fault(file, line, sentence)) from None


def unread(fault: Fault) -> Rows:
    """Of a file that cannot be read: why not."""
    return Rows(faults=[fault], whole=False)


def separated(written: str) -> list[str]:
    """What stands between semicolons."""
    return [each for each in (part.strip() for part in written.split(";")) if each]


def parts(name: str, values: Iterable[str], file: str, line: int) -> tuple[Row, ...]:
    """Each of several values of one line."""
    return tuple(Row(file, line, {PARTS[name][0]: value}) for value in values)


def plain(value: Any) -> str:
    """One line of text, whatever was typed: nobody's name holds a line break."""
    return "" if value is None else " ".join(str(value).split())


def guarded(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula, nor +44 for a number: after an apostrophe."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unguarded(cell: str) -> str:
    """The same without that apostrophe."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def short(value: object) -> str:
    """As much of a value as a sentence can say back."""
    return f"“{_NO_TEXT.sub('?', plain(value)[:40])}”"


def kept(value: str) -> tuple[str, str]:
    """As much of a value as can be kept, and why not the whole of it, if it cannot."""
    if _NO_TEXT.search(value):
        return _NO_TEXT.sub(
            "?", value[:LONGEST]
        ), "holds a character that cannot be kept: type it again."
    if len(value) > LONGEST:
        return value[:LONGEST], f"has {len(value)} letters: write at most {LONGEST}."
    return value, ""

"""The two ways a directory is written, YAML and CSV, read into rows that know their lines."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError, YAMLError

LARGEST = 5_000_000
AGENCY = ("id", "name", "type")
PERSON = ("id", "name", "agency", "roles", "manager", "deputy", "email", "slack", "phone")
_COLUMNS = {
    "agency": "agency",
    "agencyid": "agency_id",
    "agencytype": "agency_type",
    "person": "name",
    "name": "name",
    "id": "id",
    "personid": "id",
    "role": "roles",
    "roles": "roles",
    "manager": "manager",
    "deputy": "deputy",
    "email": "email",
    "slack": "slack",
    "slackid": "slack",
    "phone": "phone",
    "telephone": "phone",
}
_NEEDED = {"agency": "agency", "agency_type": "agency_type", "name": "person", "roles": "role"}

Fault = tuple[int, str]


@dataclass(frozen=True)
class Row:
    """What one line of the file says, as plain text by field; an absent field is empty."""

    line: int
    fields: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        return self.fields.get(name, "")


@dataclass
class Rows:
    """Everything a file says, and what is wrong with how it is written."""

    agencies: list[Row] = field(default_factory=list)
    people: list[Row] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def rows(content: bytes, name: str) -> Rows:
    """The rows of a file, YAML or CSV by the ending of its name."""
    if len(content) > LARGEST:
        return Rows(faults=[(1, "The file is larger than 5 MB.")])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as broken:
        line = content.count(b"\n", 0, broken.start) + 1
        return Rows(faults=[(line, "This is not text in UTF-8: save the file as UTF-8.")])
    match name.rpartition(".")[2].lower():
        case "yml" | "yaml":
            return _from_yaml(text)
        case "csv":
            return _from_csv(text)
        case _:
            return Rows(faults=[(1, "The file's name must end in .yml or .csv.")])


def _from_yaml(text: str) -> Rows:
    try:
        tree = YAML(typ="rt", pure=True).load(text)
    except (YAMLError, ValueError) as broken:
        return Rows(faults=[_unreadable(broken)])
    found = Rows()
    if not isinstance(tree, CommentedMap) or set(tree) - {"agencies", "people"}:
        found.faults.append((1, "The file has two lists and nothing else: agencies and people."))
        return found
    found.agencies = list(_yaml_rows(tree, "agencies", AGENCY, found.faults))
    found.people = list(_yaml_rows(tree, "people", PERSON, found.faults))
    return found


def _yaml_rows(
    tree: CommentedMap, name: str, known: tuple[str, ...], faults: list[Fault]
) -> Iterator[Row]:
    listed = tree.get(name)
    if not isinstance(listed, CommentedSeq):
        faults.append((1, f"There is no list of {name}."))
        return
    for number, item in enumerate(listed):
        line = listed.lc.item(number)[0] + 1
        if isinstance(item, CommentedMap):
            yield Row(line, dict(_yaml_fields(item, known, faults)))
        else:
            faults.append((line, f"Write each of the {name} as fields, such as name: Jo Lee."))


def _yaml_fields(
    item: CommentedMap, known: tuple[str, ...], faults: list[Fault]
) -> Iterator[tuple[str, str]]:
    for key, value in item.items():
        line = item.lc.key(key)[0] + 1
        if key not in known:
            faults.append((line, f"{_short(key)} is not a field here: use {', '.join(known)}."))
        elif key == "roles" and isinstance(value, list):
            yield key, ";".join(_plain(each) for each in value)
        elif isinstance(value, list | dict):
            faults.append((line, f"{key} is one value, not several."))
        else:
            yield key, _plain(value)


def _from_csv(text: str) -> Rows:
    found = Rows()
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = next(reader, [])
        columns = [_column(cell) for cell in header]
        found.faults += _header_faults(header, columns)
        if not found.faults:
            found.people = list(_csv_rows(reader, columns, found.faults))
    except csv.Error:
        found.faults.append((reader.line_num, "This line is not CSV: a quotation mark is open."))
    return found


def _header_faults(header: list[str], columns: list[str]) -> Iterable[Fault]:
    for cell, column in zip(header, columns, strict=True):
        if not column:
            yield 1, f"{_short(cell)} is not a column here."
        elif columns.count(column) > 1 and cell.strip():
            yield 1, f"{_short(cell)} is a column twice."
    for column, name in _NEEDED.items():
        if column not in columns:
            yield 1, f"The column {name} is missing."


def _csv_rows(reader: Any, columns: list[str], faults: list[Fault]) -> Iterator[Row]:
    begins = 2
    for cells in reader:
        # A quoted cell may run over several lines: the row is named by its first.
        line, begins = begins, reader.line_num + 1
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(columns):
            faults.append((line, f"This row has {len(cells)} cells, the header {len(columns)}."))
            continue
        yield Row(line, {c: _plain(cell) for c, cell in zip(columns, cells, strict=True)})


def _column(cell: str) -> str:
    return _COLUMNS.get("".join(letter for letter in cell.lower() if letter.isalnum()), "")


def _unreadable(broken: Exception) -> Fault:
    mark = broken.problem_mark if isinstance(broken, MarkedYAMLError) else None
    problem = getattr(broken, "problem", None) or "it cannot be read"
    return (mark.line + 1 if mark else 1, f"This is not YAML: {problem}.")


def _plain(value: Any) -> str:
    """One line of text, whatever was typed: nobody's name holds a line break."""
    return "" if value is None else " ".join(str(value).split())


def _short(value: object) -> str:
    return f"“{_plain(value)[:40]}”"

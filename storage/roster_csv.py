"""The directory in CSV: one list a file, known by its columns; people first of all, one row each."""

import csv
import io
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from storage.roster_files import (
    Fault,
    Row,
    Rows,
    kept,
    parts,
    plain,
    separated,
    short,
    unguarded,
    unread,
)

_NAMES = {
    "agency": "agency",
    "agencyid": "agency_id",
    "agencytype": "agency_type",
    "person": "person",
    "name": "person",
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
    "works": "works",
    "workingpattern": "works",
    "teamsid": "teams",
    "jobshare": "job_share",
    "namedby": "named_by",
    "from": "from",
    "until": "until",
    "domain": "domains",
    "domains": "domains",
    "holidaycontact": "holiday_contact",
    "partof": "part_of",
    "team": "team",
    "teamid": "team_id",
    "member": "member",
    "members": "member",
    "covers": "covers",
    "cover": "cover",
    "setby": "set_by",
    "contact": "contact",
    "standin": "holder",
}
_WRITTEN = {
    "id": "ID",
    "agency_id": "agency ID",
    "agency_type": "agency type",
    "roles": "role",
    "team_id": "team ID",
    "holder": "stand-in",
    "holiday_contact": "holiday contact",
    "part_of": "part of",
    "email": "e-mail",
    "slack": "Slack ID",
    "teams": "Teams ID",
    "job_share": "job share",
    "named_by": "named by",
    "set_by": "set by",
}
_SEVERAL = ("roles", "covers", "domains")  # their values are judged one by one
_WAYS = ("email", "slack", "teams", "phone", "works")
# A list is known by the columns that no other one has; what it needs, and what it may have beside.
_PEOPLE = "people"
_KINDS: tuple[tuple[str, set[str], tuple[str, ...], tuple[str, ...]], ...] = (
    ("stand_ins", {"holder"}, ("agency_type", "roles", "holder"), ()),
    (
        "teams",
        {"team"},
        ("team", "agency"),
        ("team_id", "email", "slack", "covers", "roles", "member", "from", "until", "works"),
    ),
    (
        "agencies",
        {"domains"},
        ("agency", "agency_type", "domains"),
        ("agency_id", "holiday_contact", "part_of"),
    ),
    ("absences", {"cover"}, ("person", "from", "until"), ("cover", "set_by")),
    ("closures", {"contact"}, ("agency", "from", "until"), ("contact",)),
    (
        _PEOPLE,
        set(),
        ("agency", "agency_type", "person", "roles"),
        ("agency_id", "id", "manager", "deputy", "job_share", *_WAYS, "named_by", "from", "until"),
    ),
)
_FIELDS = {
    "agencies": {"agency": "name", "agency_type": "type", "agency_id": "id"},
    "people": {"person": "name"},
    "teams": {"team": "name", "team_id": "id"},
}


def rows(text: str, file: str) -> Rows:
    """The rows of a CSV text."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_between(text), strict=True)
    found = Rows()
    try:
        header = next(reader, [])
        columns = [_column(cell) for cell in header]
        if header and header[0].startswith("sep="):
            sentence = (
                "This line says what separates the cells: take it out, the columns come first."
            )
            return unread(Fault(file, 1, sentence))
        kind, needed, allowed = _kind(columns)
        found.faults += _unknown(header, columns, allowed, file)
        if lacking := list(_lacking(header, columns, needed, file)):
            found.faults += lacking
            found.whole = False
        else:
            cells = list(_cells(reader, columns, file, found))
            found.lists[kind] = list(_rows(kind, cells, found.faults))
            found.derives_agencies = kind == _PEOPLE
    except csv.Error:
        sentence = "This line is not CSV: a quotation mark is open."
        found.loses(Fault(file, reader.line_num, sentence))
    return found


def _between(text: str) -> str:
    """What stands between the cells: some spreadsheets write semicolons, or tabs."""
    header = text.partition("\n")[0]
    return next((each for each in (",", ";", "\t") if each in header), ",")


def _kind(columns: list[str]) -> tuple[str, tuple[str, ...], set[str]]:
    given = set(columns)
    if {"person", "from", "until"} <= given and not {"agency", "roles", "holder", "team"} & given:
        given.add("cover")  # whom nobody covers: nothing else has these columns alone
    if {"agency", "from", "until"} <= given and not {"person", "roles", "team"} & given:
        given.add("contact")  # the same of a closure
    for kind, by, needed, beside in _KINDS:
        if by <= given:
            return kind, needed, {*needed, *beside}
    raise AssertionError("people are known by no column")


def _unknown(
    header: list[str], columns: list[str], allowed: set[str], file: str
) -> Iterator[Fault]:
    known = ", ".join(
        _WRITTEN.get(name, name) for name in dict.fromkeys(_NAMES.values()) if name in allowed
    )
    for cell, column in zip(header, columns, strict=True):
        if column not in allowed:
            yield Fault(file, 1, f"{short(cell)} is not a column here: use {known}.")


def _lacking(
    header: list[str], columns: list[str], needed: Iterable[str], file: str
) -> Iterator[Fault]:
    for cell, column in zip(header, columns, strict=True):
        if column and columns.count(column) > 1:
            yield Fault(file, 1, f"{short(cell)} is a column twice.")
    for column in needed:
        if column not in columns:
            yield Fault(file, 1, f"The column {_WRITTEN.get(column, column)} is missing.")


def _cells(reader: Any, columns: list[str], file: str, found: Rows) -> Iterator[Row]:
    begins = 2
    for cells in reader:
        # A quoted cell may run over several lines: the row is named by its first.
        line, begins = begins, reader.line_num + 1
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(columns):
            sentence = f"This row has {len(cells)} cells, the header {len(columns)}."
            found.loses(Fault(file, line, sentence))
            continue
        row = Row(file, line, dict(zip(columns, map(_text, cells), strict=True)))
        yield _kept(row, found.faults)


def _kept(row: Row, faults: list[Fault]) -> Row:
    """The row, as far as it can be kept; a cell of several values holds each of them."""
    said = {name: kept(value) for name, value in row.fields.items() if name not in _SEVERAL}
    for name, (_, why_not) in said.items():
        if why_not:
            faults.append(Fault(row.file, row.line, f"The {_WRITTEN.get(name, name)} {why_not}"))
    values = {name: value for name, (value, _) in said.items()}
    return Row(row.file, row.line, {**row.fields, **values})


def _rows(kind: str, cells: list[Row], faults: list[Fault]) -> Iterator[Row]:
    if kind == "teams":
        for _, of_one in groupby(cells, key=lambda row: (row["team_id"], row["team"])):
            yield _team(list(of_one), faults)
    elif kind == "stand_ins":
        for row in cells:
            for role in separated(row["roles"]) or [""]:
                yield Row(row.file, row.line, {**row.fields, "role": role})
    else:
        for row in cells:
            yield _row(kind, row, several={"domains"} if kind == "agencies" else {"roles"})


def _row(kind: str, row: Row, several: Iterable[str]) -> Row:
    renamed = _FIELDS.get(kind, {})
    fields = {renamed.get(name, name): value for name, value in row.fields.items()}
    given = {
        name: parts(name, separated(fields[name]), row.file, row.line)
        for name in several
        if name in fields
    }
    if kind == "people":
        days = {name: row[name] for name in ("from", "until") if row[name]}
        given["roles"] = tuple(
            Row(each.file, each.line, {**days, **each.fields}) for each in given["roles"]
        )
    return Row(row.file, row.line, fields, given, keeps=kind in ("people", "agencies"))


def _team(rows: list[Row], faults: list[Fault]) -> Row:
    """A team is one row for each of its members; what is said of it may be said in any of them."""
    first, *others = (_row("teams", row, ("covers", "roles")) for row in rows)
    fields = {name: first[name] for name in ("id", "name", "agency", "email", "slack")}
    for row in others:
        for name in ("agency", "email", "slack"):
            given = fields[name] = fields[name] or row[name]
            if row[name] not in ("", given):
                called = f"{short(row['name'])} has another {_WRITTEN.get(name, name)} here"
                sentence = f"The team {called} than above: {short(row[name])}, not {short(given)}."
                faults.append(Fault(row.file, row.line, sentence))
    several = {
        name: _once(part for row in (first, *others) for part in row.each(name))
        for name in ("covers", "roles")
    }
    members = tuple(
        Row(
            row.file,
            row.line,
            {"person": row["member"], **{name: row[name] for name in ("from", "until", "works")}},
        )
        for row in rows
        if row["member"]
    )
    return Row(first.file, first.line, fields, {**several, "members": members})


def _once(parts: Iterable[Row]) -> tuple[Row, ...]:
    """A role that several rows of a team say is said once."""
    found: dict[str, Row] = {}
    for part in parts:
        found.setdefault(part["role"], part)
    return tuple(found.values())


def _text(cell: str) -> str:
    return unguarded(plain(cell))


def _column(cell: str) -> str:
    return _NAMES.get("".join(letter for letter in cell.lower() if letter.isalnum()), "")

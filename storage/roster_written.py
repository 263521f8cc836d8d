"""The directory written to a file, so that reading it again changes nothing: YAML whole, CSV its people."""

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date

from escalation.directory.cover import Shift
from escalation.directory.people import Directory, Person, Post
from storage.roster_files import guarded
from storage.yaml_lines import quoted

CSV = ("agency", "agency ID", "agency type", "ID", "person", "role", "manager", "deputy")
CSV_MORE = ("job share", "e-mail", "Slack ID", "Teams ID", "phone", "works", "named by")
_Fields = dict[str, object]


def as_yaml(directory: Directory) -> str:
    """All six lists, each there though it be empty."""
    return "".join(
        f"{line}\n"
        for name, rows in (
            ("agencies", _agencies(directory)),
            ("people", _people(directory)),
            ("teams", _teams(directory)),
            ("absences", _absences(directory)),
            ("closures", _closures(directory)),
            ("stand_ins", _stand_ins(directory)),
        )
        for line in _listed(name, list(rows))
    )


def as_csv(directory: Directory) -> str:
    """One row a person; by the mark at its head a spreadsheet knows that it is UTF-8."""
    written = io.StringIO(newline="")
    written.write("\ufeff")
    rows = csv.writer(written, lineterminator="\r\n")
    rows.writerow([*CSV, *CSV_MORE])
    rows.writerows(map(guarded, _row(directory, person)) for person in directory.people)
    return written.getvalue()


def role(post: Post, home: str) -> str:
    """`line_manager@oak-school from 2026-09-01 until 2027-08-31`."""
    at = f"@{post.agency}" if post.agency != home else ""
    days = (("from", post.starts), ("until", post.ends))
    return " ".join([f"{post.role}{at}", *(f"{word} {on}" for word, on in days if on)])


def _row(directory: Directory, person: Person) -> list[str]:
    agency = directory.agency(person.agency)
    held = "; ".join(role(post, person.agency) for post in directory.every_post_of(person.id))
    named = (agency.name, agency.id, agency.type) if agency else ("", person.agency, "")
    line = (person.manager, person.deputy, person.job_share)
    ways = (person.email, person.slack, person.teams, person.phone, person.works)
    return [*named, person.id, person.name, held, *line, *ways, person.named_by]


def _agencies(directory: Directory) -> Iterator[_Fields]:
    for agency in directory.agencies:
        yield {
            "id": agency.id,
            "name": agency.name,
            "type": agency.type,
            "domains": list(agency.domains),
            "holiday_contact": agency.holiday_contact,
            "part_of": agency.part_of,
        }


def _people(directory: Directory) -> Iterator[_Fields]:
    for person in directory.people:
        yield {
            "id": person.id,
            "name": person.name,
            "agency": person.agency,
            "roles": _roles(directory, person.id, person.agency),
            "manager": person.manager,
            "deputy": person.deputy,
            "job_share": person.job_share,
            "email": person.email,
            "slack": person.slack,
            "teams": person.teams,
            "phone": person.phone,
            "works": person.works,
            "named_by": person.named_by,
        }


def _roles(directory: Directory, holder: str, home: str) -> list[object]:
    posts = directory.every_post_of(holder)
    if not any(post.starts or post.ends for post in posts):
        return [role(post, home) for post in posts]
    return [
        {
            "role": post.role,
            "at": post.agency if post.agency != home else "",
            **_days(post.starts, post.ends),
        }
        for post in posts
    ]


def _teams(directory: Directory) -> Iterator[_Fields]:
    for team in directory.teams:
        yield {
            "id": team.id,
            "name": team.name,
            "agency": team.agency,
            "email": team.email,
            "slack": team.slack,
            "covers": list(team.covers),
            "roles": _roles(directory, team.id, team.agency),
            "members": [_member(each) for each in directory.shifts if each.team == team.id],
        }


def _member(shift: Shift) -> object:
    if not (shift.starts or shift.ends or shift.works):
        return shift.person
    return {"person": shift.person, **_days(shift.starts, shift.ends), "works": shift.works}


def _absences(directory: Directory) -> Iterator[_Fields]:
    for each in directory.absences:
        days = _days(each.starts, each.ends)
        yield {"person": each.person, **days, "cover": each.cover, "set_by": each.set_by}


def _closures(directory: Directory) -> Iterator[_Fields]:
    for each in directory.closures:
        days = _days(each.starts, each.ends)
        yield {"agency": each.agency, **days, "contact": each.contact}


def _stand_ins(directory: Directory) -> Iterator[_Fields]:
    for each in directory.stand_ins:
        yield {"agency_type": each.agency_type, "role": each.role, "holder": each.holder}


def _days(starts: date | None, ends: date | None) -> _Fields:
    return {"from": starts.isoformat() if starts else "", "until": ends.isoformat() if ends else ""}


def _listed(name: str, rows: list[_Fields]) -> Iterator[str]:
    """The rows of a list: a field a line, and of the fields only those that say something."""
    yield f"{name}:" if rows else f"{name}: []"
    for row in rows:
        before = "  - "
        for field, value in row.items():
            if value:
                yield from _field(f"{before}{field}:", value)
                before = "    "


def _field(begins: str, value: object) -> Iterator[str]:
    if isinstance(value, list) and any(isinstance(each, dict) for each in value):
        yield begins
        yield from (f"      - {_inline(each)}" for each in value)
    else:
        yield f"{begins} {_inline(value)}"


def _inline(value: object) -> str:
    match value:
        case list():
            return f"[{_joined(_inline(each) for each in value)}]"
        case dict():
            return (
                f"{{{_joined(f'{name}: {_inline(each)}' for name, each in value.items() if each)}}}"
            )
        case _:
            return quoted(str(value))


def _joined(written: Iterable[str]) -> str:
    return ", ".join(written)

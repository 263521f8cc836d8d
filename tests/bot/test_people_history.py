"""`people history`: what was changed, when, by whom and from where; only what differs."""

import getpass
import json
from dataclasses import asdict
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import insert

from bot.commands import _people_history
from bot.commands._people_changes import ONLY_ROWS, changes
from bot.installation import installation
from escalation.directory.people import Person
from storage import directory
from storage.database import writing
from storage.directory_tables import directory_changes
from tests.bot.people_desk import OAK, Desk, opened
from tests.storage.rosters import directories

AWAY = "absences:\n  - {person: jo, from: 2026-08-03, until: 2026-08-14, cover: fay}\n"


@pytest.fixture
def desk(tmp_path, monkeypatch) -> Desk:
    return opened(tmp_path, monkeypatch)


def lines(desk: Desk, *person: str) -> list[str]:
    said = desk.says("history", *person)
    assert said.exit_code == 0, said.output
    return said.output.splitlines()


def test_every_change_says_when_who_and_from_where_the_newest_last(desk):
    desk.imports(OAK)
    desk.imports(AWAY, "leave.yml")

    *_, heading, line = lines(desk)

    assert heading.endswith(f", {getpass.getuser()}, leave.yml")
    assert line == "  + Jo Lee is away from 3 August 2026 until 14 August 2026, covered by Fay Ross"


def test_of_one_person_only_their_changes_are_said(desk):
    desk.imports(OAK)
    desk.imports(OAK.replace("U0MINA", "U9MINA").replace("[next_manager]", "[senior_manager]"))
    desk.imports(AWAY, "leave.yml")

    said = [line for line in lines(desk, "mina") if line.startswith("  ")]

    assert said == [
        "  + Mina Shah (mina): next_manager; U0MINA",
        "  ~ Mina Shah: slack U0MINA -> U9MINA; roles next_manager -> senior_manager",
    ]
    assert "covered by Fay Ross" in lines(desk, "Fay Ross")[-1]


def test_whoever_has_gone_is_found_still(desk):
    desk.imports(OAK)
    desk.imports(
        OAK.replace("deputy: fay, ", "").replace(
            "  - {name: Fay Ross, id: fay, agency: oak, slack: U0FAY}\n", ""
        )
    )

    assert lines(desk, "fay")[-1] == "  - Fay Ross (fay): U0FAY"


def test_a_row_of_an_old_release_shows_only_what_differed(desk):
    """It kept the whole directory before and after, without what it did not know of."""
    desk.imports(OAK)
    known = {"teams", "works", "job_share", "named_by"}
    tom, ann = (
        {
            key: value
            for key, value in asdict(Person(id, id.title(), "x", slack=f"U{id}")).items()
            if key not in known
        }
        for id in ("tom", "ann")
    )
    agency = {"id": "x", "name": "X", "type": "health"}
    before = {"agencies": [agency], "people": [tom], "posts": []}
    post = {"person": "tom", "role": "line_manager", "agency": "x"}
    after = {"agencies": [agency], "people": [tom, ann], "posts": [post]}
    row = {"at": datetime(2026, 1, 5, 9, tzinfo=UTC), "who": "root", "source": "old.yml"}
    row |= {"before": json.dumps(before), "after": json.dumps(after)}
    with installation() as engine, writing(engine) as connection:
        connection.execute(insert(directory_changes).values(row))

    assert lines(desk)[-3:] == [
        "Monday 5 January 2026, 09:00, root, old.yml",
        "  ~ Tom: roles none -> line_manager",
        "  + Ann (ann): Uann",
    ]


def test_nobody_of_that_name_is_answered_with_the_nearest(desk):
    desk.imports(OAK)

    said = desk.says("history", "Jo Leigh")

    assert said.exit_code == 2
    assert "Nobody called Jo Leigh is or was in the directory. Did you mean jo lee?" in said.output


def test_before_the_first_change_it_says_so(desk):
    assert lines(desk) == ["Nothing has been changed yet."]


TWO = OAK.replace("fay, agency: oak,", "fay, agency: oak, roles: [line_manager, practitioner],")
ROWS = TWO.splitlines(keepends=True)
JO, FAY = (next(row for row in ROWS if f"id: {id}," in row) for id in ("jo", "fay"))
STANDING = """\
stand_ins:
  - {agency_type: school, role: departmental_head, holder: bea}
  - {agency_type: school, role: departmental_head, holder: mina}
teams:
  - {id: duty, name: Duty desk, agency: oak, covers: [line_manager], members: [fay, jo]}
  - {id: night, name: Night desk, agency: oak, covers: [line_manager], members: [mina]}
"""
SWAPPED = """\
stand_ins:
  - {agency_type: school, role: departmental_head, holder: mina}
  - {agency_type: school, role: departmental_head, holder: bea}
teams:
  - {id: night, name: Night desk, agency: oak, covers: [line_manager], members: [mina]}
  - {id: duty, name: Duty desk, agency: oak, covers: [line_manager], members: [jo, fay]}
"""


def test_whoever_is_asked_before_another_is_said_and_kept(desk):
    desk.imports(TWO + STANDING)
    swapped = TWO.replace(JO, "").replace(FAY, FAY + JO) + SWAPPED

    shown = desk.imports(swapped).output.splitlines()[:-1]

    assert shown == [
        "~ Duty desk: members Fay Ross, Jo Lee -> Jo Lee, Fay Ross",
        "~ order of line_manager at Oak School: Jo Lee, Fay Ross -> Fay Ross, Jo Lee",
        "~ order of the teams on duty for line_manager at Oak School: "
        "Duty desk, Night desk -> Night desk, Duty desk",
        "~ order of those who stand in as departmental_head for each school: "
        "Bea Lang, Mina Shah -> Mina Shah, Bea Lang",
    ]
    assert lines(desk)[-4:] == [f"  {line}" for line in shown]
    assert lines(desk, "jo")[-2:] == [f"  {line}" for line in shown[:2]]


def test_rows_in_another_order_that_nobody_is_asked_by_are_said_to_be_just_that(desk):
    desk.imports(OAK)
    sam = next(row for row in OAK.splitlines(keepends=True) if "id: sam" in row)

    shown = desk.imports(OAK.replace(sam, "") + sam)

    assert shown.output.splitlines()[0] == ONLY_ROWS
    assert lines(desk)[-1] == f"  {ONLY_ROWS}"


def test_a_role_taken_away_is_one_of_those_there_were(desk):
    desk.imports(TWO + STANDING)
    desk.imports(
        TWO.replace("[line_manager, practitioner]", "[practitioner]")
        + STANDING.replace("[fay, jo]", "[jo]")
    )

    assert lines(desk)[-2:] == [
        "  ~ Fay Ross: roles line_manager, practitioner -> practitioner",
        "  ~ Duty desk: members Fay Ross, Jo Lee -> Jo Lee",
    ]


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(directories())
def test_the_history_says_what_the_import_said_before_it_was_made(desk, wanted):
    at = datetime(2026, 1, 5, 9, tzinfo=UTC)
    with installation() as engine, writing(engine) as connection:
        before = directory.load(connection)
        directory.replace(connection, wanted, who="root", source="f", at=at)
        made = list(directory.history(connection))

    told = [
        [each.line for each in changes(change.before, change.after, known)]
        for change, known in _people_history._known(made, wanted)
    ]

    if before != wanted:
        assert sorted(told[-1]) == sorted(each.line for each in changes(before, wanted))

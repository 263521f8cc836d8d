"""`people history`: what was changed, when, by whom and from where; only what differs."""

import getpass
import json
from dataclasses import asdict
from datetime import UTC, datetime

import pytest
from sqlalchemy import insert

from bot.installation import installation
from escalation.people import Person
from storage.database import writing
from storage.directory_tables import directory_changes
from tests.bot.people_desk import OAK, Desk, opened

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

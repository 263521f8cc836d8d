"""The directory is replaced whole, and what it was before is kept."""

import dataclasses
import json
from datetime import date

from sqlalchemy import select

from escalation.cover import Absence
from escalation.people import Agency, Directory, Person, Post
from storage import directory
from storage.database import reading, writing
from storage.directory_tables import directory_changes

HEALTH = Agency("health", "Health", "trust")
OAK = Agency("oak", "Oak School", "school")
SAM = Person("sam", "Sam Okafor", "health", "sam@h.example", "U1", "zed", "", "01344")
ZED = Person("zed", "Zed Adeyemi", "health", deputy="sam")
FIRST = Directory((OAK, HEALTH), (ZED, SAM), (Post("zed", "lead", "oak"), Post("sam", "p", "oak")))
SECOND = Directory((HEALTH,), (SAM,), (Post("sam", "lead", "health"),))


def replace(office, wanted: Directory, source: str) -> None:
    with writing(office.engine) as open_:
        directory.replace(open_, wanted, who="admin", source=source, at=office.THURSDAY)


def load(office) -> Directory:
    with reading(office.engine) as connection:
        return directory.load(connection)


def test_what_was_imported_is_what_is_loaded_in_the_order_it_was_given(office):
    assert load(office) == Directory()

    replace(office, FIRST, "one.yml")

    assert load(office) == FIRST


def test_an_import_replaces_the_whole_directory(office):
    replace(office, FIRST, "one.yml")
    replace(office, SECOND, "two.csv")

    assert load(office) == SECOND


def test_every_import_keeps_what_was_before_beside_what_came_after(office):
    replace(office, FIRST, "one.yml")
    replace(office, SECOND, "two.csv")

    with reading(office.engine) as connection:
        rows = connection.execute(select(directory_changes)).all()
        assert directory.version(connection) == rows[-1].id

    assert [(row.who, row.source, row.at) for row in rows] == [
        ("admin", "one.yml", office.THURSDAY),
        ("admin", "two.csv", office.THURSDAY),
    ]
    names = [person["name"] for person in json.loads(rows[1].before)["people"]]
    assert names == ["Zed Adeyemi"]
    assert [person["name"] for person in json.loads(rows[1].after)["people"]] == [
        person.name for person in SECOND.people if person not in FIRST.people
    ]


def test_what_did_not_change_is_not_kept_once_more(office):
    replace(office, FIRST, "one.yml")
    away = Absence(FIRST.people[0].id, date(2026, 4, 6), date(2026, 4, 10), set_by="admin")
    replace(office, dataclasses.replace(FIRST, absences=(away,)), "absence")
    replace(office, dataclasses.replace(FIRST, absences=(away,)), "absence again")

    with reading(office.engine) as connection:
        rows = connection.execute(select(directory_changes)).all()

    assert [row.source for row in rows] == ["one.yml", "absence"]
    assert json.loads(rows[1].before) == {"absences": []}
    assert list(json.loads(rows[1].after)) == ["absences"]
    assert load(office).absences == (away,)

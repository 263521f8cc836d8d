"""The directory is replaced whole, and what it was before is kept."""

import dataclasses
import json
from datetime import date

from hypothesis import HealthCheck, given, settings
from sqlalchemy import insert, select

from escalation.directory.cover import Absence, Shift, StandIn, Team
from escalation.directory.people import Agency, Directory, Person, Post
from storage import directory
from storage.database import reading, writing
from storage.directory_tables import directory_changes
from tests.storage.rosters import directories

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


DUTY = dataclasses.replace(
    FIRST, teams=(Team("duty", "Duty desk", "oak"),), shifts=(Shift("duty", "sam"),)
)


def test_a_team_is_changed_though_somebody_is_in_it(office):
    """Its members name it by a foreign key."""
    other = Team("duty", "Night desk", "oak", "night@oak.example", "C0DUTY", ("lead",))

    replace(office, DUTY, "one.yml")
    replace(office, dataclasses.replace(DUTY, teams=(other,)), "two.yml")

    assert load(office).teams == (other,)
    assert load(office).shifts == DUTY.shifts


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(directories(), directories())
def test_any_directory_is_replaced_by_any_other(office, one, other):
    for wanted in (one, other):
        replace(office, wanted, "all.yml")
        assert load(office) == wanted


def last(office) -> directory.Change:
    with reading(office.engine) as connection:
        return list(directory.history(connection))[-1]


def test_of_whom_a_role_is_taken_everything_they_held_is_kept(office):
    both = dataclasses.replace(FIRST, posts=(Post("zed", "lead", "oak"), Post("zed", "p", "oak")))

    replace(office, both, "one.yml")
    replace(office, dataclasses.replace(both, posts=both.posts[:1]), "two.yml")

    assert last(office).before.posts == both.posts
    assert last(office).after.posts == both.posts[:1]


def test_who_is_asked_first_is_kept_where_nothing_but_that_changes(office):
    leads = (Post("zed", "lead", "oak"), Post("sam", "lead", "oak"))
    standing = (StandIn("school", "lead", "zed"), StandIn("school", "lead", "sam"))
    shifts = (Shift("duty", "sam"), Shift("duty", "zed"))
    one = dataclasses.replace(DUTY, posts=leads, stand_ins=standing, shifts=shifts)

    replace(office, one, "one.yml")
    swapped = {name: getattr(one, name)[::-1] for name in ("posts", "stand_ins", "shifts")}
    replace(office, dataclasses.replace(one, **swapped), "two.yml")

    for name, now in swapped.items():
        assert getattr(last(office).before, name) == now[::-1]
        assert getattr(last(office).after, name) == now


def test_of_a_role_that_one_more_comes_to_hold_the_others_are_not_kept_once_more(office):
    lead = dataclasses.replace(FIRST, posts=FIRST.posts[:1])
    last_of_two = (*lead.posts, Post("sam", "lead", "oak"))

    replace(office, lead, "one.yml")
    replace(office, dataclasses.replace(lead, posts=last_of_two), "two.yml")
    assert last(office).before.posts == ()

    replace(office, lead, "three.yml")
    replace(office, dataclasses.replace(lead, posts=last_of_two[::-1]), "four.yml")
    assert last(office).before.posts == lead.posts
    assert last(office).after.posts == last_of_two[::-1]


def test_a_row_of_a_release_that_kept_only_what_differed_is_read_still(office):
    post = {"person": "zed", "role": "lead", "agency": "oak", "starts": "2026-09-01", "ends": None}
    row = {"at": office.THURSDAY, "who": "admin", "source": "old.yml"}
    row |= {"before": json.dumps({"posts": [post]}), "after": json.dumps({"posts": []})}
    with writing(office.engine) as connection:
        connection.execute(insert(directory_changes).values(row))

    assert last(office).before.posts == (Post("zed", "lead", "oak", date(2026, 9, 1)),)
    assert last(office).after == Directory()

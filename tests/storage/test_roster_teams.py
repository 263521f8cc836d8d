"""A team without an id: one of the same name and agency is the team that it was."""

from dataclasses import replace

import pytest

from escalation.directory.cover import Team
from escalation.directory.people import Post
from tests.storage.test_roster_cover import WHOLE, directory, faults

BEFORE = directory(
    WHOLE.replace("id: duty", "id: desk-1").replace("contact: duty", "contact: desk-1")
)


@pytest.mark.parametrize(("name", "id"), [("duty DESK", "desk-1"), ("Night desk", "night-desk")])
def test_a_team_of_a_file_without_its_id_keeps_the_one_it_had(name, id):
    rows = f"team,agency,role,member\n{name},Oak School,departmental_head,Jo Lee\n"

    found = directory(rows, BEFORE, "teams.csv")

    assert [team.id for team in found.teams] == [id]
    assert Post(id, "departmental_head", "oak") in found.posts
    assert [each.contact for each in found.closures] == [id if id == "desk-1" else ""]


def test_a_team_of_the_same_name_at_another_agency_is_another():
    rows = "team,agency,member\nDuty desk,Health Trust,Jo Lee\n"

    found = directory(rows, BEFORE, "teams.csv")

    assert found.teams == (Team("duty-desk", "Duty desk", "trust"),)
    assert directory(WHOLE, replace(BEFORE, teams=())).teams[0].id == "duty"


TEAM = """\
team,agency,e-mail,covers,role,member
Duty desk,Oak School,duty@oak.example,line_manager,,Jo Lee
Duty desk,,,practitioner; line_manager,departmental_head,Fay Ross
"""


def test_what_a_later_row_of_a_team_says_is_said_of_the_team():
    found = directory(TEAM, BEFORE, "teams.csv")

    assert found.teams[0].covers == ("line_manager", "practitioner")
    assert Post("desk-1", "departmental_head", "oak") in found.posts


def test_what_two_rows_of_a_team_say_otherwise_is_a_fault():
    other = TEAM.replace("Duty desk,,,", "Duty desk,Health Trust,night@oak.example,")

    assert faults(other, BEFORE, "teams.csv") == [
        "teams.csv:3: The team “Duty desk” has another agency here than above: “Health Trust”, "
        "not “Oak School”.",
        "teams.csv:3: The team “Duty desk” has another e-mail here than above: "
        "“night@oak.example”, not “duty@oak.example”.",
    ]


EMPTY = "team,agency,role,member\nDuty desk,Oak School,departmental_head,\n"


def test_a_team_that_is_asked_has_somebody_in_it():
    assert faults(EMPTY, BEFORE, "teams.csv") == [
        "teams.csv:2: The team Duty desk is asked for a role, and nobody is in it."
    ]
    left = directory(EMPTY, replace(BEFORE, shifts=()), "teams.csv")
    assert left.teams[0].id == "desk-1"


def test_nobody_is_in_a_team_twice_for_the_same_time():
    twice = TEAM + "Duty desk,,,,,Jo Lee\n"

    assert faults(twice, BEFORE, "teams.csv") == [
        "teams.csv:4: Jo Lee is in Duty desk twice for the same time."
    ]

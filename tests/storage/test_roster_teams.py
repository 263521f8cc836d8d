"""A team without an id: one of the same name and agency is the team that it was."""

from dataclasses import replace

import pytest

from escalation.cover import Team
from escalation.people import Post
from tests.storage.test_roster_cover import WHOLE, directory

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

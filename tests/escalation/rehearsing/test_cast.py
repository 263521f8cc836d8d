"""The invented people of a rehearsal: somebody for each role, with a name that reads as the role."""

from dataclasses import replace

from escalation.rehearsing import cast
from tests.escalation.story import BERKSHIRE

PEOPLE = cast.of(BERKSHIRE)


def test_every_role_of_the_agencies_is_held_at_each_of_the_three():
    roles = [role.id for role in BERKSHIRE.roles.values() if role.of == "agency"]

    for agency in ("A", "B", "C"):
        for role in roles:
            assert [each.id for each in PEOPLE.holders(role, agency)] == [f"{role}@{agency}"]


def test_the_office_holds_the_roles_of_the_partnership_and_no_others():
    held = {post.role for post in PEOPLE.posts if post.agency == "partnership"}

    assert held == {role.id for role in BERKSHIRE.roles.values() if role.of == "partnership"}


def test_a_name_reads_as_the_role():
    person = PEOPLE.person("line_manager@A")

    assert person
    assert person.name == "Line manager / team manager of Agency A"


def test_above_a_professional_stand_the_tiers_in_their_order():
    assert [each.id for each in PEOPLE.line_above("practitioner@B")] == [
        "line_manager@B",
        "next_manager@B",
        "senior_manager@B",
        "departmental_head@B",
    ]


def test_the_office_has_its_manager_though_a_text_names_none():
    less = {id: role for id, role in BERKSHIRE.roles.items() if id != "business_manager"}
    (manager,) = cast.of(replace(BERKSHIRE, roles=less)).holders("business_manager", "partnership")

    assert manager.name == "Business Manager"

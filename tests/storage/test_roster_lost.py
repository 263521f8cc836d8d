"""What a file would lose without a word, or set up so that nobody is asked: a fault instead."""

from dataclasses import replace

import pytest

from tests.storage.test_roster_cover import AWAY, COVER, PEOPLE, WHOLE, directory, faults


@pytest.mark.parametrize("cut", ["absences:", "stand_ins:\n", "teams: ~\n", 'closures: ""'])
def test_a_list_of_which_only_the_name_is_there_is_not_emptied(cut):
    """As where a file was cut short."""
    name = cut.split(":")[0]

    assert faults(f"agencies: []\n{cut}", directory(WHOLE))[-1] == (
        f"all.yml:2: Nothing is listed under {name}: to empty the list, write {name}: []."
    )


DI = PEOPLE + "  - {id: di, name: Di Vane, agency: trust, email: di@trust.example}\n"


def test_nobody_of_another_agency_covers_but_for_whom_they_did_already():
    text = DI + COVER.replace("cover: jo", "cover: di")
    was = replace(directory(DI + COVER), absences=(replace(AWAY, cover="di"),))

    assert faults(text) == [
        "all.yml:29: Di Vane works for another agency and would not be asked instead of Sam "
        "Okafor: name somebody of the same agency as cover."
    ]
    assert directory(text, was) == was


LEFT = (
    "No agency would be of the type school, for which somebody stands in as departmental_head: "
    "give the stand_ins as well."
)


def test_stand_ins_are_not_lost_with_the_last_agency_of_their_type():
    now = directory(WHOLE)
    college = PEOPLE.replace("type: school", "type: college")
    health = "agency,agency type,person,role,e-mail\nHealth Trust,health,Jo Lee,,jo@oak.example\n"

    assert faults(college, now) == [f"all.yml:2: {LEFT}"]
    assert f"people.csv:1: {LEFT}" in faults(health, now, "people.csv")
    assert directory(college + "stand_ins: []\n", now).stand_ins == ()


def test_a_type_is_written_alike_for_every_agency():
    other = WHOLE.replace("type: health", "type: School")

    assert faults(other) == ["all.yml:3: The type School is written school above: write it alike."]
    assert faults(WHOLE.replace("agency_type: school", "agency_type: School")) == [
        "all.yml:32: No agency is of the type School. Did you mean school?"
    ]

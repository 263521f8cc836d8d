"""How a file may be written, and that every fault of it is said at once."""

from datetime import date

import pytest

from escalation.directory.cover import Absence, Closure
from storage.roster import RosterFaults, read_all
from tests.storage.test_roster_cover import PEOPLE, ROLES, WHOLE, directory, faults

SLIP = WHOLE.replace("roles: [practitioner]", "roles: [practicioner], slak: U0SAM")


def test_an_unknown_field_is_said_beside_every_other_fault():
    said = faults(SLIP.replace("job_share: fay", "job_share: fey"))

    assert [each.split(": ", 1)[0] for each in said] == ["all.yml:5", "all.yml:5", "all.yml:6"]
    assert "“slak” is not a field here" in said[1]
    assert "Did you mean practitioner?" in said[0]
    assert "The job share of Jo Lee is nobody in this file: fey." in said[2]


def test_an_unknown_column_is_said_beside_the_faults_of_the_rows():
    said = faults(
        "person,agency,agency type,role,e-mail,shoe size\nJo,Oak,school,boss,jo@oak.example,6\n",
        name="people.csv",
    )

    assert said == [
        "people.csv:1: “shoe size” is not a column here: use agency, agency ID, agency type, person, "
        "ID, role, manager, deputy, e-mail, Slack ID, phone, works, Teams ID, job share, named by, "
        "from, until.",
        "people.csv:2: No procedure names a role boss.",
    ]


def test_whoever_is_named_is_not_called_missing_where_a_row_could_not_be_read():
    """Sam's manager may be in the row that has a cell too many."""
    said = faults(
        "person,agency,agency type,role,e-mail,manager\n"
        "Sam,Oak,school,boss,sam@oak.example,Jo\n"
        "Jo,Oak,school,line_manager,jo@oak.example,,\n",
        name="people.csv",
    )

    assert said == [
        "people.csv:2: No procedure names a role boss.",
        "people.csv:3: This row has 7 cells, the header 6.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "person,from,until\nsam,03/08/2026,14/08/2026\n",
        "person;from;until;cover\nsam;03/08/2026;14/08/2026;\n",
        "person\tfrom\tuntil\tcover\nsam\t03/08/2026\t14/08/2026\t\n",
    ],
)
def test_a_list_of_absences_is_known_without_a_cover_and_with_semicolons(text):
    found = directory(text, directory(WHOLE), "leave.csv")

    assert found.absences == (Absence("sam", date(2026, 8, 3), date(2026, 8, 14)),)
    assert len(found.people) == 3


def test_a_list_of_closures_is_known_without_a_contact():
    found = directory("agency,from,until\noak,2026-07-23,2026-09-01\n", directory(WHOLE), "c.csv")

    assert found.closures == (Closure("oak", date(2026, 7, 23), date(2026, 9, 1)),)


def test_a_first_line_that_names_the_separator_is_to_be_taken_out():
    assert faults("sep=;\nperson;from;until\n", name="leave.csv") == [
        "leave.csv:1: This line says what separates the cells: take it out, the columns come first."
    ]


def test_whoever_a_file_without_people_names_is_looked_up_in_the_directory():
    text = (
        "absences:\n  - {person: sim, from: 2026-08-03, until: 2026-08-14}\n"
        "closures:\n  - {agency: elm, from: 2026-08-03, until: 2026-08-14}\n"
    )

    assert faults(text, directory(WHOLE)) == [
        "all.yml:2: Whoever is away is nobody in the directory: sim.",
        "all.yml:4: There is no agency elm in the directory.",
    ]


def test_a_list_in_two_files_is_one_fault_and_nobody_is_missing_for_it():
    more = PEOPLE[PEOPLE.index("people:") :].replace("sam", "tom")
    with pytest.raises(RosterFaults) as refused:
        read_all([("a.yml", PEOPLE.encode()), ("b.yml", more.encode())], ROLES, directory(WHOLE))

    assert refused.value.faults == ["b.yml:2: Another file has the people already."]


def test_a_cell_that_cannot_be_kept_is_a_fault_of_its_row():
    text = f"person,agency,agency type,role,e-mail\n{'Jo' * 200},Oak,school,,jo@oak.example\n"

    assert faults(text, name="people.csv") == [
        "people.csv:2: The person has 400 letters: write at most 300."
    ]


def test_an_agency_without_an_id_is_the_one_of_that_name():
    text = "agency,agency type,domains\nOAK SCHOOL,school,oak.example\nHealth Trust,health,\n"

    found = directory(text, directory(WHOLE), "agencies.csv")

    assert [(each.id, each.name) for each in found.agencies] == [
        ("oak", "OAK SCHOOL"),
        ("trust", "Health Trust"),
    ]


def test_one_row_may_name_somebody_for_several_roles_that_agencies_of_a_type_lack():
    text = "agency type,role,stand-in\nschool,departmental_head; line_manager,fay\n"

    found = directory(text, directory(WHOLE), "stand-ins.csv")

    assert [each.role for each in found.stand_ins] == ["departmental_head", "line_manager"]

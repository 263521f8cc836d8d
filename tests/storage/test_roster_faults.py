"""How a file may be written, and that every fault of it is said at once."""

from datetime import date

import pytest

from escalation.cover import Absence
from tests.storage.test_roster_cover import WHOLE, directory, faults

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
        "people.csv:1: “shoe size” is not a column here.",
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
    ],
)
def test_a_list_of_absences_is_known_without_a_cover_and_with_semicolons(text):
    found = directory(text, directory(WHOLE), "leave.csv")

    assert found.absences == (Absence("sam", date(2026, 8, 3), date(2026, 8, 14)),)
    assert len(found.people) == 3

"""A team of an agency in a file: it is given like an agency, and says of which one it is a part."""

import pytest

from escalation.directory.people import Agency, Directory
from storage.database import reading, writing
from storage.directory import load, replace
from storage.roster import RosterFaults, read
from storage.roster_written import as_csv, as_yaml
from tests.escalation.story import time

ROLES = {"practitioner": "agency"}
COUNCIL = """\
agencies:
  - {id: council, name: Borough Council, type: local_authority, domains: [council.example]}
  - {id: duty, name: Duty Team, type: local_authority, part_of: Borough Council}
people:
  - {id: ann, name: Ann Bell, agency: council, roles: [practitioner], email: ann@council.example}
  - {id: dora, name: Dora Finch, agency: duty, roles: [practitioner], email: d@council.example}
"""


def directory(text: str, now: Directory | None = None, name: str = "people.yml") -> Directory:
    return read(text.encode(), name, ROLES, now or Directory())


def faults(text: str, now: Directory | None = None, name: str = "people.yml") -> list[str]:
    with pytest.raises(RosterFaults) as found:
        directory(text, now, name)
    return found.value.faults


def test_it_names_the_agency_of_which_it_is_a_part():
    found = directory(COUNCIL)

    assert found.agency("duty") == Agency("duty", "Duty Team", "local_authority", part_of="council")
    assert (found.part_of("duty"), found.part_of("council")) == ("council", "")


def test_written_and_read_again_it_is_the_same():
    found = directory(COUNCIL)

    assert "part_of: council" in as_yaml(found)
    assert directory(as_yaml(found)) == found


def test_its_people_in_csv_leave_it_a_part_as_it_was():
    found = directory(COUNCIL)

    again = directory(as_csv(found), found, "people.csv")
    assert again.agencies == found.agencies


def test_agencies_in_csv_have_a_column_for_it():
    text = "agency,agency type,domains,part of\nBorough Council,local_authority,council.example,\n"
    found = directory(f"{text}Duty Team,local_authority,,Borough Council\n", name="agencies.csv")

    assert found.part_of("duty-team") == "borough-council"


@pytest.mark.parametrize(
    ("part_of", "sentence"),
    [
        ("Nowhere", "Duty Team is part of Nowhere, which is no agency of this file."),
        ("Duty Team", "Duty Team cannot be part of Duty Team."),
    ],
)
def test_what_it_cannot_be_a_part_of_is_a_fault(part_of, sentence):
    (fault,) = faults(COUNCIL.replace("part_of: Borough Council", f"part_of: {part_of}"))

    assert fault == f"people.yml:3: {sentence}"


def test_a_team_is_no_part_of_another_team():
    within = "  - {id: desk, name: Desk, type: local_authority, part_of: duty}\npeople:\n"

    (fault,) = faults(COUNCIL.replace("people:\n", within, 1))
    assert "Duty Team is itself part of another agency" in fault


def test_kept_in_the_database_it_is_there_again(engine):
    found, at = directory(COUNCIL), time("Thursday 2026-04-02 15:00")
    with writing(engine) as connection:
        replace(connection, found, who="a test", source="a test", at=at)

    with reading(engine) as connection:
        assert load(connection) == found

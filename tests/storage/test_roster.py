"""A file of people: read whole, or every fault in it by its line and nothing taken."""

import pytest

from escalation.directory.people import PARTNERSHIP, Agency, Directory, Person, Post
from storage.roster import RosterFaults, read

ROLES = {
    "practitioner": "agency",
    "line_manager": "agency",
    "senior_manager": "agency",
    "business_manager": PARTNERSHIP,
}

YAML = """\
agencies:
  - {id: health, name: Royal Berkshire Health Trust, type: health}
  - {id: school, name: Oak School, type: school}
  - {id: partnership, name: Berkshire Partnership, type: partnership}
people:
  - id: sam
    name: Sam Okafor
    agency: health
    roles: [practitioner]
    manager: Jo Lee
    deputy: pat@health.example
    email: sam@health.example
    slack: U001SAM
    phone: 01344 000000
  - id: jo
    name: Jo Lee
    agency: Royal Berkshire Health Trust
    roles: [line_manager, senior_manager, senior_manager@school]
    slack: U002JO
  - name: Pat Moss
    agency: health
    email: pat@health.example
  - name: Ada Bell
    agency: partnership
    roles: [business_manager]
    slack: U003ADA
"""

CSV = """\
Agency,Agency type,Person,Role(s),Manager,Deputy,E-mail,Slack ID
Royal Berkshire Health Trust,health,Sam Okafor,practitioner,jo@h.example,,,U001SAM
Royal Berkshire Health Trust,health,Jo Lee,line_manager; senior_manager@oak-school,,,jo@h.example,
Oak School,school,"Moss,
Pat",,,,pat@oak.example,
Berkshire Partnership,partnership,Ada Bell,business_manager,,,,U003ADA
"""


def directory(text: str, name: str = "people.yml", now: Directory | None = None) -> Directory:
    return read(text.encode(), name, ROLES, now or Directory())


def faults(text: str, name: str = "people.yml") -> list[str]:
    with pytest.raises(RosterFaults) as refused:
        directory(text, name)
    return refused.value.faults


def test_a_yaml_file_sets_out_agencies_people_and_roles():
    found = directory(YAML)

    assert found.agency("health") == Agency("health", "Royal Berkshire Health Trust", "health")
    assert found.person("sam") == Person(
        "sam",
        "Sam Okafor",
        "health",
        "sam@health.example",
        "U001SAM",
        manager="jo",
        deputy="pat@health.example",
        phone="01344 000000",
    )
    assert found.posts == (
        Post("sam", "practitioner", "health"),
        Post("jo", "line_manager", "health"),
        Post("jo", "senior_manager", "health"),
        Post("jo", "senior_manager", "school"),
        Post("u003ada", "business_manager", PARTNERSHIP),
    )


def test_a_csv_file_sets_out_the_same_without_ids():
    found = directory(CSV, "people.csv")

    assert [agency.id for agency in found.agencies] == [
        "royal-berkshire-health-trust",
        "oak-school",
        PARTNERSHIP,
    ]
    assert [(person.id, person.name) for person in found.people] == [
        ("u001sam", "Sam Okafor"),
        ("jo@h.example", "Jo Lee"),
        ("pat@oak.example", "Moss, Pat"),
        ("u003ada", "Ada Bell"),
    ]
    assert found.people[0].manager == "jo@h.example"
    assert Post("jo@h.example", "senior_manager", "oak-school") in found.posts


def test_somebody_who_is_known_keeps_their_id_when_their_name_or_address_changes():
    """The ledger names people by their ids: a marriage must not make a stranger of anybody."""
    now = directory(CSV, "people.csv")
    later = CSV.replace("Sam Okafor", "Sam Bell").replace("U003ADA", "U009NEW")
    later = later.replace(",jo@h.example,\n", ",jo@h.example,U002JO\n")

    found = directory(later, "people.csv", now)

    ids = [person.id for person in found.people]
    assert ids == ["u001sam", "jo@h.example", "pat@oak.example", "u009new"]


def test_a_role_of_the_partnership_is_held_for_the_partnership_wherever_one_works():
    text = YAML.replace("roles: [line_manager,", "roles: [business_manager,")

    assert Post("jo", "business_manager", PARTNERSHIP) in directory(text).posts


@pytest.mark.parametrize(
    ("was", "now", "fault"),
    [
        ("[practitioner]", "[practitoner]", "No procedure names a role practitoner. Did you mean"),
        ("manager: Jo Lee", "manager: Nobody", "6: The manager of Sam Okafor is nobody in this"),
        ("manager: Jo Lee", "manager: sam", "6: Sam Okafor cannot be their own manager."),
        ("deputy: pat@", "deputy: jim@", "6: The deputy of Sam Okafor is nobody in this file: jim"),
        ("@school]", "@scool]", "18: There is no agency scool in this file."),
        (
            "agency: health\n    email",
            "agency: helth\n    email",
            "Pat Moss has no agency: helth is not in this",
        ),
        ("  - name: Pat Moss", "  - {}\n  - name: Pat Moss", "20: There is no name."),
        ("sam@health.example", "sam at health", "given for Sam Okafor is not an e-mail address"),
        ("U002JO", "jo", "15: What is given for Jo Lee is not a Slack ID, such as U012AB34CD."),
        ("U002JO", "U001SAM", "15: Jo Lee has the Slack ID of Sam Okafor."),
        ("    email: pat@health.example\n", "", "Pat Moss cannot be reached: give an e-mail"),
        ("id: jo", "id: Jo Lee!", "An id is in small letters and figures, with dots or dashes."),
        ("id: jo\n", "id: clock\n", "15: The id clock is Escalate's own: give Jo Lee another."),
        ("[practitioner]", "[{at: school}]", "9: Which role is not said: write it as role."),
        (
            "name: Pat Moss",
            'name: "Pat\\uD800"',
            "20: The name holds a character that cannot be kept",
        ),
        ("name: Pat Moss", 'name: "Pat\\0"', "20: The name holds a character that cannot be kept"),
        (
            "name: Pat Moss",
            f"name: {'Pat' * 7000}",
            "20: The name has 21000 letters: write at most",
        ),
        ("[practitioner]", '["\\x07"]', "9: The roles holds a character that cannot be kept"),
        (
            "phone: 01344 000000",
            "phone: +44 118 496 zz call me",
            "6: What is given for Sam Okafor is not a telephone number",
        ),
        (
            "phone: 01344 000000",
            "phone: 4.41185E+11",
            "6: What is given for Sam Okafor is not a telephone number",
        ),
        (
            "phone: 01344 000000",
            "phone: +()-",
            "6: What is given for Sam Okafor is not a telephone number",
        ),
        ("id: jo\n", "id: sam\n", "15: Jo Lee is given twice"),
        ("id: school, name: Oak School", "id: health, name: Oak", "3: The agency Oak is given"),
        ("id: partnership, ", "id: office, ", "office has the id and type partnership"),
        (", type: school", "", "3: The agency Oak School has no type."),
        ("phone: 01344 000000", "fax: 01344", "14: “fax” is not a field here: use id, name"),
        ("phone: 01344 000000", "phone: [1, 2]", "14: phone is one value, not several."),
        ("people:\n", "people: none\nothers:\n", "5: There is no list of people: write - before"),
        ("people:\n", "persons:\n", "5: “persons” is no list of a directory: use agencies, people"),
        ("agencies:\n", "agencies: [\n", "This is not YAML"),
        ("    name: Sam Okafor\n", "    name: Sam\n    name: Tom\n", "This is not YAML"),
    ],
)
def test_what_is_wrong_is_said_by_its_line(was, now, fault):
    assert was in YAML

    found = faults(YAML.replace(was, now, 1))

    assert any(fault in each for each in found), found
    assert all(each.startswith("people.yml:") for each in found)


def test_every_fault_is_said_at_once_in_order_and_once():
    text = YAML.replace("Jo Lee\n    deputy", "X\n    deputy").replace("U003ADA", "nonsense")
    text = text.replace("[line_manager,", "[boss,")

    lines = [int(each.split(":")[1]) for each in faults(text)]

    assert lines == sorted(lines)
    assert len(lines) == len(set(lines)) == 3


def test_a_circle_of_managers_is_found():
    text = YAML.replace("    slack: U002JO", "    slack: U002JO\n    manager: sam")

    found = faults(text)

    assert found == ["people.yml:6: This line of managers is a circle: Sam Okafor, Jo Lee."]


@pytest.mark.parametrize(
    "phone", ["0118 496 0101", "+44 (0)118 496-0101", "(0118) 4960101 ext 12", "01344 000000x12"]
)
def test_a_telephone_number_may_be_written_in_several_ways(phone):
    found = directory(YAML.replace("01344 000000", phone)).person("sam")

    assert found is not None
    assert found.phone == phone


def test_what_a_row_of_somebody_given_twice_says_is_judged_as_well():
    text = (
        YAML + "  - {id: sam, name: Sam, agency: health, roles: [boss], manager: zed, slack: U99}\n"
    )

    last = f":{text.count(chr(10))}: "
    assert [each.split(last)[1][:40] for each in faults(text) if last in each] == [
        "No procedure names a role boss.",
        "Sam is given twice: put every role in on",
        "The manager of Sam Okafor is nobody in t",
    ]


def test_of_two_people_with_one_name_a_manager_is_named_by_id():
    text = YAML.replace("name: Pat Moss", "name: Jo Lee")

    assert "6: The manager of Sam Okafor may be any of 2 people: give an id." in faults(text)[0]
    assert directory(text.replace("manager: Jo Lee", "manager: jo")).people[0].manager == "jo"


@pytest.mark.parametrize(
    ("was", "now", "fault"),
    [
        ("Agency type", "Kind", "people.csv:1: “Kind” is not a column here: use agency, agency"),
        (",E-mail", ",Slack", "people.csv:1: “Slack” is a column twice."),
        ("Role(s)", "Phone", "people.csv:1: The column role is missing."),
        (",U001SAM", "", "people.csv:2: This row has 7 cells, the header 8."),
        ('Pat",', "Pat,", "This line is not CSV: a quotation mark is open."),
        ("Ada Bell,business_manager", "Ada Bell,bus_manager", "people.csv:6: No procedure names"),
        ("Trust,health,Jo", "Trust,trust,Jo", "people.csv:3: The agency Royal Berkshire Health"),
        ("Oak School,school", "Oak School,", "people.csv:4: The agency Oak School has no type."),
        ("Oak School,school", ",", "people.csv:4: Moss, Pat has no agency."),
    ],
)
def test_what_is_wrong_in_csv_is_said_by_its_line_too(was, now, fault):
    assert was in CSV

    found = faults(CSV.replace(was, now, 1), "people.csv")

    assert any(fault in each for each in found), found


def test_the_type_of_an_agency_need_be_given_only_once_in_csv():
    text = CSV.replace("Trust,health,Sam", "Trust,,Sam")

    assert directory(text, "people.csv").agencies[0].type == "health"


@pytest.mark.parametrize(
    ("content", "name", "fault"),
    [
        (b"\xff\xfe", "people.csv", "people.csv:1: This is not text in UTF-8"),
        (b"agency\na\0b", "people.csv", "people.csv:2: This is not text: save the file as UTF-8."),
        (b"", "people.xlsx", "people.xlsx:1: The file's name must end in .yml or .csv."),
        (b"", "people.csv", "people.csv:1: The column agency is missing."),
        (b"", "people.yml", "people.yml:1: There is none of the lists agencies, people"),
        (b"x" * 5_000_001, "people.yml", "people.yml:1: The file is larger than 5 MB."),
    ],
)
def test_a_file_that_is_no_directory_is_refused_in_a_sentence(content, name, fault):
    with pytest.raises(RosterFaults) as refused:
        read(content, name, ROLES, Directory())

    assert refused.value.faults[0].startswith(fault)


def test_a_file_saved_by_a_spreadsheet_is_read_with_its_mark_and_its_line_ends():
    text = "\ufeff" + CSV.replace("\n", "\r\n")

    assert directory(text, "people.csv").people[1].name == "Jo Lee"


def test_an_agency_may_have_the_roles_of_the_installation_itself():
    text = YAML.replace("roles: [practitioner]", "roles: [practitioner, records_officer]", 1)

    assert Post("sam", "records_officer", "health") in directory(text).posts

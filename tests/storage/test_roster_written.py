"""What is exported can be imported again, and changes nothing."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from escalation.directory.people import Agency, Directory, Person, Post
from storage import yaml_lines, yaml_tree
from storage.roster import read
from storage.roster_written import as_csv, as_yaml
from tests.storage.rosters import ROLES, directories

any_text = st.text(max_size=20).map(lambda text: " ".join(text.split())).filter(bool)

SAM = Person("sam", 'Sam O\'Brien: "Null"', "oak", "sam@oak.example", phone="+44 1344 000000")
OAK = Directory(
    (Agency("oak", "Oak School", "school", ("oak.example",)),),
    (SAM, Person("null", "null", "oak", slack="U0NULL", works="mon-wed 09:00-17:00; fri")),
    (Post("sam", "line_manager", "oak", date(2026, 9, 1)), Post("null", "line_manager", "oak")),
)


@settings(max_examples=40)
@given(directories())
def test_a_directory_in_yaml_is_the_same_in_an_empty_installation(directory):
    assert read(as_yaml(directory).encode(), "people.yml", ROLES, Directory()) == directory


@settings(max_examples=40)
@given(directories())
def test_a_directory_in_yaml_changes_nothing_where_it_came_from(directory):
    assert read(as_yaml(directory).encode(), "people.yml", ROLES, directory) == directory


@settings(max_examples=40)
@given(directories())
def test_its_people_in_csv_change_nothing_where_they_came_from(directory):
    assert read(as_csv(directory).encode(), "people.csv", ROLES, directory) == directory


@settings(max_examples=40)
@given(directories())
def test_what_is_written_is_read_line_by_line_as_the_library_reads_it(directory):
    text = as_yaml(directory)

    plain = yaml_lines.read(text)

    assert plain is not None
    assert plain == yaml_tree.composed(text)


pieces = [
    "a",
    "b",
    ": ",
    ":",
    " ",
    "- ",
    "[",
    "]",
    "{",
    "}",
    ", ",
    ",",
    " #",
    '"',
    "'",
    "\n",
    "\n  ",
]
pieces += [
    "a: ",
    "\n- ",
    "\n  - ",
    "&",
    "*",
    "!",
    "|",
    ">",
    "%",
    "@",
    "~",
    "09:00",
    ";",
    "''",
    "\\",
]


@given(st.lists(st.sampled_from(pieces), max_size=24).map("".join))
def test_whatever_is_read_line_by_line_is_what_the_library_reads(text):
    plain = yaml_lines.read(text)

    assert plain is None or plain == yaml_tree.composed(text)


@pytest.mark.parametrize(
    "text",
    [
        "a: Moss, Pat\n",
        "a:   'O''Brien, Jo'  # who\n",
        "a: [b, 'c, d', \"e, f\"]\n",
        "a:  # nothing yet\n  - {b: 'it''s', c: [d]}\n  - b: Jo - Lee & Co\n    c: 09:00-17:00; fri   \n",
        "# first\r\na: b\r\n\r\nc: []\r\n",
    ],
)
def test_what_people_usually_type_is_read_line_by_line(text):
    assert yaml_lines.read(text) == yaml_tree.composed(text)


@given(st.lists(st.tuples(st.sampled_from("abc"), any_text), min_size=1, max_size=4))
def test_any_text_can_be_a_value(pairs):
    fields = {key: yaml_lines.quoted(value) for key, value in pairs}
    text = "".join(f"{key}: {value}\n" for key, value in fields.items())

    tree = yaml_tree.composed(text)

    assert isinstance(tree, yaml_tree.Mapped)
    read_back = {key: node.text for key, _, node in tree.pairs if isinstance(node, yaml_tree.Text)}
    assert read_back == dict(pairs)


def test_a_field_that_says_nothing_is_left_out_and_a_list_that_is_empty_is_there():
    assert as_yaml(OAK) == (
        "agencies:\n"
        "  - id: oak\n"
        "    name: Oak School\n"
        "    type: school\n"
        "    domains: [oak.example]\n"
        "people:\n"
        "  - id: sam\n"
        '    name: "Sam O\'Brien: \\"Null\\""\n'
        "    agency: oak\n"
        "    roles:\n"
        "      - {role: line_manager, from: 2026-09-01}\n"
        "    email: sam@oak.example\n"
        "    phone: +44 1344 000000\n"
        '  - id: "null"\n'
        '    name: "null"\n'
        "    agency: oak\n"
        "    roles: [line_manager]\n"
        "    slack: U0NULL\n"
        "    works: mon-wed 09:00-17:00; fri\n"
        "teams: []\n"
        "absences: []\n"
        "closures: []\n"
        "stand_ins: []\n"
    )


def test_no_spreadsheet_takes_a_cell_for_a_formula_or_a_telephone_number_for_a_sum():
    names = ("=cmd()", "'=x", "@sum", "-1", "'plain")
    people = tuple(
        Person(f"p{n}", name, "oak", f"p{n}@oak.example", phone="+44 1344 000000")
        for n, name in enumerate(names)
    )
    directory = Directory(OAK.agencies, people)

    written = as_csv(directory)

    assert not [
        cell for cell in written.replace("\r\n", ",").split(",") if cell[:1] in tuple("=+@-")
    ]
    assert read(written.encode(), "people.csv", ROLES, directory) == directory

"""What the documents show can be typed as it stands."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.commands import words
from bot.config import VARIABLES
from bot.procedures import every
from escalation.people import Directory
from storage import roster

PROJECT = Path(__file__).parents[2]
ROLES = {role.id: role.of for each in every() for role in each.roles.values()}


@pytest.mark.parametrize("ending", ["yml", "csv"])
def test_both_examples_of_a_directory_can_be_imported(ending):
    name = {"yml": "yaml"}.get(ending, ending)
    document = (PROJECT / "docs" / "people.md").read_text(encoding="utf-8")
    (example,) = re.findall(rf"```{name}\n(.*?)```", document, re.DOTALL)

    found = roster.read(example.encode(), f"people.{ending}", ROLES, Directory())

    (jo,) = (person for person in found.people if person.name == "Jo Lee")
    assert [holder.id for holder in found.holders("senior_manager", "school")] == [jo.id]


def test_every_setting_of_microsoft_graph_is_explained():
    document = (PROJECT / "docs" / "microsoft.md").read_text(encoding="utf-8")

    assert [
        name for name in VARIABLES if name.startswith("ESCALATE_GRAPH_") and name not in document
    ] == []


def test_the_page_of_permissions_is_the_one_that_the_table_makes():
    kept = (PROJECT / "docs" / "permissions.md").read_text(encoding="utf-8")

    assert kept == CliRunner().invoke(words, ["permissions"]).output

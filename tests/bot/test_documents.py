"""What the documents show can be typed as it stands, and answers as they say."""

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.commands import words
from bot.config import VARIABLES
from bot.procedures import every
from escalation.directory.people import Directory
from storage import roster
from storage.roster_files import LISTS
from tests.bot.people_desk import Desk, opened

PROJECT = Path(__file__).parents[2]
PAGE = (PROJECT / "docs" / "people.md").read_text(encoding="utf-8")
ROLES = {role.id: role.of for each in every() for role in each.roles.values()}
BLOCKS = re.findall(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
BEGINS = "python3 run.py people "


def test_the_page_about_people_can_be_followed_from_its_top_to_its_end(tmp_path, monkeypatch):
    desk = opened(tmp_path, monkeypatch)

    for kind, name, text in BLOCKS:
        if kind == "console":
            typed(desk, text)
        else:
            assert kind == {"yml": "yaml"}.get(name.rpartition(".")[2], "csv")
            desk.has(name, text)


def test_every_setting_of_microsoft_graph_is_explained():
    document = (PROJECT / "docs" / "microsoft.md").read_text(encoding="utf-8")

    assert [
        name for name in VARIABLES if name.startswith("ESCALATE_GRAPH_") and name not in document
    ] == []


def test_the_page_of_permissions_is_the_one_that_the_table_makes():
    kept = (PROJECT / "docs" / "permissions.md").read_text(encoding="utf-8")

    assert kept == CliRunner().invoke(words, ["permissions"]).output


def typed(desk: Desk, console: str) -> None:
    """Each line after $ is said, and answered as the lines below it show; ... stands for anything."""
    for said in re.split(r"^\$ ", console, flags=re.MULTILINE)[1:]:
        line, _, shown = said.partition("\n")
        assert line.startswith(BEGINS)
        answer = desk.says(*shlex.split(line.removeprefix(BEGINS))).output
        assert re.fullmatch(expected(shown), answer, re.DOTALL), f"{line}\n{answer}"


def expected(shown: str) -> str:
    whole = re.escape(shown).replace(re.escape("...\n"), r"(?:.*\n)?")
    return whole.replace(re.escape("..."), "[^\n]*")


def test_every_word_of_people_is_on_the_page():
    help_ = Desk(Path()).says("--help").output

    for word in re.findall(r"^  ([a-z]+)  ", help_, re.MULTILINE):
        assert f"python3 run.py people {word}" in PAGE


@pytest.mark.parametrize("field", [field for fields in LISTS.values() for field in fields])
def test_every_field_is_on_the_page(field):
    assert f"`{field}`" in PAGE


def test_each_file_of_people_that_is_shown_can_be_the_first():
    for kind, name, text in BLOCKS:
        if kind != "console" and "name: Sam" in text and "agencies:" in text:
            found = roster.read(text.encode(), name, ROLES, Directory())
            assert [person.name for person in found.holders("line_manager", "oak")] == ["Jo Lee"]

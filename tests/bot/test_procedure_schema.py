"""The JSON Schema of a procedure: an editor then knows every heading, and says what is wrong."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from bot import procedures
from escalation.texts import procedure_text
from tests.bot.chosen import Chosen, begun
from tests.escalation.small_procedure import SMALL, changed

# What says what it is wherever it stands; `force` and `req` are explained where they come first.
PLAIN = {
    *("id", "label", "name", "title", "words", "what", "role", "priority", "working days", "hours"),
    *("force", "req", "why", "question", "tell", "child", "file", "fields", "when", "read as"),
}
PAGE = procedures.FOLDER.parent / "docs" / "procedure.schema.json"


@pytest.fixture(scope="module")
def editor() -> jsonschema.Draft202012Validator:
    schema: Any = json.loads(PAGE.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def test_the_page_is_what_the_command_prints(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    here: Chosen = begun(tmp_path, monkeypatch, set_up=False)

    printed = here.says("procedure", "schema").output

    assert PAGE.read_text(encoding="utf-8") == printed, (
        "python3 run.py procedure schema > docs/procedure.schema.json"
    )


@pytest.mark.parametrize("file", procedures.files(), ids=lambda file: file.stem)
def test_an_editor_finds_no_fault_in_what_ships(
    editor: jsonschema.Draft202012Validator, file: Path
):
    text = file.read_text(encoding="utf-8")

    assert list(editor.iter_errors(procedure_text.tree(text, file.name))) == []


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ("title: Small", "titel: Small", []),
        ("counted from: start", "counted from: begin", ["stages", 0, "tiers", 0, "within"]),
        ("working days: 1", "working days: one", ["stages", 0, "tiers", 0, "within"]),
        ("{label: Line manager, of: agency}", "{label: Line manager}", ["roles", "line_manager"]),
        ("  line_manager: {label", "  Line Manager: {label", ["roles"]),
    ],
)
def test_an_editor_says_where_something_is_wrong(
    editor: jsonschema.Draft202012Validator, old: str, new: str, where: list[str | int]
):
    faults = list(editor.iter_errors(procedure_text.tree(changed(old, new), "small-town.yml")))

    assert faults
    assert all(list(each.absolute_path)[: len(where)] == where for each in faults)
    assert list(editor.iter_errors(procedure_text.tree(SMALL, "small-town.yml"))) == []


def test_beside_a_heading_stands_what_the_documentation_remarks():
    window = json.loads(PAGE.read_text(encoding="utf-8"))["$defs"]["Window"]["properties"]

    assert window["met by"]["description"].startswith("or meeting")


def test_every_heading_that_does_not_say_what_it_is_has_a_remark():
    whole = json.loads(PAGE.read_text(encoding="utf-8"))
    bare = {
        heading
        for shape in (whole, *whole["$defs"].values())
        for heading, made in shape.get("properties", {}).items()
        if "description" not in made
    }

    assert bare - PLAIN == set()

"""`escalate procedure excluded`: how often, month by month, and nothing of anybody."""

import os
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.commands import words
from storage.turned_away import TurnedAway
from tests.scheduler.office import Office


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """An installation whose settings are in the environment."""
    for name in list(os.environ):
        if name.startswith(("ESCALATE_", "SLACK_")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("ESCALATE_KEY_FILE", str(tmp_path / "keys"))
    monkeypatch.setenv("ESCALATE_DATA", str(tmp_path))
    office = Office(tmp_path)
    yield office
    office.ends()


def said() -> str:
    done = CliRunner().invoke(words, ["procedure", "excluded"])
    assert done.exit_code == 0, done.output
    return done.output


def test_nothing_counted_is_said(office):
    assert said() == "Nobody has chosen anything that a procedure is not for.\n"


def test_each_month_has_its_count(office):
    counts = TurnedAway(office.engine)
    for press, day in enumerate((1, 1, 30)):
        counts.count("scs", "initial-conference", date(2026, 9, day), f"press {press}")

    assert said() == "2026-09  scs  initial-conference  3\n"


def test_list_says_that_a_procedure_without_areas_is_in_force_nowhere():
    listed = CliRunner().invoke(words, ["procedure", "list"]).output

    assert "specialist-childrens-services-undated" in listed
    assert (
        "Not in force: its file names no area, and ESCALATE_PROCEDURE_OF gives it none." in listed
    )

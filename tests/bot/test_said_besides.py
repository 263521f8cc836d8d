"""Show, check, diff, coverage and simulate know what a text has beside its stages."""

import re
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot import simulating, tracing
from bot.commands.procedure import command
from escalation.rehearsing import simulation
from escalation.rehearsing.script import Script, Step
from escalation.rehearsing.transcript import Transcript
from escalation.texts.procedure_diff import changes
from escalation.working_time.times import LONDON
from tests.escalation.said_besides import TEXT, WAYS
from tests.escalation.story import BERKSHIRE

MONDAY = datetime(2026, 9, 14, 10, tzinfo=LONDON)
RAISE = Step("raise", given={"whom": "unborn_child"})
REFER = Step("refer_outside", who="practitioner@A", given={"outside": "cafcass"})


@pytest.fixture
def file(tmp_path: Path) -> str:
    """The text in a file of its own."""
    found = tmp_path / f"{BERKSHIRE.id}.yml"
    found.write_text(TEXT, encoding="utf-8")
    return str(found)


def said(*line: str) -> str:
    answer = CliRunner().invoke(command, line)
    assert answer.exit_code == 0, answer.output
    return re.sub(r"\s+", " ", answer.output)


def lived(*steps: Step) -> Transcript:
    return simulation.play(WAYS, simulating.doors(), MONDAY, Script(steps))


def test_show_prints_each_of_them(file: str):
    text = said("show", file)

    assert "Two teams of one agency may differ by it as well." in text
    assert "It may be referred to Cafcass as well, and goes on here." in text
    assert "/escalate thanks tells them and their line manager, and to the" in text
    assert "Where the agency is practice" in text
    assert "the ICB safeguarding team acts in its place" in text
    assert "unborn_child: unborn child, kept on the unborn child's file; not born yet" in text


def test_the_diff_names_each_of_them():
    text = str(changes(BERKSHIRE, WAYS))

    for words in ("Cafcass", "Good practice", "two teams of one agency", "GP partner"):
        assert words in text
    born = replace(WAYS, subjects=tuple(replace(each, unborn=False) for each in WAYS.subjects))
    assert "not born yet" in str(changes(born, WAYS))


def test_a_rehearsal_refers_it_outside_and_goes_on():
    played = lived(RAISE, REFER, Step("wait", after="3 working days"))

    words = "\n".join(line.text for line in played.lines)
    assert "recorded that it was referred to Cafcass" in words
    assert not [line for line in played.lines if line.kind == "refused"]
    assert played.standing.outside
    assert played.standing.is_open
    assert played.standing.reached > 0


def test_a_rehearsal_about_an_unborn_child_asks_for_the_expected_date():
    pages = "\n".join(line.text for line in lived(RAISE).lines if line.kind == "form")

    assert "Expected date of birth" in pages
    assert "Of the unborn child" in pages


def test_each_of_its_places_makes_a_difference_to_somebody():
    script = Script((RAISE, REFER), start="2026-09-14T10:00")
    traced = tracing.Traced(WAYS, (script,), simulating.doors())
    mine = [each for each in traced.nodes if each.name.startswith(("outside", "recognition"))]

    assert len(mine) == 3
    assert all(traced.shows(node) for node in mine)

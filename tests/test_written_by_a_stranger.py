"""A text that somebody wrote from the documentation alone: each of its scripts goes as they meant it."""

from pathlib import Path

import pytest

from bot import simulating
from escalation.rehearsing import script, simulation
from escalation.texts.procedure import read

FILE = Path(__file__).parent / "data" / "generality" / "lincolnshire-joint-undated.yml"
SCRIPTS = sorted((FILE.parent / "scripts" / FILE.stem).glob("*.yml"))
LINCOLNSHIRE = read(FILE.read_text(encoding="utf-8"), FILE.name)


@pytest.mark.parametrize("file", SCRIPTS, ids=lambda file: file.stem)
def test_each_script_is_refused_only_where_it_says_so(file: Path):
    doors = simulating.doors()
    written = script.read(file.read_text(encoding="utf-8"), file.name, LINCOLNSHIRE, doors.rules)
    began = script.begins(written) or script.first_at(written)
    assert began, "It says when it begins."

    played = simulation.play(LINCOLNSHIRE, doors, began, written)

    assert played.strange == ()
    refused = [line.text for line in played.lines if line.kind == "refused"]
    assert len(refused) == sum(step.refused for step in written.steps), refused

"""A matter is reported, then moved to a text that has it reported to somebody besides: they are told too."""

import pytest
from click.testing import CliRunner

from bot.commands import words
from tests.stories.test_other_days import stage

CHAPTER, PROCESS = "bracknell-forest-2019-04", "pan-berkshire-2026-03"
AREA = "Bracknell Forest"


@pytest.fixture
def reported(berkshire, monkeypatch):
    """Under the chapter of 2019, at Stage 4, Ruth has reported it to the Partners."""
    berkshire.stops()
    berkshire.settings = {"procedure_of": {AREA: CHAPTER}}
    berkshire.starts()
    database = str(berkshire.app.engine.url.render_as_string(hide_password=False))
    monkeypatch.setenv("ESCALATE_KEY_FILE", str(berkshire.data / "keys"))
    monkeypatch.setenv("ESCALATE_DATA", str(berkshire.data))
    monkeypatch.setenv("ESCALATE_DATABASE_URL", database)
    berkshire.raises(area=AREA)
    berkshire.presses("Sam", "Move up now", tier=stage(berkshire, 4), reason="Not safe.")
    berkshire.presses("Ruth", "Report to the Statutory Safeguarding Children Partners")
    return berkshire


def migrates(partnership) -> str:
    (reference,) = partnership.app.store.references()
    line = ["migrate", reference, "--to", PROCESS, "--because", "Agreed", "--yes"]
    done = CliRunner().invoke(words, ["procedure", *line])
    assert done.exit_code == 0, done.output
    partnership.settles()
    return done.output


def test_whoever_the_new_text_names_besides_is_reported_to_by_one_press(reported):
    assert "Report to the Independent Scrutineer" not in reported.card("Ruth").buttons

    assert "Report the matter to the Independent Scrutineer, at Stage 4." in migrates(reported)

    assert "Independent Scrutineer not yet" in reported.card("Ruth").text
    before = len(reported.told("Ivor"))
    reported.presses("Ruth", "Report to the Independent Scrutineer")
    assert len(reported.told("Ivor")) == before + 1
    assert "is reported to you at Stage 4" in reported.told("Ivor")[-1].text
    assert "Independent Scrutineer not yet" not in reported.card("Ruth").text
    assert "Report to the Independent Scrutineer" not in reported.card("Ruth").buttons

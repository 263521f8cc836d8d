"""Through Slack, under a text that says more: asked outside too, unborn, well done."""

from functools import partial

import pytest

from bot import procedures
from tests.escalation.other_ways import TEXT
from tests.escalation.story import BERKSHIRE


@pytest.fixture
def ways(berkshire, tmp_path, monkeypatch):
    """Berkshire's procedure, were it to say more."""
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / f"{BERKSHIRE.id}.yml").write_text(TEXT, encoding="utf-8")
    monkeypatch.setattr("bot.app.in_force", partial(procedures.in_force, folder))
    monkeypatch.setattr("bot.app.every", partial(procedures.every, folder))
    berkshire.stops()
    berkshire.starts()
    return berkshire


def test_it_is_referred_outside_and_goes_on_here(ways):
    reference = ways.raises(whom="child")

    ways.presses(
        "Priya",
        "Referred outside",
        outside="Cafcass",
        referred_on="2026-04-02",
        text="The care plan is to be reviewed.",
    )

    assert ways.kinds(reference)[-1] == "referred_outside"
    assert "to Cafcass, Thursday 2 April 2026 (recorded by Priya Desai)" in ways.card("Sam").text
    assert "The care plan is to be reviewed." in ways.thread("Sam")
    assert ways.heard("Sam", "was referred to Cafcass") == 1
    assert "care plan" not in "\n".join(each.text for each in ways.told("Sam"))
    ways.person("Sam").types(f"/escalate status {reference}")
    assert "to Cafcass" in ways.refused("Sam")
    ways.reaches("Tuesday 2026-04-07 17:01")
    assert [len(ways.told(name)) for name in ("Jo", "Tom")] == [1, 1]


def test_it_is_about_an_unborn_child_of_whom_no_date_of_birth_is_asked(ways):
    reference = ways.raises(whom="Unborn child", subject_expected="31/03/2027")

    made = ways.app.desk.make(reference, "social-care", "json", ways.clock.now())
    assert b'"expected": "2027-03-31"' in made or b'"expected":"2027-03-31"' in made
    assert "2027" not in ways.card("Sam").text + ways.thread("Sam")

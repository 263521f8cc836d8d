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


def thanks(ways, words="She rang back within the hour, and came herself.", to="Priya Desai"):
    sam = ways.person("Sam")
    sam.types("/escalate thanks")
    modal = sam.waits_for(lambda: sam.modal, called="the form")
    area = {"area": "Reading"} if any(f.block_id == "area" for f in modal.fields) else {}
    sent = sam.submits({**area, "whom": to, "what": words})
    ways.settles()
    return sent


def test_good_practice_is_passed_on_to_them_their_manager_and_the_office(ways):
    thanks(ways)
    ways.reaches("Tuesday 2026-04-07 12:00")

    for name in ("Priya", "Tom", "Bea", "Ivor"):
        assert ways.heard(name, "came herself") == 1, name
        assert ways.heard(name, "It is no disagreement") == 1
    assert ways.heard("Jo", "came herself") == 0
    assert "Priya Desai (themselves), Tom Reed (their line manager)" in ways.refused("Sam")
    assert ways.references() == []


def test_what_may_say_who_a_child_is_is_asked_about_before_it_is_passed_on(ways):
    thanks(ways, "She visited Oliver Twistleton at home.")

    assert "Oliver" in "".join(ways.person("Sam").modal.errors.values())
    ways.reaches("Tuesday 2026-04-07 12:00")
    assert ways.told("Priya") == []


def test_where_the_procedure_has_none_it_is_refused_in_a_sentence(berkshire):
    berkshire.person("Sam").types("/escalate thanks")
    berkshire.settles()

    assert "No procedure in force here has good practice passed on" in berkshire.refused("Sam")

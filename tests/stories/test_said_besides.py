"""Through Slack, under a text that says more: asked outside too, unborn, well done."""

import shutil
from dataclasses import replace
from functools import partial

import pytest

from bot import demo, procedures
from escalation.directory.people import Agency, Directory, Post
from tests.escalation.said_besides import TEXT
from tests.escalation.story import BERKSHIRE
from tests.stories.pressing import first_page


def extended(tmp_path, monkeypatch) -> None:
    """Berkshire's procedure, were it to say more, and its companion are all there is."""
    folder = tmp_path / "texts"
    folder.mkdir()
    shutil.copy(procedures.FOLDER / "bracknell-forest-2019-04.yml", folder)
    (folder / f"{BERKSHIRE.id}.yml").write_text(TEXT, encoding="utf-8")
    monkeypatch.setattr("bot.app.in_force", partial(procedures.in_force, folder))
    monkeypatch.setattr("bot.app.every", partial(procedures.every, folder))


@pytest.fixture
def ways(berkshire, tmp_path, monkeypatch):
    """Berkshire's procedure, were it to say more."""
    extended(tmp_path, monkeypatch)
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


TEAMS = (
    Agency("duty", "Duty Team", "local_authority", part_of="social-care"),
    Agency("looked-after", "Looked After Team", "local_authority", part_of="social-care"),
)
MOVED = {
    "priya-desai": "duty",
    "tom-reed": "duty",
    "zoe-park": "looked-after",
    "raj-anand": "looked-after",
}


def with_teams() -> Directory:
    """Priya and Tom are of one team of Social Care; Zoe and Raj, who is above her, of another."""
    who = demo.people()
    people = (replace(each, agency=MOVED.get(each.id, each.agency)) for each in who.people)
    above = tuple(replace(p, manager="raj-anand") if p.id == "zoe-park" else p for p in people)
    posts = tuple(replace(post, agency=MOVED.get(post.person, post.agency)) for post in who.posts)
    new = (
        Post("zoe-park", "practitioner", "looked-after"),
        Post("raj-anand", "line_manager", "looked-after"),
    )
    agencies = (*who.agencies, *TEAMS)
    return replace(who, agencies=agencies, people=above, posts=(*posts, *new))


@pytest.fixture
def teams(berkshire_of, tmp_path, monkeypatch):
    """The same text, where Social Care has two teams."""
    extended(tmp_path, monkeypatch)
    return berkshire_of(with_teams())


def test_two_teams_of_one_agency_differ_and_each_ones_own_manager_is_told(teams):
    preview = teams.previews("Thursday 2026-04-02 15:00", "Zoe", "Priya Desai", whom="child")
    assert "are part of Reading Children's Social Care" in preview.text
    teams.person("Zoe").submits()
    teams.settles()

    assert "Priya Desai (Duty Team, Reading Children's Social Care)" in teams.card("Zoe").text
    teams.reaches("Tuesday 2026-04-07 17:01")
    assert [len(teams.told(name)) for name in ("Raj", "Tom")] == [1, 1]


def test_where_the_text_allows_none_it_is_said_whose_own_procedure_applies(berkshire_of):
    partnership = berkshire_of(with_teams())
    person = partnership.person("Zoe")
    person.types("/escalate")
    page = {**first_page(person, "Reading"), "category": partnership.category(person)}
    person.submits({**page, "other": "Priya Desai", "spoken": "Yes, and we still differ"})

    said = "".join(person.modal.errors.values())
    assert "Reading Children's Social Care's own procedure applies" in said
    assert partnership.references() == []


def thanks(ways, words="She rang back within the hour, and came herself.", to="Priya Desai"):
    sam = ways.person("Sam")
    sam.types("/escalate thanks")
    modal = sam.waits_for(lambda: sam.modal, called="the form")
    area = {"area": "Reading"} if any(f.block_id == "area" for f in modal.fields) else {}
    sent = sam.submits({**area, "whom": to, "what": words})
    ways.settles()
    return sent


def test_good_practice_is_passed_on_to_them_their_manager_and_the_office(ways):
    answer = thanks(ways)
    ways.reaches("Tuesday 2026-04-07 12:00")

    for name in ("Priya", "Tom", "Bea", "Ivor"):
        assert ways.heard(name, "came herself") == 1, name
        assert ways.heard(name, "It is no disagreement") == 1
    assert ways.heard("Jo", "came herself") == 0
    assert "Priya Desai (themselves), Tom Reed (their line manager)" in answer.text
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

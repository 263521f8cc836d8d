"""A procedure's file changes: what is open goes on by its own text, until somebody moves it on purpose."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot import procedures
from bot.commands import words
from escalation.texts.procedure import Procedure
from export import verify
from tests.escalation.other_texts import LONGER, WITHOUT_MANAGERS
from tests.escalation.story import BERKSHIRE
from tests.stories.conftest import Partnership

WHY = "The partnership has agreed the text of April."


def restarts_with(partnership: Partnership, to: Procedure, monkeypatch: pytest.MonkeyPatch) -> None:
    """The bot goes down, its folder of procedures has another text for the area, and it comes up."""
    partnership.stops()
    folder = partnership.data / "procedures"
    folder.mkdir()
    (folder / f"{to.id}.yml").write_text(to.text, encoding="utf-8")
    monkeypatch.setattr("bot.app.in_force", lambda chosen: procedures.in_force(folder, chosen))
    partnership.settings = {**partnership.settings, "procedures_in_force": ()}
    partnership.starts()


@pytest.fixture
def moves(berkshire: Partnership, monkeypatch: pytest.MonkeyPatch):
    """What the command says that moves a disagreement, beside the running bot and by its wound clock."""
    database = str(berkshire.app.engine.url.render_as_string(hide_password=False))
    monkeypatch.setenv("ESCALATE_KEY_FILE", str(berkshire.data / "keys"))
    monkeypatch.setenv("ESCALATE_DATA", str(berkshire.data))
    monkeypatch.setenv("ESCALATE_DATABASE_URL", database)

    def said(reference: str, to: Procedure, *more: str) -> Result:
        file = Path(berkshire.data) / "april.yml"
        file.write_text(to.text, encoding="utf-8")
        line = ["procedure", "migrate", reference, "--to", str(file), "--because", WHY, *more]
        done = CliRunner().invoke(words, line)
        assert done.exit_code == 0, done.output
        berkshire.settles()
        return done

    return said


def test_a_changed_file_changes_nothing_that_is_open(berkshire, monkeypatch):
    """Raised under March's text, it goes on by March's dates; what is raised then goes by April's."""
    old = berkshire.raises()
    card, buttons = berkshire.card().text, berkshire.card().buttons
    assert "by the end of Tuesday 7 April" in card

    restarts_with(berkshire, LONGER, monkeypatch)

    berkshire.presses("Sam", "Record a discussion", held_on="2026-04-02", who="Us", text="Briefly.")
    assert berkshire.card().buttons == buttons
    assert "by the end of Tuesday 7 April" in berkshire.card().text
    berkshire.reaches("Thursday 2026-04-02 15:30")
    new = berkshire.raises(by="Priya", against="Sam Okafor")
    stands = {each: berkshire.app.store.disagreement(each) for each in (old, new)}
    assert [stands[each].procedure for each in (old, new)] == [BERKSHIRE, LONGER]
    assert [f"{stands[each].limits[0].at:%a %d}" for each in (old, new)] == ["Tue 07", "Wed 08"]

    berkshire.reaches("Tuesday 2026-04-07 17:01")
    reached = [berkshire.app.store.disagreement(each).reached for each in (old, new)]
    assert reached == [1, 0]
    berkshire.reaches("Wednesday 2026-04-08 17:01")
    assert berkshire.app.store.disagreement(new).reached == 1
    assert berkshire.app.store.misplaced_moments() == []


def test_moved_on_purpose_it_lives_by_the_new_dates(berkshire, moves):
    reference = berkshire.raises()
    berkshire.reaches("Tuesday 2026-04-07 17:01")
    assert [len(berkshire.told(name)) for name in ("Jo", "Tom", "Mina")] == [1, 1, 0]

    shown = moves(reference, LONGER, "--yes").output

    assert "manager: Thursday 9 April, was Wednesday 8 April." in shown
    assert "Done:" in shown
    assert "manager: Thursday 9 April, was Wednesday 8 April." in berkshire.thread("Priya")
    assert WHY in berkshire.thread("Priya")
    for name in ("Sam", "Priya", "Jo", "Tom"):
        assert berkshire.heard(name, "the procedure has changed") == 1, name
    assert WHY not in "\n".join(each.text for each in berkshire.told("Jo"))
    assert "by the end of Thursday 9 April" in berkshire.card().text

    berkshire.reaches("Thursday 2026-04-09 17:00")
    assert berkshire.told("Mina") == []
    berkshire.reaches("Thursday 2026-04-09 17:01")
    assert berkshire.heard("Mina", "you are asked to act") == 1
    assert berkshire.app.store.misplaced_moments() == []


def test_only_shown_it_changes_nothing(berkshire, moves):
    reference = berkshire.raises()
    before = berkshire.kinds(reference)

    assert "Nothing has been changed." in moves(reference, LONGER).output

    assert berkshire.kinds(reference) == before
    assert berkshire.heard("Sam", "the procedure has changed") == 0


def test_its_people_go_on_with_their_buttons_and_settle_it(berkshire, moves):
    reference = berkshire.raises()
    berkshire.reaches("Tuesday 2026-04-07 17:01")
    berkshire.presses_in_messages("Jo", "I have this")

    moves(reference, WITHOUT_MANAGERS, "--tier", "s2-next-level", "--yes")

    assert "Stage 2" in berkshire.card().text
    assert berkshire.heard("Mina", "you are asked to act") == 1
    berkshire.presses_in_messages("Mina", "I have this")
    berkshire.proposes("Mina")
    for name in ("Mina", "Helen"):
        berkshire.presses(name, "Approve")
    assert berkshire.app.store.disagreement(reference).status == "settled"


def test_the_record_names_both_texts_and_its_pages_verify(berkshire, moves):
    reference = berkshire.raises()
    moves(reference, LONGER, "--yes")

    now = berkshire.clock.now()
    made = berkshire.app.desk.make(reference, "social-care", "json", now)
    document = json.loads(made)["record"]
    assert document["procedure"]["sha256"] == LONGER.sha256
    assert [each["sha256"] for each in document["earlier_procedures"]] == [BERKSHIRE.sha256]

    assert verify.verify(berkshire.app.desk.make(reference, "social-care", "pdf", now)).good

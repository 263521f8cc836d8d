"""A text that names no area is put in force by a setting: raised in Slack, kept, and read again."""

import pytest
from click.testing import CliRunner

from bot.commands import words
from bot.installation import RefusedError
from bot.procedures import every
from tests.stories.test_scs import GIVEN, people

AREA = "My Town"
ID = "specialist-childrens-services-undated"


@pytest.fixture
def town(berkshire_of):
    """The installation, told where the text is in force, and where what it is not for goes."""
    partnership = berkshire_of(people())
    partnership.stops()
    partnership.settings = {"procedure_of": {AREA: ID}, "signposts": GIVEN}
    partnership.starts()
    return partnership


def test_it_is_offered_raised_and_read_again_by_the_very_text_of_the_file(town):
    reference = town.raises(area=AREA)

    assert "professional disagreement" in town.card().text
    town.stops()
    town.starts()
    town.presses("Sam", "Record a discussion", held_on="2026-04-02", who="Us", text="Briefly.")
    kept = town.app.store.disagreement(reference)
    (file,) = (each for each in every() if each.id == ID)
    assert (kept.area, kept.procedure.text) == (AREA, file.text)
    assert town.kinds(reference)[0] == "raised"
    assert town.app.desk.make(reference, "health", "pdf", town.clock.now(), False).startswith(
        b"%PDF"
    )


def test_it_can_be_moved_to_a_later_text_of_the_same_area(town, monkeypatch):
    reference = town.raises(area=AREA)
    database = town.app.engine.url.render_as_string(hide_password=False)
    for name, value in {
        "KEY_FILE": town.data / "keys",
        "DATA": town.data,
        "DATABASE_URL": database,
    }.items():
        monkeypatch.setenv(f"ESCALATE_{name}", str(value))
    (file,) = (each for each in every() if each.id == ID)
    later = town.data / "later.yml"
    text = file.text.replace(f"id: {ID}", "id: later")
    later.write_text(text.replace("areas: []", f"areas: [{AREA}]", 1), encoding="utf-8")

    line = ["procedure", "migrate", reference, "--to", str(later), "--because", "Agreed", "--yes"]
    done = CliRunner().invoke(words, line)

    assert done.exit_code == 0, done.output
    assert town.app.store.disagreement(reference).procedure.id == "later"


def test_elsewhere_everything_is_as_before(town):
    town.raises()

    assert "difference of opinion" in town.card().text


def test_until_its_signposts_are_given_it_does_not_start(berkshire):
    berkshire.stops()
    berkshire.settings = {"procedure_of": {AREA: ID}}
    with pytest.raises(RefusedError, match="has no signpost"):
        berkshire.starts()
    berkshire.settings = {}
    berkshire.starts()

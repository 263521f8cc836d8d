"""`people daily`: the round made now, what it found, and whom it asks."""

from tests.bot.test_people import WHOLE, folder, imported, run

__all__ = ["folder"]


def test_it_says_what_is_open_since_when_and_who_is_asked(folder):
    imported([each for each in WHOLE if "senior-manager" not in each], "--apply")

    first = run("daily")

    assert first.exit_code == 0, first.output
    assert "nobody is Senior manager with responsibility for safeguarding." in first.output
    assert " (since " in first.output
    assert "  the lead of Health Trust: still you?" in first.output
    assert "  the Business Manager: how it stands" in first.output
    assert "Nothing new is asked of anybody." in run("daily").output


def test_of_an_empty_directory_it_asks_nobody(folder):
    asked = run("daily")

    assert asked.exit_code == 2
    assert "The directory is empty" in asked.output

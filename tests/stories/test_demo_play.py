"""The demo played unattended, as `run.py demo --play` does it: every step, or it says which one."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot import demo
from bot.commands import words


def plays(out: Path, *more: str) -> Result:
    return CliRunner().invoke(words, ["demo", "--play", "--out", str(out), *more])


def test_played_to_its_end_it_writes_each_agencys_record_and_each_of_them_verifies(tmp_path, capfd):
    done = plays(tmp_path)

    said = capfd.readouterr().out
    assert done.exit_code == 0, done.output
    assert "Nothing else is kept. With --data DIR it is" in done.output
    assert "Every step happened: " in said
    assert sorted(file.name for file in tmp_path.iterdir()) == [
        "record-health.json",
        "record-health.pdf",
        "record-social-care.json",
        "record-social-care.pdf",
    ]
    for file in tmp_path.iterdir():
        verified = CliRunner().invoke(words, ["record", "verify", str(file)])
        assert verified.exit_code == 0, (file.name, verified.output)

    for line in TIMELINE:
        assert line in said, line
        said = said[said.index(line) :]


def test_played_in_a_folder_it_says_where_it_is_kept_and_other_words_look_at_it(
    tmp_path, capfd, monkeypatch: pytest.MonkeyPatch
):
    data = tmp_path / "kept"

    done = plays(tmp_path / "out", "--data", str(data))

    assert done.exit_code == 0, done.output
    assert f"It is kept in {data}. Go on with it: python3 run.py demo --data {data}" in done.output
    line = done.output.splitlines()[-1].split(" python3 run.py ")
    for setting in line[0].split():
        monkeypatch.setenv(*setting.split("="))
    listed = CliRunner().invoke(words, line[1].split())
    assert (listed.exit_code, "Sam Okafor (sam-okafor)" in listed.output) == (0, True)
    key = CliRunner().invoke(words, ["record", "fingerprint"]).output.strip()
    record = str(tmp_path / "out" / "record-health.pdf")
    assert CliRunner().invoke(words, ["record", "verify", record, "--key", key]).exit_code == 0

    again = plays(tmp_path / "out", "--data", str(data))

    assert again.exit_code == 2
    assert f"There is a demo in {data} already, and --play begins a new one" in again.output


TIMELINE = (
    "Thursday 2 April 2026, 15:00",
    "Nothing has been posted yet.",
    "Tuesday 7 April 2026, 16:59",
    "Tuesday 7 April 2026, 17:01",
    "Jo Lee is told: ",
    "Wednesday 8 April 2026, 17:01",
    "Mina Shah is told: ",
    "Thursday 9 April 2026, 17:01",
    "Owen Hart is told: ",
    "Friday 10 April 2026, 10:00",
    "Marcus Bell presses “Propose an agreement”",
    "settled at Stage 3",
    "The channel is archived",
)


def test_a_step_that_does_not_happen_stops_it_with_a_sentence_and_another_exit_code(
    tmp_path, capfd, monkeypatch: pytest.MonkeyPatch
):
    """The story says that Oxford can be chosen: nobody there has a procedure here."""
    written = demo.STORY.read_text(encoding="utf-8")
    tampered = tmp_path / "story.yml"
    tampered.write_text(written.replace("lives: Reading", "lives: Oxford"), encoding="utf-8")
    monkeypatch.setattr(demo, "STORY", tampered)

    done = plays(tmp_path / "out")

    assert done.exit_code == 1
    assert "The story stopped: " in capfd.readouterr().err
    assert list((tmp_path / "out").glob("*")) == []


def test_what_an_installation_has_chosen_is_left_aside_by_the_story_and_it_says_so(
    tmp_path, capfd, monkeypatch: pytest.MonkeyPatch
):
    """The story is lived in Reading, and by Berkshire's procedure, which is left out here."""
    monkeypatch.setenv("ESCALATE_PROCEDURES_IN_FORCE", "bracknell-forest-2019-04")

    done = plays(tmp_path)

    assert done.exit_code == 0, done.output
    assert "ESCALATE_PROCEDURES_IN_FORCE, ESCALATE_PROCEDURE_OF and" in done.stderr
    assert "are left aside." in done.stderr
    assert "settled at Stage 3" in capfd.readouterr().out

"""The torture's word: it needs a checkout with its tests, and says so where there is none."""

from click.testing import CliRunner

from bot.commands import torture


def test_where_there_are_no_tests_it_says_what_to_run_instead(monkeypatch, tmp_path):
    monkeypatch.setattr(torture, "LIVES", tmp_path / "nowhere")

    refused = CliRunner().invoke(torture.command, ["--kills", "1"])

    assert refused.exit_code == 1
    assert "python3 run.py torture" in refused.output


def test_so_many_kills_and_faults_are_asked_for_with_the_luck_of_the_seed():
    words = torture.words(kills=10, faults=20, luck=7)

    assert words[1:4] == ["-m", "pytest", str(torture.LIVES)]
    assert words[-6:] == ["--kills", "10", "--faults", "20", "--seed", "7"]

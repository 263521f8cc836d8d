"""The torture's word: it needs a checkout with its tests, and says so where there is none."""

from click.testing import CliRunner

from bot.commands import torture


def test_where_there_are_no_tests_it_says_what_to_run_instead(monkeypatch, tmp_path):
    monkeypatch.setattr(torture, "LIVES", tmp_path / "nowhere")

    refused = CliRunner().invoke(torture.command, ["--kills", "1"])

    assert refused.exit_code == 1
    assert "python3 run.py torture" in refused.output

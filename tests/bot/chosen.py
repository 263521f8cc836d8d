"""An installation whose choices are in its environment, and what is said there."""

import json
import os

import pytest
from click.testing import CliRunner, Result

from bot import config
from bot.commands import words
from storage.crypto import new_key_file

CHAPTER = "bracknell-forest-2019-04"
BERKSHIRE = "pan-berkshire-2026-03"
HILLINGDON = "hillingdon-undated"
SCS = "specialist-childrens-services-undated"


class Chosen:
    """The settings of an installation, and its command line."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._monkeypatch = monkeypatch

    def sets(self, **settings: object) -> None:
        """What stands in the environment; a value that is no text stands there as JSON."""
        for name, value in settings.items():
            text = value if isinstance(value, str) else json.dumps(value)
            self._monkeypatch.setenv(f"ESCALATE_{name}", text)

    def says(self, *line: str) -> Result:
        """What a word answers."""
        return CliRunner().invoke(words, line)

    def lines(self, *line: str) -> list[str]:
        """What it answers, a sentence after another, however wide the terminal is."""
        text = self.says(*line).output.replace("\n    ", " ")
        return [each.strip() for each in text.splitlines()]


def begun(tmp_path, monkeypatch: pytest.MonkeyPatch, *, set_up: bool = True) -> Chosen:
    """A new installation; or a checkout where nothing has been set up yet."""
    for name in list(os.environ):
        if name.startswith(("ESCALATE_", "SLACK_")):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(config, "ROOT", tmp_path)
    chosen = Chosen(monkeypatch)
    if set_up:
        new_key_file(tmp_path / "keys")
        chosen.sets(KEY_FILE="keys")
        for name in config.SLACK:
            monkeypatch.setenv(name, "xoxb-a-token")
    return chosen

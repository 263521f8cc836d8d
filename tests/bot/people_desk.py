"""A new installation's folder, and the words of `people` said in it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot import config
from bot.choices import Choices
from bot.commands import words
from bot.demo import SHOWN
from bot.procedures import in_force
from storage.crypto import new_key_file

NUMBERS = dict.fromkeys(in_force(chosen=Choices(procedures_in_force=SHOWN)), "01344 000000")
OAK = """\
agencies:
  - {id: oak, name: Oak School, type: school, domains: [oak.example]}
  - {id: trust, name: Health Trust, type: health, domains: [trust.example]}
  - {id: partnership, name: The Partnership, type: partnership}
people:
  - {name: Sam Okafor, id: sam, agency: oak, roles: [practitioner], manager: jo, email: sam@oak.example}
  - {name: Jo Lee, id: jo, agency: oak, roles: [line_manager], manager: mina, deputy: fay, slack: U0JO}
  - {name: Fay Ross, id: fay, agency: oak, slack: U0FAY}
  - {name: Mina Shah, id: mina, agency: oak, roles: [next_manager], slack: U0MINA}
  - {name: Bea Lang, id: bea, agency: partnership, roles: [business_manager], slack: U0BEA}
"""


class Desk:
    """The folder of an installation, and what is said there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def says(self, *line: str) -> Result:
        """What `people` answers."""
        return CliRunner().invoke(words, ["people", *line])

    def has(self, name: str, text: str) -> str:
        """A file with this text."""
        (self.folder / name).write_text(text, encoding="utf-8")
        return name

    def imports(self, text: str, name: str = "people.yml", *options: str) -> Result:
        """A file imported."""
        done = self.says("import", self.has(name, text), "--apply", *options)
        assert done.exit_code == 0, done.output
        return done


def opened(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A new installation in a folder, its environment set."""
    monkeypatch.chdir(folder)
    monkeypatch.setattr(config, "ROOT", folder)
    new_key_file(folder / "keys")
    monkeypatch.setenv("ESCALATE_KEY_FILE", "keys")
    monkeypatch.setenv("ESCALATE_EMERGENCY_DUTY_NUMBERS", json.dumps(NUMBERS))
    monkeypatch.setenv("ESCALATE_PROCEDURES_IN_FORCE", ",".join(SHOWN))
    return Desk(folder)

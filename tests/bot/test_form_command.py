"""Where an installation runs, a form is made from a file of one's own, and what that says is repeated by nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import typst
from click.testing import CliRunner, Result

from bot.commands import words
from escalation.acts import climb
from tests.bot.test_cli_says_no_content import settings
from tests.escalation.with_a_form import FORMED
from tests.scheduler.office import Office

TYPED = "MARKER 7 Gardens"


class Refusing:
    """A typesetter that cannot set a word, and quotes it."""

    def __init__(self, *given: object, **more: object) -> None:
        pass

    def compile(self, **how: object) -> bytes:
        raise typst.TypstError("it could not be set", f"the text “{TYPED}”")


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    """One that stands at the stage whose form is sent."""
    office = Office(tmp_path, procedure=FORMED)
    reference = office.raises()
    for tier in ("2", "3", "4"):
        office.does(reference, climb.move_up, "sam", answers={"tier": tier, "reason": "We differ"})
    settings(office, monkeypatch)
    yield office
    office.ends()


def makes(office: Office, out: Path) -> Result:
    """Somebody makes it there, with a file of their own."""
    fields = office.folder / "fields.yml"
    fields.write_text(f"address: {TYPED}\n", encoding="utf-8")
    (reference,) = office.store.references()
    line = ["form", reference, "--person", "owen", "--fields", str(fields), "--out", str(out)]
    return CliRunner().invoke(words, line)


def test_what_cannot_be_set_is_a_sentence_that_quotes_nothing(office, monkeypatch):
    monkeypatch.setattr(typst, "Compiler", Refusing)
    out = office.folder / "request.pdf"
    said = makes(office, out)

    assert (said.exit_code, said.output) == (2, "Error: The pages of this form cannot be set.\n")
    assert not out.exists()


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_what_it_says_stands_in_the_file_alone(office, kind):
    out = office.folder / f"request.{kind}"
    said = makes(office, out)

    assert said.exit_code == 0, said.output
    assert "MARKER" not in said.output
    assert out.stat().st_mode & 0o777 == 0o600
    (reference,) = office.store.references()
    assert ("owen", "form made by hand") in {
        (each.who, each.what) for each in office.store.audit.of(reference)
    }

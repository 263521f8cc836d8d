"""`procedure check` of what is no procedure: a sentence at its place, and never a traceback."""

from pathlib import Path

import pytest

from tests.bot.broken_files import BROKEN
from tests.bot.chosen import Chosen, begun
from tests.escalation.small_procedure import changed


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Chosen:
    return begun(tmp_path, monkeypatch, set_up=False)


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_told_where_and_in_a_sentence(name: str, here: Chosen):
    content, place, sentence = BROKEN[name]
    Path("small-town.yml").write_bytes(content)

    said = here.says("procedure", "check", "small-town.yml")

    assert said.exit_code == 1
    assert f"small-town.yml:{place}: {sentence}" in said.output
    assert all(line.startswith("small-town.yml:") for line in said.output.splitlines())
    assert all(line.endswith((".", "?")) for line in said.output.splitlines())


def test_there_are_sixty_of_them():
    assert len(BROKEN) >= 60


def test_of_very_many_faults_the_first_are_told_and_how_many_there_are_besides(here: Chosen):
    Path("small-town.yml").write_text("\n".join(f"key{n}: 1" for n in range(500)), encoding="utf-8")

    said = here.says("procedure", "check", "small-town.yml").output.splitlines()

    assert len(said) == 101
    assert any(line.endswith("are not listed here; mend these first.") for line in said)


def test_of_a_heading_that_stands_very_often_the_same(here: Chosen):
    Path("small-town.yml").write_text("title: a\n" * 300, encoding="utf-8")

    said = here.says("procedure", "check", "small-town.yml").output.splitlines()

    assert "small-town.yml:1:1: 199 further faults are not listed here; mend these first." in said
    assert sum("`title` is here twice" in line for line in said) == 100


def test_a_name_that_no_file_can_have_is_told_and_no_traceback(here: Chosen):
    said = [here.says("procedure", "check", name) for name in ("a" * 300, "a" * 300 + ".yml")]

    assert [each.exit_code for each in said] == [2, 2]
    assert "cannot be read" in said[1].output


def test_a_date_is_the_words_it_is_written_in(here: Chosen):
    text = changed('version: "2026"', "version: 2026-4-1")
    Path("small-town.yml").write_text(text, encoding="utf-8")

    assert "2026-4-1" in here.says("procedure", "show", "small-town.yml").output

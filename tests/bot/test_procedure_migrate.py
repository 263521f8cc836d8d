"""`escalate procedure migrate` shows what was and what will be, and does it once that is said."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.commands import _procedure_moving, words
from escalation.texts.procedure import Procedure, read
from tests.escalation.other_texts import LONGER, WITHOUT_MANAGERS
from tests.escalation.story import BERKSHIRE
from tests.scheduler.office import Office

WHY = "The text of April is agreed"
COPY_OF_STAGE_3 = """\
      - to: business_manager
        content: outcome
        at: settled
        force: should
        req: [R-004-33]
"""


@dataclass(frozen=True)
class Stopped:
    """A clock that shows one time."""

    office: Office

    def now(self) -> datetime:
        return self.office.now


@pytest.fixture
def office(tmp_path: Path, database: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    """An installation on either engine, its settings in the environment, and time stands still."""
    for name in list(os.environ):
        if name.startswith(("ESCALATE_", "SLACK_")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("ESCALATE_KEY_FILE", str(tmp_path / "keys"))
    monkeypatch.setenv("ESCALATE_DATA", str(tmp_path))
    monkeypatch.setenv("ESCALATE_DATABASE_URL", database)
    office = Office(tmp_path, url=database)
    monkeypatch.setattr(_procedure_moving, "of_folder", lambda data: Stopped(office))
    yield office
    office.ends()


@pytest.fixture
def raised(office: Office) -> str:
    """The line managers have been told."""
    reference = office.raises()
    office.works()
    office.works("Tuesday 2026-04-07 17:01")
    return reference


def moves(
    office: Office, reference: str, to: Procedure = LONGER, *more: str, typed: str = ""
) -> Result:
    file = office.folder / "april.yml"
    file.write_text(to.text, encoding="utf-8")
    line = ["procedure", "migrate", reference, "--to", str(file), "--because", WHY, *more]
    return CliRunner().invoke(words, line, input=typed)


def test_both_texts_are_shown_side_by_side_and_nothing_is_changed(office, raised):
    before = office.kinds(raised)

    done = moves(office, raised)

    assert done.exit_code == 0, done.output
    assert f"  now:   {BERKSHIRE.id}, {BERKSHIRE.title} (March 2026)" in done.output
    assert f"  then:  {LONGER.id}, {LONGER.title} (April 2026)" in done.output
    assert f"  then:  {LONGER.sha256}" in done.output
    assert "  now:   Stage 1 – Promoting discussion" in done.output
    assert "Nothing has been changed. With --yes it is done as shown." in done.output
    assert office.kinds(raised) == before


def test_each_limit_is_shown_with_the_one_it_had_been(office, raised):
    shown = moves(office, raised).output

    assert "The limit of the line manager / team manager: Thursday 9 April, was Wednesday" in shown
    assert "The limit of the professional: Wednesday 8 April, was Tuesday 7 April." in shown
    assert "now:   the next management level or safeguarding lead, once Wednesday 8 April" in shown
    assert "then:  the next management level or safeguarding lead, once Thursday 9 April" in shown


def test_a_limit_that_has_passed_by_then_is_shown_as_that(office, raised):
    assert "It has passed already" not in moves(office, raised).output

    office.works("Wednesday 2026-04-08 17:01")

    assert "Wednesday 8 April, was Tuesday 7 April. It has passed already" in (
        moves(office, raised).output
    )


def test_who_is_told_at_once_is_shown_by_role_and_name(office, raised):
    shown = moves(office, raised).output

    told = shown[shown.index("Told at once that") :]
    assert "Sam Okafor" in told
    assert "Line manager / team manager of Social Care" in told
    assert "Told at once, and asked to act\n  nobody" in told


def test_what_has_no_counterpart_is_shown(office, raised):
    shown = moves(office, raised, WITHOUT_MANAGERS, "--tier", "s2-next-level").output

    assert "The tier of the line manager / team manager has no counterpart." in shown
    assert "Next management level of Social Care" in shown[shown.index("and asked to act") :]
    assert (
        "Designated or named professional for safeguarding of Health Trust"
        in (shown[shown.index("brought in to advise") :])
    )


@pytest.mark.parametrize(("more", "typed"), [(["--yes"], ""), ([], "yes\n")])
def test_with_yes_it_is_done_by_the_business_manager(office, raised, more, typed):
    done = moves(office, raised, LONGER, *more, typed=typed)

    assert f"Done: {raised} goes by {LONGER.id} (April 2026)." in done.output
    assert office.store.disagreement(raised).procedure == LONGER
    entry = office.last(raised, "procedure_changed")
    assert (entry.by.name, entry.by.role, entry.reason) == ("Bea Lang", "Business Manager", WHY)
    office.works()
    assert office.store.misplaced_moments() == []


@pytest.mark.parametrize("typed", ["no\n", "y\n", "\n", ""])
def test_anything_else_that_is_typed_changes_nothing(office, raised, typed):
    assert moves(office, raised, typed=typed).exit_code == 0

    assert office.store.disagreement(raised).procedure == BERKSHIRE


def test_somebody_else_of_the_office_is_named_with_by(office, raised):
    moves(office, raised, LONGER, "--yes", "--by", "Ivor Wynn")

    assert office.last(raised, "procedure_changed").by.person == "ivor"


@pytest.mark.parametrize(
    ("more", "why"),
    [
        (["--by", "sam"], "is for the partnership's Business Manager"),
        (["--by", "Samm Okafor"], "There is no person Samm Okafor. Did you mean"),
        (["--tier", "s9"], "There is no such tier."),
    ],
)
def test_a_refusal_is_a_sentence_and_its_exit_code_is_2(office, raised, more, why):
    done = moves(office, raised, LONGER, "--yes", *more)

    assert (done.exit_code, why in done.output) == (2, True), done.output
    assert "procedure_changed" not in office.kinds(raised)


def test_without_a_reason_it_is_not_even_shown(office, raised):
    done = CliRunner().invoke(words, ["procedure", "migrate", raised, "--to", BERKSHIRE.id])

    assert done.exit_code == 2
    assert "--because" in done.output


def test_an_unknown_reference_and_the_same_text_are_refused(office, raised):
    assert "no disagreement with this reference" in moves(office, "ESC-NONE-NONE").output
    assert "this very text already" in moves(office, raised, BERKSHIRE).output


def test_as_whose_act_it_is_written_is_shown_where_nobody_said(office, raised):
    assert "as the act of Bea Lang, the only Business Manager" in moves(office, raised).output
    assert "Without --by" not in moves(office, raised, LONGER, "--by", "bea").output


def test_what_is_shown_has_no_content(office, raised):
    assert "MARKER" not in moves(office, raised).output


def test_what_the_new_text_gives_and_tells_otherwise_from_there_on_is_shown(office, raised):
    fewer = BERKSHIRE.text.replace(COPY_OF_STAGE_3, "", 1)
    assert fewer != BERKSHIRE.text

    shown = moves(office, raised.lower(), read(fewer, "fewer.yml"), typed="no").output

    assert "What the new text says otherwise, from there on" in shown
    assert "Gone" in shown.partition("otherwise, from there on")[2]
    assert "All of it: procedure diff pan-berkshire-2026-03" in shown

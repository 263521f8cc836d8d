"""`procedure migrate` says what the new text asks besides, and whether it is in force, before it is done."""

import json

import pytest
from click.testing import CliRunner, Result

from bot.commands import words
from escalation.acts import climb, report
from escalation.texts.procedure import read
from tests.bot.chosen import BERKSHIRE, CHAPTER, SCS
from tests.bot.test_procedure_migrate import WHY, moves, office
from tests.escalation.other_texts import LONGER
from tests.escalation.other_windows import BRACKNELL_FOREST
from tests.scheduler.office import Office

NOT_DONE = "Asked by the new text and not done under the old"


__all__ = ["office"]


@pytest.fixture
def reported(office: Office) -> str:
    """Raised under the chapter of 2019, at Stage 4, and reported to the Partners."""
    office.procedure = BRACKNELL_FOREST
    reference = office.raises(area="Bracknell Forest")
    office.does(reference, climb.move_up, "sam", answers={"tier": "4", "reason": "Not safe"})
    office.does(reference, report.report, "ruth", question="report:s4")
    office.works()
    return reference


def to(reference: str, which: str, *more: str) -> Result:
    line = ["procedure", "migrate", reference, "--to", which, "--because", WHY, *more]
    return CliRunner().invoke(words, line)


def under(shown: str, heading: str) -> str:
    """What is listed below a heading."""
    assert f"\n{heading}\n" in shown, shown
    return shown.partition(f"\n{heading}\n")[2].partition("\n\n")[0]


def test_what_the_new_text_asks_beyond_what_was_reported_is_shown_and_asked(office, reported):
    shown = to(reported, BERKSHIRE).output

    assert "of Health Trust: Report the matter to the Independent Scrutineer, at Stage 4." in under(
        shown, NOT_DONE
    )
    to(reported, BERKSHIRE, "--yes")
    office.does(reported, report.report, "ruth", question="report:s4:1")
    assert office.last(reported, "reported").to == ("independent_scrutineer",)


def test_where_it_asks_for_no_more_nothing_is_listed(office, reported):
    same = read(BRACKNELL_FOREST.text.replace("version: ", "version: The second, ", 1), "same.yml")

    assert under(moves(office, reported, same).output, NOT_DONE) == "  nothing"


def test_one_that_is_left_out_is_refused_and_says_what_to_do(office, reported, monkeypatch):
    monkeypatch.setenv("ESCALATE_PROCEDURES_IN_FORCE", f"{CHAPTER},{SCS}")
    before = office.kinds(reported)

    done = to(reported, BERKSHIRE, "--yes")

    assert done.exit_code == 2
    assert (
        f"{BERKSHIRE} is not in force here: ESCALATE_PROCEDURES_IN_FORCE leaves it out"
        in done.output
    )
    assert "Nothing has been changed." in done.output
    assert office.kinds(reported) == before


def test_whether_it_is_in_force_stands_in_what_is_shown(office, reported, monkeypatch):
    heading = "Whether the new text is in force"
    assert under(to(reported, BERKSHIRE).output, heading) == "  In force in the area of this one."

    monkeypatch.setenv("ESCALATE_PROCEDURE_OF", json.dumps({"Bracknell Forest": CHAPTER}))
    said = under(to(reported, BERKSHIRE).output, heading)
    assert f"goes by {CHAPTER}; this one would go by {BERKSHIRE}." in said


def test_a_file_that_is_not_installed_is_shown_as_that(office, reported):
    said = under(moves(office, reported, LONGER).output, "Whether the new text is in force")

    assert "Not in force: its file is not in" in said


def test_what_can_never_be_is_refused_before_a_tier_is_asked_for(office, reported):
    refused = to(reported, SCS).output

    assert "is not for the area of this one" in refused
    assert "--tier" not in refused

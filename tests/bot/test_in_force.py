"""Which procedures are in force is a choice, and of one that is left out nothing is asked."""

from pathlib import Path

import pytest

from bot.procedures import every
from tests.bot.chosen import BERKSHIRE, CHAPTER, SCS, Chosen, begun


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Chosen:
    return begun(tmp_path, monkeypatch)


def test_of_a_procedure_that_is_left_out_no_duty_number_is_asked_at_the_start(here):
    here.sets(PROCEDURES_IN_FORCE=CHAPTER)

    started = here.says("serve")

    assert started.exit_code == 2
    assert "has no number for Bracknell Forest: it is" in started.stderr


def test_nor_is_a_signpost(here):
    here.sets(
        PROCEDURES_IN_FORCE=f"{CHAPTER},{BERKSHIRE}",
        SIGNPOSTS={"initial-conference": "Ring the chair."},
    )

    checked = here.says("people", "check").output

    assert "has no signpost" not in checked
    assert "initial-conference" not in checked  # it may wait there for the day it is in force


def test_what_is_in_force_beside_a_text_of_ones_own_can_be_nothing_that_ships(here):
    """A partnership that uses one text alone is asked for that text's areas, roles and signposts."""
    here.sets(PROCEDURES_IN_FORCE=SCS, PROCEDURE_OF={"My Town": SCS})

    lines = here.lines("people", "check")

    assert "My Town: no number of its emergency duty team is set." in lines
    assert not any("Reading" in line for line in lines)
    assert sum("has no signpost" in line for line in lines) == 2


def test_a_role_of_a_procedure_that_is_left_out_is_not_in_readiness(here):
    here.sets(
        PROCEDURES_IN_FORCE=CHAPTER, EMERGENCY_DUTY_NUMBERS={"Bracknell Forest": "01344 000000"}
    )
    roster = "agencies:\n  - {id: health, name: Health, type: health}\n"
    people = "people:\n  - {id: sam, name: Sam, agency: health, roles: [departmental_head], slack: U0SAM}\n"
    Path("people.yml").write_text(roster + people, encoding="utf-8")

    imported = here.says("people", "import", "people.yml", "--apply")
    checked = here.says("people", "check").output

    assert imported.exit_code == 0, imported.output  # as a disagreement of before may need it
    assert "nobody is Line manager" in checked
    assert "Operational senior manager" not in checked


@pytest.mark.parametrize(
    "line", [("serve",), ("worker",), ("people", "check"), ("procedure", "list")]
)
def test_an_id_that_is_not_there_is_said_with_those_there_are(here, line):
    here.sets(PROCEDURES_IN_FORCE=f"pan-berkshire-2026,{CHAPTER}")

    said = here.says(*line)

    assert said.exit_code == 2
    assert (
        "ESCALATE_PROCEDURES_IN_FORCE names pan-berkshire-2026, which is no procedure here. Did you "
        f"mean {BERKSHIRE}? There is {', '.join(each.id for each in every())}."
    ) in said.stderr


def test_a_check_says_it_too(here):
    here.sets(PROCEDURES_IN_FORCE="my-town-2026")

    said = here.says("procedure", "check", BERKSHIRE)

    assert "ESCALATE_PROCEDURES_IN_FORCE names my-town-2026" in said.stderr


def test_what_is_in_force_and_names_no_area_must_be_given_one(here):
    here.sets(PROCEDURES_IN_FORCE=SCS)

    said = here.says("procedure", "list").stderr

    assert f"names {SCS}, whose file names no area: say where by ESCALATE_PROCEDURE_OF, as " in said


def test_what_is_left_out_cannot_be_chosen_for_an_area(here):
    here.sets(PROCEDURES_IN_FORCE=BERKSHIRE, PROCEDURE_OF={"Bracknell Forest": CHAPTER})

    said = here.says("people", "check").stderr

    assert f"for Bracknell Forest, and ESCALATE_PROCEDURES_IN_FORCE leaves {CHAPTER} out" in said


def test_what_else_is_not_set_is_said_with_it(here, monkeypatch):
    monkeypatch.delenv("SLACK_BOT_TOKEN")
    here.sets(PROCEDURES_IN_FORCE="my-town-2026")

    said = here.says("serve").stderr

    assert "SLACK_BOT_TOKEN is not set" in said
    assert "my-town-2026, which is no procedure here" in said


def test_the_list_says_of_each_whether_and_where_it_is_in_force_and_which_governs(here):
    lines = here.lines("procedure", "list")

    governs = f"In Bracknell Forest {BERKSHIRE} governs, before {CHAPTER}, as its own file says."
    assert lines[lines.index(CHAPTER) + 2 :][:2] == [
        "Not in force anywhere: another governs in each of its areas.",
        governs,
    ]
    assert lines[lines.index(BERKSHIRE) + 2].startswith("In force in Bracknell Forest, Reading, ")
    assert lines[lines.index(BERKSHIRE) + 3] == governs
    nowhere = "Not in force: its file names no area, and ESCALATE_PROCEDURE_OF gives it none."
    assert lines[lines.index(SCS) + 2] == nowhere


def test_the_list_goes_by_the_settings(here):
    here.sets(PROCEDURE_OF={"Bracknell Forest": CHAPTER, "My Town": SCS})
    lines = here.lines("procedure", "list")

    assert lines[lines.index(CHAPTER) + 2 :][:2] == [
        "In force in Bracknell Forest.",
        f"In Bracknell Forest {CHAPTER} governs, before {BERKSHIRE}, as ESCALATE_PROCEDURE_OF says.",
    ]
    assert lines[lines.index(SCS) + 2] == "In force in My Town."

    here.sets(PROCEDURES_IN_FORCE=BERKSHIRE, PROCEDURE_OF={})
    lines = here.lines("procedure", "list")

    left_out = "Not in force: ESCALATE_PROCEDURES_IN_FORCE leaves it out."
    assert [lines[lines.index(id) + 2] for id in (CHAPTER, SCS)] == [left_out, left_out]
    assert "governs" not in "".join(lines)


def test_a_text_that_is_left_out_is_shown_as_ever_and_says_so(here):
    here.sets(PROCEDURES_IN_FORCE=BERKSHIRE, SIGNPOSTS={"initial-conference": "Ring the chair."})

    shown = here.says("procedure", "show", SCS)

    assert shown.exit_code == 0
    assert "Not in force: ESCALATE_PROCEDURES_IN_FORCE leaves it out." in shown.output
    assert "Stage 1 – Preventing Disputes" in shown.output
    assert "(Ring the chair)" in shown.output


def test_neither_list_nor_show_nor_check_needs_an_installation(tmp_path, monkeypatch):
    bare = begun(tmp_path, monkeypatch, set_up=False)

    for line in (["list"], ["show", BERKSHIRE], ["check", BERKSHIRE]):
        assert bare.says("procedure", *line).exit_code == 0

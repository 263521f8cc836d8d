"""A slip in what is chosen of the procedures is said of its own setting, with what there is instead."""

import socket
from pathlib import Path

import pytest

from bot.procedures import every
from tests.bot.chosen import BERKSHIRE, CHAPTER, SCS, Chosen, begun

MARKER = "xoxb-1-MARKER"
NUMBERS = "ESCALATE_EMERGENCY_DUTY_NUMBERS"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Chosen:
    return begun(tmp_path, monkeypatch)


@pytest.mark.parametrize("name", ["PROCEDURE_OF", "SIGNPOSTS", "EMERGENCY_DUTY_NUMBERS"])
@pytest.mark.parametrize("text", ["{'Reading': 'it'}", "{Reading: it}"])
def test_json_with_single_quotes_or_none_is_said_to_be_that(here, name, text):
    here.sets(**{name: text})

    said = here.says("people", "check")

    assert said.exit_code == 2
    wrong = "cannot be used, as its names and values do not stand in double quotation marks: it is "
    assert f"ESCALATE_{name} {wrong}" in said.stderr
    assert 'as {"' in said.stderr


@pytest.mark.parametrize("ids", [",", "a,,b", '["a"]', "My Town", MARKER])
def test_a_list_of_ids_that_is_none_is_refused_and_not_shown(here, ids):
    here.sets(PROCEDURES_IN_FORCE=ids)

    said = here.says("procedure", "list")

    assert said.exit_code == 2
    begins = "Error: ESCALATE_PROCEDURES_IN_FORCE cannot be used: it is the ids of the procedures"
    assert said.stderr.startswith(begins)
    assert "MARKER" not in said.output


def test_an_area_that_is_none_is_said_with_those_there_are(here):
    here.sets(PROCEDURE_OF={"Readng": BERKSHIRE})

    said = here.says("people", "check").stderr

    assert (
        f"ESCALATE_PROCEDURE_OF chooses {BERKSHIRE} for Readng, which is an area of no procedure in "
        "force. Did you mean Reading? The areas are Bracknell Forest, Hillingdon, Reading, "
    ) in said
    assert f"whose file has `areas: []`: {SCS}." in said
    assert 'as {"My Town": "my-town-2019"}' in said


def test_a_procedure_that_is_none_is_said_with_those_there_are(here):
    here.sets(PROCEDURE_OF={"Reading": "pan-berkshire-2026"})

    said = here.says("procedure", "list").stderr

    assert f"for Reading, which is no procedure here. Did you mean {BERKSHIRE}? There is" in said


def test_a_procedure_for_an_area_that_its_file_does_not_name_is_said(here):
    here.sets(PROCEDURE_OF={"Reading": CHAPTER})

    said = here.says("procedure", "list").stderr

    assert (
        f"chooses {CHAPTER} for Reading, which is no area of its file. There is {BERKSHIRE}" in said
    )


@pytest.mark.parametrize("id", [SCS, BERKSHIRE])
@pytest.mark.parametrize("area", ["", " ", "   "])
def test_an_area_of_spaces_is_refused(here, area, id):
    here.sets(PROCEDURE_OF={area: id})

    said = here.says("procedure", "list")

    assert said.exit_code == 2
    assert f"chooses {id} for an area whose name has no letter in it. ESCALATE_" in said.stderr


def test_an_area_with_a_space_at_its_end_is_refused_with_the_one_that_may_be_meant(here):
    here.sets(PROCEDURE_OF={"Reading ": SCS})

    said = here.says("procedure", "list").stderr

    assert "an area whose name begins or ends with a space. Did you mean Reading?" in said


def test_every_slip_is_said_at_once(here):
    here.sets(
        PROCEDURE_OF={"Reading": CHAPTER, "Slough": "other"}, PROCEDURES_IN_FORCE=f"{CHAPTER},x"
    )

    said = here.says("procedure", "list").stderr

    assert [word in said for word in ("names x,", "for Reading", "for Slough")] == [True] * 3


def test_a_secret_in_the_wrong_place_is_not_said_back(here):
    here.sets(PROCEDURE_OF={"Reading": MARKER, MARKER: BERKSHIRE}, SIGNPOSTS={MARKER: "There."})

    said = here.says("people", "check").output

    assert "chooses what is no id for Reading" in said
    assert "MARKER" not in said


def test_a_new_area_that_is_nearly_another_is_asked_about(here):
    here.sets(PROCEDURE_OF={"Readng": SCS})

    said = here.says("people", "check").stderr

    assert f"ESCALATE_PROCEDURE_OF gives {SCS} a new area, Readng. Did you mean Reading?" in said


def test_a_slip_in_a_signposts_id_is_said_with_the_ids_there_are(here):
    here.sets(SIGNPOSTS={"initial-conferense": "Ring the chair."})

    said = here.says("people", "check").output
    known = [exclusion.id for each in every() for exclusion in each.exclusions]

    assert (
        "ESCALATE_SIGNPOSTS has initial-conferense, which is the id of nothing that a procedure here "
        f"is not for. Did you mean initial-conference? There is {', '.join(known)}."
    ) in said


def test_it_is_said_at_the_start_beside_the_one_that_is_missing_for_it(here):
    given = {"initial-conferense": "Ring the chair.", "child-protection-plan": "Ring the chair."}
    here.sets(PROCEDURES_IN_FORCE=SCS, PROCEDURE_OF={"My Town": SCS}, SIGNPOSTS=given)
    here.sets(EMERGENCY_DUTY_NUMBERS={"My Town": "01344 000000"})

    started = here.says("worker")

    assert started.exit_code == 2
    assert f"{SCS}: `initial-conference` has no signpost" in started.stderr
    assert "Did you mean initial-conference?" in started.stderr


def test_people_check_with_an_empty_directory_says_what_else_is_missing(here):
    here.sets(PROCEDURE_OF={"My Town": SCS})

    said = here.says("people", "check")

    assert said.exit_code == 1
    assert "My Town: no number of its emergency duty team is set." in said.stdout
    assert f"{SCS}: `initial-conference` has no signpost" in said.stdout
    assert "The directory is empty: begin with `python3 run.py people import FILE`." in said.stderr
    assert "reaches" not in said.output


def test_a_signpost_that_nobody_is_shown_is_said_by_who_starts_all_the_same(here):
    here.sets(
        PROCEDURES_IN_FORCE=CHAPTER,
        EMERGENCY_DUTY_NUMBERS={"Bracknell Forest": "01344 000000"},
        SIGNPOSTS={"initial-conferense": "Ring the chair."},
    )

    with socket.create_server(("127.0.0.1", 0)) as held:
        started = here.says("serve", "--port", str(held.getsockname()[1]))

    assert "ESCALATE_SIGNPOSTS has initial-conferense" in started.stderr
    assert "is in use" in started.stderr  # it got as far as that

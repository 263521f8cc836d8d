"""`check` and a rehearsal know the forms that a text has somebody send, field by field."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from bot import simulating
from bot.commands import _procedure_forms
from escalation.rehearsing import simulation
from escalation.rehearsing.script import Script, Step
from escalation.rehearsing.transcript import Transcript
from escalation.texts.procedure import Procedure, read
from escalation.working_time.times import LONDON
from tests.escalation.with_a_form import FORMED, FORMS, TITLE

MONDAY = datetime(2026, 9, 14, 10, tzinfo=LONDON)
STEPS = (
    Step("raise"),
    Step("move_up", "practitioner@A", given={"tier": "2"}),
    Step("move_up", "practitioner@A", given={"tier": "3"}),
    Step("move_up", "practitioner@A", given={"tier": "4"}),
    Step("form", "senior_manager@A"),
    Step("form_sent", "senior_manager@A", after="1 hour", given={"sent_on": "2026-09-14"}),
    Step("form_received", "business_manager@partnership", after="1 hour"),
)
FIELDS = FORMED.forms[0].fields


def played(procedure: Procedure = FORMED) -> Transcript:
    return simulation.play(procedure, simulating.doors(), MONDAY, Script(STEPS))


def lines(transcript: Transcript) -> list[tuple[str, str]]:
    return [(line.kind, line.text) for line in transcript.lines]


@pytest.fixture(scope="module")
def whole() -> list[tuple[str, str]]:
    return lines(played())


def test_a_script_prepares_sends_and_receives_it_through_the_real_pages(whole):
    kinds = [kind for kind, _ in whole]
    forms = [text.splitlines()[0] for kind, text in whole if kind == "form"]

    assert forms[-2:] == ["The form to send", "The form was sent"]
    assert "refused" not in kinds
    told = [text for kind, text in whole if kind == "told"]
    assert any(f"the form “{TITLE}”, from your own secure e-mail" in text for text in told)
    assert any("a form has been sent to you" in text for text in told)
    assert any("your form has arrived" in text for text in told)


@pytest.mark.parametrize("number", range(len(FIELDS)), ids=[each.id for each in FIELDS])
def test_each_field_makes_a_difference_to_somebody(whole, number):
    """Without it, somebody would be shown or asked something else."""
    paper = FORMED.forms[0]
    fewer = replace(paper, fields=(*FIELDS[:number], *FIELDS[number + 1 :]))

    assert lines(played(replace(FORMED, forms=(fewer,)))) != whole


def test_check_says_which_fields_it_has_and_which_no_chat_asks_for():
    (said,) = _procedure_forms.notes(Path("a.yml"), FORMED)

    assert f"The form “{TITLE}” has 14 fields; read over in chat: Referrer, Agency," in said
    assert "in no chat: Subject, Dob, Address, Ethnicity, Disability, Gender, Religion" in said


def test_check_asks_to_look_again_at_a_field_that_may_be_about_somebodys_own_life():
    religion = next(line for line in FORMS.splitlines() if "id: religion" in line)
    text = FORMED.text.replace(religion, religion.replace("sealed: true, ", ""))

    _, said = _procedure_forms.notes(Path("a.yml"), read(text, "a.yml"))

    assert said.startswith("a.yml:")
    assert "“Religion” is asked for in chat" in said

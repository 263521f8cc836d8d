"""The forms of a formal meeting: what they say in the procedure's words, and that nothing is lost."""

from dataclasses import replace

import pytest

from escalation.acts import climb
from tests.escalation.convened import PEOPLE, chaired_from_outside
from tests.handlers.practised import begins, does, presses
from tests.handlers.reception import corrected, shown, text, told
from tests.scheduler.office import PEOPLE as LISTED

ON = {"meet_on": "2026-04-10", "meet_at": "10:00"}
HELEN = {**ON, "chair": "slack:U0HELEN"}


@pytest.fixture
def outside(reception):
    """The chair must be of an organisation that is not involved; it stands at Stage 4."""
    found = chaired_from_outside()
    reception.desk = replace(reception.desk, procedures=dict.fromkeys(found.areas, found))
    return reception


def at_stage_4(reception):
    reception.office.listed(replace(LISTED, posts=PEOPLE.posts))
    reference = reception.raises()
    answers = {"tier": "4", "reason": "MARKER"}
    reception.office.does(reference, climb.move_up, "sam", answers=answers)
    return reference


def test_a_chair_of_an_involved_agency_is_refused_beside_the_field_and_nothing_is_lost(outside):
    """R-000-42: in the procedure's own words; opened again, everything typed stands there."""
    reference = at_stage_4(outside)
    form = shown(outside.presses("ruth", reference, "call_meeting", "convene:s4"))
    assert "a senior member from an uninvolved organisation" in text(form)

    refused = corrected(outside.sends("ruth", form, HELEN))

    assert refused.field == "chair"
    assert (
        "The chair should be a senior member from an uninvolved organisation." in refused.sentence
    )
    assert "meeting_called" not in outside.office.kinds(reference)
    again = shown(outside.presses("ruth", reference, "call_meeting", "convene:s4"))
    stands = {field.id: field.initial for field in again.fields}
    assert (stands["meet_on"], stands["chair"]) == ("2026-04-10", "helen")


def test_the_form_says_until_when_the_text_asks_for_it_and_that_a_later_day_is_taken(reception):
    reference = at_stage_4(reception)
    form = text(shown(reception.presses("ruth", reference, "call_meeting", "convene:s4")))

    assert "asks that it is held by the end of Tuesday 14 April (within 6 working days" in form
    assert "A later day is taken, and its thread and the record say that it is later." in form
    assert "quiet until the day, for ten working days at most where nobody further is told" in form


def test_under_the_berkshire_process_a_chair_is_left_to_whoever_calls_it(reception):
    """The two texts differ, and are not harmonised (C10)."""
    reference = at_stage_4(reception)
    form = shown(reception.presses("ruth", reference, "call_meeting", "convene:s4"))
    assert [field.id for field in form.fields if field.required] == ["meet_on", "meet_at"]

    reception.sends("ruth", form, HELEN)

    assert "meeting_called" in reception.office.kinds(reference)


def test_of_a_professionals_meeting_no_chair_is_asked(reception):
    """The text speaks of none, and whoever is named as one reads it all."""
    reference = reception.raises()

    form = shown(reception.presses("sam", reference, "call_meeting", "convene:s1"))

    assert [field.id for field in form.fields] == ["meet_on", "meet_at"]


def test_moved_what_was_given_before_stands_in_the_form(reception):
    reference = at_stage_4(reception)
    form = shown(reception.presses("ruth", reference, "call_meeting", "convene:s4"))
    said = {**ON, "chair_name": "Ms Vale", "chair_of": "Fire Service"}
    reception.sends("ruth", form, said)

    again = shown(reception.presses("ruth", reference, "call_meeting", "convene:s4"))

    stands = {field.id: field.initial for field in again.fields}
    assert stands == {
        "meet_on": "2026-04-10",
        "meet_at": "10:00",
        "chair": "",
        "chair_name": "Ms Vale",
        "chair_of": "Fire Service",
        "facilitator": "",
    }


def test_a_child_named_among_those_who_took_part_is_asked_about_once(reception):
    """Professionals of the directory stand there by right."""
    reference = at_stage_4(reception)
    reception.sends(
        "ruth", shown(reception.presses("ruth", reference, "call_meeting", "convene:s4")), ON
    )
    reception.office.works("Friday 2026-04-10 15:00")
    form = shown(reception.presses("ruth", reference, "meeting_held", "held:1"))
    people = {"held_on": "2026-04-10", "held_at": "10:00", "outcome": "none"}
    people["who"] = "Kit Marsden, Max Gray and Kofi Mensah (Social Care)"

    asked = corrected(reception.sends("ruth", form, people))

    assert asked.field == "who"
    assert "“Kit Marsden”." in asked.sentence
    assert "meeting_held" not in reception.office.kinds(reference)
    reception.sends("ruth", form, people)
    assert "meeting_held" in reception.office.kinds(reference)


def test_everybody_who_took_part_is_of_the_directory_and_nothing_is_asked(reception):
    reference = reception.raises()
    form = shown(reception.asks("sam", "discuss", reference=reference, question="tier:0"))
    said = {"held_on": "2026-04-02", "held_at": "14:30", "text": "We spoke."}

    reception.sends("sam", form, {**said, "who": "Priya Desai, Jo Lee and the police"})

    assert "discussed" in reception.office.kinds(reference)


@pytest.mark.parametrize("field", ["chair_name", "facilitator"])
@pytest.mark.parametrize("name", ["Jane Smith", "Ms Vale"])
def test_where_a_professionals_name_is_asked_for_nobody_is_asked_whether_it_is_a_childs(
    reception, field, name
):
    reference = at_stage_4(reception)
    form = shown(reception.presses("ruth", reference, "call_meeting", "convene:s4"))

    reception.sends("ruth", form, {**ON, field: name})

    assert "meeting_called" in reception.office.kinds(reference)


def test_a_date_of_birth_beside_a_professionals_name_is_still_asked_about(reception):
    reference = at_stage_4(reception)
    form = shown(reception.presses("ruth", reference, "call_meeting", "convene:s4"))

    asked = corrected(
        reception.sends("ruth", form, {**ON, "chair_name": "Jane Smith, born 3/4/2016"})
    )

    assert (asked.field, "“3/4/2016”." in asked.sentence) == ("chair_name", True)


def test_the_button_is_refused_before_its_form_to_whom_it_is_not_for(reception):
    reference = at_stage_4(reception)

    said = told(reception.presses("anne", reference, "call_meeting", "convene:s4"))

    assert "This is for Ruth Adeyemi of Health Trust." in said


def test_it_can_be_practised_and_tells_nobody(reception):
    reception.office.listed(replace(LISTED, posts=PEOPLE.posts))
    heard = len(reception.office.platform.calls)
    screen = begins(reception)
    screen = does(reception, screen, "Move up now", "sam", tier="4", reason="MARKER")
    screen = does(reception, screen, "Call the meeting", "ruth", **ON)
    assert "called for Friday 10 April 2026, 10:00" in text(screen)
    screen = shown(presses(reception, screen, "Let time pass"))
    said = {"held_on": "2026-04-10", "held_at": "10:00", "who": "MARKER", "outcome": "none"}
    screen = does(reception, screen, "The meeting was held", "ruth", **said)
    screen = does(reception, screen, "Report the issues", "ruth", issues="MARKER")

    assert "its chair has reported the issues arising" in text(screen)
    reception.office.works()
    assert len(reception.office.platform.calls) == heard

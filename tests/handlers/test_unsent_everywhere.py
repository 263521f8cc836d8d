"""Every form there is: what was typed into it stands there when it is opened again."""

from contextlib import suppress
from dataclasses import replace

import pytest

from escalation.acts import climb, close, convene
from handlers import act_forms, routes, unsent
from handlers.request import Corrects, Shows
from storage.database import writing
from tests.handlers.reception import shown
from tests.handlers.test_permissions import lived
from tests.scheduler.office import PEOPLE

ALONE = {"away": "away", "holiday_contact": "care:summer-2026"}  # about no disagreement
BY_HAND = {"hide", "wrong", "name_manager", "more"}
# Berkshire has nobody to prefer and names nobody outside: no form opens there.
NONE = {"prefer", "refer_outside", "course", "not_forward"}
WORDS = sorted({*routes.ASKED, *act_forms._FORMS, *BY_HAND, *ALONE} - routes.CONFIRMED - NONE)
BY = {"own_date": "priya", "open_copy": "bea", "holiday_contact": "leila"}
BY |= {"meeting_held": "ruth", "chair_report": "ruth"}
STUCK = "CREATE TRIGGER stuck_{0} BEFORE INSERT ON {0} BEGIN SELECT RAISE(ABORT, 'stuck'); END"
TYPED = {"text": "MARKER", "line": "MARKER", "date": "2026-04-01", "time": "10:15"}


def lived_for(reception, word):
    """What a form of this word is about."""
    if word in ALONE:
        return ""
    if word == "open_copy":
        return lived(reception)
    reference = reception.raises()
    if word == "reopen":
        reception.office.does(reference, close.withdraw, "sam")
    if word == "wrong":  # somebody of one's own agency is inside, besides the named professional
        reception.office.works("Tuesday 2026-04-07 17:01")
    if word in ("meeting_held", "chair_report"):
        met(reception, reference, held=word == "chair_report")
    if word == "name_manager":  # of whose managers the directory knows nobody
        posts = tuple(each for each in PEOPLE.posts if each.role != "line_manager")
        reception.office.listed(replace(PEOPLE, posts=posts))
    if word == "unlink":
        form = shown(reception.presses("sam", reference, "link", "link"))
        another = reception.raises(wanted="MARKER something else")
        reception.sends("sam", form, {"other": another, "how": "child"})
    return reference


def met(reception, reference, *, held):
    """At the last stage its meeting has been called; and held."""
    office = reception.office
    office.does(reference, climb.move_up, "sam", answers={"tier": "4", "reason": "MARKER"})
    office.does(reference, convene.call_meeting, "ruth", answers={"meet_on": "2026-04-03"})
    office.works("Tuesday 2026-04-07 09:00")
    if held:
        said = {"held_on": "2026-04-03", "who": "MARKER", "outcome": "none"}
        office.does(reference, convene.meeting_held, "ruth", answers=said)


def asked(reception, word, reference):
    question = ALONE.get(word, "tier:0")
    opens = "export" if word == "open_copy" else word
    by = BY.get(word, "sam")
    return shown(reception.asks(by, opens, reference=reference, question=question))


def typed_into(form):
    return {
        field.id: TYPED.get(field.asked)
        or (field.options[-1][0] if field.asked == "choice" else "slack:U0MINA")
        for field in form.fields
    }


@pytest.mark.parametrize("word", WORDS)
def test_what_was_typed_into_any_form_and_not_taken_stands_there_again(reception, word):
    reference = lived_for(reception, word)
    form = asked(reception, word, reference)
    typed = typed_into(form)
    assert form.word == word
    assert typed
    with writing(reception.office.engine) as connection:
        for table in ("ledger", "directory_imports"):
            connection.exec_driver_sql(STUCK.format(table))

    with suppress(Exception):  # refused in a sentence, or a fault: nothing has been taken
        reply = reception.sends(BY.get(word, "sam"), form, typed)
        assert isinstance(reply, Corrects | Shows), reply

    if word == "more":  # it was taken: the form that was chosen is another
        return
    again = {field.id: field.initial for field in asked(reception, word, reference).fields}
    assert again == {id: answer.replace("slack:U0MINA", "mina") for id, answer in typed.items()}


def test_what_was_taken_is_forgotten_also_where_it_is_about_no_disagreement(reception):
    form = asked(reception, "away", "")
    past = {"starts": "2026-01-01", "ends": "2026-01-02", "cover": "", "whose": ""}
    reception.sends("sam", form, past)
    assert asked(reception, "away", "").fields[1].initial == "2026-01-02"

    reception.sends("sam", form, {**past, "starts": "2026-04-07", "ends": "2026-04-10"})

    assert asked(reception, "away", "").fields[1].initial == ""


def test_what_a_command_names_now_stands_before_what_was_typed_then(reception):
    reference = reception.raises()
    another = reception.raises(wanted="MARKER something else")
    form = shown(reception.presses("sam", reference, "link", "link"))
    reception.sends("sam", form, {"other": "ESC-NONE-NONE", "how": "child"})

    page = reception.asks("sam", "link", reference=reference, answers={"other": another})

    assert {each.id: each.initial for each in shown(page).fields} == {
        "other": another,
        "how": "child",
    }


def test_every_page_that_keeps_a_draft_of_its_own_is_a_word_of_ours():
    assert set(routes.ROUTES) >= unsent.OWN
    assert not unsent.OWN & set(WORDS)

"""What should not be there: what is asked, what is answered, and what nobody may see."""

from dataclasses import replace

import pytest

from escalation.acts import answer as answer_
from escalation.acts import note, say
from handlers.request import Shows
from tests.escalation.story import time
from tests.handlers.reception import Reception, corrected, shown, text, told
from tests.scheduler.office import PEOPLE

WHY = "A name stands in it."


def asked(reception: Reception, who: str, reference: str, word: str = "hide"):
    """Somebody types the word, with the reference."""
    return reception.asks(who, word, reference=reference)


def test_the_choice_says_who_wrote_when_and_where_and_never_the_words(reception: Reception):
    reference = reception.raises()
    reception.office.does(reference, say.say, "priya", text="MARKER words")

    form = shown(asked(reception, "sam", reference))

    said, raised = form.fields[0].options[0][1], form.fields[0].options[-1][1]
    assert said.startswith("Priya Desai, Thursday 2 April 15:00, wrote in the thread (entry ")
    assert raised == "Sam Okafor, Thursday 2 April 15:00, raised it (entry 1)"
    assert "MARKER" not in str(form)
    assert all(len(label) <= 75 for _, label in form.fields[0].options)


def test_whoever_did_it_hears_what_only_the_writer_can_delete(reception: Reception):
    reference = reception.raises()
    reception.office.does(reference, say.say, "priya", text="MARKER words")
    form = shown(asked(reception, "sam", reference))
    newest = {"entry": form.fields[0].options[0][0], "reason": WHY}

    answer = told(reception.sends("sam", form, newest))

    assert "Priya Desai wrote it in a message of their own" in answer
    assert "cannot be undone" in answer


def test_whoever_wrote_it_themselves_is_asked_to_delete_it_at_once(reception: Reception):
    reference = reception.raises()
    reception.office.does(reference, say.say, "sam", text="MARKER words")
    form = shown(asked(reception, "sam", reference))

    answer = told(
        reception.sends("sam", form, {"entry": form.fields[0].options[0][0], "reason": WHY})
    )

    assert "Please delete that message now" in answer


def test_sent_twice_it_is_done_once(reception: Reception):
    reference = reception.raises()
    form = shown(asked(reception, "sam", reference))

    answers = [
        told(reception.sends("sam", form, {"entry": "1", "reason": WHY}, key="view:1"))
        for _ in range(2)
    ]

    assert answers[0] == answers[1]
    assert reception.office.kinds(reference).count("taken_out_of_sight") == 1


def test_without_a_reference_it_is_asked_for(reception: Reception):
    assert "Say which: /escalate hide ESC-…" in told(reception.asks("sam", "hide"))
    assert "Say which: /escalate wrong ESC-…" in told(reception.asks("sam", "wrong"))


def test_whom_it_does_not_name_hears_not_even_that_there_is_one(reception: Reception):
    reference = reception.raises()

    for word in ("hide", "wrong"):
        assert "no disagreement with this reference" in told(
            asked(reception, "pat", reference, word)
        )


def test_when_nothing_is_left_in_sight_it_says_so(reception: Reception):
    reference = reception.raises()
    while isinstance(reply := asked(reception, "sam", reference), Shows):
        entry = reply.form.fields[0].options[0][0]
        reception.sends("sam", reply.form, {"entry": entry, "reason": WHY})

    assert "is in sight" in told(reply)


def test_everybody_else_inside_can_be_chosen_and_what_they_read_is_noted(reception: Reception):
    reference = reception.raises()
    reception.office.works("Tuesday 2026-04-07 17:01")
    asked(reception, "tom", reference, "export")
    form = shown(asked(reception, "priya", reference, "wrong"))
    assert [label for _, label in form.fields[0].options] == ["Tom Reed, Social Care"]
    assert "cannot be undone" in text(form)

    answer = told(reception.sends("priya", form, {"who": "tom", "reason": WHY}))

    assert "Tom Reed is out of it" in answer
    assert "The Business Manager is told" in answer
    note = reception.office.last(reference, "wrong_recipient")
    assert note.opened == ("export",)


def test_a_deputy_is_offered_once_they_have_looked_at_it_and_not_before(reception: Reception):
    """Kofi may act for Tom at any time, and has been told nothing."""
    reference = reception.raises()
    reception.office.works("Tuesday 2026-04-07 17:01")
    form = shown(asked(reception, "priya", reference, "wrong"))
    untold = corrected(reception.sends("priya", form, {"who": "kofi", "reason": WHY}))
    assert untold.sentence == "Choose somebody who is inside, or has been."

    asked(reception, "kofi", reference, "status")

    form = shown(asked(reception, "priya", reference, "wrong"))
    assert [who for who, _ in form.fields[0].options] == ["tom", "kofi"]
    assert "Kofi Mensah is out of it" in told(
        reception.sends("priya", form, {"who": "kofi", "reason": WHY})
    )


def test_in_a_shared_channel_they_hear_that_somebody_must_take_them_out(reception: Reception):
    reference = reception.raises()
    reception.office.works("Tuesday 2026-04-07 17:01")
    reception.shares()
    form = shown(asked(reception, "priya", reference, "wrong"))

    answer = told(reception.sends("priya", form, {"who": "tom", "reason": WHY}))

    assert "please have Tom Reed taken out of it" in answer


def test_a_refusal_stands_beside_its_field_and_keeps_what_was_typed(reception: Reception):
    reference = reception.raises()
    reception.office.works("Tuesday 2026-04-07 17:01")
    form = shown(asked(reception, "sam", reference, "wrong"))

    reply = corrected(reception.sends("sam", form, {"who": "priya", "reason": WHY}))

    assert reply.field == "who"
    assert "Not me" in reply.sentence


def test_where_there_is_nobody_of_ones_own_it_says_who_may_instead(reception: Reception):
    reference = reception.raises()

    answer = told(asked(reception, "sam", reference, "wrong"))

    assert "people of another agency are taken out by their own" in answer
    assert "ask them to press Not me; then you can record it here" in answer


def test_whoever_has_handed_it_on_can_be_chosen_and_is_said_to_be_no_longer_in_it(
    reception: Reception,
):
    reference = reception.raises()
    reception.office.works()
    handed = {"reason": "Another Priya", "instead": "kofi"}
    reception.office.does(reference, answer_.not_me, "priya", answers=handed)
    form = shown(asked(reception, "sam", reference, "wrong"))
    assert form.fields[0].options == (("priya", "Priya Desai, Social Care (no longer in it)"),)

    told(reception.sends("sam", form, {"who": "priya", "reason": WHY}))

    assert reception.office.last(reference, "wrong_recipient").was_out


@pytest.mark.parametrize("name", ["Sam Okafor", "Alexandria Featherstonehaugh-Cholmondeley"])
def test_a_choice_never_loses_a_name_to_what_somebody_did(reception: Reception, name: str):
    known = replace(PEOPLE.person("sam") or PEOPLE.people[0], name=name)
    people = tuple(known if each.id == "sam" else each for each in PEOPLE.people)
    reception.office.listed(replace(PEOPLE, people=people))
    reference = reception.raises()
    reception.office.now = time("Wednesday 2026-09-30 15:00")
    reception.office.does(reference, note.note, "sam", answers={"about": "lead", "text": "MARKER"})

    form = shown(asked(reception, "sam", reference))

    labels = [label for _, label in form.fields[0].options]
    assert all(label.startswith(f"{name}, ") and len(label) <= 75 for label in labels)
    assert any("…" in label for label in labels)
    assert all(label.endswith(f"(entry {entry})") for entry, label in form.fields[0].options)

"""Practice, as somebody lives it before they need it: alone, on their own screen, and then wiped."""

import pytest
from sqlalchemy import func, select

from escalation.rehearsing.practice import TITLE, WATERMARK
from handlers.practice import HARM, OVER
from storage.database import reading
from storage.tables import (
    audit,
    disagreements,
    drafts,
    ledger,
    moments,
    outbox,
)

AGREED = {
    "what_1": "A joint visit",
    "owner_1": "Priya Desai",
    "due_1": "2026-04-30",
}


@pytest.fixture
def sam(berkshire):
    """Sam Okafor, whose practice has begun: nothing had to be typed for it."""
    return begins(berkshire, "Sam")


def begins(berkshire, name):
    person = berkshire.person(name)
    person.types("/escalate practice")
    page = person.waits_for(lambda: person.modal, called="the first page of practice")
    for title in ("Next", "Preview", "Begin practice"):
        assert (page.submit, page.errors) == (title, {})
        assert WATERMARK in page.text
        page = person.submits()
    assert "In this practice it is" in page.text
    return person


def does(person, label, whom, **answers):
    """Something is done as somebody; their screen after it."""
    person.presses(label, in_=person.modal)
    form = person.waits_for(lambda: shows(person, "As whom"), called=f"the form of {label}")
    (chosen,) = [option for option in form.field("As whom").options if option.startswith(whom)]
    page = person.submits({"As whom": chosen, **answers})
    assert page.errors == {}
    return page


def shows(person, label):
    modal = person.modal
    return modal if modal and label in [each.label for each in modal.fields] else None


def waits(person):
    """Time passes; their screen after it."""
    before = person.modal.text
    person.presses("Let time pass", in_=person.modal)
    return person.waits_for(
        lambda: person.modal if person.modal.text != before else None, called="a later time"
    )


def rows(berkshire):
    tables = (disagreements, ledger, moments, outbox, audit)
    with reading(berkshire.app.engine) as connection:
        return {
            table.name: connection.scalar(select(func.count()).select_from(table))
            for table in tables
        }


def typed(berkshire):
    with reading(berkshire.app.engine) as connection:
        return {(each.person, each.word) for each in connection.execute(select(drafts))}


def said_to(berkshire):
    """How much stands before anybody of the workspace, but in their own modal."""
    return {
        one.name: [
            *(len(each.messages) for each in one.conversations),
            *(each.name for each in one.conversations),
            len(one.notices),
        ]
        for one in berkshire.workspace.people
    }


def test_a_whole_disagreement_is_lived_alone_and_nobody_hears_of_it(berkshire):
    before, heard = rows(berkshire), said_to(berkshire)
    sam = begins(berkshire, "Sam")
    screens = [sam.modal, waits(sam), waits(sam)]
    assert "To Jo Lee (Line manager" in screens[-1].text

    screens.append(does(sam, "I have this", "Jo Lee"))
    screens.append(does(sam, "Propose an agreement", "Jo Lee", **AGREED))
    screens.append(does(sam, "Approve", "Jo Lee"))
    screens.append(does(sam, "Approve", "Tom Reed"))
    berkshire.settles()
    berkshire.reaches("Friday 2026-04-17 12:00")

    assert "settled at Stage 1" in screens[-1].text
    assert "PRACTICE is settled" in screens[-1].text
    assert {(each.title, each.lines[1]) for each in screens} == {(TITLE, WATERMARK)}
    assert rows(berkshire) == before
    assert said_to(berkshire) == heard
    assert berkshire.references() == []


def test_once_it_is_ended_it_is_gone(berkshire, sam):
    does(sam, "Give our view", "Sam Okafor", text="We would have visited.")
    assert typed(berkshire) != set()

    sam.presses("End practice", in_=sam.modal)
    end = sam.waits_for(lambda: "wiped" in sam.modal.text and sam.modal, called="the end")

    assert end.buttons == []
    assert typed(berkshire) == set()
    sam.closes(all_of_them=True)
    sam.types("/escalate practice")
    assert sam.waits_for(lambda: sam.modal, called="the first page").submit == "Next"


def test_closed_and_opened_again_it_stands_where_it_stood(berkshire, sam):
    screen = does(sam, "Give our view", "Sam Okafor", text="We would have visited.")
    sam.closes(all_of_them=True)

    sam.types("/escalate practice")
    again = sam.waits_for(lambda: sam.modal, called="the practice")

    assert again.text == screen.text


def test_what_is_wrong_is_corrected_beside_its_field(berkshire, sam):
    sam.presses("Propose an agreement", in_=sam.modal)
    sam.waits_for(lambda: shows(sam, "As whom"), called="the form")

    page = sam.submits({**AGREED, "due_1": "2026-04-01"})

    assert "has passed" in page.errors["due_1"]
    assert "A joint visit" in sam.submits({"due_1": "2026-04-30"}).text


def test_immediate_harm_there_tells_nobody_and_says_to_dial_999(berkshire, sam):
    heard = said_to(berkshire)

    sam.presses("Immediate harm", in_=sam.modal)

    answer = sam.waits_for(lambda: HARM in sam.modal.text and sam.modal, called="the answer")
    assert answer.lines[0].startswith("If somebody is at immediate risk of harm, dial 999 now.")
    assert said_to(berkshire) == heard
    sam.closes()
    assert "In this practice it is" in sam.modal.text


def test_beside_a_practice_the_real_one_goes_its_own_way(berkshire, sam):
    """The real card acts on the real one, the practice on itself; the real alarm is told."""
    sam.closes(all_of_them=True)
    reference = berkshire.raises()
    kinds = berkshire.kinds(reference)

    sam.types("/escalate practice")
    sam.waits_for(lambda: sam.modal, called="the practice")
    does(sam, "I have this", "Sam Okafor")
    assert berkshire.kinds(reference) == kinds
    sam.closes(all_of_them=True)

    berkshire.presses("Priya", "I have this")
    berkshire.presses("Sam", "Immediate harm")

    assert berkshire.kinds(reference)[len(kinds) :] == ["taken", "harm_pressed"]
    assert berkshire.heard("Clare", "Ring them now") == 1
    sam.types("/escalate practice")
    screen = sam.waits_for(lambda: sam.modal, called="the practice")
    assert "Priya Desai has this" not in screen.text


def test_two_peoples_practices_never_meet(berkshire, sam):
    priya = begins(berkshire, "Priya")
    screen = does(priya, "Give our view", "Priya Desai", text="It is not met.")

    assert "It is not met." in screen.text
    assert "It is not met." not in sam.modal.text
    sam.presses("End practice", in_=sam.modal)
    sam.waits_for(lambda: "wiped" in sam.modal.text, called="the end")
    assert {person for person, _ in typed(berkshire)} == {person_id(berkshire, "Priya")}


def person_id(berkshire, name):
    return berkshire.app.desk.directory().on_slack(berkshire.person(name).id).id


def test_of_a_practice_there_is_no_record_to_have(berkshire, sam):
    sam.closes(all_of_them=True)

    for line in ("/escalate export PRACTICE", "/escalate export practice"):
        sam.types(line)
        assert "nothing to export" in berkshire.refused("Sam")


def test_after_a_week_it_is_wiped_by_itself_and_an_old_button_says_so(berkshire, sam):
    berkshire.slept_until("Thursday 2026-04-09 15:00")
    sam.presses("I have this", in_=sam.modal)
    answer = sam.waits_for(lambda: "has ended" in sam.modal.text and sam.modal, called="the answer")

    assert OVER in answer.text

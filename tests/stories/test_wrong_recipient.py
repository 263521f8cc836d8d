"""Somebody who should never have been brought in: out at once, and everybody whom it concerns hears of it."""

from dataclasses import replace

import pytest

from escalation.directory.people import Post
from export import verify
from storage import directory
from storage.database import writing
from tests.stories.test_out_of_sight import copy_of

WHY = "The parent of the child."


@pytest.fixture
def told(berkshire):
    """The line managers have been told, and are in its channel."""
    reference = berkshire.raises()
    berkshire.reaches("Tuesday 2026-04-07 17:01")
    assert berkshire.channel_of("Tom") == [reference.lower()]
    return reference


def cuts(berkshire, by, who):
    """Somebody presses the button on the card, and says who."""
    berkshire.presses(by, "Wrong recipient", who=who, reason=WHY)
    return berkshire.person(by).modal


def appoints(berkshire, person, role, agency):
    """Somebody holds a role from now on."""
    known = berkshire.app.desk.directory()
    wider = replace(known, posts=(*known.posts, Post(person, role, agency)))
    with writing(berkshire.app.engine) as connection:
        at = berkshire.clock.now()
        directory.replace(connection, wider, who="a test", source="a test", at=at)


def test_their_access_ends_and_whoever_stands_in_is_asked(berkshire, told):
    answered = cuts(berkshire, "Priya", "Tom Reed, Reading Children's Social Care")

    assert "Tom Reed is out of it" in answered.text
    assert berkshire.kinds(told)[-1] == "wrong_recipient"
    assert berkshire.channel_of("Tom") == []
    assert berkshire.channel_of("Kofi") == [told.lower()]
    assert berkshire.heard("Tom", "by mistake") == 1
    assert berkshire.heard("Kofi", "you are asked to act") == 1
    assert berkshire.heard("Sam", "brought in by mistake") == 1
    assert WHY not in berkshire.thread()
    assert "Their access has ended" in berkshire.thread()


def test_they_can_neither_look_nor_press_nor_have_a_copy(berkshire, told):
    seen = berkshire.card("Tom")
    cuts(berkshire, "Priya", "Tom Reed, Reading Children's Social Care")
    tom = berkshire.person("Tom")

    for typed in (f"/escalate status {told}", f"/escalate export {told}", "/escalate list"):
        tom.types(typed)
        assert told not in berkshire.refused("Tom").replace(f"“{told}”", "")
    asked = [each for each in berkshire.told("Tom") if "I have this" in each.buttons]
    tom.presses("I have this", in_=asked[-1])
    berkshire.settles()

    assert "Your access to this has ended" in berkshire.refused("Tom")
    assert "taken" not in berkshire.kinds(told)
    assert seen.text


def test_they_are_told_nothing_more_whatever_posts_they_hold(berkshire, told):
    cuts(berkshire, "Priya", "Tom Reed, Reading Children's Social Care")
    heard = len(berkshire.told("Tom"))

    berkshire.reaches("Friday 2026-04-10 12:00")
    berkshire.proposes("Sam")

    assert len(berkshire.told("Tom")) == heard
    assert berkshire.channel_of("Tom") == []


def test_the_records_officer_of_the_agency_hears_of_it_without_content(berkshire, told):
    appoints(berkshire, "zoe-park", "records_officer", "social-care")

    cuts(berkshire, "Priya", "Tom Reed, Reading Children's Social Care")

    assert berkshire.heard("Zoe", "a possible breach to record") == 1
    assert "Tom Reed" not in "".join(message.text for message in berkshire.told("Zoe"))
    assert berkshire.heard("Bea", "breach") == 0


def test_without_one_the_business_manager_has_one_named_who_then_reads_the_note(berkshire, told):
    """What she herself may read of stage 1 is given by the procedure, and is nothing (R-004)."""
    cuts(berkshire, "Priya", "Tom Reed, Reading Children's Social Care")

    assert berkshire.heard("Bea", "a possible breach to record") == 1
    [asked] = [each for each in berkshire.told("Bea") if "a possible breach" in each.text]
    assert "Reading Children's Social Care has no records officer in the directory" in asked.text
    assert "Read the record" not in asked.buttons

    appoints(berkshire, "zoe-park", "records_officer", "social-care")
    assert verify.verify(copy_of(berkshire, "Zoe", told)).good


def test_the_breach_note_stands_on_each_agencys_record_and_it_verifies(berkshire, told):
    copy_of(berkshire, "Tom", told)
    cuts(berkshire, "Priya", "Tom Reed, Reading Children's Social Care")

    for reader in ("Sam", "Priya"):
        verdict = verify.verify(copy_of(berkshire, reader, told))
        assert verdict.good, verdict
    note = berkshire.app.store.read(berkshire.app.store.entries(told)[-3])
    lines = str(note.reads(berkshire.app.store.disagreement(told)))
    assert WHY in lines
    assert "From Tuesday 7 April 2026, 17:00, until Tuesday 7 April 2026, 17:01" in lines
    assert "They had asked for a copy of the record" in lines


def test_nobody_can_cut_the_raiser_or_a_named_professional(berkshire, told):
    berkshire.presses(
        "Tom", "Wrong recipient", who="Priya Desai, Reading Children's Social Care", reason=WHY
    )

    assert "They can use Not me" in berkshire.person("Tom").modal.errors["who"]
    assert "wrong_recipient" not in berkshire.kinds(told)


def test_nobody_of_the_other_side_is_offered(berkshire, told):
    jo = berkshire.person("Jo")
    jo.types(f"/escalate wrong {told}")
    modal = jo.waits_for(lambda: jo.modal, called="the form")

    offered = modal.field("who").options
    assert "Sam Okafor, Royal Berkshire Health Trust" in offered
    assert not [each for each in offered if "Social Care" in each]
    assert "taken out by their own people" in modal.text

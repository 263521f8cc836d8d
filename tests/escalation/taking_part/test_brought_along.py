"""Whom a merge brings along, and whom it tells, stands on their own agency's record alone."""

from dataclasses import replace

import pytest

from escalation import entries
from escalation.acts import answer, line_manager, merge, wrong
from escalation.directory.people import Person
from escalation.entries import SIDES, own_agency
from escalation.owing import RoleAt, To
from escalation.taking_part.brought_along import BroughtAlong
from tests.escalation.story import DIRECTORY, Story
from tests.escalation.two import OTHER, SAME, another, merged, taken_in

RAISED = "Thursday 2026-04-02 15:00"
MANAGER = Person("sarge", "New Sergeant", "police", named_by="pat")


def said_to_all(story: Story) -> bytes:
    """Everything that every side may read."""
    return b"".join(entries.body(each) for each in story.entries if each.audience == SIDES)


@pytest.fixture
def advised(easter: Story) -> Story:
    """Sam has asked for Clare's advice, which is health's own business."""
    return easter.does(answer.bring_lead, "sam")


def test_the_other_side_learns_of_no_adviser_who_is_brought_along(advised):
    going_on = another(by="ann", other="priya")
    merged(advised, going_on)

    assert "clare" in {each.person for each in advised.heard if each.topic == "merged"}
    assert b"safeguarding_lead" not in said_to_all(advised) + said_to_all(going_on)
    came = going_on.last("brought_along")
    assert came.audience == own_agency("health")
    assert "Brought in from ESC-KXQT-RWBM for Health Trust: Sam Okafor and Clare Moss." in (
        going_on.reads(came)
    )


def test_the_other_side_learns_of_no_adviser_who_is_told_where_another_was_merged_in(easter):
    going_on = another(by="ann", other="priya").does(answer.bring_lead, "ann").forgets()
    merged(easter, going_on)

    going_on.expects_told({"ann", "clare"}, f"taken_in:{easter.reference}")
    assert b"safeguarding_lead" not in said_to_all(easter) + said_to_all(going_on)


def test_the_other_side_learns_of_no_adviser_who_stays_out(advised):
    going_on = another(by="sam", other="priya").does(answer.bring_lead, "sam")
    going_on.does(wrong.wrong, "sam", answers={"who": "clare", "reason": "MARKER a mistake"})
    merged(advised, going_on)

    assert b"safeguarding_lead" not in said_to_all(advised)
    told = next(
        each
        for each in advised.entries
        if each.audience == own_agency("health") and each.kind == "told_where_it_goes_on"
    )
    assert f"Not in {OTHER}, where their access has ended: Clare Moss." in advised.reads(told)


def test_the_other_side_learns_of_no_adviser_who_leaves_again(advised):
    going_on = another(by="ann", other="priya")
    taken_in(going_on, advised)
    stands = (going_on.disagreement, advised.now, advised.calendar, DIRECTORY)
    going_on._lived(merge.undo(*stands, other=advised.disagreement))

    assert b"clare" not in said_to_all(going_on)
    left = going_on.last("left_again")
    assert left.audience == own_agency("health")
    assert left.people == ("sam", "clare")


def test_the_other_side_learns_of_no_manager_whom_a_professional_has_named():
    directory = replace(DIRECTORY, people=(*DIRECTORY.people, MANAGER))
    ending = Story(directory=directory).raised(RAISED, other="pat")
    ending.does(line_manager.name_manager, "pat", manager="sarge")
    ending.does(line_manager.manager_yes, "sarge").reaches("Tuesday 2026-04-07 17:01")
    going_on = Story(directory=directory, reference=OTHER).raised(RAISED, by="ann", other="pat")
    going_on.now = ending.now
    merged(ending, going_on, by="pat")

    assert To("sarge") in {each.who for each in going_on.disagreement.joined}
    assert b"sarge" not in said_to_all(going_on)


def test_each_agency_reads_of_its_own_people_alone(easter):
    easter.reaches("Tuesday 2026-04-07 17:01")
    going_on = another(by="ann", other="priya")
    going_on.now = easter.now
    going_on.does(merge.take_in, "priya", other=easter.disagreement, answers=SAME)

    came = {each.audience: each for each in going_on.entries if isinstance(each, BroughtAlong)}
    assert {own_agency("health"), own_agency("care")} == set(came)
    assert [each.who for each in came[own_agency("care")].joined] == [
        RoleAt("line_manager", "care", "priya")
    ]
    assert all(each.agency == "health" for each in came[own_agency("health")].joined)

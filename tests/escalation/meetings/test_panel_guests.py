"""Whoever comes to a panel for an agency that takes no part: of which agencies, and until when they read."""

from dataclasses import replace
from datetime import date
from typing import Any

from escalation import rights
from escalation.acts import agree, climb, convene, reopen
from escalation.owing import Place, To
from escalation.permissions import Act
from escalation.refusals import Unusable
from tests.escalation.hillingdon import PEOPLE
from tests.escalation.other_ways import gated, raised
from tests.escalation.story import AGREEMENT
from tests.escalation.teams import TEAMS
from tests.escalation.test_hillingdon import THREE, WHY, heard, panel
from tests.escalation.worcestershire import worcestershire

HELD = {"held_on": "2026-09-10", "held_at": "10:00", "who": "M", "outcome": "none", "decision": "M"}


def _refused(answers, directory=PEOPLE) -> str:
    story = panel()
    story.directory = directory
    called = {**THREE, **answers}
    return str(story.refuses(Unusable, convene.call_meeting, "una", answers=called).sentence)


def test_neither_a_team_of_an_involved_agency_nor_the_office_is_a_third():
    team = tuple(replace(p, agency="duty") if p.id == "pat" else p for p in PEOPLE.people)
    teams = replace(PEOPLE, agencies=(*PEOPLE.agencies, *TEAMS), people=team)
    typed = {"panel_further_1": "", "panel_name": "Val Poole", "panel_of": "Duty Team"}

    assert "concerned already" in _refused({}, teams)
    assert "concerned already" in _refused(typed, teams)
    assert "concerned already" in _refused({**typed, "panel_name": "Owen Hart", "panel_of": "A"})
    assert "which is no agency" in _refused({"panel_further_1": "bea"})


def test_a_guest_is_not_let_in_once_it_is_reopened():
    story = panel().does(convene.call_meeting, "una", answers=THREE)
    story.reaches("Thursday 2026-09-10 12:00").does(convene.meeting_held, "una", answers=HELD)
    story.does(agree.propose, "una", answers=AGREEMENT)
    for who in ("owen", "marcus"):
        story.does(agree.approve, who, question=story.proposal)
    story.forgets().does(reopen.reopen, "sam", answers=WHY)

    assert not rights.may("pat", Act.READ, story.disagreement, PEOPLE)
    assert heard(story, "pat") == ""
    (place,) = [each for each in story.owed if isinstance(each, Place)]
    assert To("pat") not in place.admit


def test_a_guest_of_a_meeting_that_it_ended_before_is_not_let_in_either_until_it_is_called_anew():
    story = panel().does(convene.call_meeting, "una", answers=THREE)
    story.reaches("Thursday 2026-09-03 09:00").does(agree.propose, "una", answers=AGREEMENT)
    for who in ("owen", "marcus"):
        story.does(agree.approve, who, question=story.proposal)
    assert "You are not asked to come to it any more." in heard(story, "pat")
    story.forgets().does(reopen.reopen, "sam", answers=WHY)

    assert not rights.may("pat", Act.READ, story.disagreement, PEOPLE)
    assert heard(story, "pat") == ""
    (place,) = [each for each in story.owed if isinstance(each, Place)]
    assert To("pat") not in place.admit
    assert To("clare") in place.admit

    story.forgets().does(convene.call_meeting, "una", answers=THREE)
    assert rights.may("pat", Act.READ, story.disagreement, PEOPLE)
    assert "You are asked: Come to the meeting" in heard(story, "pat")


def test_a_guest_who_works_for_another_agency_now_reads_nothing():
    story = panel().does(convene.call_meeting, "una", answers=THREE)
    people = tuple(replace(p, agency="health") if p.id == "pat" else p for p in PEOPLE.people)
    moved = replace(PEOPLE, people=people)
    assert not rights.may("pat", Act.READ, story.disagreement, moved)


def test_whoever_is_asked_for_a_side_that_waits_at_a_gate_may_answer():
    story = raised(gated()).does(climb.move_up, "sam").does(agree.propose, "sam", answers=AGREEMENT)
    question = story.proposal
    story.does(agree.approve, "priya", question=question)
    assert story.kinds()[-1] == "approved"


def test_an_earlier_day_is_not_refused_before_the_texts_own_is_known():
    day: dict[str, Any] = {"sooner": date(2026, 9, 22), "sooner_because": "MARKER risk"}
    story = worcestershire(**day).reaches("Monday 2026-09-21 17:01")
    assert f"{story.disagreement.limits[-1].at:%A %d}" == "Tuesday 22"

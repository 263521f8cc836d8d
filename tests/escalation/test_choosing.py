"""Who chooses how it is taken up: with nobody named, the Business Manager; nobody unknowingly (R-003-49)."""

from dataclasses import replace

import pytest

from escalation import choosing
from escalation.acts import alarm, climb, convene, course
from escalation.ladder import taking_up
from escalation.owing import Telling
from escalation.permissions import Act
from escalation.refusals import NotYours, Stale
from escalation.words.forms import Field
from escalation.words.message import Message, plain
from handlers import act_forms
from tests.escalation.hillingdon import PEOPLE, hillingdon
from tests.escalation.story import Story
from tests.escalation.test_hillingdon import THREE, WHY, at_stage_4, chosen, heard, panel

CHOICE = f"[{taking_up.CHOOSE}]"
NO_UNIT = replace(PEOPLE, posts=tuple(p for p in PEOPLE.posts if p.role != "implementation_unit"))


def nobody() -> Story:
    """At stage 4, with no Implementation Unit in the directory."""
    story = hillingdon(directory=NO_UNIT)
    return story.does(climb.move_up, "sam", answers={"tier": "3", **WHY})


def not_told(story: Story, what: str) -> str:
    """What she hears where something could not be delivered to the unit."""
    now = (story.disagreement, story.now, story.calendar, story.directory)
    new = alarm.undelivered(*now, what=what, who="implementation_unit@partnership", why="nobody")
    told = [owed for owed in new[0].owes(story.disagreement) if isinstance(owed, Telling)]
    return " ".join(" ".join(plain(each.message).split()) for each in told)


def test_it_is_offered_in_what_she_is_asked_and_in_every_reminder_until_it_is_made():
    story = nobody()
    assert CHOICE in heard(story, "bea")
    assert "The procedure leaves you the choice: seek to resolve the issue directly" in heard(
        story, "bea"
    )
    story.forgets().reaches("Monday 2026-09-07 17:01")
    assert CHOICE in heard(story, "bea")

    chosen(story, "directly", "bea").forgets().reaches("Monday 2026-09-14 17:01")
    assert heard(story, "bea")
    assert CHOICE not in heard(story, "bea")


def test_that_nobody_could_be_told_offers_it_as_well():
    story = nobody().forgets()
    assert CHOICE in not_told(story, "telling")
    assert CHOICE not in not_told(story, alarm.HARM_MESSAGE)
    chosen(story, "directly", "bea")
    assert CHOICE not in not_told(story, "telling")


def test_she_chooses_the_panel_is_asked_to_call_it_and_calls_it():
    story = chosen(nobody().forgets(), "resolution-panel", "bea")
    assert "a meeting is to be called, Stage Four" in heard(story, "bea")
    assert "[Call the meeting]" in heard(story, "bea")
    assert "MARKER" not in heard(story, "bea")

    story.forgets().does(convene.call_meeting, "bea", answers=THREE)
    assert "you are asked to a meeting" in heard(story, "pat")


def test_nobody_of_an_agency_chooses_and_they_are_not_told_that_it_is_theirs():
    answers = {"course": "directly", **WHY}
    why = nobody().refuses(NotYours, course.course, "owen", answers=answers)
    assert why.sentence == (
        "This is for whoever holds the stage for the partnership. Nothing has changed."
    )


def test_another_of_the_office_is_told_that_it_is_for_her():
    open_to_office = replace(nobody().disagreement, noticed=frozenset({"child_board_chair"}))
    with pytest.raises(NotYours, match="This is for Bea Lang"):
        choosing.may_choose(open_to_office, NO_UNIT, "cass")


def test_where_the_unit_is_named_she_neither_chooses_nor_is_offered_it():
    story = at_stage_4().reaches("Wednesday 2026-09-30 17:01")
    why = story.refuses(NotYours, course.course, "bea", answers={"course": "directly", **WHY})
    assert why.sentence == "This is for Una Wells. Nothing has changed."
    assert CHOICE not in heard(story, "bea")


def opened(story: Story) -> tuple[str, str]:
    """The form as somebody of the Unit opens it now: which question it asks, and what it says."""
    form = act_forms.form(Act.COURSE, story.disagreement, "course:s4", story.now)
    parts = tuple(each for each in form.parts if not isinstance(each, Field))
    said = " ".join(plain(Message("", parts)).split())
    return form.carries["question"], said


def test_a_form_of_before_somebody_else_chose_is_refused_with_who_chose_what_and_when():
    story = at_stage_4()
    question, said = opened(story)
    assert "chose" not in said
    story.does(course.course, "una", question=question, answers={"course": "child-chair", **WHY})

    late = {"course": "directly", **WHY}
    why = story.refuses(Stale, course.course, "una", question=question, answers=late)
    assert why.sentence == (
        "Una Wells chose “Refer it to the Chair of the child Safeguarding Board” on Wednesday 2 "
        "September 2026, 10:00, after this page was opened. Nothing has changed, and what you typed is "
        "kept. To choose another course all the same, close this page and open it anew."
    )
    assert story.disagreement.courses == {"s4": "child-chair"}

    anew, said = opened(story)
    assert "Una Wells chose “Refer it to the Chair of the child Safeguarding Board” on" in said
    story.does(course.course, "una", question=anew, answers=late)
    assert "Una Wells chose “Seek to resolve the issue directly” on" in opened(story)[1]


def test_a_form_of_before_somebody_else_called_the_meeting_moves_nothing_and_says_for_when_it_is():
    story = panel()
    form = act_forms.form(Act.CALL_MEETING, story.disagreement, "convene:s4", story.now)
    question = form.carries["question"]
    story.does(convene.call_meeting, "una", question=question, answers=THREE).forgets()

    later = {**THREE, "meet_on": "2026-09-11"}
    why = story.refuses(Stale, convene.call_meeting, "una", question=question, answers=later)
    assert why.sentence == (
        "Una Wells called the meeting for Thursday 10 September 2026, 10:00, after this page was "
        "opened. Nothing has changed, and what you typed is kept. To give it another day all the same, "
        "close this page and open it anew."
    )
    anew = act_forms.form(Act.CALL_MEETING, story.disagreement, "convene:s4", story.now)
    assert anew.title == "Move the meeting"
    moved = {"question": anew.carries["question"], "answers": later}
    story.does(convene.call_meeting, "una", **moved)
    assert story.disagreement.convened["s4"].on.day == 11

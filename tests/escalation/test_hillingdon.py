"""Hillingdon, read as those whom it asks would: a child or an adult, courses, a panel, a response."""

import pytest

from escalation import rights
from escalation.acts import agree, answer, climb, convene, course, duty
from escalation.entries import FILE as OF_THE_FILE
from escalation.ladder import taking_up
from escalation.permissions import Act, Relation
from escalation.refusals import NotNow, NotYours, Stale, Unusable
from escalation.words import card
from escalation.words.message import plain
from handlers import act_forms, closing_form
from tests.escalation.hillingdon import PEOPLE, hillingdon
from tests.escalation.story import AGREEMENT, Story

WHY = {"reason": "MARKER a reason"}
ON = {"meet_on": "2026-09-10", "meet_at": "10:00"}
THREE = {**ON, "panel_1": "clare", "panel_2": "leila", "panel_further_1": "pat"}
THE_RULE = (
    "The Resolution Panel must consist of Safeguarding Partnership representatives from three "
    "agencies, including those agencies directly concerned in the professional difference."
)


def at_stage_4(subject: str = "child") -> Story:
    """With the Implementation Unit, and nothing of it unread."""
    story = hillingdon(subject)
    return story.does(climb.move_up, "sam", answers={"tier": "3", **WHY}).forgets()


def chosen(story: Story, which: str, by: str = "una") -> Story:
    return story.does(course.course, by, question="course:s4", answers={"course": which, **WHY})


def panel(subject: str = "child") -> Story:
    return chosen(at_stage_4(subject), "resolution-panel").forgets()


def heard(story: Story, person: str) -> str:
    """What somebody was told since it was last examined."""
    return " ".join(" ".join(each.text.split()) for each in story.heard if each.person == person)


def options(story: Story) -> list[str]:
    form = act_forms.form(Act.COURSE, story.disagreement, "course:s4", story.now)
    return [label for _, label in form.fields[0].options]


def left(story: Story, person: str) -> list[str]:
    """What stands on somebody's closing page."""
    actor = rights.actor(person, story.disagreement, story.directory)
    page = closing_form.form(actor, story.disagreement, story.directory, story.now)
    return [field.id for field in page.fields]


# R-003-49: the three courses


def test_g003_adult_the_adult_boards_chair_is_the_one_offered():
    assert options(at_stage_4("adult"))[2:] == [
        "Refer it to the Chair of the adult Safeguarding Board"
    ]
    assert options(at_stage_4("child"))[2:] == [
        "Refer it to the Chair of the child Safeguarding Board"
    ]


def test_another_boards_chair_cannot_be_chosen():
    story = at_stage_4("adult")
    wrong = {"course": "child-chair", **WHY}
    assert story.refuses(Unusable, course.course, "una", answers=wrong).field == "course"


def test_the_unit_reads_its_choice_with_its_tier_and_in_every_reminder_until_it_is_made():
    story = hillingdon().does(climb.move_up, "sam", answers={"tier": "3", **WHY})
    told = heard(story, "una")
    assert (
        "The procedure leaves you the choice: seek to resolve the issue directly; or convene a "
        "Resolution Panel; or refer it to the Chair of the child Safeguarding Board."
    ) in told
    assert f"[{taking_up.CHOOSE}]" in told
    story.forgets().reaches("Friday 2026-09-04 17:01")
    assert f"[{taking_up.CHOOSE}]" in heard(story, "una")

    chosen(story, "directly").forgets().reaches("Monday 2026-09-14 17:01")
    assert f"[{taking_up.CHOOSE}]" not in heard(story, "una")
    assert "How it is taken up: Seek to resolve the issue directly." in heard(story, "una")


def test_every_side_and_the_thread_hear_and_why_stands_in_the_thread_alone():
    story = chosen(at_stage_4(), "directly")

    for person in ("sam", "priya", "owen", "marcus"):
        said = heard(story, person)
        assert "how it is taken up at Stage Four: Seek to resolve the issue directly" in said
        assert "MARKER" not in said
    assert "MARKER a reason" in story.posts()
    assert "How it is taken up: Seek to resolve the issue directly" in plain(
        card.card(story.disagreement)
    )


def test_whoever_it_is_referred_to_is_asked_and_acts_for_the_partnership():
    story = chosen(at_stage_4("adult"), "adult-chair")

    assert "it is referred to you, Stage Four" in heard(story, "adam")
    assert Relation.BODY in rights.relations("adam", story.disagreement, PEOPLE)
    assert rights.relations("cass", story.disagreement, PEOPLE) == {Relation.STRANGER}
    story.does(answer.take, "adam")
    assert story.disagreement.holders["partnership"].name == "Adam Pryce"
    why = story.refuses(NotYours, course.course, "adam", answers={"course": "directly", **WHY})
    assert why.sentence == "This is for Una Wells. Nothing has changed."


def test_another_course_may_be_chosen_later_and_whoever_had_it_is_asked_no_more():
    story = chosen(at_stage_4("adult"), "adult-chair").does(answer.take, "adam").forgets()
    chosen(story, "directly")

    assert "it is taken up in another way" in heard(story, "adam")
    assert not rights.may("adam", Act.READ, story.disagreement, PEOPLE)
    turns = [str(turn.who) for turn in story.disagreement.turn("partnership")]
    assert turns == ["implementation_unit@partnership"]


def test_the_same_course_twice_and_a_course_without_a_reason_are_refused():
    story = chosen(at_stage_4(), "directly")
    again = {"course": "directly", **WHY}
    assert "already" in story.refuses(Stale, course.course, "una", answers=again).sentence
    without = {"course": "resolution-panel", "reason": " "}
    assert story.refuses(Unusable, course.course, "una", answers=without).field == "reason"


@pytest.mark.parametrize("person", ["sam", "owen", "bea"])
def test_nobody_else_chooses(person: str):
    story = at_stage_4()
    story.refuses(NotYours, course.course, person, answers={"course": "directly", **WHY})


def test_before_it_is_there_nobody_chooses():
    story = hillingdon()
    story.refuses(NotYours, course.course, "una", answers={"course": "directly", **WHY})


# R-003-50: the panel


def test_g003_panel_of_two_agencies_it_is_refused_with_the_rule_in_the_texts_words():
    story = panel()
    two = {**THREE, "panel_further_1": ""}

    why = story.refuses(Unusable, convene.call_meeting, "una", answers=two)
    assert THE_RULE in why.sentence
    assert "Those you named are of two agencies." in why.sentence
    assert "what you typed is kept" in why.sentence


def test_without_one_that_is_directly_concerned_it_is_refused():
    without = {**THREE, "panel_2": "", "panel_further_2": "bea"}
    why = panel().refuses(Unusable, convene.call_meeting, "una", answers=without)
    assert why.field == "panel_2"
    assert f"{THE_RULE} Say who comes for Social Care." in why.sentence


@pytest.mark.parametrize(
    ("answers", "field", "said"),
    [
        ({"panel_further_1": "max"}, "panel_further_1", "Max Gray is of Health Trust"),
        ({"panel_1": "leila"}, "panel_1", "Leila Hassan is not of Health Trust."),
        ({"panel_1": "slack:U0"}, "panel_1", "not in the partnership's directory"),
        ({"panel_further_1": "", "panel_name": "MARKER"}, "panel_of", "Give the agency as well."),
        (
            {"panel_further_1": "", "panel_name": "MARKER", "panel_of": "The Health Trust."},
            "panel_of",
            "This may be Health Trust",
        ),
    ],
)
def test_whoever_cannot_come_for_that_agency_is_refused(answers, field, said):
    why = panel().refuses(Unusable, convene.call_meeting, "una", answers={**THREE, **answers})
    assert why.field == field
    assert said in why.sentence
    assert "MARKER" not in why.sentence


def test_a_third_agency_may_be_named_that_is_not_in_the_directory():
    typed = {"panel_further_1": "", "panel_name": "Val Poole", "panel_of": "Probation"}
    story = panel().does(convene.call_meeting, "una", answers={**THREE, **typed})
    assert "Val Poole (Probation)" in story.posts()


def test_of_three_it_is_called_and_each_of_them_is_told():
    story = panel().does(convene.call_meeting, "una", answers=THREE)

    for person in ("clare", "leila", "pat"):
        assert "you are asked to a meeting" in heard(story, person)
    assert "You come for an agency that takes no part in the difference." in heard(story, "pat")
    rows = plain(card.card(story.disagreement))
    assert "Clare Moss (Health Trust); Leila Hassan (Social Care); Pat Quinn" in rows


def test_whoever_comes_for_an_agency_that_takes_no_part_reads_and_has_no_copy():
    story = panel().does(convene.call_meeting, "una", answers=THREE)
    stands = story.disagreement

    assert rights.may("pat", Act.READ, stands, PEOPLE)
    assert not any(
        rights.may("pat", act, stands, PEOPLE)
        for act in (Act.EXPORT, Act.NOTE, Act.APPROVE, Act.PROPOSE, Act.CALL_MEETING)
    )
    assert OF_THE_FILE not in rights.audiences("pat", stands, PEOPLE)


def test_moved_without_somebody_they_are_asked_no_more():
    story = panel().does(convene.call_meeting, "una", answers=THREE).forgets()
    typed = {"panel_further_1": "", "panel_name": "Val Poole", "panel_of": "Probation"}
    story.does(convene.call_meeting, "una", answers={**THREE, **typed})

    assert "you are no longer asked to a meeting" in heard(story, "pat")
    assert not rights.may("pat", Act.READ, story.disagreement, PEOPLE)


def test_the_panel_is_called_only_once_that_course_is_chosen():
    story = at_stage_4()
    why = story.refuses(NotNow, convene.call_meeting, "una", answers=THREE)
    assert "has not been chosen" in why.sentence


def test_an_agency_does_not_call_it():
    why = panel().refuses(NotYours, convene.call_meeting, "owen", answers=THREE)
    assert "This is for Una Wells" in why.sentence


# R-003-51: the written response


def responded(story: Story) -> Story:
    how = {"s4:written-response.how": "done", "s4:written-response.words": "MARKER the method"}
    return story.does(duty.closing, "una", question="closing", answers=how)


def test_the_written_response_is_told_to_each_side_and_its_words_stand_in_the_thread():
    story = responded(at_stage_4())

    for person in ("sam", "priya", "owen", "marcus"):
        assert "a written response" in heard(story, person)
        assert "MARKER" not in heard(story, person)
    assert "Written response: MARKER the method" in story.posts()
    assert story.last("duty_answered").audience == "sides"


def test_it_is_asked_for_until_it_is_given_also_once_it_is_settled():
    story = chosen(at_stage_4(), "directly")
    story.does(agree.propose, "una", answers=AGREEMENT)
    for who in ("owen", "marcus"):
        story.does(agree.approve, who, question=story.proposal)
    story.forgets().reaches("Wednesday 2026-09-09 17:01")
    assert "Send a written response outlining the agreed method" in heard(story, "una")

    responded(story.forgets())
    assert "a written response" in heard(story, "priya")
    assert "MARKER the method" in story.reads(story.last("duty_answered"))
    story.forgets().reaches("Wednesday 2026-09-30 17:01")
    assert "Send a written response" not in heard(story, "una")


# R-003-52: the Executive Leadership Group


def test_g003_elg_what_is_fundamental_may_go_to_it_though_it_is_resolved():
    story = hillingdon().settles("sam", "priya").forgets()
    assert "fundamental" in left(story, "sam")
    assert not rights.may("una", Act.CLOSING, story.disagreement, PEOPLE)
    story.does(duty.closing, "sam", question="closing", answers={"fundamental": "MARKER beds"})

    assert "The procedure lets you do this, and it is not asked of you" in heard(story, "una")
    assert "MARKER" not in heard(story, "una")
    assert "learning-1.how" in left(story, "una")
    how = {"learning-1.how": "done", "learning-1.words": "MARKER how"}
    story.does(duty.closing, "una", question="closing", answers=how)
    assert "the procedure passes something on to you" in heard(story, "elg")
    assert rights.may("elg", Act.ISSUES, story.disagreement, PEOPLE)


def test_what_remains_unresolved_may_go_to_it_and_nobody_is_reminded_of_it():
    story = at_stage_4()
    for who in ("owen", "marcus"):
        story.does(climb.not_agreed, who, answers=WHY)
    assert "Executive Leadership Group" in heard(story, "una")
    assert "asks for this besides" not in heard(story, "bea")
    assert "learning-1.how" in left(story, "una")

    responded(story.forgets()).forgets().reaches("Wednesday 2026-09-30 17:01")
    assert "Executive Leadership Group" not in heard(story, "una")


def test_another_text_asks_nobody_whether_it_is_fundamental():
    story = Story().raised("Thursday 2026-04-02 15:00").settles("sam", "priya")
    assert "fundamental" not in left(story, "sam")

"""Which act goes where: everything that can be pressed or sent has a route, and every refusal a reply."""

from collections.abc import Iterator

import pytest

from escalation.acts import agree, answer, climb, harm, meet
from escalation.owing import Post, Telling
from escalation.permissions import Act
from escalation.words import further
from escalation.words.card import card
from escalation.words.message import Choice, Choices, Message
from handlers import act_forms, routes
from handlers.request import Done, Shows
from tests.escalation import every_life
from tests.escalation.story import AGREEMENT, Story, time
from tests.handlers.reception import FIRST, corrected, shown, text, told

WORDS = {str(word) for table in (routes.PRESSED, routes.ASKED, routes.ROUTES) for word in table}
NOT_ACTS_OF_THEIR_OWN = {Act.READ}


def lived() -> Iterator[tuple[Story, list[Message]]]:
    """A disagreement from raising to its last tier, with all that it says at each step."""
    story = Story().raised("Thursday 2026-04-02 15:00")
    yield said(story)
    for at in ("Tuesday 2026-04-07 17:01", "Wednesday 2026-04-08 17:01", "Friday 2026-04-10 12:00"):
        yield said(story.reaches(at))
    yield said(story.does(agree.propose, "owen", answers=AGREEMENT))
    yield said(story.does(answer.bring_lead, "owen"))
    yield said(story.does(climb.not_agreed, "owen"))
    yield said(story.does(harm.press, "priya"))
    yield said(story.does(answer.not_me, "marcus", answers={"reason": "Not mine"}))
    yield said(story.does(climb.move_up, "owen"))
    meeting = {"meet_on": "2026-04-13", "meet_at": "10:00"}
    yield said(story.does(meet.meet, "ruth", answers=meeting))
    yield said(story.reaches("Monday 2026-04-20 12:00"))
    yield said(story.settles("ruth", "anne"))
    yield from (said(life()) for life in every_life.LIVES)


def said(story: Story) -> tuple[Story, list[Message]]:
    """What was said to anybody since the last step, and the card as it stands."""
    messages = [owed.message for owed in story.owed if isinstance(owed, Telling | Post)]
    story.owed.clear()
    return story, [card(story.disagreement), *messages]


def choices() -> dict[str, Choice]:
    """Everything that anybody can be offered to press, by its act."""
    return {
        choice.act: choice
        for _, messages in lived()
        for message in messages
        for part in message.parts
        if isinstance(part, Choices)
        for choice in part.choices
    } | {each.act: each for story, _ in lived() for each in further.choices(story.disagreement)}


def test_everything_that_can_be_pressed_has_a_route():
    offered = choices()

    assert set(offered) >= {"take", "approve", "move_up", "harm", "harm_seen", "export"}
    assert set(offered) - WORDS == set()


def test_every_route_of_a_press_can_be_pressed_somewhere():
    """A route to which no button leads is a route that nobody tests."""
    assert {*map(str, routes.PRESSED), *map(str, routes.ASKED)} - set(choices()) == set()


def test_every_act_in_the_table_of_rights_has_a_route():
    assert {str(act) for act in Act if act not in NOT_ACTS_OF_THEIR_OWN} - WORDS == set()


@pytest.mark.parametrize("act", list(routes.ASKED))
def test_every_form_of_an_act_comes_back_to_it_with_its_question(act):
    story = Story().raised("Thursday 2026-04-02 15:00")

    form = act_forms.form(Act(act), story.disagreement, "tier:0", story.now)

    assert form.word == act
    stage = story.disagreement.stage.id  # these two ask after how many choices, or meetings, it is
    own = {"course": f"course:{stage}:0", "call_meeting": f"convene:{stage}:0"}
    asks = own.get(act, "tier:0")
    assert form.carries == {"reference": "ESC-KXQT-RWBM", "question": asks}
    assert "999" in str(form.parts[0]), "before everything else"


def test_every_page_of_the_opening_has_a_route_and_carries_something(reception):
    """What carries nothing is a press: its refusal would take the place of what was typed."""
    first = reception.opens()
    second = shown(reception.sends("sam", first, FIRST))
    third = shown(reception.previews())

    for form in (first, second, third):
        assert form.word in routes.ROUTES
        assert form.carries


# Refusals


def test_a_refused_press_is_answered_privately_with_the_sentence(reception):
    reference = reception.raises()

    answer = told(reception.presses("jo", reference, "take"))

    assert "Your tier has not been told." in answer


def test_a_refused_form_names_the_field_and_keeps_what_was_typed(reception):
    reference = reception.raises()
    form = shown(reception.presses("sam", reference, "propose"))

    wrong = corrected(reception.sends("sam", form, {**AGREEMENT, "due_1": "2026-04-01"}))

    assert (wrong.field, "has passed" in wrong.sentence) == ("due_1", True)
    assert "proposed" not in reception.office.kinds(reference)


def test_a_form_that_came_too_late_says_so_over_what_was_typed(reception):
    """Stale, and no field's fault: everything typed stays before them."""
    reference = reception.raises()
    moving = {"tier": "1", "reason": "Nobody visits"}
    form = shown(reception.presses("sam", reference, "move_up"))
    reception.sends("priya", shown(reception.presses("priya", reference, "move_up")), moving)

    late = corrected(reception.sends("sam", form, moving))

    assert late.field == ""
    assert "It is now" in late.sentence or "is now at" in late.sentence


def test_a_proposal_begun_before_it_moved_is_put_all_the_same(reception):
    reference = reception.raises()
    form = shown(reception.presses("sam", reference, "propose"))
    moving = shown(reception.presses("priya", reference, "move_up"))
    reception.sends("priya", moving, {"tier": "1", "reason": "Nobody visits"})

    assert reception.sends("sam", form, AGREEMENT) == Done()
    assert reception.office.kinds(reference)[-1] == "proposed"


def test_nobody_gets_a_form_once_it_has_ended(reception):
    reference = reception.raises()
    reception.office.settles(reference, "sam", "priya")

    assert "was settled" in told(reception.presses("sam", reference, "not_me"))


def test_at_the_last_stage_not_agreed_promises_no_next_tier():
    story = Story().raised("Thursday 2026-04-02 15:00")
    up = act_forms.form(Act.NOT_AGREED, story.disagreement, "tier:0", story.now)
    asked = act_forms.form(Act.NOT_AGREED, story.disagreement, "tier:4", story.now)
    story.does(climb.move_up, "sam", answers={"tier": "4", "reason": "Not safe"})
    stands = act_forms.form(Act.NOT_AGREED, story.disagreement, "tier:4", story.now)

    assert up.title == "Not agreed: move up"
    for last in (asked, stands):
        assert last.title == "Not agreed"
        assert "There is no further stage in this procedure." in text(last)
        assert "next tier" not in str(last.parts)


def test_nobody_gets_a_form_for_what_they_may_not_do(reception):
    reference = reception.raises()

    assert "This is for Sam Okafor." in told(reception.presses("priya", reference, "withdraw"))
    assert isinstance(reception.presses("sam", reference, "withdraw"), Shows)


def test_a_press_that_names_no_disagreement_is_refused(reception):
    assert "no disagreement with this reference" in told(reception.asks("sam", "take"))


def test_somebody_outside_the_directory_is_told_how_to_be_added_and_of_999(reception):
    reference = reception.raises()

    for word in ("open", "take", "status", "list", "export", Act.HARM):
        answer = told(reception.asks("a-stranger", word, reference=reference))
        assert "You are not in the partnership's directory" in answer, word
        assert "999" in answer, word


@pytest.mark.parametrize("word", ["nonsense", "", "help", "tak", "open_nothing"])
def test_an_unknown_word_gets_help_and_does_nothing(reception, word):
    assert "/escalate list" in told(reception.asks("sam", word))
    assert reception.office.store.references() == []


# Once, and words


def test_the_same_press_delivered_twice_happens_once(reception):
    reference = reception.raises()

    first = reception.asks("sam", "take", reference=reference, question="tier:0", key="one press")
    again = reception.asks("sam", "take", reference=reference, question="tier:0", key="one press")

    assert (first, again) == (Done(), Done())
    assert reception.office.kinds(reference).count("taken") == 1


def test_what_people_write_in_a_place_is_kept_and_elsewhere_it_is_nobodys(reception):
    reference = reception.raises()
    reception.office.works()
    root = reception.office.platform.roots[reference.lower()].id

    said = {"text": "I will ask my manager."}
    place = f"{reference.lower()}:{root}"
    assert reception.asks("priya", "say", place=place, answers=said) == Done()
    assert reception.asks("priya", "say", place=reference.lower(), answers=said) == Done()
    assert reception.asks("priya", "say", place="general", answers=said) == Done()

    assert reception.office.kinds(reference).count("said") == 2


def test_words_heard_late_say_when_they_were_written(reception):
    reference = reception.raises()
    reception.office.works()
    written = {"text": "MARKER", "written": "2026-04-02T14:00:00+00:00"}
    reception.office.now = time("Thursday 2026-04-02 18:00")

    reception.asks("priya", "say", place=reference.lower(), answers=written)

    said = reception.office.last(reference, "said")
    assert (said.written, said.at) == (
        time("Thursday 2026-04-02 15:00"),
        time("Thursday 2026-04-02 18:00"),
    )


@pytest.mark.parametrize("written", ["", "soon", "2026-04-02T14:00:00", "2099-01-01T00:00+00:00"])
def test_a_time_that_cannot_be_is_not_believed(reception, written):
    reference = reception.raises()
    reception.office.works()
    answers = {"text": "MARKER", "written": written}

    reception.asks("priya", "say", place=reference.lower(), answers=answers)

    said = reception.office.last(reference, "said")
    assert said.written == said.at


def test_a_strangers_words_are_not_kept_and_they_are_told_so_each_time(reception):
    reference = reception.raises()
    reception.office.works()

    for key in ("first", "second"):
        given = {"place": reference.lower(), "answers": {"text": "MARKER"}, "key": key}
        assert "not kept on its record" in told(reception.asks("pat", "say", **given))

    assert reception.office.kinds(reference).count("stranger_posted") == 1


def test_in_a_shared_channel_only_what_is_said_under_the_root_is_of_the_disagreement(reception):
    reference = reception.raises()
    reception.office.works()
    root = reception.office.platform.roots[reference.lower()].id
    reception.shares()

    said = {"text": "Good morning, everybody."}
    reception.asks("priya", "say", place=reference.lower(), answers=said)
    assert "said" not in reception.office.kinds(reference)

    reception.asks("priya", "say", place=f"{reference.lower()}:{root}", answers=said)
    assert reception.office.kinds(reference).count("said") == 1

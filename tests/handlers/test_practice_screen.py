"""The screen of practice: what would be told, as whom one acts, and how time passes."""

import json
from dataclasses import replace

import pytest

from bot.slack import forms
from escalation.directory.people import Directory
from escalation.rehearsing import practice
from escalation.rehearsing.practice import REFERENCE
from escalation.words.forms import Form
from escalation.words.message import Choices, Quote
from handlers import practice_screen
from handlers.practice import NOT_THEM
from handlers.practice_opening import KEPT
from handlers.practice_screen import MOST_TOLD, MOST_VIEWS, NOBODY
from tests.escalation.story import AGREEMENT
from tests.handlers.practised import begins, does, offered, presses
from tests.handlers.reception import corrected, shown, text, told


@pytest.fixture
def screen(reception) -> Form:
    """Sam practises, on the Thursday before Easter."""
    return begins(reception)


def passes(reception, screen, times=1):
    """Time passes, moment by moment: the screen after it."""
    for _ in range(times):
        screen = shown(presses(reception, screen, "Let time pass"))
    return screen


def whom(form):
    """As whom something may be done."""
    return [person for person, _ in form.fields[0].options]


def quoted(screen):
    """Whom each message would go to."""
    return [part.who for part in screen.parts if isinstance(part, Quote)]


# What would be told


def test_each_person_stands_there_with_their_role_and_the_message_they_would_get(screen):
    read = text(screen)

    assert "To Sam Okafor (Professional, Health Trust): “PRACTICE – you have raised it" in read
    assert "To Priya Desai (Professional, Social Care): “PRACTICE – your view is asked" in read
    assert "You are asked: Try to resolve the difference through discussion" in read
    assert "A place of its own would be made for it, for Sam Okafor" in read


def test_when_time_has_passed_whom_the_clock_would_tell(reception, screen):
    read = text(passes(reception, screen, 2))

    assert "To Jo Lee (Line manager / team manager, Health Trust): “PRACTICE" in read
    assert "To Tom Reed (Line manager / team manager, Social Care): “PRACTICE" in read
    assert "Jo Lee (Line manager / team manager, Health Trust) would be let into its place." in read
    assert "you have raised it" not in read, "only what this step would tell"


def test_a_reminder_says_that_it_waits_for_working_time(reception, screen):
    assert [who for who in quoted(passes(reception, screen)) if "in their own working time" in who]


def test_one_message_to_many_stands_there_once(reception, screen):
    screen = does(reception, screen, "Propose an agreement", "sam", **AGREEMENT)
    screen = does(reception, screen, "Approve", "sam")
    screen = does(reception, screen, "Approve", "priya")

    to_sam = [who for who in quoted(screen) if "Sam Okafor" in who and "To " in who]
    assert len([who for who in to_sam if "Priya Desai" in who]) == 1
    assert "Health Trust would be sent its copy of the record." in text(screen)
    assert "Its place would be closed." in text(screen)


def test_a_role_that_nobody_holds_is_named_as_that(reception):
    known = reception.desk.directory()
    posts = tuple(post for post in known.posts if post.person not in ("jo", "max"))
    reception.office.listed(Directory(known.agencies, known.people, posts))

    read = text(passes(reception, begins(reception), 2))

    assert "To nobody named (Line manager / team manager, Health Trust)" in read


def test_where_nobody_would_be_told_it_says_so(reception, screen):
    now, known = reception.office.now, reception.desk.directory()
    at = practice.read(reception.desk.store.drafts.of("sam", KEPT, now))
    assert at

    quiet = practice_screen.screen(replace(at, fresh=0), reception.office.procedure, known)

    assert NOBODY in text(quiet)
    assert NOBODY not in text(screen)


# As whom


def test_one_acts_as_whoever_may_those_whose_turn_it_is_first(reception, screen):
    form = shown(presses(reception, screen, "I have this"))
    assert whom(form) == ["sam", "priya"]
    assert form.fields[0].options[0][1] == "Sam Okafor (Professional, Health Trust)"

    screen = passes(reception, screen, 2)
    assert whom(shown(presses(reception, screen, "I have this")))[:2] == ["jo", "tom"]
    assert whom(shown(presses(reception, screen, "Withdraw"))) == ["sam"]


def test_whom_the_rule_would_refuse_is_not_offered(reception, screen):
    screen = does(reception, screen, "Propose an agreement", "sam", **AGREEMENT)
    screen = does(reception, screen, "Approve", "sam")

    assert whom(shown(presses(reception, screen, "Approve"))) == ["priya"]


def test_where_the_rule_would_refuse_everybody_its_own_sentence_says_why(reception, screen):
    for who in ("sam", "priya"):
        screen = does(reception, screen, "I have this", who)

    assert "already for your agency" in told(presses(reception, screen, "I have this"))


def test_nobody_else_can_be_slipped_in(reception, screen):
    form = shown(presses(reception, screen, "I have this"))

    for person in ("owen", "nobody", ""):
        refused = corrected(reception.sends("sam", form, {"as_whom": person}))
        assert (refused.field, refused.sentence) == ("as_whom", NOT_THEM)


@pytest.mark.parametrize(
    ("label", "whom", "answers", "seen"),
    [
        ("I have this", "priya", {}, "Priya Desai has this"),
        ("Give our view", "priya", {"text": "It is met."}, "It is met."),
        (
            "Record a discussion",
            "sam",
            {"held_on": "2026-04-02", "held_at": "14:30", "who": "Both", "text": "We spoke."},
            "We spoke.",
        ),
        ("We meet on…", "sam", {"meet_on": "2026-04-09", "meet_at": "10:00"}, "Meeting: Thursday"),
        ("Propose an agreement", "priya", AGREEMENT, "A joint visit"),
        ("Not agreed: move up", "sam", {"reason": "It stays closed."}, "It stays closed."),
        ("Move up now", "sam", {"reason": "It is urgent."}, "It is urgent."),
        ("Bring in to advise", "sam", {}, "To Clare Moss"),
        ("Not me", "priya", {"reason": "On leave", "instead": "slack:U0KOFI"}, "Kofi Mensah"),
        ("Withdraw", "sam", {"reason": "It was a mistake."}, "withdrawn at Stage 1"),
    ],
)
def test_whatever_stands_on_the_card_can_be_done(reception, screen, label, whom, answers, seen):
    assert seen in text(does(reception, screen, label, whom, **answers))


def test_what_cannot_be_lived_alone_is_not_offered(screen):
    offered = {
        choice.label
        for part in screen.parts
        if isinstance(part, Choices)
        for choice in part.choices
    }

    assert "Withdraw" in offered
    assert not offered & {"More…", "Take out of sight", "Wrong recipient", "Link to another"}


def test_what_is_refused_stays_before_them_and_changes_nothing(reception, screen):
    form = shown(presses(reception, screen, "Give our view"))

    refused = corrected(reception.sends("sam", form, {"as_whom": "sam", "text": " "}))

    assert (refused.field, shown(reception.asks("sam", "practice"))) == ("text", screen)


def test_a_form_sent_twice_is_done_once(reception, screen):
    form, said = (
        shown(presses(reception, screen, "Give our view")),
        {"as_whom": "sam", "text": "Once."},
    )

    screens = [shown(reception.sends("sam", form, said, key="the same")) for _ in range(2)]

    assert screens[0] == screens[1]
    assert [part.text for part in screens[0].parts if isinstance(part, Quote)].count("Once.") == 1


def test_the_same_window_may_act_many_times(reception, screen):
    """One window's forms have one id on Slack: their step makes each a thing of its own."""
    first = shown(presses(reception, screen, "Give our view"))
    screen = shown(reception.sends("sam", first, {"as_whom": "sam", "text": "One."}))
    second = shown(presses(reception, screen, "Give our view"))

    assert first.carries["step"] != second.carries["step"]
    assert screen.carries["reference"] == REFERENCE


# Time


def test_it_says_what_day_it_is_there_and_when_the_clock_looks_next(reception, screen):
    assert "In this practice it is Thursday 2 April 2026, 15:00." in text(screen)
    assert "the clock looks at it next on Tuesday 7 April 2026, 09:00." in text(screen)

    after = text(passes(reception, screen))

    assert "In this practice it is Tuesday 7 April 2026, 09:00." in after


def test_pressed_twice_at_once_time_passes_once(reception, screen):
    first = passes(reception, screen)

    assert passes(reception, screen) == first


def test_what_is_done_there_is_done_at_the_time_that_it_is_there(reception, screen):
    screen = passes(reception, screen, 2)

    form = shown(presses(reception, screen, "Record a discussion"))

    assert {field.id: field.initial for field in form.fields}["held_on"] == "2026-04-07"


def test_left_alone_it_is_lived_to_the_last_tier_and_beyond(reception, screen):
    said = []
    for _ in range(25):
        screen = passes(reception, screen)
        said.append(text(screen))

    assert any("To Ruth Adeyemi (Departmental head" in each for each in said)
    assert any("To Bea Lang" in each for each in said)
    assert all(REFERENCE in each for each in said)


def test_once_it_is_settled_time_has_nothing_left_to_do(reception, screen):
    old = screen
    screen = does(reception, screen, "Withdraw", "sam", reason="It was a mistake.")

    assert set(offered(screen)) == {"End practice"}
    assert shown(presses(reception, old, "Let time pass")) == screen, "pressed on an old screen"


# Room


def test_however_much_is_said_it_fits_on_one_screen_of_slack(reception, screen):
    for number in range(MOST_VIEWS + 10):
        words = f"View {number}. " + "word " * 580
        screen = does(reception, screen, "Give our view", "sam", text=words)
    longest = {f"what_{number}": "action " * 420 for number in (1, 2, 3)}
    longest |= {f"owner_{number}": "Priya Desai" for number in (1, 2, 3)}
    longest |= {f"due_{number}": "2026-12-01" for number in (1, 2, 3)}
    screen = does(reception, screen, "Propose an agreement", "sam", **longest)

    view = forms.modal(screen)

    assert len(view["blocks"]) <= forms.MOST_BLOCKS
    assert len(json.dumps(view)) < 250_000
    assert len(quoted(screen)) <= MOST_VIEWS + MOST_TOLD
    assert f"View {MOST_VIEWS + 9}" in text(screen), "the newest stay"

"""Immediate harm: own agency only, at once, at any hour; no limit is moved and nothing closed."""

from dataclasses import replace
from datetime import date

import pytest

from escalation import acts
from escalation.acts import harm
from escalation.directory.cover import Absence
from escalation.entries import own_agency
from escalation.owing import Post, Telling
from escalation.refusals import NotYours, Stale
from tests.escalation.story import DIRECTORY, Story, time

SATURDAY_NIGHT = "Saturday 2026-04-04 23:30"


@pytest.fixture
def pressed(easter: Story) -> Story:
    """Sam has pressed it on a Saturday night."""
    return easter.reaches(SATURDAY_NIGHT).forgets().does(harm.press, "sam")


def test_own_lead_and_own_line_manager_are_told_at_once_at_any_hour(pressed):
    """R-004-02, R-004-03, R-004-47."""
    assert [(each.person, each.telling.urgent) for each in pressed.heard] == [
        ("clare", True),
        ("jo", True),
    ]
    assert all(each.at == time(SATURDAY_NIGHT) for each in pressed.heard)


def test_they_are_told_to_ring_and_whom(pressed):
    for each in pressed.heard:
        assert "Sam Okafor (Professional) pressed Immediate harm" in each.text
        assert "Ring them now." in each.text
        assert "dial 999" in each.text


def test_they_have_the_pressers_number_and_the_duty_teams():
    people = tuple(replace(each, phone=f"0118 {each.id}") for each in DIRECTORY.people)
    story = Story(directory=replace(DIRECTORY, people=people))
    story.raised("Thursday 2026-04-02 15:00", duty_number="01344 351 999").forgets()

    story.does(harm.press, "sam")

    for each in story.heard:
        assert each.text.startswith("If somebody is at immediate risk of harm, dial 999 now.")
        assert "the emergency duty team of Reading: 01344 351 999." in each.text
        assert "Ring them now: 0118 sam." in each.text


def test_the_other_agency_is_told_nothing(pressed):
    people = {pressed.directory.person(each.person) for each in pressed.heard}
    assert {person.agency for person in people if person} == {"health"}
    assert [owed for owed in pressed.owed if isinstance(owed, Post)] == []
    assert pressed.last("harm_pressed").audience == own_agency("health")


def test_no_limit_is_moved_and_nothing_is_closed(easter):
    before = easter.disagreement
    easter.does(harm.press, "priya")

    after = easter.disagreement
    assert (after.limits, after.told, after.status) == (before.limits, before.told, before.status)
    assert set(before.moments()) < set(after.moments())


def test_after_15_minutes_unopened_whoever_pressed_is_told_to_ring(pressed):
    pressed.forgets()
    pressed.reaches("Saturday 2026-04-04 23:45").expects_silence()

    pressed.reaches("Saturday 2026-04-04 23:46")

    (sam,) = pressed.heard
    assert (sam.person, sam.telling.urgent) == ("sam", True)
    assert "Ring your safeguarding lead or line manager now." in sam.text
    assert "Safeguarding Lead: ring Clare Moss (the directory has no number)" in sam.text


def test_whom_to_ring_then_is_said_by_name_and_number_and_nobody_who_is_away():
    people = tuple(replace(each, phone=f"0118 {each.id}") for each in DIRECTORY.people)
    away = (Absence("tom", date(2026, 4, 1), date(2026, 4, 12)),)
    known = replace(DIRECTORY, people=people, absences=away).at(time("Thursday 2026-04-02 15:00"))
    story = Story(directory=known)
    story.raised("Thursday 2026-04-02 15:00").does(harm.press, "priya").forgets()

    story.reaches("Thursday 2026-04-02 15:16")

    (priya,) = story.heard
    assert "Safeguarding Lead: ring Leila Hassan on 0118 leila." in priya.text
    assert "Line manager / team manager: ring Kofi Mensah on 0118 kofi." in priya.text
    assert "Tom Reed" not in priya.text


def test_they_are_told_that_once(pressed):
    pressed.reaches("Saturday 2026-04-04 23:46").forgets()

    pressed.reaches("Sunday 2026-04-05 23:46").expects_silence()


def test_whoever_pressed_hears_who_has_seen_it(pressed):
    pressed.forgets().does(harm.opened, "clare", question="harm:1")

    (sam,) = pressed.heard
    assert "Clare Moss has seen your immediate-harm message" in sam.text
    pressed.reaches("Sunday 2026-04-05 00:30").expects_told({"sam"}, "harm-seen:1:clare")
    pressed.expects_silence()


def test_a_second_person_who_has_seen_it_is_told_of_as_well(pressed):
    pressed.does(harm.opened, "clare", question="harm:1")
    pressed.forgets().does(harm.opened, "jo", question="harm:1")

    pressed.expects_told({"sam"}, "harm-seen:1:jo")


def test_seen_twice_by_the_same_person_is_told_once(pressed):
    pressed.does(harm.opened, "clare", question="harm:1")

    refused = pressed.refuses(Stale, harm.opened, "clare", question="harm:1")
    assert "Ring them now" in refused.sentence


def test_seen_after_the_15_minutes_is_still_told(pressed):
    pressed.reaches("Sunday 2026-04-05 00:30").forgets()

    pressed.does(harm.opened, "jo", question="harm:1").expects_told({"sam"}, "harm-seen:1:jo")


@pytest.mark.parametrize("who", ["priya", "tom", "pat", "sam", "mina"])
def test_only_those_who_were_told_can_say_that_they_have_seen_it(pressed, who):
    pressed.refuses(NotYours, harm.opened, who, question="harm:1")


@pytest.mark.parametrize("question", ["harm:2", "harm:", "", "harm:x", "tier:0"])
def test_a_press_that_is_not_there_cannot_be_seen(pressed, question):
    refused = pressed.refuses(Stale, harm.opened, "clare", question=question)

    assert "ring" in refused.sentence


@pytest.mark.parametrize(
    ("who", "told"),
    [
        pytest.param("jo", {"clare", "mina"}, id="a line manager: their own manager"),
        pytest.param("clare", {"clare", "jo"}, id="the lead, whose directory names no manager"),
        pytest.param("ann", {"clare", "max"}, id="a colleague: their own line manager"),
        pytest.param("priya", {"leila", "tom"}, id="the other professional: their own people"),
    ],
)
def test_everybody_has_their_own_lead_and_manager(easter, who, told):
    easter.forgets().does(harm.press, who)

    assert {each.person for each in easter.heard} == told


def test_somebody_of_a_third_agency_may_press_it_and_their_own_are_told(easter):
    pat = easter.forgets().does(harm.press, "pat")

    assert pat.last("harm_pressed").audience == own_agency("police")
    assert pat.heard == []


def test_it_is_never_refused_though_it_has_been_settled(easter):
    easter.settles("sam", "priya").forgets()

    easter.does(harm.press, "sam")

    assert {each.person for each in easter.heard} == {"clare", "jo"}
    easter.reaches("Thursday 2026-04-02 15:16")
    assert "harm_unopened" in easter.kinds()


def test_somebody_outside_the_directory_is_told_how_to_be_added(easter):
    easter.refuses(NotYours, harm.press, "nobody")


def test_pressed_again_within_a_minute_it_is_the_same_alarm(pressed):
    pressed.reaches("Saturday 2026-04-04 23:30").forgets().does(harm.press, "sam")

    pressed.expects_silence()
    assert pressed.kinds().count("harm_pressed") == 1


def test_somebody_elses_press_in_the_same_minute_is_an_alarm_of_its_own(pressed):
    pressed.forgets().does(harm.press, "priya")

    assert {(each.person, each.topic) for each in pressed.heard} == {
        ("leila", "harm:2"),
        ("tom", "harm:2"),
    }


def test_pressed_again_later_it_is_a_second_alarm(pressed):
    pressed.reaches("Saturday 2026-04-04 23:31").forgets().does(harm.press, "sam")

    assert {each.topic for each in pressed.heard} == {"harm:2"}


def test_after_downtime_the_warning_still_comes(pressed):
    pressed.forgets().sleeps_until("Monday 2026-04-06 09:00")

    assert [each.topic for each in pressed.heard] == ["harm-unopened:1"]


def test_the_fold_knows_whom_it_told(pressed):
    (press,) = pressed.disagreement.harm

    assert [str(who) for who in press.told] == ["safeguarding_lead@health", "line_manager@health"]


def test_no_word_of_it_reaches_the_other_side_through_the_clock(easter):
    easter.does(harm.press, "sam")
    woken = acts.time_passed(
        easter.disagreement,
        time("Thursday 2026-04-02 15:16"),
        easter.calendar,
        replace(easter.directory),
    )

    for entry in woken:
        assert entry.audience == own_agency("health")
        for owed in entry.owes(easter.disagreement):
            assert isinstance(owed, Telling)
            assert str(owed.to) == "sam"

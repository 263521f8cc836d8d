"""Immediate harm: delivered by whoever received the press, and answered with the truth."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from structlog.testing import capture_logs

from escalation.acts import harm, wrong
from escalation.directory.cover import Absence
from storage.database import writing
from tests.escalation.story import time
from tests.handlers.reception import told
from tests.scheduler.office import PEOPLE

HARM = "harm"


@pytest.fixture
def reference(reception):
    """Raised by Sam, and all that was owed for it is delivered."""
    reference = reception.raises()
    reception.office.works()
    return reference


def pressed(reception, who, reference, **given):
    return told(reception.asks(who, HARM, reference=reference, question="harm", **given))


def alarms(reception, who):
    return [each for each in reception.office.platform.heard(who) if "immediate harm" in each]


def test_it_is_delivered_by_the_press_itself_at_any_hour(reception, reference):
    """No worker runs here: only the press."""
    reception.office.now = time("Saturday 2026-04-04 03:00")

    answer = pressed(reception, "sam", reference)

    assert [len(alarms(reception, who)) for who in ("clare", "jo")] == [1, 1]
    assert "999" in answer
    assert "This is not a telephone call: ring." in answer
    assert "Safeguarding Lead: Clare Moss: delivered, ring 0118 496" in answer
    assert "Line manager / team manager: Jo Lee: delivered, ring 0118 496" in answer
    assert "If nobody has opened it in 15 minutes, you are told." in answer


def test_the_answer_has_the_procedures_own_words_last(reception, reference):
    """R-004-04, R-004-47, R-004-48: whom to ring comes first."""
    answer = pressed(reception, "sam", reference)

    assert answer.index("ring 0118 496") < answer.index(
        "In immediate harm: If a child is at risk of"
    )


def test_where_the_platform_refuses_it_says_not_delivered(reception, reference):
    reception.office.platform.refuses |= {"clare", "jo", "max"}

    answer = pressed(reception, "sam", reference)

    assert "Clare Moss: not delivered yet, ring 0118 496" in answer
    assert "Jo Lee: not delivered yet, ring 0118 496" in answer
    assert "Max Gray: not delivered" not in answer, "it goes to nobody else"
    assert ": delivered" not in answer
    assert "Nobody has it yet: ring them yourself, now." in answer
    assert "you are told" not in answer


def test_where_a_deputy_was_reached_it_says_who(reception, reference):
    reception.office.platform.refuses.add("tom")

    answer = pressed(reception, "priya", reference)

    assert "Line manager / team manager: Kofi Mensah: delivered" in answer
    assert len(alarms(reception, "kofi")) == 1


def test_where_nobody_is_named_it_says_so(reception, reference):
    posts = tuple(post for post in PEOPLE.posts if post.person != "clare")
    reception.office.listed(replace(PEOPLE, posts=posts))

    answer = pressed(reception, "sam", reference)

    assert "Safeguarding Lead: nobody is named for your agency" in answer
    assert "Jo Lee: delivered" in answer


def test_where_nobody_is_named_at_all_it_promises_nothing(reception, reference):
    posts = tuple(post for post in PEOPLE.posts if post.person not in ("clare", "jo", "max"))
    reception.office.listed(replace(PEOPLE, posts=posts))

    answer = pressed(reception, "sam", reference)

    assert "Nobody could be told: ring your own safeguarding lead or line manager" in answer
    assert "you are told" not in answer


def test_kept_and_not_delivered_it_is_answered_all_the_same(reception, reference):
    def fails() -> None:
        raise RuntimeError

    reception.desk = replace(reception.desk, deliver=fails)

    with capture_logs() as lines:
        answer = pressed(reception, "sam", reference)

    assert "harm_pressed" in reception.office.kinds(reference)
    assert "Clare Moss: not delivered yet, ring 0118 496" in answer
    assert [line["event"] for line in lines] == ["an alarm was kept and not delivered yet"]


def test_kept_and_nothing_more_can_be_looked_up_it_is_answered_all_the_same(reception, reference):
    with writing(reception.office.engine) as connection:
        connection.exec_driver_sql("DROP TABLE receipts")

    answer = pressed(reception, "sam", reference)

    assert "harm_pressed" in reception.office.kinds(reference)
    assert "Clare Moss: not delivered yet, ring 0118 496" in answer


def test_a_press_for_a_disagreement_that_is_none_still_says_999_and_to_ring(reception):
    answer = pressed(reception, "sam", "ESC-AAAA-BBBB")

    assert answer.startswith("If somebody is at immediate risk of harm, dial 999 now.")
    assert "This is not a telephone call: ring." in answer


def test_the_areas_duty_team_is_among_the_first_words(reception, reference):
    answer = pressed(reception, "sam", reference)

    assert "emergency duty team of Reading: 01344 351 999" in answer.splitlines()[0]


def test_whoever_is_told_has_the_pressers_number(reception, reference):
    pressed(reception, "sam", reference)

    (alarm,) = alarms(reception, "clare")
    assert "Ring them now: 0118 496 0101." in alarm


def test_a_line_manager_is_told_of_their_own_manager(reception, reference):
    answer = pressed(reception, "jo", reference)

    assert "Your own manager: Mina Shah: delivered" in answer
    assert len(alarms(reception, "mina")) == 1


def test_somebody_unknown_still_reads_to_dial_999(reception, reference):
    assert "dial 999 now" in pressed(reception, "a-stranger", reference)
    assert "harm_pressed" not in reception.office.kinds(reference)


def test_it_works_for_a_disagreement_that_is_settled(reception, reference):
    reception.office.settles(reference, "sam", "priya")
    reception.office.works()

    answer = pressed(reception, "sam", reference)

    assert "Clare Moss: delivered" in answer
    assert len(alarms(reception, "jo")) == 1


def test_two_presses_within_a_minute_are_one_alarm_and_both_are_answered(reception, reference):
    first = pressed(reception, "sam", reference)
    reception.office.now += timedelta(seconds=59)
    second = pressed(reception, "sam", reference)

    assert first == second
    assert len(alarms(reception, "clare")) == 1
    assert reception.office.kinds(reference).count("harm_pressed") == 1

    reception.office.now += timedelta(seconds=1)
    pressed(reception, "sam", reference)
    assert len(alarms(reception, "clare")) == 2


def test_pressed_again_it_says_who_has_seen_it(reception, reference):
    pressed(reception, "sam", reference)
    reception.office.does(reference, harm.opened, "clare", question="harm:1")

    assert "Clare Moss has seen it." in pressed(reception, "sam", reference)


def test_a_slow_platform_elsewhere_does_not_hold_it_up(reception, reference):
    """A hundred other things are owed: the press takes up what is urgent, and a few more."""
    for _ in range(10):
        reception.office.raises()

    pressed(reception, "sam", reference)

    assert len(alarms(reception, "clare")) == len(alarms(reception, "jo")) == 1
    assert len(reception.office.platform.told) < 20


def test_the_other_agency_hears_nothing(reception, reference):
    before = len(reception.office.platform.thread(reference.lower()))

    pressed(reception, "sam", reference)
    reception.office.works()

    assert [alarms(reception, who) for who in ("priya", "tom", "leila", "bea")] == [[]] * 4
    assert len(reception.office.platform.thread(reference.lower())) == before


def test_typed_with_its_reference_it_is_the_same_as_pressed(reception, reference):
    answer = told(reception.asks("sam", "harm_typed", reference=reference))

    assert "Clare Moss: delivered" in answer
    assert [len(alarms(reception, who)) for who in ("clare", "jo")] == [1, 1]


@pytest.mark.parametrize("named", ["", "ESC-NONE-NONE", "another's"])
def test_typed_alone_or_of_one_that_is_not_theirs_it_says_whom_to_ring(reception, reference, named):
    who, of = ("pat", reference) if named == "another's" else ("sam", named)

    answer = told(reception.asks(who, "harm_typed", reference=of))

    assert answer.startswith("If somebody is at immediate risk of harm, dial 999 now.")
    assert "obody has been told by this" in answer
    assert ("Ring Clare Moss" in answer) is (who == "sam")
    assert "harm_pressed" not in reception.office.kinds(reference)


def test_where_everybody_is_away_it_says_until_when_they_have_it_all_the_same(reception, reference):
    reception.office.listed(away("clare", "jo", "max"))

    answer = pressed(reception, "sam", reference)

    until = "delivered, but is away until Sunday 12 April, ring 0118 496"
    assert f"Safeguarding Lead: Clare Moss: {until}" in answer
    assert f"Line manager / team manager: Jo Lee: {until}" in answer


def test_pressed_again_at_once_it_reaches_whoever_is_there_now(reception, reference):
    """Tom has it, and is on leave from then on: Kofi deputises, and is told, and nobody twice."""
    pressed(reception, "priya", reference)
    reception.office.listed(away("tom"))

    for _ in range(2):
        reception.office.now += timedelta(seconds=20)
        answer = pressed(reception, "priya", reference)

    assert "Line manager / team manager: Kofi Mensah: delivered, ring 0118 496" in answer
    assert "Tom Reed" not in answer
    assert [len(alarms(reception, who)) for who in ("tom", "kofi")] == [1, 1]


def test_one_press_is_one_alarm_though_time_passes_while_it_is_delivered(reception, reference):
    """Slack refuses Tom, who is there; Kofi, who deputises, is on leave and has it."""
    office = reception.office
    office.platform.refuses.add("tom")
    office.listed(away("kofi"))

    def ticks():
        office.now += timedelta(milliseconds=3)
        return office.now

    reception.desk = replace(reception.desk, now=ticks)
    for presses in (1, 2, 2):  # pressed on, it is taken once more to whoever is there, and no more
        pressed(reception, "priya", reference)
        assert office.kinds(reference).count("harm_pressed") == presses
        office.now += timedelta(seconds=5)


def test_whoever_manages_a_line_manager_has_their_own_manager_told(reception, reference):
    answer = pressed(reception, "mina", reference)

    assert "Jo Lee" not in answer, "she is one of Mina's people"
    assert alarms(reception, "jo") == []


def test_whom_the_directory_does_not_know_reads_999_and_the_duty_number_first(reception):
    answer = told(reception.asks("nobody", "harm_typed"))

    assert answer.startswith("If somebody is at immediate risk of harm, dial 999 now.")
    assert "You are not in the partnership's directory" in answer


def test_whoever_was_cut_can_still_ring_the_alarm_by_its_reference(reception, reference):
    reception.office.works("Tuesday 2026-04-07 17:01")
    why = {"who": "tom", "reason": "MARKER the wrong Tom"}
    reception.office.does(reference, wrong.wrong, "priya", answers=why)

    answer = told(reception.asks("tom", "harm_typed", reference=reference))

    assert reception.office.kinds(reference)[-1] == "harm_pressed"
    assert "Leila Hassan: delivered" in answer


def away(*people):
    absences = tuple(Absence(one, date(2026, 4, 1), date(2026, 4, 12)) for one in people)
    return replace(PEOPLE, absences=absences)

"""Status, list and help: where things stand, for those it names, without a word of what it is about."""

import pytest

from escalation import rights
from escalation.acts import alarm, answer, harm, say
from escalation.permissions import Relation
from tests.handlers.reception import told
from tests.scheduler.office import PEOPLE


@pytest.fixture
def reference(reception):
    """Raised by Sam against Priya."""
    return reception.raises()


@pytest.mark.parametrize("who", ["sam", "priya"])
def test_status_says_where_it_stands_and_what_comes_next(reception, reference, who):
    answer = told(reception.asks(who, "status", reference=reference))

    assert reference in answer
    assert "Stage 1" in answer
    assert "once Tuesday 7 April has ended" in answer
    assert "999" in answer


def test_neither_status_nor_list_has_a_word_of_what_it_is_about(reception, reference):
    answers = [
        told(reception.asks("sam", word, reference=reference)) for word in ("status", "list")
    ]

    for each in answers:
        assert "MARKER" not in each
        assert "threshold" not in each


@pytest.mark.parametrize("who", ["jo", "pat", "bea", "ann"])
def test_whom_it_does_not_name_learns_not_even_that_there_is_one(reception, reference, who):
    real = told(reception.asks(who, "status", reference=reference))
    invented = told(reception.asks(who, "status", reference="ESC-AAAA-BBBB"))

    assert real == invented
    assert "names you" in real
    assert "No open disagreement names you." in told(reception.asks(who, "list"))
    assert reception.office.store.audit.of(reference) == []


def test_somebody_of_a_tier_reads_it_once_they_have_been_told(reception, reference):
    reception.office.works("Tuesday 2026-04-07 17:01")

    assert "Stage 1" in told(reception.asks("jo", "status", reference=reference))
    assert reference in told(reception.asks("jo", "list"))


def test_status_names_who_is_asked_and_gives_whoever_takes_part_their_numbers(reception, reference):
    """Managers who are to contact each other need not look one another up."""
    reception.office.works("Tuesday 2026-04-07 17:01")

    said = told(reception.asks("jo", "status", reference=reference))

    assert "Line manager / team manager: Tom Reed on 0118 496" in said
    assert "Line manager / team manager: Jo Lee on 0118 496" in said


def test_of_whoever_has_it_status_gives_the_number(reception, reference):
    reception.office.works("Tuesday 2026-04-07 17:01")
    reception.office.does(reference, answer.take, "tom")

    said = told(reception.asks("jo", "status", reference=reference))

    assert "Tom Reed on 0118 496" in said
    assert "has this" in said


def test_the_office_reads_names_and_no_numbers_to_ring(reception, reference):
    reception.office.works("Tuesday 2026-04-07 17:01")
    reception.office.works("Wednesday 2026-04-08 17:01")
    reception.office.does(reference, answer.take, "mina")

    said = told(reception.asks("bea", "status", reference=reference))

    assert "Mina Shah" in said
    assert " on 0118" not in said


def test_each_reading_is_audited_by_whom_and_when(reception, reference):
    reception.asks("sam", "status", reference=reference)
    reception.asks("priya", "list")

    seen = reception.office.store.audit.of(reference)
    assert [(each.who, each.what) for each in seen] == [("sam", "status"), ("priya", "list")]
    assert {each.at for each in seen} == {reception.office.now}


def test_list_has_the_next_moment_first(reception, reference):
    reception.office.now = reception.office.now.replace(day=7, hour=10)
    later = reception.raises(began_on="2026-04-07", began_at="09:30")

    answer = told(reception.asks("sam", "list"))

    assert answer.index(reference) < answer.index(later)
    assert "next: Tuesday 7 April 2026" in answer


def test_the_list_shows_nobody_that_immediate_harm_was_pressed(reception, reference):
    before = told(reception.asks("priya", "list"))
    reception.office.does(reference, harm.press, "sam")

    assert told(reception.asks("priya", "list")) == before


def test_the_list_and_the_status_begin_with_999_and_the_duty_team(reception, reference):
    for word in ("list", "status"):
        first = told(reception.asks("sam", word, reference=reference)).splitlines()[0]
        assert first.startswith("If somebody is at immediate risk of harm, dial 999 now.")
        assert "01344 351 999" in first


def test_status_without_a_reference_is_the_list(reception, reference):
    assert reference in told(reception.asks("sam", "status"))


def test_what_is_settled_is_listed_no_more_and_can_still_be_asked_for(reception, reference):
    reception.office.settles(reference, "sam", "priya")

    assert "No open disagreement" in told(reception.asks("sam", "list"))
    assert "settled at Stage 1" in told(reception.asks("sam", "status", reference=reference))


def test_help_begins_with_999_and_names_what_was_mistyped(reception):
    answer = told(reception.asks("sam", "help", answers={"mistyped": "stauts"}))

    assert answer.startswith("If somebody is at immediate risk of harm, dial 999 now.")
    assert "“stauts” is not something /escalate knows. Nothing was done." in answer
    assert "/escalate status ESC-…" in answer


def test_help_is_for_anybody(reception):
    assert "/escalate list" in told(reception.asks("a-stranger", "help"))


def test_once_told_of_it_the_business_manager_sees_where_it_stands_and_no_more(
    reception, reference
):
    reception.office.does(reference, say.say, "pat", text="MARKER")

    answer = told(reception.asks("bea", "status", reference=reference))
    assert "Stage 1" in answer
    assert "MARKER" not in answer
    assert "threshold" not in answer
    assert reference in told(reception.asks("bea", "list"))
    refused = told(reception.asks("bea", "export", reference=reference))
    assert refused == "This is for the people this disagreement names. Nothing has changed."
    assert "exported" not in reception.office.kinds(reference)


def test_the_list_says_whose_turn_it_is(reception, reference):
    assert "asked: Sam Okafor and Priya Desai" in told(reception.asks("sam", "list"))


def test_whoever_was_only_told_of_it_reads_where_it_stands_and_nobodys_name(reception):
    """Bea has an alarm of one that is open: she knows that there is one, and reads nothing of whose."""
    reference = reception.raises()
    office = reception.office
    office.does(reference, nobody_is_asked, "clock")
    assert rights.relations("bea", office.store.disagreement(reference), PEOPLE) == {
        Relation.NOTICED
    }

    answers = [
        told(reception.asks("bea", word, reference=reference)) for word in ("status", "list")
    ]

    assert "Between: Health Trust and Social Care" in answers[0]
    assert "Procedure says" in answers[0]
    assert "of each agency is told once Tuesday 7 April has ended" in answers[0]
    assert f"{reference}: " in answers[1]
    for said in answers:
        assert not [each.name for each in PEOPLE.people if each.name in said]


def nobody_is_asked(*stands, by):
    return alarm.audited(*stands, what=alarm.NOBODY, why="MARKER")

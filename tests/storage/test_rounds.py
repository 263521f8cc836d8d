"""Rounds that one process makes for all: taken once each time, by whoever comes first."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from storage.rounds import Rounds
from tests.escalation.story import MAUNDY_THURSDAY as NOW

HOUR = timedelta(hours=1)
SECOND = timedelta(seconds=1)


@pytest.fixture
def rounds(engine):
    return Rounds(engine)


def test_the_first_to_come_takes_it_and_the_next_an_hour_later(rounds):
    assert rounds.take("audit", NOW, HOUR)
    assert not rounds.take("audit", NOW + HOUR - SECOND, HOUR)
    assert rounds.take("audit", NOW + HOUR, HOUR)
    assert not rounds.take("audit", NOW + HOUR, HOUR)


def test_a_round_that_was_not_made_is_the_next_ones_at_once(rounds):
    rounds.take("audit", NOW, HOUR)
    rounds.again("audit", NOW, HOUR)

    assert rounds.take("audit", NOW + SECOND, HOUR)
    assert not rounds.take("audit", NOW + SECOND, HOUR)


def test_a_round_that_somebody_else_has_taken_since_is_not_given_back(rounds):
    rounds.take("audit", NOW, HOUR)
    rounds.take("audit", NOW + HOUR, HOUR)
    rounds.again("audit", NOW, HOUR)

    assert not rounds.take("audit", NOW + HOUR + SECOND, HOUR)


def test_one_round_is_nothing_to_another(rounds):
    assert rounds.take("audit", NOW, HOUR)
    assert rounds.take("other", NOW, HOUR)


def test_a_clock_that_was_a_year_ahead_does_not_stop_it_for_a_year(rounds):
    rounds.take("audit", NOW + timedelta(days=365), HOUR)

    assert rounds.take("audit", NOW, HOUR)


@pytest.mark.parametrize("known", [False, True])
def test_of_many_who_ask_at_once_one_makes_it(rounds, known):
    if known:
        rounds.take("audit", NOW - HOUR, HOUR)

    with ThreadPoolExecutor(8) as many:
        taken = list(many.map(lambda _: rounds.take("audit", NOW, HOUR), range(16)))

    assert sum(taken) == 1

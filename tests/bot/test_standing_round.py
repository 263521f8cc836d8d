"""A round of its own comes when it is time, once for all processes, and is given back where unfinished."""

from datetime import datetime, timedelta

import pytest
from structlog.testing import capture_logs

from bot.standing_round import StandingRound
from storage.rounds import Rounds
from tests.escalation.story import MAUNDY_THURSDAY
from tests.scheduler.office import Office

DAY = timedelta(days=1)


class Hand:
    """A clock in one hand, and what was made in the other."""

    def __init__(self, office):
        self.now = MAUNDY_THURSDAY
        self.made: list[datetime] = []
        self.whole = True
        self.rounds = Rounds(office.engine)

    def round(self):
        return StandingRound(self.rounds, "people", lambda: self.now, lambda _: DAY, self.makes)

    def makes(self, should_stop):
        self.made.append(self.now)
        return self.whole


@pytest.fixture
def hand(tmp_path, database):
    office = Office(tmp_path, url=database)
    yield Hand(office)
    office.ends()


def test_of_two_processes_one_makes_it_and_the_next_is_a_day_later(hand):
    one, other = hand.round(), hand.round()
    for each in (one, other, one):
        each.comes(lambda: False)
    assert len(hand.made) == 1

    hand.now += DAY
    other.comes(lambda: False)
    assert len(hand.made) == 2


def test_what_was_not_finished_is_the_next_ones_at_once(hand):
    hand.whole = False
    hand.round().comes(lambda: True)
    hand.whole = True
    hand.round().comes(lambda: False)

    assert len(hand.made) == 2


def test_a_fault_is_raised_and_gives_the_round_back(hand):
    def fails(should_stop):
        raise RuntimeError

    failing = StandingRound(hand.rounds, "people", lambda: hand.now, lambda _: DAY, fails)
    with capture_logs() as lines, pytest.raises(RuntimeError):
        failing.comes(lambda: False)
    hand.round().comes(lambda: False)

    assert lines == []
    assert len(hand.made) == 1

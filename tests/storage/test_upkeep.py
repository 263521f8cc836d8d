"""What is kept of the directory's upkeep: confirmations, what is open since when, and lines of managers."""

from datetime import timedelta

import pytest

from escalation.directory.accounts import Account, Chain, End
from escalation.directory.gap import Gap, Kind
from storage.upkeep import Upkeep
from tests.escalation.story import MAUNDY_THURSDAY as NOW

DAY = timedelta(days=1)
NOBODY = Gap("oak", Kind.NOBODY, "Oak School: nobody is Line manager.")
LEFT = Gap("oak", Kind.LEFT, "Oak School: Jo Lee may have left.")
JO = Account("1", "Jo Lee", "jo@oak.example", manager="2")
KIM = Account("2", "Kim Roe", "kim@oak.example")
CHAIN = Chain((JO, KIM), NOW, End.TOP)


@pytest.fixture
def upkeep(engine):
    return Upkeep(engine)


def test_what_was_said_last_of_an_agency_is_known_with_who_and_when(upkeep):
    said = upkeep.confirmations
    said.note("1", "oak", "people", "jo", NOW)
    said.note("2", "oak", "not right", "fay", NOW + DAY)
    said.note("3", "oak", "covered:easter-2026", "fay", NOW + DAY)

    assert said.last("oak", "people", "not right") == ("not right", "fay", NOW + DAY)
    assert said.last("oak", "people") == ("people", "jo", NOW)
    assert said.last("elm", "people") is None


def test_the_same_press_twice_is_one(upkeep):
    said = upkeep.confirmations

    assert said.note("1", "oak", "people", "jo", NOW)
    assert not said.note("1", "oak", "not right", "jo", NOW + DAY)
    assert said.last("oak", "people", "not right") == ("people", "jo", NOW)


def test_what_is_open_keeps_its_day_while_it_stands(upkeep):
    upkeep.gaps.stand([NOBODY], NOW)
    stands = upkeep.gaps.stand([LEFT, NOBODY, LEFT], NOW + DAY)

    assert [(each.gap, each.since) for each in stands] == [(LEFT, NOW + DAY), (NOBODY, NOW)]
    assert upkeep.gaps.all() == stands
    assert (upkeep.gaps.count(Kind.NOBODY), upkeep.gaps.count(Kind.MAILBOX)) == (1, 0)


def test_what_was_put_right_and_comes_again_is_new(upkeep):
    upkeep.gaps.stand([NOBODY], NOW)
    upkeep.gaps.stand([], NOW + DAY)

    assert [each.since for each in upkeep.gaps.stand([NOBODY], NOW + 2 * DAY)] == [NOW + 2 * DAY]


def test_a_line_of_managers_is_kept_as_it_was_read(upkeep):
    upkeep.chains.keep({"jo": CHAIN}, frozenset({"jo"}))

    assert upkeep.chains.kept() == {"jo": CHAIN}
    assert upkeep.chains.gone() == ()


def test_whoever_is_not_found_any_more_stays_known_as_gone(upkeep):
    upkeep.chains.keep({"jo": CHAIN}, frozenset({"jo"}))
    for _ in range(2):
        upkeep.chains.keep({}, frozenset({"jo"}))
        assert upkeep.chains.kept() == {}
        assert upkeep.chains.gone() == (JO,)

    upkeep.chains.keep({"jo": CHAIN}, frozenset({"jo"}))
    assert upkeep.chains.gone() == ()


def test_of_whoever_has_left_the_directory_nothing_is_kept(upkeep):
    upkeep.chains.keep({"jo": CHAIN}, frozenset({"jo"}))
    upkeep.chains.keep({"jo": CHAIN}, frozenset())

    assert upkeep.chains.kept() == {}
    assert upkeep.chains.gone() == ()

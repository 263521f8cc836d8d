"""Killed at random moments of the Easter story: no entry lost, nobody told twice."""

import os
from random import Random

import pytest

from tests.torture import easter
from tests.torture.reckoning import Reckoning, opened, reckoned, undone
from tests.torture.strokes import KILLS_IN_A_LIFE, strokes
from tests.torture.world import Lost, world


@pytest.mark.skipif(not hasattr(os, "fork"), reason="an installation is forked from a zygote")
@pytest.mark.timeout(300)
def test_killed_at_random_moments_nothing_is_lost_and_nobody_is_told_twice(
    life, zygote, tmp_path, pytestconfig, record_property
):
    kills = min(KILLS_IN_A_LIFE, pytestconfig.getoption("--kills") - life * KILLS_IN_A_LIFE)
    seed = pytestconfig.getoption("--seed")
    print(f"seed {seed}, life {life}, {kills} kills")
    falls = strokes(seed, life, kills)

    with world(tmp_path / "data", zygote, falls, easter.START, Random(f"{seed}:{life}")) as lived:
        found = Reckoning()
        try:
            easter.live(lived)
            comes_to_rest(lived)
        except Lost as lost:
            found.lost.append(str(lost))
    if not found.lost:
        found = reckoned(lived, easter.TOLD)

    record_property("kills", lived.installation.kills)
    record_property("entries", found.entries)
    record_property("tellings", found.tellings)
    record_property("lost", len(found.lost))
    record_property("doubled", len(found.doubled))
    assert (found.lost, found.doubled, found.wrong) == ([], [], [])
    assert lived.installation.kills == kills


def comes_to_rest(lived):
    """Every stroke has fallen, and nothing is owed any more."""
    while not lived.installation.is_spared:
        lived.installation.falls_now()
        lived.waits()
    engine, _ = opened(lived)
    try:
        lived.until("everything owed to be done", lambda: not undone(engine))
    finally:
        engine.dispose()

"""The benchmarks do what they say, at the smallest sizes: how fast is never asked here."""

import json
import math
from collections.abc import Iterator

import pytest
from click.testing import CliRunner

from benchmarks import firing, lag, scale, working_days
from benchmarks.__main__ import FILES, command
from benchmarks.ground import Ground, prepared
from benchmarks.results import Figure, Goal, Result


@pytest.fixture(scope="module")
def ground() -> Iterator[Ground]:
    """A server of their own."""
    with prepared(durable=False) as ground:
        yield ground


def names(result: Result) -> list[str]:
    return [figure.name for figure in result.figures]


def sound(result: Result) -> bool:
    """Whether everything that was measured is a number that can be."""
    found = [goal.found for goal in result.goals if goal.found is not None]
    return all(math.isfinite(each) for each in (*found, *(f.value for f in result.figures)))


def test_everybody_counts_the_same_working_days():
    result = working_days.measured(working_days.Size(starts=5, rounds=1))

    assert sound(result)
    assert [name for name in names(result) if name.endswith("ours")] == [
        "N working days: ours",
        "adding hours: ours",
        "time between: ours",
    ]


def test_a_contender_with_another_answer_ends_the_race():
    with pytest.raises(AssertionError, match="a liar and ours differ 1 times"):
        working_days.fastest({"ours": lambda: [1, 2], "a liar": lambda: [1, 3]}, 1)


def test_everybody_fires_the_same_limits_once(ground):
    result = firing.found(ground, firing.Size(4, workers=(1, 2), peers=("apscheduler",)))

    assert names(result) == ["ours", "ours x 2", "bare loop", "apscheduler", "ours on SQLite"]
    assert sound(result)
    assert all(goal.met is not None for goal in result.goals)


def test_without_a_peer_there_is_no_ratio_to_it():
    result = Result("firing", [Figure("ours", 1.0, "limits/s")], [Goal("of the peer", None, 1.5)])

    assert "- x" in result.as_text()
    assert "not measured: at most 1.50 x" in result.as_text()
    assert result.missed == []


def test_no_limit_fires_before_its_end_while_others_wait(ground):
    result = lag.found(ground, lag.Size(seconds=1, waiting=10))

    assert sound(result)
    assert min(figure.value for figure in result.figures) > 0


def test_the_real_worker_is_started_beside_many_that_wait(ground):
    result = scale.found(ground, scale.Size(waiting=(5, 10), limits=2, rounds=1))

    assert sound(result)
    assert names(result)[:2] == [
        "a due limit beside 5 that wait",
        "a due limit beside 10 that wait",
    ]


@pytest.mark.parametrize(
    ("found", "at_least", "met"),
    [
        (2.0, True, True),
        (1.4, True, False),
        (1.5, True, True),
        (1.5, False, True),
        (2.0, False, False),
        (None, True, None),
    ],
)
def test_a_goal_is_met_at_its_bound_and_beyond(found, at_least, met):
    assert Goal("a ratio", found, 1.5, at_least=at_least).met is met


def test_a_goal_that_is_missed_is_said_loudly_and_fails_only_where_that_is_asked(monkeypatch):
    missed = Result("calendar", [Figure("ours", 1.0, "us")], [Goal("a ratio", 2.0, 1.5)])
    monkeypatch.setattr(working_days, "measured", lambda size: missed)

    plain, strict = (
        CliRunner().invoke(command, ["calendar", *more]) for more in ([], ["--strict"])
    )

    assert "MISSED: at most 1.50 x" in plain.output
    assert (plain.exit_code, strict.exit_code) == (0, 1)


def test_json_is_one_object_with_figures_ratios_and_goals(monkeypatch):
    result = Result("calendar", [Figure("ours", 1.0, "us")], [Goal("a ratio", 1.0, 1.5)], ["so"])
    monkeypatch.setattr(working_days, "measured", lambda size: result)

    done = CliRunner().invoke(command, ["calendar", "--json"])

    said = json.loads(done.output)
    assert said["figures"] == [{"name": "ours", "value": 1.0, "unit": "us", "note": ""}]
    assert said["goals"][0]["met"] is True
    assert set(said) == {"benchmark", "machine", "figures", "goals", "notes"}


def test_without_a_name_it_says_what_can_be_measured():
    done = CliRunner().invoke(command, [])

    assert [line.split()[0] for line in done.output.splitlines()] == list(FILES)
    assert done.exit_code == 0

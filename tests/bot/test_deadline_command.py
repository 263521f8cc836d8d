"""`escalate deadline`: one instant for one start, and a sentence for what is bad."""

from datetime import datetime

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.commands.deadline import command

EASTER = ("--start", "2026-04-02T15:00:00+01:00", "--nation", "england")
TUESDAY = "2026-04-07T17:00:00+01:00\n"


def run(*words: str, stdin: str | bytes = "") -> Result:
    return CliRunner().invoke(command, list(words), input=stdin)


def refused(result: Result) -> str:
    """What is said on stderr; stdout stays empty, and the exit code is 2."""
    assert result.exit_code == 2
    assert result.stdout == ""
    assert isinstance(result.exception, SystemExit)
    return result.stderr


def test_one_instant_is_printed_and_nothing_else():
    result = run(*EASTER, "--working-days", "1", "--office-hours", "09:00-17:00")

    assert (result.exit_code, result.stdout, result.stderr) == (0, TUESDAY, "")


@pytest.mark.parametrize(
    ("words", "deadline"),
    [
        (("--working-days", "1"), "2026-04-07T17:00:00+01:00"),
        (("--working-days", "6"), "2026-04-14T17:00:00+01:00"),
        (("--working-days", "1", "--rule", "same_time"), "2026-04-07T15:00:00+01:00"),
        (("--working-hours", "7.5"), "2026-04-07T14:30:00+01:00"),
        (("--working-days", "1", "--office-hours", "08:30-16:30"), "2026-04-07T16:30:00+01:00"),
        (
            ("--working-days", "1", "--office-hours", "Mon-Thu=08:45-17:15;Fri=08:45-16:45"),
            "2026-04-07T17:15:00+01:00",
        ),
        (
            ("--working-days", "1", "--exceptions", "2026-04-07/2026-04-08"),
            "2026-04-09T17:00:00+01:00",
        ),
        (("--working-days", "1", "--cutoff", "15:00"), "2026-04-08T17:00:00+01:00"),
    ],
)
def test_every_kind_of_window(words, deadline):
    assert run(*EASTER, *words).stdout == f"{deadline}\n"


@pytest.mark.parametrize(
    ("nation", "day"),
    [
        ("england", "07"),
        ("wales", "07"),
        ("scotland", "06"),
        ("northern-ireland", "07"),
        ("SCT", "06"),
        ("england+scotland", "07"),
        ("none", "03"),
    ],
)
def test_each_nation_counts_its_own_bank_holidays(nation, day):
    result = run("--start", EASTER[1], "--nation", nation, "--working-days", "1")

    assert result.stdout == f"2026-04-{day}T17:00:00+01:00\n"


def test_the_explanation_follows_the_instant_date_by_date():
    lines = run(*EASTER, "--working-days", "1", "--explain").stdout.splitlines()

    assert lines[0] == TUESDAY.strip()
    assert "Friday 3 April 2026: not counted (Good Friday)" in lines
    assert "Tuesday 7 April 2026: working day 1 of 1" in lines


def test_a_bare_date_is_enough_for_the_end_of_a_day():
    assert run("--start", "2026-04-02", "--nation", "ENG", "--working-days", "1").stdout == TUESDAY


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--nation", "ENG", "--working-days", "1"), "Say when it began"),
        (("--start", EASTER[1], "--working-days", "1"), "Say whose bank holidays count"),
        (EASTER, "Say how long"),
        ((*EASTER, "--working-days", "1", "--working-hours", "1"), "Say how long"),
        ((*EASTER, "--working-hours", "1", "--rule", "end_of_day"), "--rule is for working days"),
        ((*EASTER, "--working-days", "0"), "at least 1"),
        ((*EASTER, "--working-days", "-1"), "at least 1"),
        ((*EASTER, "--working-days", "1.5"), "whole number"),
        ((*EASTER, "--working-days", "soon"), "whole number"),
        ((*EASTER, "--working-hours", "0"), "greater than nothing"),
        ((*EASTER, "--working-hours", "NaN"), "greater than nothing"),
        ((*EASTER, "--working-days", "5000"), "a date is not guessed"),
        ((*EASTER, "--working-days", "9" * 5000), "whole number"),
        ((*EASTER, "--working-days", "1", "--office-hours", "9-5"), "time of day"),
        ((*EASTER, "--working-days", "1", "--office-hours", ""), "write them as 09:00-17:00"),
        ((*EASTER, "--working-days", "1", "--exceptions", "Easter"), "not a date"),
        ((*EASTER, "--working-days", "1", "--cutoff", "3pm"), "not a time of day"),
        ((*EASTER, "--working-days", "1", "--rule", "soon"), "end_of_day"),
        (("--start", "2026-04-02T15:00:00", "--nation", "ENG", "--working-days", "1"), "no zone"),
        (("--start", "yesterday", "--nation", "ENG", "--working-days", "1"), "not a time"),
        (("--start", "", "--nation", "ENG", "--working-days", "1"), "not a time"),
        (("--start", "2026-02-30", "--nation", "ENG", "--working-days", "1"), "not a time"),
        (("--start", "2026-04-02", "--nation", "ENG", "--working-hours", "1"), "needs a time"),
        (("--start", EASTER[1], "--nation", "UK", "--working-days", "1"), "say england"),
        (("--start", EASTER[1], "--nation", "", "--working-days", "1"), "say england"),
        (
            ("--start", "1999-01-04T10:00Z", "--nation", "ENG", "--working-days", "1"),
            "2012 to 2033",
        ),
        (
            ("--start", "2150-01-04T10:00Z", "--nation", "ENG", "--working-days", "1"),
            "2012 to 2033",
        ),
        (
            ("--start", "9999-12-31T23:59-14:00", "--nation", "ENG", "--working-days", "1"),
            "outside",
        ),
    ],
)
def test_what_cannot_be_counted_is_refused_in_a_sentence(words, sentence):
    assert sentence in refused(run(*words))


typed = st.text(max_size=30)


def mostly(*good: str) -> st.SearchStrategy[str]:
    """What people mean to type, and sometimes what they do."""
    return st.just(good[0]) | st.just(good[0]) | st.sampled_from(good) | typed


STARTS = mostly("2026-04-02T15:00+01:00", "2026-04-02", "0001-01-01T00:00Z", "2026-W14-4T15Z")
NATIONS = mostly("ENG", "scotland", "NONE", "ENG+NIR", "+")
AMOUNTS = mostly("1", "7.5", "0.0000001", "9" * 20, "-0", "1e9")
HOURS = mostly("09:00-17:00", "Mon-Sun=00:00-24:00", "Fri=01:30-02:00", "=;")
EXCEPTIONS = mostly("", "2026-04-07", "2026-04-07/2026-05-09", "2026-04-07@09:00-09:01", "@/")
CUTOFFS = mostly("15:00", "00:00", "24:00")


@settings(deadline=None, max_examples=200)
@given(STARTS, NATIONS, AMOUNTS, HOURS, EXCEPTIONS, CUTOFFS, st.sampled_from(["days", "hours"]))
def test_nothing_that_can_be_typed_ends_in_a_traceback(
    start, nation, amount, hours, exceptions, cutoff, unit
):
    """Each word after its `=`, so that a dash in it is not taken for another option."""
    result = run(
        f"--start={start}",
        f"--nation={nation}",
        f"--working-{unit}={amount}",
        f"--office-hours={hours}",
        f"--exceptions={exceptions}",
        f"--cutoff={cutoff}",
    )
    if result.exit_code == 0:
        assert datetime.fromisoformat(result.stdout.strip()).utcoffset() is not None
    else:
        assert refused(result)

"""`escalate deadline --batch`: one line a row, and a bad row named by its line."""

import csv
import tempfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.commands.deadline import command

VECTORS = Path(__file__).parent.parent / "vectors"
HEADER = "jurisdiction,start,window_working_days,rule,office_hours"
GOOD = "ENG,2026-04-02T15:00:00+01:00,1,end_of_day,09:00-17:00"
TUESDAY = "2026-04-07T17:00:00+01:00\n"


def run(*words: str, stdin: str | bytes = "") -> Result:
    return CliRunner().invoke(command, list(words), input=stdin)


def batch(*lines: str) -> Result:
    return run("--batch", "-", stdin="\n".join(lines) + "\n")


def refused(result: Result) -> str:
    """What is said on stderr; stdout stays empty, and the exit code is 2."""
    assert result.exit_code == 2
    assert result.stdout == ""
    assert isinstance(result.exception, SystemExit)
    return result.stderr


@pytest.mark.parametrize("name", ["deadlines.csv", "deadlines-calendars.csv"])
def test_a_file_of_vectors_is_answered_row_by_row(name):
    with (VECTORS / name).open(encoding="utf-8", newline="") as file:
        expected = [row["deadline"] for row in csv.DictReader(file)]

    result = run("--batch", str(VECTORS / name))

    assert result.exit_code == 0
    assert result.stdout.splitlines() == expected


def test_only_the_columns_that_matter_are_read_in_whatever_order():
    result = batch(
        "note,rule,deadline,office_hours,start,window_working_days,jurisdiction",
        "before Easter,end_of_day,wrong on purpose,09:00-17:00,2026-04-02T15:00:00+01:00,1,ENG",
    )

    assert result.stdout == TUESDAY


def test_a_file_from_a_spreadsheet_with_its_mark_and_line_ends_is_read():
    text = f"{HEADER}\r\n{GOOD}\r\n\r\n{GOOD}\r\n".encode("utf-8-sig")

    assert run("--batch", "-", stdin=text).stdout == TUESDAY * 2


def test_a_file_of_no_rows_prints_nothing():
    result = batch(HEADER)

    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("UK,2026-04-02T15:00:00+01:00,1,end_of_day,09:00-17:00", "not a nation"),
        (",2026-04-02T15:00:00+01:00,1,end_of_day,09:00-17:00", "column jurisdiction is empty"),
        ("ENG,2026-04-02T15:00:00,1,end_of_day,09:00-17:00", "no zone"),
        ("ENG,,1,end_of_day,09:00-17:00", "column start is empty"),
        ("ENG,2026-04-02T15:00:00+01:00,0,end_of_day,09:00-17:00", "at least 1"),
        ("ENG,2026-04-02T15:00:00+01:00,,end_of_day,09:00-17:00", "window_working_days is empty"),
        ("ENG,2026-04-02T15:00:00+01:00,1,soon,09:00-17:00", "not a rule"),
        ("ENG,2026-04-02T15:00:00+01:00,8,working_hours,09:00-17:00", "Hours stand in the rule"),
        ("ENG,2026-04-02T15:00:00+01:00,1,end_of_day:1,09:00-17:00", "Hours stand in the rule"),
        ("ENG,2026-04-02T15:00:00+01:00,0,working_hours:,09:00-17:00", "greater than nothing"),
        ("ENG,2026-04-02T15:00:00+01:00,0,working_hours:-1,09:00-17:00", "greater than nothing"),
        ("ENG,2026-04-02T15:00:00+01:00,1,end_of_day,17:00-09:00", "open before they close"),
        ("ENG,2026-04-02T15:00:00+01:00,1,end_of_day", "column office_hours is empty"),
        (f"{GOOD},one,more", "more cells"),
        ("ENG,2050-04-02T15:00:00+01:00,1,end_of_day,09:00-17:00", "2012 to 2033"),
        (",,,,", "column rule is empty"),
    ],
)
def test_a_bad_row_is_named_by_its_line_and_nothing_is_half_printed(row, sentence):
    said = refused(batch(HEADER, GOOD, row, GOOD))

    assert said.startswith("Error: Line 3: ")
    assert said.count("Line ") == 1
    assert sentence in said
    assert "Nothing was counted." in said


def test_every_bad_row_is_told_at_once():
    said = refused(batch(HEADER, "UK" + GOOD[3:], GOOD, "GB" + GOOD[3:]))

    assert "Line 2: 'UK'" in said
    assert "Line 4: 'GB'" in said


def test_a_file_that_is_bad_all_through_is_told_in_short():
    said = refused(batch(HEADER, *(["UK" + GOOD[3:]] * 50)))

    assert "Line 21:" in said
    assert "Line 22:" not in said
    assert "30 more lines like these." in said


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (b"", "needs a column jurisdiction"),
        (b"a,b,c\n1,2,3\n", "needs a column jurisdiction"),
        (f"{HEADER},start\n".encode(), "column start stands there twice"),
        (f'{HEADER}\n{GOOD}\n"never closed\n'.encode(), "Line 3: this is not a row"),
        (f"{HEADER}\nCaf\xe9\n".encode("latin-1"), "not a text file in UTF-8"),
    ],
)
def test_a_file_that_is_no_such_table_is_refused_in_a_sentence(text, sentence):
    assert sentence in refused(run("--batch", "-", stdin=text))


def test_a_file_that_is_not_there_is_refused_in_a_sentence(tmp_path):
    assert "does not exist" in refused(run("--batch", str(tmp_path / "none.csv")))
    assert "is a directory" in refused(run("--batch", str(tmp_path)))


@pytest.mark.parametrize(
    "words",
    [
        ("--start", "2026-04-02T15:00:00+01:00"),
        ("--explain",),
        ("--working-days", "1"),
        ("--office-hours", "09:00-17:00"),
    ],
)
def test_a_file_says_everything_for_itself(words):
    said = refused(run("--batch", str(VECTORS / "deadlines.csv"), *words))

    assert f"leave out {words[0]}" in said


typed = st.text(max_size=30)


def mostly(*good: str) -> st.SearchStrategy[str]:
    """What people mean to type, and sometimes what they do."""
    return st.just(good[0]) | st.just(good[0]) | st.sampled_from(good) | typed


STARTS = mostly("2026-04-02T15:00+01:00", "2026-04-02", "0001-01-01T00:00Z", "2026-W14-4T15Z")
NATIONS = mostly("ENG", "scotland", "NONE", "ENG+NIR", "+")
AMOUNTS = mostly("1", "7.5", "0.0000001", "9" * 20, "-0", "1e9")
HOURS = mostly("09:00-17:00", "Mon-Sun=00:00-24:00", "Fri=01:30-02:00", "=;")
RULES = mostly("end_of_day", "same_time", "working_hours:8", "elapsed_hours:8", ":")


@settings(deadline=None, max_examples=100)
@given(st.binary(max_size=200) | st.lists(st.tuples(NATIONS, STARTS, AMOUNTS, RULES, HOURS)))
def test_no_file_ends_in_a_traceback(content):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rows.csv"
        if isinstance(content, bytes):
            path.write_bytes(content)
        else:
            with path.open("w", encoding="utf-8", errors="replace", newline="") as file:
                csv.writer(file).writerows([HEADER.split(","), *content])
        result = run("--batch", str(path))

    assert result.exit_code == 0 or refused(result)

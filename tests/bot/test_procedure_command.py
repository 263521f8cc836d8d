"""`escalate procedure` answers a policy lead in plain lines, and a program in stable keys."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.commands import words
from bot.commands.procedure import command
from bot.procedures import FOLDER

BERKSHIRE = "pan-berkshire-2026-03"
EASTER = "2026-04-02T15:00"


def said(*line: str) -> Result:
    return CliRunner().invoke(command, line)


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    text = (FOLDER / f"{BERKSHIRE}.yml").read_text(encoding="utf-8")
    path = tmp_path / "faulty.yml"
    path.write_text(
        text.replace("nation: england", "nation: englnd").replace(
            "held by: [line_manager]", "held by: [line_manger]"
        ),
        encoding="utf-8",
    )
    return path


def test_list_names_every_procedure_with_its_areas():
    result = said("list")

    assert result.exit_code == 0
    assert BERKSHIRE in result.output
    assert "(March 2026)" in result.output
    assert "Wokingham" in result.output


def test_show_says_what_is_checked_back_at_once_and_what_on_its_day():
    shown = " ".join(said("show", "worcestershire-wscb-undated").output.split())

    assert "Asked of each side, at once (should): Check back to ensure there is shared" in shown
    assert "Asked of each side, on the day of each agreed action (should): Check back" in shown


def test_show_prints_the_ladder_with_its_requirements_and_the_readings_taken():
    shown = said("show", BERKSHIRE).output

    assert "Stage 1 – Promoting discussion to find a resolution for the child" in shown
    assert "Limit: the end of working day 6 from the start" in shown
    assert "Aim: 48 hours." in shown
    assert "[R-004-07, R-004-08, R-004-15]" in " ".join(shown.split())
    assert "Taken: day 0, so the next working day is day 1." in shown
    assert "Not taken: day 1." in shown
    assert "(now Child Safeguarding Practice" in shown
    listed = "(as listed in Resolving Professional Disagreement and Escalation"
    assert listed in " ".join(shown.split())


def test_show_prints_what_each_window_is_counted_from_and_what_the_text_says_without_a_number():
    shown = " ".join(said("show", "bracknell-forest-2019-04").output.split())

    assert "Limit: the end of working day 1 from when its people are told" in shown
    assert "The text says without delay, and gives no number, so there is no limit." in shown
    assert "Before it is raised (should) Work with the colleague first" in shown


def test_show_prints_every_role_with_the_id_that_a_directory_gives():
    shown = said("show", BERKSHIRE).output

    assert "  line_manager: Line manager / team manager, of each agency." in shown
    assert "  business_manager: Safeguarding Children Partnership Business Manager, of the" in shown


def test_check_says_that_a_file_has_no_faults_and_what_it_holds():
    result = said("check", str(FOLDER / f"{BERKSHIRE}.yml"))

    assert result.exit_code == 0
    assert "no faults." in result.output
    assert "4 stages, 5 tiers, 15 open questions." in result.output


def test_check_prints_every_fault_with_its_place_and_leaves_with_1(faulty: Path):
    result = said("check", str(faulty))

    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 4
    assert result.stdout.startswith(f"{faulty}:")
    assert "The file is called faulty.yml" in result.stdout
    assert "is the id of another text" in result.stdout
    assert "Did you mean `england`?" in result.stdout
    assert "Did you mean `line_manager`?" in result.stdout


def test_an_exclusion_without_a_signpost_is_named_by_check(tmp_path: Path):
    text = (FOLDER / f"{BERKSHIRE}.yml").read_text(encoding="utf-8")
    path = tmp_path / "excluding.yml"
    path.write_text(
        f"{text.replace(BERKSHIRE, 'excluding')}\nexclusions:\n  - {{id: conference, label: A conference, signpost: , req: [x]}}\n",
        encoding="utf-8",
    )

    result = said("check", str(path))

    assert result.exit_code == 0
    assert "`conference` needs a signpost" in result.output


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"\xff\xfe\x00\x01", "not plain text"),
        (b"#" * 200_001, "larger than 200 kB"),
        (b"", "list of headings"),
        (b"a: &b c\nd: *b\n", "Anchors (&name)"),
    ],
)
def test_check_refuses_what_is_no_procedure_in_a_sentence(
    tmp_path: Path, content: bytes, sentence: str
):
    path = tmp_path / "odd.yml"
    path.write_bytes(content)

    result = said("check", str(path))

    assert result.exit_code == 1
    assert sentence in result.stdout


def test_check_says_when_a_file_cannot_be_read(tmp_path: Path):
    missing = said("check", str(tmp_path / "nowhere.yml"))
    folder = said("check", str(tmp_path))

    assert (missing.exit_code, folder.exit_code) == (2, 2)
    assert "cannot be read" in missing.stderr
    assert "cannot be read" in folder.stderr


def test_the_timeline_reads_day_by_day():
    lines = said("timeline", BERKSHIRE, "--start", EASTER).output.splitlines()

    day = lines.index("Tuesday 7 April 2026")
    assert lines[day + 1].startswith("  09:00  asked  Professional of each involved agency: Asked")
    assert any(
        line.startswith("  17:00  told   Line manager / team manager of each involved agency")
        for line in lines[day : lines.index("Wednesday 8 April 2026")]
    )
    assert "Good Friday and" in "\n".join(lines)


def test_the_timeline_is_aligned_and_fits_a_terminal():
    lines = said("timeline", BERKSHIRE, "--start", EASTER).output.splitlines()
    first = lines.index("Thursday 2 April 2026")
    rows = [line for line in lines[first:] if line.startswith("  ")]

    assert max(map(len, lines)) <= 98
    assert {line[15] for line in rows} == {" "}
    assert all(line[16] != " " for line in rows)


def test_the_timeline_says_what_only_a_press_sends():
    shown = said("timeline", BERKSHIRE, "--start", EASTER).output

    _, _, pressed = shown.partition("Sent only when a person presses, never by the clock")
    assert "Business Manager" in pressed
    assert "Independent Scrutineer" in pressed


def test_the_timeline_as_json_keeps_its_keys():
    told = json.loads(said("timeline", BERKSHIRE, "--start", EASTER, "--json").output)

    assert list(told) == [
        "procedure",
        "calendar",
        "nation",
        "began",
        "raised",
        "pacing",
        "planned",
    ]
    assert told["procedure"]["id"] == BERKSHIRE
    assert told["began"] == told["raised"] == "2026-04-02T15:00:00+01:00"
    assert all(
        list(row)
        == [
            "at",
            "kind",
            "stage",
            "tier",
            "to",
            "what",
            "why",
            "req",
            "limit",
            "window",
            "aim",
            "explanation",
        ]
        for row in told["planned"]
    )
    managers = next(row for row in told["planned"] if row["at"] == "2026-04-07T17:00:00+01:00")
    assert managers["kind"] == "limit"
    assert told["planned"][0]["to"] == [
        {"role": "practitioner", "label": "Professional", "of": "each"}
    ]


def test_a_time_with_an_offset_means_that_instant():
    told = json.loads(
        said("timeline", BERKSHIRE, "--start", "2026-04-02T14:00:00+00:00", "--json").output
    )

    limits = [row["at"] for row in told["planned"] if row["kind"] == "limit"]
    assert limits[0] == "2026-04-07T17:00:00+01:00"


def test_raised_later_than_it_began():
    shown = said(
        "timeline", BERKSHIRE, "--start", "2026-09-14T09:00", "--raised", "2026-09-17T11:00"
    ).output

    assert "raised Thursday 17 September 2026, 11:00." in shown
    flowing = " ".join(shown.split())
    assert "The limit for Professional ended before this was raised." in flowing
    assert "It has passed already." in flowing


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--start", "yesterday"], "--start is not a time: write it as 2026-04-02T15:00."),
        (["--start", "1871-01-01T09:00"], "is not guessed"),
        (["--start", "9999-12-31T09:00"], "is not guessed"),
        (["--start", EASTER, "--raised", "2026-04-01T15:00"], "cannot be raised before it began"),
        (["--start", EASTER, "--raised", "2031-04-01T15:00"], "calendar"),
        (["--start", EASTER, "--pacing", "0"], "--pacing"),
        ([], "Say when the difference began: --start 2026-04-02T15:00."),
    ],
)
def test_a_timeline_that_cannot_be_played_is_refused_in_a_sentence(words: list[str], sentence: str):
    result = said("timeline", BERKSHIRE, *words)

    assert result.exit_code == 2
    assert sentence in result.stderr
    assert result.stdout == ""


def test_an_unknown_procedure_is_refused_with_the_nearest_name():
    result = said("show", "pan-berkshire-2026")

    assert result.exit_code == 2
    assert f"Did you mean {BERKSHIRE}?" in result.stderr


@pytest.mark.parametrize("word", ["timeline", "simulate", "coverage", "diff"])
def test_a_file_that_is_not_there_is_told_with_what_ships(word: str):
    more = {"timeline": ["--start", EASTER], "diff": [BERKSHIRE]}.get(word, [])

    result = said(word, f"{BERKSHIRE}.yml", *more)

    assert result.exit_code == 2
    assert "there is no such file. What ships is named by its id: bracknell" in result.stderr
    assert BERKSHIRE in result.stderr


def test_what_each_word_does_can_be_read_to_its_end():
    listed = CliRunner().invoke(words, ["procedure", "--help"], terminal_width=98).output
    assert "migrate   Have one" in listed

    assert "..." not in listed.partition("Commands:")[2]


def test_a_timeline_of_a_faulty_file_prints_only_its_faults(faulty: Path):
    result = said("timeline", str(faulty), "--start", EASTER, "--json")

    assert result.exit_code == 1
    assert result.stdout == ""
    assert all(line.startswith(f"{faulty}:") for line in result.stderr.splitlines())


def test_what_is_consulted_approved_and_sent_besides_stands_in_show_and_the_form_in_timeline():
    shown = " ".join(said("show", "hillingdon-undated").output.split())
    planned = said("timeline", "hillingdon-undated", "--start", "2026-09-14T10:00").output

    assert "The Supervisor or manager is consulted first (should): Consult a supervisor" in shown
    assert "Each agency approves its discussions (must): Each discussion within" in shown
    assert "the form “Request for Dispute Resolution”, of 14 fields (should)." in shown
    assert "the form “Request for Dispute Resolution” (should)." in " ".join(planned.split())

"""What a procedure asks besides an answer is printed in plain words, with its requirement."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.commands.procedure import command
from bot.procedures import FOLDER

BERKSHIRE = "pan-berkshire-2026-03"
HILLINGDON = "hillingdon-undated"
SCS = "specialist-childrens-services-undated"
CHAPTER = "bracknell-forest-2019-04"


def said(*line: str) -> str:
    answer = CliRunner().invoke(command, line)
    assert answer.exit_code == 0, answer.output
    return re.sub(r"\s+", " ", answer.output)


@pytest.mark.parametrize(
    ("which", "sentence"),
    [
        (
            SCS,
            "Duty (must) of the Head of Safeguarding of the partnership, on entering the stage: "
            "Determine a course of action, and report the matter to the Safeguarding Children Board "
            "Chair. It is answered in words. Then the Safeguarding Children Board Chair (now "
            "Independent Scrutineer) is told. [R-001-28]",
        ),
        (SCS, "Head of Safeguarding, of the partnership. Take the matter up with the agencies."),
        (
            SCS,
            "once both sides have said that it is not agreed or somebody has named lessons for "
            "future practice; answered yes or no, with a reason. [R-001-29]",
        ),
        (
            CHAPTER,
            "Its chair (should): A senior member from an uninvolved organisation. Nobody of an "
            "involved agency is taken. [R-000-42]",
        ),
        (CHAPTER, "Before it is raised"),
        (HILLINGDON, "It may be taken up so, only for adult: Refer it to the Chair of the adult"),
        (HILLINGDON, "It is not called otherwise: The Resolution Panel must consist of"),
        (HILLINGDON, "It is answered in words. Each side is given the answer. [R-003-51]"),
    ],
)
def test_it_is_shown(which: str, sentence: str):
    assert sentence in said("show", which)


def test_played_on_paper_it_is_sent_only_when_somebody_presses():
    text = said("timeline", SCS, "--start", "2026-04-02T15:00")
    pressed = text.partition("Sent only when a person presses")[2]

    assert "Head of Safeguarding of the partnership: Determine a course" in pressed
    assert "moves it to Stage 4. The text names no day for it. [R-001-28]" in pressed
    assert "When the Head of Safeguarding says that it is done. [R-001-28]" in pressed


def test_a_text_without_numbers_is_planned_tier_by_tier_with_our_patience():
    text = said("timeline", SCS, "--start", "2026-04-02T15:00")
    by_clock, moved = text.partition("Sent only when")[0].split("Told only once a person moves it")

    assert "The text says without delay, and gives no number, so there is no limit." in by_clock
    assert "Asked again on every third working day after." in by_clock
    assert "to move it up; asked again after every 10 working days." in by_clock
    assert "Stage 3 Senior manager / Head of Service of each involved agency: Consider" in moved
    assert "No number in the text, so there is no limit. Told when somebody moves it to" in moved
    assert "is asked whether to move it up, and again after every 10." in moved
    assert "The procedure names nobody further: they go on being asked. [R-001-27]" in moved


def test_what_follows_once_it_is_settled_is_planned_too():
    text = said("timeline", BERKSHIRE, "--start", "2026-04-02T15:00")
    pressed, after = text.partition("Sent only when")[2].split("Afterwards: once it is settled")

    assert "To be held within 6 working days of the start of the difference of opinion." in pressed
    assert "asked again on the next working morning and on every third working day" in after
    assert "After 5 times the Business Manager is told how much is left" in after
    assert "Fed back: Any action agreed is fed back immediately to the practitioners" in after
    assert "Recorded: The detail of the escalation and the agreements reached" in after
    assert "Business Manager of the partnership: The outcome (should). Once it is settled" in after
    assert "Learning" in after


def test_what_is_learnt_is_the_business_managers_also_where_the_text_names_none():
    after = said("timeline", CHAPTER, "--start", "2026-04-02T15:00").partition("Afterwards:")[2]

    assert "Learning Business Manager of the partnership:" in after


SUBJECTS = """\
subjects:
  - id: child
    term: child
    file: child's file
  - id: adult
    term: adult with care needs
    file: adult's file
"""


@pytest.fixture
def of_two_subjects(tmp_path: Path) -> str:
    """The Berkshire process, were it for children and adults."""
    text = (FOLDER / f"{BERKSHIRE}.yml").read_text(encoding="utf-8")
    file = tmp_path / "both.yml"
    file.write_text(text.replace("categories:\n", f"{SUBJECTS}categories:\n", 1), encoding="utf-8")
    return str(file)


def test_whom_it_may_be_about_is_shown_with_the_file_on_which_it_is_kept(of_two_subjects: str):
    whom = said("show", of_two_subjects).partition("Whom it may be about")[2]

    about = whom.partition("What it may be about")[0]
    assert "child: child, kept on the child's file" in about
    assert "adult: adult with care needs, kept on the adult's file" in about


def test_where_it_is_about_children_alone_no_such_heading_is_shown():
    text = said("show", BERKSHIRE)

    assert "Whom it may be about" not in text
    assert "What it may be about" in text

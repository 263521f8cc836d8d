"""What a procedure asks besides an answer is printed in plain words, with its requirement."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.commands.procedure import command
from bot.procedures import FOLDER

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
    ],
)
def test_it_is_shown(which: str, sentence: str):
    assert sentence in said("show", which)


def test_played_on_paper_it_is_sent_only_when_somebody_presses():
    text = said("timeline", SCS, "--start", "2026-04-02T15:00")
    pressed = text.partition("Sent only when a person presses")[2]

    assert "Stage 4 Head of Safeguarding of the partnership: Determine a course" in pressed
    assert "Once somebody moves it to Stage 4. [R-001-28]" in pressed
    assert "When the Head of Safeguarding says that it is done. [R-001-28]" in pressed
    assert "Afterwards Safeguarding Board Service Manager" in pressed
    assert "Once somebody has named lessons for future practice. [R-001-42]" in pressed


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
    text = (FOLDER / "pan-berkshire-2026-03.yml").read_text(encoding="utf-8")
    file = tmp_path / "both.yml"
    file.write_text(text.replace("categories:\n", f"{SUBJECTS}categories:\n", 1), encoding="utf-8")
    return str(file)


def test_whom_it_may_be_about_is_shown_with_the_file_on_which_it_is_kept(of_two_subjects: str):
    whom = said("show", of_two_subjects).partition("Whom it may be about")[2]

    about = whom.partition("What it may be about")[0]
    assert "child: child, kept on the child's file" in about
    assert "adult: adult with care needs, kept on the adult's file" in about


def test_where_it_is_about_children_alone_no_such_heading_is_shown():
    text = said("show", "pan-berkshire-2026-03")

    assert "Whom it may be about" not in text
    assert "What it may be about" in text

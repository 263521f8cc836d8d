"""The files of a form: boxes to complete, nobody's name where a preview shows it, the same bytes each time."""

import io
import zipfile
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from pypdf import PdfReader

from escalation.acts.raise_ import SubjectSealed
from export import paper
from export.paper_sheet import Sheet
from tests.escalation import lives_paper
from tests.escalation.with_a_form import FORMED, OF_THE_PERSON

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ODD = "A <b>& “quote”</b>\x00\x0b\ud7ff \u0627\u0644\u0639 \U0001f600"


def sheet(sealed: SubjectSealed | None = None, text: str = "") -> Sheet:
    story = lives_paper.prepared()
    passages = story.last("form_prepared").passages
    passages = tuple(replace(each, text=text or each.text) for each in passages)
    return paper.sheet(story.disagreement, FORMED.forms[0], passages, sealed, story.now)


@pytest.fixture
def given() -> SubjectSealed:
    sealed = lives_paper.at_stage_4().last("subject_sealed")
    assert isinstance(sealed, SubjectSealed)
    return replace(sealed, name="Kit Marlow", born="2019-05-01")


def parts(file: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(file)) as word:
        return {name: word.read(name).decode() for name in word.namelist()}


def boxes(file: bytes) -> dict[str, str]:
    """What stands in each box of a Word file, by its label; an empty one's own words are left out."""
    root = ElementTree.fromstring(parts(file)["word/document.xml"])
    found = {}
    for box in root.iter(f"{W}sdt"):
        alias = box.find(f"{W}sdtPr/{W}alias")
        assert alias is not None
        empty = box.find(f"{W}sdtPr/{W}showingPlcHdr") is not None
        text = "\n".join(
            "".join(each.text or "" for each in line.iter(f"{W}t")) for line in box.iter(f"{W}p")
        )
        found[alias.attrib[f"{W}val"]] = "" if empty else text
    return found


def test_every_field_has_its_box_in_the_forms_own_order(given):
    found = boxes(paper.FORMATS["docx"](sheet(given)))

    assert list(found) == [field.label for field in FORMED.forms[0].fields]


def test_what_was_given_under_seal_stands_in_its_box_and_the_rest_is_left_to_complete(given):
    found = boxes(paper.FORMATS["docx"](sheet(given)))

    assert (found["Subject"], found["Dob"]) == ("Kit Marlow", "1 May 2019")
    assert {found[label] for label in OF_THE_PERSON[2:]} == {""}
    assert found["Reason for Escalation"] == "MARKER reason"


def test_without_a_seal_every_box_about_the_person_is_empty():
    found = boxes(paper.FORMATS["docx"](sheet()))

    assert {found[label] for label in OF_THE_PERSON} == {""}


def test_what_was_done_stands_under_its_stages():
    found = boxes(paper.FORMATS["docx"](sheet()))["Summary of actions taken"]

    assert found.splitlines()[:2] == ["Stage 1", "MARKER actions.s1"]


def test_the_first_page_names_nobody_but_professionals_and_what_a_file_says_of_itself_names_nobody(
    given,
):
    made = sheet(given)
    pdf = PdfReader(io.BytesIO(paper.FORMATS["pdf"](made)))
    word = parts(paper.FORMATS["docx"](made))

    assert "Kit" not in pdf.pages[0].extract_text()
    assert "Kit Marlow" in pdf.pages[1].extract_text()
    assert "Kit" not in str(pdf.metadata)
    for name in ("docProps/core.xml", "word/header1.xml", "word/footer1.xml"):
        assert "Kit" not in word[name]
        assert "MARKER" not in word[name]
    before, after = word["word/document.xml"].split('<w:br w:type="page"/>')
    assert "Kit" not in before
    assert "Kit" in after


def test_the_note_says_what_is_left_and_why_and_to_whom_it_goes():
    note = sheet().note

    assert "complete “Subject”, “Dob”, “Address”" in note
    assert "is asked for in no chat" in note
    assert "from your own secure e-mail" in note
    assert "under seal" not in note


@pytest.mark.parametrize("kind", paper.FORMATS)
def test_it_is_the_same_bytes_every_time(given, kind):
    assert paper.FORMATS[kind](sheet(given)) == paper.FORMATS[kind](sheet(given))


@pytest.mark.parametrize("kind", paper.FORMATS)
def test_whatever_somebody_types_is_set_and_stays_words(kind):
    file = paper.FORMATS[kind](sheet(text=ODD))

    if kind == "docx":
        assert "A <b>& “quote”</b>" in boxes(file)["Reason for Escalation"]
    else:
        assert "<b>&" in PdfReader(io.BytesIO(file)).pages[1].extract_text()


def test_every_part_of_the_word_file_is_well_formed_and_announced():
    word = parts(paper.FORMATS["docx"](sheet(text=ODD)))

    for text in word.values():
        ElementTree.fromstring(text)
    announced = word["[Content_Types].xml"]
    assert all(
        f'PartName="/{name}"' in announced
        for name in word
        if name.endswith(".xml") and name[0] != "["
    )

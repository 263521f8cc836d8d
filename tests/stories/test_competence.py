"""Worcestershire's stage 3: staff matters are considered, and stand on nobody's file (g002-competence)."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from export import pdf, record_json, verify
from tests.escalation.kept_beside import KEPT
from tests.stories.conftest import Partnership, words
from tests.stories.test_closing import PAGE, opens, saves
from tests.stories.test_migrate import restarts_with

ASKED, ANSWER = "compliance or professional competence issues", "s3:competence.how"
EVERYBODY = ("Sam", "Jo", "Mina", "Owen", "Priya", "Tom", "Helen", "Marcus", "Bea")
READERS = (("health", False), ("social-care", False), ("partnership", True))


@pytest.fixture
def settled(berkshire, monkeypatch) -> tuple[Partnership, str]:
    """By the text that asks it: settled at stage 3, between the senior managers."""
    restarts_with(berkshire, KEPT, monkeypatch)
    reference = berkshire.raises()
    berkshire.reaches("Thursday 2026-04-09 17:30")
    berkshire.proposes("Owen")
    berkshire.presses("Owen", "Approve")
    berkshire.presses("Marcus", "Approve")
    return berkshire, reference


def said(printed: bytes) -> bytes:
    """Every word on the pages of a copy."""
    sheets = PdfReader(BytesIO(printed)).pages
    return "\n".join(each.extract_text() for each in sheets).encode()


def page(partnership: Partnership, name: str) -> str:
    """What stands on somebody's page, opened by its reference."""
    person = partnership.person(name)
    person.types(f"/escalate closing {partnership.references()[-1]}")
    modal = person.waits_for(lambda: person.modal, called="the page")
    person.closes()
    return words(modal.text)


def test_g002_competence_it_is_absent_from_every_copy_and_seen_by_the_two_senior_managers_alone(
    settled,
):
    """R-002-43, C25."""
    partnership, reference = settled
    for name, answer in (("Owen", "Yes"), ("Marcus", "No")):
        assert ANSWER in opens(partnership, name)
        assert "kept off the child's file" in words(partnership.person(name).modal.text)
        assert not any("competence.words" in each for each in opens(partnership, name))
        saves(partnership, name, s3___competence__how=answer)

    for name in ("Owen", "Marcus"):
        assert f"Yes: Address any {ASKED}. Owen Hart" in page(partnership, name)
        assert f"No: Address any {ASKED}. Marcus Bell" in page(partnership, name)
    for name in ("Sam", "Jo", "Mina", "Priya", "Tom", "Helen"):
        assert ASKED not in page(partnership, name)

    for agency, office in READERS:
        about = (partnership.clock.now(), office)
        copy = partnership.app.desk.make(reference, agency, "json", *about)
        printed = partnership.app.desk.make(reference, agency, "pdf", *about)
        for content in (copy, pdf.attached(printed), said(printed)):
            assert b"competence" not in content.lower()
            assert b"considered_off_file" not in content
    assert partnership.kinds(reference).count("considered_off_file") == 2


def test_each_copy_can_still_be_proved_and_says_that_something_is_not_for_its_reader(settled):
    partnership, reference = settled
    opens(partnership, "Owen")
    saves(partnership, "Owen", s3___competence__how="Yes")
    for agency, office in READERS:
        about = (partnership.clock.now(), office)
        copy = partnership.app.desk.make(reference, agency, "json", *about)

        assert verify.verify(copy).good
        entries = record_json.read(copy).record["entries"]
        last = partnership.kinds(reference).index("considered_off_file")
        assert entries[last]["withheld"]
        assert "kind" not in entries[last]


def test_the_answer_is_in_no_message_and_no_thread(settled):
    partnership, _ = settled
    opens(partnership, "Owen")
    saves(partnership, "Owen", s3___competence__how="Yes")
    partnership.reaches("Friday 2026-04-17 17:30")

    for name in EVERYBODY:
        for message in partnership.told(name):
            assert "has considered" not in message.text
            if ASKED in words(message.text):
                assert name in ("Owen", "Marcus")
                assert PAGE in message.buttons
    assert ASKED not in words(partnership.thread())

"""Worcestershire once it is resolved, lived with the text that ships: g002-checkback, g002-competence."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from export import pdf
from tests.stories.conftest import Partnership, words
from tests.stories.test_closing import opens, saves
from tests.stories.test_worcestershire import AREA, ID, moves_up

THURSDAY = "Thursday 2026-09-17 09:30"
ACTION = "MARKER The social worker and the nurse visit together."
WHY = "MARKER The visit has not been made."
ASKED = "compliance or professional competence issues"
EVERYBODY = ("Sam", "Priya", "Jo", "Tom", "Owen", "Marcus", "Mina", "Helen", "Ruth", "Anne", "Bea")
UNDERSTOOD = "We understand it the same"


@pytest.fixture
def county(berkshire_from) -> Partnership:
    """An installation in whose only area this procedure is in force, on a Thursday morning."""
    partnership: Partnership = berkshire_from(THURSDAY)
    partnership.stops()
    partnership.settings = {"procedures_in_force": (ID,)}
    partnership.starts(THURSDAY)
    return partnership


def settles_at(county: Partnership, stage: str, *who: str, **more: str) -> str:
    reference = county.raises(THURSDAY, area=AREA)
    moves_up(county, stage)
    given = {"what_1": ACTION, "owner_1": "Priya Desai", "due_1": "2026-10-01", **more}
    county.presses(who[0], "Propose an agreement", **given)
    for each in who:
        county.presses(each, "Approve")
    return reference


def checks(county: Partnership, name: str, **said: str) -> str:
    """Somebody checks back from what they were last asked: what they read then."""
    person = county.person(name)
    message = [each for each in county.told(name) if "Check back" in each.buttons][-1]
    person.presses("Check back", in_=message)
    person.waits_for(lambda: person.modal, called="the page")
    modal = person.submits(said)
    county.settles()
    return words(modal.text) if modal else ""


def heard(county: Partnership, about: str) -> dict[str, int]:
    return {name: times for name in EVERYBODY if (times := county.heard(name, about))}


def test_g002_checkback(county):
    """g002-checkback: R-002-28 to R-002-34. Resolved on 17 September, due 1 October, reviewed on 15."""
    reference = settles_at(county, "Stage 2", "Jo", "Tom", review_on="2026-10-15")
    asked = "please check back on what was agreed"
    assert heard(county, asked) == {"Jo": 1, "Tom": 1}
    for name in ("Jo", "Tom"):
        (at_once,) = [each for each in county.told(name) if asked in each.text]
        assert "3 things wait for you." in at_once.text, "all of it comes in one message"
        assert at_once.text.count("To hear more, ring") == 1
        assert "MARKER" not in at_once.text
        assert {"I have read what was agreed", "See to what is left", "Check back"} <= {
            *at_once.buttons
        }

    for name in ("Sam", "Priya"):
        county.presses_in_messages(name, "I have read what was agreed", "is settled")
    assert county.kinds(reference).count("duty_answered") == 2, "feedback, of both agencies"

    opens(county, "Jo")
    page = county.person("Jo").modal
    assert "send it to the other side" in words(page.text)
    draft = page.field("s2:confirm.unkept").value
    assert ACTION.rstrip(".") in draft
    assert "To be reviewed on Thursday 15 October 2026." in draft
    plan = {"s2___plan__how": "No, because…", "s2___plan__words": "It is reviewed in November."}
    saves(county, "Jo", s2___confirm__how="I have sent it", s2___confirm__words="Tom Reed", **plan)
    opens(county, "Tom")
    saves(county, "Tom", s2___confirm__how="I have sent it", s2___confirm__words="Jo Lee")
    assert heard(county, "a confirmation was sent in writing") == {"Jo": 1, "Tom": 1}
    assert heard(county, "a written response") == {}
    copy = county.app.desk.make(reference, "health", "pdf", county.clock.now(), False)
    pages = words("\n".join(each.extract_text() for each in PdfReader(BytesIO(copy)).pages))
    assert "Sent to Tom Reed, on Thursday 17 September 2026." in pages
    assert "Sent to Jo Lee, on Thursday 17 September 2026." in pages

    for name in ("Jo", "Tom"):
        checks(county, name, understood=UNDERSTOOD)
    county.reaches("Wednesday 2026-09-30 17:30")
    assert heard(county, asked) == {"Jo": 1, "Tom": 1}
    county.reaches("Thursday 2026-10-01 09:30")
    assert heard(county, asked) == {"Jo": 2, "Tom": 2}

    said = checks(county, "Tom", action_1="Not done, because…", action_1_words=WHY)
    assert "it has been reopened: it is at Stage 3" in said
    assert county.references() == [reference]
    for name in ("Owen", "Marcus"):
        assert county.heard(name, "you are asked to act, Stage 3") == 1
        assert WHY in county.thread(name)
    county.reaches("Friday 2026-10-16 10:00")
    assert heard(county, "the day to review what was agreed") == {}, "it goes on at stage 3"


def test_g002_checkback_done_by_both_it_is_reviewed_on_its_day_and_nothing_more_is_asked(county):
    reference = settles_at(county, "Stage 2", "Jo", "Tom", review_on="2026-10-15")
    for name in ("Jo", "Tom"):
        checks(county, name, understood=UNDERSTOOD)
    county.reaches("Thursday 2026-10-01 09:30")
    for name in ("Jo", "Tom"):
        checks(county, name, action_1="Done")

    assert heard(county, "what was agreed has been checked back") == {"Jo": 1, "Tom": 1}
    county.reaches("Thursday 2026-10-15 09:30")
    assert heard(county, "the day to review what was agreed") == {"Jo": 1, "Tom": 1}
    assert county.kinds(reference).count("checks_done") == 1


def test_g002_competence(county):
    """g002-competence: R-002-43. Told to the two senior managers alone, answered off every file."""
    reference = settles_at(county, "Stage 3", "Owen", "Marcus")
    assert heard(county, ASKED) == {"Owen": 1, "Marcus": 1}
    for name, how in (("Owen", "Yes"), ("Marcus", "No")):
        opens(county, name)
        kept = {"s3___competence__how": how}
        policies = {"s3___policies__how": "Yes, because…", "s3___policies__words": "It is old."}
        held = {"s3___where-held__how": "Done", "s3___where-held__words": "The plan's file."}
        saves(county, name, **kept, **policies, **held)
    assert county.kinds(reference).count("considered_off_file") == 2

    for agency, office in (("health", False), ("social-care", False), ("partnership", True)):
        about = (county.clock.now(), office)
        printed = county.app.desk.make(reference, agency, "pdf", *about)
        pages = "\n".join(each.extract_text() for each in PdfReader(BytesIO(printed)).pages)
        record = county.app.desk.make(reference, agency, "json", *about)
        for content in (record, pdf.attached(printed), pages.encode()):
            assert b"competence" not in content.lower()
    county.reaches("Wednesday 2026-09-30 17:30")
    assert heard(county, ASKED) == {"Owen": 1, "Marcus": 1}, "what is answered is not asked again"


def test_left_alone_it_goes_on_being_asked_of_the_senior_managers_beside_the_rest(county):
    settles_at(county, "Stage 3", "Owen", "Marcus")
    county.reaches("Friday 2026-09-18 09:30")

    assert heard(county, ASKED) == {"Owen": 2, "Marcus": 2}
    assert heard(county, "still left to see to, by you alone") == {"Owen": 1, "Marcus": 1}
    (last,) = [each for each in county.told("Owen") if "still left to see to" in each.text]
    assert "2 things wait for you." in last.text


def test_an_action_not_delivered_is_taken_up_again_here_and_general_concerns_go_to_ones_own_lead(
    county,
):
    """R-002-04, R-002-49: the route that is open, instead of a dead end."""
    reference = settles_at(county, "Stage 2", "Jo", "Tom")
    sam = county.person("Sam")
    first = {"other": "Priya Desai", "spoken": "Yes, and we still differ"}
    sam.types("/escalate")
    sam.waits_for(lambda: sam.modal, called="the first page")
    general = "More general cumulative concerns about how another agency operates"
    page = sam.submits({**first, "category": general})
    assert "Go to the designated safeguarding lead of" in page.errors["category"]

    undelivered = "An agency has not delivered an action which has been agreed"
    page = sam.submits({**first, "category": undelivered})
    assert f"{reference}: settled on Thursday 17 September 2026, with " in words(page.text)
    assert "process for making a complaint" in words(page.text)
    sam.presses(f"Reopen {reference}")
    sam.waits_for(lambda: sam.modal and sam.modal.title == "Reopen", called="the form")
    sam.submits({"reason": WHY})
    county.settles()

    assert county.app.store.disagreement(reference).stage.id == "s3"
    assert county.references() == [reference]

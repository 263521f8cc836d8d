"""Worcestershire, lived: two days from the report, a stage passed over, and the office's own meeting."""

import pytest

from tests.stories.conftest import Partnership, words

ID, AREA = "worcestershire-wscb-undated", "Worcestershire"
FRIDAY = "Friday 2026-09-18 16:30"
SILENT = "The procedure does not say whether a stage may be passed over."
WHY = "They have spoken twice."


@pytest.fixture
def county(berkshire_from) -> Partnership:
    """An installation in whose only area this procedure is in force, on a Friday afternoon."""
    partnership: Partnership = berkshire_from(FRIDAY)
    partnership.stops()
    partnership.settings = {"procedures_in_force": (ID,)}
    partnership.starts(FRIDAY)
    return partnership


def moves_up(county: Partnership, to: str) -> None:
    sam = county.person("Sam")
    sam.presses("Move up now", in_=county.card())
    modal = sam.waits_for(lambda: sam.modal, called="the stages")
    option = next(each for each in modal.field("tier").options if each.startswith(to))
    sam.closes()
    county.presses("Sam", "Move up now", tier=option, reason=WHY)


def at_stage_4(county: Partnership) -> str:
    reference = county.raises(FRIDAY, area=AREA)
    moves_up(county, "Stage 4")
    return reference


def test_g002_two_days_from_the_report_which_is_the_clocks_own_telling(county):
    """g002-two-days."""
    county.raises(FRIDAY, area=AREA)
    county.reaches("Monday 2026-09-21 17:01")

    assert county.heard("Jo", "by the end of Wednesday 23 September (no later than 2 working") == 1
    county.reaches("Wednesday 2026-09-23 17:01")
    assert county.heard("Owen", "you are asked to act, Stage 3") == 1
    assert "professional difference of opinion" in words(county.card().text)


def test_before_it_begins_above_the_first_stage_it_is_said_that_the_text_does_not_speak_of_it(
    county,
):
    page = county.previews(
        FRIDAY, area=AREA, start="Stage 3 – Senior managers", start_reason="It is urgent."
    )

    assert f"{SILENT} It begins there for the reason that you give." in words(page.text)


def test_it_stands_in_the_thread_that_the_text_does_not_speak_of_it(county):
    at_stage_4(county)

    assert f"{SILENT} It was done here for the reason given." in words(county.thread())


def test_the_wscb_manager_convenes_it_from_her_own_message_and_has_a_chair_brought_in(county):
    """R-002-45 to R-002-48, from the referral to where nobody agrees."""
    reference = at_stage_4(county)
    assert county.told("Bea") == []
    county.presses("Ruth", "Report to the WSCB Manager")
    assert county.heard("Bea", "it is reported to you at Stage 4") == 1
    assert county.channel_of("Bea") == []

    bea = county.person("Bea")
    bea.presses("Call the meeting", in_=county.told("Bea")[-1])
    bea.waits_for(lambda: bea.modal, called="the form")
    refused = bea.submits({"meet_on": "2026-09-23", "meet_at": "10:00", "chair": "Owen Hart"})
    assert "The meeting is independently chaired." in words(str(refused.errors))
    bea.submits({"meet_on": "2026-09-23", "meet_at": "10:00", "chair": "Ivor Quinn"})
    county.settles()

    assert county.kinds(reference).count("meeting_called") == 1
    for name in ("Ruth", "Anne", "Owen", "Marcus"):
        assert county.heard(name, "you are asked to a meeting") == 1
    assert county.channel_of("Ivor") == county.channel_of("Sam")
    assert "Chaired by" in words(county.card().text)

    county.reaches("Thursday 2026-09-24 09:01")
    assert county.heard("Bea", "has the meeting been held?") == 1
    county.presses_in_messages(
        "Bea",
        "The meeting was held",
        held_on="2026-09-23",
        held_at="10:00",
        who="Ruth and Anne",
        outcome="No decision was reached",
    )
    for name in ("Ruth", "Anne"):
        county.presses(name, "Not agreed", reason=WHY)

    assert county.heard("Bea", "not agreed at the procedure's last stage") == 1
    assert "not agreed at Stage 4" in words(county.card().text)
    assert WHY not in "".join(each.text for each in county.told("Bea"))


def test_while_she_has_not_called_it_her_page_has_the_button_and_she_is_asked_again(county):
    reference = at_stage_4(county)
    county.presses("Ruth", "Report to the WSCB Manager")
    county.reaches("Monday 2026-09-21 10:00")

    assert county.heard("Bea", "still left to see to") == 1
    bea = county.person("Bea")
    bea.types(f"/escalate closing {reference}")
    modal = bea.waits_for(lambda: bea.modal, called="her page")
    assert "Call the meeting at Stage 4: it has a page of its own." in words(modal.text)


def test_whoever_does_not_refer_it_reads_who_does(county):
    """R-002-46: the button is one member's; the other is not asked for what would be refused."""
    at_stage_4(county)

    (told,) = county.told("Anne")
    assert "the member for the organisation that raised it does so, for all of them" in told.text
    assert "Report to the WSCB Manager" not in told.buttons
    county.presses("Anne", "Report to the WSCB Manager")
    assert "This is for Ruth Adeyemi of Royal Berkshire Health Trust." in county.refused("Anne")


def test_settled_before_she_called_it_she_is_asked_why_and_not_to_call_what_would_be_refused(
    county,
):
    at_stage_4(county)
    county.presses("Ruth", "Report to the WSCB Manager")
    before = len(county.told("Bea"))
    county.presses(
        "Ruth",
        "Propose an agreement",
        what_1="A plan is made.",
        owner_1="Priya Desai",
        due_1="2026-09-28",
    )
    for name in ("Ruth", "Anne"):
        county.presses(name, "Approve")
    county.reaches("Monday 2026-09-21 17:30")

    since = county.told("Bea")[before:]
    asks = [each for each in since if "You are asked:" in each.text]
    assert len(asks) == 2
    for each in asks:
        assert "Say why the meeting of Stage 4 was not called" in each.text
        assert "You are asked: Call the meeting" not in each.text
    assert not any("You may still answer it" in each.text for each in since)

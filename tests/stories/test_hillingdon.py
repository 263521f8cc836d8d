"""Hillingdon, lived in Slack: an adult, the Unit's three courses, a panel of three, and its response."""

import pytest

from tests.stories.conftest import words
from tests.stories.hillingdon import in_force, people

CHOOSE = "Choose how it is taken up"
PANEL = {"meet_on": "2026-04-14", "meet_at": "10:00", "panel_1": "Clare Moss"}
THREE = {**PANEL, "panel_2": "Leila Hassan", "panel_further_1": "Ned Cole"}
WHY = "They have spoken twice."


@pytest.fixture
def hillingdon(berkshire_of):
    """An installation in whose only area this protocol is in force."""
    return in_force(berkshire_of(people()))


def at_stage_4(hillingdon, whom: str) -> str:
    reference: str = hillingdon.raises(category="Levels of need", whom=whom)
    sam = hillingdon.person("Sam")
    sam.presses("Move up now", in_=hillingdon.card())
    modal = sam.waits_for(lambda: sam.modal, called="the stages")
    sam.closes()
    option = next(each for each in modal.field("tier").options if each.startswith("Stage Four"))
    hillingdon.presses("Sam", "Move up now", tier=option, reason=WHY)
    return reference


def chooses(hillingdon, course: str) -> None:
    hillingdon.presses_in_messages("Una", CHOOSE, course=course, reason="It needs all three.")


def test_g003_adult_the_adult_boards_chair_is_the_one_offered_and_no_form_says_child(hillingdon):
    at_stage_4(hillingdon, "Adult")
    una = hillingdon.person("Una")
    una.presses(CHOOSE, in_=hillingdon.told("Una")[-1])
    modal = una.waits_for(lambda: una.modal, called="the courses")
    una.closes()

    assert "Refer it to the Chair of the adult Safeguarding Board" in modal.field("course").options
    assert not any("child" in each for each in modal.field("course").options)
    assert "child" not in words(modal.text)
    chooses(hillingdon, "Refer it to the Chair of the adult Safeguarding Board")
    assert hillingdon.heard("Adam", "it is referred to you") == 1
    assert hillingdon.channel_of("Adam") == hillingdon.channel_of("Sam") != []
    assert hillingdon.told("Cass") == []


def test_18_the_unit_convenes_a_panel_of_three_agencies_and_its_response_goes_to_each_side(
    hillingdon,
):
    """R-003-49 to R-003-51; g003-panel: of two agencies it is refused with the rule."""
    reference = at_stage_4(hillingdon, "Child")
    chooses(hillingdon, "Convene a Resolution Panel")
    for name in ("Sam", "Priya", "Owen", "Marcus"):
        assert hillingdon.heard(name, "how it is taken up") == 1
    una = hillingdon.person("Una")
    hillingdon.presses_in_messages(
        "Una", "Call the meeting", **{**PANEL, "panel_2": "Leila Hassan"}
    )
    refused = una.waits_for(lambda: una.modal, called="the form")
    assert "three agencies, including those agencies directly concerned" in str(refused.errors)
    una.submits(THREE)
    hillingdon.settles()

    for name in ("Clare", "Leila", "Ned"):
        assert hillingdon.heard(name, "you are asked to a meeting") == 1
        assert hillingdon.channel_of(name) == hillingdon.channel_of("Sam")
    assert "Ned Cole (Thames Valley Police)" in words(hillingdon.card().text)

    hillingdon.presses_in_messages(
        "Una",
        "See to what is left",
        **{
            "s4:written-response.how": "Done",
            "s4:written-response.words": "Both visit together on Thursday.",
        },
    )
    for name in ("Sam", "Priya", "Owen", "Marcus"):
        assert hillingdon.heard(name, "a written response") == 1
        assert "Both visit" not in words(hillingdon.told(name)[-1].text)
    assert "Both visit together on Thursday." in words(hillingdon.thread())
    assert hillingdon.kinds(reference).count("meeting_called") == 1


def test_g003_elg_what_is_resolved_and_fundamental_may_still_go_to_the_group(hillingdon):
    hillingdon.raises(category="Levels of need", whom="Child")
    hillingdon.proposes("Sam")
    hillingdon.presses("Sam", "Approve")
    hillingdon.presses("Priya", "Approve")
    hillingdon.presses_in_messages(
        "Sam", "See to what is left", fundamental="No beds anywhere in the borough."
    )
    assert hillingdon.heard("Una", "the procedure lets you do something") == 1
    assert "No beds" not in words(hillingdon.told("Una")[-1].text)

    how = {"learning-1.how": "Done", "learning-1.words": "Put to them in writing."}
    hillingdon.presses_in_messages("Una", "See to what is left", **how)
    assert hillingdon.heard("Ellis", "the procedure passes something on to you") == 1

"""g004-copies: what each stage of the Berkshire process gives the partnership, how strongly, by whom."""

import pytest

from escalation.acts import chair, climb, convene, duty, report
from escalation.directory.people import PARTNERSHIP
from escalation.duties import duties
from escalation.owing import RoleAt, Telling
from tests.escalation.convened import HELD, ON, PEOPLE, at_stage_4
from tests.escalation.story import Story

RAISED = "Thursday 2026-04-02 15:00"


def told(story: Story) -> set[str]:
    """The roles of the partnership to which something has been owed since it was last forgotten."""
    to = (each.to for each in story.owed if isinstance(each, Telling))
    return {who.role for who in to if isinstance(who, RoleAt) and who.agency == PARTNERSHIP}


def offered(story: Story) -> dict[str, tuple[str, ...]]:
    """What the office may give besides, by the id of its button on the page, and to whom."""
    due = (owed.duty for owed in duties.due(story.disagreement))
    return {each.id: each.tells for each in due if each.offered}


def entered(tier: int) -> Story:
    """Moved straight to the first tier of a stage; what was told of raising is forgotten."""
    story = Story(directory=PEOPLE).raised(RAISED).forgets()
    return story.does(climb.move_up, "sam", answers={"tier": str(tier), "reason": "Not safe"})


def test_g004_copies_stage_1_gives_the_partnership_nothing():
    story = Story(directory=PEOPLE).raised(RAISED)

    assert (told(story), offered(story)) == (set(), {})


@pytest.mark.parametrize(("tier", "stage"), [(2, "s2"), (3, "s3")])
def test_g004_copies_stages_2_and_3_give_the_manager_the_details_and_may_tell_the_scrutineer(
    tier: int, stage: str
):
    """R-004-23, R-004-24, R-004-33, R-004-34: should by entering, may by a press, and no partners."""
    story = entered(tier)
    copy = f"{stage}:copy-3"

    assert told(story) == {"business_manager"}
    assert offered(story)[copy] == ("independent_scrutineer",)
    story.forgets().does(duty.closing, "bea", answers={f"{copy}.how": "done"})
    assert told(story) == {"independent_scrutineer"}


def test_g004_copies_stage_4_must_be_reported_to_the_partners_and_the_scrutineer():
    """R-004-36, R-004-50, R-004-51: the manager by entering, the others by whose duty it is."""
    story = entered(4)

    assert told(story) == {"business_manager"}
    story.forgets().does(report.report, "ruth")
    assert told(story) == {"statutory_partners", "independent_scrutineer"}


def test_g004_copies_at_stage_4_the_chair_must_report_to_the_subgroup():
    """R-004-41: once it has been held, and by nobody but the chair's press."""
    story = at_stage_4(Story(directory=PEOPLE))
    story.does(convene.call_meeting, "ruth", answers={**ON, "chair": "pat"})
    story.reaches("Friday 2026-04-10 15:00").does(convene.meeting_held, "max", answers=HELD)
    assert "scr_subgroup" not in told(story)

    story.forgets().does(chair.chair_report, "pat", answers={"issues": "MARKER"})

    assert told(story) == {"scr_subgroup"}

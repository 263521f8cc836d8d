"""Whoever acts in a capacity of their own is never written as standing in for another."""

from dataclasses import replace

from escalation.acts import chair, climb, convene, duty, report, say
from escalation.directory.people import Directory, Post
from escalation.duties.seen_to import DutyAnswered
from tests.escalation.convened import HELD, ON, PEOPLE, at_stage_4
from tests.escalation.other_windows import BRACKNELL_FOREST
from tests.escalation.scs import PEOPLE as SCS_PEOPLE
from tests.escalation.scs import SCS, scs
from tests.escalation.story import BERKSHIRE, Story

CHAIR = "chair of the meeting"
ISSUES = {"issues": "MARKER thresholds are read differently"}
CALLED = "Senior manager with operational responsibility for the case"


def people(**deputies: str) -> Directory:
    """Marcus is called to the meeting as well; Nora is of the Partners; so they deputise."""
    posts = (
        *PEOPLE.posts,
        Post("marcus", "operational_senior_manager", "care"),
        Post("ivor", "statutory_partners", "partnership"),
    )
    without = tuple(each for each in posts if each.person != "kofi")
    found = tuple(
        replace(each, deputy=deputies.get(each.id, each.deputy)) for each in PEOPLE.people
    )
    return replace(PEOPLE, people=found, posts=without)


def called(chosen: str, procedure=BERKSHIRE, **deputies: str) -> Story:
    story = at_stage_4(Story(procedure, people(**deputies)), area="Bracknell Forest")
    story.does(convene.call_meeting, "ruth", answers={**ON, "chair": chosen})
    return story.reaches("Friday 2026-04-10 15:00").forgets()


def test_the_chair_who_is_a_heads_deputy_holds_and_reports_it_as_its_chair():
    story = called("marcus", anne="marcus").does(convene.meeting_held, "marcus", answers=HELD)
    story.forgets().does(chair.chair_report, "marcus", answers=ISSUES)

    assert story.last("meeting_held").by.role == CHAIR
    assert story.last("chair_reported").by.role == CHAIR
    (ivor,) = [each for each in story.heard if each.topic == "chair_report:1"]
    assert "Marcus Bell (chair of the meeting) reports them." in ivor.text
    assert "standing in" not in story.posts()


def test_what_the_chair_writes_in_its_thread_is_a_chairs_and_takes_up_nothing_for_a_side():
    story = called("marcus", anne="marcus").does(say.say, "marcus", text="MARKER")

    assert story.last("said").by.role == CHAIR
    assert "marcus" not in {each.person for each in story.disagreement.holders.values()}


def test_a_deputy_who_was_called_to_it_themselves_says_so_in_that_role():
    story = called("pat", anne="marcus").does(convene.meeting_held, "marcus", answers=HELD)

    assert story.last("meeting_held").by.role == CALLED


def test_a_deputy_with_no_part_of_their_own_stands_in():
    story = called("pat", anne="leila").does(convene.meeting_held, "leila", answers=HELD)

    assert story.last("meeting_held").by.role.endswith("safeguarding, standing in")


def test_the_business_manager_who_chairs_it_is_its_chair_and_nobody_of_the_partners():
    story = called("bea", BRACKNELL_FOREST, ivor="bea").does(
        report.report, "ruth", question="report:s4"
    )
    story.does(convene.meeting_held, "bea", answers=HELD)
    story.does(chair.chair_report, "bea", answers=ISSUES)

    assert story.last("meeting_held").by.role == CHAIR
    assert story.last("chair_reported").by.role == CHAIR


def test_on_the_chairs_behalf_the_business_manager_reports_as_such():
    story = called("pat", BRACKNELL_FOREST, ivor="bea").does(
        report.report, "ruth", question="report:s4"
    )
    story.does(convene.meeting_held, "pat", answers={**HELD, "outcome": "agreed"})
    story.does(chair.chair_report, "bea", answers=ISSUES)

    assert story.last("chair_reported").by.role.endswith("Business Manager")


def test_of_two_roles_at_one_tier_their_own_is_named_first():
    """Clare leads on safeguarding, and deputises for Mina at the next management level."""
    story = Story(directory=people(mina="clare")).raised("Thursday 2026-04-02 15:00")
    story.reaches("Wednesday 2026-04-08 17:01").does(say.say, "clare", text="MARKER")

    assert story.last("said").by.role == "Safeguarding Lead"


def test_a_duty_is_answered_in_the_role_whose_it_is_by_whoever_holds_that_role():
    """001: the Business Manager deputises for the Head of Safeguarding, and has duties of her own."""
    people = tuple(
        replace(each, deputy="bea") if each.id == "hana" else each for each in SCS_PEOPLE.people
    )
    story = scs(directory=replace(SCS_PEOPLE, people=people))
    story.does(climb.move_up, "sam", answers={"tier": "4", "reason": "MARKER"})
    done = {f"s4:{which}.how": "done" for which in ("board-members", "course-of-action")}
    words = {f"s4:{which}.words": "MARKER" for which in ("board-members", "course-of-action")}
    story.does(duty.closing, "bea", answers={**done, **words})

    answered = [each for each in story.entries if isinstance(each, DutyAnswered)]
    assert {each.duty: each.by.role for each in answered} == {
        "s4:board-members": SCS.roles["business_manager"].title,
        "s4:course-of-action": f"{SCS.roles['head_of_safeguarding'].title}, standing in",
    }

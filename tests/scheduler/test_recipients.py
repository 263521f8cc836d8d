"""Who a recipient is at the moment of telling, and why a telling may be owed no longer."""

from dataclasses import replace

import pytest

from escalation.acts import agree, chair, check, climb, convene, duty, wrong
from escalation.directory import reaching
from escalation.directory.people import Post
from escalation.directory.seeking import Sought
from escalation.disagreement import Disagreement
from escalation.owing import RoleAt, Telling, To
from escalation.words.message import Message
from scheduler import recipients
from storage.debts import addressed
from tests.escalation.checked_text import CHECKED
from tests.escalation.convened import HELD, ON, PEOPLE, at_stage_4
from tests.escalation.story import AGREEMENT, DIRECTORY, Story

NOTHING = Message("", ())


def telling(topic, nudge=False):
    return Telling(topic, To("sam"), NOTHING, nudge=nudge)


@pytest.fixture
def easter():
    """Raised on the Thursday before Good Friday."""
    return Story().raised("Thursday 2026-04-02 15:00")


def names(who, directory=DIRECTORY):
    return [way.told.id for way in reaching.ways(Sought(who), directory)]


def test_the_holder_comes_first_and_then_whoever_deputises():
    assert names(RoleAt("line_manager", "care", "priya")) == ["tom", "kofi"]
    assert names(To("tom")) == ["tom", "kofi"]
    assert names(To("sam")) == ["sam"]


def test_a_deputy_of_another_agency_never_stands_in():
    people = tuple(
        replace(one, deputy="pat") if one.id == "jo" else one for one in DIRECTORY.people
    )

    assert names(To("jo"), replace(DIRECTORY, people=people)) == ["jo"]


def test_of_several_holders_the_one_in_the_line_comes_first():
    assert names(RoleAt("line_manager", "health", "sam")) == ["jo", "max"]
    assert names(RoleAt("line_manager", "health", "ann")) == ["max", "jo"]


def test_where_nobody_holds_a_role_it_is_nobody():
    assert names(RoleAt("line_manager", "police", "pat")) == []
    assert names(To("somebody-who-left")) == []


@pytest.mark.parametrize(
    ("who", "said"),
    [
        (RoleAt("line_manager", "care"), "Line manager / team manager of Social Care"),
        (RoleAt("unknown_role", "nowhere"), "unknown_role of nowhere"),
        (To("tom"), "Tom Reed"),
        (To("somebody-who-left"), "Somebody no longer in the directory"),
    ],
)
def test_a_recipient_is_named_without_content(easter, who, said):
    assert recipients.named(who, easter.disagreement, DIRECTORY) == said


def test_while_it_is_open_everything_asked_is_still_owed(easter):
    for topic in ("raised", "reached:1", "settled"):
        assert recipients.no_longer_owed(telling(topic), easter.disagreement) == ""
    assert recipients.no_longer_owed(telling("ask:0", nudge=True), easter.disagreement) == ""


def test_once_it_is_settled_nothing_more_is_asked_and_what_tells_of_it_is_still_told(easter):
    settled = easter.settles("sam", "priya").disagreement

    asking = (
        "raised",
        "reached:1",
        "redirected:1",
        "not_agreed:1",
        "adviser:care:safeguarding_lead",
    )
    for topic in (*asking, "no_exit", "no_exit:2", "waits:1", "hole:1"):
        assert recipients.no_longer_owed(telling(topic), settled) == "It has been settled."
    assert (
        recipients.no_longer_owed(telling("ask:0", nudge=True), settled) == "It has been settled."
    )
    for topic in ("settled", "copy:settled:3", "harm:1", "harm-unopened:1", "undelivered:x"):
        assert recipients.no_longer_owed(telling(topic), settled) == ""


def test_of_what_is_left_to_see_to_only_whoever_has_it_is_still_told(easter):
    """Though it has ended; and the number of a reminder is no tier's."""
    settled = easter.settles("sam", "priya")
    for_sam, for_tom = (
        Telling("closing:0", To(person), Message("", ()), nudge=True) for person in ("sam", "tom")
    )

    assert recipients.no_longer_owed(for_sam, settled.disagreement) == ""
    assert recipients.no_longer_owed(for_tom, settled.disagreement) == "Nothing is left for them."
    each = ("s1:record", "s1:feedback-1")
    filed = {f"{one}.how": "done" for one in each} | {f"{one}.words": "MARKER" for one in each}
    seen_to = settled.does(duty.closing, "sam", answers=filed).disagreement
    assert recipients.no_longer_owed(for_sam, seen_to) == "Nothing is left for them."


@pytest.mark.parametrize("kind", ["check", "check_opened", "check_day"])
def test_of_what_is_checked_back_nobody_is_asked_who_has_answered(kind):
    """Told late, what was asked at once is not asked of whoever has said so meanwhile."""
    story = Story(procedure=CHECKED).raised("Thursday 2026-09-17 09:30").settles("sam", "priya")
    asked = Telling(f"{kind}:1", To("sam"), Message("", ()))
    assert recipients.no_longer_owed(asked, story.disagreement) == ""

    actions = {each.id: "done" for each in story.disagreement.checks if each.action}
    story.does(check.check_back, "sam", answers={"understood": "understood", **actions})
    said = recipients.no_longer_owed(asked, story.disagreement)
    assert said == "It has been answered for their agency."


def test_a_nudge_to_a_tier_that_it_has_left_is_no_longer_owed(easter):
    moved = easter.does(climb.move_up, "sam").disagreement

    assert recipients.no_longer_owed(telling("ask:0", nudge=True), moved) == "It has moved on."
    assert recipients.no_longer_owed(telling("ask:1", nudge=True), moved) == ""


@pytest.mark.parametrize("topic", ["remind:3:0", "meeting:2:0", "quiet:0", "top:0"])
def test_the_tier_of_a_nudge_is_the_last_thing_its_topic_says(easter, topic):
    """A third reminder is not a reminder to tier three."""
    moved = easter.does(climb.move_up, "sam").disagreement

    assert recipients.no_longer_owed(telling(topic, nudge=True), moved) == "It has moved on."
    here = f"{topic[:-1]}1"
    assert recipients.no_longer_owed(telling(here, nudge=True), moved) == ""


def test_the_question_of_a_proposal_is_owed_until_that_proposal_is_answered(easter):
    asked = easter.does(agree.propose, "sam", answers=AGREEMENT).disagreement
    again = easter.does(agree.propose, "priya", answers=AGREEMENT).disagreement

    assert recipients.no_longer_owed(telling("proposal:1"), asked) == ""
    assert recipients.no_longer_owed(telling("proposal:1"), again) == (
        "The proposal has been answered."
    )
    assert recipients.no_longer_owed(telling("proposal:2"), again) == ""


@pytest.mark.parametrize("person", [person.id for person in DIRECTORY.people])
def test_everything_that_can_be_written_for_somebody_is_found_by_it(person):
    """Whoever's line is meant: and nothing that is written for somebody else."""
    everybody = [each.id for each in DIRECTORY.people]
    written = [To(each) for each in everybody] + [
        RoleAt(role, agency, under)
        for role, agency in sorted({(post.role, post.agency) for post in DIRECTORY.posts})
        for under in ("", *everybody)
    ]
    own = {each.agency: {""} for each in DIRECTORY.people}
    for each in DIRECTORY.people:
        own[each.agency].add(each.id)
    meant = {
        addressed(who)
        for who in written
        if names(who)[:1] == [person]
        if isinstance(who, To) or who.under in own[who.agency]
    }
    held = DIRECTORY.person(person)
    assert held

    assert set(recipients.addressees(held, DIRECTORY)) == meant


class TestWhoseAccessIsCut:
    """Tom should never have been brought in; Kofi deputises for him."""

    @pytest.fixture
    def cut(self, easter):
        easter.reaches("Tuesday 2026-04-07 17:01")
        return easter.does(wrong.wrong, "priya", answers={"who": "tom", "reason": "A parent"})

    @pytest.mark.parametrize(
        ("topic", "urgent", "told"),
        [
            ("reached:1", False, ["kofi"]),
            ("harm:1", True, ["tom", "kofi"]),
            ("cut:1", False, ["tom", "kofi"]),
        ],
    )
    def test_they_are_told_that_it_is_and_of_immediate_harm_and_nothing_else(
        self, cut, topic, urgent, told
    ):
        owed = Telling(topic, RoleAt("line_manager", "care", "priya"), NOTHING, urgent=urgent)

        ways = recipients.to_be_told(owed, cut.disagreement, DIRECTORY)

        assert [way.told.id for way in ways][: len(told)] == told

    def test_what_waits_for_them_by_name_is_no_longer_owed(self, cut):
        for topic, why in (("relieved:1", "Their access has ended."), ("cut:1", "")):
            owed = Telling(topic, To("tom"), NOTHING)
            assert recipients.no_longer_owed(owed, cut.disagreement) == why


class TestTheirOwnReport:
    """Nobody is told of what they reported themselves; whoever holds the role besides is."""

    @pytest.fixture
    def told(self) -> tuple[Telling, Disagreement]:
        """Ivor is of the subgroup to whom the issues are reported, chaired the meeting, and reports."""
        story = at_stage_4(Story(directory=PEOPLE))
        story.does(convene.call_meeting, "ruth", answers={**ON, "chair": "ivor"})
        story.reaches("Friday 2026-04-10 12:00").does(convene.meeting_held, "ruth", answers=HELD)
        story.does(chair.chair_report, "ivor", answers={"issues": "MARKER"})
        (owed,) = [
            each
            for each in story.owed
            if isinstance(each, Telling) and each.topic.startswith("chair_report:")
        ]
        return owed, story.disagreement

    def test_it_is_owed_to_nobody_where_nobody_else_holds_it(
        self, told: tuple[Telling, Disagreement]
    ):
        assert recipients.is_own_act(*told, PEOPLE)
        assert [way.told.id for way in recipients.to_be_told(*told, PEOPLE)] == []

    def test_whoever_holds_it_besides_is_told(self, told: tuple[Telling, Disagreement]):
        posts = (*PEOPLE.posts, Post("vera", "scr_subgroup", "partnership"))
        both = replace(PEOPLE, posts=posts)

        assert not recipients.is_own_act(*told, both)
        assert next(recipients.to_be_told(*told, both)).told.id == "vera"


def test_a_role_of_the_installation_itself_is_named_in_words(easter):
    officer = RoleAt("records_officer", "care")

    named = recipients.named(officer, easter.disagreement, DIRECTORY)

    assert named == "Records officer of Social Care"

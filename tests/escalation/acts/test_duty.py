"""Seeing to what is left: with evidence or a reason, by whose it is, in one sitting."""

import pytest

from escalation import rights
from escalation.acts import climb, duty, reopen
from escalation.entries import SIDES, own_agency
from escalation.permissions import Act
from escalation.refusals import NotNow, NotYours, Stale, Unusable
from escalation.texts.stages import Duty as Stated
from escalation.texts.stages import Window
from tests.escalation.duties.test_duties import RAISED, WHY, asking, ids, stated
from tests.escalation.story import DIRECTORY, Story
from tests.escalation.two import another, merged

DUE = Window(working_days=2, counted_from="due", words="within two working days")


@pytest.fixture
def settled() -> Story:
    """Settled at stage 2, between Mina and Helen."""
    story = Story().raised(RAISED).reaches("Wednesday 2026-04-08 17:01")
    return story.settles("mina", "helen").forgets()


def says(story: Story, by: str, **answers: str) -> Story:
    """Somebody saves their page: `s2_record` stands for the stage's record."""
    return story.does(duty.closing, by, answers=named(answers))


def named(answers: dict[str, str]) -> dict[str, str]:
    return {key.replace("s2_", "s2:").replace("__", "."): each for key, each in answers.items()}


@pytest.mark.parametrize("how", ["done", "declined"])
def test_a_tick_needs_its_evidence_and_a_no_its_reason(settled: Story, how: str):
    refused = settled.refuses(
        Unusable, duty.closing, "mina", answers={"s2:record.how": how, "s2:record.words": " "}
    )
    assert isinstance(refused, Unusable)
    assert refused.field == "s2:record.words"

    says(settled, "mina", s2_record__how=how, s2_record__words="MARKER")
    assert settled.disagreement.done["s2:record", "health"].how == how
    assert ids(settled, "health") == ["s2:feedback-1"]


def test_a_sides_own_duties_stand_on_its_own_copy_alone(settled: Story):
    says(settled, "mina", s2_record__how="done", s2_record__words="MARKER 4471")

    entry = settled.last("duty_answered")
    assert entry.audience == own_agency("health")
    text = settled.reads(entry)
    assert "Mina Shah (Next management level) has seen to this, for Health Trust" in text
    assert "Where it is filed: MARKER 4471" in text
    settled.expects_silence()


def test_what_is_declined_stands_there_with_its_reason(settled: Story):
    says(settled, "helen", s2_record__how="declined", s2_record__words="MARKER no file")

    text = settled.reads(settled.last("duty_answered"))
    assert "has said that this is not done, for Social Care" in text
    assert "Reason: MARKER no file" in text


def test_what_is_left_for_later_stays(settled: Story):
    before = len(settled.entries)
    says(settled, "mina", s2_record__how="later", **{"s2:feedback-1.how": "later"})

    assert len(settled.entries) == before
    assert ids(settled, "health") == ["s2:feedback-1", "s2:record"]


def test_of_what_a_colleague_has_answered_it_is_said_who_did(settled: Story):
    says(settled, "mina", s2_record__how="done", s2_record__words="MARKER")

    answers = {"s2:record.how": "done", "s2:record.words": "MARKER again"}
    refused = settled.refuses(Stale, duty.closing, "clare", answers=answers)
    assert "Mina Shah has seen to this already" in str(refused)


@pytest.mark.parametrize(("by", "why"), [("ivor", NotYours), ("max", NotYours), ("bea", None)])
def test_nobody_answers_for_a_side_who_is_not_of_it(settled: Story, by: str, why: object):
    """The office has a page of its own: a side's duties do not stand on it, and are not taken there."""
    before = ids(settled, "health")
    answers = {"s2:record.how": "done", "s2:record.words": "MARKER"}
    if why:
        settled.refuses(NotYours, duty.closing, by, answers=answers)
    else:
        settled.does(duty.closing, by, answers=answers)
    assert ids(settled, "health") == before


class TestLearning:
    """R-000-45, R-000-52, R-000-53, R-001-29, R-004-42, R-004-52, R-004-53."""

    def test_whoever_has_it_is_told_without_the_words(self, settled: Story):
        says(settled, "mina", gaps="MARKER nobody rings", lessons="MARKER earlier")

        told = {each.topic for each in settled.heard if each.person == "bea"}
        assert told == {"duty:learning-1:2", "duty:learning-2:2"}
        assert not any("MARKER" in each.text for each in settled.heard)
        issues = settled.last("issues_flagged")
        assert issues.audience == SIDES
        assert "MARKER nobody rings" in settled.reads(issues)

    def test_a_review_is_decided_either_way_with_a_reason(self, settled: Story):
        says(settled, "helen", lessons="MARKER")
        answers = {"learning-1.how": "no"}
        settled.refuses(Unusable, duty.closing, "bea", answers=answers)

        settled.does(duty.closing, "bea", answers={**answers, "learning-1.words": "MARKER held"})
        assert ids(settled, "partnership") == ["s2:copy-3"]

    def test_a_review_is_never_only_ticked(self, settled: Story):
        says(settled, "helen", lessons="MARKER")

        answers = {"learning-1.how": "done", "learning-1.words": "MARKER"}
        settled.refuses(Unusable, duty.closing, "bea", answers=answers)

    def test_gaps_that_are_named_later_are_passed_on_as_well(self, settled: Story):
        passed_on = {"learning-2.how": "done", "learning-2.words": "MARKER"}
        says(settled, "mina", gaps="MARKER one").does(duty.closing, "bea", answers=passed_on)
        assert "learning-2" not in ids(settled, "partnership")

        says(settled, "helen", gaps="MARKER another")
        assert "learning-2" in ids(settled, "partnership")


def of_the_scrutineer(**more: object) -> Stated:
    return stated("note", "independent_scrutineer", **more)


def test_the_business_manager_answers_on_behalf_and_is_named_as_such():
    story = Story(procedure=asking(of_the_scrutineer())).raised(RAISED)
    answers = {"s1:note.how": "done", "s1:note.words": "MARKER"}
    story.does(duty.closing, "bea", answers=answers)

    said = story.reads(story.last("duty_answered"))
    assert "Bea Lang" in said
    assert "in place of the Independent Scrutineer, has seen to this" in said


@pytest.mark.parametrize(("content", "opens"), [("issues", False), ("details", True)])
def test_whom_it_is_passed_on_to_is_given_what_the_text_gives(content: str, opens: bool):
    passed_on = stated("pass", "business_manager", tells=("independent_scrutineer",))
    told = Stated(**{**vars(passed_on), "content": content})
    story = Story(procedure=asking(told)).raised(RAISED).forgets()
    story.does(duty.closing, "bea", answers={"s1:pass.how": "done", "s1:pass.words": "MARKER"})

    (heard,) = [each for each in story.heard if each.person == "ivor"]
    assert "MARKER" not in heard.text
    assert rights.may("ivor", Act.OPEN_COPY, story.disagreement, DIRECTORY) is opens


class TestWhileItIsOpen:
    """What a stage asks as it is entered is told once, with a button, and asked until it is answered."""

    def test_whoever_has_it_is_told_once_and_reminded_until_it_is_done(self):
        story = Story(procedure=asking(stated(by="practitioner"))).raised(RAISED)
        story.expects_told({"sam", "priya"}, "duty:s1:consult")
        assert [w.id for w in story.disagreement.moments() if w.is_closing] == ["closing:1"]

        story.reaches("Tuesday 2026-04-07 12:00").expects_told({"sam", "priya"}, "closing:1")
        for by in ("sam", "priya"):
            answers = {"s1:consult.how": "done", "s1:consult.words": "MARKER"}
            story.does(duty.closing, by, answers=answers)
        story.forgets().reaches("Friday 2026-05-01 12:00")
        assert not [each for each in story.heard if each.topic.startswith("closing")]

    def test_its_window_is_counted_from_when_it_fell_due_and_shown_in_the_texts_words(self):
        within = stated(by="practitioner", within=DUE)
        story = Story(procedure=asking(within)).raised(RAISED)
        told = next(each.text for each in story.heard if each.topic == "duty:s1:consult")
        assert "Wednesday 8 April" in told
        assert "(within two working days)" in told

        story.forgets().reaches("Friday 2026-04-10 12:00")
        again = next(each.text for each in story.heard if each.topic == "closing:2")
        beside = (
            f"{within.what} The procedure says within two working days; that was Wednesday 8 April."
        )
        assert beside in again, "beside what it is the day of, and nothing else"
        assert "late" not in again.replace("Escalate", "")

    def test_with_no_window_nothing_is_ever_late(self):
        story = Story(procedure=asking(stated(by="practitioner"))).raised(RAISED)
        story.reaches("Friday 2026-05-01 12:00")

        for each in story.heard:
            if each.topic.startswith(("closing", "duty")):
                assert "that was" not in each.text


class TestAskedAgain:
    """Next working morning, then every third; after five times the office hears, and then every tenth."""

    def test_it_thins_out_and_the_office_hears_how_many_are_left(self, settled: Story):
        settled.reaches("Friday 2026-05-29 12:00")

        days = [f"{e.at:%a %d %b}" for e in settled.entries if e.kind == "closing_asked"]
        assert days[:6] == [
            *("Thu 09 Apr", "Tue 14 Apr", "Fri 17 Apr", "Wed 22 Apr", "Mon 27 Apr"),
            "Tue 12 May",
        ]
        (bea,) = [each.text for each in settled.heard if each.topic.startswith("closing_left")]
        assert "Two duties are left for the Next management level of Health Trust." in bea

    def test_reopened_its_closing_has_ended_and_settled_again_it_is_asked_anew(
        self, settled: Story
    ):
        says(settled, "mina", s2_record__how="done", s2_record__words="MARKER")
        settled.does(reopen.reopen, "sam", answers=WHY).forgets()
        assert not [wake for wake in settled.disagreement.moments() if wake.is_closing]

        settled.settles("owen", "marcus")
        settled.expects_told({"owen", "marcus"}, "closing:1")
        assert ids(settled, "health") == ["s3:feedback-1", "s3:record"]

    def test_settled_again_at_the_last_stage_everything_is_asked_once_more(self):
        story = Story().raised(RAISED, start_tier=4, start_reason="MARKER").settles("ruth", "anne")
        filed = {"s4:record.how": "done", "s4:record.words": "MARKER"}
        story.does(duty.closing, "ruth", answers=filed).does(reopen.reopen, "sam", answers=WHY)
        assert ids(story, "health") == ["s4:report"]

        story.settles("ruth", "anne")
        assert ids(story, "health") == ["s4:feedback-1", "s4:record", "s4:report", "s4:meeting"]


def test_an_end_without_agreement_points_the_business_manager_to_her_page():
    story = Story().raised(RAISED, start_tier=4, start_reason="MARKER").forgets()
    story.does(climb.not_agreed, "ruth").does(climb.not_agreed, "anne")

    (bea,) = [each.text for each in story.heard if each.person == "bea"]
    assert "Consider holding a multi-agency case review." in bea
    assert "[See to what is left]" in bea


def test_what_was_merged_has_no_page_of_its_own():
    ending = merged(Story().raised(RAISED), another())

    refused = ending.refuses(NotNow, duty.closing, "sam", answers={})
    assert "was merged" in str(refused)

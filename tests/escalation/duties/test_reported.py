"""R-000-40, R-004-36: a report that was not made before it was settled is still made, or declined."""

import pytest

from escalation.acts import climb, convene, duty, report
from escalation.refusals import NotYours, Stale, Unusable
from handlers import closing_form
from tests.escalation.convened import ON, PEOPLE, at_stage_4
from tests.escalation.duties.test_duties import ids
from tests.escalation.story import Story
from tests.handlers.test_closing import page, questions

REPORTS = {"s4:report.how": "done"}
UP = {"tier": "4", "reason": "MARKER"}


@pytest.fixture
def settled(easter: Story) -> Story:
    """Settled between the heads, in one sitting, before anybody has pressed Report."""
    easter.does(climb.move_up, "sam", answers=UP)
    return easter.settles("ruth", "anne")


def test_it_is_asked_of_whoever_approved_for_the_agency_that_raised_it_and_reminded(settled: Story):
    what = "Must: Report the matter to the Statutory Safeguarding Children Partners"
    told = {each.person: each.text for each in settled.heard if each.topic == "closing"}
    assert what in told["ruth"]
    assert what not in told["anne"]

    settled.forgets().reaches("Tuesday 2026-04-07 12:00")
    (again,) = [each.text for each in settled.heard if each.person == "ruth"]
    assert what in again


def test_ticked_it_is_really_reported_once_and_nothing_is_posted_where_nobody_reads(settled: Story):
    settled.forgets().does(duty.closing, "ruth", answers=REPORTS)

    entry = settled.last("reported")
    assert (entry.by.person, entry.to) == ("ruth", ("statutory_partners", "independent_scrutineer"))
    (ivor,) = [each for each in settled.heard if each.topic == "reported:s4"]
    assert "Ruth Adeyemi" in ivor.text
    assert settled.posts() == ""
    assert "s4:report" not in ids(settled, "health")
    refused = settled.refuses(Stale, duty.closing, "ruth", answers=REPORTS)
    assert "Ruth Adeyemi has reported it already" in str(refused)


def test_pressed_before_it_was_settled_it_is_asked_no_more(easter: Story):
    easter.does(climb.move_up, "sam", answers=UP).does(report.report, "ruth")
    easter.settles("ruth", "anne")

    assert "s4:report" not in ids(easter, "health")
    assert not any("Must: Report the matter to" in each.text for each in easter.heard)


@pytest.mark.parametrize("by", ["sam", "anne", "ivor"])
def test_nobody_else_makes_it(settled: Story, by: str):
    assert "s4:report.how" not in questions(page(settled, by))
    if by == "sam":
        settled.refuses(NotYours, duty.closing, by, answers=REPORTS)


def test_it_may_be_declined_with_a_reason_and_then_nobody_is_told(settled: Story):
    declined = {"s4:report.how": "declined"}
    settled.refuses(Unusable, duty.closing, "ruth", answers=declined)
    settled.forgets().does(
        duty.closing, "ruth", answers={**declined, "s4:report.words": "MARKER they sat with us"}
    )

    assert "s4:report" not in ids(settled, "health")
    settled.expects_silence()


class TestOnBehalf:
    """The Business Manager may press on behalf of whoever has it, and is named as such."""

    @pytest.mark.parametrize("settles", [True, False])
    def test_it_stands_on_her_page_while_it_is_open_and_after(self, easter: Story, settles: bool):
        easter.does(climb.move_up, "sam", answers=UP)
        if settles:
            easter.settles("ruth", "anne")
        assert "s4:report.how" in questions(page(easter, "bea"))
        text = str(page(easter, "bea").parts)
        assert closing_form.REPORT_FOR_THEM in text

        easter.does(duty.closing, "bea", answers=REPORTS)
        said = easter.reads(easter.last("reported"))
        assert "Bea Lang" in said
        assert (
            "in place of the Departmental head with lead responsibility for safeguarding of "
            "Health Trust, reported it" in said
        )
        assert "s4:report" not in ids(easter, "health")

    def test_she_declines_nothing_for_an_agency(self, settled: Story):
        answers = {"s4:report.how": "declined", "s4:report.words": "MARKER"}
        settled.refuses(Unusable, duty.closing, "bea", answers=answers)

    def test_she_is_not_reminded_of_what_is_another_agencys(self, settled: Story):
        settled.forgets().reaches("Tuesday 2026-04-07 12:00")
        assert "bea" not in {each.person for each in settled.heard}


def test_an_old_report_reads_as_it_did_then(easter: Story):
    easter.does(climb.move_up, "sam", answers=UP).does(report.report, "ruth")
    entry = easter.last("reported")
    content = {"stage": "s4", "to": ["statutory_partners"]}

    assert type(entry).upgraded_from_1(content) == {**content, "in_place_of": ""}


class TestAMeetingThatWasNotCalled:
    """R-000-41, R-004-37: it must be held; settled before it was called, the reason is kept."""

    def test_it_is_only_declined_with_its_reason(self, settled: Story):
        done = {"s4:meeting.how": "done", "s4:meeting.words": "MARKER"}
        settled.refuses(Unusable, duty.closing, "ruth", answers=done)
        assert ids(settled, "care") == ["s4:feedback-1", "s4:record"]

        why = {"s4:meeting.how": "declined", "s4:meeting.words": "MARKER settled by telephone"}
        settled.does(duty.closing, "ruth", answers=why)
        assert "s4:meeting" not in ids(settled, "health")
        assert "MARKER settled by telephone" in settled.reads(settled.last("duty_answered"))

    def test_one_that_was_called_is_not_asked_for(self):
        story = at_stage_4(Story(directory=PEOPLE)).does(convene.call_meeting, "ruth", answers=ON)
        story.settles("ruth", "anne")
        assert "s4:meeting" not in ids(story, "health")

    def test_its_page_has_no_answer_but_why(self, settled: Story):
        (field,) = [each for each in page(settled, "ruth").fields if each.id == "s4:meeting.how"]
        assert [id for id, _ in field.options] == ["declined", "later"]
        assert any(
            "Call the meeting of Stage 4." in str(part) for part in page(settled, "ruth").parts
        )

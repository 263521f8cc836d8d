"""User story 17: the meeting that the procedure asks for, called, held by working day 6, and reported."""

import pytest

from tests.stories import wider
from tests.stories.conftest import words
from tests.stories.test_other_days import stage

PEOPLE = wider.people()
HELD = {
    "held_on": "2026-04-14",
    "held_at": "10:00",
    "who": "Owen Hart and Marcus Bell, with Ned Cole in the chair",
    "outcome": "No decision was reached",
    "decision": "Each side holds to its view of the threshold.",
}


@pytest.fixture
def at_stage_4(berkshire_of):
    """Raised before Good Friday, and moved to Stage 4 the same afternoon, with a reason."""
    partnership = berkshire_of(PEOPLE)
    partnership.raises()
    partnership.presses("Sam", "Move up now", tier=stage(partnership, 4), reason="Not safe.")
    return partnership


@pytest.fixture
def called(at_stage_4):
    """Ruth calls it for Tuesday 14 April, working day 6, with somebody of the police as its chair."""
    at_stage_4.presses_in_messages(
        "Ruth",
        "Call the meeting",
        meet_on="2026-04-14",
        meet_at="10:00",
        chair="Ned Cole",
    )
    return at_stage_4


def test_the_head_of_the_agency_that_raised_it_calls_it_and_its_members_are_told(called):
    for name in ("Owen", "Marcus"):
        told = words(called.told(name)[-1].text)
        assert "You are asked: Come to the meeting at Stage 4, called by Ruth Adeyemi" in told
        assert "When: Tuesday 14 April 2026, 10:00." in told
        assert "unexplained bruising" not in told
        assert called.channel_of(name)
    assert called.heard("Owen", "you are asked to a meeting") == 1
    assert "called for Tuesday 14 April 2026, 10:00" in words(called.card().text)
    assert "Ned Cole (Thames Valley Police)" in words(called.card().text)


def test_its_chair_is_told_let_in_and_asked_to_chair(called):
    told = words(called.told("Ned")[-1].text)

    assert "You are asked to chair the meeting at Stage 4" in told
    assert "unexplained bruising" not in told
    assert called.channel_of("Ned") == called.channel_of("Sam")
    assert "unexplained bruising" in called.card("Ned").text


def test_the_form_says_what_the_text_says_of_a_facilitator(at_stage_4):
    ruth = at_stage_4.person("Ruth")
    ruth.presses("Call the meeting", in_=at_stage_4.card("Ruth"))
    modal = ruth.waits_for(lambda: ruth.modal, called="the form")

    field = modal.field("facilitator")
    assert field.optional
    assert field.hint == "The procedure says: An independent facilitator may be considered."
    assert "Review the issues, so that there is a full understanding of them" in words(modal.text)


def test_the_head_of_the_other_agency_is_told_whose_it_is(at_stage_4):
    at_stage_4.person("Anne").presses("Call the meeting", in_=at_stage_4.card("Anne"))

    said = "This is for Ruth Adeyemi of Royal Berkshire Health Trust."
    assert said in words(at_stage_4.refused("Anne"))


def test_moved_to_another_day_its_members_hear_of_that_once(called):
    ruth = called.person("Ruth")
    ruth.presses("Move the meeting", in_=called.card("Ruth"))
    form = ruth.waits_for(lambda: ruth.modal, called="the form")
    assert form.title == "Move the meeting"
    ruth.submits({"meet_on": "2026-04-13"})
    called.settles()

    both = "from Tuesday 14 April 2026, 10:00 to Monday 13 April 2026, 10:00"
    assert f"moved the meeting at Stage 4 {both}." in words(called.thread())
    for name in ("Owen", "Marcus", "Ned"):
        assert called.heard(name, "the meeting has been moved") == 1
        assert both in words(called.told(name)[-1].text)
        assert "Ned Cole (Thames Valley Police) chairs it." in words(called.told(name)[-1].text)
    assert called.heard("Owen", "you are asked to a meeting") == 1
    assert called.heard("Ned", "you are asked to chair a meeting") == 1


def test_17_held_on_working_day_6_its_limit_is_met_and_nobody_is_alarmed(called):
    reference = called.references()[-1]
    called.reaches("Tuesday 2026-04-14 12:00")
    called.presses("Owen", "The meeting was held", **{**HELD, "outcome": "A way forward was found"})

    called.reaches("Friday 2026-04-17 17:00")
    assert called.kinds(reference).count("meeting_called") == 1
    assert called.kinds(reference).count("meeting_held") == 1
    assert called.app.store.disagreement(reference).is_open
    passed = [e for e in entries(called, reference) if e.kind == "limit_passed"]
    assert 4 not in {each.tier for each in passed}
    assert called.heard("Bea", "no outcome at the procedure's last stage") == 0
    assert "held on Tuesday 14 April 2026, 10:00" in words(called.card().text)


def test_called_for_after_the_texts_window_it_is_said_and_nobody_is_asked_for_a_day(at_stage_4):
    """The text asks for it by Tuesday 14 April; it is called for Thursday 16."""
    on = {"meet_on": "2026-04-16", "meet_at": "10:00", "chair": "Ned Cole"}
    at_stage_4.presses_in_messages("Ruth", "Call the meeting", **on)
    late = "The procedure asks for it by the end of Tuesday 14 April; it is called for a later day."
    assert late in words(at_stage_4.thread())

    at_stage_4.reaches("Thursday 2026-04-16 09:59")

    for name in ("Ruth", "Anne"):
        told = [words(each.text) for each in at_stage_4.told(name)]
        assert not [each for each in told if "is there a day" in each]
        assert "called for Thursday 16 April 2026, 10:00" in told[-1]
        assert "ended on Tuesday 14 April" in told[-1]


def test_not_held_on_the_next_morning_it_is_asked_whether_it_was(called):
    called.reaches("Wednesday 2026-04-15 09:01")

    asked = [each for each in called.told("Ruth") if "Has the meeting been held" in each.text][-1]
    assert "The meeting was held" in asked.buttons


def test_its_chair_reports_the_issues_and_the_subgroup_is_told_without_a_word_of_them(called):
    called.reaches("Tuesday 2026-04-14 12:00")
    called.presses("Ruth", "The meeting was held", **HELD)
    assert called.heard("Bea", "The meeting at Stage 4 was held on Tuesday 14 April 2026.") == 1

    called.presses_in_messages("Ned", "Report the issues", issues="Thresholds read two ways.")

    told = words(called.told("Tess")[-1].text)
    assert "the issues arising from the meeting at Stage 4 are reported to you" in told
    assert "Ned Cole (chair of the meeting) reports them." in told
    assert "two ways" not in told
    ned = next(each for each in PEOPLE.people if each.name == "Ned Cole")
    assert f"ring Ned Cole on {ned.phone}" in told
    called.presses_in_messages("Tess", "Read the issues")
    assert "Thresholds read two ways." in called.refused("Tess")
    assert "Thresholds read two ways." in called.thread()
    called.reaches("Friday 2026-04-24 17:00")
    assert called.heard("Ned", "have still to be reported") == 1


def test_a_chair_to_whose_subgroup_it_is_reported_is_not_told_of_their_own_report(at_stage_4):
    on = {"meet_on": "2026-04-14", "meet_at": "10:00", "chair": "Tess Lowe"}
    at_stage_4.presses_in_messages("Ruth", "Call the meeting", **on)
    at_stage_4.reaches("Tuesday 2026-04-14 12:00")
    at_stage_4.presses("Ruth", "The meeting was held", **HELD)

    at_stage_4.presses_in_messages("Tess", "Report the issues", issues="Thresholds read two ways.")

    assert at_stage_4.heard("Tess", "are reported to you") == 0
    assert not [each for each in at_stage_4.told("Tess") if "ring Tess Lowe" in each.text]
    assert "Tess Lowe (chair of the meeting) reported the issues" in words(at_stage_4.thread())
    assert at_stage_4.heard("Bea", "could not be told") == 0


def test_a_chair_who_is_a_heads_deputy_is_its_chair_and_stands_in_for_nobody(at_stage_4):
    """Marcus deputises for Anne, the head of social care; what he does of the meeting is his own."""
    on = {"meet_on": "2026-04-14", "meet_at": "10:00", "chair": "Marcus Bell"}
    at_stage_4.presses_in_messages("Ruth", "Call the meeting", **on)
    at_stage_4.reaches("Tuesday 2026-04-14 12:00")

    at_stage_4.presses("Marcus", "The meeting was held", **HELD)
    at_stage_4.presses_in_messages("Marcus", "Report the issues", issues="Read two ways.")

    thread, told = words(at_stage_4.thread()), words(at_stage_4.told("Tess")[-1].text)
    assert "Marcus Bell (chair of the meeting) recorded that the meeting at Stage 4" in thread
    assert "Marcus Bell (chair of the meeting) reported the issues arising" in thread
    assert "Marcus Bell (chair of the meeting) reports them." in told
    assert "standing in" not in thread


def test_with_their_report_the_chairs_part_ends_and_they_are_let_out(called):
    assert called.channel_of("Ned")
    called.reaches("Tuesday 2026-04-14 12:00")
    called.presses("Ruth", "The meeting was held", **HELD)

    called.presses_in_messages("Ned", "Report the issues", issues="Thresholds read two ways.")

    assert called.heard("Ned", "your part in it has ended") == 1
    assert not called.channel_of("Ned")


def test_the_head_of_the_other_agency_is_asked_for_nothing_that_is_not_hers(called):
    """Neither the report nor the call is hers (C5), and the issues are for others to report."""
    told = called.told("Anne")[0]
    assert "The head of the agency that raised it reports the matter" in words(told.text)
    assert "Call the meeting" not in told.buttons

    called.reaches("Tuesday 2026-04-14 12:00")
    called.presses("Ruth", "The meeting was held", **HELD)
    called.reaches("Wednesday 2026-04-15 09:01")

    asked = called.told("Anne")[-1]
    assert "You are asked: Agree a way forward with another agency" in words(asked.text)
    assert "Report the issues" not in asked.buttons


def test_the_business_manager_may_report_on_the_chairs_behalf_also_once_it_is_settled(called):
    called.reaches("Tuesday 2026-04-14 12:00")
    called.presses("Ruth", "The meeting was held", **HELD)
    called.proposes("Ruth")
    called.presses("Ruth", "Approve")
    called.presses("Anne", "Approve")
    called.reaches("Monday 2026-04-20 09:01")
    assert called.heard("Ned", "have still to be reported") == 3

    called.presses_in_messages("Bea", "Report the issues", issues="Thresholds read two ways.")

    assert called.heard("Tess", "on the chair’s behalf") == 1
    called.reaches("Friday 2026-05-01 17:00")
    assert called.heard("Ned", "have still to be reported") == 3


def test_a_professionals_meeting_is_called_from_behind_more(berkshire):
    """R-004-09: where a concern is ongoing or progress is slow."""
    berkshire.raises()
    person = berkshire.person("Priya")
    person.presses("More…", in_=berkshire.card("Priya"))
    modal = person.waits_for(lambda: person.modal, called="what may be done")
    (option,) = [o for o in modal.field("what").options if o.startswith("Call a meeting")]
    person.submits({"what": option})
    person.submits({"meet_on": "2026-04-07", "meet_at": "11:00"})
    berkshire.settles()

    assert "lived experience of the child" in words(berkshire.thread())
    assert berkshire.heard("Sam", "you are asked to a meeting") == 1


def entries(partnership, reference):
    """What has happened, read."""
    return [partnership.app.store.read(kept) for kept in partnership.app.store.entries(reference)]


def test_the_report_stands_on_the_page_of_whoever_chaired_it_with_its_button(called):
    """Asked for by its reference; whoever chaired it has no page of a side."""
    reference = called.references()[-1]
    called.reaches("Tuesday 2026-04-14 12:00")
    called.presses("Ruth", "The meeting was held", **HELD)
    ned = called.person("Ned")

    ned.types("/escalate closing")
    assert f"/escalate closing {reference}" in called.refused("Ned")
    ned.types(f"/escalate closing {reference}")
    page = ned.waits_for(lambda: ned.modal, called="the page")
    ned.presses("Report the issues", in_=page)
    ned.waits_for(lambda: ned.modal and ned.modal.fields, called="the form")
    ned.submits({"issues": "Thresholds read two ways."})
    called.settles()

    assert "chair_reported" in called.kinds(reference)

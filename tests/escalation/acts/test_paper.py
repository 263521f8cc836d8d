"""A form that the text has sent: who prepares it, who says that it was sent or arrived, and who hears."""

import pytest

from escalation import rights
from escalation.acts import climb, duty, meet, paper, sight
from escalation.duties import closing_words, duties, papers
from escalation.entries import FILE, SIDES, own_agency
from escalation.refusals import NotNow, NotYours, Stale, Unusable
from escalation.words import message
from escalation.words.card import card
from tests.escalation import lives_paper
from tests.escalation.lives_paper import HELD, SENT, filled_in
from tests.escalation.story import Story
from tests.escalation.with_a_form import FORMED, OF_THE_PERSON, QUESTION, TITLE, with_a_form

PAPER = FORMED.forms[0]
DUTY = f"s4:form-{PAPER.id}"


@pytest.fixture
def stage_4() -> Story:
    return lives_paper.at_stage_4().forgets()


@pytest.fixture
def prepared() -> Story:
    return lives_paper.prepared().forgets()


@pytest.fixture
def sent(prepared: Story) -> Story:
    return prepared.does(paper.form_sent, "owen", question=QUESTION, answers=SENT).forgets()


def left(story: Story) -> list[str]:
    return [each.duty.id for each in duties.asked(story.disagreement, "health")]


def test_as_its_stage_is_entered_whose_it_is_to_send_is_told_with_a_button_to_prepare_it():
    story = lives_paper.at_stage_4()
    (told,) = [each for each in story.heard if each.topic == f"duty:{DUTY}"]

    assert told.person == "owen"
    assert f"[Prepare the form: {TITLE}] [The form has been sent]" in told.text
    assert "MARKER" not in told.text


def test_before_its_stage_there_is_no_form_and_the_refusal_says_when_there_is():
    story = Story(procedure=FORMED).raised(lives_paper.RAISED)

    refused = story.refuses(NotNow, paper.form, "sam", question=QUESTION, answers=filled_in())

    assert "asks for no form before Stage 4" in refused.sentence
    assert papers.buttons(story.disagreement) == ()


def test_whoever_has_it_to_send_is_whom_the_text_names_or_else_whose_turn_it_is():
    story = Story(procedure=FORMED).raised(lives_paper.RAISED)
    story.does(climb.move_up, "sam", answers={"tier": "4", "reason": "MARKER"})
    told = [each.person for each in story.heard if each.topic == f"duty:{DUTY}"]

    assert told == ["ruth"], "stage 3 was passed over, and nobody of it was told"
    story.does(paper.form_sent, "ruth", question=QUESTION, answers=SENT)


def test_what_was_read_over_is_kept_for_ones_own_agency_and_nobody_is_told(prepared):
    entry = prepared.last("form_prepared")

    assert entry.audience == own_agency("health")
    assert prepared.heard == []
    assert prepared.posts() == ""
    assert "MARKER reason" in prepared.reads(entry)
    assert f"Summary of actions taken – {FORMED.stages[0].label}" in prepared.reads(entry)
    assert {each.label for each in entry.passages} & {*OF_THE_PERSON} == set()
    assert left(prepared).count(DUTY) == 1, "prepared is not sent"


def test_a_form_that_says_nothing_is_none(stage_4):
    refused = stage_4.refuses(Unusable, paper.form, "owen", question=QUESTION, answers={})

    assert refused.field == "referrer"


@pytest.mark.parametrize("who", ["sam", "mina", "owen", "ruth"])
def test_anybody_at_work_for_the_agency_that_raised_it_may_prepare_it(stage_4, who):
    stage_4.does(paper.form, who, question=QUESTION, answers=filled_in())


@pytest.mark.parametrize("rule", [paper.form, paper.form_sent])
def test_the_other_agency_neither_prepares_nor_sends_it(stage_4, rule):
    refused = stage_4.refuses(
        NotYours, rule, "priya", question=QUESTION, answers={**filled_in(), **SENT}
    )

    assert "This is for Health Trust, which raised it." in refused.sentence


def test_that_it_was_sent_only_whoever_has_it_to_send_says(stage_4):
    refused = stage_4.refuses(NotYours, paper.form_sent, "sam", question=QUESTION, answers=SENT)

    assert "This is for the senior manager" in refused.sentence


def test_once_sent_the_thread_says_so_and_whom_it_went_to_hears_it_without_a_word_of_it(prepared):
    prepared.does(paper.form_sent, "owen", question=QUESTION, answers=SENT)

    ((heard),) = prepared.heard
    assert heard.person == "bea"
    assert "[The form has arrived]" in heard.text
    assert "ring Owen Hart on 0118 owen" in heard.text
    assert "by their own secure e-mail, on Thursday 2 April 2026" in prepared.posts()
    for said in (heard.text, prepared.posts(), heard.telling.message.summary):
        assert "MARKER" not in said
    assert DUTY not in left(prepared)
    assert "sent on Thursday 2 April 2026, says Owen Hart" in message.plain(
        card(prepared.disagreement)
    )


def test_whoever_receives_it_is_given_nothing_else_of_it(sent):
    assert sent.disagreement.copied == lives_paper.at_stage_4().disagreement.copied
    assert own_agency("health") not in rights.audiences("bea", sent.disagreement, sent.directory)
    assert FILE not in rights.audiences("bea", sent.disagreement, sent.directory)
    assert sent.last("form_sent").audience == SIDES


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({**SENT, paper.BY_E_MAIL: ""}, paper.BY_E_MAIL),
        ({**SENT, paper.SENT_ON: ""}, paper.SENT_ON),
        ({**SENT, paper.SENT_ON: "2026-04-03"}, paper.SENT_ON),
    ],
)
def test_it_is_sent_once_somebody_says_so_and_on_a_day_that_has_come(prepared, answers, field):
    refused = prepared.refuses(
        Unusable, paper.form_sent, "owen", question=QUESTION, answers=answers
    )

    assert refused.field == field


def test_that_it_arrived_the_business_manager_says_once_and_the_sender_hears(sent):
    sent.does(paper.form_received, "bea", question=QUESTION)

    assert [(each.person, "has arrived" in each.text) for each in sent.heard] == [("owen", True)]
    sent.refuses(Stale, paper.form_received, "bea", question=QUESTION)
    sent.refuses(Stale, paper.form_sent, "owen", question=QUESTION, answers=SENT)


def test_what_nobody_has_sent_has_not_arrived(prepared):
    prepared.refuses(NotNow, paper.form_received, "bea", question=QUESTION)


def test_one_that_did_not_arrive_is_sent_again(sent):
    sent.does(paper.form_sent, "owen", question=QUESTION, answers=SENT)

    assert [each.person for each in sent.heard] == ["bea"]


def test_until_it_is_sent_they_are_reminded_and_then_not(prepared):
    prepared.reaches("Tuesday 2026-04-07 09:01")
    asked = [each for each in prepared.heard if "Send the" in each.text]
    assert {each.person for each in asked} >= {"owen"}

    prepared.does(paper.form_sent, "owen", question=QUESTION, answers={**SENT})
    prepared.forgets().reaches("Monday 2026-04-20 09:01")
    assert [each for each in prepared.heard if "Send the" in each.text] == []


def test_once_it_has_ended_nobody_is_reminded_and_it_may_still_be_said(stage_4):
    stage_4.settles("ruth", "anne")

    assert DUTY not in left(stage_4)
    stage_4.does(paper.form_sent, "owen", question=QUESTION, answers=SENT)


def test_a_form_that_may_be_sent_is_asked_of_nobody():
    story = Story(procedure=with_a_form(req="[x]\n    force: may")).raised(lives_paper.RAISED)
    story.does(climb.move_up, "sam", answers={"tier": "4", "reason": "MARKER"})

    assert DUTY not in left(story)
    assert papers.buttons(story.disagreement)


def test_that_it_is_not_sent_is_said_with_a_reason_by_whose_it_is():
    story = lives_paper.not_sent()
    done = story.disagreement.done[(DUTY, "health")]

    assert (done.by.person, done.how) == ("owen", "declined")
    answers = {f"{DUTY}.how": "done", f"{DUTY}.words": "MARKER"}
    again = lives_paper.at_stage_4()
    again.refuses(Unusable, duty.closing, "owen", question="closing", answers=answers)


def test_what_was_written_into_it_can_be_taken_out_of_sight(prepared):
    (written,) = [each for each in prepared.disagreement.written if each.kind == "form_prepared"]
    prepared.does(sight.hide, "owen", answers={"entry": str(written.entry), "reason": "A name"})

    assert written.entry in prepared.disagreement.hidden


def test_whoever_of_the_office_hears_of_it_hears_no_summary_either(sent):
    owed = next(each for each in duties.due(sent.disagreement) if each.duty.id == DUTY)
    said = message.plain(closing_words.fell_due(sent.disagreement, owed, sent.now))

    assert "MARKER" not in said


def test_what_is_taken_out_of_sight_goes_from_what_was_drafted_of_it_as_well(prepared):
    stands = prepared.disagreement
    (discussed,) = [each.entry for each in stands.written if each.kind == "discussed"]
    (form,) = [each.entry for each in stands.written if each.kind == "form_prepared"]

    answers = {"entry": str(discussed), "reason": "It names the child"}
    prepared.does(sight.hide, "priya", question="", answers=answers)

    assert {*prepared.disagreement.hidden} == {discussed, form}
    assert prepared.entries[-1].audience == "agency:health", "the other side learns of no form"


def test_what_was_said_once_it_was_prepared_takes_no_form_with_it(prepared):
    prepared.does(meet.discuss, "sam", answers=HELD)
    last = prepared.disagreement.written[-1].entry

    answers = {"entry": str(last), "reason": "It names the child"}
    prepared.does(sight.hide, "sam", question="", answers=answers)

    assert {*prepared.disagreement.hidden} == {last}

"""A rehearsal goes through the doors that people come in by: their rules, and their forms."""

from datetime import datetime

import pytest

from bot import procedures, simulating
from escalation.permissions import Act
from escalation.rehearsing import rehearsal, simulation
from escalation.rehearsing.script import Script, Step
from escalation.rehearsing.transcript import Transcript
from escalation.texts.procedure import Procedure
from escalation.working_time.times import LONDON
from handlers.desk import calendar
from handlers.routes import ASKED, PRESSED
from tests.escalation.checked_text import CHECKED

MONDAY = datetime(2026, 9, 14, 10, tzinfo=LONDON)
(BERKSHIRE,) = (each for each in procedures.every() if each.id == "pan-berkshire-2026-03")
ELSEWHERE = {
    *(Act.HARM, Act.NOTE, Act.OPEN_COPY, Act.REOPEN, Act.SAY),
    *(Act.CLOSING, Act.ACKNOWLEDGE, Act.APPROVE_DISCUSSIONS, Act.CHECK_BACK),
    *(Act.FORM, Act.FORM_SENT, Act.FORM_RECEIVED),
}
NOWHERE = next(each for each in procedures.every() if not each.areas)


def lived(*steps: Step, of: Procedure = BERKSHIRE) -> Transcript:
    return simulation.play(of, simulating.doors(), MONDAY, Script(steps))


def opened(transcript: Transcript) -> list[str]:
    return [line.text.split("\n")[0] for line in transcript.lines if line.kind == "form"]


def refused(transcript: Transcript) -> list[str]:
    return [line.text for line in transcript.lines if line.kind == "refused"]


def test_whatever_is_pressed_or_asked_can_stand_in_a_script():
    assert set(simulating.doors().rules) == {*PRESSED, *ASKED, *ELSEWHERE}


def test_raising_opens_its_three_pages():
    assert opened(lived(Step("raise"))) == [
        "Raise a difference",
        "Raise a difference",
        "Before you confirm",
    ]


def test_what_a_script_says_stands_on_the_pages_of_raising():
    given = {"area": "Slough", "began_on": "2026-09-11", "began_at": "09:00", "start": "2"}

    played = lived(Step("raise", given=given))

    assert played.standing.area == "Slough"
    assert f"{played.standing.began:%Y-%m-%d %H:%M}" == "2026-09-11 09:00"
    assert played.standing.stage.id == "s2"


def test_what_is_raised_later_began_at_the_start_all_the_same():
    """A limit that had passed by then is shown as that, and tells nobody."""
    played = lived(Step("raise", after="3 working days"))

    assert played.standing.began == MONDAY
    assert f"{played.standing.raised:%A %H:%M}" == "Thursday 10:00"
    assert [limit.before_raising for limit in played.standing.limits] == [True, True, *[False] * 3]


def test_the_clock_tells_whom_the_plan_says_and_when():
    """What is lived is what `timeline` plans on paper."""
    doors, silence = simulating.doors(), simulation.nobody_answers()
    planned = rehearsal.timeline(BERKSHIRE, calendar(BERKSHIRE, MONDAY), MONDAY)
    lived_ = simulation.play(BERKSHIRE, doors, MONDAY, silence, on=20)

    first = {told.who: told.at[0].replace(second=0) for told in lived_.told()}
    for each in (one for one in planned if one.kind == "told" and one.at):
        for to in each.to:
            names = [to.label] if to.of == "partnership" else [f"{to.label} of Agency A"]
            assert [first[name] for name in names] == [each.at]


@pytest.mark.parametrize(
    "id", ["bracknell-forest-2019-04", "specialist-childrens-services-undated"]
)
def test_where_nothing_is_counted_the_plan_has_the_days_on_which_people_are_asked(id: str):
    procedure = next(each for each in procedures.every() if each.id == id)
    planned = rehearsal.timeline(procedure, calendar(procedure, MONDAY), MONDAY)
    silence = simulation.nobody_answers()
    lived_ = simulation.play(procedure, simulating.doors(), MONDAY, silence, on=20)

    told = {each.who: [at.replace(second=0) for at in each.at] for each in lived_.told()}
    dated = [(each, to) for each in planned if each.at and each.to for to in each.to]
    assert [to.of for _, to in dated].count("raising") == 1
    for each, to in dated:
        assert each.at in told[f"{to.label} of Agency A"], (each.what, to.label)


def test_what_cannot_be_raised_is_refused_and_nothing_is_opened():
    nowhere = Step("raise", given={"area": "Atlantis"})

    played = lived(nowhere)

    assert refused(played) == ["No procedure is in force here for that area. Choose another."]
    assert opened(played) == ["Raise a difference"]
    assert not played.standing.sides


def test_it_may_be_raised_once_what_was_refused_is_put_right():
    played = lived(Step("raise", given={"area": "Atlantis"}), Step("raise"))

    assert played.standing.sides


def test_whoever_may_not_act_is_refused_before_a_form_opens():
    played = lived(Step("raise"), Step("withdraw", "line_manager@C"))

    assert len(refused(played)) == 1
    assert len(opened(played)) == 3


@pytest.mark.parametrize(
    ("step", "title"),
    [
        (Step("move_up", "practitioner@A"), "Move up now"),
        (Step("bring_lead", "practitioner@A"), "Bring in to advise"),
        (Step("note", "practitioner@A"), "For our own agency"),
        (Step("bring_agency", "practitioner@A"), "Bring in another agency"),
        (Step("meet", "practitioner@B"), "We meet on…"),
        (Step("not_me", "practitioner@B"), "Not me"),
    ],
)
def test_a_form_opens_and_what_it_asks_is_filled_in(step: Step, title: str):
    played = lived(Step("raise"), step)

    assert opened(played)[3:] == [title]
    assert refused(played) == []


@pytest.mark.parametrize("does", ["harm", "take", "say"])
def test_a_press_needs_no_form(does: str):
    played = lived(Step("raise"), Step(does, "practitioner@A"))

    assert (opened(played)[3:], refused(played)) == ([], [])


def test_what_was_withdrawn_can_be_reopened():
    played = lived(
        Step("raise"), Step("withdraw", "practitioner@A"), Step("reopen", "practitioner@A")
    )

    assert opened(played)[3:] == ["Withdraw", "Reopen"]
    assert played.standing.is_open


def test_a_choice_may_be_given_as_it_reads():
    choice = "Stage 4: Departmental head with lead responsibility for safeguarding"

    played = lived(Step("raise"), Step("move_up", "practitioner@A", given={"tier": choice}))

    assert refused(played) == []
    assert played.standing.stage.id == "s4"


def test_a_text_that_is_in_force_nowhere_yet_is_rehearsed_all_the_same():
    played = lived(Step("raise"), of=NOWHERE)

    assert refused(played) == []
    assert played.standing.area == simulating.ANYWHERE


def test_what_is_left_is_seen_to_on_its_page():
    page = {"s1:record.how": "Done", "s1:record.words": "(Where it is filed)"}
    played = lived(
        Step("raise"),
        Step("propose", "practitioner@A"),
        Step("approve", "practitioner@A"),
        Step("approve", "practitioner@B"),
        Step("acknowledge", "practitioner@B"),
        Step("closing", "practitioner@A", given=page),
    )

    assert refused(played) == []
    assert opened(played)[-1] == "Left to see to"
    assert ("s1:record", "A") in played.standing.done
    assert played.standing.acknowledged == {"practitioner@B"}


def test_the_page_of_what_is_left_opens_for_nobody_else():
    played = lived(Step("raise"), Step("closing", "line_manager@C"))

    assert len(refused(played)) == 1
    assert len(opened(played)) == 3


SETTLED = (
    Step("raise"),
    Step("propose", "practitioner@A", given={"due_1": "3 working days"}),
    Step("approve", "practitioner@A"),
    Step("approve", "practitioner@B"),
)


def checks(who: str, after: str = "", **given: str) -> Step:
    return Step("check_back", f"practitioner@{who}", after=after, given=given)


def test_a_script_answers_what_is_checked_back():
    """Understood alike; not yet, with a day that the other side agrees to; and done."""
    played = lived(
        *SETTLED,
        checks("A", understood="understood"),
        checks("B", understood="We understand it the same"),
        checks("B", "3 working days", action_1="not_yet", action_1_on="2 working days"),
        checks("A", action_1="agreed"),
        checks("A", "2 working days", action_1="done"),
        checks("B", action_1="done"),
        of=CHECKED,
    )

    assert refused(played) == []
    assert not played.strange
    assert opened(played).count("Check back") == 6
    assert "Each side has said that what was agreed is understood alike and that" in "\n".join(
        each.text for each in played.lines[-8:]
    )
    assert all(each.is_closed(played.standing.agencies) for each in played.standing.checks)


def test_in_a_script_what_is_not_done_goes_on_at_the_next_stage():
    played = lived(
        *SETTLED, checks("B", "3 working days", action_1="not_done", action_1_words="x"), of=CHECKED
    )

    assert played.standing.is_open
    assert played.standing.stage.id == "s2"


def test_what_was_decided_at_a_meeting_is_filled_in_where_the_script_leaves_it_out():
    """Its form may be sent without; by the answer that is filled in beside it the rule asks for it."""
    played = lived(
        Step("raise", "practitioner@A"),
        Step("move_up", "practitioner@A", given={"tier": "4"}),
        Step("call_meeting", "departmental_head@A", given={"meet_on": "2 working days"}),
        Step("meeting_held", "departmental_head@A", after="3 working days"),
    )

    (held,) = played.standing.convened.values()
    assert "What was decided" in held.decision

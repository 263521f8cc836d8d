"""A rehearsal is lived by the very rules: what happens, whom it tells, and what is left."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from escalation.acts import agree, answer, climb, harm, raise_
from escalation.acts.raise_ import Raising
from escalation.directory.people import Directory, Person
from escalation.disagreement import Disagreement, Status
from escalation.entries import Entries
from escalation.rehearsing.script import Script, Step
from escalation.rehearsing.simulation import Doors, Rule, nobody_answers, play
from escalation.rehearsing.transcript import Line, Transcript
from escalation.texts import procedure, procedure_text
from escalation.texts.procedure import Procedure
from escalation.words.forms import Answers, Field, Form
from escalation.words.message import Heading
from escalation.working_time.calendars import calendar_covering
from tests.escalation.story import BERKSHIRE, time

MONDAY = time("Monday 2026-09-14 10:00")
RULES: Mapping[str, Rule] = {
    "take": answer.take,
    "propose": agree.propose,
    "approve": agree.approve,
    "not_agreed": climb.not_agreed,
    "harm": harm.press,
    "harm_seen": harm.opened,
}
ASKED = {
    "propose": ("what_1", "owner_1", "due_1"),
    "not_agreed": ("reason",),
}


def form(
    word: str, stands: Disagreement, question: str, at: datetime, by: Person, who: Directory
) -> Form | None:
    if word not in ASKED:
        return None
    fields = (Field(id, id, "date" if id == "due_1" else "text") for id in ASKED[word])
    return Form(word, f"Form of {word}", "Send", (Heading("About it"), *fields))


def opening(
    procedure: Procedure, directory: Directory, person: Person, at: datetime, given: Answers
) -> Iterator[Form | Entries]:
    yield Form("open", "Raise it", "Next", (Heading("Where"),))
    raising = Raising(
        area="Reading",
        other="practitioner@B",
        category=given.get("category", "threshold"),
        spoken="Yes",
        reason_given="",
        differs="It",
        evidence="Seen",
        wanted="A visit",
        best_interest="Safety",
        began=at,
    )
    days = calendar_covering(procedure.nation, at)
    yield raise_.open_("ESC-REHEARSAL", procedure, raising, person.id, at, days, directory)


def raising(
    procedure: Procedure, directory: Directory, at: datetime, given: Answers
) -> tuple[Field, ...]:
    return (Field("category", "What it is about", "line"),)


DOORS = Doors(RULES, form, opening, raising, lambda *_: None)


def lived(*steps: Step, on: int = 0, procedure: Procedure = BERKSHIRE) -> Transcript:
    return play(procedure, DOORS, MONDAY, Script((Step("raise"), *steps)), on=on)


def of(kind: str, transcript: Transcript) -> list[Line]:
    return [line for line in transcript.lines if line.kind == kind]


MANAGERS = time("Wednesday 2026-09-16 10:00")
SETTLED = (
    Step("take", "line_manager@A", at=f"{MANAGERS:%Y-%m-%dT%H:%M}"),
    Step("propose", "line_manager@A", after="1 hour"),
    Step("approve", "line_manager@A"),
    Step("approve", "line_manager@B", after="1 hour"),
)


def test_when_nobody_answers_the_clock_tells_each_tier_in_its_turn():
    played = play(BERKSHIRE, DOORS, MONDAY, nobody_answers(), on=10)

    first = [(told.who.split(" of Agency")[0], f"{told.at[0]:%a %H:%M}") for told in played.told()]
    assert list(dict.fromkeys(first)) == [
        ("Professional", "Mon 10:00"),
        ("Line manager / team manager", "Tue 17:00"),
        ("Next management level", "Wed 17:00"),
        ("Safeguarding Lead", "Wed 17:00"),
        ("Senior manager with responsibility for safeguarding", "Thu 17:00"),
        ("Departmental head with lead responsibility for safeguarding", "Fri 17:00"),
        ("Safeguarding Children Partnership Business Manager", "Tue 17:00"),
    ]
    assert played.standing.stage.id == "s1"


def test_its_lines_are_in_order_of_time():
    played = lived(*SETTLED, on=10)

    assert [line.at for line in played.lines] == sorted(line.at for line in played.lines)


def test_limits_are_counted_and_pass():
    played = play(BERKSHIRE, DOORS, MONDAY, nobody_answers(), on=10)

    limits = [line.text.split("\n")[0] for line in of("limit", played)]
    assert len(limits) == 10
    assert limits[0] == (
        "Professional: within one working day; that is by the end of Tuesday 15 September."
    )
    assert limits[5] == (
        "No outcome had been recorded by the end of Tuesday 15 September: the time that the "
        "procedure gives the professional (within one working day)."
    )


def test_a_short_script_is_enough_to_settle_it():
    played = lived(*SETTLED)

    assert of("refused", played) == []
    assert played.standing.status is Status.SETTLED
    assert played.turns() == ()
    assert (
        "Agency B",
        "Tell the professional and the line manager / team manager what was agreed. The procedure "
        "says: “Any action agreed is fed back immediately to the practitioners and managers "
        "involved.”",
    ) in played.left()


def test_whatever_must_be_answered_is_filled_in_and_reads_as_made_up():
    played = lived(*SETTLED)

    agreed = played.standing.proposal
    assert agreed
    assert agreed.actions[0].what == "(what_1, as Line manager / team manager of Agency A puts it)"
    assert f"{agreed.actions[0].due}" == "2026-09-18"


def test_what_the_script_says_stands_as_it_says_it():
    given = {"what_1": "A joint visit", "due_1": "3 working days"}
    propose = Step("propose", "line_manager@A", given=given)

    played = lived(SETTLED[0], propose)

    assert played.standing.proposal
    (action,) = played.standing.proposal.actions
    assert (action.what, f"{action.due}") == ("A joint visit", "2026-09-21")


def test_the_forms_that_are_opened_are_in_it():
    titles = [line.text.split("\n")[0] for line in of("form", lived(*SETTLED))]

    assert titles == ["Raise it", "Form of propose"]


def test_the_card_is_in_it_whenever_it_changes():
    cards = [line.text for line in of("card", lived(*SETTLED))]

    assert len(cards) == len(set(cards)) == 6
    assert "settled at Stage 1" in cards[-1]


def test_each_person_is_told_the_same_thing_once():
    played = play(BERKSHIRE, DOORS, MONDAY, nobody_answers(), on=10)
    told = [(line.at, who, line.text) for line in of("told", played) for who in line.who]

    assert len(told) == len(set(told))


def test_a_refusal_is_what_that_person_reads_and_the_play_goes_on():
    played = lived(Step("approve", "line_manager@C"), *SETTLED)

    (refused,) = of("refused", played)
    assert refused.who == ("Line manager / team manager of Agency C",)
    assert refused.text
    assert played.standing.status is Status.SETTLED


def test_an_answer_to_nothing_that_is_asked_is_refused_by_name():
    strange = Step("propose", "line_manager@A", given={"whatever": "x"})

    (refused,) = of("refused", lived(SETTLED[0], strange))

    assert refused.text == "Nothing called whatever is asked here, but: what_1, owner_1, due_1."


def test_nothing_can_be_done_before_it_is_raised():
    script = Script((Step("take", "line_manager@A"),))

    (line,) = play(BERKSHIRE, DOORS, MONDAY, script).lines

    assert (line.kind, line.text.split(",")[0]) == ("refused", "Nothing has been raised yet")


def test_a_button_is_pressed_that_only_this_person_was_shown():
    """Whoever was told of immediate harm presses that they have seen it: no card asks them that."""
    played = lived(Step("harm", "practitioner@A"), Step("harm_seen", "safeguarding_lead@A"))

    assert of("refused", played) == []
    assert any("has seen" in line.text for line in of("told", played))


def test_of_several_buttons_the_one_is_pressed_that_the_script_is_about():
    twice = (Step("harm", "practitioner@A"), Step("harm", "practitioner@A", after="5 minutes"))
    seen = Step("harm_seen", "safeguarding_lead@A", about="1")

    played = lived(*twice, seen)

    assert of("refused", played) == []
    assert [bool(each.seen) for each in played.standing.harm] == [True, False]


def test_a_button_that_nobody_showed_them_is_not_there():
    (refused,) = of("refused", lived(Step("take", "practitioner@A", about="duty")))

    assert refused.text == "No button that Professional of Agency A has seen is about duty."


def test_where_no_bank_holidays_are_known_it_stops_and_says_so():
    late = Step("wait", after="999 working days")

    played = lived(*(late for _ in range(20)))

    assert of("over", played)[-1].text.startswith("The clock stops here")


def test_a_procedure_that_gives_no_number_is_late_for_nobody():
    tree = procedure_text.tree(BERKSHIRE.text, "berkshire.yml")
    for stage in tree["stages"]:
        for tier in stage["tiers"]:
            tier.pop("within")

    played = play(procedure.of(tree), DOORS, MONDAY, nobody_answers(), on=40)

    assert of("limit", played) == []
    assert played.standing.reached == 0

"""A tier that the partnership holds: its people are asked beside the agencies, who still say yes."""

from dataclasses import replace

import pytest

from escalation import rights
from escalation.acts import agree, answer, bring_in, climb, meet, say
from escalation.directory.people import PARTNERSHIP
from escalation.entries import FILE, OFFICE, SIDES
from escalation.ladder import seats
from escalation.owing import Admit, Post, RoleAt
from escalation.permissions import TABLE, Act, Relation
from escalation.refusals import NotYours
from escalation.texts.procedure import Procedure
from escalation.texts.stages import Window
from escalation.words import card
from escalation.words.by_when import by_when
from escalation.words.message import Message, plain
from escalation.words.naming import where
from tests.escalation.scs import AREA, PEOPLE, RAISED, SCS, scs
from tests.escalation.story import AGREEMENT, BERKSHIRE, Story

WHY = {"reason": "MARKER no agreement"}


@pytest.fixture
def at_stage_3() -> Story:
    """The senior managers have been told, one of them has it, and both have said not agreed but one."""
    story = scs().does(climb.move_up, "sam", answers={"tier": "3", **WHY})
    story.does(answer.take, "owen", question="tier:3")
    return story.does(climb.not_agreed, "owen", question="tier:3", answers=WHY).forgets()


@pytest.fixture
def at_stage_4(at_stage_3: Story) -> Story:
    return at_stage_3.does(climb.not_agreed, "marcus", question="tier:3", answers=WHY)


@pytest.mark.parametrize(
    ("procedure", "held"), [(BERKSHIRE, [False] * 5), (SCS, [False] * 4 + [True])]
)
def test_a_tier_is_the_agencies_or_the_partnerships(procedure: Procedure, held: list[bool]):
    found = [seats.of_the_partnership(procedure, n) for n in range(len(procedure.tiers))]

    assert found == held


def test_once_all_have_said_not_agreed_the_head_of_safeguarding_is_told_and_let_in(at_stage_4):
    told = {heard.person for heard in at_stage_4.heard}

    assert "hana" in told
    assert Admit(RoleAt("head_of_safeguarding", PARTNERSHIP)) in at_stage_4.owed
    posts = [plain(owed.message) for owed in at_stage_4.owed if isinstance(owed, Post)]
    assert any("The Head of Safeguarding has now been told." in post for post in posts)
    assert not any("of each agency has now been told" in post for post in posts)


def test_what_the_head_of_safeguarding_reads_is_her_part_and_no_agencys(at_stage_4: Story):
    hana = next(heard for heard in at_stage_4.heard if heard.person == "hana")

    assert (
        "you are asked to act, Stage 4: a professional disagreement between agencies" in hana.text
    )
    assert "You are asked: Take the matter up with the agencies." in hana.text
    assert "ring Sam Okafor at Health Trust" in hana.text
    assert "MARKER" not in hana.text


def test_her_duty_and_the_offices_are_said_with_her_tier_and_their_copy_and_not_once_more(
    at_stage_4,
):
    (hana,) = [heard for heard in at_stage_4.heard if heard.person == "hana"]
    (bea,) = [heard for heard in at_stage_4.heard if heard.person == "bea"]

    assert "You are asked besides: Determine a course of action, and report" in hana.text
    assert "You are asked: Discuss the concern with the appropriate Board members" in bea.text
    assert "You are asked for nothing" not in bea.text
    for each in (hana, bea):
        assert each.text.count("[See to what is left]") == 1
    assert "[Read the record]" in bea.text


def test_where_the_clock_had_told_her_before_the_duty_comes_by_itself_once_it_is_due():
    stages = (*SCS.stages[:3], replace(SCS.stages[3], duties=SCS.stages[3].duties[:1], copies=()))
    tier = replace(stages[2].tiers[0], within=Window(1, "told", "within one working day"))
    stages = (*stages[:2], replace(stages[2], tiers=(tier,)), stages[3])
    story = Story(procedure=replace(SCS, stages=stages), directory=PEOPLE)
    story.raised(RAISED, area=AREA).does(climb.move_up, "sam", answers={"tier": "3", **WHY})
    story.forgets().reaches("Friday 2026-09-04 12:00")
    (hana,) = [heard for heard in story.heard if heard.topic == "reached:4"]
    assert "Determine a course of action" not in hana.text

    story.forgets().does(answer.take, "hana", question="tier:4")
    (hana,) = [heard for heard in story.heard if heard.person == "hana"]
    assert "You are asked: Determine a course of action, and report" in hana.text


def test_once_told_the_duty_is_asked_again_like_any_other(at_stage_4: Story):
    at_stage_4.forgets().reaches("Friday 2026-09-04 12:00")

    again = [heard for heard in at_stage_4.heard if heard.topic.startswith("closing")]
    assert {"hana", "bea"} == {heard.person for heard in again}


def test_each_agencys_turn_stays_with_its_last_tier_and_the_partnership_has_one_beside(at_stage_4):
    turns = {(turn.agency, turn.tier, str(turn.who)) for turn in at_stage_4.disagreement.turns()}

    assert turns == {
        ("health", 3, "senior_manager@health"),
        ("care", 3, "senior_manager@care"),
        ("partnership", 4, "head_of_safeguarding@partnership"),
    }
    assert {turn.agency for turn in at_stage_4.disagreement.answering()} == {"health", "care"}


@pytest.fixture(params=["started there", "moved straight up"])
def straight_to_stage_4(request: pytest.FixtureRequest) -> Story:
    """The partnership's stage, with every tier between passed over but who answers for the agencies."""
    if request.param == "started there":
        return scs(start_tier=4, start_reason="MARKER")
    return scs().forgets().does(climb.move_up, "sam", answers={"tier": "4", **WHY})


def test_whoever_answers_for_the_agencies_is_told_with_the_partnerships_tier(straight_to_stage_4):
    story = straight_to_stage_4
    told = {each.person: each for each in story.heard if each.topic.startswith("reached")}

    assert set(told) == {"hana", "owen", "marcus"}
    assert {turn.tier for turn in story.disagreement.answering()} == {3}
    assert {turn.tier for turn in story.disagreement.turns()} == {3, 4}
    assert "you are asked to act, Stage 4" in told["owen"].text
    assert "Answer for your agency, beside the Head of Safeguarding" in told["owen"].text
    assert "line manager or equivalent; second tier manager." in story.posts()
    assert "Asked at Health Trust: Senior manager / Head of Service (awaited)" in plain(
        card.card(story.disagreement)
    )


def test_where_it_starts_there_the_professionals_read_who_answers_for_their_agency():
    (sam,) = [
        each for each in scs(start_tier=4, start_reason="MARKER").heard if each.person == "sam"
    ]

    assert (
        "with the Head of Safeguarding; the senior manager / head of service of each agency "
        "answers for it. You are asked for nothing yourself"
    ) in " ".join(sam.text.split())


def test_the_professionals_settle_nothing_there_and_the_senior_managers_do(straight_to_stage_4):
    story = straight_to_stage_4.does(agree.propose, "hana", answers=AGREEMENT)
    refused = story.refuses(NotYours, agree.approve, "sam", question=story.proposal)

    assert "Owen Hart and Marcus Bell" in refused.sentence
    for who in ("owen", "marcus"):
        story.does(agree.approve, who, question=story.proposal)
    assert story.disagreement.status == "settled"


def test_no_limit_of_a_stage_below_is_shown_of_a_proposal(straight_to_stage_4):
    story = straight_to_stage_4.forgets().does(agree.propose, "hana", answers=AGREEMENT)

    assert {each.person for each in story.heard} == {"owen", "marcus"}
    for each in story.heard:
        assert "No day is set. The procedure gives no number of days for this." in each.text
        assert "working day" not in each.text


def test_a_limit_of_a_stage_that_it_has_left_is_nobodys(straight_to_stage_4):
    disagreement = straight_to_stage_4.disagreement

    assert plain(Message("", (by_when(disagreement, 0, "health"),))) == plain(
        Message("", (by_when(disagreement, 4, "health"),))
    )


def test_a_further_text_says_who_holds_a_tier_of_the_partnership_and_who_answers():
    assert where(SCS, 4) == (
        "Stage 4 – Where Disagreements Remain, with the Head of Safeguarding; the senior manager / "
        "head of service of each agency answers for it"
    )
    assert where(SCS, 2).endswith("with the second tier manager of each agency")


def test_she_may_read_say_meet_and_propose_but_no_agencys_answer_is_hers(at_stage_4: Story):
    found = rights.relations("hana", at_stage_4.disagreement, PEOPLE)
    mine = {act for act in Act if found & TABLE[act]}

    assert found == {Relation.BODY, Relation.NOTICED}, "noticed, for the duty that is hers"
    assert {Act.READ, Act.SAY, Act.TAKE, Act.DISCUSS, Act.MEET, Act.PROPOSE, Act.EXPORT} <= mine
    assert not mine & {Act.APPROVE, Act.NOT_APPROVE, Act.NOT_AGREED, Act.DISSENT, Act.VIEW}
    assert rights.audiences("hana", at_stage_4.disagreement, PEOPLE) >= {SIDES, OFFICE}
    assert FILE not in rights.audiences("hana", at_stage_4.disagreement, PEOPLE)


def test_before_she_is_told_it_is_none_of_hers(at_stage_3: Story):
    assert rights.relations("hana", at_stage_3.disagreement, PEOPLE) == {Relation.NOT_YET}


def test_the_senior_managers_still_answer_and_it_is_settled_by_them(at_stage_4: Story):
    at_stage_4.does(agree.propose, "hana", answers=AGREEMENT)
    refused = at_stage_4.refuses(NotYours, agree.approve, "hana", question=at_stage_4.proposal)
    assert "Owen Hart and Marcus Bell" in refused.sentence

    at_stage_4.forgets().does(agree.approve, "owen", question=at_stage_4.proposal)
    at_stage_4.does(agree.approve, "marcus", question=at_stage_4.proposal)

    assert at_stage_4.disagreement.status == "settled"
    assert "hana" in {heard.person for heard in at_stage_4.heard if heard.topic == "settled"}


def test_an_agreement_asks_the_agencies_alone_for_their_answer(at_stage_4: Story):
    at_stage_4.forgets().does(agree.propose, "owen", answers=AGREEMENT)

    assert {heard.person for heard in at_stage_4.heard} == {"owen", "marcus"}


def test_the_card_shows_who_of_the_partnership_is_asked_and_who_has_it(at_stage_4: Story):
    shown = plain(card.card(at_stage_4.disagreement))
    assert "Asked at the partnership: Head of Safeguarding (awaited)" in shown
    assert "Asked at Health Trust: Senior manager / Head of Service (awaited)" in shown

    at_stage_4.does(answer.take, "hana", question="tier:4")

    shown = plain(card.card(at_stage_4.disagreement))
    assert "Asked at the partnership: Hana Cole has this" in shown
    assert "Hana Cole (Head of Safeguarding) has this for the partnership." in plain_of(at_stage_4)


def plain_of(story: Story) -> str:
    return " ".join(plain(owed.message) for owed in story.owed if isinstance(owed, Post))


def test_what_she_writes_stands_in_the_thread(at_stage_4: Story):
    at_stage_4.does(say.say, "hana", text="MARKER a course of action")
    at_stage_4.does(
        meet.discuss,
        "hana",
        answers={
            "held_on": "2026-09-01",
            "held_at": "10:00",
            "who": "MARKER",
            "text": "MARKER spoken",
        },
    )

    assert at_stage_4.kinds()[-2:] == ["said", "discussed"]
    assert at_stage_4.last("said").by.agency == PARTNERSHIP


def test_her_turn_is_reminded_like_any_other(at_stage_4: Story):
    at_stage_4.forgets().reaches("Tuesday 2026-09-08 17:00")

    reminded = [heard for heard in at_stage_4.heard if heard.telling.nudge]
    assert {"hana", "owen", "marcus"} <= {heard.person for heard in reminded}
    hana = next(heard for heard in reminded if heard.person == "hana")
    assert "is a professional disagreement between agencies." in hana.text


def test_once_all_have_said_it_there_too_the_existing_alarm_says_that_nobody_is_further(at_stage_4):
    for who in ("owen", "marcus"):
        at_stage_4.does(climb.not_agreed, who, question="tier:4", answers=WHY)

    assert at_stage_4.disagreement.is_not_agreed
    assert [heard.person for heard in at_stage_4.heard if heard.topic.startswith("no_exit")] == [
        "bea"
    ]


def test_it_may_be_said_that_it_is_not_theirs_and_a_colleague_named(at_stage_4: Story):
    answers = {"reason": "On leave", "instead": "cal"}
    at_stage_4.forgets().does(answer.not_me, "hana", question="tier:4", answers=answers)

    assert [heard.person for heard in at_stage_4.heard] == ["cal"]
    assert Relation.BODY in rights.relations("cal", at_stage_4.disagreement, PEOPLE)
    noticed = rights.relations("hana", at_stage_4.disagreement, PEOPLE)
    assert noticed == {Relation.NOTICED}, "the duty of her role is hers still; the tier is not"


def test_an_agency_brought_in_then_is_asked_at_the_last_tier_of_its_own(at_stage_4: Story):
    answers = {"professional": "pat", "reason": "Needed"}
    at_stage_4.does(bring_in.bring_agency, "owen", answers=answers)

    assert {turn.tier for turn in at_stage_4.disagreement.turn("police")} == {3}

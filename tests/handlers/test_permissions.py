"""Rights, cell by cell, through the doors by which people come in: whoever may not is refused there.

A door turns what somebody does into a request of its own platform; a new one joins `DOORS`.
"""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from bot.slack import reading
from escalation import rights
from escalation.acts import answer, climb, wrong
from escalation.message import plain
from escalation.people import Post
from escalation.permissions import TABLE, Act, Relation
from handlers import more, routes
from handlers.request import Corrects, Reply, Request, Tells
from tests.handlers.reception import Reception
from tests.scheduler.office import PEOPLE

PAYLOAD = json.loads(
    (Path(__file__).parents[1] / "data" / "slack" / "BlockActionPayload.json").read_text("utf-8")
)
# By whom each relation is held, once this has been lived; the words that refuse for want of a right.
WHO = {
    "sam": "the raiser, a named professional",
    "jo": "of a tier it has left",
    "mina": "of the tier it stands at",
    "owen": "of a higher tier that has been told",
    "dev": "a safeguarding lead brought in",
    "ruth": "of a tier that has not been told",
    "bea": "the Business Manager, given a copy",
    "ivor": "the Scrutineer, given nothing",
    "max": "a line manager of the same agency, not asked",
    "pat": "of an agency that is not involved",
    "ann": "the records officer of an involved agency",
    "tom": "somebody whose access was cut",
}
NO_RIGHT = (
    *("This is for ", "Your tier has not been told", "Your tier was passed over"),
    *("It has moved on: it is now at", "that names you", "Your access to this has ended"),
)
NOT_PRESSED = {Act.SAY, Act.READ}  # words in a channel; and what every showing is
BEHIND = {"bring_lead", "bring_agency", "withdraw", "correct_date", "own_date", "link", "unlink"}
BEHIND |= {"merge", "hide", "wrong"}


def lived(reception: Reception) -> str:
    """Stage 2 has been entered, the seniors told, an adviser brought in, and somebody cut."""
    office = reception.office
    office.listed(replace(PEOPLE, posts=(*PEOPLE.posts, Post("ann", "records_officer", "health"))))
    reference = office.raises()
    office.works("Tuesday 2026-04-07 17:01")
    office.works("Wednesday 2026-04-08 17:01")
    office.does(reference, wrong.wrong, "priya", answers={"who": "tom", "reason": "MARKER"})
    office.does(reference, answer.take, "mina")
    office.works("Thursday 2026-04-09 17:01")
    assert office.store.disagreement(reference).reached == 3
    assert climb.LimitPassed.kind in office.kinds(reference)
    return reference


@pytest.fixture
def reference(reception: Reception) -> str:
    return lived(reception)


def slack(who: str, act: str, reference: str, question: str) -> Request:
    """A button, as Slack delivers it."""
    payload = json.loads(json.dumps(PAYLOAD))
    payload["user"]["id"] = f"U0{who.upper()}"
    payload["actions"] = [
        {"action_id": f"{act}:1", "action_ts": f"{who}.{act}", "value": f"{reference}|{question}"}
    ]
    request = reading.press(payload)
    assert request is not None
    return request


DOORS: dict[str, Callable[[str, str, str, str], Request]] = {"slack": slack}


def relations(reception: Reception, who: str, reference: str) -> frozenset[Relation]:
    stands = reception.office.store.disagreement(reference)
    return rights.relations(who, stands, reception.desk.directory())


def is_refused(reply: Reply) -> bool:
    """Whether it says that this is not theirs; that it cannot be done now is another matter."""
    match reply:
        case Tells(message):
            words = plain(message)
        case Corrects(_, sentence):
            words = sentence
        case _:
            return False
    return any(each in words for each in NO_RIGHT)


CELLS = [
    pytest.param(door, who, id=f"{door}-{who}-{what}")
    for door in DOORS
    for who, what in WHO.items()
]


def test_everything_that_somebody_may_be_is_somebody_here(reception, reference):
    found = {each for who in WHO for each in relations(reception, who, reference)}

    missing = set(Relation) - found
    assert missing == {
        *(Relation.OFFICE, Relation.NOTICED),  # the same person, later and before
        *(Relation.JOINED, Relation.SAID_TO_MANAGE),  # in their own stories
    }


@pytest.mark.parametrize(("door", "who"), CELLS)
def test_each_act_is_open_to_whom_the_table_names_and_to_nobody_else(
    reception, reference, door, who
):
    """Forms are only opened: nothing that is pressed here changes who may do the next."""
    held = relations(reception, who, reference)
    for act in (each for each in Act if each not in NOT_PRESSED and each.value in routes.ASKED):
        request = DOORS[door](who, act.value, reference, "tier:2")

        refused = is_refused(routes.answered(reception.desk, request))

        # Of their own rules some ask for more than a right: a side's own date, say.
        assert refused is not bool(held & TABLE[act]) or act in routes.FIRST, act


@pytest.mark.parametrize("act", [Act(each) for each in routes.PRESSED if each in list(Act)])
@pytest.mark.parametrize(("door", "who"), CELLS)
def test_what_a_press_alone_does_is_done_by_whom_the_table_names(
    reception, reference, door, who, act
):
    held = relations(reception, who, reference)
    before = reception.office.kinds(reference)

    reply = routes.answered(reception.desk, DOORS[door](who, act.value, reference, "tier:2"))

    assert is_refused(reply) is not bool(held & TABLE[act])
    if not held & TABLE[act]:
        assert reception.office.kinds(reference) == before


@pytest.mark.parametrize(("door", "who"), CELLS)
def test_what_stands_behind_more_is_offered_to_whom_the_table_names(
    reception, reference, door, who
):
    held = relations(reception, who, reference)
    reply = routes.answered(reception.desk, DOORS[door](who, "more", reference, "more"))

    offered = set(dict(reply.form.fields[0].options)) if hasattr(reply, "form") else set()

    may = {act.value for act in Act if held & TABLE[act]}
    assert offered <= may & BEHIND
    assert (may & BEHIND) - offered <= {*routes.FIRST, "unlink"}


@pytest.mark.parametrize(("door", "who"), CELLS)
@pytest.mark.parametrize("act", [Act.STATUS, Act.EXPORT])
def test_each_read_is_open_to_whom_the_table_names_and_audited(
    reception, reference, door, who, act
):
    held = relations(reception, who, reference)

    reply = routes.answered(reception.desk, DOORS[door](who, act.value, reference, act.value))

    may = bool(held & (TABLE[act] | (TABLE[Act.OPEN_COPY] if act is Act.EXPORT else frozenset())))
    assert is_refused(reply) is not may
    read = [each.who for each in reception.office.store.audit.of(reference)]
    assert (who in read) is bool(held & TABLE[act])


@pytest.mark.parametrize(("door", "who"), CELLS)
def test_immediate_harm_is_refused_to_nobody(reception, reference, door, who):
    reply = routes.answered(reception.desk, DOORS[door](who, Act.HARM.value, reference, "harm"))

    assert not is_refused(reply)
    assert reception.office.kinds(reference)[-1] == "harm_pressed"


def test_more_is_a_word_of_its_own():
    assert more.WORD in routes.ROUTES

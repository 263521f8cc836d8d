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
from escalation.directory.people import Post
from escalation.permissions import TABLE, Act, Relation
from escalation.words.message import plain
from handlers import allowed, more, routes
from handlers.request import Corrects, Reply, Request, Tells
from handlers.showing import NOT_YOURS
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
BEHIND |= {"merge", "hide", "wrong", "call_meeting"}
BY_WORD = (
    "status",
    "export",
    "note",
    "notes",
    "hide",
    "wrong",
    "link",
    "unlink",
    "merge",
    "reopen",
)
STRANGER = {Relation.STRANGER}


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
PRESSED = [act for act in Act if act.value in routes.PRESSED]
MAY = [  # whom the table lets press what; a test below holds that these are all
    *((who, act) for act in PRESSED for who in ("mina", "owen")),
    *((who, Act.BRING_LEAD) for who in ("sam", "jo")),
    *((who, Act.REPORT) for who in ("sam", "jo")),  # of a stage that it has left
    ("bea", Act.REPORT),  # on behalf of whoever's it is
]
FORMS = [act for act in Act if act not in NOT_PRESSED and act.value in routes.ASKED]


def test_everything_that_somebody_may_be_is_somebody_here(reception, reference):
    held = {who: relations(reception, who, reference) for who in WHO}

    missing = set(Relation) - {each for found in held.values() for each in found}
    assert missing == {
        *(Relation.OFFICE, Relation.NOTICED),  # the same person, later and before
        *(Relation.JOINED, Relation.SAID_TO_MANAGE),  # in their own stories
        *(Relation.CONVENED, Relation.CHAIR),
        Relation.ISSUES,  # in test_issues
        Relation.BODY,  # Berkshire's partnership holds no tier: in test_seats
    }
    may = {(who, act) for who in WHO for act in PRESSED if held[who] & TABLE[act]}
    assert may == set(MAY)


@pytest.mark.parametrize(("door", "who"), CELLS)
def test_forms_more_reads_and_harm_are_open_to_whom_the_table_names_and_to_nobody_else(
    reception, reference, door, who
):
    """Forms are only opened: nothing that is done here changes who may do the next."""
    held = relations(reception, who, reference)
    for act in FORMS:
        refused = is_refused(acts(reception, door, who, act, reference))
        if act in allowed.FIRST:  # its rule asks for more than a right: a side's own date, say
            assert refused or held & TABLE[act], act
        else:
            assert refused is not bool(held & TABLE[act]), act

    offers_what_the_table_names(acts(reception, door, who, more.WORD, reference), held)
    for act in (Act.STATUS, Act.EXPORT):
        reply = acts(reception, door, who, act, reference)
        copy = TABLE[Act.OPEN_COPY] if act is Act.EXPORT else frozenset()
        assert is_refused(reply) is not bool(held & (TABLE[act] | copy)), act
        read = {(each.who, each.what) for each in reception.office.store.audit.of(reference)}
        assert ((who, act.value) in read) is bool(held & TABLE[act]), act

    assert not is_refused(acts(reception, door, who, Act.HARM, reference))
    assert "harm_pressed" in reception.office.kinds(reference)


@pytest.mark.parametrize("act", PRESSED)
@pytest.mark.parametrize("door", DOORS)
def test_what_a_press_alone_does_is_done_by_nobody_whom_the_table_does_not_name(
    reception, reference, door, act
):
    before = reception.office.kinds(reference)
    for who in (each for each in WHO if (each, act) not in MAY):
        assert is_refused(acts(reception, door, who, act, reference)), who
        assert reception.office.kinds(reference) == before, who


@pytest.mark.parametrize(("who", "act"), MAY)
@pytest.mark.parametrize("door", DOORS)
def test_what_a_press_alone_does_is_refused_to_nobody_whom_the_table_names(
    reception, reference, door, who, act
):
    assert not is_refused(acts(reception, door, who, act, reference))


@pytest.mark.parametrize("door", DOORS)
def test_to_a_stranger_it_is_in_every_way_as_if_there_were_none(reception, reference, door):
    strangers = [who for who in WHO if relations(reception, who, reference) == STRANGER]
    assert [who for who in strangers if who != "tom"] == ["ivor", "max", "pat"]  # tom was inside

    for who in ("ivor", "max", "pat"):
        for act in (*FORMS, *PRESSED, more.WORD, *BY_WORD, Act.NAME_MANAGER):
            reply = acts(reception, door, who, act, reference)
            assert reply == acts(reception, door, who, act, "ESC-NONE-NONE"), (who, act)
            assert isinstance(reply, Tells), (who, act)
            assert NOT_YOURS in plain(reply.message), (who, act)


def acts(reception: Reception, door: str, who: str, act: str, reference: str) -> Reply:
    question = "tier:2" if act in (*FORMS, *PRESSED) else str(act)
    return routes.answered(reception.desk, DOORS[door](who, str(act), reference, question))


def offers_what_the_table_names(reply: Reply, held: frozenset[Relation]) -> None:
    """What is behind More… is what they may do, and all of it but what cannot be done now."""
    offered = set(dict(reply.form.fields[0].options)) if hasattr(reply, "form") else set()
    may = {act.value for act in Act if held & TABLE[act]}
    assert offered <= may & BEHIND
    assert (may & BEHIND) - offered <= {*allowed.FIRST, "unlink"}


def test_more_is_a_word_of_its_own():
    assert more.WORD in routes.ROUTES

"""Name my manager: nobody enters the directory in vain, and nobody is said to be told who cannot be."""

from dataclasses import replace

import pytest

from escalation.directory.people import Person
from handlers.recognising import Account
from tests.handlers.on_slack import ASHA, DOMAINS, OnSlack, listed, raises
from tests.handlers.reception import Reception, corrected, shown, told

BOSS = "boss@police.example"


@pytest.fixture
def desk(reception: Reception) -> Reception:
    """Asha, whom Sam has named, is asked who her manager is."""
    reception.office.listed(DOMAINS)
    there = OnSlack([Account("U0ASHA", "Asha Khan", ASHA)])
    reception.desk = replace(reception.desk, accounts=there)
    told(raises(reception, other_email=ASHA))
    return reception


@pytest.fixture
def reference(desk):
    (reference,) = desk.office.store.references()
    return reference


def names(desk, reference, who="asha", **answers):
    """Somebody sends the form, as it was shown to Asha."""
    page = shown(desk.asks("asha", "name_manager", reference=reference, question="manager"))
    return desk.sends(who, page, {"manager": "", "email": "", **answers})


def test_who_may_not_name_a_manager_brings_nobody_into_the_directory(desk, reference):
    before = listed(desk)

    names(desk, reference, who="pat", email=BOSS)
    names(desk, reference, who="sam", email="new.boss@health.example")

    assert listed(desk) == before
    assert "manager_named" not in desk.office.kinds(reference)


@pytest.mark.parametrize(
    ("answers", "field", "sentence"),
    [
        ({"email": "boss@care.example"}, "email", "Name somebody of your own agency"),
        ({"email": ASHA}, "email", "and not yourself"),
        ({"email": "boss@nowhere.example"}, "email", "No agency of this partnership"),
        ({"manager": "slack:U0PRIYA"}, "manager", "Name somebody of your own agency"),
        ({"manager": "slack:U0ASHA"}, "manager", "and not yourself"),
    ],
)
def test_what_cannot_be_is_said_where_it_was_typed_and_nobody_enters(
    desk, reference, answers, field, sentence
):
    before = listed(desk)

    refused = corrected(names(desk, reference, **answers))

    assert (refused.field, sentence in refused.sentence) == (field, True), refused.sentence
    assert listed(desk) == before


def test_whoever_has_no_account_here_is_not_said_to_be_asked(desk, reference):
    answer = told(names(desk, reference, email=BOSS))

    assert "Boss has no account here yet, so nothing can reach them. Please ring them." in answer
    assert "is asked" not in answer
    assert "nothing more" not in answer
    assert listed(desk).by_email(BOSS)


def test_nor_is_whoever_the_directory_knows_without_one(desk, reference):
    lou = Person("lou", "Lou Hart", "police", "lou@police.example", phone="0118 496 0200")
    desk.office.listed(replace(listed(desk), people=(*listed(desk).people, lou)))

    answer = told(names(desk, reference, email="lou@police.example"))

    assert "Lou Hart (0118 496 0200) has no account here yet" in answer


def test_whoever_is_there_is_asked_once_however_often_the_same_form_comes(desk, reference):
    desk.desk.accounts.people.append(Account("U0BOSS", "Bo Ross", BOSS))
    page = shown(desk.asks("asha", "name_manager", reference=reference, question="manager"))

    for _ in range(2):
        answer = desk.sends("asha", page, {"manager": "", "email": BOSS}, key="the form")
        assert "Bo Ross is asked whether that is right. You need do nothing more." in told(answer)

    assert desk.office.kinds(reference).count("manager_named") == 1
    desk.office.works()
    assert len(desk.office.platform.heard(BOSS)) == 1

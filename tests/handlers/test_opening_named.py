"""Whom one differs with, where they cannot be chosen: by work e-mail address, or as a team."""

from dataclasses import replace

import pytest

from handlers.recognising import LATELY, Account
from storage.database import reading
from storage.directory_tables import directory_changes
from tests.handlers.on_slack import ASHA, DOMAINS, OnSlack, first, listed, raises
from tests.handlers.reception import SECOND, corrected, shown, text, told


@pytest.fixture
def desk(reception):
    people = (
        replace(each, email="sam@health.example") if each.id == "sam" else each
        for each in DOMAINS.people
    )
    reception.office.listed(replace(DOMAINS, people=tuple(people)))
    there = OnSlack([Account("U0ASHA", "Asha Khan", ASHA)])
    reception.desk = replace(reception.desk, accounts=there)
    return reception


def test_a_work_email_on_a_known_domain_is_enough_and_is_remembered(desk):
    told(raises(desk, other_email=ASHA))

    asha = listed(desk).by_email(ASHA)
    assert (asha.name, asha.agency, asha.slack, asha.named_by) == (
        "Asha Khan",
        "police",
        "U0ASHA",
        "sam",
    )
    (reference,) = desk.office.store.references()
    assert desk.office.store.disagreement(reference).sides[1].practitioner == asha.id
    with reading(desk.office.engine) as connection:
        row = connection.execute(directory_changes.select()).all()[-1]
    assert (row.who, row.source) == ("sam", "named")


def test_nothing_is_entered_before_it_is_confirmed(desk):
    second = shown(first(desk, other_email=ASHA))
    desk.sends("sam", second, SECOND)

    assert listed(desk).by_email(ASHA) is None
    assert desk.office.store.references() == []


def test_whoever_is_in_the_directory_is_simply_that_person(desk):
    known = replace(
        DOMAINS,
        people=tuple(
            replace(each, email="tom@care.example") if each.id == "tom" else each
            for each in DOMAINS.people
        ),
    )
    desk.office.listed(known)

    told(raises(desk, other_email="Tom@Care.Example"))

    (reference,) = desk.office.store.references()
    assert desk.office.store.disagreement(reference).sides[1].practitioner == "tom"


@pytest.mark.parametrize(
    ("answers", "field", "sentence"),
    [
        ({}, "other", "Say whom you differ with"),
        ({"other_email": "asha"}, "other_email", "not an e-mail address"),
        ({"other_email": "asha@gmail.example"}, "other_email", "No agency of this partnership"),
        ({"other_email": ASHA, "other": "slack:U0PRIYA"}, "other_email", "in one way only"),
        ({"other_email": ASHA, "other_team": "mash"}, "other_team", "in one way only"),
        ({"other_email": "bo@health.example"}, "other_email", "your own line manager"),
        ({"other_email": "sam@health.example"}, "other_email", "That is you"),
        ({"other": "slack:U0JO"}, "other", "your own line manager"),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_what_was_typed_stays(
    desk, answers, field, sentence
):
    refused = corrected(first(desk, **answers))

    assert (refused.field, sentence in refused.sentence) == (field, True), refused.sentence
    kept = desk.office.store.drafts.of("sam", "open", desk.office.now)
    assert {key: kept[key] for key in answers if key != "other"} == {
        key: value for key, value in answers.items() if key != "other"
    }


def test_a_team_can_be_chosen_and_is_asked_as_a_whole(desk):
    team = next(each for each in desk.opens().fields if each.id == "other_team")
    assert team.options == (("mash", "MASH duty (Social Care)"),)

    told(raises(desk, other_team="mash"))
    desk.office.works()

    for who in ("priya", "kofi"):
        assert "your view is asked" in desk.office.platform.heard(who)[0]


def test_a_newcomer_is_asked_who_their_manager_is_and_remembered(desk):
    told(raises(desk, other_email=ASHA))
    desk.office.works()
    (reference,) = desk.office.store.references()
    assert "[Name my manager]" in desk.office.platform.heard(ASHA)[0]

    desk.desk.accounts.people.append(Account("U0BOSS", "Boss", "boss@police.example"))
    page = shown(desk.asks("asha", "name_manager", reference=reference, question="manager"))
    answer = told(desk.sends("asha", page, {"email": "boss@police.example", "manager": ""}))

    assert "Boss is asked whether that is right" in answer
    assert listed(desk).by_email("boss@police.example").named_by == ASHA


def test_the_manager_confirms_with_one_click_and_it_is_remembered(desk):
    desk.desk.accounts.people.append(Account("U0BOSS", "Bo Ross", "boss@police.example"))
    told(raises(desk, other_email=ASHA))
    (reference,) = desk.office.store.references()
    page = shown(desk.asks("asha", "name_manager", reference=reference, question="manager"))
    desk.sends("asha", page, {"email": "boss@police.example", "manager": ""})

    for _ in range(2):  # pressed twice, it is so once
        answer = desk.asks("boss", "manager_yes", reference=reference, question="manager", key="y")

    assert "Thank you" in told(answer)
    kept = listed(desk)
    boss = kept.by_email("boss@police.example")
    assert kept.by_email(ASHA).manager == boss.id
    assert kept.holder("line_manager", "police", ASHA) == boss


def test_whose_manager_is_known_is_asked_for_none_before_they_type(desk):
    told(raises(desk, other_email=ASHA))
    (reference,) = desk.office.store.references()

    answer = desk.asks("sam", "name_manager", reference=reference, question="manager")

    assert "Your manager for this is known: " in told(answer)


def test_somebody_unknown_to_us_is_recognised_by_their_address_once(desk):
    known = replace(
        DOMAINS,
        people=tuple(
            replace(each, slack="", email="ann@health.example") if each.id == "ann" else each
            for each in DOMAINS.people
        ),
    )
    desk.office.listed(known)
    desk.desk.accounts.people.append(Account("U0NEWANN", "Ann Bell", "ann@health.example"))

    told(desk.asks("ann", "list", identity="U0NEWANN"))

    assert listed(desk).person("ann").slack == "U0NEWANN"


def test_another_account_with_the_same_address_is_nobody(desk):
    known = replace(
        DOMAINS,
        people=tuple(
            replace(each, email="ann@health.example") if each.id == "ann" else each
            for each in DOMAINS.people
        ),
    )
    desk.office.listed(known)
    desk.desk.accounts.people.append(Account("U0OTHER", "Ann Bell", "ann@health.example"))

    assert "not in the partnership's directory" in told(
        desk.asks("ann", "list", identity="U0OTHER")
    )


NOT_THERE = "Asha Khan has no account here yet, so nothing can reach them. Please ring them."


def test_whoever_is_not_on_slack_yet_is_not_said_to_be_told(desk):
    desk.desk.accounts.people.clear()
    second = shown(first(desk, other_email=ASHA))

    preview = shown(desk.sends("sam", second, SECOND))
    answer = told(desk.sends("sam", preview, {}))

    assert NOT_THERE in text(preview)
    assert not any("Told now" in line and "Asha" in line for line in text(preview).splitlines())
    assert NOT_THERE in answer
    assert "everybody else named in it is told now" in answer


def test_whoever_is_there_is_told_and_nobody_is_rung_for_it(desk):
    second = shown(first(desk, other_email=ASHA))

    preview = shown(desk.sends("sam", second, SECOND))

    assert "not on Slack" not in text(preview)
    assert any("Told now" in line and "Asha" in line for line in text(preview).splitlines())
    assert "not on Slack" not in told(desk.sends("sam", preview, {}))


@pytest.mark.parametrize("is_there", [True, False])
def test_the_platform_is_asked_once_for_one_raising(desk, is_there):
    if not is_there:
        desk.desk.accounts.people.clear()

    told(raises(desk, other_email=ASHA))

    assert desk.desk.accounts.asked == [ASHA]


def test_after_a_quarter_of_an_hour_it_is_asked_again(desk):
    desk.desk.accounts.people.clear()
    shown(first(desk, other_email=ASHA))
    desk.desk.accounts.people.append(Account("U0ASHA", "Asha Khan", ASHA))
    desk.office.now += LATELY

    assert desk.desk.account(ASHA) == Account("U0ASHA", "Asha Khan", ASHA)


@pytest.mark.parametrize("word", ["harm", "practice_harm"])
def test_immediate_harm_waits_for_no_look_up(desk, word):
    told(desk.asks("unknown", word, reference="ESC-NONE-NONE", question="harm"))
    assert desk.desk.accounts.asked == []

    told(desk.asks("unknown", "list"))
    assert desk.desk.accounts.asked == ["U0UNKNOWN"]

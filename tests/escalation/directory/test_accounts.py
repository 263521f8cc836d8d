"""Accounts, the lines of managers above them, and how old what is known of them is."""

from datetime import UTC, datetime, timedelta

import pytest

from escalation.directory.accounts import (
    Account,
    AutomaticReply,
    Chain,
    End,
    NotAvailable,
    age,
    still_held,
    the_one,
)

SAM = Account("1", "Sam Reed", "sam@health.example", "sreed@health.example")
JO = Account("2", "Jo Lee", "jo@health.example")
TUESDAY = datetime(2026, 3, 3, 2, 10, tzinfo=UTC)
WEDNESDAY = TUESDAY + timedelta(days=1)


def test_an_account_has_the_address_it_is_reached_by_and_the_one_it_signs_in_with():
    assert SAM.has_address("SAM@health.example")
    assert SAM.has_address("sreed@health.example")
    assert not SAM.has_address("jo@health.example")
    assert not Account("3").has_address("")


@pytest.mark.parametrize(
    ("account", "called"),
    [
        (SAM, "Sam Reed"),
        (Account("3", mail="a@health.example"), "a@health.example"),
        (Account("3", upn="b@health.example"), "b@health.example"),
        (Account("3"), "an account whose name is hidden"),
    ],
)
def test_an_account_is_called_by_what_is_known_of_it(account, called):
    assert account.called == called


OLD = Account("4", "Sam Reed", enabled=False)
GUEST = Account("5", "Sam Reed", guest=True)


@pytest.mark.parametrize(
    ("accounts", "one"),
    [
        ([], None),
        ([SAM], SAM),
        ([SAM, SAM], SAM),
        ([OLD], OLD),
        ([OLD, SAM, GUEST], SAM),
        ([SAM, JO], None),
        ([OLD, GUEST], None),
    ],
)
def test_of_several_accounts_the_one_in_use_is_meant_or_none(accounts, one):
    assert the_one(accounts) == one


def test_a_line_has_the_person_first_and_then_the_managers():
    chain = Chain((SAM, JO), TUESDAY, End.TOP)

    assert (chain.person, chain.managers) == (SAM, (JO,))


@pytest.mark.parametrize(
    ("end", "why"),
    [
        (End.TOP, "No manager is recorded for Jo Lee."),
        (End.GUEST, "Jo Lee is a guest, for whom no manager is recorded here."),
        (End.CIRCLE, "The manager recorded for Jo Lee stands below in the same line already."),
        (End.TOO_DEEP, "The line goes on above Jo Lee; no more of it was read."),
        (End.DISABLED, "The account of Jo Lee is disabled: whoever stands above it was not read."),
        (
            End.NOT_A_PERSON,
            "What is recorded as the manager of Jo Lee is a contact, not an account.",
        ),
        (End.NOT_ALLOWED, "Escalate is not allowed to read who the manager of Jo Lee is."),
    ],
)
def test_every_end_of_a_line_is_a_sentence(end, why):
    assert Chain((SAM, JO), TUESDAY, end).why_it_ends == why


def test_somebody_who_is_their_own_manager_is_named_as_such():
    sentence = "Sam Reed is recorded as their own manager."

    assert Chain((SAM,), TUESDAY, End.CIRCLE).why_it_ends == sentence


def test_the_age_of_a_line_is_said_in_words():
    chain = Chain((SAM,), TUESDAY, End.TOP)

    assert age(chain, WEDNESDAY) == "read on Tuesday 3 March at 02:10"
    assert age(chain, TUESDAY + timedelta(days=300)) == "read on Tuesday 3 March 2026 at 02:10"


def test_the_age_is_told_by_the_clock_on_the_wall():
    chain = Chain((SAM,), datetime(2026, 7, 7, 23, 30, tzinfo=UTC), End.TOP)

    assert age(chain, chain.read_at) == "read on Wednesday 8 July at 00:30"


def test_in_an_outage_the_last_line_stands_and_its_age_is_shown():
    outage = NotAvailable("Microsoft Graph cannot be reached.", 60)

    assert still_held(Chain((SAM,), TUESDAY, End.TOP), outage, WEDNESDAY) == (
        "Microsoft Graph cannot be reached. "
        "The line of managers is the one read on Tuesday 3 March at 02:10."
    )


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (AutomaticReply(), "Their mailbox answers automatically."),
        (
            AutomaticReply(TUESDAY, datetime(2026, 3, 6, 17, tzinfo=UTC)),
            "Their mailbox answers automatically until Friday 6 March, 17:00.",
        ),
        (AutomaticReply(WEDNESDAY + timedelta(seconds=1), None), ""),
        (AutomaticReply(TUESDAY, WEDNESDAY), ""),
    ],
    ids=["always", "for a while", "not yet", "no longer"],
)
def test_an_automatic_reply_is_said_while_it_answers(reply, said):
    assert reply.sentence(WEDNESDAY) == said
    assert reply.answers(WEDNESDAY) == bool(said)

"""What is open in a directory: roles with nobody, agencies without a lead, leavers, mailboxes, an outage."""

from dataclasses import replace
from datetime import date, timedelta

from escalation.directory import open_gaps
from escalation.directory.accounts import Account, AutomaticReply, Chain, End
from escalation.directory.cover import Absence
from escalation.directory.gap import Gap, Kind
from tests.escalation.story import BERKSHIRE, DIRECTORY, MAUNDY_THURSDAY

NOW = MAUNDY_THURSDAY
WHO = DIRECTORY.at(NOW)
KIM = Account("9", "Kim Roe", "kim@health.example")


def account(person, **more):
    return Account(person, f"{person.title()} X", f"{person}@health.example", **more)


def with_mail(*people):
    return replace(
        WHO,
        people=tuple(
            replace(each, email=f"{each.id}@health.example") if each.id in people else each
            for each in WHO.people
        ),
    ).at(NOW)


def test_a_role_with_nobody_is_known_apart_from_one_without_a_deputy():
    empty = replace(
        WHO, posts=tuple(each for each in WHO.posts if (each.role, each.agency) != HEAD)
    ).at(NOW)
    kinds = {gap.sentence: gap.kind for gap in open_gaps.of_roles(empty, [BERKSHIRE])}

    nobody = [sentence for sentence, kind in kinds.items() if kind is Kind.NOBODY]
    assert any("Health Trust: nobody is" in sentence for sentence in nobody)
    alone = next(each for each in kinds if "has no deputy" in each)
    assert kinds[alone] is Kind.HOLE


HEAD = ("departmental_head", "health")


def test_an_agency_without_a_lead_is_said():
    assert list(open_gaps.of_leads(WHO)) == [
        Gap("police", Kind.NO_LEAD, "Thames Valley Police: it has no lead to be asked.")
    ]


def test_a_disabled_account_and_another_manager_are_said_of_their_agency():
    who = with_mail("jo", "sam")
    disabled = Chain((account("jo", enabled=False),), NOW, End.DISABLED)
    other = Chain((account("sam"), KIM), NOW, End.TOP)

    manager, left = open_gaps.of_managers(who, [other, disabled], [])
    assert (manager.kind, left.kind) == (Kind.MANAGER, Kind.GONE)
    assert manager.agency == "health"
    assert "Microsoft 365 names Kim Roe" in manager.sentence
    assert left.sentence.startswith("Health Trust: The account of Jo Lee is disabled")


def test_whoever_holds_a_role_and_whose_mailbox_answers_by_itself_is_asked_about():
    replies = {"jo": AutomaticReply(ends=NOW + timedelta(days=5)), "sam": AutomaticReply()}

    (gap,) = open_gaps.of_mailboxes(WHO, replies, NOW)
    assert gap.sentence == (
        "Health Trust: Jo Lee: their mailbox answers automatically until Tuesday 7 April, 15:00. "
        "Who covers?"
    )


def test_of_whoever_has_said_that_they_are_away_it_is_not_asked_again():
    away = replace(WHO, absences=(Absence("jo", date(2026, 4, 1), date(2026, 4, 9)),)).at(NOW)

    assert list(open_gaps.of_mailboxes(away, {"jo": AutomaticReply()}, NOW)) == []


def test_an_outage_of_some_days_is_said_with_the_age_of_what_is_kept():
    chain = Chain((KIM,), NOW - timedelta(days=4), End.TOP)

    (gap,) = open_gaps.of_outage([chain], NOW)
    assert gap.sentence == (
        "Microsoft 365 does not answer. What it says of managers was read on Sunday 29 March at "
        "15:00."
    )
    assert list(open_gaps.of_outage([chain], NOW - timedelta(days=2))) == []
    assert list(open_gaps.of_outage([], NOW)) == []


def test_how_old_it_is_is_said_where_it_is_not_new():
    chain = Chain((KIM,), NOW, End.TOP)

    assert open_gaps.how_old([chain], "", NOW) == ""
    assert open_gaps.how_old([chain], "Graph is away.", NOW) == (
        "Graph is away. What it says of managers was read on Thursday 2 April at 15:00, or later."
    )
    assert open_gaps.how_old([], "Graph is away.", NOW) == "Graph is away."


def test_of_whom_nothing_was_read_for_days_is_not_hidden_by_those_read_today():
    """Said in the same words each day, however many are read in between."""
    lines = [Chain((KIM,), NOW - timedelta(days=days), End.TOP) for days in (0, 1, 4, 19)]

    (gap,) = open_gaps.of_outage(lines, NOW)

    assert "does not answer for everybody" in gap.sentence
    assert list(open_gaps.of_outage(lines[:3], NOW)) == [gap]
    assert list(open_gaps.of_outage(lines[:2], NOW)) == []

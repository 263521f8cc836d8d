"""Where the directory and Microsoft 365 differ, and that nobody who is not found is accused of it."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

import pytest

from escalation.directory.account_differences import Differs, account_of, differences, not_found
from escalation.directory.accounts import Account, Chain, End
from escalation.directory.people import Directory, Person

AT = datetime(2026, 3, 3, 2, 10, tzinfo=UTC)
SAM = Person("sam", "Sam Reed", "health", "sam@health.example", manager="jo")
JO = Person("jo", "Jo Lee", "health", "jo@health.example")
KIM = Person("kim", "Kim Roe", "health", "kim@health.example")
ELSEWHERE = Person("ada", "Ada Ward", "care", "ada@council.example")
PEOPLE = Directory(people=(SAM, JO, KIM, ELSEWHERE))
SAMS = Account("1", "Reed, Sam", "Sam@Health.example")
JOS = Account("2", "Lee, Jo", "jo@health.example")
KIMS = Account("3", "Roe, Kim", "kim@health.example")
STRANGERS = Account("9", "Max New", "max@health.example")


def chain(*accounts: Account, end: End = End.TOP) -> Chain:
    return Chain(accounts, AT, end)


def said(directory: Directory, *chains: Chain, gone: tuple[Account, ...] = ()) -> list[str]:
    return [each.sentence for each in differences(directory, chains, gone)]


def naming(manager: str, **changed: str) -> Directory:
    """The directory, where Sam's manager is this one."""
    return Directory(people=(replace(SAM, manager=manager, **changed), JO, KIM))


def test_where_both_say_the_same_nothing_differs():
    assert said(PEOPLE, chain(SAMS, JOS)) == []


def test_whoever_cannot_be_found_is_not_said_to_differ():
    assert said(PEOPLE) == []
    assert not_found(PEOPLE, [chain(SAMS, JOS)]) == (JO, KIM, ELSEWHERE)


def test_a_disabled_account_is_somebody_who_may_have_left():
    left = chain(replace(SAMS, enabled=False), end=End.DISABLED)

    assert said(PEOPLE, left) == ["The account of Sam Reed is disabled: they may have left."]


def test_a_manager_whose_account_is_disabled_is_seen_in_the_line_of_another():
    below = chain(SAMS, replace(JOS, enabled=False), end=End.DISABLED)

    assert said(PEOPLE, below) == ["The account of Jo Lee is disabled: they may have left."]


def test_an_account_that_was_there_and_is_gone_is_somebody_who_may_have_left():
    (difference,) = differences(PEOPLE, [], [SAMS])

    assert (difference.kind, difference.person) == (Differs.LEFT, SAM)
    assert difference.sentence == (
        "The account of Sam Reed is no longer there: they may have left."
    )


@pytest.mark.parametrize(
    ("directory", "above", "sentence"),
    [
        (
            PEOPLE,
            KIMS,
            "The directory names Jo Lee as manager of Sam Reed; Microsoft 365 names Kim Roe.",
        ),
        (
            PEOPLE,
            STRANGERS,
            "The directory names Jo Lee as manager of Sam Reed; "
            "Microsoft 365 names Max New, who is not in it.",
        ),
        (
            naming(""),
            JOS,
            "The directory names no manager of Sam Reed; Microsoft 365 names Jo Lee.",
        ),
    ],
)
def test_another_manager_is_said_with_both_names(directory, above, sentence):
    (difference,) = differences(directory, [chain(SAMS, above)])

    assert (difference.kind, difference.sentence) == (Differs.MANAGER, sentence)


@pytest.mark.parametrize(
    ("end", "manager", "sentence"),
    [
        (
            End.TOP,
            "jo",
            "Microsoft 365 names no manager for Sam Reed; the directory names Jo Lee.",
        ),
        (
            End.TOP,
            "",
            "Microsoft 365 names no manager for Sam Reed; the directory names nobody either.",
        ),
        (
            End.CIRCLE,
            "jo",
            "Microsoft 365 names Sam Reed as their own manager; the directory names Jo Lee.",
        ),
        (
            End.NOT_A_PERSON,
            "jo",
            "Microsoft 365 names a contact, not an account, as manager of Sam Reed; "
            "the directory names Jo Lee.",
        ),
    ],
)
def test_a_manager_whom_nobody_knows_is_said(end, manager, sentence):
    (difference,) = differences(naming(manager), [chain(SAMS, end=end)])

    assert (difference.kind, difference.sentence) == (Differs.NO_MANAGER, sentence)


@pytest.mark.parametrize("end", [End.NOT_ALLOWED, End.GUEST])
def test_what_may_not_be_read_or_is_anothers_to_say_is_not_called_missing(end):
    assert said(PEOPLE, chain(replace(SAMS, guest=end is End.GUEST), end=end)) == []


def test_a_manager_without_an_address_is_known_by_the_name():
    nameless = replace(JO, email="")

    assert said(Directory(people=(SAM, nameless)), chain(SAMS, replace(JOS, name="Jo Lee"))) == []


@dataclass(frozen=True)
class OnTeams(Person):
    """Somebody of whom the directory has the id at Microsoft."""

    teams: str = ""


def test_an_id_goes_before_an_address_that_may_have_been_given_to_somebody_else():
    sam = OnTeams("sam", "Sam Reed", "health", "sam@health.example", teams="AB-1")
    renamed = Account("ab-1", "Sam Reed", "samuel@health.example")

    assert account_of(sam, [SAMS, renamed]) == renamed
    assert account_of(sam, [SAMS]) is None


def test_an_address_that_two_accounts_have_finds_neither():
    twice = [chain(SAMS), chain(replace(SAMS, id="8"))]

    assert said(PEOPLE, *twice) == []
    assert SAM in not_found(PEOPLE, twice)

"""Reading the issues arising: the words alone, in order, audited; a refusal for everybody else."""

from dataclasses import replace

import pytest

from escalation.acts import duty
from escalation.directory.people import PARTNERSHIP, Person, Post
from tests.handlers.reception import Reception, told

GAPS = "MARKER the threshold document is silent."
FIRST = "If somebody is at immediate risk of harm, dial 999 now."


@pytest.fixture
def reference(reception: Reception) -> str:
    """Raised by Sam against Priya, who have settled it; Sam has said what the procedures leave open."""
    known = reception.office.store.directory(reception.office.now)
    nora = Person("nora", "Nora Finch", PARTNERSHIP, slack="U0NORA", phone="0118 nora")
    post = Post("nora", "statutory_partners", PARTNERSHIP)
    reception.office.listed(
        replace(known, people=(*known.people, nora), posts=(*known.posts, post), moment=None)
    )
    reference = reception.raises()
    reception.office.settles(reference, "sam", "priya")
    reception.office.does(reference, duty.closing, "sam", question="", answers={"gaps": GAPS})
    return reference


def passes_on(reception: Reception, reference: str) -> None:
    answers = {"learning-2.how": "done", "learning-2.words": "MARKER by letter"}
    reception.office.does(reference, duty.closing, "bea", question="", answers=answers)


def reads(reception: Reception, who: str, reference: str) -> str:
    return told(reception.presses(who, reference, "issues", "issues"))


def audited(reception: Reception, reference: str) -> list[tuple[str, str]]:
    return [(each.who, each.what) for each in reception.office.store.audit.of(reference)]


def test_they_are_read_in_private_with_999_first_and_the_reading_is_audited(reception, reference):
    passes_on(reception, reference)
    shown = reads(reception, "nora", reference)

    assert shown.startswith(FIRST)
    assert GAPS in shown
    assert "it was said that there are gaps in policies or procedures" in shown
    assert ("nora", "issues") in audited(reception, reference)


def test_they_are_read_without_who_said_so_or_anything_else_of_it(reception, reference):
    passes_on(reception, reference)
    shown = reads(reception, "nora", reference)

    assert shown.count("MARKER") == 1
    for name in ("Sam", "Okafor", "Priya", "Health", "MARKERED", "letter"):
        assert name not in shown


@pytest.mark.parametrize("who", ["nora", "bea", "sam", "priya"])
def test_before_they_are_passed_on_and_to_whoever_is_not_given_them_it_is_refused(
    reception, reference, who
):
    refused = reads(reception, who, reference)

    assert "whoever of the partnership's office is given the issues arising" in refused or (
        "There is no disagreement with this reference that names you." in refused
    )
    assert (who, "issues") not in audited(reception, reference)


def test_without_a_reference_it_is_asked_which(reception):
    assert "Say which: /escalate issues ESC-…" in told(reception.asks("bea", "issues"))


def test_passed_on_with_more_flagged_in_one_sitting_they_are_told_each_time(reception, reference):
    answers = {"learning-2.how": "done", "learning-2.words": "MARKER by letter"}
    for more in ("one", "two", "three"):
        said = {**answers, "gaps": f"MARKER {more}"}
        reception.office.does(reference, duty.closing, "bea", question="", answers=said)
        reception.office.works()

    heard = reception.office.platform.heard("nora")
    assert len([each for each in heard if "the procedure passes something on to you" in each]) == 3


def test_where_it_stands_they_read_without_a_name_the_agencies_the_stage_and_the_dates(
    reception, reference
):
    passes_on(reception, reference)

    shown = told(reception.presses("nora", reference, "status", "status"))

    assert shown.startswith(FIRST)
    for said in (
        reference,
        "settled at Stage 1",
        "Between: Health Trust and Social Care",
        "Raised",
    ):
        assert said in shown
    for person in reception.office.store.directory(reception.office.now).people:
        assert person.name not in shown
    assert "Sam Okafor (Health Trust)" in told(reception.presses("sam", reference, "status", "x"))

"""What a procedure says is put point by point, so that no heading of it goes uncompared."""

from dataclasses import fields
from typing import cast

import pytest

from escalation.texts import facets, procedure, procedure_text
from escalation.texts.facet import Facet
from escalation.texts.procedure import Procedure, Written
from tests.escalation.small_procedure import SMALL

TREE = procedure_text.tree(SMALL, "small.yml")
REQ = {"req": ["x"]}
DUTY = {
    "id": "course",
    "by": "business_manager",
    "what": "Determine a course of action.",
    "at": "entry",
    "tells": ["business_manager"],
    "content": "details",
    "when": {"category": ["other"]},
    "within": {"working days": 2, "counted from": "due", "words": "within two days"},
    "force": "must",
}
LEARNING = {
    "what": "Consider a review.",
    "when": "It was not resolved.",
    "by": "business_manager",
    "to": ["business_manager"],
    "force": "should",
}
MEETING = {
    "called by": "line_manager",
    "members": ["practitioner"],
    "purpose": "Understand it.",
    "facilitator": "Somebody may help.",
    "chair reports to": ["business_manager"],
    "force": "may",
}
REPORT = {"by": "line_manager", "to": ["business_manager"], "what": "It", "force": "must"}
ADVISER = {"role": "line_manager", "of": "each", "force": "may"}


def of_first_stage(**added: object) -> list[Facet]:
    """The points of the small procedure's first stage, with this put into it."""
    first, *others = TREE["stages"]
    made = procedure.of({**TREE, "stages": [{**first, **added}, *others]})
    return list(facets.of_stage(made, made.stages[0], {"s1-managers": "s1-managers"}))


def said(found: list[Facet]) -> set[tuple[str, str]]:
    return {(each.about, each.says) for each in found if each.says}


def tier(**added: object) -> list[Facet]:
    professionals, managers = TREE["stages"][0]["tiers"]
    return of_first_stage(tiers=[professionals, {**managers, **added}])


def test_a_tier_without_a_number_says_how_soon_in_the_texts_words():
    assert ("How soon, of the line manager", "without delay") in said(
        tier(promptness="without delay")
    )
    assert ("The aim of the line manager", "24 hours") in said(tier(aim="24 hours"))


@pytest.mark.parametrize(
    ("heading", "value", "about", "says"),
    [
        ("duties", DUTY, "Asked of the Business Manager besides", "Determine a course of action, when the stage is entered (must), and the Business Manager given the details, within 2 working days from when it falls due, only where it is about something else"),
        ("reports", REPORT, "Reported by the line manager", "It, to Business Manager (must)"),
        ("advisers", {**ADVISER, "in preference to": "s1-managers"}, "Advice of the line manager of each agency", "may, in preference to the line manager"),
        ("advisers", {**ADVISER, "when": {"category": ["other"]}}, "Advice of the line manager of each agency", "may, only where it is about something else"),
    ],
)  # fmt: skip
def test_a_heading_of_a_stage_is_a_point(
    heading: str, value: dict[str, object], about: str, says: str
):
    assert (about, says) in said(of_first_stage(**{heading: [{**value, **REQ}]}))


def test_a_meeting_is_several_points():
    found = dict(said(of_first_stage(meeting={**MEETING, **REQ})))

    assert found["A meeting"] == (
        "called by the line manager of an agency, with the professional of each (may)"
    )
    assert found["What the meeting is for"] == "Understand it."
    assert found["Its facilitator"] == "Somebody may help."
    assert found["Its chair reports to"] == "Business Manager"


def test_learning_says_when_by_whom_and_to_whom():
    made = procedure.of({**TREE, "learning": [{**LEARNING, **REQ}]})

    (point,) = facets.of_learning(made)

    assert (point.about, point.says) == (
        "Consider a review",
        "It was not resolved, by the Business Manager, to Business Manager (should)",
    )


def test_of_the_document_every_word_for_things_is_a_point():
    found = said(list(facets.of_document(procedure.of(TREE))))

    assert ("Its word for the child", "child") in found
    assert ("In force in", "Small Town") in found


@pytest.mark.parametrize("heading", [each.name for each in fields(Written)])
def test_no_heading_of_a_procedure_goes_uncompared(heading: str):
    """But its id, and its roles, which are compared by their labels where they are named."""
    read: set[str] = set()

    class Watched:
        def __getattribute__(self, name: str) -> object:
            read.add(name)
            return getattr(WHOLE, name)

    watched = cast(Procedure, Watched())
    for points in (facets.of_document, facets.throughout, facets.of_matters):
        list(points(watched))
    for points in (facets.of_learning, facets.of_readings):
        list(points(watched))

    assert heading in read | {"id", "settled_by", "stages"}


WHOLE = procedure.of(TREE)

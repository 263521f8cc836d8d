"""Who it is between: a professional of each agency, named once; and a colleague of one's own."""

import pytest

from escalation.refusals import NotYours, Unusable
from escalation.taking_part.parties import parties, sides
from tests.escalation.story import DIRECTORY
from tests.escalation.wider import WIDER

ALONE = ("", "")


def test_who_the_parties_are_can_be_asked_before_anything_is_typed():
    raiser, other = parties(("sam",), "priya", DIRECTORY)

    assert (raiser.name, other.name) == ("Priya Desai", "Sam Okafor")


def test_each_professional_named_makes_a_side_in_the_order_asked():
    made = sides(("priya", "", "ida", "pat"), ALONE, "sam", WIDER)

    assert [side.practitioner for side in made] == ["sam", "priya", "ida", "pat"]
    assert [side.name for side in made][2:] == ["Hill School", "Thames Valley Police"]


@pytest.mark.parametrize(
    ("chosen", "field", "sentence"),
    [
        pytest.param(("priya", "priya"), "other_2", "Priya Desai is named above", id="twice"),
        pytest.param(("priya", "", "tom"), "other_3", "for the same agency", id="its agency twice"),
        pytest.param(("priya", "pat", "", "lou"), "other_4", "same agency", id="the last of them"),
        pytest.param(("priya", "jo"), "other_2", "your own line manager", id="one's own agency"),
        pytest.param(("priya", "sam"), "other_2", "That is you", id="oneself"),
        pytest.param(("sam",), "other", "That is you", id="oneself, first"),
        pytest.param(("priya", "bea"), "other_2", "takes no side", id="the office"),
        pytest.param(("priya", "x"), "other_2", "not in the partnership's directory", id="unknown"),
        pytest.param(("", "pat"), "other", "not in the partnership's directory", id="no first"),
    ],
)
def test_what_cannot_be_is_refused_at_the_field_where_it_was_typed(chosen, field, sentence):
    with pytest.raises(Unusable, match=sentence) as refused:
        sides(chosen, ALONE, "sam", WIDER)

    assert refused.value.field == field
    assert ("leave this empty" in refused.value.sentence) <= (field != "other")


@pytest.mark.parametrize(
    ("joint", "field", "sentence"),
    [
        pytest.param(("priya", "with"), "colleague", "of another agency", id="another agency"),
        pytest.param(("bea", "with"), "colleague", "of another agency", id="the office"),
        pytest.param(("sam", "with"), "colleague", "That is you", id="oneself"),
        pytest.param(("x", "with"), "colleague", "not in the partnership's", id="unknown"),
        pytest.param(("jo", ""), "jointly", "for them or with them", id="not said how"),
        pytest.param(("jo", "against"), "jointly", "for them or with them", id="another word"),
    ],
)
def test_a_colleague_is_of_ones_own_agency_and_it_is_said_how(joint, field, sentence):
    with pytest.raises(Unusable, match=sentence) as refused:
        sides(("priya",), joint, "sam", WIDER)

    assert refused.value.field == field


@pytest.mark.parametrize(
    ("by", "joint", "named", "under"),
    [
        pytest.param("sam", ("", "with"), "Sam Okafor", "sam", id="how, but with nobody"),
        pytest.param("sam", ("jo", "with"), "Sam Okafor with Jo Lee", "sam", id="with a manager"),
        pytest.param("jo", ("sam", "for"), "Jo Lee for Sam Okafor", "sam", id="a manager for them"),
        pytest.param("jo", ("sam", "with"), "Jo Lee with Sam Okafor", "sam", id="and with them"),
        pytest.param("clare", ("sam", "for"), "Clare Moss for Sam Okafor", "sam", id="a lead"),
        pytest.param("ann", ("sam", "with"), "Ann Bell with Sam Okafor", "ann", id="a peer"),
    ],
)
def test_the_managers_who_are_asked_are_the_workers_whoever_raises_it(by, joint, named, under):
    """R-003-41, R-003-44: the worker's own line, though their manager or lead raised it."""
    raising = sides(("priya",), joint, by, WIDER)[0]

    assert (raising.named, raising.under) == (named, under)


def test_somebody_who_is_not_in_the_directory_is_nobodys_side():
    with pytest.raises(NotYours, match="Your safeguarding lead can have you added"):
        sides(("priya",), ALONE, "nobody", WIDER)

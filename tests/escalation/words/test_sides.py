"""The words for the other sides follow from how many there are."""

import pytest

from escalation.acts import agree, climb
from escalation.words import message, sides
from escalation.words.card import card, status
from tests.escalation.story import AGREEMENT
from tests.escalation.wider import raised_between

TWO, THREE, FOUR = (), ("pat",), ("pat", "ida")


@pytest.mark.parametrize(
    ("speaks", "two", "three", "four"),
    [
        (sides.agencies, "the two agencies", "the three agencies", "the four agencies"),
        (sides.another, "another", "two others", "three others"),
        (sides.another_agency, "another agency", "two other agencies", "three other agencies"),
        (sides.the_others, "the other side", "the other sides", "the other sides"),
        (sides.others_read, "The other side reads", "The other sides read", "The other sides read"),
        (sides.all_read, "Both sides read", "All sides read", "All sides read"),
        (
            sides.others_are_told,
            "The other side is told",
            "The other sides are told",
            "The other sides are told",
        ),
    ],
)
def test_each_way_of_speaking_of_them(speaks, two, three, four):
    said = [speaks(raised_between(*further).disagreement) for further in (TWO, THREE, FOUR)]

    assert said == [two, three, four]


def test_a_great_many_are_counted_in_figures():
    assert (sides.number(3), sides.number(12)) == ("three", "12")


def everything_said(further: tuple[str, ...]) -> str:
    """All that is told, posted and shown, from raising to moving up and a settlement."""
    story = raised_between(*further)
    said = [each.text for each in story.heard]
    for by in ("sam", "priya", *further):
        story.does(climb.not_agreed, by, answers={"reason": "We differ"})
    story.does(agree.propose, "sam", answers=AGREEMENT)
    shown = message.plain(card(story.disagreement))
    said += [each.text for each in story.heard]
    said += [str(status(story.disagreement)), shown, story.posts()]
    return "\n".join(said)


@pytest.mark.parametrize("words", ["the other side ", "another agency.", "and another.", "both"])
def test_nothing_that_is_said_between_three_speaks_of_two(words):
    assert words not in everything_said(THREE).replace("Bring in another agency", "")


def test_between_three_what_is_said_names_all_of_them():
    said = everything_said(THREE)

    assert "with two other agencies" in said
    assert "and the other sides do not agree, so it moved up" in said
    between = "Sam Okafor (Health Trust), Priya Desai (Social Care) and Pat Quinn"
    assert f"Between: {between} (Thames Valley Police)" in said


def test_the_professionals_are_given_the_number_of_each_of_the_others():
    heard = {each.person: each.text for each in raised_between("pat").heard}

    sam = "ring Sam Okafor at Health Trust on 0118 496 0101, or ring "
    assert f"{sam}Pat Quinn at Thames Valley Police" in heard["priya"]
    assert f"{sam}Priya Desai" in heard["pat"]


def test_whoever_has_still_to_answer_hears_how_many_have():
    story = raised_between("pat").forgets()

    story.does(climb.not_agreed, "sam").does(climb.not_agreed, "priya")

    asked = [each.text for each in story.heard if each.person == "pat"]
    assert "one side has recorded that it is not agreed; your answer is asked" in asked[0]
    assert "two sides have recorded that it is not agreed; your answer is asked" in asked[1]

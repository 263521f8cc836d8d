"""On a panel each agency has whom the directory names for it, and nobody in their place (R-003-50)."""

from dataclasses import replace

import pytest

from escalation.acts import convene
from escalation.permissions import Act
from escalation.refusals import Unusable
from handlers import act_forms
from tests.escalation.hillingdon import PEOPLE
from tests.escalation.story import Story
from tests.escalation.test_hillingdon import THREE, panel

MEETING = "meeting:s4"


def initial(story: Story) -> dict[str, str]:
    about = (story.disagreement, MEETING, story.now, story.directory)
    form = act_forms.form(Act.CALL_MEETING, *about)
    return {each.id: each.initial for each in form.fields if each.id.startswith("panel_")}


def test_those_of_the_agencies_that_differ_stand_in_the_form_and_no_third_is_chosen():
    found = initial(panel())

    assert (found["panel_1"], found["panel_2"]) == ("clare", "leila")
    assert found["panel_further_1"] == ""


@pytest.mark.parametrize(
    ("field", "person", "said"),
    [
        (
            "panel_1",
            "sam",
            "As Safeguarding Partnership representative of Health Trust the directory",
        ),
        ("panel_2", "priya", "of Social Care the directory names Leila Hassan"),
    ],
)
def test_somebody_else_is_refused_with_who_it_is(field, person, said):
    """The worker who differs does not sit for her own agency."""
    why = panel().refuses(Unusable, convene.call_meeting, "una", answers={**THREE, field: person})

    assert why.field == field
    assert said in why.sentence
    assert "is not named for this" in why.sentence
    assert "what you typed is kept" in why.sentence


def test_whoever_deputises_for_them_comes_in_their_place():
    people = tuple(
        replace(each, deputy="mina") if each.id == "clare" else each for each in PEOPLE.people
    )
    story = panel()
    story.directory = replace(PEOPLE, people=people)
    story.does(convene.call_meeting, "una", answers={**THREE, "panel_1": "mina"})

    assert story.disagreement.convened["s4"].panel[0].person == "mina"


def test_where_the_directory_names_nobody_anybody_of_that_agency_may_come():
    story = panel()
    posts = [each for each in PEOPLE.posts if each.role != "partnership_representative"]
    story.directory = replace(PEOPLE, posts=tuple(posts))
    assert initial(story)["panel_1"] == ""
    story.does(convene.call_meeting, "una", answers={**THREE, "panel_1": "sam"})

    assert story.disagreement.convened["s4"].panel[0].person == "sam"


def test_moved_whoever_was_named_stands_there():
    story = panel().does(convene.call_meeting, "una", answers=THREE)

    assert initial(story)["panel_further_1"] == "pat"

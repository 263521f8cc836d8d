"""What a role is called at one kind of agency: read beside the role, wherever it is named for one."""

import pytest

from escalation.acts import climb
from escalation.directory import readiness
from escalation.texts import titles
from escalation.words import card, message, naming
from tests.escalation.story import BERKSHIRE, DIRECTORY, Story
from tests.escalation.talking import EQUIVALENTS, RAISED, with_more

TITLED = with_more(EQUIVALENTS)
NURSE = "line manager / team manager (here: Named Nurse)"


def shown(story: Story) -> str:
    return message.plain(card.card(story.disagreement))


@pytest.mark.parametrize("written", ["police", "POLICE", " Police "])
def test_the_type_is_matched_in_capitals_or_not(written):
    assert titles.title(TITLED, "line_manager", written) == "Detective Sergeant"


@pytest.mark.parametrize("written", ["local_authority", "Local Authority", "local-authority"])
def test_and_with_a_space_or_without(written):
    text = with_more(EQUIVALENTS.replace("agency type: Police", "agency type: local authority"))

    assert titles.title(text, "line_manager", written) == "Detective Sergeant"


def test_of_another_type_or_another_role_there_is_none():
    assert titles.title(TITLED, "line_manager", "school") == ""
    assert titles.title(TITLED, "next_manager", "police") == ""
    assert titles.here(BERKSHIRE, "line_manager", "police") == ""


def test_the_card_says_it_of_the_agency_whose_title_it_is_and_of_no_other():
    story = Story(procedure=TITLED).raised(RAISED).reaches("Tuesday 2026-04-07 17:01")

    text = shown(story)
    assert "Line manager / team manager (here: Named Nurse)" in text
    assert "Asked at Social Care: Line manager / team manager (" not in text.replace(
        "Line manager / team manager (awaited)", ""
    )


def test_who_is_told_next_is_said_of_each_agency():
    story = Story(procedure=TITLED).raised(RAISED)

    told = naming.told_next(story.disagreement)
    assert (
        told
        == f"{NURSE} of Health Trust and the line manager / team manager of Social Care are told"
    )
    assert naming.held_for(story.disagreement, 1) in told
    assert naming.asked_here(story.disagreement, 1, "care") == "Line manager / team manager"


def test_the_title_is_that_of_the_agency_as_it_was_when_it_was_raised():
    story = Story(procedure=TITLED).raised(RAISED, other="pat")

    assert [side.type for side in story.disagreement.sides] == ["health", "police"]
    assert "(here: Detective Sergeant)" in naming.told_next(story.disagreement)


def test_without_titles_nothing_is_said_otherwise():
    plain = Story(procedure=BERKSHIRE).raised(RAISED)

    assert (
        naming.told_next(plain.disagreement) == "line manager / team manager of each agency is told"
    )


def test_what_people_are_told_of_a_higher_stage_has_the_titles():
    story = Story(procedure=TITLED).raised(RAISED).forgets()
    story.does(climb.move_up, "sam", answers={"tier": "1", "reason": "MARKER"})

    assert NURSE in story.posts()


def test_people_check_names_the_role_as_the_agency_calls_it():
    said = [hole.sentence for hole in readiness.holes(DIRECTORY, [TITLED])]

    assert any("Line manager / team manager (here: Detective Sergeant)" in each for each in said)


def test_and_a_type_of_which_there_is_no_agency():
    text = with_more(EQUIVALENTS.replace("agency type: Police", "agency type: Constabulary"))

    (said,) = readiness.without_agency(DIRECTORY, [text, text])
    assert "no agency is of the type “Constabulary”" in said.sentence
    assert readiness.without_agency(DIRECTORY, [TITLED, BERKSHIRE]) == ()

"""Rights: one table, cell by cell, and who is what."""

from dataclasses import replace
from pathlib import Path

import pytest

from escalation import rights
from escalation.acts import answer, climb, say
from escalation.directory import reaching
from escalation.directory.people import Agency, Directory, Person, Post
from escalation.directory.seeking import Sought
from escalation.entries import FILE, SIDES, own_agency
from escalation.owing import RoleAt, To
from escalation.permissions import DOES, TABLE, Act, Relation
from escalation.refusals import NotYours
from tests.escalation.story import DIRECTORY, Story

PAGE = Path(__file__).parents[2] / "docs" / "permissions.md"
# The page is kept by hand's eye: each row an act, each column a relation.
HEAD, *ROWS = (
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in PAGE.read_text(encoding="utf-8").partition("## What they may do")[2].splitlines()
    if line.startswith("|") and not line.startswith("|---")
)
CELLS = [
    pytest.param(Act(row[0].split("**")[1]), Relation[column.upper().replace(" ", "_")], cell)
    for row in ROWS
    for column, cell in zip(HEAD[1:], row[1:], strict=True)
]


@pytest.mark.parametrize(("act", "relation", "cell"), CELLS)
def test_the_table_cell_by_cell(act, relation, cell):
    assert (relation in TABLE[act]) is {"yes": True, "–": False}[cell]


def test_the_page_has_the_whole_table_and_every_act_in_words():
    assert len(CELLS) == len(Act) * len(Relation)
    assert set(TABLE) == set(DOES) == set(Act)


@pytest.fixture
def at_stage_2(easter: Story) -> Story:
    """Stage 2 has been entered, the seniors have been told, and Sam's lead was brought in."""
    easter.does(answer.bring_lead, "priya")
    easter.reaches("Wednesday 2026-04-08 17:01").does(answer.take, "mina")
    return easter.reaches("Thursday 2026-04-09 17:01")


R = Relation
WHO = [
    ("sam", {R.RAISER, R.NAMED, R.BEFORE}),
    ("priya", {R.NAMED, R.BEFORE}),
    ("jo", {R.BEFORE}),
    ("kofi", {R.BEFORE}),
    ("mina", {R.HOLDER}),
    ("clare", {R.HOLDER}),
    ("leila", {R.HOLDER, R.ADVISER}),
    ("owen", {R.TOLD}),
    ("dev", {R.ADVISER}),
    ("bea", {R.GIVEN}),
    ("ruth", {R.NOT_YET}),
    ("ivor", {R.STRANGER}),
    ("max", {R.STRANGER}),
    ("joan", {R.STRANGER}),
    ("pat", {R.STRANGER}),
    ("nobody", {R.STRANGER}),
]


@pytest.mark.parametrize(("who", "relations"), WHO)
def test_what_each_person_is_at_stage_2(at_stage_2, who, relations):
    assert rights.relations(who, at_stage_2.disagreement, DIRECTORY) == relations


@pytest.mark.parametrize(("who", "relations"), WHO)
def test_each_person_may_do_what_any_of_their_relations_may(at_stage_2, who, relations):
    for act in Act:
        expected = any(TABLE[act] & {relation} for relation in relations)
        assert rights.may(who, act, at_stage_2.disagreement, DIRECTORY) is expected


@pytest.mark.parametrize(
    ("who", "audiences"),
    [
        ("sam", {SIDES, FILE, own_agency("health")}),
        ("priya", {SIDES, FILE, own_agency("care")}),
        ("dev", {SIDES, FILE, own_agency("health")}),
        ("kofi", {SIDES, FILE, own_agency("care")}),
        ("bea", set()),
        ("ruth", set()),
        ("pat", set()),
        ("nobody", set()),
    ],
)
def test_whose_entries_each_person_reads(at_stage_2, who, audiences):
    assert rights.audiences(who, at_stage_2.disagreement, DIRECTORY) == audiences


@pytest.mark.parametrize(
    ("who", "role"),
    [
        ("sam", "Professional"),
        ("jo", "Line manager / team manager"),
        ("kofi", "Line manager / team manager, standing in"),
        ("mina", "Next management level"),
        ("clare", "Safeguarding Lead"),
        ("dev", "Designated or named professional for safeguarding"),
        ("bea", "Safeguarding Children Partnership Business Manager"),
        ("pat", "Professional"),
    ],
)
def test_each_person_is_known_by_the_one_role_they_stand_in(at_stage_2, who, role):
    assert rights.actor(who, at_stage_2.disagreement, DIRECTORY).role == role


def test_somebody_outside_the_directory_cannot_act(easter):
    with pytest.raises(NotYours, match="not in the partnership's directory"):
        rights.actor("nobody", easter.disagreement, DIRECTORY)


@pytest.mark.parametrize(
    ("who", "act", "sentence"),
    [
        ("pat", Act.APPROVE, "This is for Mina Shah, Clare Moss, Helen Frost and Leila Hassan."),
        ("priya", Act.WITHDRAW, "This is for Sam Okafor. Nothing has changed."),
        ("pat", Act.READ, "This is for the people this disagreement names."),
        ("mina", Act.DISSENT, "This is for Sam Okafor and Priya Desai."),
        ("ruth", Act.TAKE, "Your tier has not been told."),
        ("jo", Act.TAKE, "It has moved on: it is now at Stage 2"),
        ("ruth", Act.WITHDRAW, "This is for Sam Okafor."),
    ],
)
def test_a_refusal_says_who_may(at_stage_2, who, act, sentence):
    with pytest.raises(NotYours) as refused:
        rights.check(who, act, at_stage_2.disagreement, DIRECTORY)

    assert refused.value.sentence.startswith(sentence)


def test_where_nobody_holds_the_role_a_refusal_names_the_role(easter):
    easter.does(climb.move_up, "sam")
    empty = replace(DIRECTORY, posts=())

    with pytest.raises(NotYours, match="This is for the line manager / team manager"):
        rights.check("pat", Act.TAKE, easter.disagreement, empty)


def test_a_deputy_of_another_agency_does_not_stand_in():
    people = (
        Person("jo", "Jo Lee", "health", deputy="kofi"),
        Person("kofi", "Kofi Mensah", "care"),
    )

    assert reaching.standing(Sought(To("jo")), Directory(people=people)) == (people[0],)


def test_a_role_is_held_by_the_nearest_above_in_the_line():
    jo, max_ = (DIRECTORY.person(id) for id in ("jo", "max"))

    def stand(role, agency, under=""):
        return reaching.standing(Sought(RoleAt(role, agency, under)), DIRECTORY)

    assert stand("line_manager", "health", "sam") == (jo,)
    assert stand("line_manager", "health", "ann") == (max_,)
    assert stand("statutory_partners", "partnership") == ()


def test_somebody_may_hold_a_role_for_an_agency_that_is_not_their_own():
    """A trust's lead stands in for its primary schools: what they say, they say for the school."""
    school = Agency("school", "Park Primary", "school")
    teacher = Person("ted", "Ted Ray", "school")
    posts = (*DIRECTORY.posts, Post("owen", "line_manager", "school"))
    directory = replace(
        DIRECTORY,
        agencies=(*DIRECTORY.agencies, school),
        people=(*DIRECTORY.people, teacher),
        posts=posts,
    )
    story = Story(directory=directory).raised("Thursday 2026-04-02 15:00", by="ted")
    story.does(climb.move_up, "ted").does(answer.take, "owen").does(say.say, "owen", text="Yes")

    assert set(story.disagreement.holders) == {"school"}
    assert own_agency("school") in rights.audiences("owen", story.disagreement, directory)


class TestADeputyWhoIsSomebodyToo:
    """Owen is a senior manager in his own right, and deputises for Ruth, the departmental head."""

    @pytest.fixture
    def both_told(self, easter: Story) -> Story:
        people = tuple(
            replace(each, deputy="owen") if each.id == "ruth" else each
            for each in easter.directory.people
        )
        easter.directory = replace(easter.directory, people=people)
        return easter.reaches("Friday 2026-04-10 17:01")

    def test_acts_in_their_own_right_before_acting_for_another(self, both_told: Story):
        both_told.does(answer.take, "owen")

        assert both_told.disagreement.stage.id == "s3"
        assert "standing in" not in both_told.disagreement.holders["health"].role

    def test_stands_in_once_it_has_moved_beyond_their_own_tier(self, both_told: Story):
        both_told.does(answer.take, "anne")

        both_told.does(answer.take, "owen")

        held = both_told.disagreement.holders["health"]
        assert (
            held.role == "Departmental head with lead responsibility for safeguarding, standing in"
        )

"""Which places of a file carry a requirement, and what is left when one is taken away."""

from copy import deepcopy

from escalation.rehearsing import tracing
from escalation.rehearsing.tracing import Node
from escalation.texts import procedure, procedure_text, requirements
from tests.escalation.small_procedure import SMALL
from tests.escalation.story import BERKSHIRE

TREE = procedure_text.tree(SMALL, "small.yml")
NODES = {node.name: node for node in tracing.nodes(TREE)}


def test_a_place_is_named_as_people_would_point_to_it():
    """By its id where it has one; otherwise the first of a list is [1]."""
    assert list(NODES) == [
        "harm",
        "categories.other",
        "skipping",
        "stages.s1",
        "stages.s1.tiers.s1-professionals",
        "stages.s1.tiers.s1-managers",
        "stages.s1.copies[1]",
        "stages.s1.record",
        "stages.s2",
        "stages.s2.tiers.s2-managers",
        "stages.s2.record",
    ]


def test_a_place_says_how_strongly_and_from_where():
    copy = NODES["stages.s1.copies[1]"]

    assert (copy.force, copy.req) == ("may", ("section 6",))


def test_which_reading_was_taken_is_a_note_and_no_rule():
    assert "open questions" in TREE
    assert not [node for node in NODES if "question" in node]


def test_a_rule_is_taken_away_and_nothing_else_is():
    less = tracing.without(TREE, NODES["stages.s1.copies[1]"])

    assert less
    assert less.stage("s1").copies == ()
    assert [tier.id for tier in less.tiers] == ["s1-professionals", "s1-managers", "s2-managers"]


def test_the_file_itself_stays_as_it_was():
    before = deepcopy(TREE)

    for node in NODES.values():
        tracing.without(TREE, node)

    assert before == TREE


def test_what_a_file_cannot_be_without_takes_the_nearest_place_around_it():
    """A stage has a tier: without its only one there is no stage."""
    less = tracing.without(TREE, NODES["stages.s2.tiers.s2-managers"])

    assert less
    assert [stage.id for stage in less.stages] == ["s1"]


def test_where_nothing_around_it_can_go_no_procedure_is_left():
    assert tracing.without(TREE, NODES["categories.other"]) is None


def test_what_may_be_left_out_of_a_file_may_be_taken_away():
    less = tracing.without(TREE, NODES["harm"])

    assert less
    assert "These words are Escalate's" in less.harm.words


def test_the_words_of_a_place_are_its_own_and_not_those_of_a_place_within_it():
    """A stage's name is the stage's; what its tiers ask is the tiers'."""
    stage, tier = NODES["stages.s1"], NODES["stages.s1.tiers.s1-professionals"]

    assert tracing.sentences(TREE, stage) == (("stages", 0, "name"),)
    assert [path[-2:] for path in tracing.sentences(TREE, tier)] == [
        (0, "what"),
        ("within", "words"),
    ]


def test_other_words_can_stand_in_a_place():
    (path,) = tracing.sentences(TREE, NODES["stages.s1"])

    assert [stage.name for stage in tracing.otherwise(TREE, path).stages] == [
        "Other words.",
        "Deciding",
    ]


def test_a_procedure_made_of_its_tree_is_the_one_that_its_text_sets_out():
    whole = tracing.without(procedure_text.tree(BERKSHIRE.text, "x"), Node(("id",), "", "", ()))

    assert whole is None  # it has no name then
    again = procedure.of(procedure_text.tree(BERKSHIRE.text, "x"))
    assert (again.stages, again.roles, again.harm) == (
        BERKSHIRE.stages,
        BERKSHIRE.roles,
        BERKSHIRE.harm,
    )


ASKED = requirements.read(
    "R-009-01 | 1 | I | name | Its name\n"
    "R-009-02 | 2 | M | actor | They report it\n"
    "R-009-03 | 3 | S | copy | The manager is told\n"
    "R-009-04 | 4 | Y | skip | It may be skipped\n"
)
REPORT = Node(("a",), "a", "", ("R-009-02", "R-009-01"))
COPY = Node(("b",), "b", "", ("R-009-03",))
AGAIN = Node(("c",), "c", "", ("R-009-03",))


def test_each_requirement_that_asks_something_is_set_beside_what_carries_it():
    shown = {REPORT: True, COPY: True, AGAIN: False}

    report, copy, skip = tracing.covered(ASKED, (REPORT, COPY, AGAIN), shown)

    assert (report.nodes, report.is_hole) == ((REPORT,), False)
    assert (copy.nodes, copy.shown, copy.is_hole) == ((COPY, AGAIN), (True, False), True)
    assert (skip.nodes, skip.is_hole) == ((), True)

"""What makes no sense of stages for some differences, of priorities, of a gate, and of skipping."""

import pytest

from escalation.texts.procedure import read
from tests.escalation.small_procedure import SMALL, changed, faults

PRIORITIES = """\
priorities:
  - {id: urgent, label: Urgent, req: [section 2]}
  - {id: routine, label: Routine, req: [section 2]}
stages:
"""


def told_apart(*changes: tuple[str, str]) -> str:
    text = changed("stages:\n", PRIORITIES)
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def only(text: str) -> str:
    (fault,) = faults(text)
    return fault.split(": ", 1)[1]


def test_two_stages_have_one_number_where_no_difference_comes_to_both():
    text = told_apart(
        ("    number: 2\n", "    number: 1\n    when: {priority: [routine]}\n"),
        (
            "    number: 1\n    name: Talking",
            "    number: 1\n    when: {priority: [urgent]}\n    name: Talking",
        ),
    )
    assert [stage.number for stage in read(text, "small.yml").stages] == [1, 1]


def test_and_where_one_may_come_to_both_they_do_not():
    assert "a difference may come to both" in only(changed("    number: 2\n", "    number: 1\n"))


def test_a_difference_for_which_there_is_no_stage():
    text = told_apart(
        ("    number: 2\n", "    number: 2\n    when: {priority: [urgent]}\n"),
        (
            "    number: 1\n    name: Talking",
            "    number: 1\n    when: {priority: [urgent]}\n    name: Talking",
        ),
    )
    said = only(text)
    assert (
        said
        == "For a difference of category `other` and priority `routine` there is no stage at all."
    )


def test_a_condition_that_names_what_there_is_not():
    text = told_apart(("    number: 2\n", "    number: 2\n    when: {priority: [pressing]}\n"))
    said = faults(text)
    assert any("`pressing`" in each for each in said)
    assert any("nothing ever comes to this stage" in each for each in said)


@pytest.mark.parametrize(
    ("skipping", "said"),
    [
        ("{allowed: true, to: [s3], req: [a]}", "`s3` is not a stage in `stages`"),
        ("{allowed: true, to: [s1], req: [a]}", "where it starts without skipping"),
        ("{allowed: false, to: [s2], req: [a]}", "Nothing may be skipped here"),
        ("{allowed: false, consult: line_manager, req: [a]}", "Nothing may be skipped here"),
    ],
)
def test_where_it_may_start(skipping: str, said: str):
    assert said in only(changed("{allowed: false, req: [section 3]}", skipping))


def test_nobody_is_a_gate_at_the_first_tier():
    at = "        what: Talk.\n"
    assert "nobody is a gate here" in only(changed(at, f"{at}        gate: true\n"))
    at = "        what: Talk again.\n"
    assert read(changed(at, f"{at}        gate: true\n"), "small.yml").tiers[1].gate


@pytest.mark.parametrize("number", ["", ", hours: 72, working days: 3"])
def test_it_is_raised_within_days_or_hours(number: str):
    within = f"raise within: {{words: soon, of: the conference, req: [a]{number}}}\nstages:\n"
    assert "one of the two" in only(changed("stages:\n", within))


def test_days_by_priority_never_run_back_for_any_kind():
    by = "          by priority: [{priority: urgent, working days: 5}]\n"
    higher = "        what: Talk again.\n        within: {working days: 2, counted from: start, words: two}\n"
    text = told_apart(
        (
            "          words: within one working day\n",
            f"          words: within one working day\n{by}",
        ),
        ("        what: Talk again.\n", higher),
    )
    assert "2 working days end before the 5 of a tier below" in only(text)
    assert read(SMALL, "small.yml")

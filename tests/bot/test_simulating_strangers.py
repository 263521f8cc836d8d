"""What somebody met who wrote a procedure from the documentation alone."""

from datetime import datetime

from bot import simulating
from escalation.rehearsing.script import RAISE, Script, Step
from escalation.rehearsing.simulation import play
from escalation.texts.procedure import Procedure, read
from escalation.working_time.times import LONDON
from tests.escalation.small_procedure import SMALL

MONDAY = datetime(2026, 9, 14, 10, tzinfo=LONDON)
BOTH = """\
subjects:
  - {id: child, term: child, file: child's file}
  - {id: adult, term: adult, file: adult's record}
stages:
"""


def changed(*changes: tuple[str, str]) -> Procedure:
    text = SMALL
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return read(text, "small-town.yml")


def said(procedure: Procedure, *steps: Step) -> str:
    script = Script((Step(does=RAISE), *steps))
    lived = play(procedure, simulating.doors(), MONDAY, script, on=6)
    assert lived.standing.sides, "it is raised where a script fills in nothing"
    return "\n".join(line.text for line in lived.lines)


def test_what_may_be_about_two_is_raised_about_the_first_where_nobody_says():
    assert "raised" in said(changed(("stages:\n", BOTH)))


def test_a_stage_that_the_text_says_nothing_of_is_quoted_nowhere():
    assert "“”" not in said(changed())


def test_those_at_a_gate_read_what_the_text_asks_of_them():
    gate = changed(
        ("        what: Talk again.\n", "        what: Talk again.\n        gate: true\n")
    )

    assert "nobody of your tier there is told before. Talk again." in said(gate)

"""The numbered requirements of a text, and which list a procedure is held to."""

from escalation.texts import procedure, procedure_text, requirements
from escalation.texts.requirements import Requirement
from tests.escalation.small_procedure import SMALL
from tests.escalation.story import BERKSHIRE

LIST = """\
R-009-01 | 3,7 | I | identity | What it is called
R-009-02 | 5 | M | actor | They must report it
R-009-03 | - | G | gap | No window | none at all
"""


def test_a_list_is_one_requirement_a_line():
    first, second, third = requirements.read(LIST)

    assert first == Requirement("R-009-01", "3,7", "information", "identity", "What it is called")
    assert second.force == "must"
    assert third.meaning == "No window | none at all"


def test_only_what_obliges_asks_or_allows_is_asked():
    assert [each.is_asked for each in requirements.read(LIST)] == [False, True, False]


def test_a_procedure_is_held_to_the_list_that_its_stages_name():
    """Its categories may well be another's."""
    assert requirements.list_of(BERKSHIRE) == "R-004"


def test_a_procedure_that_names_places_in_its_text_is_held_to_no_list():
    small = procedure.of(procedure_text.tree(SMALL, "small.yml"))

    assert requirements.list_of(small) == ""

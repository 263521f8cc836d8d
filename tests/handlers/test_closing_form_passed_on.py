"""The closing page says who reads what a side passes on to the partnership, before anything is typed."""

from escalation import rights
from escalation.permissions import Act
from escalation.words.forms import Field
from handlers import closing_form
from tests.escalation.duties.test_duties import RAISED, asking, stated
from tests.escalation.story import DIRECTORY, Story


def test_it_says_beforehand_that_each_side_reads_it():
    passed = stated(tells=("business_manager",), content="details")
    story = Story(procedure=asking(passed)).raised(RAISED).reaches("Tuesday 2026-04-07 17:01")
    actor = rights.check("jo", Act.CLOSING, story.disagreement, DIRECTORY)

    page = closing_form.form(actor, story.disagreement, DIRECTORY, story.now)

    fields = {each.id: each for each in page.parts if isinstance(each, Field)}
    words = fields["s1:consult.words"]
    assert words.asked == "text", "looked at once more for a child's name, as all read it"
    assert words.hint.startswith("Both sides read this once it is done")

"""Who is asked, in words: of one agency or of several, and in the number that fits."""

from escalation.words import naming
from tests.escalation.hillingdon import hillingdon


def test_where_each_side_calls_its_people_otherwise_they_answer_and_not_one_of_them_answers():
    story = hillingdon(start_tier=3, start_reason="MARKER because")

    said = naming.standing_with(story.disagreement)

    assert "(here: Designated Safeguarding Lead) of Health Trust and the " in said
    assert said.endswith(" of Social Care answer for it")

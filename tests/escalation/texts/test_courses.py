"""Courses that cannot be meant: each is refused with a sentence."""

import pytest

from escalation.texts.procedure import Faults, read
from tests.escalation.hillingdon import FILE


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("        to: adult_board_chair\n", "", "A course that refers needs `to`"),
        ("to: adult_board_chair", "to: supervisor", "a role of the partnership is needed here"),
        (
            "held by: [implementation_unit]",
            "held by: [supervisor]",
            "Courses are the partnership's",
        ),
        ("    meeting:\n      called by", "    x:\n      called by", "needs the `meeting` of its"),
    ],
)
def test_courses_that_cannot_be_meant_are_refused(before, after, said):
    text = FILE.read_text(encoding="utf-8")
    assert before in text
    with pytest.raises(Faults) as refused:
        read(text.replace(before, after), "changed.yml")
    assert said in str(refused.value)

"""What is asked of a role alone: told apart from the rest, so that nobody who has both misses either."""

import pytest

from escalation.directory.people import PARTNERSHIP
from escalation.duties import alone, closing_words
from escalation.duties.duties import Owed
from escalation.duties.stated import Duty
from escalation.owing import BUSINESS_MANAGER, Recipient, RoleAt, To
from tests.escalation.kept_beside import KEPT
from tests.escalation.story import Story


def owed(agency: str, off_file: bool = False) -> tuple[Owed, ...]:
    duty = Duty("s3:one", "s3", "Consider it.", "should", (), "settled", off_file=off_file)
    return (Owed(duty, agency),)


@pytest.mark.parametrize(
    ("who", "left", "topic"),
    [
        (To("owen"), owed("health"), "closing:1"),
        (RoleAt("senior_manager", "health"), owed("health"), "closing:1"),
        (RoleAt("senior_manager", "health"), owed("health", True), "closing:1:senior_manager"),
        (RoleAt("board_chair", PARTNERSHIP), owed(PARTNERSHIP), "closing:1:board_chair"),
        (BUSINESS_MANAGER, owed(PARTNERSHIP), "closing:1"),
    ],
)
def test_whoever_has_two_roles_or_approved_as_well_is_told_of_each(
    who: Recipient, left: tuple[Owed, ...], topic: str
):
    """A person is told once of one topic: two lists under one name, and the second never arrived."""
    assert alone.topic("closing:1", who, left) == topic


def test_whoever_is_asked_it_is_told_of_it_alone_and_of_the_rest_nobody_twice():
    """R-002-43: the senior manager who approved hears of both, each once."""
    story = Story(procedure=KEPT).raised("Thursday 2026-04-02 15:00")
    story.reaches("Thursday 2026-04-09 17:01").settles("owen", "marcus")
    lists = dict(closing_words.left_for(story.disagreement, "health"))

    named = [each.duty.id for each in lists[To("owen")]]
    assert "s3:competence" not in named
    assert "s3:record" in named
    ((kept,),) = (some for who, some in lists.items() if isinstance(who, RoleAt))
    assert kept.duty.id == "s3:competence"
    told = [each for each in story.heard if each.person == "owen" and "competence" in each.text]
    assert ["by you alone" in each.text for each in told] == [True]
    assert "answered with yes or no, on your own page" in " ".join(told[0].text.split())

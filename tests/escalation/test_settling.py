"""What is said at the end to whoever stands for no involved agency: of no agency's file."""

import pytest

from escalation.acts import close, convene
from tests.escalation.convened import ON, PEOPLE, at_stage_4
from tests.escalation.story import Story


@pytest.fixture
def chaired() -> Story:
    """A meeting has been called, and its chair is of an agency that is not involved."""
    story = at_stage_4(Story(directory=PEOPLE))
    return story.does(convene.call_meeting, "ruth", answers={**ON, "chair": "vera"}).forgets()


def said_to(story: Story, who: str, topic: str) -> str:
    return next(each.text for each in story.heard if (each.person, each.topic) == (who, topic))


@pytest.mark.parametrize("topic", ["settled", "withdrawn"])
def test_only_whoever_stands_for_an_agency_reads_of_its_file(chaired: Story, topic: str):
    if topic == "settled":
        chaired.settles("ruth", "anne")
    else:
        chaired.does(close.withdraw, "sam")

    assert "which goes to your agency for the child's file." in said_to(chaired, "sam", topic)
    assert "which goes to your agency for the child's file." in said_to(chaired, "max", topic)
    vera = said_to(chaired, "vera", topic)
    assert "on the record." in vera
    assert "your agency" not in vera

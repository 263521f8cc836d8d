"""What whoever is asked no more hears when it is handed on."""

from escalation.acts import answer
from tests.escalation.story import Story


def test_whoever_is_relieved_hears_it_themselves_and_999_first(easter: Story):
    """It is for them alone: nobody who stands in for them is told that they are asked no more."""
    easter.reaches("Tuesday 2026-04-07 17:01").does(answer.take, "kofi").forgets()

    easter.does(answer.not_me, "tom", answers={"reason": "Not my team", "instead": "helen"})

    (relieved,) = [each for each in easter.heard if each.topic == "relieved:1"]
    assert relieved.telling.farthest == "holder"
    assert "999" in relieved.text.splitlines()[0]

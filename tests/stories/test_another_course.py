"""Hillingdon, lived in Slack, with nobody named for its Unit: the Business Manager chooses, twice."""

from dataclasses import replace

from tests.stories.hillingdon import in_force, people
from tests.stories.test_hillingdon import CHOOSE, THREE, at_stage_4


def test_she_chooses_a_panel_calls_it_and_chooses_another_way_then_it_is_off(berkshire_of):
    known = people()
    posts = tuple(post for post in known.posts if post.role != "implementation_unit")
    hillingdon = in_force(berkshire_of(replace(known, posts=posts)))
    at_stage_4(hillingdon, "Child")

    panel = {"course": "Convene a Resolution Panel", "reason": "It needs all three."}
    hillingdon.presses_in_messages("Bea", CHOOSE, **panel)
    assert hillingdon.heard("Bea", "a meeting is to be called") == 1
    hillingdon.presses_in_messages("Bea", "Call the meeting", **THREE)
    assert hillingdon.heard("Ned", "you are asked to a meeting") == 1
    assert hillingdon.channel_of("Ned") == hillingdon.channel_of("Sam") != []

    directly = {"course": "Seek to resolve the issue directly", "reason": "They speak again."}
    hillingdon.presses_in_messages("Bea", CHOOSE, **directly)
    for name in ("Clare", "Leila", "Ned"):
        assert hillingdon.heard(name, "the meeting is off") == 1
    assert hillingdon.channel_of("Ned") == []
    assert "Move the meeting" not in str(hillingdon.card())

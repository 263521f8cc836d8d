"""Who may see where it stands, and has no page of it, hears that nothing is left for them."""

from escalation.acts import climb, convene
from tests.escalation.convened import ON
from tests.handlers.reception import Reception, told


def test_whoever_was_only_called_to_its_meeting_hears_that_nothing_is_left(reception: Reception):
    office = reception.office
    reference = reception.raises()
    office.does(reference, climb.move_up, "sam", answers={"tier": "4", "reason": "MARKER"})
    office.does(reference, convene.call_meeting, "ruth", answers={**ON, "chair": "pat"})

    answer = told(reception.asks("pat", "closing", reference=reference))

    assert "Nothing is left for you to see to." in answer
    assert f"/escalate status {reference}" in answer
    assert "that names you" not in answer
    assert "that names you" in told(reception.asks("ann", "closing", reference=reference))

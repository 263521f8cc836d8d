"""To whoever was taken out of it there is no such disagreement left to see to, in the list or by name."""

from escalation.acts import climb, convene, wrong
from handlers.showing import NOT_YOURS
from tests.escalation.convened import HELD, ON
from tests.handlers.reception import Reception, told


def test_whoever_called_its_meeting_and_was_cut_is_neither_shown_it_nor_asked(reception: Reception):
    office = reception.office
    reference = reception.raises()
    office.does(reference, climb.move_up, "sam", answers={"tier": "4", "reason": "MARKER"})
    chaired = {"chair_name": "MARKER Vale", "chair_of": "MARKER Fire"}
    office.does(reference, convene.call_meeting, "ruth", answers={**ON, **chaired})
    office.works("Monday 2026-04-13 10:00")
    office.does(reference, convene.meeting_held, "ruth", question="held:1", answers=HELD)
    office.does(reference, wrong.wrong, "sam", answers={"who": "ruth", "reason": "MARKER"})

    assert "Nothing that you are asked for is left." in told(reception.asks("ruth", "closing"))
    assert NOT_YOURS in told(reception.asks("ruth", "closing", reference=reference))
    assert "ruth" not in {each.who for each in office.store.audit.of(reference)}

    office.works("Tuesday 2026-04-14 10:00")
    asked = "the issues arising from the meeting have still to be reported"
    assert any(asked in each for each in office.platform.heard("bea"))
    assert reference in told(reception.asks("bea", "closing"))

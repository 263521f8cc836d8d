"""One press, nothing to fill in, at any hour, with or without a scheduler."""


def test_own_lead_and_line_manager_are_told_at_once_with_the_scheduler_dead(berkshire):
    """R-004-02, R-004-03, R-004-47. The runner never runs here; only the press does."""
    berkshire.raises()
    berkshire.slept_until("Saturday 2026-04-04 03:00")

    berkshire.person("Sam").presses("Immediate harm", in_=berkshire.card())

    assert berkshire.heard("Clare", "Ring them now") == 1
    assert berkshire.heard("Jo", "Ring them now") == 1


def test_the_presser_is_told_to_ring_and_whether_it_was_delivered(berkshire):
    berkshire.raises()

    berkshire.presses("Sam", "Immediate harm")

    answer = berkshire.refused("Sam")
    assert "999" in answer
    assert "This is not a telephone call: ring." in answer
    assert "Clare Moss: delivered" in answer
    assert "0118 496 0107" in answer


def test_it_tells_the_other_agency_nothing_moves_no_limit_and_closes_nothing(berkshire):
    reference = berkshire.raises()
    before = berkshire.app.store.disagreement(reference)
    told = {name: len(berkshire.told(name)) for name in ("Priya", "Tom", "Leila", "Bea")}

    berkshire.presses("Sam", "Immediate harm")

    after = berkshire.app.store.disagreement(reference)
    assert {name: len(berkshire.told(name)) for name in told} == told
    assert (after.limits, after.told, after.stage, after.status) == (
        before.limits,
        before.told,
        before.stage,
        before.status,
    )
    assert "harm" not in berkshire.thread().lower()


def test_after_fifteen_minutes_unopened_the_presser_is_told_to_ring(berkshire):
    berkshire.raises()
    berkshire.presses("Sam", "Immediate harm")

    berkshire.reaches("Thursday 2026-04-02 15:14")
    assert berkshire.heard("Sam", "nobody has opened") == 0

    berkshire.reaches("Thursday 2026-04-02 15:16")
    assert berkshire.heard("Sam", "nobody has opened") == 1
    told = berkshire.told("Sam")[-1].text
    assert "Safeguarding Lead: ring Clare Moss on 0118 496 0107" in told
    assert "Line manager / team manager: ring Jo Lee on 0118 496 0102" in told
    assert "or Fay Ross on 0118 496 0103" in told


def test_of_a_deputy_to_whom_it_does_not_go_nothing_is_said_but_their_number(berkshire):
    """Slack refuses the alarm for a moment: it goes to Jo, and Fay, who deputises, is owed nothing."""
    berkshire.raises()
    object.__setattr__(berkshire.app.desk, "deliver", lambda: None)

    berkshire.presses("Sam", "Immediate harm")

    answer = berkshire.refused("Sam")
    assert (
        "Jo Lee: not delivered yet, ring 0118 496 0102; or ring Fay Ross on 0118 496 0103" in answer
    )
    assert "Fay Ross: not delivered" not in answer


def test_once_somebody_has_seen_it_the_presser_knows_who(berkshire):
    berkshire.raises()
    berkshire.presses("Sam", "Immediate harm")

    berkshire.presses_in_messages("Clare", "I have seen this and am ringing")
    berkshire.reaches("Thursday 2026-04-02 15:16")

    assert berkshire.heard("Sam", "Clare Moss has seen") == 1
    assert berkshire.heard("Sam", "nobody has opened") == 0


def test_where_lead_and_deputy_are_both_on_leave_the_lead_is_told_all_the_same(berkshire):
    berkshire.raises()
    for name in ("Clare", "Dev"):
        person = berkshire.person(name)
        person.types("/escalate away")
        person.waits_for(lambda one=person: one.modal, called="the form")
        person.submits({"starts": "2026-04-02", "ends": "2026-04-12"})

    berkshire.presses("Sam", "Immediate harm")

    assert berkshire.heard("Clare", "Ring them now") == 1
    answer = berkshire.refused("Sam")
    assert "Clare Moss: delivered, but is away until Sunday 12 April" in answer

"""Christmas, a difference three weeks old, and a start at stage 3."""

import re


def one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def test_over_christmas_the_bank_holidays_do_not_count(berkshire_from):
    christmas = berkshire_from("Wednesday 2026-12-23 15:30")
    christmas.raises(began="Wednesday 2026-12-23 15:30")

    christmas.reaches("Thursday 2026-12-24 17:01")
    assert len(christmas.told("Jo")) == 1

    christmas.reaches("Tuesday 2026-12-29 17:00")
    assert christmas.told("Mina") == []

    christmas.reaches("Tuesday 2026-12-29 17:01")
    assert len(christmas.told("Mina")) == 1

    christmas.reaches("Thursday 2026-12-31 17:01")
    assert len(christmas.told("Ruth")) == 1


def test_raised_three_weeks_late_every_tier_still_has_its_time_and_nobody_is_called_late(berkshire):
    """Began Thursday 12 March, raised Thursday 2 April: no limit is held against anybody."""
    reference = berkshire.raises(began="Thursday 2026-03-12 10:00")

    berkshire.reaches("Tuesday 2026-04-07 17:00")
    assert berkshire.told("Jo") == []
    berkshire.reaches("Tuesday 2026-04-07 17:01")
    assert len(berkshire.told("Jo")) == 1
    berkshire.reaches("Wednesday 2026-04-08 17:01")
    assert len(berkshire.told("Mina")) == 1

    assert "limit_passed" not in berkshire.kinds(reference)
    said = one_line(" ".join(message.text for message in berkshire.told("Jo")))
    assert "had passed before this was raised" in said
    assert not re.search(r"\b(late|overdue|breach)", said)


def test_the_preview_says_that_limits_had_passed_and_offers_a_later_stage(berkshire):
    preview = berkshire.previews(began="Thursday 2026-03-12 10:00")

    assert "had passed before now" in one_line(preview.text)
    assert berkshire.references() == []


def test_started_at_stage_3_the_senior_managers_are_told_at_once(berkshire):
    """R-004-05: not always linear; the stages passed over are shown, with the reason."""
    reference = berkshire.raises(
        start="Stage 3 – Formal Resolution", start_reason="Four days with nobody visiting."
    )

    assert len(berkshire.told("Owen")) == len(berkshire.told("Marcus")) == 1
    assert [berkshire.told(name) for name in ("Jo", "Tom", "Mina", "Helen")] == [[]] * 4
    assert berkshire.heard("Bea", "has entered Stage 3") == 1
    assert "Four days with nobody visiting." in berkshire.thread()
    assert "moved" in berkshire.kinds(reference)


def test_moved_up_to_stage_3_with_a_reason_the_later_limit_still_counts_from_the_start(berkshire):
    berkshire.raises()
    berkshire.presses("Sam", "Move up now", tier=stage(berkshire, 3), reason="Nobody is visiting.")

    assert len(berkshire.told("Owen")) == 1
    assert berkshire.told("Mina") == []

    berkshire.reaches("Friday 2026-04-10 17:00")
    assert berkshire.told("Ruth") == []
    berkshire.reaches("Friday 2026-04-10 17:01")
    assert len(berkshire.told("Ruth")) == 1


def stage(partnership, number):
    """How the form names the first tier of a stage."""
    found = next(iter(partnership.app.desk.procedures.values()))
    role = found.stages[number - 1].tiers[0].held_by[0]
    return f"Stage {number}: {found.role(role).label}"[:75]

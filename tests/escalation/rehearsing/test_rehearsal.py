"""A procedure on paper: the worked examples of the Berkshire process, and the rules of telling."""

from dataclasses import replace

import pytest

from escalation.rehearsing.planned import Planned
from tests.escalation.worked import BERKSHIRE, TIERS, WORKED, at, played


def when(planned: tuple[Planned, ...], kind: str) -> dict[str, str]:
    """The first time each tier has a line of this kind."""
    found: dict[str, str] = {}
    for row in planned:
        if row.kind == kind and row.at and row.tier:
            found.setdefault(row.tier, f"{row.at:%A %Y-%m-%d %H:%M}")
    return found


@pytest.mark.parametrize(("began", "days", "meeting"), WORKED)
def test_limits_are_counted_in_working_days_from_the_start(
    began: str, days: list[str], meeting: str
):
    limits = when(played(began), "limit")

    assert limits == dict(zip(TIERS, [f"{day} 17:00" for day in [*days, meeting]], strict=True))


@pytest.mark.parametrize(("began", "days", "meeting"), WORKED)
def test_each_tier_is_told_when_the_limit_of_the_one_before_ends(
    began: str, days: list[str], meeting: str
):
    told = when(played(began), "told")

    assert told == dict(zip(TIERS, [began, *(f"{day} 17:00" for day in days)], strict=True))


@pytest.mark.parametrize(("began", "days", "meeting"), WORKED)
def test_those_who_hold_it_are_asked_on_the_morning_of_their_limit(
    began: str, days: list[str], meeting: str
):
    asked = when(played(began), "asked")

    assert asked == dict(zip(TIERS, [f"{day} 09:00" for day in [*days, meeting]], strict=True))


def test_every_tier_is_told_at_each_involved_agency_by_role():
    told = [row for row in played("Thursday 2026-04-02 15:00") if row.kind == "told" and row.tier]

    assert [[(who.role, who.of) for who in row.to] for row in told] == [
        [("practitioner", "each")],
        [("line_manager", "each")],
        [("next_manager", "each"), ("safeguarding_lead", "each")],
        [("senior_manager", "each")],
        [("departmental_head", "each")],
    ]


def test_why_a_date_is_that_date_names_the_days_that_do_not_count():
    managers = next(
        row
        for row in played("Thursday 2026-04-02 15:00")
        if row.kind == "told" and row.tier == "s1-managers"
    )

    assert managers.why == (
        "The limit for Professional has passed, and no outcome has been recorded. "
        "Good Friday and Easter Monday do not count."
    )
    assert "Friday 3 April 2026: not counted (Good Friday)" in managers.explanation
    assert managers.limit == at("Wednesday 2026-04-08 17:00")
    assert managers.aim == "24 hours"
    assert "R-004-08" in managers.req


def test_a_limit_that_passed_before_raising_tells_nobody():
    planned = played("Monday 2026-09-14 09:00", raised="Thursday 2026-09-17 11:00")
    passed = [
        row for row in planned if row.kind == "limit" and "before this was raised" in row.what
    ]

    assert [f"{row.at:%A %Y-%m-%d}" for row in passed] == [
        "Tuesday 2026-09-15",
        "Wednesday 2026-09-16",
    ]
    assert all(row.to == () for row in passed)
    assert min(row.at for row in planned if row.to and row.at) == at("Thursday 2026-09-17 11:00")


def test_raised_late_limits_stay_and_every_tier_still_has_a_full_working_day_with_it():
    planned = played("Monday 2026-09-14 09:00", raised="Thursday 2026-09-17 11:00")

    assert when(planned, "limit")["s2-next-level"] == "Thursday 2026-09-17 17:00"
    assert when(planned, "limit")["s3-senior"] == "Friday 2026-09-18 17:00"
    assert when(planned, "told") == {
        "s1-professionals": "Thursday 2026-09-17 11:00",
        "s1-managers": "Friday 2026-09-18 17:00",
        "s2-next-level": "Monday 2026-09-21 17:00",
        "s3-senior": "Tuesday 2026-09-22 17:00",
        "s4-heads": "Wednesday 2026-09-23 17:00",
    }


def test_a_nudge_from_raising_is_never_called_a_limit():
    planned = played("Monday 2026-09-14 09:00", raised="Thursday 2026-09-17 11:00")
    managers = next(row for row in planned if row.kind == "told" and row.tier == "s1-managers")

    assert managers.why == (
        "The limit for Professional had passed before this was raised; as many working days "
        "from raising have passed instead, a nudge and not a limit."
    )


def test_a_tier_told_after_its_own_limit_keeps_it_for_a_full_working_day():
    planned = played("Monday 2026-09-14 09:00", raised="Thursday 2026-09-17 11:00")
    senior = next(row for row in planned if row.kind == "told" and row.tier == "s3-senior")

    assert senior.why == (
        "Next management level or Safeguarding Lead had a full working day with it "
        "after being told on Monday 21 September 2026."
    )


def test_a_slower_pace_gives_each_tier_longer():
    told = when(played("Thursday 2026-04-02 15:00", pacing=2), "told")

    assert told["s1-managers"] == "Wednesday 2026-04-08 17:00"
    assert told["s2-next-level"] == "Friday 2026-04-10 17:00"


def test_what_only_a_press_sends_has_no_date():
    planned = played("Thursday 2026-04-02 15:00")
    pressed = [row for row in planned if row.kind in ("press", "after")]

    assert all(row.at is None for row in pressed)
    assert all(row.at is not None for row in planned if row not in pressed)
    partnership = {who.role for row in pressed for who in row.to if who.of == "partnership"}
    assert partnership == {
        "business_manager",
        "independent_scrutineer",
        "statutory_partners",
        "scr_subgroup",
    }


def test_the_clock_tells_nobody_outside_the_involved_agencies_of_any_content():
    planned = played("Thursday 2026-04-02 15:00")
    outside = [row for row in planned if row.at and any(who.of != "each" for who in row.to)]

    assert [([who.role for who in row.to], row.what) for row in outside] == [
        (["business_manager"], "The last limit has passed; told without content.")
    ]


def test_after_the_last_limit_its_holders_go_on_being_asked_and_the_office_hears_of_it():
    planned = played("Thursday 2026-04-02 15:00")
    end = at("Tuesday 2026-04-14 17:00")
    after = [row for row in planned if row.at and row.at >= end]

    assert [(row.kind, [who.role for who in row.to], f"{row.at:%A %H:%M}") for row in after] == [
        ("limit", [], "Tuesday 17:00"),
        ("told", ["business_manager"], "Tuesday 17:00"),
        ("asked", ["departmental_head"], "Tuesday 17:00"),
        ("asked", ["departmental_head"], "Wednesday 09:00"),
    ]


def test_a_procedure_that_only_reminds_its_holders_tells_no_other_tier():
    reminding = replace(BERKSHIRE, on_limit_passed="prompt_holder")

    planned = played("Thursday 2026-04-02 15:00", procedure=reminding)

    assert list(when(planned, "told")) == ["s1-professionals"]
    assert list(when(planned, "limit")) == TIERS


def test_a_procedure_that_moves_up_by_itself_says_so():
    moving = replace(BERKSHIRE, on_limit_passed="move_up")

    planned = played("Thursday 2026-04-02 15:00", procedure=moving)

    assert [row.tier for row in planned if "The stage moves with it." in row.why] == TIERS[1:]


def test_without_a_number_nothing_is_a_limit_and_the_raising_side_is_asked():
    stage = BERKSHIRE.stages[1]
    wordless = replace(stage, tiers=(replace(stage.tiers[0], within=None),))
    stages = (BERKSHIRE.stages[0], wordless, *BERKSHIRE.stages[2:])

    planned = played("Thursday 2026-04-02 15:00", procedure=replace(BERKSHIRE, stages=stages))

    assert list(when(planned, "told")) == TIERS[:3]
    assert "s2-next-level" not in when(planned, "limit")
    reminded, asked = (
        row for row in planned if row.kind == "asked" and row.tier == "s2-next-level"
    )
    assert reminded.at == at("Thursday 2026-04-09 09:00")
    assert asked.at == at("Monday 2026-04-13 17:00")
    assert [(who.role, who.of) for who in asked.to] == [("practitioner", "raising")]


def test_the_tiers_that_wait_for_a_person_are_planned_with_what_is_asked_and_our_patience():
    tiers = [replace(tier, within=None, promptness="promptly") for tier in BERKSHIRE.tiers[2:]]
    stages = (
        BERKSHIRE.stages[0],
        *(
            replace(stage, tiers=(tier,))
            for stage, tier in zip(BERKSHIRE.stages[1:], tiers, strict=True)
        ),
    )

    planned = played("Thursday 2026-04-02 15:00", procedure=replace(BERKSHIRE, stages=stages))

    senior, heads = (row for row in planned if row.kind == "moved")
    assert (senior.tier, senior.what, senior.window) == ("s3-senior", tiers[1].what, "promptly")
    assert senior.why == (
        "Told when somebody moves it to Stage 3. Asked on the next working morning, and then on "
        "every third working day. After 3 working days the Professional of the agency that raised "
        "it is asked whether to move it up, and again after every 10."
    )
    assert heads.why.endswith("The procedure names nobody further: they go on being asked.")

"""Whether each role of a procedure reaches somebody, and a second person; else a named hole."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalation.directory import reaching, seeking
from escalation.directory.cover import Absence, Closure, Shift, Team
from escalation.directory.hole import Hole
from escalation.directory.people import PARTNERSHIP, Post
from escalation.directory.readiness import holes, without_number
from escalation.directory.seeking import Sought
from escalation.owing import RoleAt
from escalation.texts.procedure import read
from tests.escalation.ready import (
    MONDAY,
    PROCEDURE,
    SUMMER,
    WHOLE,
    changed,
    found,
    holding,
    somebody,
)
from tests.escalation.scs import PEOPLE, SCS
from tests.escalation.small_procedure import SMALL
from tests.storage.rosters import directories


def test_a_directory_in_which_all_is_in_place_has_no_holes():
    assert found(WHOLE) == []


def test_a_role_that_nobody_holds_is_a_hole_with_its_ids():
    agency, role, person = "oak", "line_manager", ""

    assert holes(holding(), [PROCEDURE]) == (
        Hole(agency, role, person, "Oak School: nobody is Line manager."),
        Hole(
            agency,
            role,
            person,
            "Oak School: nobody is told of immediate harm, because nobody can be asked as "
            "Line manager.",
        ),
    )


def test_the_same_hole_of_two_procedures_is_said_once():
    assert len(holes(holding(), [PROCEDURE, PROCEDURE])) == 2


MEETING = """\
    meeting:
      called by: line_manager
      members: [head]
      purpose: Understand each other.
      force: must
      req: [section 7]
"""


@pytest.mark.parametrize(("force", "is_hole"), [("must", True), ("should", True), ("may", False)])
def test_whoever_a_stages_meeting_is_of_is_a_role_that_nobody_may_lack(force, is_hole):
    text = SMALL.replace(
        "  line_manager: {label",
        "  head: {label: Head of service, of: agency}\n  line_manager: {label",
    ).replace(
        "    record: {what: On file., force: should, req: [section 7]}\n",
        MEETING.replace("must", force)
        + "    record: {what: On file., force: should, req: [section 7]}\n",
    )

    said = [(each.agency, each.role) for each in holes(WHOLE, [read(text, "small-town.yml")])]

    assert said == ([("oak", "head")] if is_hole else [])


@pytest.mark.parametrize(
    ("post", "sentence"),
    [
        (
            Post("jo", "line_manager", "oak", ends=date(2026, 4, 12)),
            "nobody is Line manager. Jo was until Sunday 12 April 2026.",
        ),
        (
            Post("jo", "line_manager", "oak", starts=date(2026, 4, 14)),
            "nobody is Line manager. Jo is from Tuesday 14 April 2026.",
        ),
    ],
)
def test_a_post_that_ended_or_begins_later_is_said_with_the_hole(post, sentence):
    assert found(holding(post))[0] == f"Oak School: {sentence}"


@pytest.mark.parametrize(
    "post",
    [
        Post("jo", "line_manager", "oak", starts=date(2026, 4, 13)),
        Post("jo", "line_manager", "oak", ends=date(2026, 4, 28)),
    ],
)
def test_a_post_is_held_from_its_first_day_and_its_end_is_far_away(post):
    assert found(holding(post)) == []


def test_a_post_that_ends_soon_is_a_hole_where_nobody_follows():
    ends = Post("jo", "line_manager", "oak", ends=date(2026, 4, 13))
    follows = Post("mina", "line_manager", "oak", starts=date(2026, 4, 14))

    assert found(holding(ends)) == [
        "Oak School: nobody is Line manager after Monday 13 April 2026."
    ]
    assert found(holding(ends, follows)) == []


def test_where_everybody_is_away_each_is_said_with_the_reason():
    away = (Absence("jo", *SUMMER), Absence("fay", *SUMMER))

    assert found(replace(WHOLE, absences=away))[0] == (
        "Oak School: nobody can be asked as Line manager: Jo is away until Friday 24 April; "
        "Fay is away until Friday 24 April."
    )


def test_somebodys_leave_is_no_hole_while_the_deputy_is_there():
    assert found(replace(WHOLE, absences=(Absence("jo", *SUMMER),))) == []


def test_a_holder_without_a_deputy_is_a_hole():
    assert found(changed(WHOLE, somebody("jo"))) == ["Oak School: Jo, Line manager, has no deputy."]


def test_each_manager_whom_a_line_leads_to_is_judged_and_each_is_there_for_the_other():
    both = replace(WHOLE, posts=(*WHOLE.posts, Post("max", "line_manager", "oak")))
    led = changed(both, somebody("max"), somebody("ann", manager="max"))

    assert found(led) == []
    away = tuple(Absence(person, *SUMMER) for person in ("jo", "fay", "max"))
    asked = [hole for hole in found(replace(led, absences=away)) if "Max is away" in hole]
    assert ["as Line manager: Max" in hole for hole in asked] == [False, True]


def test_a_role_may_be_held_by_a_team_or_stood_in_for_by_its_duty():
    duty = Team("duty", "Duty", "oak", covers=("line_manager",))
    team = replace(WHOLE, teams=(duty,), shifts=(Shift("duty", "fay"), Shift("duty", "mina")))

    assert found(changed(team, somebody("jo"))) == []


@pytest.mark.parametrize("later", [0, 2, 5])
def test_a_team_with_one_person_on_duty_is_named_as_the_team_whoever_it_is(later):
    team = replace(
        holding(Post("duty", "line_manager", "oak")),
        teams=(Team("duty", "Duty", "oak"),),
        shifts=(Shift("duty", "fay", works="mon-tue"), Shift("duty", "mina", works="wed-fri")),
        moment=MONDAY + timedelta(days=later),
    )

    said = found(changed(team, somebody("mina")))

    assert said == [
        "Oak School: Duty, Line manager, has one person on duty and nobody to stand in."
    ]


def test_a_rota_that_leaves_a_weekday_with_nobody_is_a_hole():
    team = replace(
        holding(Post("duty", "line_manager", "oak")),
        teams=(Team("duty", "Duty", "oak"),),
        shifts=(Shift("duty", "jo", works="mon-tue"), Shift("duty", "mina", works="thu-fri")),
    )

    assert found(team) == ["Oak School: nobody who is asked as Line manager works on Wednesdays."]


def test_patterns_that_leave_weekdays_with_nobody_are_a_hole():
    part_time = [somebody("jo", deputy="fay", works="mon-wed"), somebody("fay", works="mon; fri")]

    assert found(changed(WHOLE, *part_time)) == [
        "Oak School: nobody who is asked as Line manager works on Thursdays."
    ]


def test_a_closed_school_reaches_its_holiday_contact():
    closed = replace(
        WHOLE,
        closures=(Closure("oak", *SUMMER, contact="bea"),),
    )

    assert found(closed) == []
    assert found(replace(WHOLE, closures=(Closure("oak", *SUMMER),)))[0] == (
        "Oak School: nobody can be asked as Line manager: Jo works for Oak School, which is closed until Friday "
        "24 April; Fay works for Oak School, which is closed until Friday 24 April."
    )


def test_every_area_in_force_has_the_number_of_its_duty_team():
    (missing,) = without_number([PROCEDURE], [])

    assert missing.sentence == "Small Town: no number of its emergency duty team is set."
    assert without_number([PROCEDURE], ["Small Town"]) == ()


@given(directories(), st.integers(0, 900))
def test_a_role_that_reaches_nobody_of_its_tier_is_always_a_hole(directory, days):
    then = directory.at(MONDAY + timedelta(days=days - 100))
    named = {(each.agency, each.role) for each in holes(then, [PROCEDURE])}

    for agency in then.agencies:
        role = "business_manager" if agency.id == PARTNERSHIP else "line_manager"
        above = seeking.above(PROCEDURE, role, agency.id)
        asked = reaching.way(Sought(RoleAt(role, agency.id), above), then)
        assert not asked.is_hole or (agency.id, role) in named


def test_whoever_of_the_partnership_holds_a_tier_or_must_advise_is_looked_for_too():
    posts = tuple(each for each in PEOPLE.posts if each.person not in ("hana", "cal"))
    found = holes(replace(PEOPLE, posts=posts), (SCS,))

    missing = {hole.role for hole in found if hole.agency == "partnership"}
    assert {"head_of_safeguarding", "caf_tac_officer"} <= missing
    assert "team_around_the_family" not in missing


ASKING = """\
    duties:
      - {id: tell, by: head, what: Say so., force: must, tells: [chair], req: [section 7]}
    reports:
      - {by: reporter, to: [board], what: Report it., force: must, req: [section 7]}
    meeting:
      called by: line_manager
      members: [member]
      chair reports to: [subgroup]
      purpose: Understand each other.
      force: must
      req: [section 7]
"""
LEARNING = """\
learning:
  - {what: Learn., when: After., after: [lessons], by: learner, to: [group], force: must, req: [x]}
"""
OF = {
    "agency": ("head", "reporter", "member"),
    "partnership": ("chair", "board", "subgroup", "learner", "group"),
}


def asking(force: str) -> str:
    """The small procedure, which asks all that can be asked of roles that nobody holds."""
    roles = "".join(
        f"  {role}: {{label: {role.title()}, of: {of}}}\n"
        for of, some in OF.items()
        for role in some
    )
    kept = "    record: {what: On file., force: should, req: [section 7]}\n"
    text = SMALL.replace("  line_manager: {label", roles + "  line_manager: {label")
    asked = (ASKING + "§" + LEARNING).replace("force: must", f"force: {force}")
    stage, learning = asked.split("§")
    return text.replace(kept, stage + kept, 1) + learning


def test_whoever_a_duty_a_report_a_meeting_or_learning_needs_is_looked_for():
    said = {(each.agency, each.role) for each in holes(WHOLE, [read(asking("must"), "small.yml")])}

    assert said == {
        *(("oak", role) for role in OF["agency"]),
        *(("partnership", role) for role in OF["partnership"]),
    }


def test_what_may_be_done_leaves_no_hole_but_what_somebody_may_press_or_pass_on():
    said = {each.role for each in holes(WHOLE, [read(asking("may"), "small.yml")])}

    assert said == {"reporter", "board", "learner", "group"}

"""Whether each role of a procedure reaches somebody, and a second person; else a named hole."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

import pytest

from escalation.cover import Absence, Closure, Shift, StandIn, Team
from escalation.people import Agency, Directory, Person, Post
from escalation.procedure import read
from escalation.readiness import Hole, holes, without_number
from escalation.times import LONDON
from tests.escalation.small_procedure import SMALL

PROCEDURE = read(SMALL, "small-town.yml")
MONDAY = datetime(2026, 4, 13, 10, tzinfo=LONDON)
SUMMER = (date(2026, 4, 1), date(2026, 4, 24))


def somebody(id: str, agency: str = "oak", **given: str) -> Person:
    reached = {"email": f"{id}@{agency}.example", "slack": f"U{id.upper()}"}
    return Person(id, id.title(), agency, **{**reached, **given})


PEOPLE = (
    somebody("sam", manager="jo"),
    somebody("jo", deputy="fay"),
    somebody("fay"),
    somebody("mina", deputy="fay"),
    somebody("bea", "partnership", deputy="noel"),
    somebody("noel", "partnership"),
)
WHOLE = Directory(
    (
        Agency("oak", "Oak School", "school", ("oak.example",)),
        Agency("partnership", "The Partnership", "partnership"),
    ),
    PEOPLE,
    (
        Post("sam", "practitioner", "oak"),
        Post("jo", "line_manager", "oak"),
        Post("bea", "business_manager", "partnership"),
    ),
    moment=MONDAY,
)


def found(directory: Directory) -> list[str]:
    return [each.sentence for each in holes(directory, [PROCEDURE])]


def changed(directory: Directory, *people: Person) -> Directory:
    by_id = {person.id: person for person in (*directory.people, *people)}
    return replace(directory, people=tuple(by_id.values()))


def holding(*posts: Post, but: Iterable[str] = ("jo",)) -> Directory:
    return replace(
        WHOLE, posts=(*(post for post in WHOLE.posts if post.person not in set(but)), *posts)
    )


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
        Post("jo", "line_manager", "oak", ends=date(2026, 4, 13)),
        Post("jo", "line_manager", "oak", starts=date(2026, 4, 13)),
    ],
)
def test_a_post_is_held_on_its_first_day_and_on_its_last(post):
    assert found(holding(post)) == []


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


def test_each_manager_whom_a_line_leads_to_is_judged():
    both = replace(WHOLE, posts=(*WHOLE.posts, Post("max", "line_manager", "oak")))

    assert found(changed(both, somebody("max"))) == []
    assert found(changed(both, somebody("max"), somebody("ann", manager="max"))) == [
        "Oak School: Max, Line manager, has no deputy."
    ]


def test_a_role_may_be_held_by_a_team_or_stood_in_for_by_its_duty():
    duty = Team("duty", "Duty", "oak", covers=("line_manager",))
    team = replace(WHOLE, teams=(duty,), shifts=(Shift("duty", "fay"), Shift("duty", "mina")))

    assert found(changed(team, somebody("jo"))) == []


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


def test_two_who_share_a_post_work_every_weekday_between_them():
    whole = [somebody("jo", job_share="fay", works="mon-wed"), somebody("fay", works="wed-fri")]
    gap = [somebody("jo", job_share="fay", works="mon-tue"), somebody("fay", works="thu-fri")]

    assert found(changed(WHOLE, *whole)) == []
    assert found(changed(WHOLE, *gap))[-1] == (
        "Oak School: Jo and Fay share a post, and neither works on Wednesdays."
    )


def test_whoever_is_asked_must_have_a_way_to_be_told():
    no_slack = changed(WHOLE, somebody("jo", deputy="fay", slack=""))
    no_email = changed(WHOLE, somebody("jo", deputy="fay", email=""))
    deputy = changed(WHOLE, somebody("fay", slack=""))
    neither = changed(WHOLE, somebody("mina", email="", slack=""))

    assert found(no_slack) == [
        "Oak School: Jo, Line manager, has no Slack ID and cannot be told there."
    ]
    assert found(no_email) == [
        "Oak School: Jo has no e-mail address, which is the other way to reach them."
    ]
    assert found(deputy) == [
        "Oak School: Fay, who may be asked as Line manager, has no Slack ID and cannot be told "
        "there."
    ]
    assert found(neither) == [
        "Oak School: Mina cannot be reached: there is no Slack ID and no e-mail address."
    ]


@pytest.mark.parametrize(
    ("domains", "sentence"),
    [
        ((), "it has no domain, so a colleague who is not in the directory cannot be named"),
        (("oak",), "oak is not a domain, such as oak.sch.uk."),
        (("gmail.com",), "anybody may have an e-mail address at gmail.com."),
    ],
)
def test_an_agency_has_domains_of_its_own(domains, sentence):
    agencies = (replace(WHOLE.agencies[0], domains=domains), WHOLE.agencies[1])

    assert found(replace(WHOLE, agencies=agencies))[0].startswith(f"Oak School: {sentence}")


def test_nobody_has_an_address_of_another_agency_and_no_domain_is_of_two():
    elm = Agency("elm", "Elm School", "school", ("oak.example", "elm.example"))
    said = found(
        changed(
            replace(WHOLE, agencies=(*WHOLE.agencies, elm)),
            somebody("mina", email="mina@elm.example"),
        )
    )

    assert "Oak School: oak.example is the domain of Elm School as well." in said
    assert "Oak School: Mina has an e-mail address of Elm School." in said


def test_a_named_professional_who_is_away_is_covered_or_a_hole():
    absent = replace(WHOLE, absences=(Absence("sam", *SUMMER),))
    covered = replace(WHOLE, absences=(Absence("sam", *SUMMER, cover="mina"),))

    assert found(absent) == [
        "Oak School: Sam is away until Friday 24 April 2026, and nobody covers."
    ]
    assert found(covered) == []


def test_a_stand_in_of_an_agency_that_takes_part_is_a_hole():
    care = Agency("care", "Social Care", "local_authority", ("care.example",))
    directory = replace(
        WHOLE,
        agencies=(*WHOLE.agencies, care),
        stand_ins=(StandIn("school", "line_manager", "lea"),),
        posts=(*WHOLE.posts, Post("lea", "practitioner", "care")),
    )
    directory = changed(directory, somebody("lea", "care"))
    second = (*directory.stand_ins, StandIn("school", "line_manager", "noel"))

    (hole,) = (each for each in holes(directory, [PROCEDURE]) if "other party" in each.sentence)

    assert (hole.agency, hole.role) == ("care", "line_manager")
    assert not any("other party" in each for each in found(replace(directory, stand_ins=second)))


def test_a_closed_school_reaches_its_holiday_contact():
    closed = replace(
        WHOLE,
        closures=(Closure("oak", *SUMMER, contact="bea"),),
    )

    assert found(closed) == []
    assert found(replace(WHOLE, closures=(Closure("oak", *SUMMER),)))[0] == (
        "Oak School: nobody can be asked as Line manager: Jo works at Oak School, which is closed until Friday "
        "24 April; Fay works at Oak School, which is closed until Friday 24 April."
    )


def test_every_area_in_force_has_the_number_of_its_duty_team():
    (missing,) = without_number([PROCEDURE], [])

    assert missing.sentence == "Small Town: no number of its emergency duty team is set."
    assert without_number([PROCEDURE], ["Small Town"]) == ()

"""Whether what the directory says makes sense: ways, domains, sharing, absence, stand-ins."""

from dataclasses import replace
from datetime import date

import pytest

from escalation.directory.cover import Absence, Closure, StandIn, Team
from escalation.directory.people import Agency, Post
from escalation.directory.readiness import holes
from tests.escalation.ready import PROCEDURE, SUMMER, WHOLE, changed, found, somebody


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


def test_whoever_shares_a_post_must_have_a_way_on_whichever_day_it_is_asked():
    """On a Monday Fay does not work, and on a Wednesday nobody could tell her."""
    shared = [
        somebody("jo", job_share="fay", works="mon-tue", deputy="mina"),
        somebody("fay", job_share="jo", works="wed-fri", slack=""),
    ]

    assert any("Fay, who may be asked as" in each for each in found(changed(WHOLE, *shared)))


def test_a_team_of_which_the_last_has_gone_is_a_hole():
    desk, spare = (Team(id, id.title(), "oak") for id in ("desk", "spare"))
    teams = replace(WHOLE, teams=(replace(desk, covers=("line_manager",)), spare))

    assert found(teams) == ["Oak School: the team Desk is asked for a role, and nobody is in it."]


def test_a_deputy_of_another_agency_is_not_asked():
    assert found(changed(WHOLE, somebody("jo", deputy="noel"))) == [
        "Oak School: Jo, Line manager, has no deputy.",
        "Oak School: Noel, the deputy of Jo, works for another agency and is not asked in their "
        "place.",
    ]


def test_a_cover_of_another_agency_is_not_asked_and_one_of_a_leave_that_is_over_is_nobodys_matter():
    now = replace(WHOLE, absences=(Absence("mina", *SUMMER, cover="noel"),))
    over = Absence("mina", date(2025, 1, 1), date(2025, 1, 2), cover="noel")

    assert (
        "Oak School: Noel, the cover of Mina, works for another agency and is not asked in their "
        "place."
    ) in found(now)
    assert found(replace(WHOLE, absences=(over,))) == []


def test_a_stand_in_for_a_type_of_which_there_is_no_agency_is_a_hole():
    orphaned = replace(WHOLE, stand_ins=(StandIn("shool", "line_manager", "jo"),))

    assert found(orphaned)[-1] == (
        "Oak School: Jo stands in as line_manager for each shool, and no agency is of that type."
    )


def test_a_named_professional_who_is_away_is_covered_or_a_hole():
    absent = replace(WHOLE, absences=(Absence("sam", *SUMMER),))
    covered = replace(WHOLE, absences=(Absence("sam", *SUMMER, cover="mina"),))

    assert found(absent) == [
        "Oak School: Sam is away until Friday 24 April 2026, and nobody covers."
    ]
    assert found(covered) == []


@pytest.mark.parametrize("of_the_closure", [True, False])
def test_a_holiday_contact_of_an_agency_that_takes_part_is_a_hole(of_the_closure):
    care = Agency("care", "Social Care", "local_authority", ("care.example",))
    oak = replace(WHOLE.agencies[0], holiday_contact="" if of_the_closure else "lea")
    closure = Closure("oak", date(2026, 7, 23), date(2026, 9, 1), "lea" if of_the_closure else "")
    directory = changed(
        replace(
            WHOLE,
            agencies=(oak, *WHOLE.agencies[1:], care),
            posts=(*WHOLE.posts, Post("lea", "practitioner", "care")),
            closures=(closure,),
        ),
        somebody("lea", "care"),
    )
    office = replace(directory, posts=directory.posts[:-1])

    (hole,) = (each for each in holes(directory, [PROCEDURE]) if "other party" in each.sentence)

    assert hole.agency == "oak"
    assert hole.sentence == (
        "Oak School: Lea, its contact while it is closed, would be of the other party, and is not "
        "asked, where it differs with Social Care."
    )
    assert not any("other party" in each for each in found(office))


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

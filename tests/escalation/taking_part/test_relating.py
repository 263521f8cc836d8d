"""For whom somebody stands, whatever day it is and whoever they work for."""

from dataclasses import replace
from datetime import date

from escalation import rights
from escalation.acts import answer, harm, wrong
from escalation.directory.cover import Absence, Closure, Shift, StandIn, Team
from escalation.directory.people import Agency, Person, Post
from escalation.entries import FILE, SIDES, own_agency
from escalation.permissions import Act, Relation
from tests.escalation.story import DIRECTORY, MAUNDY_THURSDAY, Story, time

BEGAN = "Thursday 2026-04-02 15:00"
TIER_1 = "Tuesday 2026-04-07 17:01"
NEXT_DAY = "Wednesday 2026-04-08 10:00"
APRIL = (date(2026, 4, 1), date(2026, 4, 30))


def lent(person, role, agency):
    """Somebody holds a post, of another agency than they work for."""
    posts = tuple(post for post in DIRECTORY.posts if (post.role, post.agency) != (role, agency))
    return replace(DIRECTORY, posts=(*posts, Post(person, role, agency)))


def test_whoever_took_it_on_a_rota_has_it_when_the_day_has_changed():
    directory = lent("mash", "line_manager", "care")
    directory = replace(
        directory,
        teams=(Team("mash", "MASH", "care"),),
        shifts=(
            Shift("mash", "kofi", date(2026, 4, 1), date(2026, 4, 7)),
            Shift("mash", "joan", date(2026, 4, 8), date(2026, 4, 30)),
        ),
    )
    story = Story(directory=directory.at(time(TIER_1))).raised(BEGAN).reaches(TIER_1)
    story.does(answer.take, "kofi")

    then = directory.at(time(NEXT_DAY))

    assert rights.relations("kofi", story.disagreement, then) == {Relation.HOLDER}
    assert rights.may("kofi", Act.APPROVE, story.disagreement, then)
    assert rights.actor("kofi", story.disagreement, then).role == "Line manager / team manager"


def test_a_deputy_of_the_business_manager_is_told_and_may_see_where_it_stands():
    people = tuple(
        replace(each, deputy="dep") if each.id == "bea" else each for each in DIRECTORY.people
    )
    directory = replace(
        DIRECTORY,
        people=(*people, Person("dep", "Dee Poe", "partnership")),
        absences=(Absence("bea", *APRIL),),
    ).at(MAUNDY_THURSDAY)
    story = Story(directory=directory).raised(BEGAN)
    story.does(answer.not_me, "priya", answers={"reason": "Not mine"})

    story.expects_told({"dep"}, "hole:1")
    assert rights.may("dep", Act.STATUS, story.disagreement, directory)


def test_a_business_manager_whom_the_council_employs_is_of_the_office():
    directory = lent("kofi", "business_manager", "partnership")
    story = Story(directory=directory).raised(BEGAN)
    story.does(answer.not_me, "priya", answers={"reason": "Not mine"})

    assert Relation.NOTICED in rights.relations("kofi", story.disagreement, directory)
    assert rights.actor("kofi", story.disagreement, directory).agency == "partnership"


def test_a_records_officer_reads_for_the_agency_whose_records_they_keep():
    """Anne is a head of the other side: she reads none of its own notes for this post."""
    directory = lent("anne", "records_officer", "health")
    story = Story(directory=directory).raised(BEGAN).reaches(TIER_1)
    story.does(wrong.wrong, "sam", answers={"who": "jo", "reason": "A mistake"})

    assert rights.audiences("anne", story.disagreement, directory) == {
        SIDES,
        FILE,
        own_agency("health"),
    }


def test_the_managers_told_for_a_team_stay_those_asked_when_somebody_of_it_takes_it():
    directory = replace(
        DIRECTORY,
        teams=(Team("duty", "Duty", "health"),),
        shifts=(Shift("duty", "ann"),),
    ).at(MAUNDY_THURSDAY)
    story = Story(directory=directory).raised(BEGAN, by="priya", other="duty").reaches(TIER_1)
    story.does(answer.take, "ann")

    assert rights.may("jo", Act.TAKE, story.disagreement, directory)
    assert not rights.may("max", Act.TAKE, story.disagreement, directory)


def test_somebody_cut_who_is_told_of_harm_may_say_that_they_have_seen_it():
    story = Story().raised(BEGAN).reaches(TIER_1)
    story.does(wrong.wrong, "sam", answers={"who": "jo", "reason": "A mistake"})
    story.forgets().does(harm.press, "sam")

    story.does(harm.opened, "jo", question="harm:1")

    story.expects_told({"sam"}, "harm-seen:1:jo")


class TestBothSides:
    """The lead of a trust stands in for two of its primary schools, which differ."""

    def lived(self, *stand_ins):
        schools = (Agency("p1", "One", "primary"), Agency("p2", "Two", "primary"))
        trust = Agency("trust", "Trust", "trust")
        people = (
            Person("x", "X Ray", "p1"),
            Person("y", "Y Ray", "p2"),
            Person("lead", "Trust Lead", "trust"),
            Person("other", "Other Lead", "trust"),
        )
        posts = (Post("x", "practitioner", "p1"), Post("y", "practitioner", "p2"))
        directory = replace(
            DIRECTORY,
            agencies=(*DIRECTORY.agencies, *schools, trust),
            people=(*DIRECTORY.people, *people),
            posts=(*DIRECTORY.posts, *posts),
            stand_ins=tuple(StandIn("primary", "line_manager", each) for each in stand_ins),
        )
        story = Story(directory=directory.at(MAUNDY_THURSDAY))
        return story.raised(BEGAN, by="x", other="y").reaches(TIER_1)

    def test_nobody_stands_for_two_sides(self):
        story = self.lived("lead")

        story.expects_told({"lead"}, "reached:1")
        found = rights.posts_of("lead", 1, story.disagreement, story.directory)
        assert found == (("p1", "line_manager"),)

    def test_the_next_who_stands_in_is_asked_for_the_other(self):
        self.lived("lead", "other").expects_told({"lead", "other"}, "reached:1")


def test_a_teacher_of_a_closed_school_is_asked_through_its_holiday_contact():
    oak = Agency("oak", "Oak School", "primary", holiday_contact="hana")
    people = (Person("vic", "Vic Moore", "oak"), Person("hana", "Hana Levy", "oak"))
    directory = replace(
        DIRECTORY,
        agencies=(*DIRECTORY.agencies, oak),
        people=(*DIRECTORY.people, *people),
        posts=(*DIRECTORY.posts, Post("vic", "practitioner", "oak")),
        closures=(Closure("oak", *APRIL),),
    ).at(MAUNDY_THURSDAY)
    story = Story(directory=directory).raised(BEGAN, other="vic")

    story.expects_told({"sam", "hana"}, "raised")


def test_whoever_is_asked_for_a_vacant_role_may_step_aside_or_name_a_colleague():
    posts = tuple(
        post for post in DIRECTORY.posts if (post.role, post.agency) != ("line_manager", "care")
    )
    directory = replace(DIRECTORY, posts=posts)
    aside, named = (Story(directory=directory).raised(BEGAN).reaches(TIER_1) for _ in range(2))

    aside.forgets().does(answer.not_me, "helen", answers={"reason": "Not mine"})
    aside.expects_told({"leila"}, "redirected:1")
    named.forgets().does(answer.not_me, "helen", answers={"reason": "No", "instead": "kofi"})
    named.expects_told({"kofi"}, "redirected:1")

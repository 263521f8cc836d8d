"""The way to somebody who is there: each step with its reason, and never the other party."""

from dataclasses import replace
from datetime import date

import pytest

from escalation.directory import in_place, reaching, seeking
from escalation.directory.cover import Absence, Closure, Shift, StandIn, Team
from escalation.directory.people import Agency, Person, Post
from escalation.directory.reaching import Place
from escalation.directory.seeking import Sought
from escalation.owing import RoleAt, To
from escalation.words.message import Heading, Message, plain, says
from tests.escalation.story import BERKSHIRE, DIRECTORY, Story, time

TUESDAY = time("Tuesday 2026-04-07 10:00")
MANAGER = RoleAt("line_manager", "care", "priya")
ALWAYS = (date(2026, 4, 1), date(2026, 4, 30))
OAK = Agency("oak", "Oak School", "primary school", holiday_contact="hana")
VIC = Person("vic", "Vic Moore", "oak")
HANA = Person("hana", "Hana Levy", "oak")


def away(*people, cover=""):
    return tuple(Absence(person, *ALWAYS, cover) for person in people)


def changed(**of):
    """Some people as they are, but for this."""
    return tuple(
        replace(person, **of[person.id]) if person.id in of else person
        for person in DIRECTORY.people
    )


def way(who=MANAGER, directory=DIRECTORY, **sought):
    return reaching.way(Sought(who, **sought), directory.at(TUESDAY))


def said(found):
    return [str(step) for step in found.steps]


def test_the_holder_is_asked_where_they_are_there():
    assert said(way()) == ["Tom Reed holds it"]
    assert way().place is Place.HOLDER
    assert not way().is_hole


def test_the_deputy_is_asked_while_the_holder_is_away():
    found = way(directory=replace(DIRECTORY, absences=away("tom")))

    assert said(found) == [
        "Tom Reed holds it: is away until Thursday 30 April",
        "Kofi Mensah deputises",
    ]
    assert (found.told.id, found.holder and found.holder.id) == ("kofi", "tom")


def test_whoever_was_named_to_cover_comes_before_the_deputy():
    found = way(directory=replace(DIRECTORY, absences=away("tom", cover="leila")))

    assert said(found)[-1] == "Leila Hassan covers the absence"


def test_a_job_share_is_asked_on_the_days_the_other_does_not_work():
    people = changed(tom={"works": "wed-fri", "job_share": "leila"}, leila={"works": "mon-tue"})
    directory = replace(DIRECTORY, people=people)

    assert said(way(directory=directory)) == [
        "Tom Reed holds it: does not work on Tuesdays",
        "Leila Hassan shares the post",
    ]
    thursday = directory.at(time("Thursday 2026-04-09 10:00"))
    assert reaching.way(Sought(MANAGER), thursday).told.id == "tom"


def test_a_weekday_off_alone_takes_nothing_to_a_higher_tier():
    people = changed(mina={"works": "wed-fri"})
    asked = way(
        RoleAt("next_manager", "health", "sam"),
        replace(DIRECTORY, people=people),
        above=(RoleAt("senior_manager", "health", "sam"),),
    )

    assert (asked.told.id, asked.is_hole) == ("mina", False)


def test_whoever_is_on_duty_is_asked_where_deputies_are_away_too():
    directory = replace(
        DIRECTORY,
        absences=away("tom", "kofi"),
        teams=(Team("mash", "MASH duty", "care", covers=("line_manager",)),),
        shifts=(Shift("mash", "joan", works="wed-fri"), Shift("mash", "leila", works="mon-tue")),
    )

    assert said(way(directory=directory))[-1] == "Leila Hassan is on duty"


def test_a_closed_school_is_asked_through_its_holiday_contact():
    head = Person("noor", "Noor Khan", "oak", deputy="hana")
    directory = replace(
        DIRECTORY,
        agencies=(*DIRECTORY.agencies, OAK),
        people=(*DIRECTORY.people, head, HANA, VIC),
        posts=(*DIRECTORY.posts, Post("noor", "line_manager", "oak")),
        closures=(Closure("oak", *ALWAYS, contact="vic"),),
    )

    assert said(way(RoleAt("line_manager", "oak"), directory)) == [
        "Noor Khan holds it: works for Oak School, which is closed until Thursday 30 April",
        "Hana Levy deputises: works for Oak School, which is closed until Thursday 30 April",
        "Vic Moore is the contact while the agency is closed",
    ]


def test_what_an_agency_has_nobody_for_is_asked_of_who_stands_in_for_its_type():
    directory = replace(
        DIRECTORY,
        agencies=(*DIRECTORY.agencies, OAK),
        stand_ins=(
            StandIn("primary school", "departmental_head", "pat"),
            StandIn("health", "departmental_head", "ivor"),
        ),
    )

    assert said(way(RoleAt("departmental_head", "oak"), directory)) == [
        "Pat Quinn stands in where the agency has nobody"
    ]


def test_where_nobody_of_the_tier_is_there_the_next_is_asked_and_it_is_a_hole():
    directory = replace(DIRECTORY, absences=away("tom", "kofi"))
    found = way(directory=directory, above=(RoleAt("next_manager", "care", "priya"),))

    assert said(found)[-1] == "Helen Frost holds the next tier"
    assert found.is_hole


def test_a_way_that_ends_with_nobody_says_so():
    found = way(RoleAt("line_manager", "police"))

    assert (found.person, found.is_hole) == (None, True)
    assert said(found) == ["nobody: nobody is named for it"]
    with pytest.raises(ValueError, match="a way to nobody"):
        _ = found.told


def test_the_other_party_never_stands_in():
    """Social care's own manager would stand in for the trust; Priya is a named professional."""
    directory = replace(
        DIRECTORY,
        absences=away("jo", "max"),
        stand_ins=(
            StandIn("health", "line_manager", "tom"),
            StandIn("health", "line_manager", "pat"),
        ),
    )
    story = Story().raised("Thursday 2026-04-02 15:00")
    sought = seeking.sought(RoleAt("line_manager", "health", "sam"), story.disagreement, directory)
    found = reaching.way(sought, directory.at(TUESDAY))

    assert said(found) == [
        "Jo Lee holds it: is away until Thursday 30 April",
        "Max Gray holds it too: is away until Thursday 30 April",
        "Tom Reed stands in where the agency has nobody: is of the other agency involved",
        "Pat Quinn stands in where the agency has nobody",
    ]


def test_a_post_lent_to_the_other_side_is_no_ones_there():
    posts = (*DIRECTORY.posts, Post("jo", "senior_manager", "care"))
    story = Story().raised("Thursday 2026-04-02 15:00")
    directory = replace(DIRECTORY, posts=tuple(post for post in posts if post.person != "marcus"))
    who = RoleAt("senior_manager", "care", "priya")
    sought = seeking.sought(who, story.disagreement, directory)

    assert said(reaching.way(sought, directory.at(TUESDAY)))[0] == (
        "Jo Lee holds it: is of the other agency involved"
    )


def test_an_office_post_may_be_held_by_somebody_of_an_involved_agency():
    posts = (*DIRECTORY.posts, Post("anne", "statutory_partners", "partnership"))
    story = Story().raised("Thursday 2026-04-02 15:00")
    directory = replace(DIRECTORY, posts=posts)
    sought = seeking.sought(
        RoleAt("statutory_partners", "partnership"), story.disagreement, directory
    )

    assert reaching.way(sought, directory).told.id == "anne"


def test_a_named_professional_who_is_away_is_asked_through_their_own_line():
    story = Story().raised("Thursday 2026-04-02 15:00")
    directory = replace(DIRECTORY, absences=away("priya"))
    sought = seeking.sought(To("priya"), story.disagreement, directory)

    assert reaching.way(sought, directory.at(TUESDAY)).told.id == "tom"


@pytest.mark.parametrize(
    ("farthest", "expected"), [("holder", "tom"), ("deputy", None), ("next_tier", "helen")]
)
def test_how_far_one_goes_depends_on_what_is_told(farthest, expected):
    story = Story().raised("Thursday 2026-04-02 15:00")
    directory = replace(DIRECTORY, absences=away("tom", "kofi"))
    sought = seeking.sought(MANAGER, story.disagreement, directory, farthest)
    person = reaching.way(sought, directory.at(TUESDAY)).person

    assert (person and person.id) == expected


def test_each_is_asked_where_those_before_cannot_be_reached():
    found = list(reaching.ways(Sought(MANAGER), DIRECTORY))

    assert [each.told.id for each in found] == ["tom", "kofi"]
    assert said(found[1])[0] == "Tom Reed holds it: could not be reached"


def test_the_holder_may_act_though_they_are_away_and_so_may_whoever_is_asked():
    directory = replace(DIRECTORY, absences=away("tom")).at(TUESDAY)

    assert [each.id for each in reaching.standing(Sought(MANAGER), directory)] == ["kofi", "tom"]


class TestTheSamePersonAtTwoTiers:
    """Jo is the next manager of the trust as well, as in a small agency."""

    def asked(self, same_person):
        posts = (
            *(each for each in DIRECTORY.posts if each.role != "next_manager"),
            Post("jo", "next_manager", "health"),
        )
        procedure = replace(BERKSHIRE, same_person=same_person)
        story = Story(procedure=procedure).raised("Thursday 2026-04-02 15:00")
        directory = replace(DIRECTORY, posts=posts)
        who = RoleAt("next_manager", "health", "sam")
        sought = seeking.sought(who, story.disagreement, directory)
        return reaching.way(sought, directory.at(TUESDAY))

    def test_is_asked_again_where_the_procedure_does_not_say(self):
        assert BERKSHIRE.same_person == "ask_again"
        assert said(self.asked("ask_again")) == ["Jo Lee holds it"]

    def test_is_passed_over_where_it_says_that_the_next_tier_is_asked(self):
        found = self.asked("next_tier")

        assert said(found) == [
            "Jo Lee holds it: holds an earlier tier as well, and was asked there",
            "Owen Hart holds the next tier",
        ]
        assert not found.is_hole
        words = in_place.worded(Message("S", (says("999"), Heading("H"), says("Act."))), found)
        assert "because Jo Lee holds an earlier tier as well" in plain(words)


class TestOneTierOfSeveralRoles:
    """The next management level, or the safeguarding lead: where one of them is reached, it is."""

    def asked(self, farthest="next_tier", **without):
        posts = tuple(each for each in DIRECTORY.posts if each.person not in without["without"])
        story = Story().raised("Thursday 2026-04-02 15:00")
        directory = replace(DIRECTORY, posts=posts)
        who = RoleAt("next_manager", "health", "sam")
        sought = seeking.sought(who, story.disagreement, directory, farthest)
        return reaching.way(sought, directory.at(TUESDAY))

    def test_nobody_of_the_next_tier_is_asked_and_there_is_no_hole(self):
        found = self.asked(without=("mina",))

        assert said(found) == ["Clare Moss holds it too"]
        assert not found.is_hole

    def test_where_nobody_of_any_of_them_is_there_the_next_tier_is_and_it_is_a_hole(self):
        found = self.asked(without=("mina", "clare"))

        assert found.told.id == "owen"
        assert found.is_hole

    def test_whoever_is_asked_as_an_adviser_is_that_role_alone(self):
        assert self.asked("deputy", without=("mina",)).person is None

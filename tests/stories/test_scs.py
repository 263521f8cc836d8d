"""Specialist Children's Services, lived: who joins for a threshold, who stands in, and the last stage."""

from dataclasses import replace

import pytest

from bot import demo, procedures, signposts
from bot.choices import Choices
from escalation.directory.people import Person, Post
from tests.stories.conftest import words

GIVEN = {
    "initial-conference": "Ring the conference chair on 0118 496 0000.",
    "child-protection-plan": "Ring the conference chair on 0118 496 0000.",
}
OFFICE = {
    "Hana Cole": "head_of_safeguarding",
    "Cal Finch": "caf_tac_officer",
    "Tess Field": "team_around_the_family",
}
HELD = {"Mina": "second_tier_manager", "Helen": "second_tier_manager"}
THRESHOLD = "A referral not considered to meet the threshold for assessment"
WHY = "They have spoken twice."


def people():
    """The demo's people, with whom this procedure names besides."""
    known = demo.people()
    office = [
        Person(_id(name), name, "partnership", slack=f"U0{name.split()[0].upper()}")
        for name in OFFICE
    ]
    posts = [Post(_id(name), role, "partnership") for name, role in OFFICE.items()]
    for person in known.people:
        if role := HELD.get(person.name.split()[0]):
            posts.append(Post(person.id, role, person.agency))
    return replace(known, people=(*known.people, *office), posts=(*known.posts, *posts))


def _id(name: str) -> str:
    return name.lower().replace(" ", "-")


@pytest.fixture
def scs(berkshire_of):
    """An installation in whose only area this procedure is in force."""
    partnership = berkshire_of(people())
    found = next(each for each in procedures.every() if each.id.startswith("specialist"))
    chosen = Choices(signposts=GIVEN)
    in_force = signposts.filled({"Reading": replace(found, areas=("Reading",))}, chosen)
    app = partnership.app
    partnership.app = replace(app, desk=replace(app.desk, procedures=in_force))
    object.__setattr__(app, "desk", partnership.app.desk)
    return partnership


def moves_up(scs, to: str) -> None:
    option = next(each for each in _rungs(scs) if each.startswith(to))
    scs.presses("Sam", "Move up now", tier=option, reason=WHY)


def _rungs(scs) -> list[str]:
    sam = scs.person("Sam")
    sam.presses("Move up now", in_=scs.card())
    modal = sam.waits_for(lambda: sam.modal, called="the stages")
    sam.closes()
    return list(modal.field("tier").options)


def test_g001_threshold_the_officer_joins_the_stage_2_discussion(scs):
    scs.raises()
    moves_up(scs, "Stage 2")

    assert scs.heard("Cal", "you are asked to advise") == 1
    assert scs.channel_of("Cal") == scs.channel_of("Sam") != []
    assert "CAF/TAC Implementation Officer (now Early Help lead)" in words(scs.thread())
    assert scs.heard("Mina", "you may bring in the Team Around the Family") == 1
    assert "unexplained bruising" not in scs.told("Cal")[0].text


def test_g001_threshold_for_another_category_the_officer_is_never_told(scs):
    scs.raises(category="Something else")
    moves_up(scs, "Stage 2")

    assert scs.told("Cal") == []
    assert scs.channel_of("Cal") == []


def test_somebody_asked_at_a_stage_brings_in_whom_it_names(scs):
    scs.raises()
    moves_up(scs, "Stage 2")
    scs.presses_in_messages("Mina", "Bring in to advise", whom="The Team Around the Family")

    assert scs.heard("Tess", "you are asked to advise") == 1
    assert "brought in the Team Around the Family" in words(scs.thread())


def test_g001_in_preference_the_line_manager_is_told_once_that_they_are_not_asked(scs):
    reference = scs.raises()
    label = "Choose who is asked"
    scs.presses_in_messages("Sam", label, whom="Designated or named professional for safeguarding")
    assert [words(each.text).count("you are not asked") for each in scs.told("Jo")] == [1]

    moves_up(scs, "Stage 1")

    assert len(scs.told("Jo")) == 1
    assert scs.heard("Tom", "you are asked to act") == 1
    assert scs.kinds(reference).count("preferred") == 1
    designated = next(each for each in people().posts if each.role == "designated_professional")
    name = people().person(designated.person).name.split()[0]
    assert scs.heard(name, "you are asked to act") == 1


def test_whom_it_is_asked_of_already_is_said_below_999(scs):
    scs.raises()
    sam = scs.person("Sam")
    sam.presses("Choose who is asked", in_=scs.told("Sam")[0])
    modal = sam.waits_for(lambda: sam.modal, called="the form")
    already = next(each for each in modal.field("whom").options if "line manager" in each.lower())
    again = sam.submits({"whom": already})

    assert "asked already" in words(again.text)
    assert again.text.startswith("If somebody is at immediate risk of harm, dial 999 now.")


def test_02_g001_excluded_it_is_not_opened_and_the_raiser_reads_where_to_go(scs):
    sam = scs.person("Sam")
    sam.types("/escalate")
    sam.waits_for(lambda: sam.modal, called="the first page")
    page = sam.submits(
        {
            "category": "The need to convene an Initial Child Protection Conference",
            "other": "Priya Desai",
            "spoken": "Yes, and we still differ",
        }
    )

    assert "Where the child lives: Reading." in words(page.text)
    assert "not for that" in page.errors["category"]
    assert GIVEN["initial-conference"] in page.errors["category"]
    assert page.text.startswith("If somebody is at immediate risk of harm, dial 999 now.")
    assert scs.references() == []
    (counted,) = scs.app.store.turned_away.monthly()
    assert (counted.exclusion, counted.times) == ("initial-conference", 1)


def test_at_stage_4_the_head_of_safeguarding_is_told_and_the_agencies_still_say_yes(scs):
    reference = scs.raises()
    moves_up(scs, "Stage 3")
    moves_up(scs, "Stage 4")

    assert "The Head of Safeguarding has now been told." in words(scs.thread())
    assert scs.heard("Hana", "Determine a course of action") == 1
    assert scs.channel_of("Hana") == scs.channel_of("Sam")
    scs.presses_in_messages("Hana", "I have this")
    assert "Hana Cole has this" in words(scs.card().text)

    scs.proposes("Sam")
    scs.presses("Hana", "Approve")
    assert "This is for" in scs.refused("Hana")
    seniors = [post for post in people().posts if post.role == "senior_manager"]
    for post in seniors:
        scs.presses(people().person(post.person).name.split()[0], "Approve")

    assert scs.kinds(reference).count("settled") == 1
    assert scs.heard("Hana", "is settled") == 1

"""In the demo every role of whichever procedure is in force has somebody, pretended where need be."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot import demo, demo_holders
from bot.app import composed
from bot.choices import Choices
from bot.clock import WoundClock
from bot.commands._procedure_schema import PAGE
from bot.commands.demo import EASTER
from bot.procedures import every
from escalation.directory import readiness
from escalation.directory.people import PARTNERSHIP, Directory
from escalation.texts.procedure import Procedure, read
from storage import directory
from storage.database import reading

ELSEWHERE = Path(__file__).parents[1] / "data" / "generality" / "lincolnshire-joint-undated.yml"
LINCOLNSHIRE = read(ELSEWHERE.read_text(encoding="utf-8"), ELSEWHERE.name)
SMALLEST = read(PAGE.read_text(encoding="utf-8").split("```yaml smallest\n")[1].split("```")[0], "")
WORCESTERSHIRE = Choices(procedures_in_force=("worcestershire-wscb-undated",))
HILLINGDON = Choices(procedures_in_force=("hillingdon-undated",))


def filled(*procedures: Procedure, who: Directory | None = None) -> Directory:
    shipped = demo.people()
    return demo_holders.filled(who or shipped, shipped, procedures)


def added(who: Directory) -> set[str]:
    return {each.id for each in who.people if each.id.startswith(demo_holders.BEGINS)}


@pytest.mark.parametrize("procedure", [*every(), LINCOLNSHIRE, SMALLEST], ids=lambda each: each.id)
def test_every_tier_has_somebody_at_each_agency_and_at_the_partnership(procedure: Procedure):
    who = filled(procedure)

    for role in procedure.roles.values():
        places = [
            each.id for each in who.agencies if (each.id == PARTNERSHIP) != (role.of == "agency")
        ]
        assert [at for at in places if not who.holders(role.id, at)] == [], role.id


@pytest.mark.parametrize("procedure", [*every(), LINCOLNSHIRE], ids=lambda each: each.id)
def test_whoever_is_added_can_be_played_rung_and_stood_in_for(procedure: Procedure):
    who = filled(procedure)
    people = [each for each in who.people if each.id in added(who)]

    assert all(each.slack and each.phone and each.email and each.deputy for each in people)
    assert len({each.slack for each in who.people}) == len(who.people)
    assert len({each.phone for each in who.people}) == len(who.people)
    assert not any("nobody is" in hole.sentence for hole in readiness.holes(who, [procedure]))


def test_where_its_own_people_hold_every_role_nobody_is_added():
    berkshire = [each for each in every() if each.id in demo.SHOWN]

    assert filled(*berkshire) == demo.people()
    assert list(demo_holders.said(demo.people(), berkshire)) == []


def test_nobody_is_added_twice():
    once = filled(LINCOLNSHIRE)

    assert filled(LINCOLNSHIRE, who=once) == once


def test_a_role_that_was_taken_from_one_of_its_people_stays_empty():
    mine = demo.people()
    mine = replace(mine, posts=tuple(each for each in mine.posts if each.role != "senior_manager"))

    assert not filled(*every(), who=mine).holders("senior_manager", "health")


def test_people_that_somebody_imported_are_left_as_they_are():
    mine = replace(demo.people(), people=demo.people().people[1:])

    assert filled(LINCOLNSHIRE, who=mine) == mine


def test_a_demo_that_goes_on_by_another_procedure_has_its_people_too(tmp_path):
    for chosen in (WORCESTERSHIRE, HILLINGDON, HILLINGDON):
        clock = WoundClock.started(tmp_path / "clock", EASTER)
        with composed(demo.settings(tmp_path, 8400, chosen=chosen), clock) as app:
            demo.fill_directory(app)
            with reading(app.engine) as connection:
                who = directory.load(connection)
            said = " ".join(demo.by_choice(app, chosen))

    assert who.holders("business_manager", PARTNERSHIP)
    assert "Executive Leadership Group" in said
    assert "Pretended people were added at Berkshire West Safeguarding Children Partnership" in said


def test_what_is_said_names_where_and_for_which_roles():
    health_and_council, office = demo_holders.said(filled(LINCOLNSHIRE), [LINCOLNSHIRE])

    assert (
        "at Royal Berkshire Health Trust and Reading Children's Social Care, for"
        in health_and_council
    )
    assert "Senior liaison officer" in health_and_council
    assert "Independent chair for the LSCP; Independent chair for the LSAB" in office

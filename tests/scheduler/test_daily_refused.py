"""The daily round: what the platform refuses to say of one person hides nothing of anybody else."""

from dataclasses import replace

from escalation.directory.gap import Kind
from scheduler.sources import Standing
from tests.escalation.story import time
from tests.scheduler.morning import MONDAY, TUESDAY, WEDNESDAY, with_oak


def left(made):
    return sorted(each.gap.sentence for each in made.found if each.gap.kind is Kind.LEFT)


def test_what_slack_refuses_to_say_of_one_hides_nobody_else(morning):
    morning.slack.stands["ola"] = Standing.DEACTIVATED
    morning.slack.refuses.add("hana")

    made = morning.comes(MONDAY)

    first, second = left(made)
    assert "Slack says nothing of Hana Levy: see whether the ID" in first
    assert "account of Ola Berg is deactivated" in second
    assert made.notes == ()
    assert len(left(morning.comes(TUESDAY))) == 2


def test_whoever_was_deactivated_stays_so_while_slack_refuses_to_say_anything_of_them(morning):
    morning.slack.stands["hana"] = Standing.DEACTIVATED
    (before,) = left(morning.comes(MONDAY))
    morning.slack.refuses.add("hana")

    after = left(morning.comes(TUESDAY))

    assert before in after
    assert len(after) == 2
    morning.slack.refuses.clear()
    assert left(morning.comes(WEDNESDAY)) == [before]


def test_an_address_that_slack_refuses_keeps_nobody_else_from_being_found(morning):
    known = with_oak()
    people = tuple(replace(e, slack="") if e.agency == "oak" else e for e in known.people)
    morning.office.listed(replace(known, people=people))
    morning.slack.refuses.add("hana@oak.example")
    morning.slack.addresses["ola@oak.example"] = "U0NEW"

    made = morning.comes(MONDAY)

    assert morning.office.store.directory(time(TUESDAY)).person("ola").slack == "U0NEW"
    assert "Slack says nothing of Hana Levy" in left(made)[0]


def test_where_slack_refuses_everybody_it_is_no_fault_of_theirs(morning):
    morning.slack.refuses.update(each.id for each in with_oak().people)

    made = morning.comes(MONDAY)

    assert left(made) == []
    assert "Slack could not be asked who is still there" in made.notes[0]

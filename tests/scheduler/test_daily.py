"""The daily round: what it finds, whom it asks of it, and that it asks nobody the same twice."""

from dataclasses import replace
from datetime import timedelta

import pytest

from escalation.directory.accounts import Account, AutomaticReply, Chain, End
from escalation.directory.gap import Kind
from escalation.directory.people import Directory, Post
from escalation.texts.procedure import Role
from scheduler.daily import next_round
from scheduler.sender import TryAgainError
from scheduler.sources import Standing
from tests.escalation.story import BERKSHIRE, time
from tests.scheduler.morning import HEAD, MONDAY, OAK, OLA, TUESDAY, WEDNESDAY, with_oak
from tests.scheduler.office import calendar


def kinds(made):
    return {each.gap.kind for each in made.found if each.gap.agency == "oak"}


# Each agency's lead


def test_the_lead_gets_one_list_with_each_role_its_holder_and_deputy(morning):
    morning.comes(MONDAY)

    (told,) = morning.heard("hana")
    assert "Who Escalate asks at Oak School" in told
    assert "Line manager / team manager: Hana Levy (deputy Ola Berg)" in told
    assert "Agency lead: Hana Levy (deputy Ola Berg)" in told
    assert "Nobody is Departmental head with lead responsibility for safeguarding." in told
    assert "Never confirmed yet." in told
    assert "[All still right] [Not right]" in told


def test_it_begins_with_999(morning):
    morning.comes(MONDAY)

    assert morning.heard("hana")[0].startswith("If somebody is at immediate risk of harm, dial 999")


def test_as_long_as_nothing_changes_nobody_is_asked_again_for_a_month(morning):
    morning.comes(MONDAY)
    morning.each_working_day(TUESDAY, "Tuesday 2026-03-03 07:30")
    assert len(morning.heard("hana")) == 1
    morning.comes("Wednesday 2026-03-04 07:30")
    assert len(morning.heard("hana")) == 2


def test_what_has_changed_is_asked_the_next_morning(morning):
    morning.comes(MONDAY)
    after = with_oak()
    morning.office.listed(
        replace(after, posts=tuple(each for each in after.posts if each.role != "line_manager"))
    )
    morning.comes(TUESDAY)

    assert len(morning.heard("hana")) == 2
    assert "Nobody is Line manager" in morning.heard("hana")[1]


def test_made_twice_nothing_is_asked_twice(morning):
    first = morning.comes(MONDAY)

    assert first.owed
    assert morning.comes("Monday 2026-02-02 07:31").owed == ()
    assert len(morning.heard("hana")) == 1


def test_it_says_when_and_by_whom_it_was_confirmed_last(morning):
    said = morning.office.store.upkeep.confirmations
    said.note("1", "oak", "people", "hana", time("Friday 2026-01-30 12:00"))
    morning.comes(MONDAY)

    assert "Last confirmed on Friday 30 January by Hana Levy." in morning.heard("hana")[0]


# The Business Manager


def summaries(morning):
    return [each for each in morning.heard("bea") if "Who is who: how it stands" in each]


def test_the_business_manager_gets_one_line_for_each_agency(morning):
    morning.comes(MONDAY)

    (told,) = summaries(morning)
    (oak,) = [line for line in told.splitlines() if line.startswith("Oak School: ")]
    assert oak.endswith("open; never confirmed yet")
    (police,) = [line for line in told.splitlines() if line.startswith("Thames Valley Police: ")]
    assert police.endswith("it has no lead, so nobody there is asked")


def test_she_hears_again_after_a_week_or_when_something_changes(morning):
    morning.comes(MONDAY)
    morning.each_working_day(TUESDAY, "Friday 2026-02-06 07:30")
    assert len(summaries(morning)) == 1

    morning.comes("Monday 2026-02-09 07:30")
    assert len(summaries(morning)) == 2

    morning.slack.stands["ola"] = Standing.DEACTIVATED
    morning.comes("Tuesday 2026-02-10 07:30")
    assert len(summaries(morning)) == 3


def test_where_nothing_is_open_she_confirms_her_own_office_once_a_month(morning):
    morning.office.listed(complete())
    morning.each_working_day(MONDAY, "Tuesday 2026-03-03 07:30")

    (told,) = summaries(morning)
    assert "Still you? Safeguarding Partnership" in told
    assert "Oak School: nothing is open; never confirmed yet" in told
    morning.comes("Wednesday 2026-03-04 07:30")
    assert len(summaries(morning)) == 2


def test_that_all_has_been_put_right_is_nothing_to_be_told(morning):
    morning.office.listed(complete())
    morning.slack.stands["ola"] = Standing.DEACTIVATED
    morning.comes(MONDAY)
    morning.slack.stands.clear()
    morning.comes(TUESDAY)

    assert len(summaries(morning)) == 1


def complete():
    """Only Oak School and the office, and nothing missing in either."""
    who = (HEAD, OLA, person("bea", deputy="ivor"), person("ivor"))
    holders = {"agency": ("hana", "oak"), "partnership": ("bea", "partnership")}
    roles = [Role("agency_lead", "", "agency"), *BERKSHIRE.roles.values()]
    posts = tuple(Post(who, each.id, at) for each in roles for who, at in [holders[each.of]])
    office = next(each for each in with_oak().agencies if each.id == "partnership")
    return Directory((replace(OAK, domains=("oak.example",)), office), who, posts)


def person(id, deputy=""):
    (known,) = [each for each in with_oak().people if each.id == id]
    return replace(known, email=f"{id}@partnership.example", deputy=deputy)


def test_that_an_agency_says_its_list_is_not_right_is_news_to_her(morning):
    morning.comes(MONDAY)
    said = morning.office.store.upkeep.confirmations
    said.note("1", "oak", "not right", "hana", time("Monday 2026-02-02 12:00"))
    morning.comes(TUESDAY)

    assert "said to be not right on Monday 2 February by Hana Levy" in summaries(morning)[1]


def test_where_nobody_of_an_agency_could_be_told_she_hears_it_and_it_is_tried_each_day(morning):
    morning.office.platform.refuses.update({"hana", "ola"})
    morning.comes(MONDAY)
    made = morning.comes(TUESDAY)

    assert Kind.UNTOLD in kinds(made)
    assert "nobody there could be told" in summaries(morning)[-1]
    morning.office.platform.refuses.clear()
    morning.comes(WEDNESDAY)
    assert len(morning.heard("hana")) == 1
    assert Kind.UNTOLD not in kinds(morning.comes("Thursday 2026-02-05 07:30"))


# The platform and the accounts


def test_a_deactivated_account_is_named_to_the_lead_and_nothing_is_changed(morning):
    morning.slack.stands["ola"] = Standing.DEACTIVATED
    before = morning.office.store.directory(time(MONDAY))
    morning.comes(MONDAY)

    told = morning.heard("hana")[0]
    assert "The Slack account of Ola Berg is deactivated: they may have left." in told
    assert morning.office.store.directory(time(MONDAY)) == before


def test_where_slack_does_not_answer_nothing_is_concluded(morning):
    morning.slack.stands["ola"] = Standing.DEACTIVATED
    morning.comes(MONDAY)
    morning.slack.stands.clear()
    morning.slack.faults.append(TryAgainError("unreachable"))
    made = morning.comes(TUESDAY)

    assert Kind.LEFT in kinds(made), "as it was yesterday"
    assert made.notes == (
        "Slack could not be asked who is still there: nothing is concluded from that.",
    )
    assert len(morning.heard("hana")) == 1
    assert Kind.LEFT not in kinds(morning.comes(WEDNESDAY))


def test_whoever_has_no_slack_id_is_looked_up_by_e_mail_and_remembered(morning):
    known = with_oak()
    people = tuple(replace(each, slack="") if each.id == "ola" else each for each in known.people)
    morning.office.listed(replace(known, people=people))
    morning.slack.addresses["ola@oak.example"] = "U0NEW"
    morning.comes(MONDAY)

    assert morning.office.store.directory(time(TUESDAY)).person("ola").slack == "U0NEW"


def test_who_left_in_microsoft_365_is_named_and_stays_so_through_an_outage(morning):
    account = Account("1", "Ola Berg", "ola@oak.example", enabled=False)
    morning.microsoft.chains["ola"] = Chain((account,), time(MONDAY), End.DISABLED)
    assert Kind.GONE in kinds(morning.comes(MONDAY))

    morning.microsoft.why_not = "Microsoft Graph does not answer."
    made = morning.comes(TUESDAY)
    assert Kind.GONE in kinds(made)
    assert made.notes == (
        "Microsoft Graph does not answer. What it says of managers was read on Monday 2 February "
        "at 07:30, or later.",
    )
    assert len(morning.heard("hana")) == 1, "an outage is no news of her people"


def test_an_outage_of_some_days_is_the_business_managers_to_know(morning):
    account = Account("1", "Ola Berg", "ola@oak.example")
    morning.microsoft.chains["ola"] = Chain((account,), time(MONDAY), End.TOP)
    morning.comes(MONDAY)
    morning.microsoft.why_not = "Microsoft Graph does not answer."
    morning.each_working_day(TUESDAY, "Friday 2026-02-06 07:30")

    told = [each for each in morning.heard("bea") if "Still you?" not in each or "365" in each]
    assert any("was read on Monday 2 February at 07:30." in each for each in told)


def test_a_mailbox_that_answers_by_itself_asks_who_covers(morning):
    account = Account("1", "Hana Levy", "hana@oak.example")
    morning.microsoft.chains["hana"] = Chain((account,), time(MONDAY), End.TOP)
    morning.microsoft.replies["hana"] = AutomaticReply(ends=time("Friday 2026-02-06 17:00"))
    morning.comes(MONDAY)

    assert (
        "Hana Levy: their mailbox answers automatically until Friday 6 February, 17:00. Who covers?"
        in morning.heard("hana")[0]
    )
    morning.microsoft.why_not = "Microsoft Graph does not answer."
    assert Kind.MAILBOX in kinds(morning.comes(TUESDAY)), "as it was yesterday"


# When


def test_a_round_that_is_told_to_stop_concludes_nothing(morning):
    morning.office.now = time(MONDAY)
    made = morning.daily.make(lambda: True)

    assert (made.whole, made.owed) == (False, ())
    assert morning.office.store.upkeep.gaps.all() == ()


@pytest.mark.parametrize(
    ("now", "next_"),
    [
        ("Monday 2026-03-30 07:29", "Monday 2026-03-30 07:30"),
        ("Monday 2026-03-30 07:30", "Tuesday 2026-03-31 07:30"),
        ("Thursday 2026-04-02 12:00", "Tuesday 2026-04-07 07:30"),
        ("Saturday 2026-03-28 07:00", "Monday 2026-03-30 07:30"),
    ],
)
def test_it_comes_at_half_past_seven_of_each_working_day(now, next_):
    at = time(now)

    assert next_round(at, calendar(BERKSHIRE, at)) == time(next_)
    assert next_round(at, calendar(BERKSHIRE, at)) - at > timedelta()

"""What happens when it does not go well: tried again, looked up, stood in for, or said aloud."""

from dataclasses import replace
from datetime import timedelta

import pytest

from escalation.acts import answer, close, harm
from scheduler.delivery import LEASE, TRIES
from scheduler.sender import RefusedError, TryAgainError, UncertainError
from storage.outbox import GIVEN_UP, LEASED, WAITING
from tests.scheduler.office import PEOPLE

TIER_1 = "Tuesday 2026-04-07 17:01"
AFTER_A_LEASE = "Thursday 2026-04-02 15:03"


def without(role, agency):
    """The partnership, were nobody to hold this role there."""
    posts = tuple(post for post in PEOPLE.posts if (post.role, post.agency) != (role, agency))
    return replace(PEOPLE, posts=posts)


def tellings(office, reference):
    return [row for row in office.rows(reference) if row["kind"] == "telling"]


# Not now


def test_slack_saying_when_to_come_back_is_obeyed_to_the_second(office):
    office.platform.fails("tell", TryAgainError("ratelimited", 30))
    reference = office.raises()

    office.works()

    (waiting,) = [row for row in tellings(office, reference) if row["state"] == WAITING]
    assert waiting["run_at"] == office.now + timedelta(seconds=30)
    assert len(office.platform.told) == 1, "the other is told meanwhile"


def test_an_outage_never_makes_anything_not_owed(office):
    """A hundred times refused for the moment, and still owed: it is sent when Slack is back."""
    office.platform.fails("tell", *[TryAgainError("unreachable")] * 200)
    reference = office.raises()
    for _ in range(30):
        office.works()
        office.now = max(office.now, office.worker.next_at())
    attempts = [row["attempts"] for row in tellings(office, reference)]
    assert min(attempts) > TRIES

    office.platform.works_again()
    office.now += timedelta(hours=1)
    office.works()

    assert len(office.platform.heard("sam")) == len(office.platform.heard("priya")) == 1
    assert "undelivered" not in office.kinds(reference)


def test_pauses_grow_and_are_never_longer_than_a_quarter_of_an_hour(office):
    office.platform.fails("tell", *[TryAgainError("unreachable")] * 40)
    office.raises()
    pauses = []
    for _ in range(14):
        office.works()
        pauses.append((office.store.outbox.next_at() - office.now).total_seconds())
        office.now += timedelta(seconds=pauses[-1])

    assert pauses[:4] == [2, 4, 8, 16]
    assert pauses == sorted(pauses)
    assert pauses[-1] <= 900


def test_what_is_urgent_is_tried_again_at_least_every_twenty_seconds(office):
    office.platform.fails("tell", *[TryAgainError("unreachable")] * 40)
    office.platform.fails("tell", *[TryAgainError("invalid_auth", 300)] * 4)
    reference = office.raises()
    office.does(reference, harm.press, "sam")
    pauses = []
    for _ in range(12):
        office.works()
        urgent = [row["run_at"] for row in office.rows(reference) if row["urgent"]]
        pauses.append((max(urgent) - office.now).total_seconds())
        office.now = max(urgent)

    assert max(pauses) <= 20
    assert pauses[-1] == 20


# Perhaps


def test_what_is_urgent_and_uncertain_is_looked_up_within_seconds(office):
    reference = office.raises()
    office.works()
    office.platform.fails("tell", UncertainError("no_answer"))
    office.does(reference, harm.press, "sam")
    office.works()
    assert len(office.platform.heard("clare")) + len(office.platform.heard("jo")) == 1

    office.now += timedelta(seconds=16)
    office.works()

    assert len(office.platform.heard("clare")) == len(office.platform.heard("jo")) == 1
    assert "find_told" in office.platform.calls


def test_what_may_have_been_sent_stays_held_and_is_looked_up_before_it_is_sent_again(office):
    office.platform.loses_the_answer("tell")
    reference = office.raises()
    office.works()
    (held,) = [row for row in tellings(office, reference) if row["state"] == LEASED]
    assert held["lease_until"] == office.now + LEASE
    office.platform.calls.clear()

    office.works(AFTER_A_LEASE)

    assert "find_told" in office.platform.calls
    assert "tell" not in office.platform.calls
    assert len(office.platform.heard("sam")) == len(office.platform.heard("priya")) == 1
    assert office.store.receipts.told(reference, "raised", "sam")


def test_what_turns_out_not_to_have_been_sent_is_sent(office):
    office.platform.fails("tell", UncertainError("no_answer"))
    reference = office.raises()
    office.works()
    assert len(office.platform.told) == 1

    office.works(AFTER_A_LEASE)

    assert len(office.platform.heard("sam")) == len(office.platform.heard("priya")) == 1
    assert office.store.receipts.told(reference, "raised", "sam")


def test_a_post_that_may_have_been_sent_is_looked_up_too(office):
    reference = office.raises()
    office.works()
    office.platform.loses_the_answer("post")
    office.does(reference, answer.take, "priya")
    office.works()

    office.works(AFTER_A_LEASE)

    assert len(office.platform.thread(reference.lower())) == 1


def test_a_root_that_may_have_been_posted_is_looked_up_too(office):
    """The platform in memory refuses a second root: there never is one."""
    office.platform.loses_the_answer("open_thread")
    reference = office.raises()
    office.works()
    assert office.store.receipts.place(reference, "slack") is None

    office.works(AFTER_A_LEASE)

    place = office.store.receipts.place(reference, "slack")
    assert place is not None
    assert place.root == office.platform.roots[reference.lower()].id


def test_while_the_look_up_itself_fails_nothing_is_sent_again(office):
    office.platform.loses_the_answer("tell")
    office.platform.fails("find_told", *[TryAgainError("ratelimited", 60)] * 2)
    office.raises()
    office.works()

    for at in (AFTER_A_LEASE, "Thursday 2026-04-02 15:05", "Thursday 2026-04-02 15:07"):
        office.works(at)

    assert len(office.platform.heard("sam")) == len(office.platform.heard("priya")) == 1


# Never


def test_where_nobody_is_named_it_is_on_the_ledger_and_the_business_manager_hears_once(office):
    office.listed(without("line_manager", "care"))
    reference = office.raises()

    office.works(TIER_1)

    stood_in = office.last(reference, "stood_in")
    assert stood_in.named == "Line manager / team manager of Social Care"
    assert office.kinds(reference).count("stood_in") == 1
    (told,) = office.platform.heard("bea")
    assert "of Social Care could not be reached" in told


@pytest.mark.failure(16)
def test_whom_the_platform_refuses_and_nobody_stands_in_for_is_an_alarm(office):
    office.platform.refuses |= {"jo", "max", "mina", "clare", "owen", "ruth"}
    reference = office.raises()

    office.works(TIER_1)

    assert {office.last(reference, "undelivered").who} == {
        "Line manager / team manager of Health Trust"
    }
    assert len(office.platform.heard("bea")) == 1
    assert ("telling", GIVEN_UP) in office.outcomes(reference)
    assert len(office.platform.heard("tom")) == 1, "the other side is told all the same"


def test_whoever_cannot_be_let_in_at_the_beginning_does_not_keep_the_place_from_being_made(office):
    office.platform.refuses.add("priya")
    reference = office.raises()

    office.works()

    assert office.store.receipts.place(reference, "slack") is not None
    assert office.platform.members[reference.lower()] == {"sam", "tom"}, "in her place"
    whys = {vars(office.store.read(kept)).get("why") for kept in alarms(office, reference)}
    assert "not let into the channel (user_not_found)" in whys
    assert len(office.platform.heard("bea")) == 1


def test_an_alarm_that_cannot_be_delivered_is_not_alarmed_about_in_its_turn(office):
    office.platform.refuses |= {"jo", "max", "bea"}
    reference = office.raises()

    office.works(TIER_1)

    given_up = {row["seq"] for row in office.rows(reference) if row["state"] == GIVEN_UP}
    said = {kept.link.seq for kept in alarms(office, reference)}
    assert given_up == {min(said) - 1, *said}, "Jo is not let in, and nobody hears of it"


def test_a_fault_is_tried_eight_times_and_then_is_an_alarm(office):
    reference = office.raises()
    office.works()
    office.platform.fails("post", *[ValueError("a bug")] * TRIES)
    office.does(reference, answer.take, "priya")

    for _ in range(TRIES):
        office.works()
        office.now = max(office.now, office.worker.next_at()) + timedelta(seconds=1)

    post = next(row for row in office.rows(reference) if row["kind"] == "post")
    assert (post["state"], post["attempts"], post["why"]) == (GIVEN_UP, TRIES, "ValueError")
    assert office.last(reference, "undelivered").what == "post"
    office.works()
    assert len(office.platform.heard("bea")) == 1


def test_what_comes_after_something_given_up_goes_on(office):
    reference = office.raises()
    office.works()
    office.platform.fails("post", RefusedError("msg_too_long"))
    office.does(reference, answer.take, "priya")
    office.does(reference, answer.take, "sam")

    office.works()

    assert [text.split(" ")[0] for text in office.platform.thread(reference.lower())] == ["Sam"]


def test_a_card_to_be_redrawn_after_the_place_was_closed_is_no_longer_owed(office):
    """An export of a settled disagreement changes nothing that a closed channel must show."""
    reference = office.raises()
    office.settles(reference, "sam", "priya")
    office.works()
    assert reference.lower() in office.platform.closed

    kept = {"agency": "health", "to": "sam", "format": "pdf", "sha256": "0" * 64}
    office.does(reference, close.exported, "sam", **kept)
    office.works()

    card = office.rows(reference)[-1]
    assert (card["kind"], card["state"]) == ("card", "no_longer_owed")
    assert card["why"] == "The place is closed (is_archived)."
    assert "undelivered" not in office.kinds(reference)


@pytest.mark.failure(28)
def test_a_place_that_somebody_archived_while_it_is_open_is_an_alarm(office):
    reference = office.raises()
    office.works()
    office.platform.closed.add(reference.lower())

    office.does(reference, answer.take, "priya")
    office.works()

    assert [office.store.read(kept).who for kept in alarms(office, reference)] == [
        "Its private channel"
    ], "once for what was said, and not again for its card"
    assert len(office.platform.heard("bea")) == 1

    office.does(reference, answer.take, "sam")
    office.works()
    assert len(office.platform.heard("bea")) == 2, "what was said next is not read there either"


def alarms(office, reference):
    said = ("undelivered", "stood_in")
    return [each for each in office.store.entries(reference) if kind(each) in said]


def kind(kept):
    return kept.link.header.kind

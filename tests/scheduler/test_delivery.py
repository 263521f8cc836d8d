"""What is owed is delivered in order, to whoever holds the role then, and to each person once."""

from dataclasses import replace

import pytest

from escalation.acts import agree, answer, climb, harm, meet, say
from escalation.directory.people import Post
from scheduler.sender import TryAgainError
from storage.outbox import FOR_WORKING_TIME
from tests.escalation.story import AGREEMENT, time
from tests.scheduler.office import PEOPLE

TIER_1 = "Tuesday 2026-04-07 17:01"
TIER_2 = "Wednesday 2026-04-08 17:01"


def test_what_happens_in_a_place_is_posted_in_the_order_in_which_it_was_done(office):
    reference = office.raises()
    office.does(reference, answer.take, "priya")
    office.does(reference, answer.take, "sam")

    office.works()

    thread = office.platform.thread(reference.lower())
    assert ["Priya Desai" in thread[0], "Sam Okafor" in thread[1]] == [True, True]
    assert len(thread) == 2


@pytest.mark.failure(26)
def test_a_post_that_must_wait_is_not_overtaken_in_its_own_thread(office):
    first, second = office.raises(), office.raises()
    office.works()
    office.platform.fails("post", TryAgainError("ratelimited", 60))

    office.does(first, answer.take, "priya")
    office.does(first, answer.take, "sam")
    office.does(second, answer.take, "priya")
    office.works()

    assert office.platform.thread(first.lower()) == []
    assert len(office.platform.thread(second.lower())) == 1, "another thread goes on"

    office.works("Thursday 2026-04-02 15:02")
    assert [line.split(" ")[0] for line in office.platform.thread(first.lower())] == [
        "Priya",
        "Sam",
    ]


def test_replies_wait_for_the_root_and_direct_messages_do_not(office):
    office.platform.fails("make_place", TryAgainError("ratelimited", 60))
    reference = office.raises()
    office.does(reference, answer.take, "priya")

    office.works()

    assert len(office.platform.heard("sam")) == len(office.platform.heard("priya")) == 1
    assert office.platform.roots == {}
    assert office.platform.thread(reference.lower()) == []

    office.works("Thursday 2026-04-02 15:02")
    assert set(office.platform.roots) == {reference.lower()}
    assert len(office.platform.thread(reference.lower())) == 1


def test_the_two_professionals_are_in_the_place_and_nobody_else_until_they_are_told(office):
    reference = office.raises()
    office.works()
    assert office.platform.members[reference.lower()] == {"sam", "priya"}

    office.works(TIER_1)
    assert office.platform.members[reference.lower()] == {"sam", "priya", "jo", "tom"}


def test_the_card_is_drawn_once_for_several_acts(office):
    reference = office.raises()
    office.works()
    office.platform.calls.clear()

    office.does(reference, answer.take, "priya")
    office.does(reference, answer.take, "sam")
    office.works()

    assert office.platform.calls.count("redraw") == 1
    assert "Priya Desai has this" in office.platform.roots[reference.lower()].text


@pytest.mark.failure(13)
def test_a_nudge_waits_for_the_readers_working_time_and_a_telling_does_not(office):
    """Asked on Tuesday at 9, out of reach until six in the evening: it comes on Wednesday morning."""
    reference = office.raises()
    office.works()
    hours = 9 * 3600
    office.platform.fails("tell", *[TryAgainError("unreachable", hours)] * 2)
    office.works("Tuesday 2026-04-07 09:01")
    before = len(office.platform.heard("sam"))

    office.works("Tuesday 2026-04-07 18:02")

    assert len(office.platform.heard("jo")) == 1, "a telling comes at any hour"
    assert len(office.platform.heard("sam")) == before
    assert FOR_WORKING_TIME in {row["why"] for row in office.rows(reference)}

    office.works("Wednesday 2026-04-08 08:59")
    assert len(office.platform.heard("sam")) == before
    office.works("Wednesday 2026-04-08 09:00")
    assert len(office.platform.heard("sam")) == before + 1


@pytest.mark.failure(20)
def test_what_is_no_longer_owed_is_not_sent_and_says_why(office):
    reference = office.raises()
    office.works()
    office.platform.fails("tell", *[TryAgainError("unreachable", 60)] * 2)
    office.does(reference, agree.propose, "sam", answers=AGREEMENT)
    office.works()

    office.does(reference, agree.not_approve, "priya", question="proposal:1")
    office.works("Thursday 2026-04-02 15:02")

    assert not any("your answer is asked" in text for text in office.platform.heard("priya"))
    answered = [row for row in office.rows(reference) if row["state"] == "no_longer_owed"]
    assert {row["why"] for row in answered if row["kind"] == "telling"} == {
        "The proposal has been answered."
    }
    assert [row["owed"] for row in answered] == [None] * len(answered), "its words are gone"


def test_somebody_who_holds_two_roles_is_told_once(office):
    """A small agency: its safeguarding lead is also its next level of management."""
    both = Post("mina", "safeguarding_lead", "health")
    posts = (both, *(post for post in PEOPLE.posts if post.person != "clare"))
    office.listed(replace(PEOPLE, posts=posts))
    reference = office.raises()

    office.works(TIER_1)
    office.works(TIER_2)

    assert len(office.platform.heard("mina")) == 1
    assert "They have been told this already." in {row["why"] for row in office.rows(reference)}


@pytest.mark.failure(18)
def test_where_the_platform_refuses_the_holder_the_deputy_is_told_and_let_in(office):
    office.platform.refuses.add("tom")
    reference = office.raises()

    office.works(TIER_1)

    assert len(office.platform.heard("kofi")) == 1
    assert office.platform.heard("tom") == []
    assert "kofi" in office.platform.members[reference.lower()]
    assert office.store.receipts.told(reference, "reached:1", "kofi")
    assert not office.store.receipts.told(reference, "reached:1", "tom")
    assert "undelivered" not in office.kinds(reference)


@pytest.mark.failure(19)
def test_whoever_holds_the_role_when_it_is_sent_is_told(office):
    reference = office.raises()
    office.works()
    office.platform.fails("tell", *[TryAgainError("unreachable", 60)] * 2)
    office.works(TIER_1)

    people = tuple(replace(one, manager="max") if one.id == "sam" else one for one in PEOPLE.people)
    office.listed(replace(PEOPLE, people=people))
    office.works("Tuesday 2026-04-07 17:05")

    assert office.store.receipts.told(reference, "reached:1", "max")
    assert office.platform.heard("jo") == []


def test_release_keeps_whoever_still_holds_a_role_that_was_told(office):
    """Jo says that it is not hers at stage 1, and before she is let go it reaches her other role."""
    reference = office.raises()
    office.works(TIER_1)
    office.platform.fails("post", TryAgainError("ratelimited", 60))
    office.now = time("Wednesday 2026-04-08 10:00")
    office.does(
        reference,
        answer.not_me,
        "jo",
        question="tier:1",
        answers={"reason": "On leave", "instead": "max"},
    )
    office.works()
    people = tuple(replace(each, manager="") for each in PEOPLE.people)
    posts = (Post("jo", "next_manager", "health"), *PEOPLE.posts)
    office.listed(replace(PEOPLE, people=people, posts=posts))
    office.does(reference, climb.move_up, "sam", answers={"reason": "Nobody visits", "tier": "2"})

    office.works("Wednesday 2026-04-08 10:02")

    assert ("release", "sent") in office.outcomes(reference)
    assert {"jo", "max"} <= office.platform.members[reference.lower()]


def test_release_lets_go_of_whoever_has_nothing_more_to_do_with_it(office):
    reference = office.raises()
    office.works(TIER_1)
    redirected = {"reason": "On leave", "instead": "max"}

    office.does(reference, answer.not_me, "jo", question="tier:1", answers=redirected)
    office.works()

    members = office.platform.members[reference.lower()]
    assert "jo" not in members
    assert "max" in members


def test_what_is_urgent_goes_before_all_else(office):
    reference = office.raises()
    office.does(reference, harm.press, "priya")

    office.works()

    assert ["immediate harm" in sent.text for sent in office.platform.told[:2]] == [True, True]
    assert {sent.to for sent in office.platform.told[:2]} == {"leila", "tom"}


def test_everything_delivered_is_marked_so_and_its_words_go(office):
    reference = office.raises()
    office.does(reference, meet.meet, "sam", answers={"meet_on": "2026-04-08", "meet_at": "10:00"})
    office.does(reference, say.say, "priya", text="MARKER words of the thread")

    office.works()

    assert {state for _, state in office.outcomes(reference)} <= {"sent", "no_longer_owed"}
    assert [row["owed"] for row in office.rows(reference)] == [None] * len(office.rows(reference))


@pytest.mark.failure(33)
def test_each_reminder_comes_once_however_often_is_looked_and_the_next_comes_too(office):
    """FAILURES 33: neither swallowed as a repetition nor repeated."""
    reference = office.raises()
    days = (
        "Tuesday 2026-04-07",
        "Wednesday 2026-04-08",
        "Thursday 2026-04-09",
        "Friday 2026-04-10",
    )
    for day in days:
        for minute in ("09:01", "09:02", "12:00", "17:01", "17:02"):
            office.works(f"{day} {minute}")

    nudges = [row for row in office.rows(reference) if row["nudge"]]
    sent = [row for row in nudges if row["state"] == "sent"]
    words = [
        text for person in ("sam", "priya", "jo", "tom") for text in office.platform.heard(person)
    ]
    reminders = [text for text in words if "no outcome has been recorded yet" in text]
    assert len(sent) > 4
    assert len({row["key"] for row in sent}) == len(sent)
    assert len({(s.to, s.key) for s in office.platform.told}) == len(office.platform.told)
    assert len(reminders) > 2

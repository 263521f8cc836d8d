"""Keeping to the platform's limits: what must wait steps aside, and nothing is begun twice. FAILURES 26, 27."""

from datetime import timedelta

from escalation.acts import answer, harm
from scheduler.sender import PacedError, TryAgainError
from tests.scheduler.office import Office

SECOND = timedelta(seconds=1)


def row(office: Office, reference: str, kind: str) -> dict[str, object]:
    return next(each for each in office.rows(reference) if each["kind"] == kind)


def test_what_must_wait_for_its_channel_steps_aside_for_what_need_not(office):
    first, second = office.raises(), office.raises()
    office.works()
    office.platform.fails("post", PacedError(1))
    office.does(first, answer.take, "priya")
    office.does(second, answer.take, "priya")

    office.works()

    assert office.platform.thread(first.lower()) == []
    assert len(office.platform.thread(second.lower())) == 1
    waiting = row(office, first, "post")
    assert (waiting["run_at"], waiting["why"]) == (office.now + SECOND, "pace")
    assert (waiting["attempts"], waiting["faults"]) == (0, 0)


def test_where_all_must_wait_the_round_ends_and_the_next_goes_on(office):
    """A hundred things are not taken up one by one only to be put back."""
    office.platform.fails("tell", *[PacedError(30, all_wait=True)] * 9)
    office.platform.fails("tell_all", *[PacedError(30, all_wait=True)] * 9)
    references = [office.raises() for _ in range(3)]

    office.works()

    assert office.platform.told == []
    assert office.platform.calls.count("tell") + office.platform.calls.count("tell_all") <= 1
    office.platform.works_again()
    office.now += 30 * SECOND
    office.works()
    told = "\n".join(office.platform.heard("sam"))
    assert all(reference in told for reference in references)


def test_after_a_few_that_must_wait_the_rest_is_left_for_the_next_round(office):
    references = [office.raises() for _ in range(12)]
    office.platform.fails("make_place", *[PacedError(3)] * 40)

    office.works()

    assert office.platform.calls.count("make_place") < len(references)
    office.platform.works_again()
    for _ in range(12):
        office.now += SECOND
        office.works()
    assert len(office.platform.roots) == len(references)


def test_a_place_that_must_wait_in_the_middle_is_made_once(office):
    """The platform in memory refuses a second root: there never is one."""
    for call in ("make_place", "open_thread", "admit", "admit"):
        office.platform.fails(call, PacedError(1))
    reference = office.raises()

    for _ in range(6):
        office.works()
        office.now += SECOND

    place = office.store.receipts.place(reference, "slack")
    assert place is not None
    assert office.platform.members[reference.lower()] == {"sam", "priya"}
    assert row(office, reference, "place")["state"] == "sent"
    assert office.platform.calls.count("open_thread") == 2, "once too soon, and once"


def test_a_place_that_stands_is_known_although_somebody_is_not_let_in_yet(office):
    office.platform.fails("admit", *[TryAgainError("ratelimited", 60)] * 2)
    reference = office.raises()

    office.works()

    assert office.store.receipts.place(reference, "slack") is not None
    assert row(office, reference, "place")["state"] == "waiting"
    office.platform.calls.clear()
    office.now += 60 * SECOND
    office.works()
    assert {"make_place", "open_thread", "find_root"} & set(office.platform.calls) == set()
    assert row(office, reference, "place")["state"] == "waiting"


def test_a_wait_makes_no_later_pause_longer(office):
    office.raises()
    office.platform.fails("make_place", *[PacedError(1)] * 9)
    for _ in range(9):
        office.works()
        office.now += SECOND
    office.platform.fails("make_place", TryAgainError("unreachable"))
    office.works()

    assert office.store.outbox.next_at() == office.now + 2 * SECOND


def test_what_may_have_been_sent_is_still_looked_up_after_a_wait(office):
    office.platform.loses_the_answer("tell")
    office.raises()
    office.works()
    office.platform.fails("find_told", PacedError(1), PacedError(1))

    for _ in range(4):
        office.now += timedelta(minutes=3)
        office.works()

    assert len(office.platform.heard("sam")) == len(office.platform.heard("priya")) == 1


def test_what_is_urgent_is_sent_as_what_is_urgent(office):
    """Whoever delivers it keeps no pace of ours."""
    said = []
    tell = office.platform.tell

    def overheard(*given):
        said.append(given[-1])
        return tell(*given)

    office.platform.tell = overheard
    reference = office.raises()
    office.works()
    office.does(reference, harm.press, "sam")

    office.works()

    assert said[:2] == [False, False]
    assert set(said[2:]) == {True}

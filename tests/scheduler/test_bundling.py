"""What waits for one person at one time comes in one message, and nothing of it is lost or told twice."""

from dataclasses import replace

from sqlalchemy import update

from escalation.acts import climb, harm
from escalation.directory.people import Post
from scheduler.sender import TryAgainError
from storage.database import writing
from storage.tables import outbox
from tests.escalation.story import time
from tests.scheduler.office import PEOPLE

TIER_1 = "Tuesday 2026-04-07 17:01"
ASKED = " – you are asked to act"
TIER_2 = "Wednesday 2026-04-08 17:01"


def receipts(office, raised, person, topic="reached:1"):
    return [office.store.receipts.of(reference, topic, person) for reference in raised]


def test_several_things_for_one_person_are_one_message_with_each_in_its_own_words(office, raised):
    office.works(TIER_1)

    [told] = office.platform.heard("jo")
    assert told.startswith("3 things wait for you.\n")
    assert all(told.count(f"{reference}{ASKED}") == 1 for reference in raised)
    assert told.count("[Immediate harm]") == 3, "each with its own buttons"
    assert len(office.platform.heard("tom")) == 1


def test_each_of_them_has_its_own_receipt_for_the_one_message(office, raised):
    office.works(TIER_1)

    kept = receipts(office, raised, "jo")
    [sent] = [sent for sent in office.platform.told if sent.to == "jo"]
    assert {(each.message, each.channel) for each in kept} == {(sent.id, "D-jo")}
    assert {row["state"] for ref in raised for row in office.rows(ref)} <= {
        "sent",
        "no_longer_owed",
    }


def test_the_key_of_the_message_was_written_before_it_was_sent(office, raised):
    seen = []
    office.platform.before = lambda call: (
        seen.append(bundles(office, raised)) if call == "tell_all" else None
    )

    office.works(TIER_1)

    sent = [sent.key for sent in office.platform.told if sent.to in ("jo", "tom")]
    assert all(key in held for key, held in zip(sent, seen, strict=True))


def bundles(office, references):
    return {row["bundle"] for each in references for row in office.rows(each)}


def test_one_alone_comes_as_it_always_has(office):
    reference = office.raises()
    office.works(TIER_1)

    [told] = office.platform.heard("jo")
    assert told.startswith("If somebody is at immediate risk")
    assert reference in told
    assert "tell_all" not in office.platform.calls


def test_whatever_role_it_comes_for_it_is_one_message(office):
    """Mina is the next level of one agency, and the safeguarding lead of the same: a small agency."""
    both = Post("mina", "safeguarding_lead", "health")
    office.listed(replace(PEOPLE, posts=(both, *(p for p in PEOPLE.posts if p.person != "clare"))))
    first, second = office.raises(), office.raises(by="ann")
    office.works(TIER_1)

    office.works(TIER_2)

    [told] = office.platform.heard("mina")
    assert told.startswith("2 things wait for you.")
    assert all(office.store.receipts.told(ref, "reached:2", "mina") for ref in (first, second))
    whys = {row["why"] for ref in (first, second) for row in office.rows(ref)}
    assert "They have been told this already." in whys


def test_limits_come_before_nudges_in_it(office):
    """A reminder that could not be sent on Tuesday, and what Wednesday's limit owes to the same."""
    nudged = office.raises()
    office.works(TIER_1)
    office.platform.fails("tell", *[TryAgainError("unreachable", 8 * 3600)] * 9)
    office.works("Wednesday 2026-04-08 09:01")
    office.now = time("Wednesday 2026-04-08 16:00")
    asked = office.raises()
    office.platform.works_again()
    office.does(asked, climb.move_up, "sam", answers={"reason": "Nobody visits", "tier": "1"})
    before = len(office.platform.heard("jo"))
    due = [row for row in office.rows(nudged) if row["nudge"] and row["state"] == "waiting"]
    again = update(outbox).where(outbox.c.id.in_([row["id"] for row in due]))
    with writing(office.engine) as connection:
        connection.execute(again.values(run_at=office.now))

    office.works()

    [told] = office.platform.heard("jo")[before:]
    assert told.index(f"{asked} – ") < told.index(f"{nudged} – no outcome has been recorded yet")


def test_immediate_harm_never_waits_for_company(office, raised):
    office.now = time(TIER_1)
    office.does(raised[0], harm.press, "sam")

    office.works()

    urgent = [sent for sent in office.platform.told if "immediate harm" in sent.text[:400]]
    assert not any("things wait for you" in sent.text for sent in urgent if sent.to == "clare")
    assert "immediate harm" in office.platform.heard("jo")[0]
    assert len(office.platform.heard("jo")) == 2


def test_what_is_no_longer_owed_is_left_out_of_it(office, raised):
    """FAILURES 20: it was ended after it was owed, and before it was sent."""
    office.platform.fails("tell_all", *[TryAgainError("unreachable", 60)] * 2)
    office.works(TIER_1)
    assert office.platform.heard("jo") == []

    office.settles(raised[0], "sam", "priya")
    office.works("Tuesday 2026-04-07 17:02")
    office.works("Tuesday 2026-04-07 17:03")

    told = "\n".join(text for text in office.platform.heard("jo") if ASKED in text)
    assert [told.count(f"{reference}{ASKED}") for reference in raised] == [0, 1, 1]
    gone = [row for row in office.rows(raised[0]) if row["why"] == "It has been settled."]
    assert gone


def test_nudges_at_night_are_left_out_of_what_comes_at_any_hour(office):
    reference = office.raises()
    office.works()
    office.platform.fails("tell", *[TryAgainError("unreachable", 9 * 3600)] * 2)
    office.works("Tuesday 2026-04-07 09:01")

    office.works("Tuesday 2026-04-07 18:02")

    assert not any("things wait" in text for text in office.platform.heard("sam"))
    assert "It waits for the reader's working time." in {r["why"] for r in office.rows(reference)}


def test_what_there_is_no_room_for_comes_in_the_next_message(office, raised):
    office.platform.room = 2

    office.works(TIER_1)

    together, alone = office.platform.heard("jo")
    assert together.startswith("2 things wait for you.")
    assert [(together + alone).count(f"{reference}{ASKED}") for reference in raised] == [1] * 3


def test_where_nothing_else_fits_beside_it_each_comes_alone(office, raised):
    office.platform.room = 1

    office.works(TIER_1)

    assert len(office.platform.heard("jo")) == 3
    assert "tell_all" not in office.platform.calls

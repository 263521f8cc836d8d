"""What was typed is kept for its writer, for seven days."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial


def test_what_was_typed_last_is_what_comes_back(office):
    drafts, now = office.store.drafts, office.THURSDAY
    drafts.keep("sam", "raise", {"why": "first"}, now)
    drafts.keep("sam", "raise", {"why": "second", "when": "2026-04-01"}, now)
    drafts.keep("sam", "propose", {"what": "other form"}, now)

    assert drafts.of("sam", "raise", now) == {"why": "second", "when": "2026-04-01"}
    assert drafts.of("tom", "raise", now) == {}


def test_a_draft_is_gone_once_it_is_sent(office):
    office.store.drafts.keep("sam", "raise", {"why": "sent"}, office.THURSDAY)

    office.store.drafts.forget("sam", "raise")

    assert office.store.drafts.of("sam", "raise", office.THURSDAY) == {}


def test_a_draft_is_kept_for_seven_days_and_then_thrown_away(office):
    drafts, now = office.store.drafts, office.THURSDAY
    drafts.keep("sam", "raise", {"why": "kept"}, now)

    assert drafts.of("sam", "raise", now + timedelta(days=6, hours=23)) == {"why": "kept"}
    assert drafts.of("sam", "raise", now + timedelta(days=7)) == {}

    drafts.keep("tom", "raise", {"why": "newer"}, now + timedelta(days=7))
    assert drafts.of("sam", "raise", now) == {}


def test_what_is_kept_can_be_changed_and_is_no_younger_for_it(office):
    drafts, now = office.store.drafts, office.THURSDAY
    drafts.keep("sam", "practice", {"steps": "1"}, now)
    later = now + timedelta(days=6)

    made = drafts.change("sam", "practice", later, lambda was: {**was, "more": "2"})

    assert made == drafts.of("sam", "practice", later) == {"steps": "1", "more": "2"}
    assert drafts.of("sam", "practice", now + timedelta(days=7)) == {}


def test_what_is_not_kept_or_too_old_is_not_changed(office):
    drafts, now = office.store.drafts, office.THURSDAY
    drafts.keep("sam", "practice", {"steps": "1"}, now)

    for person, at in (("tom", now), ("sam", now + timedelta(days=7))):
        assert drafts.change(person, "practice", at, lambda was: {"steps": "never"}) == {}
    assert drafts.of("sam", "practice", now) == {"steps": "1"}


def test_of_two_changes_at_once_each_finds_what_the_other_made(office):
    drafts, now = office.store.drafts, office.THURSDAY
    drafts.keep("sam", "practice", {}, now)

    with ThreadPoolExecutor(4) as threads:
        for number in range(8):
            threads.submit(drafts.change, "sam", "practice", now, partial(adding, str(number)))

    assert set(drafts.of("sam", "practice", now)) == {str(number) for number in range(8)}


def test_of_two_who_keep_it_at_once_neither_is_refused(office):
    """On PostgreSQL both find nothing to replace, and both write."""
    drafts, now = office.store.drafts, office.THURSDAY

    with ThreadPoolExecutor(8) as threads:
        for word in map(str, range(10)):
            kept = [
                threads.submit(drafts.keep, "sam", word, {"typed": str(number)}, now)
                for number in range(8)
            ]
            assert [each.exception() for each in kept] == [None] * 8

    assert drafts.of("sam", "9", now)["typed"] in {str(number) for number in range(8)}


def adding(number, was):
    return {**was, number: "made"}


def test_what_is_too_old_is_thrown_away_for_good(office):
    drafts, now = office.store.drafts, office.THURSDAY
    drafts.keep("sam", "raise", {"why": "old"}, now)
    drafts.keep("tom", "raise", {"why": "new"}, now + timedelta(hours=1))

    drafts.throw_away(now + timedelta(days=7))

    assert drafts.of("sam", "raise", now) == {}
    assert drafts.of("tom", "raise", now) == {"why": "new"}

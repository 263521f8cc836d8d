"""What was typed is kept for its writer, for seven days."""

from datetime import timedelta


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

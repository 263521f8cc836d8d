"""Who read what is kept, in order."""

from datetime import timedelta

from storage.audit import Seen


def test_every_reading_is_kept_with_who_and_when(office):
    audit, now = office.store.audit, office.THURSDAY
    audit.note("sam", "read", now, "ESC-AAAA-AAAA")
    audit.note("tom", "export", now + timedelta(minutes=1), "ESC-AAAA-AAAA", "pdf 0a1b")
    audit.note("tom", "read", now, "ESC-BBBB-BBBB")

    assert audit.of("ESC-AAAA-AAAA") == [
        Seen(now, "sam", "read", "ESC-AAAA-AAAA", ""),
        Seen(now + timedelta(minutes=1), "tom", "export", "ESC-AAAA-AAAA", "pdf 0a1b"),
    ]

"""When somebody last acted in it: what breaks the quiet."""

from collections.abc import Set as AbstractSet
from datetime import datetime

from escalation.entries import CLOCK, Entry

# What people do about the difference itself, and every side can see: it is not silence.
ACTS: AbstractSet[str] = frozenset(
    {
        *("raised", "said", "view_given", "taken", "redirected", "colleague_left"),
        *("discussed", "meeting_set", "meeting_called", "meeting_held", "chair_reported"),
        *("proposed", "approved", "not_approved", "dissented", "not_agreed", "moved"),
        *("agency_brought_in", "preferred", "date_corrected", "own_date_given", "reopened"),
        *("linked", "unlinked", "merged", "taken_in", "merge_undone", "reported"),
        "course_chosen",
        *("form_sent", "form_received"),
        *("taken_forward", "not_taken_forward"),
    }
)


def noted(last: datetime | None, entry: Entry) -> datetime | None:
    """When somebody last acted, once this has happened as well; what the clock does is no act."""
    seen = entry.kind in ACTS and not getattr(entry, "within", False)  # an agency's own is not seen
    return entry.at if seen and entry.by != CLOCK else last

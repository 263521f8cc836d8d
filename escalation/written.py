"""Which entries hold somebody's words, and how each is spoken of without them."""

from collections.abc import Mapping
from dataclasses import replace

from escalation.entries import Entry
from escalation.particulars import Written

# Of each kind: how it is spoken of, and the fields that hold what somebody wrote.
HELD: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "raised": (
        "raised it",
        (
            *("differs", "evidence", "wanted", "best_interest", "reason_given", "spoken"),
            *("sooner_because", "not_consulted", "consulted"),
        ),
    ),
    "subject_sealed": ("said who this is about", ("name", "born", "case_number", "expected")),
    "said": ("wrote in the thread", ("text",)),
    "view_given": ("gave a view", ("text",)),
    "discussed": ("recorded a discussion", ("who", "text", "papers")),
    "proposed": ("proposed an agreement", ("actions",)),
    "not_approved": ("said why a proposal was not approved", ("reason",)),
    "dissented": ("recorded dissent", ("reason",)),
    "not_agreed": ("said what is not agreed", ("reason",)),
    "moved": ("said why it moves up", ("reason",)),
    "redirected": ("said why it is not theirs", ("reason",)),
    "not_taken_forward": ("said why it is not taken forward", ("reason",)),
    "withdrawn": ("said why it is withdrawn", ("reason",)),
    "colleague_left": ("said why they leave it", ("reason",)),
    "agency_brought_in": ("said why another agency is brought in", ("reason",)),
    "copy_opened": ("said why the office's copy is opened", ("reason",)),
    "unlinked": ("said why a link is removed", ("reason",)),
    "taken_in": ("said why another is merged into it", ("reason",)),
    "merged": ("said why it is merged", ("reason",)),
    "noted": ("kept a note for their own agency", ("text", "who")),
    "date_corrected": ("said why its date is corrected", ("reason",)),
    "own_date_given": ("said why they give another date", ("why",)),
    "reopened": ("said why it is reopened", ("reason",)),
    "meeting_called": ("called a meeting", ("chair_name", "chair_of", "facilitator", "panel")),
    "meeting_held": ("recorded that a meeting was held", ("who", "decision")),
    "chair_reported": ("reported the issues arising from a meeting", ("issues",)),
    "duty_answered": ("said what became of what was asked of their agency", ("words",)),
    "discussion_corrected": ("put a correction beside a discussion", ("text",)),
    "check_answered": ("said what became of what was agreed", ("words",)),
    "issues_flagged": ("said what issues arise", ("issues",)),
    "course_chosen": ("said why it is taken up so", ("reason",)),
    "form_prepared": ("prepared a form", ("passages",)),
    "referred_outside": ("recorded that it was referred outside", ("words", "number")),
}
# What was agreed is said once more when it is settled.
AGAIN: Mapping[str, str] = {"settled": "proposed"}


def noted(written: tuple[Written, ...], entry: Entry, number: int) -> tuple[Written, ...]:
    """What people have written, once this entry has happened as well."""
    if before := AGAIN.get(entry.kind):
        return _once_more(written, before, number)
    how, fields = HELD.get(entry.kind, ("", ()))
    if not any(getattr(entry, field) for field in fields):
        return written
    return (*written, Written(number, entry.at, entry.by, entry.kind, how, entry.audience))


def _once_more(written: tuple[Written, ...], kind: str, number: int) -> tuple[Written, ...]:
    """The last of this kind stands in another entry as well."""
    last = next((each for each in reversed(written) if each.kind == kind), None)
    return tuple(
        replace(each, again=(*each.again, number)) if each is last else each for each in written
    )

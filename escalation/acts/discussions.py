"""Approving the record of discussions: all of them in one press, or a correction beside one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from escalation import rights
from escalation.directory.people import Directory
from escalation.disagreement import Disagreement
from escalation.duties import approving, discussed
from escalation.entries import Entries
from escalation.permissions import Act
from escalation.refusals import NotNow, Stale, Unusable
from escalation.words import forms
from escalation.working_time.calendars import Calendar

EXCEPT, CORRECTION = "except", "correction"
NOT_ASKED = "This procedure asks for no approval of a discussion: it stands as recorded. Nothing has changed."


def approve_discussions(
    disagreement: Disagreement,
    at: datetime,
    calendar: Calendar,
    directory: Directory,
    *,
    by: str,
    question: str,
    answers: Mapping[str, str],
) -> Entries:
    """Every discussion that was shown is approved for one's own agency, and so dated (R-003-37).

    Also by whoever wrote it down, and also once it has ended; nobody is told, and no stage is entered.
    One that is not right as it stands has a correction put beside it instead.
    """
    actor = rights.check(by, Act.APPROVE_DISCUSSIONS, disagreement, directory)
    asked(disagreement)
    shown = discussed.to_approve(disagreement, actor.agency, up_to(question))
    if not shown:
        raise Stale(
            "Nothing is left to approve for your agency of what was shown: it has been answered. "
            "Nothing has changed."
        )
    corrections = _corrections(answers, {str(each.entry) for each in shown})
    return approving.answered(shown, actor, at, corrections)


def asked(disagreement: Disagreement) -> None:
    """Its procedure asks for this, or a refusal that says that it does not."""
    if disagreement.procedure.discussions is None:
        raise NotNow(NOT_ASKED)


def question(disagreement: Disagreement) -> str:
    """What the form is about: everything on record when it was opened, and nothing since."""
    last = max((each.entry for each in disagreement.discussions), default=0)
    return f"{discussed.ID}:{last}"


def up_to(question: str) -> int:
    """The last discussion that was shown; where none was, everything is meant."""
    _, _, last = question.partition(":")
    is_ours = question.startswith(discussed.ID) and last.isdecimal()
    return int(last) if is_ours else 0


def _corrections(answers: Mapping[str, str], shown: set[str]) -> dict[int, str]:
    """The one that is not right, with what it should say."""
    chosen, words = answers.get(EXCEPT, ""), answers.get(CORRECTION, "").strip()
    if not chosen and words:
        raise Unusable(EXCEPT, "Choose the discussion that this correction belongs to.")
    if not chosen:
        return {}
    if chosen not in shown:
        raise Unusable(EXCEPT, "Choose one of those that are shown.")
    sentence = "Say what is not right, and what it should say. Nothing that was written is changed."
    return {int(chosen): forms.text(answers, CORRECTION, sentence)}


ENTRIES = approving.ENTRIES

"""What a procedure asks besides an answer is seen to: on one page for each side, in one sitting."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import get_args

from escalation import rights
from escalation.directory.people import Directory
from escalation.disagreement import Disagreement, after
from escalation.duties import (
    approving,
    confirming,
    considered,
    discussed,
    duties,
    fed_back,
    filed,
    left_to,
)
from escalation.duties import closing as left_open
from escalation.duties.carried_out import How
from escalation.duties.duties import Owed
from escalation.duties.fed_back import Acknowledged
from escalation.duties.reported import Reported
from escalation.duties.reporting import report_of
from escalation.duties.seen_to import ANSWERED, DutyAnswered, IssuesFlagged, What
from escalation.entries import Actor, Entries, Entry
from escalation.permissions import Act
from escalation.refusals import NotNow, Stale, Unusable
from escalation.texts.stages import Asks
from escalation.words import forms
from escalation.working_time import times
from escalation.working_time.calendars import Calendar

LATER, READ, ACKNOWLEDGED = "later", "read", "acknowledged"
CHOICES: Mapping[Asks, tuple[How, ...]] = {
    "tick": ("done", "declined"),
    "words": ("done", "declined"),
    "yes_or_no": ("yes", "no"),
}


def choices(owed: Owed, agency: str) -> tuple[How, ...]:
    """What may be said of a duty by somebody of an agency: of a meeting that was not called only why;
    a report is made on somebody's behalf, and never declined for them."""
    if owed.duty.is_missed or owed.duty.form:  # that a form was sent is said by its own button
        return ("declined",)
    return CHOICES[owed.duty.asks] if agency == owed.agency else ("done",)


ASK: Mapping[How, str] = {
    "done": "Say how this was done: when, by whom, or where it can be found.",
    "declined": "Say why this is not done.",
    "yes": "Say why: the reason is kept with the answer.",
    "no": "Say why: the reason is kept with the answer.",
}
NONE_TO_APPROVE = "Each discussion has been approved already. Nothing has changed."
FILED = "Say where it is filed: your own reference."


def closing(
    disagreement: Disagreement,
    at: datetime,
    calendar: Calendar,
    directory: Directory,
    *,
    by: str,
    question: str,
    answers: Mapping[str, str],
) -> Entries:
    """One page, answered in one sitting: whatever is left for another day stays as it is."""
    actor = rights.check(by, Act.CLOSING, disagreement, directory)
    not_merged(disagreement)
    left_to.still_asked(question, disagreement)
    entries: Entries = [*_each_answered(disagreement, at, directory, actor, answers)]
    entries += _flagged(actor, at, answers)
    # The button in the message says the same: pressed while this page was open, it has been said.
    if answers.get(ACKNOWLEDGED) == READ and by not in disagreement.acknowledged:
        rights.check(by, Act.ACKNOWLEDGE, disagreement, directory)
        entries += fed_back.read(after(disagreement, *entries), at, directory, actor)
    return [*entries, *left_open.fell_due(after(disagreement, *entries), at, calendar)]


def acknowledge(
    disagreement: Disagreement,
    at: datetime,
    calendar: Calendar,
    directory: Directory,
    *,
    by: str,
    question: str,
) -> Entries:
    """A practitioner or a manager has read what was agreed (R-004-13, R-004-21, R-004-30)."""
    actor = rights.check(by, Act.ACKNOWLEDGE, disagreement, directory)
    not_merged(disagreement)
    return fed_back.read(disagreement, at, directory, actor)


def not_merged(disagreement: Disagreement) -> None:
    """What was merged has nothing left of its own, or a refusal that says where it goes on."""
    if into := disagreement.merged_into:
        raise NotNow(
            f"{disagreement.reference} was merged: what is left to see to is asked for {into}. "
            "Nothing has changed."
        )


def field_of(owed: Owed, part: str) -> str:
    """The name of a question about a duty: how it was answered, or in which words."""
    return f"{owed.duty.id}.{part}"


def _chosen(
    disagreement: Disagreement, actor: Actor, directory: Directory, answers: Mapping[str, str]
) -> Iterator[tuple[Owed, How]]:
    """What was answered of what has fallen due, in the procedure's order."""
    for owed in left_to.on_page_of(actor, disagreement, directory):
        said = answers.get(field_of(owed, "how"), "")
        if said not in ("", LATER):
            yield owed, _how(owed, said, actor)


def _how(owed: Owed, said: str, actor: Actor) -> How:
    how = next((each for each in get_args(How) if each == said), None)
    if how is None or how not in choices(owed, actor.agency):
        raise Unusable(field_of(owed, "how"), "Choose what became of it, or leave it for later.")
    answered: How = how
    return answered


def _each_answered(
    disagreement: Disagreement,
    at: datetime,
    directory: Directory,
    actor: Actor,
    answers: Mapping[str, str],
) -> Entries:
    """What became of each; of every line without its evidence or its reason it is said at once."""
    entries: Entries = []
    faults: dict[str, str] = {}
    for owed, how in _chosen(disagreement, actor, directory, answers):
        try:
            if owed.duty.id == discussed.ID:
                entries += _of_discussions(owed, how, actor, at, disagreement, answers)
            else:
                entries += [_answered(owed, how, actor, at, disagreement, directory, answers)]
        except Unusable as fault:
            faults[fault.field] = fault.sentence
    if faults:
        (field, sentence), *further = faults.items()
        raise Unusable(field, sentence, tuple(further))
    # What is kept off the file comes last: its place among the others says nothing of what it is of.
    return sorted(entries, key=lambda each: isinstance(each, considered.ConsideredOffFile))


def _of_discussions(
    owed: Owed,
    how: How,
    actor: Actor,
    at: datetime,
    disagreement: Disagreement,
    answers: Mapping[str, str],
) -> Entries:
    """Every discussion is approved for one's own agency; or none is, and why stands beside each."""
    left = discussed.to_approve(disagreement, owed.agency)
    if not left:
        raise Stale(f"{NONE_TO_APPROVE} Choose Later for it, or close this page.")
    ask = "Say what is not right. It stands beside each of them, and none is changed."
    words = forms.text(answers, field_of(owed, "words"), ask) if how == "declined" else ""
    corrections = {each.entry: words for each in left} if words else {}
    return approving.answered(left, actor, at, corrections)


def _answered(
    owed: Owed,
    how: How,
    actor: Actor,
    at: datetime,
    disagreement: Disagreement,
    directory: Directory,
    answers: Mapping[str, str],
) -> Entry:
    if duties.is_done(owed, disagreement):
        raise Stale(_already(owed, disagreement))
    duty = owed.duty
    left_to.check(owed, actor, disagreement, directory)
    in_place_of = left_to.in_place_of(owed, actor, disagreement, directory)
    by = left_to.in_its_role(owed, actor, disagreement, directory)
    if duty.is_report and how == "done":
        rights.check(actor.person, Act.REPORT, disagreement, directory)
        return Reported(at=at, by=by, stage=duty.stage, to=duty.tells, in_place_of=in_place_of)
    if duty.off_file:
        return considered.ConsideredOffFile(at=at, by=by, duty=duty.id, agency=owed.agency, how=how)
    someone = directory.person(actor.person)
    return DutyAnswered(
        at=at,
        by=by,
        duty=duty.id,
        agency=owed.agency,
        how=how,
        what=duty.asked,
        words=_words(owed, how, answers, at),
        tells=duty.tells,
        content=duty.content,
        in_place_of=in_place_of,
        phone=someone.phone if someone and (duty.tells or duty.tells_agencies) else "",
        tells_agencies=duty.tells_agencies,
    )


def _words(owed: Owed, how: How, answers: Mapping[str, str], at: datetime) -> str:
    """Evidence of what is done, the reason of what is not; of a copy that is given, or a report that
    is made, neither is needed."""
    field = field_of(owed, "words")
    if (owed.duty.offered or owed.duty.is_report) and how == "done":
        return answers.get(field, "").strip()
    if owed.duty.drafts and how == "done":
        return confirming.sent(answers, field, field_of(owed, "on"), at)
    ask = FILED if how == "done" and owed.duty.id.endswith(":record") else ASK[how]
    return forms.text(answers, field, ask)


def _already(owed: Owed, disagreement: Disagreement) -> str:
    who, how, at = _became(owed, disagreement)
    return (
        f"{who} {how} already, on {times.full(at)}. Choose Later for it, or close this page. "
        "Nothing has changed."
    )


def _became(owed: Owed, disagreement: Disagreement) -> tuple[str, str, datetime]:
    if done := disagreement.done.get(owed.key):
        if not done.by.agency:
            return "Everybody", "who was to hear has read it", done.at
        return done.by.name, ANSWERED[done.how], done.at
    stage = disagreement.procedure.stage(owed.duty.stage)
    reported = disagreement.answered[report_of(stage)]
    return reported.by.name, "has reported it", reported.at


def _flagged(actor: Actor, at: datetime, answers: Mapping[str, str]) -> Iterator[Entry]:
    """Lessons for future practice, gaps in policies and procedures, and what is fundamental, where
    somebody names some."""
    each: tuple[What, ...] = ("lessons", "gaps", "fundamental")
    for what in each:
        if issues := answers.get(what, "").strip():
            yield IssuesFlagged(at=at, by=actor, what=what, issues=issues)


ENTRIES = (
    *left_open.ENTRIES,
    DutyAnswered,
    IssuesFlagged,
    Acknowledged,
    *filed.ENTRIES,
    *considered.ENTRIES,
)

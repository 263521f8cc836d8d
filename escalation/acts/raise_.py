"""Raising a disagreement: the first entries of every ledger."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from escalation.directory.people import Directory, listed
from escalation.disagreement import NAMED, Disagreement, Side, View, after
from escalation.duties import closing
from escalation.entries import FILE, Actor, Entries, Entry
from escalation.ladder import windows
from escalation.ladder.ladder import move, set_limits, tell
from escalation.owing import Owed, Place, Telling, To
from escalation.refusals import Unusable
from escalation.taking_part import one_agency, parties
from escalation.taking_part.joining import raised_jointly
from escalation.texts import offered
from escalation.texts.procedure import Procedure
from escalation.words.message import Facts, Part, Quote, says
from escalation.words.prompts import raised
from escalation.words.whom import lives
from escalation.working_time.calendars import Calendar
from escalation.working_time.times import civil
from escalation.working_time.working_time_errors import CoverageError


@dataclass(frozen=True, kw_only=True)
class Raised(Entry):
    """Somebody put a difference on record: when it began and when it was raised are two facts."""

    kind = "raised"
    schema = 3

    procedure: str
    procedure_sha256: str
    area: str
    began: datetime
    sides: tuple[Side, ...]
    category: str
    spoken: str
    reason_given: str
    differs: str
    evidence: str
    wanted: str
    best_interest: str
    pacing: int = 1
    duty_number: str = ""
    subject: str = ""

    @staticmethod
    def upgraded_from_1(content: dict[str, Any]) -> dict[str, Any]:
        """Before, one professional stood for each side: nobody is named beside them."""
        return content

    @staticmethod
    def upgraded_from_2(content: dict[str, Any]) -> dict[str, Any]:
        """Before, no procedure was about anybody but children: nobody was asked."""
        return content

    def applied(self, disagreement: Disagreement) -> Disagreement:
        """There is a disagreement."""
        return replace(
            disagreement,
            began=self.began,
            raised=self.at,
            raiser=self.by,
            pacing=self.pacing,
            area=self.area,
            duty_number=self.duty_number,
            sides=self.sides,
            category=self.category,
            subject=self.subject,
            view=tuple(replace(each, entry=disagreement.version + 1) for each in self._view()),
        )

    def owes(self, disagreement: Disagreement) -> Iterable[Owed]:
        """A place with the card in it; and each named professional is told their part."""
        yield Place(disagreement.practitioners())
        for side in disagreement.sides:
            message = raised(disagreement, side)
            asked = side.members or (side.practitioner,)
            yield from (Telling("raised", To(person), message) for person in asked)
            if side.colleague:
                message = raised_jointly(disagreement, side)
                yield Telling("raised", To(side.colleague), message)

    def reads(self, disagreement: Disagreement) -> tuple[Part, ...]:
        """What was raised, in the raiser's own words."""
        between = listed(f"{side.names} ({side.name})" for side in self.sides)
        return (
            says(
                "{who} raised a {matter} between {between}.",
                who=self.sides[0].named,
                matter=disagreement.procedure.terms.matter,
                between=between,
            ),
            *self._spoke(),
            Facts(
                (("Area", self.area), *self._whom(disagreement), ("Have they spoken", self.spoken))
            ),
            *(Quote(view.label, view.text) for view in self._view()),
        )

    def _whom(self, disagreement: Disagreement) -> Iterable[tuple[str, str]]:
        """Whom it is about, where its procedure is for more than one kind of person."""
        if self.subject and len(disagreement.procedure.subjects) > 1:
            yield "About", disagreement.procedure.terms_of(self.subject).child

    def _spoke(self) -> Iterable[Part]:
        """Of two who raised it, whose words these are."""
        if self.sides[0].colleague:
            yield says("{who} wrote what stands here.", who=self.by.name)

    def _view(self) -> tuple[View, ...]:
        asked = self.sides[1].name if len(self.sides) > 2 else "the other side"
        words = (
            ("What differs", self.differs),
            ("Evidence", self.evidence),
            ("What is wanted", self.wanted),
            ("Why this is in the best interest", self.best_interest),
            (f"Reason given by {asked}", self.reason_given),
        )
        return tuple(View(label, text) for label, text in words if text)


@dataclass(frozen=True, kw_only=True)
class SubjectSealed(Entry):
    """Who this is about: printed on each agency's file copy and shown on the page, never in chat."""

    kind = "subject_sealed"

    name: str
    born: str
    case_number: str
    expected: str = ""

    @property
    def audience(self) -> str:
        """The file copies of the involved agencies, and nothing else."""
        return FILE

    def reads(self, disagreement: Disagreement) -> tuple[Part, ...]:
        """The name, the date of birth or, of an unborn child, the expected one, and the case number."""
        rows = (
            ("Name", self.name),
            ("Date of birth", self.born),
            ("Expected date of birth", self.expected),
            (f"Case number at {disagreement.agency_name(self.by.agency)}", self.case_number),
        )
        return (Facts(tuple(row for row in rows if row[1])),)


@dataclass(frozen=True)
class Raising:
    """What the raiser has told us, read from the form."""

    area: str
    other: str
    category: str
    spoken: str
    reason_given: str
    differs: str
    evidence: str
    wanted: str
    best_interest: str
    began: datetime
    subject: tuple[str, str, str] = ("", "", "")
    start_tier: int = 0
    start_reason: str = ""
    pacing: int = 1
    duty_number: str = ""
    further: tuple[str, ...] = ()
    colleague: str = ""
    jointly: str = ""
    whom: str = ""
    expected: str = ""


def open_(
    reference: str,
    procedure: Procedure,
    raising: Raising,
    by: str,
    at: datetime,
    calendar: Calendar,
    directory: Directory,
) -> Entries:
    """A new disagreement between agencies: every limit counted, and the first people told."""
    chosen = (raising.other, *raising.further)
    one_agency.check(procedure, chosen, by, directory)
    sides = parties.sides(chosen, (raising.colleague, raising.jointly), by, directory)
    _check(procedure, raising, at)
    raiser = sides[0]
    role = procedure.role(NAMED).label
    actor = Actor(raiser.practitioner, raiser.agency, raiser.practitioner_name, role)
    entries = [_raised(procedure, raising, sides, actor, at), *_subject(raising, actor, at)]
    disagreement = Disagreement(reference, procedure)
    try:
        entries += set_limits(procedure, calendar, raising.began, at)
        entries += windows.from_entering(after(disagreement, *entries), 0, at, calendar)
        entries += tell(after(disagreement, *entries), 0, at, at, calendar, directory)
        entries += _higher(after(disagreement, *entries), raising, actor, at, calendar, directory)
        entries += closing.fell_due(after(disagreement, *entries), at, calendar)
    except CoverageError as beyond:
        raise Unusable("began_on", f"Its dates cannot be counted. {beyond}") from beyond
    return entries


def _higher(
    disagreement: Disagreement,
    raising: Raising,
    actor: Actor,
    at: datetime,
    calendar: Calendar,
    directory: Directory,
) -> Entries:
    tier, reason = raising.start_tier, raising.start_reason
    if not tier:
        return []
    return move(disagreement, tier, actor, at, calendar, directory, "started", reason)


def _check(procedure: Procedure, raising: Raising, at: datetime) -> None:
    if raising.began > at:
        raise _still_to_come(raising.began, at)
    offered.about(procedure, raising.category)
    if raising.area not in procedure.areas:
        asked = lives(procedure, raising.whom)
        raise Unusable("area", f"Choose the area {asked[:1].lower()}{asked[1:]}.")
    if not 0 <= raising.start_tier < len(procedure.tiers):
        raise Unusable("start", "Choose one of this procedure's own stages.")
    if raising.start_tier and not procedure.skipping.allowed:
        raise Unusable("start", "This procedure begins at its first stage.")
    if raising.start_tier and not raising.start_reason:
        raise Unusable("start_reason", "Say why it should start at a higher stage.")


def _still_to_come(began: datetime, at: datetime) -> Unusable:
    if civil(began).date() == civil(at).date():
        return Unusable("began_at", "This time is still to come today.")
    return Unusable(
        "began_on", "This is in the future. Give the day on which the difference began."
    )


def _raised(
    procedure: Procedure, raising: Raising, sides: tuple[Side, ...], actor: Actor, at: datetime
) -> Raised:
    return Raised(
        at=at,
        by=actor,
        pacing=raising.pacing,
        duty_number=raising.duty_number,
        procedure=procedure.id,
        procedure_sha256=procedure.sha256,
        area=raising.area,
        began=raising.began,
        sides=sides,
        category=raising.category,
        subject=offered.whom(procedure, raising.whom),
        spoken=raising.spoken,
        reason_given=raising.reason_given,
        differs=raising.differs,
        evidence=raising.evidence,
        wanted=raising.wanted,
        best_interest=raising.best_interest,
    )


def _subject(raising: Raising, actor: Actor, at: datetime) -> Entries:
    name, born, case_number = raising.subject
    expected = raising.expected
    if not any((*raising.subject, expected)):
        return []
    sealed = {"name": name, "born": born, "case_number": case_number, "expected": expected}
    return [SubjectSealed(at=at, by=actor, **sealed)]


ENTRIES = (Raised, SubjectSealed)

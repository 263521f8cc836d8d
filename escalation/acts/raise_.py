"""Raising a disagreement: the first entries of every ledger."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from escalation.directory.people import Directory, listed
from escalation.disagreement import NAMED, Disagreement, Side, View, after
from escalation.duties import closing
from escalation.entries import Actor, Entries, Entry
from escalation.ladder import on_raising, windows
from escalation.ladder.ladder import begin, move, set_limits
from escalation.ladder.on_raising import AskedFirst
from escalation.owing import Owed, Place, Telling, To
from escalation.particulars import Sooner
from escalation.refusals import Unusable
from escalation.taking_part import consulted, one_agency, parties, subject
from escalation.taking_part.consulted import Consulted
from escalation.taking_part.joining import raised_jointly
from escalation.taking_part.subject import SubjectSealed
from escalation.texts import narrowed, offered
from escalation.texts.procedure import Procedure
from escalation.words.message import Facts, Part, Quote, says
from escalation.words.prompts import raised
from escalation.words.whom import lives
from escalation.working_time.calendars import Calendar
from escalation.working_time.working_time_errors import CoverageError


@dataclass(frozen=True, kw_only=True)
class Raised(Entry):
    """Somebody put a difference on record: when it began and when it was raised are two facts."""

    kind = "raised"
    schema = 4

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
    priority: str = ""
    sooner: date | None = None
    sooner_because: str = ""
    happened: datetime | None = None
    raise_by: datetime | None = None
    consulted: str = ""
    consulted_on: date | None = None
    not_consulted: str = ""

    @staticmethod
    def upgraded_from_1(content: dict[str, Any]) -> dict[str, Any]:
        """Before, one professional stood for each side: nobody is named beside them."""
        return content

    @staticmethod
    def upgraded_from_2(content: dict[str, Any]) -> dict[str, Any]:
        """Before, no procedure was about anybody but children: nobody was asked."""
        return content

    @staticmethod
    def upgraded_from_3(content: dict[str, Any]) -> dict[str, Any]:
        """Before, nothing was asked of how pressing it is, of days, or of whom somebody had consulted."""
        return content

    def applied(self, disagreement: Disagreement) -> Disagreement:
        """There is a disagreement, and the procedure is as it is for one of this kind."""
        kind = (self.category, self.subject, self.priority)
        return replace(
            disagreement,
            procedure=narrowed.to(disagreement.procedure, *kind),
            began=self.began,
            raised=self.at,
            raiser=self.by,
            pacing=self.pacing,
            area=self.area,
            duty_number=self.duty_number,
            sides=self.sides,
            category=self.category,
            subject=self.subject,
            priority=self.priority,
            raise_by=self.raise_by,
            sooner=Sooner(self.sooner, self.sooner_because) if self.sooner else None,
            view=self._view(disagreement),
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
                (
                    ("Area", self.area),
                    *self._whom(disagreement),
                    *self.asked_besides(disagreement),
                    ("Have they spoken", self.spoken),
                )
            ),
            *self.late(disagreement),
            *(Quote(view.label, view.text) for view in self._view(disagreement)),
        )

    def asked_besides(self, disagreement: Disagreement) -> Iterable[tuple[str, str]]:
        """How pressing it is, and what else its procedure asks of whoever raises."""
        consulted = AskedFirst(self.consulted, self.consulted_on, self.not_consulted)
        return on_raising.rows(disagreement, self.happened, self.raise_by, consulted)

    def late(self, disagreement: Disagreement) -> Iterable[Part]:
        """That it was raised after the time that the text gives for it, if it was."""
        return on_raising.late(disagreement, self.at, self.raise_by)

    def _whom(self, disagreement: Disagreement) -> Iterable[tuple[str, str]]:
        """Whom it is about, where its procedure is for more than one kind of person."""
        if self.subject and len(disagreement.procedure.subjects) > 1:
            yield "About", disagreement.procedure.terms_of(self.subject).child

    def _spoke(self) -> Iterable[Part]:
        """Of two who raised it, whose words these are."""
        if self.sides[0].colleague:
            yield says("{who} wrote what stands here.", who=self.by.name)

    def _view(self, disagreement: Disagreement) -> tuple[View, ...]:
        asked = self.sides[1].name if len(self.sides) > 2 else "the other side"
        words = (
            ("What differs", self.differs),
            ("Evidence", self.evidence),
            ("What is wanted", self.wanted),
            (disagreement.procedure.terms_of(self.subject).interest, self.best_interest),
            (f"Reason given by {asked}", self.reason_given),
            (on_raising.SOONER_BECAUSE, self.sooner_because),
            (on_raising.NOT_CONSULTED, self.not_consulted),
        )
        return tuple(View(label, text, disagreement.version + 1) for label, text in words if text)


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
    consulted: Consulted | None = None
    priority: str = ""
    sooner: date | None = None
    sooner_because: str = ""
    happened: datetime | None = None
    asked_first: AskedFirst = field(default_factory=AskedFirst)
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
    procedure = _for_it(procedure, raising)
    _check(procedure, raising, at)
    raiser = sides[0]
    role = procedure.role(NAMED).label
    actor = Actor(raiser.practitioner, raiser.agency, raiser.practitioner_name, role)
    disagreement = Disagreement(reference, procedure)
    try:
        raise_by = on_raising.raise_by(procedure, raising.happened, at, calendar)
        raised = replace(_raised(procedure, raising, sides, actor, at), raise_by=raise_by)
        entries = [raised, *subject.sealed(raising.subject, raising.expected, actor, at)]
        entries += consulted.noted(procedure, raising.consulted, actor, at)
        sooner = raising.sooner, raising.sooner_because
        on_raising.check_sooner(procedure, sooner, raising.began, at, calendar)
        entries += set_limits(procedure, calendar, raising.began, at, raising.sooner)
        entries += windows.from_entering(after(disagreement, *entries), 0, at, calendar)
        begun, higher = after(disagreement, *entries), bool(raising.start_tier)
        entries += begin(begun, at, calendar, directory, higher=higher)
        entries += _higher(after(disagreement, *entries), raising, actor, at, calendar, directory)
        entries += closing.fell_due(now := after(disagreement, *entries), at, calendar, now.noticed)
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
    if not (tier := raising.start_tier):
        return []
    reason = raising.start_reason
    return move(disagreement, tier, actor, at, calendar, directory, "started", reason)


def _for_it(procedure: Procedure, raising: Raising) -> Procedure:
    """The procedure as it is for a difference of this kind; or why there is none of it."""
    offered.about(procedure, raising.category)
    whom = offered.whom(procedure, raising.whom)
    priority = offered.priority(procedure, raising.priority)
    return narrowed.to(procedure, raising.category, whom, priority)


def _check(procedure: Procedure, raising: Raising, at: datetime) -> None:
    if raising.began > at:
        raise on_raising.still_to_come(raising.began, at)
    if raising.area not in procedure.areas:
        asked = lives(procedure, raising.whom)
        raise Unusable("area", f"Choose the area {asked[:1].lower()}{asked[1:]}.")
    on_raising.check_start(
        procedure, raising.start_tier, raising.start_reason, raising.asked_first, at
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
        priority=offered.priority(procedure, raising.priority),
        sooner=raising.sooner,
        sooner_because=raising.sooner_because if raising.sooner else "",
        happened=raising.happened if procedure.raise_within else None,
        **vars(raising.asked_first if raising.start_tier else AskedFirst()),
    )


__all__ = ["ENTRIES", "Raised", "Raising", "SubjectSealed", "open_"]

ENTRIES = (Raised, SubjectSealed)

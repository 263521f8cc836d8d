"""What a procedure asks besides an answer: whose each duty is, when it falls due, what is left of it.

Feedback, the child's file, learning and whatever else a stage asks are one thing here: a duty, which
is ticked with evidence, or declined with a reason, by somebody of the side or the office whose it is.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from escalation.conditions import holds
from escalation.disagreement import Disagreement, Status
from escalation.naming import going_on
from escalation.owing import BUSINESS_MANAGER
from escalation.people import PARTNERSHIP, listed
from escalation.procedure import Learning, Procedure, Stage
from escalation.reporting import report_of
from escalation.stages import GIVEN, Asks, Condition, Content, Force, Occasion, Window

OFFICE = BUSINESS_MANAGER.role
When = Literal["entry", "settled", "ended", "occasion"]


@dataclass(frozen=True)
class Duty:
    """One thing that somebody is asked to see to.

    `by` of the partnership, or nobody in particular: then whoever stands for an involved agency.
    `to`: those of their own agency who are told; `tells` whom of the partnership, and what of it.
    `offered`: a copy that may be given, by one press, with no words. `is_report`: to the partnership.
    `is_missed`: a meeting that was not called before it was settled; only why can be said.
    `when` is the occasion on which it is asked, in the text's words.
    """

    id: str
    stage: str
    what: str
    force: Force
    req: tuple[str, ...]
    at: When
    of: Literal["each", "raising", "partnership"] = "each"
    by: tuple[str, ...] = ()
    asks: Asks = "tick"
    to: tuple[str, ...] = ()
    tells: tuple[str, ...] = ()
    content: Content = "notice"
    after: tuple[Occasion, ...] = ()
    within: Window | None = None
    offered: bool = False
    is_report: bool = False
    is_missed: bool = False
    when: str = ""

    @property
    def is_asked(self) -> bool:
        """Whether anybody is told of it and reminded; what may be done is only offered."""
        return self.force != "may"


@dataclass(frozen=True)
class Owed:
    """A duty that has fallen due, and for whom: an involved agency, or the partnership."""

    duty: Duty
    agency: str

    @property
    def key(self) -> tuple[str, str]:
        """By what the fold knows what became of it."""
        return self.duty.id, self.agency


def of_stage(procedure: Procedure, stage: Stage) -> tuple[Duty, ...]:
    """The duties of one stage, in the order in which they fall due."""
    return (
        *_stated(procedure, stage),
        *_feedback(stage),
        *_recording(stage),
        *_offered(procedure, stage),
        *_reports(procedure, stage),
        *_missed(stage),
    )


def of_learning(procedure: Procedure) -> tuple[Duty, ...]:
    """What is considered or passed on afterwards, by the partnership's office."""
    return tuple(_learning(n, each) for n, each in enumerate(procedure.learning) if each.after)


def due(disagreement: Disagreement) -> tuple[Owed, ...]:
    """Every duty that has fallen due, whatever became of it."""
    return (*_of_stages(disagreement), *_of_learning(disagreement))


def left(disagreement: Disagreement, agency: str) -> tuple[Owed, ...]:
    """What a side, or the office, has still to see to."""
    return tuple(
        owed
        for owed in due(disagreement)
        if owed.agency == agency and not is_done(owed, disagreement)
    )


def is_done(owed: Owed, disagreement: Disagreement) -> bool:
    """Whether it has been answered, or the report been made, by whichever button."""
    if not owed.duty.is_report or owed.key in disagreement.done:
        return owed.key in disagreement.done
    return report_of(disagreement.procedure.stage(owed.duty.stage)) in disagreement.answered


def asked(disagreement: Disagreement, agency: str) -> tuple[Owed, ...]:
    """Of what is left, what a side or the office is reminded of."""
    return tuple(
        owed
        for owed in left(disagreement, agency)
        if owed.duty.is_asked and not _is_over(owed.duty, disagreement)
    )


def is_left(disagreement: Disagreement) -> bool:
    """Whether anybody has still to be reminded of something."""
    return any(asked(disagreement, agency) for agency in (*disagreement.agencies, PARTNERSHIP))


def _stated(procedure: Procedure, stage: Stage) -> Iterator[Duty]:
    for each in stage.duties:
        office = procedure.role(each.by).of == "partnership"
        yield Duty(
            id=f"{stage.id}:{each.id}",
            stage=stage.id,
            what=each.what,
            force=each.force,
            req=each.req,
            at=each.at,
            of="partnership" if office else "each",
            by=(each.by,),
            asks=each.asks,
            tells=each.tells,
            content=each.content,
            within=each.within,
        )


def _feedback(stage: Stage) -> Iterator[Duty]:
    for n, each in enumerate(stage.feedback, start=1):
        yield Duty(
            id=f"{stage.id}:feedback-{n}",
            stage=stage.id,
            what=each.what,
            force=each.force,
            req=each.req,
            at="settled",
            to=each.to,
        )


def _recording(stage: Stage) -> Iterator[Duty]:
    if each := stage.record:
        yield Duty(
            id=f"{stage.id}:record",
            stage=stage.id,
            what=each.what,
            force=each.force,
            req=each.req,
            at="ended",
        )


def _offered(procedure: Procedure, stage: Stage) -> Iterator[Duty]:
    """Copies that may be given (R-004-24, R-004-34): by the Business Manager's press, if she likes."""
    for n, each in enumerate(stage.copies, start=1):
        if each.force == "may":
            to = procedure.role(each.to).label
            yield Duty(
                id=f"{stage.id}:copy-{n}",
                stage=stage.id,
                what=f"Give the {to} {GIVEN[each.content]}, at {stage.label}.",
                force=each.force,
                req=each.req,
                at=each.at,
                of="partnership",
                by=(OFFICE,),
                tells=(each.to,),
                content=each.content,
                offered=True,
            )


def _reports(procedure: Procedure, stage: Stage) -> Iterator[Duty]:
    """The report to the partnership (R-000-40, R-004-36, R-004-51): one, whoever of them makes it."""
    if not stage.reports:
        return
    to = tuple(dict.fromkeys(role for each in stage.reports for role in each.to))
    labels = " and the ".join(procedure.role(role).label for role in to)
    what = dict.fromkeys(going_on(each.what) for each in stage.reports)
    yield Duty(
        id=f"{stage.id}:report",
        stage=stage.id,
        what=f"Report {listed(what)} to the {labels}, at {stage.label}.",
        force=stage.reports[0].force,
        req=stage.reports[0].req,
        at="entry",
        of="raising",
        by=tuple(dict.fromkeys(each.by for each in stage.reports)),
        tells=to,
        is_report=True,
    )


def _missed(stage: Stage) -> Iterator[Duty]:
    if (each := stage.meeting) and each.force == "must":
        yield Duty(
            id=f"{stage.id}:meeting",
            stage=stage.id,
            what=f"Call the meeting of {stage.label}. {each.purpose}",
            force=each.force,
            req=each.req,
            at="settled",
            of="raising",
            by=(each.called_by,),
            is_missed=True,
        )


def _learning(n: int, each: Learning) -> Duty:
    return Duty(
        id=f"learning-{n + 1}",
        stage="",
        what=each.what,
        force=each.force,
        req=each.req,
        at="occasion",
        of="partnership",
        by=(each.by or OFFICE,),
        asks=each.asks,
        tells=each.to,
        content="issues",
        after=each.after,
        when=each.when,
    )


def _of_stages(disagreement: Disagreement) -> Iterator[Owed]:
    procedure = disagreement.procedure
    if disagreement.status is Status.MERGED or not disagreement.sides:
        return
    every = disagreement.agencies
    whose = {"each": every, "raising": every[:1], "partnership": (PARTNERSHIP,)}
    for stage in _entered(disagreement):
        conditions = _conditions(stage)
        for duty in of_stage(procedure, stage):
            if _has_come(duty, disagreement) and holds(conditions.get(duty.id), disagreement):
                yield from (Owed(duty, agency) for agency in whose[duty.of])


def _conditions(stage: Stage) -> dict[str, Condition | None]:
    stated = {f"{stage.id}:{each.id}": each.when for each in stage.duties}
    offered = {f"{stage.id}:copy-{n}": each.when for n, each in enumerate(stage.copies, start=1)}
    return {**stated, **offered}


def _entered(disagreement: Disagreement) -> tuple[Stage, ...]:
    """The stages at which it has stood, the last being where it stands or ended."""
    tiers = {*disagreement.entered, disagreement.stage_tier}
    return tuple(dict.fromkeys(map(disagreement.procedure.stage_of, sorted(tiers))))


def _has_come(duty: Duty, disagreement: Disagreement) -> bool:
    here = disagreement.stage.id == duty.stage
    if duty.is_missed and duty.stage in disagreement.convened:
        return False
    match duty.at:
        case "entry":  # only of the stages that have been entered is this asked at all
            return True
        case "settled":
            return here and disagreement.status is Status.SETTLED
        case "ended":
            return here and disagreement.status in (Status.SETTLED, Status.WITHDRAWN)
        case "occasion":  # what is learnt hangs on no stage: `_of_learning` knows when it has come
            return False


def _is_over(duty: Duty, disagreement: Disagreement) -> bool:
    """Whether nobody is asked, though it may be answered: what the office is to do as a stage is
    entered is about what goes on; a report has its button until it is settled."""
    if duty.is_report:
        return disagreement.status is not Status.SETTLED
    return duty.of == "partnership" and duty.at == "entry" and not disagreement.is_open


def _of_learning(disagreement: Disagreement) -> Iterator[Owed]:
    if not disagreement.sides or disagreement.status is Status.MERGED:
        return
    come = {flag.what for flag in disagreement.flagged}
    come |= {"unresolved"} if disagreement.is_not_agreed else set()
    for duty in of_learning(disagreement.procedure):
        if come & {*duty.after}:
            yield Owed(duty, PARTNERSHIP)

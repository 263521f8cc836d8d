"""What a procedure asks besides an answer: when each duty falls due for whom, what is left of it.

A duty is ticked with evidence, or declined with a reason, by somebody of the side or the office whose
it is. What the text asks is in `stated.py`.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from escalation.directory.people import PARTNERSHIP
from escalation.disagreement import Disagreement, Status
from escalation.duties import discussed, referred
from escalation.duties.reporting import report_of
from escalation.duties.stated import OFFICE, Duty, besides, of_learning, of_stage
from escalation.particulars import UNSETTLED
from escalation.texts.conditions import holds
from escalation.texts.procedure import Stage
from escalation.texts.stages import Condition

__all__ = [
    "OFFICE",
    "Duty",
    "Owed",
    "asked",
    "due",
    "is_done",
    "is_left",
    "left",
    "of_learning",
    "of_stage",
]


@dataclass(frozen=True)
class Owed:
    """A duty that has fallen due, and for whom: an involved agency, or the partnership."""

    duty: Duty
    agency: str

    @property
    def key(self) -> tuple[str, str]:
        """By what the fold knows what became of it."""
        return self.duty.id, self.agency


def due(disagreement: Disagreement) -> tuple[Owed, ...]:
    """Every duty that has fallen due, whatever became of it."""
    return (
        *_of_stages(disagreement),
        *_of_learning(disagreement),
        *_of_discussions(disagreement),
    )


def left(disagreement: Disagreement, agency: str) -> tuple[Owed, ...]:
    """What a side, or the office, has still to see to."""
    return tuple(
        owed
        for owed in due(disagreement)
        if owed.agency == agency and not is_done(owed, disagreement)
    )


def is_done(owed: Owed, disagreement: Disagreement) -> bool:
    """Whether it has been answered, the report made or the meeting called, by whichever button."""
    if owed.duty.id == discussed.ID:
        return not discussed.to_approve(disagreement, owed.agency)
    if owed.duty.is_call:
        return owed.duty.stage in disagreement.convened
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


def is_offered(owed: Owed, disagreement: Disagreement) -> bool:
    """Whether somebody may do it if they choose, and nobody is told of it, reminded, or waited for."""
    over = not owed.duty.is_report and _is_over(owed.duty, disagreement)
    return over or not owed.duty.is_asked


def is_left(disagreement: Disagreement) -> bool:
    """Whether anybody has still to be reminded of something."""
    return any(asked(disagreement, agency) for agency in (*disagreement.agencies, PARTNERSHIP))


def _of_stages(disagreement: Disagreement) -> Iterator[Owed]:
    procedure = disagreement.procedure
    if disagreement.status is Status.MERGED or not disagreement.sides:
        return
    every = disagreement.agencies
    whose = {
        "each": every,
        "raising": every[:1],
        "responding": every[1:],
        "partnership": (PARTNERSHIP,),
    }
    for stage in _entered(disagreement):
        conditions = _conditions(stage)
        for duty in of_stage(procedure, stage):
            if _has_come(duty, disagreement) and holds(conditions.get(duty.id), disagreement):
                yield from (_owed(duty, agency, disagreement) for agency in whose[duty.of])


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
    if duty.is_call and not referred.to_them(duty, disagreement):
        return False
    match duty.at:
        case "entry":  # only of the stages that have been entered is this asked at all
            return True
        case "settled":
            return here and disagreement.status is Status.SETTLED
        case "left":
            return not here or disagreement.status is Status.SETTLED
        case "ended":
            return here and disagreement.status in (Status.SETTLED, *UNSETTLED)
        case "occasion":  # what is learnt hangs on no stage: `_of_learning` knows when it has come
            return False


def _is_over(duty: Duty, disagreement: Disagreement) -> bool:
    """Whether nobody is asked, though it may be answered: what the office is to do as a stage is
    entered is about what goes on, and so is a form; a report has its button until it is settled; and a response to each
    side is asked for until it is given, also of what has been settled (R-003-51)."""
    if duty.is_report:
        return disagreement.status is not Status.SETTLED
    if duty.tells_agencies and disagreement.status is Status.SETTLED:
        return False
    goes_on = duty.of == "partnership" or bool(duty.form)
    return goes_on and duty.at == "entry" and not disagreement.is_open


def _of_learning(disagreement: Disagreement) -> Iterator[Owed]:
    if not disagreement.sides or disagreement.status is Status.MERGED:
        return
    come = {flag.what for flag in disagreement.flagged}
    come |= {"unresolved"} if disagreement.is_not_agreed else set()
    for duty in of_learning(disagreement.procedure):
        if come & {*duty.after}:
            yield _owed(duty, PARTNERSHIP, disagreement)


def _of_discussions(disagreement: Disagreement) -> Iterator[Owed]:
    """Of an agency with a discussion on record, once it has ended: that it approves each."""
    duty = discussed.duty(disagreement.procedure)
    if duty and disagreement.status in (Status.SETTLED, *UNSETTLED):
        recorded = {agency for each in disagreement.discussions for agency in each.between}
        yield from (Owed(duty, agency) for agency in disagreement.agencies if agency in recorded)


def _owed(duty: Duty, agency: str, disagreement: Disagreement) -> Owed:
    """A duty of an agency; of those whom it has reached by another text, nobody is told again."""
    told = disagreement.duty_told.get((duty.id, agency), ())
    return Owed(besides(disagreement.procedure, duty, told) if told else duty, agency)

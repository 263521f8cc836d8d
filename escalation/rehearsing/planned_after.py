"""What follows on paper once it is settled: what is given, fed back, filed, seen to and learnt."""

from collections.abc import Iterator

from escalation.owing import UNNAMED
from escalation.rehearsing.planned import (
    AFTER,
    OFFICE,
    Addressee,
    Of,
    Planned,
    addressee,
    given,
    stated,
    to_whom,
)
from escalation.texts.procedure import Procedure, Stage
from escalation.texts.stages import Force

ASKED_ONCE = "It is asked once."
ASKED_AGAIN = "It is asked again on each working day until every side has answered."
OFFERED = "It stands on the closing page, and nobody is reminded of it."


def afterwards(procedure: Procedure) -> Iterator[Planned]:
    """Stage by stage what hangs on its being settled there; then what is learnt, wherever it stood."""
    for stage in procedure.stages:
        yield from _given(procedure, stage)
        yield from _fed_back(procedure, stage)
        yield from _filed(stage)
        yield from _checked(stage)
        yield from _seen_to(procedure, stage)
        yield from _missed(procedure, stage)
    yield from _learnt(procedure)


def _given(procedure: Procedure, stage: Stage) -> Iterator[Planned]:
    for copy in stage.copies:
        if copy.at == "settled":
            to = (addressee(procedure, copy.to, "partnership"),)
            chosen = copy.force == "may"
            why = (
                f"When the Business Manager chooses to, once it is settled at {stage.label}."
                if chosen
                else f"Once it is settled at {stage.label}."
            )
            yield _after(stage, to, given(procedure, copy), why, copy.req)


def _fed_back(procedure: Procedure, stage: Stage) -> Iterator[Planned]:
    for each in stage.feedback:
        to = tuple(addressee(procedure, role, "each") for role in each.to)
        why = f"Once it is settled at {stage.label}."
        what = f"Fed back: {each.what.rstrip('.')} ({each.force})."
        yield _after(stage, to, what, _offered(each.force, why), each.req)


def _filed(stage: Stage) -> Iterator[Planned]:
    if record := stage.record:
        why = f"Once it is settled or withdrawn at {stage.label}."
        what = f"Recorded: {record.what.rstrip('.')} ({record.force})."
        yield _after(stage, (), what, _offered(record.force, why), record.req)


def _checked(stage: Stage) -> Iterator[Planned]:
    """What is asked of every side: at once how it is understood, and on its day whether it was done."""
    for check in stage.check_backs:
        at_once = check.asks == "understood"
        when = "at once" if at_once else "on the day of each agreed action"
        why = f"Once it is settled at {stage.label}, {when}. {ASKED_ONCE if check.force == 'may' else ASKED_AGAIN}"
        what = f"Each side is asked: {check.what.rstrip('.')} ({check.force})."
        yield _after(stage, (), what, why, check.req)


def _seen_to(procedure: Procedure, stage: Stage) -> Iterator[Planned]:
    for duty in stage.duties:
        if duty.at in ("settled", "left"):
            for to, what, why in stated(procedure, stage, duty):
                yield _after(stage, to, what, why, duty.req)


def _missed(procedure: Procedure, stage: Stage) -> Iterator[Planned]:
    """A meeting that must be held and was not called: only why can be said."""
    if (meeting := stage.meeting) and meeting.force == "must":
        of = procedure.role(meeting.called_by).of
        whose: Of = "partnership" if of == "partnership" else "raising"
        to = (addressee(procedure, meeting.called_by, whose),)
        why = f"If it is settled at {stage.label} before the meeting was called."
        yield _after(stage, to, "Asked why the meeting was not called.", why, meeting.req)


def _learnt(procedure: Procedure) -> Iterator[Planned]:
    """What is considered afterwards, whichever stage it stood at; then whom it is passed on to."""
    for each in procedure.learning:
        by = each.by or OFFICE
        if not each.after:
            continue
        when = " or ".join(AFTER[after] for after in each.after)
        passed = f" It is passed on to the {to_whom(procedure, each.to)}." if each.to else ""
        yield Planned(
            at=None,
            kind="after",
            stage="Learning",
            tier="",
            to=(_whose(procedure, by),),
            what=f"{each.what.rstrip('.')} ({each.force}).",
            why=_offered(each.force, f"Once {when}.{passed}"),
            req=each.req,
        )


def _whose(procedure: Procedure, role: str) -> Addressee:
    """A role of the office; the Business Manager sees to it also where the text names no such office."""
    if role in procedure.roles:
        return addressee(procedure, role, "partnership")
    return Addressee(role, UNNAMED[role], "partnership")


def _after(
    stage: Stage, to: tuple[Addressee, ...], what: str, why: str, req: tuple[str, ...]
) -> Planned:
    return Planned(None, "after", stage.title, "", to, what, why, req)


def _offered(force: Force, why: str) -> str:
    return f"{why} {OFFERED}" if force == "may" else why

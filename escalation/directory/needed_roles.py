"""The roles without which something that a procedure asks would reach nobody, in the order of its text."""

from collections.abc import Iterator

from escalation.texts.procedure import Procedure
from escalation.texts.stages import Meeting, Stage


def of(procedure: Procedure) -> dict[str, None]:
    """Whoever is asked, brought in, called together, told or given anything without anybody's choice;
    then whoever is by a choice that the text offers, which would reach nobody when it is made."""
    return dict.fromkeys([*_of(procedure), *_by_choice(procedure)])


def _of(procedure: Procedure) -> Iterator[str]:
    for stage in procedure.stages:
        yield from _of_stage(stage)
    for each in procedure.learning:
        if each.after and each.force != "may":
            yield from (each.by, *each.to) if each.by else each.to


def _of_stage(stage: Stage) -> Iterator[str]:
    for tier in stage.tiers:
        yield from tier.held_by
    yield from (each.role for each in stage.advisers if each.force == "must")
    yield from _of_meeting(stage.meeting)
    yield from (each.to for each in stage.copies)
    for report in stage.reports:
        yield from (report.by, *report.to)
    for duty in stage.duties:
        if duty.force != "may":
            yield from (duty.by, *duty.tells)


def _of_meeting(meeting: Meeting | None) -> Iterator[str]:
    """Who calls a meeting that is not left to choice, who comes, who chairs it, and to whom they report."""
    if meeting and meeting.force != "may":
        yield from (meeting.called_by, *meeting.members, *meeting.chair_reports_to)
        if meeting.chair_role:
            yield meeting.chair_role


def _by_choice(procedure: Procedure) -> Iterator[str]:
    """Whoever a course refers it to, a meeting that is one calls together, or what is learnt may go to."""
    for stage in procedure.stages:
        yield from (each.to for each in stage.courses if each.to)
        if stage.meeting and any(each.does == "meeting" for each in stage.courses):
            yield from (stage.meeting.called_by, *stage.meeting.members)
    for each in procedure.learning:
        if each.after:
            yield from (each.by, *each.to) if each.by else each.to

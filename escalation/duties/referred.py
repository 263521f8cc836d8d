"""A meeting that the partnership's office calls: once it has been referred to them, where the text says so."""

from escalation.disagreement import Disagreement
from escalation.duties import reporting
from escalation.duties.stated import Duty


def to_them(duty: Duty, disagreement: Disagreement) -> bool:
    """Whether those who call a meeting are asked for it by now (R-002-45 to R-002-47): once it has
    been reported to them, where the stage has it reported; else as soon as it is entered."""
    stage = disagreement.procedure.stage(duty.stage)
    reported_to = {role for each in stage.reports for role in each.to}
    if not reported_to & {*duty.by} or stage.id in disagreement.convened:
        return True
    made = reporting.report_of(stage) in disagreement.answered
    return made or bool({*reporting.reached(disagreement, stage)} & {*duty.by})

"""The duty to report: a button for the agency that raised it, until it has been pressed."""

from escalation.disagreement import Disagreement
from escalation.texts.procedure import Stage
from escalation.words.message import Choice

LONGEST = 75
SHORTER = "Report to the partners"


def duty(disagreement: Disagreement, tier: int) -> tuple[Choice, ...]:
    """What the agency that raised it reports to the partnership, until it has been reported."""
    stage = disagreement.procedure.stage_of(tier)
    question = report_of(stage)
    if not stage.reports or question in disagreement.answered:
        return ()
    roles = dict.fromkeys(to for report in stage.reports for to in report.to)
    to = " and ".join(disagreement.procedure.role(role).label for role in roles)
    label = f"Report to the {to}"
    return (Choice("report", label if len(label) <= LONGEST else SHORTER, question),)


def report_of(stage: Stage) -> str:
    """The question that reporting answers, once in each stage."""
    return f"report:{stage.id}"

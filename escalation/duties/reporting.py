"""The duty to report: a button for the agency that raised it, until it has been pressed."""

from escalation.directory.people import listed
from escalation.disagreement import Disagreement
from escalation.texts.procedure import Stage
from escalation.words.message import Choice

LONGEST = 75
SHORTER = "Report to the partners"


def duty(disagreement: Disagreement, tier: int) -> tuple[Choice, ...]:
    """What the agency that raised it reports to the partnership, until it has been reported."""
    stage = disagreement.procedure.stage_of(tier)
    roles = left(disagreement, stage)
    if not roles:
        return ()
    to = " and ".join(disagreement.procedure.role(role).label for role in roles)
    label = f"Report to the {to}"
    asked = question(disagreement, stage)
    return (Choice("report", label if len(label) <= LONGEST else SHORTER, asked),)


def left(disagreement: Disagreement, stage: Stage) -> tuple[str, ...]:
    """To whom of the partnership it has still to be reported at a stage."""
    if report_of(stage) in disagreement.answered:
        return ()
    told = reached(disagreement, stage)
    roles = dict.fromkeys(to for report in stage.reports for to in report.to)
    return tuple(role for role in roles if role not in told)


def reached(disagreement: Disagreement, stage: Stage) -> tuple[str, ...]:
    """To whom it had been reported at a stage under an earlier text, which asked for no more."""
    if not disagreement.sides:
        return ()
    return disagreement.duty_told.get((f"{stage.id}:report", disagreement.agencies[0]), ())


def in_part(disagreement: Disagreement, stage: Stage) -> str:
    """To whom it has been reported, and to whom not yet, where another text asks for more."""
    told = reached(disagreement, stage)
    if not told:
        return ""
    to, besides = (_named(disagreement, some) for some in (told, left(disagreement, stage)))
    return f"to {to}; to {besides} not yet"


def report_of(stage: Stage) -> str:
    """The question that reporting answers, once in each stage."""
    return f"report:{stage.id}"


def question(disagreement: Disagreement, stage: Stage) -> str:
    """What the button asks: another question, where another text asks for more than was reported."""
    again = f":{len(disagreement.changes)}" if reached(disagreement, stage) else ""
    return f"{report_of(stage)}{again}"


def _named(disagreement: Disagreement, roles: tuple[str, ...]) -> str:
    return listed(f"the {disagreement.procedure.role(role).label}" for role in roles)

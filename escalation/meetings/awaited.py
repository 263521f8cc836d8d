"""What is asked of a tier now: the procedure's words, without what has been done of them."""

from collections.abc import Iterator
from datetime import datetime

from escalation.directory.people import PARTNERSHIP
from escalation.disagreement import Disagreement
from escalation.duties import reporting
from escalation.meetings import callers, recording
from escalation.texts.stages import Meeting, Stage
from escalation.words.sides import another_agency


def of_tier(disagreement: Disagreement, tier: int, agency: str) -> str:
    """What the procedure asks of a tier; once some of it has been done, what is left for an agency."""
    stage = disagreement.procedure.stage_of(tier)
    if not _begun(disagreement, stage):
        return disagreement.procedure.tiers[tier].what
    return " ".join(_left(disagreement, stage, tier, agency))


def meets(disagreement: Disagreement, stage: Stage) -> bool:
    """Whether a meeting of a stage has been called whose day has come, and nobody has said it was held."""
    last = disagreement.convened.get(stage.id)
    if last is None or last.held:
        return False
    return disagreement.meeting is None or disagreement.meeting.number != last.number


def ahead(disagreement: Disagreement, at: datetime) -> datetime | None:
    """The day on which people meet, where it is to come at this time."""
    meeting = disagreement.meeting
    return meeting.on if meeting and meeting.on > at else None


def _begun(disagreement: Disagreement, stage: Stage) -> bool:
    """Whether it has been reported, or the meeting that must be called has been."""
    made = reporting.report_of(stage) in disagreement.answered
    reported = made or bool(reporting.reached(disagreement, stage))
    return reported or (_must_meet(stage) is not None and stage.id in disagreement.convened)


def _must_meet(stage: Stage) -> Meeting | None:
    return stage.meeting if stage.meeting and stage.meeting.force != "may" else None


def _left(disagreement: Disagreement, stage: Stage, tier: int, agency: str) -> Iterator[str]:
    raised_it = agency == disagreement.agencies[0]
    roles = reporting.left(disagreement, stage)
    if roles and raised_it:
        to = " and the ".join(disagreement.procedure.role(role).title for role in roles)
        yield f"Report it to the {to}."
    last = disagreement.convened.get(stage.id)
    calls = agency in callers.of(stage, disagreement) and not _is_anothers(disagreement, tier)
    if last is None and _must_meet(stage) and calls:
        yield "Call the meeting that the procedure asks for."
    if last and last.held is None and recording.is_for(agency, tier, disagreement):
        yield "Once the meeting that was called has been held, record that it was."
    if disagreement.is_not_agreed:
        yield "If a way forward has been found since, propose it."
    elif agency == PARTNERSHIP:
        yield "Help the agencies to find a way forward, and propose what is agreed."
    else:
        yield f"Agree a way forward with {another_agency(disagreement)}, or record that it is not agreed."
    if last is None and not roles and not calls and _is_the_offices(disagreement, stage):
        yield f"The {callers.title(stage, disagreement)} has been asked to call the meeting."


def _is_anothers(disagreement: Disagreement, tier: int) -> bool:
    """Whether the office calls the meeting, and these are others than those of it who do."""
    stage = disagreement.procedure.stage_of(tier)
    office = callers.by_the_office(stage, disagreement)
    return office and not callers.theirs(disagreement, tier)


def _is_the_offices(disagreement: Disagreement, stage: Stage) -> bool:
    return _must_meet(stage) is not None and callers.by_the_office(stage, disagreement)

"""What a procedure asks besides an answer, and whom it is for, in plain words: each with its requirement."""

from collections.abc import Iterator

from escalation.rehearsing.planned import AFTER
from escalation.texts import conditions
from escalation.texts.matters import Learning
from escalation.texts.procedure import Procedure, Tier
from escalation.texts.stages import Asks, Duty, Meeting, Stage

ASKS: dict[Asks, str] = {
    "tick": "ticked with its evidence",
    "words": "answered in words",
    "yes_or_no": "answered yes or no, with a reason",
}
DUE = {
    "entry": "on entering the {stage}",
    "settled": "once it is settled",
    "left": "once it is settled there or has gone on to another {stage}",
}
WHOSE = {
    "each": "of each involved agency",
    "raising": "of the agency that raised it",
    "responding": "of each agency that answers",
}
Rule = tuple[str, tuple[str, ...]]


def held_by(procedure: Procedure, tier: Tier) -> str:
    """Who holds a tier; and that it is the partnership's own, where it is."""
    roles = [procedure.role(role) for role in tier.held_by]
    whose = ", of the partnership" if all(role.of == "partnership" for role in roles) else ""
    return " or ".join(role.title for role in roles) + whose


def duties(procedure: Procedure, stage: Stage) -> Iterator[Rule]:
    """Each duty of a stage: whose, when it falls due, how it is answered, whom it is passed on to."""
    for duty in stage.duties:
        by = procedure.role(duty.by)
        whose = WHOSE[duty.of] if by.of == "agency" else "of the partnership"
        when = (duty.within.words if duty.within else "", duty.promptness)
        within = "".join(f", {each}" for each in when if each)
        only = conditions.in_words(duty.when, procedure)
        due = DUE[duty.at].format(stage=procedure.terms.a_stage)
        said = (
            f"Duty ({duty.force}) of the {by.title} {whose}, {due}{within}{only}: {duty.what} "
            f"It is {_answered(duty)}."
        )
        if duty.off_file:
            said += " It is kept off the file: only those who are asked it see the answer."
        if duty.drafts:
            said += " A text is drafted from the record, to be sent from one's own e-mail."
        if duty.tells:
            said += f" Then the {_listed(procedure, duty.tells)} is told."
        if duty.tells_agencies:
            said += " Each side is given the answer."
        yield said, duty.req


def _answered(duty: Duty) -> str:
    if duty.off_file:
        return "answered yes or no alone"
    return "ticked with to whom it was sent, and when" if duty.drafts else ASKS[duty.asks]


def courses(procedure: Procedure, stage: Stage) -> Iterator[Rule]:
    """How the partnership may take up what it holds: each way, and for which differences."""
    for course in stage.courses:
        only = conditions.in_words(course.when, procedure)
        yield f"It may be taken up so{only}: {course.what}", course.req


def panel(meeting: Meeting) -> Iterator[Rule]:
    """Of how many agencies a meeting must be, in the text's words."""
    if meeting.panel:
        yield f"It is not called otherwise: {meeting.panel.words}", meeting.panel.req


def chair(procedure: Procedure, meeting: Meeting) -> Iterator[Rule]:
    """Who chairs a meeting, in the text's words, and who never does."""
    if meeting.chair:
        words = meeting.chair.words.rstrip(".")
        never = meeting.chair.of == "uninvolved_agency"
        also = " Nobody of an involved agency is taken." if never else ""
        if meeting.chair.role:
            also += (
                f" It is the {procedure.role(meeting.chair.role).title}, unless another is chosen."
            )
        yield f"Its chair ({meeting.chair.force}): {words}.{also}", meeting.chair.req


def learning(procedure: Procedure, each: Learning) -> Rule:
    """What is considered or passed on afterwards: when, by whom, how it is answered, to whom."""
    said = f"{each.when} Then ({each.force}): {each.what}"
    if each.after:
        by = procedure.role(each.by).title if each.by else "partnership's office"
        when = " or ".join(AFTER[after] for after in each.after)
        said += f" Asked of the {by} once {when}; {ASKS[each.asks]}."
    if each.to:
        said += f" To: {_listed(procedure, each.to)}."
    return said, each.req


def subjects(procedure: Procedure) -> Iterator[Rule]:
    """Whom it may be about, and on which file it is kept."""
    for each in procedure.subjects:
        unborn = "; not born yet, so an expected date is asked" if each.unborn else ""
        yield f"{each.id}: {each.term}, kept on the {each.file}{unborn}", ()


def _listed(procedure: Procedure, roles: tuple[str, ...]) -> str:
    return " and ".join(procedure.role(role).title for role in roles)


def elsewhere(procedure: Procedure) -> Iterator[Rule]:
    """What it is not for, with where that goes; and what is another's of one's own agency."""
    for each in procedure.exclusions:
        signpost = each.signpost or "the text names no other route"
        again = "; what was agreed here is taken up again" if each.reopens else ""
        yield f"Not for: {each.label} ({signpost.rstrip('.')}{again})", each.req
    for route in procedure.other_routes:
        to = procedure.role(route.to).title
        yield f"Not for: {route.label} (to the {to} of one's own agency). {route.words}", route.req

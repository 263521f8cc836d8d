"""Who may call a meeting that a procedure asks for, and who may say that it was held."""

from escalation import rights
from escalation.directory.people import Directory, Person, names
from escalation.disagreement import Disagreement
from escalation.duties.carried_out import Convened
from escalation.ladder import courses
from escalation.meetings import callers, convening
from escalation.owing import BUSINESS_MANAGER, RoleAt
from escalation.permissions import Act, Relation
from escalation.refusals import NotNow, NotYours, Stale
from escalation.taking_part import relating
from escalation.texts.stages import Meeting, Stage
from escalation.working_time import times

MEANWHILE = (
    "{who} called the meeting for {on}, after this page was opened. Nothing has changed, and what you "
    "typed is kept. To give it another day all the same, close this page and open it anew."
)


def may_call(disagreement: Disagreement, directory: Directory, by: str) -> None:
    """Nothing, or a refusal that says who calls it, or that the procedure asks for none here (C5)."""
    rights.check(by, Act.CALL_MEETING, disagreement, directory)
    stage = _stage(by, disagreement, directory)
    meeting = meeting_of(stage)
    _by_its_course(stage, disagreement)
    if callers.by_the_office(stage, disagreement):
        _of_the_office(by, stage, disagreement, directory)
        return
    posts = _posts(by, stage, meeting, disagreement, directory)
    if not any((agency, meeting.called_by) in posts for agency in _agencies(stage, disagreement)):
        raise NotYours(
            f"This is for {_whose(stage, meeting, disagreement, directory)}. Nothing has changed."
        )


def question(disagreement: Disagreement, stage: Stage) -> str:
    """What the form asks: another question, once a meeting has been called."""
    return f"convene:{stage.id}:{disagreement.meetings}"


def still_asked(asked: str, disagreement: Disagreement) -> None:
    """Nothing, or a refusal: somebody has called it since the form was opened, or moved it."""
    known = "".join(asked.split(":")[2:])
    last = disagreement.convened.get(convening.stage_asked(disagreement, asked).id)
    if last and known.isdecimal() and last.number > int(known):
        raise Stale(MEANWHILE.format(who=last.by.name, on=times.full(last.on)))


def may_hold(disagreement: Disagreement, directory: Directory, by: str) -> None:
    """Nothing, or a refusal: nobody has called one, or it is for others to say."""
    rights.check(by, Act.MEETING_HELD, disagreement, directory)
    if not convening.every(disagreement):
        raise NotNow("No meeting has been called that the procedure asks for. Nothing has changed.")


def meeting_of(stage: Stage) -> Meeting:
    """The meeting that a stage asks for, or a refusal."""
    if stage.meeting is None:
        raise NotNow(
            f"The procedure asks for no meeting at {stage.label}. To say when you meet, "
            "use “We meet on…”. Nothing has changed."
        )
    return stage.meeting


def _by_its_course(stage: Stage, disagreement: Disagreement) -> None:
    """Nothing, or a refusal: the meeting is one way to take it up, which has not been chosen."""
    if courses.waits_for_a_meeting(disagreement, stage):
        raise NotNow(
            "The meeting is one way in which it may be taken up, and has not been chosen. Press More… "
            "and “Choose how it is taken up” first. Nothing has changed."
        )


def was_there(
    by: str, convened: Convened, disagreement: Disagreement, directory: Directory
) -> None:
    """Nothing, or a refusal: its chair, whoever called it, those called to it and those who are asked
    whether it was held may say so."""
    known = rights.relations(by, disagreement, directory)
    there = known & {Relation.HOLDER, Relation.CONVENED, Relation.BODY}
    if by in (convened.chair, convened.by.person):
        return
    stage = disagreement.procedure.stage(convened.stage)
    if callers.by_the_office(stage, disagreement):
        role = stage.meeting.chair_role if stage.meeting else ""
        if not relating.of_the_office(by, frozenset({role} - {""}), disagreement, directory):
            _of_the_office(by, stage, disagreement, directory, convened.chair_name)
        return
    if there:
        return
    chair = f", for {convened.chair_name}, who chairs it" if convened.chair else ""
    raise NotYours(
        f"This is for {convened.by.name}, who called it{chair}, or somebody who was called to it. "
        "Nothing has changed."
    )


def _of_the_office(
    by: str, stage: Stage, disagreement: Disagreement, directory: Directory, chair: str = ""
) -> None:
    """Nothing, or a refusal: the office calls it, and this is nobody of it who does (R-002-47)."""
    who = callers.whose(stage, disagreement)
    if _is_of_them(by, who, disagreement, directory):
        return
    people = names(rights.standing(who, disagreement, directory)[:1])
    label = callers.title(stage, disagreement)
    chairs = f", or for {chair}, who chairs it" if chair else ""
    raise NotYours(
        f"This is for {people or f'the {label}'} of the partnership{chairs}. Nothing has changed."
    )


def _is_of_them(by: str, who: RoleAt, disagreement: Disagreement, directory: Directory) -> bool:
    """Whether somebody holds the role, or is the Business Manager, who may do it in its place."""
    roles = frozenset({who.role, BUSINESS_MANAGER.role})
    return bool(relating.of_the_office(by, roles, disagreement, directory))


def _stage(by: str, disagreement: Disagreement, directory: Directory) -> Stage:
    """The stage at which it stands, or which a first act of theirs would enter."""
    tier = rights.tier_of(by, disagreement, directory)
    return disagreement.procedure.stage_of(max(tier or 0, disagreement.stage_tier))


def _agencies(stage: Stage, disagreement: Disagreement) -> tuple[str, ...]:
    return callers.of(stage, disagreement)


def _posts(
    by: str, stage: Stage, meeting: Meeting, disagreement: Disagreement, directory: Directory
) -> set[tuple[str, str]]:
    """For whom somebody stands at a stage, and as what."""
    ladder = disagreement.procedure.tiers
    tiers = (number for number, tier in enumerate(ladder) if tier in stage.tiers)
    at_stage = (
        post for tier in tiers for post in relating.posts_of(by, tier, disagreement, directory)
    )
    role = meeting.called_by
    beside = (
        (agency, role)
        for agency in disagreement.agencies
        if by in {each.id for each in _holding(role, agency, disagreement, directory)}
    )
    return {*at_stage, *beside}


def _holding(
    role: str, agency: str, disagreement: Disagreement, directory: Directory
) -> tuple[Person, ...]:
    return tuple(
        person
        for who in convening.holding(role, agency, disagreement)
        for person in rights.standing(who, disagreement, directory)
    )


def _whose(stage: Stage, meeting: Meeting, disagreement: Disagreement, directory: Directory) -> str:
    """Those who call it, by name; or the role, where nobody holds it."""
    agencies = _agencies(stage, disagreement)
    found = (
        person
        for agency in agencies
        for who in convening.holding(meeting.called_by, agency, disagreement)
        for person in rights.standing(who, disagreement, directory)[:1]
    )
    label = disagreement.procedure.role(meeting.called_by).label
    who = names(dict.fromkeys(found)) or f"the {label}"
    return who if len(agencies) > 1 else f"{who} of {disagreement.agency_name(agencies[0])}"

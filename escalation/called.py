"""Who may call a meeting that a procedure asks for, who may chair it, and who may say it was held."""

from dataclasses import dataclass

from escalation import convening, relating, rights
from escalation.carried_out import Convened
from escalation.disagreement import Disagreement
from escalation.forms import Answers
from escalation.people import Directory, Person, names
from escalation.permissions import Act, Relation
from escalation.refusals import NotNow, NotYours, Unusable
from escalation.stages import Meeting, Stage

NOTHING_SENT = "Nothing has been sent, and what you typed is kept."


@dataclass(frozen=True)
class Chair:
    """Somebody of the directory, or a name and an organisation; or nobody yet."""

    person: str = ""
    name: str = ""
    of: str = ""


def may_call(disagreement: Disagreement, directory: Directory, by: str) -> None:
    """Nothing, or a refusal that says who calls it, or that the procedure asks for none here (C5)."""
    rights.check(by, Act.CALL_MEETING, disagreement, directory)
    stage = _stage(by, disagreement, directory)
    meeting = meeting_of(stage)
    posts = _posts(by, stage, meeting, disagreement, directory)
    if not any((agency, meeting.called_by) in posts for agency in _agencies(stage, disagreement)):
        raise NotYours(
            f"This is for {_whose(stage, meeting, disagreement, directory)}. Nothing has changed."
        )


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


def was_there(
    by: str, convened: Convened, disagreement: Disagreement, directory: Directory
) -> None:
    """Nothing, or a refusal: its chair, whoever called it, those called to it and those who are asked
    whether it was held may say so."""
    known = rights.relations(by, disagreement, directory)
    if by in (convened.chair, convened.by.person) or known & {Relation.HOLDER, Relation.CONVENED}:
        return
    chair = f", for {convened.chair_name}, who chairs it" if convened.chair else ""
    raise NotYours(
        f"This is for {convened.by.name}, who called it{chair}, or somebody who was called to it. "
        "Nothing has changed."
    )


def chair(
    meeting: Meeting, answers: Answers, disagreement: Disagreement, directory: Directory
) -> Chair:
    """Who chairs it; never somebody of an involved agency where the text says so (R-000-42)."""
    chosen, name, of = (answers.get(id, "").strip() for id in ("chair", "chair_name", "chair_of"))
    if chosen and name:
        raise Unusable("chair_name", "Choose the chair, or type who it is: not both.")
    if not chosen and not name:
        if of:
            raise Unusable("chair_name", "Give the chair's name as well.")
        _may_be_nobody(meeting)
        return Chair()
    found = _somebody(chosen, disagreement, directory) if chosen else Chair(name=name, of=of)
    if _must_be_uninvolved(meeting):
        _is_uninvolved(found, meeting, disagreement, directory)
    return found


def _somebody(chosen: str, disagreement: Disagreement, directory: Directory) -> Chair:
    person = directory.person(chosen)
    if person is None:
        raise Unusable(
            "chair",
            "This person is not in the partnership's directory. Choose somebody who is, or type "
            "their name and organisation below.",
        )
    if person.id in disagreement.cut:
        raise Unusable(
            "chair",
            "This person was brought into it by mistake, and their access has ended. Choose "
            "somebody else.",
        )
    return Chair(person.id, person.name, directory.agency_name(person.agency))


def _may_be_nobody(meeting: Meeting) -> None:
    if meeting.chair and _must_be_uninvolved(meeting):
        raise Unusable(
            "chair", f"The procedure says: {_words(meeting)} Say who it is. {NOTHING_SENT}"
        )


def _must_be_uninvolved(meeting: Meeting) -> bool:
    return meeting.chair is not None and meeting.chair.of == "uninvolved_agency"


def _is_uninvolved(
    found: Chair, meeting: Meeting, disagreement: Disagreement, directory: Directory
) -> None:
    if not found.person:
        if not found.of:
            raise Unusable("chair_of", "Give the chair's organisation as well.")
        ours = next((s.name for s in disagreement.sides if _same(s.name, found.of)), "")
        if ours:
            raise Unusable("chair_of", _involved("Whoever you typed", ours, meeting))
        return
    person = directory.person(found.person)
    if person and (agency := _taking_part(person, disagreement, directory)):
        name = disagreement.agency_name(agency)
        raise Unusable("chair", _involved(person.name, name, meeting))


def of_an_involved(
    disagreement: Disagreement, agency: str, directory: Directory
) -> tuple[int, ...]:
    """The meetings not yet held whose chair is of an agency that takes part, and must be of none."""
    return tuple(
        each.number
        for each in convening.every(disagreement)
        if each.held is None
        and (meeting := disagreement.procedure.stage(each.stage).meeting)
        and _must_be_uninvolved(meeting)
        and _chaired_by(each, agency, disagreement, directory)
    )


def _chaired_by(
    convened: Convened, agency: str, disagreement: Disagreement, directory: Directory
) -> bool:
    if person := directory.person(convened.chair):
        return _taking_part(person, disagreement, directory) == agency
    return bool(convened.chair_of) and _same(disagreement.agency_name(agency), convened.chair_of)


def _taking_part(person: Person, disagreement: Disagreement, directory: Directory) -> str:
    """The involved agency of which somebody is, for which they hold a role, or are asked here."""
    posts = (post.agency for post in directory.posts_of(person.id))
    stands = (
        agency
        for tier in range(disagreement.reached + 1)
        for agency, _ in relating.posts_of(person.id, tier, disagreement, directory)
    )
    mine = (person.agency, *posts, *stands)
    return next((agency for agency in mine if agency in disagreement.agencies), "")


def _involved(who: str, agency: str, meeting: Meeting) -> str:
    return (
        f"{who} is of {agency}, which is involved. The procedure says: {_words(meeting)} "
        f"Choose somebody else. {NOTHING_SENT}"
    )


def _words(meeting: Meeting) -> str:
    said = meeting.chair.words if meeting.chair else ""
    return said if said.endswith(".") else f"{said}."


def _same(one: str, other: str) -> bool:
    return " ".join(one.casefold().split()) == " ".join(other.casefold().split())


def _stage(by: str, disagreement: Disagreement, directory: Directory) -> Stage:
    """The stage at which it stands, or which a first act of theirs would enter."""
    tier = rights.tier_of(by, disagreement, directory)
    return disagreement.procedure.stage_of(max(tier or 0, disagreement.stage_tier))


def _agencies(stage: Stage, disagreement: Disagreement) -> tuple[str, ...]:
    return convening.callers(stage, disagreement)


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

"""Who may chair a meeting that a procedure asks for: anybody, or nobody of an involved agency.

Of an organisation that is typed it is asked whether it may be an involved one, by another name; of a
name that is typed, whether it is that of somebody of an involved one.
"""

from dataclasses import dataclass
from typing import Literal

from escalation.directory.people import PARTNERSHIP, Directory, Person
from escalation.disagreement import Disagreement
from escalation.duties.carried_out import Convened
from escalation.meetings import convening
from escalation.meetings.convening import chair_words
from escalation.owing import RoleAt
from escalation.refusals import Unusable
from escalation.taking_part import one_agency, relating
from escalation.texts.stages import Meeting
from escalation.words.forms import Answers

NOTHING_SENT = "Nothing has been sent, and what you typed is kept."
# What stands in the names of many, and tells none of them apart.
_MANY = """
the of and for ltd limited plc llp cic council borough county trust nhs foundation
"""
_OF_MANY = frozenset(_MANY.split())
_BEFORE = """
mr mrs ms miss mx dr prof professor sir dame rev cllr councillor
"""
_TITLES = frozenset(_BEFORE.split())
Likeness = Literal["same", "perhaps", "other"]


@dataclass(frozen=True)
class Chair:
    """Somebody of the directory, or a name and an organisation; or nobody yet."""

    person: str = ""
    name: str = ""
    of: str = ""


def chair(
    meeting: Meeting, answers: Answers, disagreement: Disagreement, directory: Directory
) -> Chair:
    """Who chairs it; never somebody of an involved agency where the text says so (R-000-42)."""
    chosen, name, of = (answers.get(id, "").strip() for id in ("chair", "chair_name", "chair_of"))
    if not meeting.has_chair:
        _is_nobody(chosen=chosen, name=name, of=of)
        return Chair()
    if chosen and name:
        raise Unusable("chair_name", "Choose the chair, or type who it is: not both.")
    if not chosen and not name and not of:
        chosen = _by_the_text(meeting, disagreement, directory)
    if not chosen and not name:
        if of:
            raise Unusable("chair_name", "Give the chair's name as well.")
        _may_be_nobody(meeting)
        return Chair()
    found = _somebody(chosen, disagreement, directory) if chosen else Chair(name=name, of=of)
    if _must_be_uninvolved(meeting):
        _is_uninvolved(found, meeting, disagreement, directory)
    return found


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


def likeness(one: str, other: str) -> Likeness:
    """The same but for case and punctuation; perhaps the same, where one has no word of its own."""
    first, second = _words(one), _words(other)
    if first == second:
        return "same"
    own, its = _telling(first), _telling(second)
    return "perhaps" if own <= its or its <= own else "other"


def apart_from(written: str, other: str) -> bool:
    """Whether somebody has written of which organisation this is not: Avon Health, not Health Trust."""
    words, denied = _words(written), ("not", *_words(other))
    starts = range(1, len(words) - len(denied) + 1)
    return any(words[at : at + len(denied)] == denied for at in starts)


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


def _by_the_text(meeting: Meeting, disagreement: Disagreement, directory: Directory) -> str:
    """Whoever holds the role of the partnership that chairs it by the text, or stands in for them."""
    if not meeting.chair_role:
        return ""
    who = RoleAt(meeting.chair_role, PARTNERSHIP)
    found = relating.standing(who, disagreement, directory, "deputy")
    return next((each.id for each in found if each.id not in disagreement.cut), "")


def _is_nobody(*, chosen: str, name: str, of: str) -> None:
    """Nobody is let in to chair a meeting of whose chair the text says nothing."""
    if chosen or name or of:
        raise Unusable(
            "chair" if chosen else "chair_name" if name else "chair_of",
            "The procedure speaks of no chair for this meeting. Leave this empty: those who are "
            f"called to it are told of it. {NOTHING_SENT}",
        )


def _may_be_nobody(meeting: Meeting) -> None:
    if meeting.chair and _must_be_uninvolved(meeting):
        raise Unusable(
            "chair", f"The procedure says: {chair_words(meeting)} Say who it is. {NOTHING_SENT}"
        )


def _must_be_uninvolved(meeting: Meeting) -> bool:
    return meeting.chair is not None and meeting.chair.of == "uninvolved_agency"


def _is_uninvolved(
    found: Chair, meeting: Meeting, disagreement: Disagreement, directory: Directory
) -> None:
    if not found.person:
        if not found.of:
            raise Unusable("chair_of", "Give the chair's organisation as well.")
        _is_of_another(found.of, meeting, disagreement, directory)
        _is_another(found, meeting, disagreement, directory)
        return
    person = directory.person(found.person)
    if person and (agency := taking_part(person, disagreement, directory)):
        name = disagreement.agency_name(agency)
        raise Unusable("chair", _involved(person.name, name, meeting))


def _chaired_by(
    convened: Convened, agency: str, disagreement: Disagreement, directory: Directory
) -> bool:
    if person := directory.person(convened.chair):
        return taking_part(person, disagreement, directory) == agency
    ours = disagreement.agency_name(agency)
    typed = Chair(name=convened.chair_name, of=convened.chair_of)
    of_ours = bool(typed.of) and likeness(ours, typed.of) == "same"
    return of_ours or agency in namesakes(typed, disagreement, directory)


def _is_of_another(
    of: str, meeting: Meeting, disagreement: Disagreement, directory: Directory
) -> None:
    """Nothing, or a refusal: what was typed is an involved agency, or may be another name of one."""
    like = {name: likeness(name, of) for name in one_agency.names(disagreement, directory)}
    for ours in (name for name, how in like.items() if how == "same"):
        raise Unusable("chair_of", _involved("Whoever you typed", ours, meeting))
    if any(likeness(each.name, of) == "same" for each in directory.agencies):
        return
    for ours in (name for name, how in like.items() if how == "perhaps"):
        if not apart_from(of, ours):
            raise Unusable("chair_of", _may_be(ours, meeting))


def _is_another(
    typed: Chair, meeting: Meeting, disagreement: Disagreement, directory: Directory
) -> None:
    """Nothing, or a refusal: the name that was typed is that of somebody of an involved agency."""
    for agency in namesakes(typed, disagreement, directory):
        raise Unusable("chair_name", _may_be_theirs(disagreement.agency_name(agency), meeting))


def namesakes(typed: Chair, disagreement: Disagreement, directory: Directory) -> tuple[str, ...]:
    """The involved agencies of which the directory has somebody of this name, and of which it is not
    written that they are not of it."""
    name = _person(typed.name)
    alike = (person for person in directory.people if name and _person(person.name) == name)
    theirs = dict.fromkeys(taking_part(person, disagreement, directory) for person in alike)
    return tuple(
        each for each in theirs if each and not apart_from(typed.of, disagreement.agency_name(each))
    )


def _may_be_theirs(agency: str, meeting: Meeting) -> str:
    return (
        f"Somebody of this name is of {agency}, which is involved. The procedure says: "
        f"{chair_words(meeting)} Choose somebody else. If it is another person of the same name, write "
        f"their organisation in full and, after that, “not {agency}”. {NOTHING_SENT}"
    )


def _may_be(agency: str, meeting: Meeting) -> str:
    return (
        f"This may be {agency}, which is involved. The procedure says: {chair_words(meeting)} If it is "
        "another organisation, choose the person from the directory; or write its full name and, "
        f"after that, “not {agency}”. {NOTHING_SENT}"
    )


def taking_part(person: Person, disagreement: Disagreement, directory: Directory) -> str:
    """The involved agency of which somebody is, for which they hold a role, or are asked here."""
    posts = (post.agency for post in directory.posts_of(person.id))
    stands = (
        agency
        for tier in range(disagreement.reached + 1)
        for agency, _ in relating.posts_of(person.id, tier, disagreement, directory)
        if agency in disagreement.agencies
    )
    theirs = (one_agency.side_of(at, disagreement, directory) for at in (person.agency, *posts))
    return next(filter(None, (*theirs, *stands)), "")


def _involved(who: str, agency: str, meeting: Meeting) -> str:
    return (
        f"{who} is of {agency}, which is involved. The procedure says: {chair_words(meeting)} "
        f"Choose somebody else. {NOTHING_SENT}"
    )


def _words(name: str) -> tuple[str, ...]:
    within = "".join(each for each in name.casefold().replace("&", " and ") if each not in ".'’")
    return tuple("".join(each if each.isalnum() else " " for each in within).split())


def _person(name: str) -> tuple[str, ...]:
    """The words of somebody's name, in whichever order they are written, without a title."""
    return tuple(sorted(each for each in _words(name) if each not in _TITLES))


def _telling(words: tuple[str, ...]) -> frozenset[str]:
    """The words that tell it apart; where it has none, all of them."""
    return frozenset(words) - _OF_MANY or frozenset(words)

"""A meeting of so many agencies (R-003-50): who comes for each, those that differ among them.

Where two differ, the third takes no part in the difference; whoever comes for it reads and writes as a
chair does, and has no copy of the record.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from escalation.directory.people import PARTNERSHIP, Directory, Person
from escalation.disagreement import Disagreement, Side
from escalation.duties.carried_out import Convened, Sits
from escalation.meetings import chairing, representatives
from escalation.meetings.chairing import NOTHING_SENT
from escalation.owing import Recipient, To
from escalation.refusals import Unusable
from escalation.taking_part import one_agency
from escalation.taking_part.whose import is_still_of
from escalation.texts.stages import Meeting, Panel
from escalation.words.forms import Answers
from escalation.words.sides import number

FEWEST_FURTHER = 2


def named(
    meeting: Meeting, answers: Answers, disagreement: Disagreement, directory: Directory
) -> tuple[Sits, ...]:
    """Who comes for each agency; or the rule in the text's words, where it is not of enough of them."""
    if meeting.panel is None:
        return ()
    faults: list[Unusable] = []
    found: list[Sits] = []
    for field, reading in _readings(meeting.panel, answers, disagreement, directory):
        reading = _stands(field, reading, meeting, disagreement, directory)
        if isinstance(reading, Unusable):
            faults.append(reading)
        else:
            found.append(reading)
    faults = faults or list(_too_few(found, meeting.panel, directory))
    if faults:
        first, *others = faults
        raise Unusable(first.field, first.sentence, tuple((o.field, o.sentence) for o in others))
    return tuple(found)


def members(panel: tuple[Sits, ...]) -> tuple[Recipient, ...]:
    """Those of them who are in the directory, and can be told."""
    return tuple(dict.fromkeys(To(each.person) for each in panel if each.person))


def further(meeting: Panel, disagreement: Disagreement) -> int:
    """For how many agencies that take no part somebody may be named from the directory."""
    return max(FEWEST_FURTHER, meeting.agencies - len(disagreement.sides))


def not_asked(panel: tuple[Sits, ...], last: Convened | None) -> tuple[str, ...]:
    """Who had been asked to come to the meeting in whose place this one stands, and is not now."""
    before = last.panel if last and last.held is None else ()
    stay = {each.person for each in panel}
    return tuple(each.person for each in before if each.person and each.person not in stay)


def proposed(
    meeting: Meeting, disagreement: Disagreement, directory: Directory
) -> Mapping[str, str]:
    """Whoever would come for each agency that differs, by the question: as the directory names them."""
    if meeting.panel is None:
        return {}
    sides = enumerate(disagreement.sides, start=1)
    found = (
        (number, representatives.named(meeting, each.agency, disagreement, directory))
        for number, each in sides
    )
    return {field_of(number): who[0].id for number, who in found if who}


def field_of(index: int) -> str:
    """The question of who comes for the agency with this number, from 1."""
    return f"panel_{index}"


def field_of_further(index: int) -> str:
    """The same of an agency that takes no part."""
    return f"panel_further_{index}"


def _readings(
    panel: Panel, answers: Answers, disagreement: Disagreement, directory: Directory
) -> Iterator[tuple[str, Sits | Unusable]]:
    for index, side in enumerate(disagreement.sides, start=1):
        field = field_of(index)
        yield field, _of_a_side(side, field, panel, answers, disagreement, directory)
    for index in range(1, further(panel, disagreement) + 1):
        field = field_of_further(index)
        if answers.get(field, "").strip():
            yield field, _of_another(field, panel, answers, disagreement, directory)
    name, of = (answers.get(field, "").strip() for field in ("panel_name", "panel_of"))
    if name or of:
        yield "panel_name", _typed(name, of, disagreement, directory)


def _stands(
    field: str,
    reading: Sits | Unusable,
    meeting: Meeting,
    disagreement: Disagreement,
    directory: Directory,
) -> Sits | Unusable:
    """The same, but where it is somebody in whose place the directory names another."""
    if isinstance(reading, Unusable):
        return reading
    why = representatives.another(meeting, reading, disagreement, directory)
    return Unusable(field, f"{why} {NOTHING_SENT}") if why else reading


def _of_a_side(
    side: Side,
    field: str,
    panel: Panel,
    answers: Answers,
    disagreement: Disagreement,
    directory: Directory,
) -> Sits | Unusable:
    chosen = answers.get(field, "").strip()
    if not chosen:
        return _said(field, panel, f"Say who comes for {side.name}.")
    person = directory.person(chosen)
    if why := _cannot(person, disagreement):
        return Unusable(field, why)
    assert person
    if not is_still_of(person.id, side.agency, disagreement, directory):
        return Unusable(field, f"{person.name} is not of {side.name}. {NOTHING_SENT}")
    return Sits(side.agency, side.name, person.name, person.id)


def _of_another(
    field: str,
    panel: Panel,
    answers: Answers,
    disagreement: Disagreement,
    directory: Directory,
) -> Sits | Unusable:
    person = directory.person(answers[field].strip())
    if why := _cannot(person, disagreement):
        return Unusable(field, why)
    assert person
    if person.agency == PARTNERSHIP:
        return _said(
            field, panel, f"{person.name} is of the partnership's office, which is no agency."
        )
    if agency := chairing.taking_part(person, disagreement, directory):
        ours = disagreement.agency_name(agency)
        return _said(field, panel, f"{person.name} is of {ours}, which is concerned already.")
    return Sits(person.agency, directory.agency_name(person.agency), person.name, person.id)


def _typed(name: str, of: str, disagreement: Disagreement, directory: Directory) -> Sits | Unusable:
    if not name or not of:
        field, what = ("panel_of", "agency") if name else ("panel_name", "name")
        return Unusable(field, f"Give the {what} as well. {NOTHING_SENT}")
    if ours := _concerned(of, disagreement, directory):
        return Unusable(
            "panel_of",
            f"This may be {ours}, which is concerned already. If it is another agency, write "
            f"its full name and, after that, “not {ours}”. {NOTHING_SENT}",
        )
    typed = chairing.Chair(name=name, of=of)
    for agency in chairing.namesakes(typed, disagreement, directory):
        ours = disagreement.agency_name(agency)
        return Unusable(
            "panel_name",
            f"Somebody of this name is of {ours}, which is concerned already. If it is another person "
            f"of the same name, write after their agency “not {ours}”. {NOTHING_SENT}",
        )
    return Sits("", of, name)


def _concerned(of: str, disagreement: Disagreement, directory: Directory) -> str:
    """The agency concerned that was typed, or may have been, or the team of one."""
    like = {ours: chairing.likeness(ours, of) for ours in one_agency.names(disagreement, directory)}
    other = any(chairing.likeness(each.name, of) == "same" for each in directory.agencies)
    return next(
        (
            ours
            for ours, how in like.items()
            if how == "same"
            or (how == "perhaps" and not other and not chairing.apart_from(of, ours))
        ),
        "",
    )


def _cannot(person: Person | None, disagreement: Disagreement) -> str:
    if person is None:
        return (
            "This person is not in the partnership's directory. Choose somebody who is; for an agency "
            f"that takes no part, you can type the name and agency below. {NOTHING_SENT}"
        )
    if person.id in disagreement.cut:
        return (
            "This person was brought into it by mistake, and their access has ended. Choose somebody "
            f"else. {NOTHING_SENT}"
        )
    return ""


def _too_few(found: list[Sits], panel: Panel, directory: Directory) -> Iterator[Unusable]:
    agencies = _apart(found, directory)
    if len(agencies) < panel.agencies:
        field = field_of_further(1)
        of = "one agency" if len(agencies) == 1 else f"{number(len(agencies))} agencies"
        yield _said(field, panel, f"Those you named are of {of}.")


def _apart(found: list[Sits], directory: Directory) -> tuple[str, ...]:
    """The names of the agencies from which they come, each once, however it is written: two teams of
    one are one."""
    names: list[str] = []
    for each in found:
        whole = one_agency.organisation(each.agency, directory) if each.agency else ""
        named = directory.agency_name(whole) if whole else each.agency_name
        if not any(chairing.likeness(name, named) == "same" for name in names):
            names.append(named)
    return tuple(names)


def _said(field: str, panel: Panel, what: str) -> Unusable:
    words = panel.words if panel.words.endswith(".") else f"{panel.words}."
    return Unusable(field, f"The procedure says: {words} {what} {NOTHING_SENT}")


@dataclass(frozen=True)
class Asked:
    """One question of the form: for which agency, and who had been named before."""

    field: str
    label: str
    person: str


def asked(
    panel: Panel, disagreement: Disagreement, moves: Convened | None
) -> tuple[tuple[Asked, ...], tuple[Asked, ...]]:
    """Who comes for each agency that differs; and for agencies that take no part."""
    before = moves.panel if moves else ()
    own = tuple(
        Asked(
            field_of(index),
            f"Who comes for {side.name}",
            next((each.person for each in before if each.agency == side.agency), ""),
        )
        for index, side in enumerate(disagreement.sides, start=1)
    )
    others = [e.person for e in before if e.person and e.agency not in disagreement.agencies]
    more = tuple(
        Asked(
            field_of_further(index),
            "Who comes for an agency that takes no part" if index == 1 else "And for another",
            others[index - 1] if index <= len(others) else "",
        )
        for index in range(1, further(panel, disagreement) + 1)
    )
    return own, more

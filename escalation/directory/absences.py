"""Somebody is away, or is back: said by themselves, their manager or whoever is asked for their agency.

Who is asked changes; prompts go on, and no limit moves.
"""

from dataclasses import replace
from datetime import date, timedelta

from escalation.directory import leads
from escalation.directory.cover import Absence
from escalation.directory.people import Directory, Person
from escalation.refusals import NotYours, Unusable

LONGEST = timedelta(days=400)


def away(directory: Directory, by: str, absence: Absence, today: date) -> Directory:
    """The directory with this absence in it, in place of any that it overlaps."""
    person = _whose(directory, by, absence.person)
    _check(directory, person, absence, today)
    kept = tuple(each for each in directory.absences if not _overlaps(each, absence))
    return replace(directory, absences=(*kept, replace(absence, set_by=by)))


def replaced(directory: Directory, absence: Absence) -> tuple[Absence, ...]:
    """What a new absence stands in place of; said again word for word, it replaces nothing."""
    new = replace(absence, set_by="")
    return tuple(
        each
        for each in directory.absences
        if _overlaps(each, absence) and replace(each, set_by="") != new
    )


def back(directory: Directory, by: str, whose: str, today: date) -> Directory:
    """The directory once somebody is there again: what is past of an absence stays."""
    person = _whose(directory, by, whose)
    left = tuple(
        shortened
        for each in directory.absences
        if (shortened := _until_yesterday(each, today) if each.person == person.id else each)
    )
    if left == directory.absences:
        raise Unusable("whose", f"{person.name} is not away, and nothing was changed.")
    return replace(directory, absences=left)


def _whose(directory: Directory, by: str, whose: str) -> Person:
    person = directory.person(whose)
    if person is None:
        raise Unusable("whose", "This person is not in the partnership's directory.")
    above = {each.id for each in directory.line_above(whose)}
    if by != whose and by not in above and not _answers(directory, by, person.agency):
        raise NotYours(
            f"Only {person.name}, their managers and their agency's lead may say so. "
            "Nothing was changed."
        )
    return person


def _answers(directory: Directory, by: str, agency: str) -> bool:
    """Whether somebody is among those who are asked about an agency's own people."""
    who = directory.person(by)
    return who is not None and leads.may_answer(who, agency, directory)


def _check(directory: Directory, person: Person, absence: Absence, today: date) -> None:
    if absence.ends < absence.starts:
        raise Unusable("ends", "The last day away comes before the first.")
    if absence.ends < today:
        raise Unusable("ends", "These days are past. Give the last day away.")
    if absence.ends - absence.starts > LONGEST:
        raise Unusable("ends", "This is longer than a year. Give an earlier last day.")
    cover = directory.person(absence.cover) if absence.cover else None
    if absence.cover and cover is None:
        raise Unusable("cover", "Whoever covers must be in the partnership's directory.")
    if cover and cover.agency != person.agency:
        raise Unusable("cover", f"Choose a colleague of {person.name}'s own agency.")
    if cover and cover.id == person.id:
        raise Unusable("cover", "Choose somebody else, or leave this empty for the deputy.")


def _overlaps(each: Absence, other: Absence) -> bool:
    return each.person == other.person and each.starts <= other.ends and other.starts <= each.ends


def _until_yesterday(absence: Absence, today: date) -> Absence | None:
    yesterday = today - timedelta(days=1)
    if absence.ends < today:
        return absence
    return replace(absence, ends=yesterday) if absence.starts <= yesterday else None

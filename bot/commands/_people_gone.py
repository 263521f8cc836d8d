"""That a file would remove most of what there is, as where it was cut short."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from escalation.directory.people import Directory

FEW = 4  # of fewer more than half may well go


def many_gone(before: Directory, after: Directory, today: date) -> str:
    """What would go of every list of which more than half would; else nothing."""
    found = list(_found(before, after, today))
    if not found:
        return ""
    return (
        f"This would remove {' and '.join(found)} of the directory, since what is not in the file "
        "is removed. If that is meant, add --remove-many."
    )


def _found(before: Directory, after: Directory, today: date) -> Iterator[str]:
    for called, were, are in (
        ("people", _people(before), _people(after)),
        ("teams", _teams(before, after), _teams(after, after)),
        ("absences", _absences(before, after, today), _absences(after, after, today)),
        ("closures", _closures(before, after, today), _closures(after, after, today)),
        ("stand-ins", _stand_ins(before, after), _stand_ins(after, after)),
    ):
        listed = Counter(were)
        gone = (listed - Counter(are)).total()
        if listed.total() >= FEW and gone * 2 > listed.total():
            yield f"{gone} of the {listed.total()} {called}"


def _people(directory: Directory) -> Iterable[object]:
    return (person.id for person in directory.people)


# What goes with somebody who goes is not counted once more; nor leave that is over, nor days that
# only move.


def _teams(directory: Directory, after: Directory) -> Iterable[object]:
    return (team.id for team in directory.teams if after.agency(team.agency))


def _absences(directory: Directory, after: Directory, today: date) -> Iterable[object]:
    return (
        each.person
        for each in directory.absences
        if today <= each.ends and after.person(each.person)
    )


def _closures(directory: Directory, after: Directory, today: date) -> Iterable[object]:
    return (
        each.agency
        for each in directory.closures
        if today <= each.ends and after.agency(each.agency)
    )


def _stand_ins(directory: Directory, after: Directory) -> Iterable[object]:
    return (
        (each.agency_type, each.role)
        for each in directory.stand_ins
        if after.person(each.holder) or after.team(each.holder)
    )

"""What is refused while somebody raises, before the rules of the procedure are asked."""

import re
from datetime import date

from escalation.directory.people import PARTNERSHIP, Person
from escalation.refusals import NotYours, Unusable
from escalation.words.forms import Answers

BORN = "subject_born"
EXPECTED = "subject_expected"
_DAY_FIRST = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)


def may_raise(person: Person) -> None:
    """Whoever raises belongs to an agency: the office keeps the record, and takes no side."""
    if person.agency == PARTNERSHIP:
        raise NotYours(
            "The partnership's office raises nothing itself: the professional who differs does, "
            "for their own agency. You are told what the procedure gives you."
        )


def born(typed: Answers, today: date) -> str:
    """A date of birth as 2016-03-31, or nothing if none was given."""
    if not (written := typed.get(BORN, "").strip()):
        return ""
    if (on := _read(written)) is None:
        raise Unusable(BORN, "Write the date of birth as 31/03/2016, or as 2016-03-31.")
    if on > today:
        raise Unusable(BORN, "This is in the future. Write the day of birth, or leave it empty.")
    return on.isoformat()


def expected(typed: Answers) -> str:
    """The expected date of birth of a child who is not born yet, as 2027-03-31; or nothing."""
    if not (written := typed.get(EXPECTED, "").strip()):
        return ""
    if (on := _read(written)) is None:
        raise Unusable(EXPECTED, "Write the expected date as 31/03/2027, or as 2027-03-31.")
    return on.isoformat()


def _read(written: str) -> date | None:
    day_first, year_first = _DAY_FIRST.fullmatch(written), _YEAR_FIRST.fullmatch(written)
    if not (found := day_first or year_first):
        return None
    numbers = [int(number) for number in found.groups()]
    year, month, day = reversed(numbers) if day_first else numbers
    try:
        return date(year, month, day)
    except ValueError:
        return None

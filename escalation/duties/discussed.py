"""Discussions on record: between whom each was, and which an agency has still to approve."""

from collections.abc import Iterator
from itertools import combinations

from escalation.directory.people import PARTNERSHIP, listed
from escalation.duties.carried_out import Discussion
from escalation.duties.stated import Duty
from escalation.recorded import Recorded
from escalation.refusals import Unusable
from escalation.texts.procedure import Procedure
from escalation.words.forms import LONGEST_CHOICE
from escalation.working_time import times

ID = "discussions"
BETWEEN, OWN, ALL = "between", "own", "all"
EVERY_GROUP = 5  # of more agencies than this only two at a time are offered, or all of them
CHOOSE = "Say whether it was inside your own agency or between agencies."
NOT_THE_OFFICE = (
    "The partnership is no agency with a file of its own. Choose between which agencies it was; for "
    "yourselves there is “Note for our own agency”."
)
NOT_WITHOUT_YOURS = (
    "Your own agency took no part in this. Whoever did records it; choose one in which yours did."
)
APPROVE = "Approve the record of each discussion in which your agency took part, and so date it."


def duty(procedure: Procedure) -> Duty | None:
    """What each agency is asked, once it has ended; nothing where the text has no discussions."""
    if (asked := procedure.discussions) is None:
        return None
    return Duty(
        id=ID,
        stage="",
        what=asked.words,
        force=asked.force,
        req=asked.req,
        at="ended",
        does=APPROVE,
    )


def to_approve(disagreement: Recorded, agency: str, up_to: int = 0) -> tuple[Discussion, ...]:
    """What an agency has said nothing of yet, the oldest first; `up_to` an entry, if one is given.

    What was taken out of sight is approved by nobody.
    """
    if disagreement.procedure.discussions is None:
        return ()
    return tuple(
        each
        for each in disagreement.discussions
        if agency in each.between
        and agency not in each.said
        and each.entry not in disagreement.hidden
        and (not up_to or each.entry <= up_to)
    )


def names_of(disagreement: Recorded, agencies: tuple[str, ...]) -> str:
    """Between these agencies, by name."""
    sides = {side.agency: side.name for side in disagreement.sides}
    return listed(sides.get(agency, agency) for agency in agencies)


def between(disagreement: Recorded, discussion: Discussion) -> str:
    """Inside Health Trust alone; between Health Trust and Social Care."""
    names = names_of(disagreement, discussion.between)
    return f"inside {names} alone" if discussion.within else f"between {names}"


def known_by(discussion: Discussion, disagreement: Recorded) -> str:
    """Between whom, and written down by whom, when: no word of what was said."""
    where, by = between(disagreement, discussion), discussion.by.name
    return f"{where}; written down by {by}, {times.full(discussion.at)}"


def choices(disagreement: Recorded) -> tuple[tuple[str, str], ...]:
    """Between which agencies, or inside one's own: each choice with its words."""
    agencies = tuple(side.agency for side in disagreement.sides)
    every = "Between the two agencies" if len(agencies) == 2 else "Between all the agencies"
    some = (("+".join(each), _in_words(disagreement, each)) for each in _groups(agencies))
    return ((ALL, every), *some, (OWN, "Inside my own agency alone"))


def chosen(disagreement: Recorded, said: str, agency: str) -> tuple[tuple[str, ...], bool]:
    """Which agencies took part, and whether it was inside this one alone."""
    every = tuple(side.agency for side in disagreement.sides)
    if said == OWN and agency == PARTNERSHIP:
        raise Unusable(BETWEEN, NOT_THE_OFFICE)
    if said == OWN:
        return (agency,), True
    if said not in (value for value, _ in choices(disagreement)):
        raise Unusable(BETWEEN, CHOOSE)
    took_part = every if said == ALL else tuple(said.split("+"))
    if agency not in (*took_part, PARTNERSHIP):
        raise Unusable(BETWEEN, NOT_WITHOUT_YOURS)
    return took_part, False


def _groups(agencies: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    most = len(agencies) if len(agencies) <= EVERY_GROUP else 3
    for size in range(2, most):
        yield from combinations(agencies, size)


def _in_words(disagreement: Recorded, agencies: tuple[str, ...]) -> str:
    """Between these, each name cut in its middle to its share of what a choice has room for: those of
    one organisation begin alike."""
    room = (LONGEST_CHOICE - len("Between ")) // len(agencies) - len(" and ")
    names = {side.agency: side.name for side in disagreement.sides}
    return f"Between {listed(_cut(names[each], room) for each in agencies)}"


def _cut(name: str, room: int) -> str:
    end = (room - 1) // 2
    return name if len(name) <= room else f"{name[: room - 1 - end]}…{name[-end:]}"

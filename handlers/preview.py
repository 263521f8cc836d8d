"""Before anything is posted: who is told now, and who on which day if no outcome is recorded."""

from collections.abc import Iterable
from datetime import datetime

from escalation import rehearsal, times
from escalation.acts.raise_ import Raising
from escalation.calendars import Calendar
from escalation.message import Facts, Heading, Part, says
from escalation.people import PARTNERSHIP, Directory, Person
from escalation.planned import Addressee, Planned
from escalation.procedure import Procedure


def parts(
    procedure: Procedure,
    raising: Raising,
    raiser: Person,
    now: datetime,
    calendar: Calendar,
    directory: Directory,
    pacing: int,
) -> tuple[Part, ...]:
    """The preview, in the order in which things would happen."""
    other = directory.person(raising.other)
    sides = tuple(person for person in (raiser, other) if person)
    plan = rehearsal.timeline(procedure, calendar, raising.began, now, pacing)
    told = [each for each in plan if each.kind == "told" and each.at and each.at > now]
    return (
        Heading("Nothing has been posted yet"),
        says("A private channel is made for this. Only these people are in it:"),
        Facts(
            (
                ("Told now", " and ".join(_named(person, directory) for person in sides)),
                *_started(procedure, raising),
            )
        ),
        says("If no outcome is recorded, these people are told and let in:"),
        Facts(tuple(_row(each, sides, directory) for each in told)),
        *_before(procedure, raising, now, calendar),
        says(
            "The partnership's Business Manager is given a copy once people move it to a stage that gives her one; the clock alone never does that."
        ),
    )


def _named(person: Person, directory: Directory) -> str:
    agency = directory.agency(person.agency)
    return f"{person.name} ({agency.name if agency else person.agency})"


def _started(procedure: Procedure, raising: Raising) -> Iterable[tuple[str, str]]:
    if raising.start_tier:
        yield "Starts at", procedure.stage_of(raising.start_tier).title


def _row(planned: Planned, sides: tuple[Person, ...], directory: Directory) -> tuple[str, str]:
    assert planned.at
    people = [name for each in planned.to for name in _holders(each, sides, directory)]
    label = " or ".join(dict.fromkeys(addressed.label for addressed in planned.to))
    when = f"After {times.day(planned.at)}"
    return when, f"{label}: {', '.join(dict.fromkeys(people))}"


def _holders(
    addressed: Addressee, sides: tuple[Person, ...], directory: Directory
) -> Iterable[str]:
    if addressed.of == "partnership":
        yield _holder(addressed.role, PARTNERSHIP, "", directory)
        return
    for side in sides:
        yield _holder(addressed.role, side.agency, side.id, directory)


def _holder(role: str, agency: str, under: str, directory: Directory) -> str:
    if held := directory.holder(role, agency, under):
        return held.name
    named = directory.agency(agency)
    return f"nobody named at {named.name if named else agency}"


def _before(
    procedure: Procedure, raising: Raising, now: datetime, calendar: Calendar
) -> Iterable[Part]:
    passed = [
        tier
        for tier in procedure.tiers
        if (limit := rehearsal.limit(tier, calendar, raising.began)) and limit.at <= now
    ]
    if passed:
        yield says(
            "Some of the procedure's limits had passed before now. They are shown as that and held against nobody; "
            "you may start at a later stage, with a reason."
        )

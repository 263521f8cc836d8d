"""Before anything is posted: it is lived on paper, and shows who is told now and who on which day."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from escalation import acts
from escalation.acts.raise_ import Raised, SubjectSealed
from escalation.directory import reaching, seeking
from escalation.directory.people import Directory, Person, listed
from escalation.directory.reaching import Way
from escalation.disagreement import Disagreement, Side, after
from escalation.duties import copies
from escalation.entries import Entries
from escalation.ladder import passed_over, seats
from escalation.ladder.rungs import Moved
from escalation.owing import Recipient, RoleAt, Telling, To
from escalation.taking_part import one_agency
from escalation.taking_part.own_note import Noted
from escalation.texts import conditions
from escalation.words import whom
from escalation.words.message import Facts, Heading, Part, Quote, says
from escalation.words.naming import here
from escalation.words.sides import agencies
from escalation.working_time import times
from escalation.working_time.calendars import Calendar
from escalation.working_time.working_time_errors import CoverageError

SECOND = timedelta(seconds=1)
PRIVATE = (
    "A private channel is made for this. Of the people named here, those of {agencies}{office} "
    "are let into it when they are told, and nobody else is. Whoever deputises for one of them, or "
    "shares their post, may act and read in their place at any time, though they are told only "
    "when they are asked."
)
SHARED = (
    "It is put into the partnership's shared channel: everybody in that channel may read "
    "everything. The people named here are told of it."
)
NOT_THERE = "{who} has no account here yet, so nothing can reach them. Please ring them."
SEALED = "sealed: given"
NOT_SEALED = "not given. It cannot be added later; go back by typing /escalate again."


def parts(
    opened: Disagreement,
    first: Entries,
    calendar: Calendar,
    who: Callable[[datetime], Directory],
    private: bool,
    at: datetime,
) -> tuple[Part, ...]:
    """The preview of a disagreement that begins with these entries, in the order of what happens.

    `who` is who is who at a time: whoever will be away by then is not said to be told.
    """
    directory = who(at)
    return (
        Heading("Nothing has been posted yet"),
        says(PRIVATE if private else SHARED, agencies=agencies(opened), office=_office(opened)),
        *_within(opened, directory),
        Facts((*_now(opened, first, directory), *_started(opened))),
        *untold(opened, directory),
        *passed_over.by_starting(opened),
        *_later(opened, calendar, who),
        *_before(opened),
        *_late(opened, first),
        *_copied(opened),
    )


def _office(opened: Disagreement) -> str:
    """The partnership's own people come into it, too, where the procedure asks them to."""
    stages, tiers = opened.procedure.stages, range(len(opened.procedure.tiers))
    advise = any(each.of == "partnership" for stage in stages for each in stage.advisers)
    holds = any(seats.of_the_partnership(opened.procedure, tier) for tier in tiers)
    return ", and those of the partnership whom the procedure asks," if advise or holds else ""


def _within(opened: Disagreement, directory: Directory) -> Iterator[Part]:
    """That it is between teams of one agency, which are one to anybody else."""
    for whole, names in one_agency.shown(opened, directory):
        yield says(one_agency.BOTH_PART, agencies=names, whole=whole)


def untold(opened: Disagreement, directory: Directory) -> tuple[Part, ...]:
    """Whoever is named and cannot be told on the platform; they are rung."""
    return tuple(
        says(NOT_THERE, who=f"{each.name} ({each.phone})" if each.phone else each.name)
        for each in _not_there(opened, directory)
    )


def _not_there(opened: Disagreement, directory: Directory) -> list[Person]:
    named = (directory.person(person) for side in opened.sides for person in side.people)
    return [each for each in named if each and each.named_by and not each.slack]


def shown_back(opened: Disagreement, first: Entries) -> tuple[Part, ...]:
    """What was typed, as it will be read; of the sealed part only whether it was given."""
    raised = next(entry for entry in first if isinstance(entry, Raised))
    sealed = any(isinstance(entry, SubjectSealed) for entry in first)
    reasons = (entry.reason for entry in first if isinstance(entry, Moved))
    others = listed(f"{side.named} ({side.name})" for side in raised.sides[1:])
    rows = (
        ("Area", raised.area),
        ("What it is about", opened.procedure.category(raised.category).label),
        *whom.about(opened),
        *_together(raised),
        ("With", others),
        ("Have you spoken with them", raised.spoken),
        ("It began", times.full(raised.began)),
        *raised.asked_besides(opened),
        *(("Why it starts there", reason) for reason in reasons),
        ("Who this is about", SEALED if sealed else NOT_SEALED),
    )
    quotes = (Quote(view.label, view.text) for view in opened.view)
    return (Heading("What you have typed"), Facts(rows), *quotes, *_own(opened, first))


def _own(opened: Disagreement, first: Entries) -> Iterator[Part]:
    """What is kept for the raiser's own agency alone."""
    for entry in first:
        if isinstance(entry, Noted):
            yield Heading("For your own agency alone: the other side learns nothing of it")
            yield from entry.reads(opened)


def _late(opened: Disagreement, first: Entries) -> Iterator[Part]:
    """That it is raised after the time that the text gives for it."""
    for raised in (entry for entry in first if isinstance(entry, Raised)):
        yield from raised.late(opened)


def _together(raised: Raised) -> Iterator[tuple[str, str]]:
    if raised.sides[0].colleague:
        yield "Raised by", raised.sides[0].named


def _copied(opened: Disagreement) -> Iterator[Part]:
    """Who of the partnership's office is given a copy later, and by what."""
    later = opened.procedure.stages[opened.procedure.stages.index(opened.stage) :]
    given = (
        copy for stage in later for copy in stage.copies if conditions.holds(copy.when, opened)
    )
    roles = dict.fromkeys(
        copy.to
        for copy in given
        if copy.at == "entry" and copy.force != "may" and copy.content in copies.OPENS
    )
    for role in roles:
        if role not in opened.copied:
            yield says(
                "The {role} is given a copy once people move it to {stage} at which the procedure "
                "gives one; the clock alone never does that. What the clock tells the "
                "partnership's office has no word of what it is about.",
                role=opened.procedure.role(role).title,
                stage=opened.procedure.terms.one_stage,
            )


def _now(opened: Disagreement, first: Entries, directory: Directory) -> Iterator[tuple[str, str]]:
    sides = ((side, _people(side, opened, directory)) for side in opened.sides)
    if told := [f"{names} ({side.name})" for side, names in sides if names]:
        yield "Told now", listed(told)
    copied = [each.to for each in _tellings(opened, first) if each.topic.startswith("copy:")]
    apart = (*opened.practitioners(), *copied)
    if others := [who for who in _told(opened, first) if who not in apart]:
        yield "Told now too", _named(others, opened, directory)
    if copied:
        yield "Given a copy now", _named(dict.fromkeys(copied), opened, directory)


def _started(opened: Disagreement) -> Iterator[tuple[str, str]]:
    if opened.stage_tier:
        yield "Starts at", opened.stage.title


def _later(
    opened: Disagreement, calendar: Calendar, who: Callable[[datetime], Directory]
) -> tuple[Part, ...]:
    lived = tuple(_lived(opened, calendar, who))
    rows = tuple(
        (f"After {times.day(at)}", _named(told, opened, who(at + SECOND))) for at, told, _ in lived
    )
    if not rows:
        return (says("The procedure gives no number of days: the clock tells nobody further."),)
    told_next = says("If no outcome is recorded, these people are told:")
    return (told_next, Facts(rows), *_patience(lived[-1][2]))


def _patience(standing: Disagreement) -> Iterator[Part]:
    """Where the clock tells nobody further, though the procedure goes on: who is asked instead."""
    if not standing.is_last_tier:
        yield says(
            "After that no number of days is counted: whoever was told last goes on being asked, "
            "and after three quiet working days you are asked whether to move it up."
        )


def _lived(
    opened: Disagreement, calendar: Calendar, who: Callable[[datetime], Directory]
) -> Iterator[tuple[datetime, list[Recipient], Disagreement]]:
    """Every telling of the clock, as it will be if nobody does anything."""
    standing = opened
    while wake := next((wake for wake in standing.moments() if not wake.is_nudge), None):
        try:
            at = wake.at + SECOND
            new = acts.time_passed(standing, at, calendar, who(at))
        except CoverageError:
            return  # so far ahead that its bank holidays are not known yet
        standing = after(standing, *new)
        if told := _told(standing, new):
            yield wake.at, told, standing


def _told(standing: Disagreement, new: Entries) -> list[Recipient]:
    telling = _tellings(standing, new)
    return list(dict.fromkeys(each.to for each in telling if not each.nudge))


def _tellings(standing: Disagreement, new: Entries) -> Iterator[Telling]:
    owed = (each for entry in new for each in entry.owes(standing))
    return (each for each in owed if isinstance(each, Telling))


def _named(told: Iterable[Recipient], standing: Disagreement, directory: Directory) -> str:
    """Line manager: Jo Lee, Tom Reed; each role with its holders."""
    by_role: dict[str, list[str]] = {}
    for who in told:
        by_role.setdefault(_role(who, standing), []).append(_holder(who, standing, directory))
    return "; ".join(
        f"{role}: {', '.join(names)}" if role else ", ".join(names)
        for role, names in by_role.items()
    )


def _of(who: Recipient, standing: Disagreement) -> str:
    """Whose people they are, where there are more than two agencies to tell apart."""
    side = standing.side(who.agency) if isinstance(who, RoleAt) else None
    return f" ({side.name})" if side and len(standing.sides) > 2 else ""


def _role(who: Recipient, standing: Disagreement) -> str:
    roles = standing.procedure.roles
    if not isinstance(who, RoleAt):
        return ""
    if who.role not in roles:
        return who.role
    return f"{roles[who.role].title}{here(standing, who.role, who.agency)}"


def _holder(who: Recipient, standing: Disagreement, directory: Directory) -> str:
    way = _way(who, standing, directory)
    if way and not (way.is_hole and way.holder is None):
        return f"{_in_place(way)}{_of(who, standing)}"
    agency = directory.agency(who.agency) if isinstance(who, RoleAt) else None
    nobody = f"nobody named at {agency.name}" if agency else str(who)
    return f"{nobody}, so {way.told.name} in their place" if way else nobody


def _people(side: Side, opened: Disagreement, directory: Directory) -> str:
    """Whoever is told for a side now: its professionals, or who is told in their place."""
    ways = (_way(To(person), opened, directory) for person in side.people)
    return listed(dict.fromkeys(_in_place(way) for way in ways if way))


def _way(who: Recipient, standing: Disagreement, directory: Directory) -> Way | None:
    """The way to whoever will be told, past those who have no account here."""
    absent = frozenset(each.id for each in directory.people if each.named_by and not each.slack)
    sought = replace(seeking.sought(who, standing, directory), unreachable=absent)
    return next(reaching.ways(sought, directory), None)


def _in_place(way: Way) -> str:
    """Kofi Mensah, in the place of Tom Reed."""
    holder = way.holder
    told = way.told.name
    return told if holder in (None, way.told) else f"{told} in the place of {holder.name}"


def _before(opened: Disagreement) -> Iterator[Part]:
    guides, stage = opened.procedure.guides, opened.procedure.terms.a_stage
    if any(limit.before_raising and not guides(limit.tier) for limit in opened.limits):
        later = opened.procedure.skipping.allowed and not opened.stage_tier
        yield says(
            "Some of the procedure's limits had passed before now. They are shown as that and "
            "held against nobody{later}.",
            later=f"; you may start at a later {stage}, with a reason" if later else "",
        )

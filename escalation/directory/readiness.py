"""Whether the directory is ready: each role of each procedure reaches somebody, and a second person.

Asked of a directory at a moment, it judges that moment, and the weekdays of the week after it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import islice
from typing import TypeVar

from escalation.directory import directory_sense, equivalents, needed_roles, own_route
from escalation.directory.cover import Shift, Team, within
from escalation.directory.hole import Hole, hole, once
from escalation.directory.people import PARTNERSHIP, Directory, Person, Post
from escalation.directory.reaching import Place, Way, way, ways
from escalation.directory.seeking import Sought, above
from escalation.disagreement import NAMED
from escalation.owing import BUSINESS_MANAGER, RoleAt
from escalation.texts import titles
from escalation.texts.procedure import Procedure
from escalation.working_time import times
from escalation.working_time.working_patterns import NAMES

SOON = timedelta(days=14)
_T = TypeVar("_T", Post, Shift)


def holes(directory: Directory, procedures: Iterable[Procedure]) -> tuple[Hole, ...]:
    """Everything for want of which somebody would not be told; nothing where all is in place."""
    calm = _calm(directory)
    of_roles = (each for procedure in procedures for each in _of(procedure, directory, calm))
    return once([*of_roles, *directory_sense.holes(directory)])


def without_number(procedures: Iterable[Procedure], numbers: Iterable[str]) -> tuple[Hole, ...]:
    """Every area in force whose emergency duty team nobody could ring: nothing goes live there."""
    given = set(numbers)
    areas = dict.fromkeys(area for procedure in procedures for area in procedure.areas)
    return tuple(
        Hole("", "", "", f"{area}: no number of its emergency duty team is set.")
        for area in areas
        if area not in given
    )


def without_agency(directory: Directory, procedures: Iterable[Procedure]) -> tuple[Hole, ...]:
    """Each type of agency that a text has another title for, and of which there is no agency."""
    types = [agency.type for agency in directory.agencies]
    every = {each.id: each for each in procedures}.values()
    return tuple(
        Hole("", "", "", f"{each.id}: no agency is of the type “{named}”, whose titles it gives.")
        for each in every
        for named in titles.of_no_agency(each, types)
    )


def without_signpost(procedures: Iterable[Procedure]) -> tuple[Hole, ...]:
    """Each thing that a procedure in force is not for, and says of nowhere to go instead."""
    every = {each.id: each for each in procedures}.values()
    return tuple(
        Hole("", "", "", f"{each.id}: `{excluded.id}` has no signpost, and its text names none.")
        for each in every
        for excluded in each.exclusions
        if not excluded.signpost
    )


def _of(procedure: Procedure, directory: Directory, calm: Directory) -> Iterator[Hole]:
    for agency in directory.agencies:
        if agency.id == PARTNERSHIP:
            continue
        for role in _asked_of(procedure, "agency"):
            yield from _Judging(procedure, role, agency.id, directory, calm).holes()
        yield from _of_harm(procedure, agency.id, directory)
        for role, sentence in own_route.missing(procedure, agency.id, directory):
            yield hole(directory, agency.id, sentence, role=role)
    for role in _asked_of(procedure, PARTNERSHIP):
        yield from _Judging(procedure, role, PARTNERSHIP, directory, calm).holes()


def _asked_of(procedure: Procedure, whose: str) -> dict[str, None]:
    """The roles of the agencies, or of the partnership, that a text needs; who hears of holes first."""
    known = procedure.roles
    wanted = dict.fromkeys([BUSINESS_MANAGER.role, *needed_roles.of(procedure)])
    return {
        role: None for role in wanted if role != NAMED and role in known and known[role].of == whose
    }


def _of_harm(procedure: Procedure, agency: str, directory: Directory) -> Iterator[Hole]:
    told = procedure.harm.tell
    if not any(way(Sought(RoleAt(role, agency)), directory).person for role in told):
        wanted = " or ".join(procedure.role(role).label for role in told)
        yield hole(
            directory,
            agency,
            f"nobody is told of immediate harm, because nobody can be asked as {wanted}.",
            role=told[0],
        )


@dataclass(frozen=True)
class _Judging:
    """One role of one agency, judged for each line of management that leads to a holder."""

    procedure: Procedure
    role: str
    agency: str
    directory: Directory
    calm: Directory

    def holes(self) -> Iterator[Hole]:
        yield from self._ending(replace(self._sought(""), above=()))
        for under in _lines(self.directory, self.role, self.agency):
            now, ever = self._sought(under), replace(self._sought(under), above=())
            asked = way(now, self.directory)
            if asked.is_hole:
                yield self._hole(self._nobody(asked), asked.holder)
            behind = [found.told for found in islice(ways(ever, self.calm), 2)]
            for person in self._behind_on_any_day(ever):
                yield from self._unreachable(person, asked.holder)
            if behind:
                yield from self._alone(behind, way(ever, self.calm))
                yield from self._weekdays(ever)

    def _sought(self, under: str) -> Sought:
        higher = above(self.procedure, self.role, self.agency, under)
        return Sought(RoleAt(self.role, self.agency, under), above=higher)

    def _behind_on_any_day(self, sought: Sought) -> dict[Person, None]:
        """Who is asked first and who second, whichever weekday it is: of two who share, each."""
        days = list(_week(self.calm)) or [self.calm]
        return dict.fromkeys(found.told for then in days for found in islice(ways(sought, then), 2))

    def _nobody(self, asked: Way) -> str:
        """Why nobody of this tier is asked, and who is asked instead."""
        own = [step for step in asked.steps if step.place is not Place.NEXT_TIER]
        known = [f"{each.person.name} {each.why_not}" for each in own if each.person]
        if known:
            said = f"nobody can be asked as {self._label}: {'; '.join(known)}"
        else:
            said = ". ".join([f"nobody is {self._label}", *self._once_held()])
        instead = f" {asked.person.name}, of the next tier, is asked." if asked.person else ""
        text = equivalents.instead(self.procedure, self.role, self.agency, self.directory)
        return f"{said}.{instead}{f' {text}' if text else ''}"

    def _once_held(self) -> Iterator[str]:
        """Whoever held it or is to hold it, at another time."""
        today = self.directory.today
        for post in self.directory.posts:
            holder = self.directory.person(post.person) or self.directory.team(post.person)
            if not today or not holder or (post.role, post.agency) != (self.role, self.agency):
                continue
            if post.ends and post.ends < today:
                yield f"{holder.name} was until {times.day_and_year(post.ends)}"
            elif post.starts and today < post.starts:
                yield f"{holder.name} is from {times.day_and_year(post.starts)}"

    def _ending(self, sought: Sought) -> Iterator[Hole]:
        """A post that ends soon, after which nobody of this tier could be asked."""
        today = self.directory.today
        for post in self.directory.posts if today else ():
            held = (post.role, post.agency) == (self.role, self.agency)
            if today and held and post.ends and today <= post.ends <= today + SOON:
                after = _calm(self.directory.at(times.noon(post.ends + timedelta(days=1))))
                if not way(sought, after).person:
                    on = times.day_and_year(post.ends)
                    yield self._hole(f"nobody is {self._label} after {on}.")

    def _unreachable(self, person: Person, holder: Person | None) -> Iterator[Hole]:
        if not person.slack:
            as_ = self._label if person == holder else f"who may be asked as {self._label}"
            yield self._hole(
                f"{person.name}, {as_}, has no Slack ID and cannot be told there.", person
            )

    def _alone(self, behind: list[Person], asked: Way) -> Iterator[Hole]:
        (first, *others) = behind
        if others:
            return
        holding = self.directory.holding(self.role, self.agency)
        team = next((each for each in holding if isinstance(each, Team)), None)
        if asked.place is Place.HOLDER and team and first not in holding:
            sentence = f"{team.name}, {self._label}, has one person on duty and nobody to stand in."
            yield self._hole(sentence)
        elif asked.place is Place.HOLDER:
            yield self._hole(f"{first.name}, {self._label}, has no deputy.", first)
        else:
            what = f"{first.name}, who {asked.place}, is the only one to be asked as {self._label}."
            yield self._hole(what, first)

    def _weekdays(self, sought: Sought) -> Iterator[Hole]:
        """The weekdays on which nobody who may be asked is at work, though nobody is on leave."""
        missing = {
            then.today.weekday()
            for then in _week(self.calm)
            if then.today and then.today.weekday() < 5 and not _is_at_work(sought, then)
        }
        if missing:
            on = " or ".join(NAMES[weekday] for weekday in sorted(missing))
            holder = way(sought, self.calm).holder
            yield self._hole(f"nobody who is asked as {self._label} works on {on}.", holder)

    def _hole(self, sentence: str, person: Person | None = None) -> Hole:
        who = person.id if person else ""
        return hole(self.directory, self.agency, sentence, role=self.role, person=who)

    @property
    def _label(self) -> str:
        """The role, and what it is called at an agency of this type."""
        agency = self.directory.agency(self.agency)
        there = titles.here(self.procedure, self.role, agency.type) if agency else ""
        return f"{self.procedure.role(self.role).label}{there}"


def _calm(directory: Directory) -> Directory:
    """As it stands now, and would for ever, if nobody were on leave and no agency closed."""
    on = directory.today
    return replace(
        directory,
        absences=(),
        closures=(),
        posts=tuple(_always(each) for each in directory.posts if _holds(each, on)),
        shifts=tuple(_always(each) for each in directory.shifts if _holds(each, on)),
    )


def _holds(each: Post | Shift, on: date | None) -> bool:
    return on is None or within(on, each.starts, each.ends)


def _always(each: _T) -> _T:
    return replace(each, starts=None, ends=None)


def _week(directory: Directory) -> Iterator[Directory]:
    """The same directory on seven days from its moment; none where it has no moment."""
    if moment := directory.moment:
        yield from (directory.at(moment + timedelta(days=n)) for n in range(7))


def _is_at_work(sought: Sought, directory: Directory) -> bool:
    """Whether somebody is asked who works on that weekday."""
    person = way(sought, directory).person
    return person is not None and not directory.off_today(person)


def _lines(directory: Directory, role: str, agency: str) -> Iterator[str]:
    """One person under each holder whom a line of management leads to; first nobody in particular."""
    yield ""
    holders = [person.id for person in directory.holders(role, agency)]
    found = {*holders[:1]}
    for person in directory.people if len(holders) > 1 else ():
        if person.agency != agency:
            continue
        line = (each.id for each in directory.line_above(person.id) if each.id in holders)
        nearest = next(line, "")
        if nearest and nearest not in found:
            found.add(nearest)
            yield person.id

"""The daily round: who is still there, what is open in who is who, and who is asked about it.

It changes nothing of who is who but an identity that the platform itself gives for an e-mail address.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import structlog

from escalation.directory import open_gaps
from escalation.directory.accounts import AutomaticReply
from escalation.directory.directory_changes import with_slack
from escalation.directory.gap import OF_PLATFORM, Gap, Kind, Open
from escalation.directory.hole import hole
from escalation.directory.people import Directory, Person
from escalation.entries import CLOCK
from escalation.texts.procedure import Procedure
from escalation.words.emergency import emergency
from escalation.working_time.calendars import Calendar, calendar_covering
from escalation.working_time.times import LONDON, civil
from scheduler.asking import Asking
from scheduler.sender import RefusedError, TryAgainError, UncertainError
from scheduler.sources import Organisation, Platform, Standing
from storage.store import Store

log = structlog.get_logger()
BEGINS = time(7, 30)  # what comes of it is told when its readers begin to work
LATELY = timedelta(days=30)
NOT_THANKED = "what somebody of it did well was passed on, and could not be told: see whether they can be reached."
SILENT = "{platform} could not be asked who is still there: nothing is concluded from that."
REFUSED = (
    "{platform} says nothing of {who}: see whether the ID and the e-mail address that the directory "
    "has for them are right."
)
SAID = {
    Standing.DEACTIVATED: "the {platform} account of {who} is deactivated: they may have left.",
    Standing.UNKNOWN: "{platform} does not know the ID that the directory has for {who}.",
    Standing.LIMITED: "{who} is a guest of one channel on {platform}, and cannot be let into others.",
}


@dataclass(frozen=True)
class Made:
    """What came of one round; `whole` unless it was stopped, `owed` the keys of what will be told."""

    found: tuple[Open, ...] = ()
    owed: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    whole: bool = True


@dataclass(frozen=True)
class _Known:
    """What the accounts say today, and what could not be asked."""

    gaps: tuple[Gap, ...] = ()
    notes: tuple[str, ...] = ()
    old: str = ""


class _Asked:
    """What a platform has said so far, person by person.

    What it refuses to say of one holds up nobody else: of them it is as it was, and is to be put right.
    """

    def __init__(self, platform: Platform, directory: Directory, before: Sequence[Gap]) -> None:
        self._platform = platform
        self._directory = directory
        self._before = before
        self.gaps: list[Gap] = []
        self.found: dict[str, str] = {}
        self.answered = 0
        self.refused = ""

    def ask(self, person: Person) -> None:
        """Whether they are still there; or, of whoever has only an address, who they are there."""
        if not person.slack and not person.email:
            return
        try:
            if person.slack:
                self._stands(person)
            elif identity := self._platform.found(person.email):
                self.found[person.id] = identity
        except RefusedError as refusal:
            log.warning("person_not_asked", platform=self._platform.name, error=refusal.why)
            self.refused = refusal.why
            self.gaps += (gap for each in SAID if (gap := self._gap(person, each)) in self._before)
            self.gaps.append(self._said(person, REFUSED, Kind.LEFT))
        else:
            self.answered += 1

    def _stands(self, person: Person) -> None:
        standing = self._platform.standing(person)
        if standing is not Standing.THERE:
            self.gaps.append(self._gap(person, standing))

    def _gap(self, person: Person, standing: Standing) -> Gap:
        kind = Kind.GUEST if standing is Standing.LIMITED else Kind.LEFT
        return self._said(person, SAID[standing], kind)

    def _said(self, person: Person, sentence: str, kind: Kind) -> Gap:
        said = sentence.format(platform=self._platform.name, who=person.name)
        return Gap(person.agency, kind, hole(self._directory, person.agency, said).sentence)


class Daily:
    """Looks once a day, and owes what is to be asked of it."""

    def __init__(
        self,
        store: Store,
        procedures: Sequence[Procedure],
        now: Callable[[], datetime],
        *,
        platform: Platform | None = None,
        organisation: Organisation | None = None,
        duty_numbers: Mapping[str, str] | None = None,
        shipped: Sequence[Procedure] = (),
    ) -> None:
        self._store = store
        self._procedures = procedures
        self._now = now
        self._platform = platform
        self._organisation = organisation
        self._asking = Asking(store, procedures, emergency(duty_numbers or {}), shipped)

    def until_next(self, now: datetime) -> timedelta:
        """How long it is to the next working morning's round."""
        return next_round(now, self.calendar(now)) - now

    def calendar(self, at: datetime) -> Calendar:
        """The working days of the partnership, around a time."""
        return calendar_covering(frozenset(each.nation for each in self._procedures), at)

    def make(self, should_stop: Callable[[], bool] = lambda: False) -> Made:
        """One round, ended early where that is asked: then nothing is concluded."""
        if not self._store.directory(self._now()).people:
            return Made()
        platform = self._on_platform(should_stop)
        organisation = self._in_organisation()
        if should_stop():
            return Made(whole=False)
        now = self._now()
        directory = self._store.directory(now)
        found = (
            *open_gaps.of_roles(directory, self._procedures),
            *open_gaps.of_leads(directory),
            *platform.gaps,
            *organisation.gaps,
            *self._untold(directory, now),
        )
        stands = self._store.upkeep.gaps.stand(found, now)
        days = self.calendar(now)
        owed = self._asking.owe(directory, stands, days, now, old=organisation.old)
        log.info("people_looked_at", count=len(stands))
        return Made(stands, tuple(owed), (*platform.notes, *organisation.notes))

    # What the platform says

    def _on_platform(self, should_stop: Callable[[], bool]) -> _Known:
        """Who has left; where it does not say of everybody, what it said before holds."""
        if self._platform is None:
            return _Known()
        directory = self._store.directory(self._now())
        asked = _Asked(self._platform, directory, self._before(OF_PLATFORM))
        try:
            for person in directory.people:
                if not should_stop():
                    asked.ask(person)
        except (TryAgainError, UncertainError) as silent:
            return self._silent(self._platform, silent.why)
        if asked.refused and not asked.answered:
            return self._silent(self._platform, asked.refused)
        self._remember(asked.found)
        return _Known(tuple(asked.gaps))

    def _silent(self, platform: Platform, why: str) -> _Known:
        log.warning("people_not_asked", platform=platform.name, error=why)
        return _Known(self._before(OF_PLATFORM), (SILENT.format(platform=platform.name),))

    def _remember(self, found: dict[str, str]) -> None:
        if found and self._platform:
            self._store.change_directory(
                lambda before: with_slack(before, found),
                who=CLOCK.person,
                source=self._platform.name,
                at=self._now(),
            )

    # What the organisation says

    def _in_organisation(self) -> _Known:
        """Who has left there, whose manager is another, and whose mailbox answers by itself."""
        if self._organisation is None:
            return _Known()
        chains, now = self._store.upkeep.chains, self._now()
        directory = self._store.directory(now)
        holders = [person.id for person in open_gaps.holders(directory)]
        read = self._organisation.read(directory.people, chains.kept(), holders)
        chains.keep(read.chains, frozenset(person.id for person in directory.people))
        kept = list(chains.kept().values())
        gaps = (
            *open_gaps.of_managers(directory, kept, chains.gone()),
            *self._mailboxes(directory, read.replies, now),
            *open_gaps.of_outage(kept, now),
        )
        old = open_gaps.how_old(kept, read.why_not, now)
        return _Known(gaps, (old,) if old else (), old)

    def _mailboxes(
        self, directory: Directory, replies: Mapping[str, AutomaticReply] | None, now: datetime
    ) -> tuple[Gap, ...]:
        """As it was yesterday, where it cannot be known today."""
        if replies is None:
            return self._before({Kind.MAILBOX})
        return tuple(open_gaps.of_mailboxes(directory, replies, now))

    def _before(self, kinds: Collection[Kind]) -> tuple[Gap, ...]:
        standing = self._store.upkeep.gaps.all()
        return tuple(each.gap for each in standing if each.gap.kind in kinds)

    def _untold(self, directory: Directory, now: datetime) -> Iterator[Gap]:
        """Agencies whose latest errand of a kind reached nobody; and of late, whoever did well."""
        errands = self._store.upkeep.errands
        for each in errands.given_up():
            latest = errands.last(each.agency, each.kind)
            if latest and latest.key == each.key:
                sentence = "nobody there could be told what it is asked about its people."
                said = hole(directory, each.agency, sentence).sentence
                yield Gap(each.agency, Kind.UNTOLD, said)
        for each in errands.thanks_given_up(now - LATELY):
            said = hole(directory, each.agency, NOT_THANKED).sentence
            yield Gap(each.agency, Kind.UNTOLD, said)


def next_round(now: datetime, calendar: Calendar) -> datetime:
    """The first half past seven of a working day that is still to come."""
    today = civil(now).date()
    if calendar.is_working_day(today) and now < _begins(today):
        return _begins(today)
    return _begins(calendar.nth_working_day(today, 1))


def _begins(on: date) -> datetime:
    return datetime.combine(on, BEGINS, LONDON)

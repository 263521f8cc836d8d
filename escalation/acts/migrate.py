"""Another procedure, on purpose: one disagreement goes on by another text, with every limit counted anew."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeGuard

from escalation.directory.people import PARTNERSHIP, Directory
from escalation.disagreement import Disagreement, Told, after
from escalation.duties import arising, closing, copies
from escalation.entries import Actor, Entries, Entry
from escalation.ladder import (
    carried_over,
    changeable,
    counterparts,
    ladder,
    recount,
    renewed,
    windows,
)
from escalation.ladder.carried_over import Over
from escalation.ladder.changes import Dated, Text, text_of
from escalation.ladder.counterparts import Way
from escalation.owing import Admit, Owed, Recipient, RoleAt, Telling, post
from escalation.refusals import NotNow
from escalation.taking_part import advisers
from escalation.taking_part.whose import agency_of
from escalation.texts import narrowed, procedure
from escalation.texts.procedure import Procedure
from escalation.words.first_message import joined
from escalation.words.message import Facts, Message, Part, Says, says
from escalation.words.naming import where
from escalation.words.notices import notice
from escalation.words.prompts import (
    advice_asked,
    asked_by_when,
    private,
    summary,
    whom_to_ring,
)
from escalation.working_time.calendars import Calendar
from escalation.working_time.working_time_errors import CoverageError

CHANGED = "the procedure has changed"
NOTHING_ASKED = says("You are asked for nothing.")
IN_THE_THREAD = says("The reason, the old dates and the new ones are in its thread.")
NOT_DONE = "Asked by the new text and not done under the old"


@dataclass(frozen=True, kw_only=True)
class ProcedureChanged(Entry):
    """It goes on by another text, which stands here whole: the ledger alone says what that text is.

    `tiers` are the old tiers that have a counterpart, and which; `tier` is where it stands now;
    `dates` what becomes of each limit; `told` the times of whoever was told last; `tells`: the
    tier where it stands has not been told before, and is told at once; `copied` and `advisers` are
    those whom the new text brings in at this stage, and the old one did not; `over`: how much counts
    of what was done; `about`: the category, the subject and the priority for which the text is read.
    """

    kind = "procedure_changed"
    schema = 3

    was: Text
    now: Text
    text: str
    reason: str
    tier: int
    tiers: tuple[tuple[int, int], ...]
    dates: tuple[Dated, ...] = ()
    told: Told | None = None
    remind_at: datetime | None = None
    tells: bool = False
    copied: tuple[str, ...] = ()
    advisers: tuple[tuple[str, str], ...] = ()
    over: Over | None = None
    about: tuple[str, str, str] | None = None

    @staticmethod
    def upgraded_from_1(content: dict[str, Any]) -> dict[str, Any]:
        """Before, all that had been done counted as it was, whomever it had reached."""
        return content

    @staticmethod
    def upgraded_from_2(content: dict[str, Any]) -> dict[str, Any]:
        """Before, every stage of a text was there for every difference."""
        return content

    @property
    def procedure(self) -> Procedure:
        """The text by which it goes on, read: as it is for what this is about."""
        whole = procedure.read(self.text, f"{self.now.id}.yml")
        return narrowed.to(whole, *self.about) if self.about else whole

    @property
    def way(self) -> Way:
        """From the old ladder to the new one."""
        return Way(self.procedure, dict(self.tiers), self.tier, self.over)

    def applied(self, disagreement: Disagreement) -> Disagreement:
        """It goes by the new text from here on; its limits follow, each as an entry of its own."""
        changed = counterparts.carried(disagreement, self.way, self.by, self.at)
        advisers = dict(changed.advisers)
        for agency, role in self.advisers:
            advisers[agency] = (*advisers.get(agency, ()), role)
        counted = changed.timed(self.told)
        return replace(counted, remind_at=self.remind_at, advisers=advisers)

    def notices(self, disagreement: Disagreement) -> frozenset[str]:
        """Whoever of the office the new text gives something at this stage; the others had been told."""
        return frozenset(self.copied)

    def owes(self, disagreement: Disagreement) -> Iterable[Owed]:
        """The thread has the old and the new dates; everybody who had been told hears of it once, and of
        the office whoever had been given something."""
        yield post(summary(disagreement, CHANGED), *self.reads(disagreement))
        advising = [disagreement.adviser(role, agency) for agency, role in self.advisers]
        at_once = disagreement.everybody_at(self.tier) if self.tells else ()
        for who in _in_the_know(disagreement):
            if who not in (*at_once, *advising):
                topic = f"procedure:{len(disagreement.changes)}"
                yield Telling(topic, who, self._told(disagreement, who))
        yield from self._to_the_office(disagreement)
        for who in advising:
            message = advice_asked(disagreement, who.agency, "The procedure asks for your advice")
            yield Admit(who, farthest="deputy")
            topic = disagreement.by_text("adviser", f"{who.agency}:{who.role}")
            yield Telling(topic, who, message, farthest="deputy")

    def reads(self, disagreement: Disagreement) -> tuple[Part, ...]:
        """Which text, since when, why, where it stands, and what becomes of each date."""
        return (
            says(
                "{who} has changed the procedure: this goes on by {now}, and no longer by {was}.",
                who=self.by.titled,
                now=self.now.named,
                was=self.was.named,
            ),
            Facts((("Reason", self.reason),)),
            says("It stands at {where}.", where=where(self.procedure, self.tier)),
            *self._brought_in(disagreement),
            *self._asked_anew(disagreement),
            *(says("{date}", date=each.sentence) for each in self.dates),
            *copies.said(disagreement, self.tier, "entry", self.copied),
            Facts((("New text (SHA-256)", self.now.sha256), ("Old text", self.was.sha256))),
        )

    def _brought_in(self, disagreement: Disagreement) -> Iterable[Part]:
        for agency, role in self.advisers:
            brought = f"{self.procedure.role(role).label} ({disagreement.agency_name(agency)})"
            yield says("Brought in to advise: {brought}.", brought=brought)

    def _asked_anew(self, disagreement: Disagreement) -> Iterable[Part]:
        """A report that reached only some of those to whom the new text has it made."""
        for duty in carried_over.reports_left(self.procedure, self.over):
            yield says("{asked}: {what}", asked=NOT_DONE, what=duty.what)

    def _to_the_office(self, disagreement: Disagreement) -> Iterable[Owed]:
        """What the new text gives them says it as well: nobody is told of it twice."""
        what = "" if self._enters(disagreement) else CHANGED
        for owed in copies.given(disagreement, self.tier, "entry", what, self._shortly):
            if isinstance(owed, Telling) and getattr(owed.to, "role", "") in self.copied:
                yield owed
        told = {who.role for who in _in_the_know(disagreement) if _of_the_office(who)}
        had = disagreement.copied | disagreement.noticed | arising.readers(disagreement)
        for role in sorted(had - told - {*self.copied}):
            opens = role in disagreement.copied
            message = notice(disagreement, CHANGED, self._shortly, NOTHING_ASKED, opens=opens)
            topic = f"procedure:{len(disagreement.changes)}"
            yield Telling(topic, RoleAt(role, PARTNERSHIP), message)

    def _enters(self, disagreement: Disagreement) -> bool:
        """Whether by this it is at a stage of which nobody had been told."""
        tiers = {each.tier for each in disagreement.told} - {self.tier}
        here = self.procedure.stage_of(self.tier)
        return self.tells and here not in {self.procedure.stage_of(tier) for tier in tiers}

    @property
    def _says(self) -> Says:
        return says(
            "{who} has changed it: this goes on by {now}, and no longer by {was}. It stands at {where}.",
            who=self.by.titled,
            now=self.now.named,
            was=self.was.named,
            where=where(self.procedure, self.tier),
        )

    @property
    def _shortly(self) -> Says:
        at = self.procedure.stage_of(self.tier).label
        short = "{who} has changed it: it goes on by {now}. It stands at {at}."
        return says(short, who=self.by.titled, now=self.now.named, at=at)

    def _told(self, disagreement: Disagreement, who: Recipient) -> Message:
        mine = next((turn for turn in disagreement.turns() if turn.who == who), None)
        tier = mine.tier if mine else 0 if who in disagreement.practitioners() else 1
        return private(
            disagreement,
            CHANGED,
            joined(self._says, IN_THE_THREAD),
            *(asked_by_when(disagreement, mine) if mine else ()),
            whom_to_ring(disagreement, tier, agency_of(who, disagreement)),
        )


def _in_the_know(disagreement: Disagreement) -> tuple[Recipient, ...]:
    """Everybody who has been told, each once: whoever has it for their side, in the place of their post."""
    others = (who for who in disagreement.everybody_told() if not _has_it(who, disagreement))
    return tuple(dict.fromkeys([*(turn.who for turn in disagreement.turns()), *others]))


def _of_the_office(who: Recipient) -> TypeGuard[RoleAt]:
    return isinstance(who, RoleAt) and who.agency == PARTNERSHIP


def _has_it(who: Recipient, disagreement: Disagreement) -> bool:
    if not isinstance(who, RoleAt) or who.role not in disagreement.tier.held_by:
        return False
    held_as = disagreement.procedure.role(who.role).label
    return any(of == who.agency and by.role == held_as for of, by in disagreement.holders.items())


def migrate(
    disagreement: Disagreement,
    at: datetime,
    calendar: Calendar,
    directory: Directory,
    *,
    to: Procedure,
    by: str,
    reason: str,
    tier: str = "",
    seen: int | None = None,
) -> Entries:
    """The office moves one disagreement to another text, with a reason: every limit is counted again.

    `tier`: the new tier at which it then stands, where none is the counterpart of the old one.
    `seen`: as how many entries it was looked at before this was decided.
    """
    actor = changeable.by_the_office(by, directory)
    changeable.unchanged(disagreement, seen)
    way = changeable.way(disagreement, to, tier)
    changeable.fits(disagreement, way, directory)
    if not reason.strip():
        raise NotNow("Say why, with --because: every side reads the reason. Nothing has changed.")
    try:
        return _changed(disagreement, at, calendar, directory, way, actor, reason.strip())
    except CoverageError as beyond:
        raise NotNow(f"Its dates cannot be counted. {beyond} Nothing has changed.") from beyond


def _changed(
    disagreement: Disagreement,
    at: datetime,
    calendar: Calendar,
    directory: Directory,
    way: Way,
    by: Actor,
    reason: str,
) -> Entries:
    assert disagreement.began
    entry = ProcedureChanged(
        at=at,
        by=by,
        was=text_of(disagreement.procedure),
        now=text_of(way.to),
        text=way.to.text,
        reason=reason,
        tier=way.tier,
        about=(disagreement.category, disagreement.subject, disagreement.priority),
        tiers=tuple(way.tiers.items()),
        copied=tuple(sorted(way.copied(disagreement))),
        over=replace(way.over, ask_at=ladder.morning(at, 1, calendar)) if way.over else None,
    )
    unlimited = after(disagreement, entry)
    limits = list(recount.limits(unlimited, disagreement.began, at, calendar))
    limits += windows.of_what_has_happened(unlimited, at, calendar)
    counted = after(unlimited, *limits)
    entry = replace(
        entry,
        advisers=tuple(advisers.needed(unlimited, way.tier)) if way.tier else (),
        dates=renewed.dates(disagreement, counted, way),
        told=renewed.times(disagreement, counted, at, calendar),
        tells=way.tier > 0 and way.tier not in {each.tier for each in counted.told},
    )
    now = after(disagreement, entry, *limits)
    told = ladder.tell(now, way.tier, at, at, calendar, directory, by) if entry.tells else []
    if not after(now, *told).tells_later:
        entry = replace(entry, remind_at=ladder.morning(at, 1, calendar))
    moved = [entry, *limits, *told]
    return moved + closing.fell_due(after(disagreement, *moved), at, calendar)


ENTRIES = (ProcedureChanged,)

"""When it began: put right by the side that raised it, and given by the other side as it sees it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from escalation import acting, rights
from escalation.directory.people import Directory
from escalation.disagreement import Correction, Disagreement, OwnDate, Told, Turn, after
from escalation.duties import recounted
from escalation.entries import Actor, Entries, Entry
from escalation.ladder import recount
from escalation.owing import Owed, Telling, To, post
from escalation.permissions import Act
from escalation.questions import open_
from escalation.refusals import NotYours, Unusable
from escalation.words import forms
from escalation.words.by_when import by_when
from escalation.words.message import Facts, Message, Moment, Part, says
from escalation.words.prompts import private, summary, whom_to_ring
from escalation.words.sides import others_read
from escalation.working_time import times
from escalation.working_time.calendars import Calendar
from escalation.working_time.working_time_errors import CoverageError

WHEN = "Give the day and the time at which the difference began."


@dataclass(frozen=True, kw_only=True)
class DateCorrected(Entry):
    """The start was wrong and has been put right, with a reason; every limit is counted again.

    `told` are the times of whoever was told last, by the limits that stand now.
    """

    kind = "date_corrected"

    was: datetime
    began: datetime
    reason: str
    told: Told | None = None

    def applied(self, disagreement: Disagreement) -> Disagreement:
        """It began then; what was told stays told, and the clock tells the next by the new limits."""
        correction = Correction(self.by, self.at, self.was)
        changed = disagreement.timed(self.told)
        corrections = (*disagreement.corrections, correction)
        return replace(changed, began=self.began, corrections=corrections)

    def owes(self, disagreement: Disagreement) -> Iterable[Owed]:
        """The thread shows both dates and the reason; whoever's turn it is hears by when, now."""
        what = "the date on which it began has been corrected"
        yield post(summary(disagreement, what), *self.reads(disagreement))
        for turn in disagreement.turns():
            if turn.who != To(self.by.person):
                topic = f"date:{len(disagreement.corrections)}"
                yield Telling(topic, turn.who, self._told(disagreement, turn, what))

    def reads(self, disagreement: Disagreement) -> tuple[Part, ...]:
        """What had been given, what is right, and why it was wrong."""
        return (
            says("{who} has corrected when the difference began.", who=self.by.titled),
            Facts((("Began", times.full(self.began)), ("Given before", times.full(self.was)))),
            Facts((("Reason", self.reason),)),
            says(
                "{every} is counted again from then. Those counted before stay on the record, "
                "and whoever has been told stays told.",
                every=_every(disagreement),
            ),
        )

    def _told(self, disagreement: Disagreement, turn: Turn, what: str) -> Message:
        return private(
            disagreement,
            what,
            says(
                "{who} has corrected it: the difference began on {began}, not on {was}. "
                "{every} is counted again from then; the reason is in the thread.",
                every=_every(disagreement),
                who=self.by.titled,
                began=Moment(self.began),
                was=Moment(self.was),
            ),
            by_when(disagreement, turn.tier),
            whom_to_ring(disagreement, turn.tier, turn.agency),
        )


@dataclass(frozen=True, kw_only=True)
class OwnDateGiven(Entry):
    """A side that answers has given when the difference began as it sees it; no limit moves."""

    kind = "own_date_given"

    began: datetime
    why: str = ""

    def applied(self, disagreement: Disagreement) -> Disagreement:
        """It stands beside the raiser's date, in place of any that this side gave before."""
        own = {**disagreement.own_dates, self.by.agency: OwnDate(self.by, self.began)}
        return replace(disagreement, own_dates=own)

    def owes(self, disagreement: Disagreement) -> Iterable[Owed]:
        """The thread shows it to both sides."""
        what = "a side has given its own date beside the raiser's"
        yield post(summary(disagreement, what), *self.reads(disagreement))

    def reads(self, disagreement: Disagreement) -> tuple[Part, ...]:
        """Whose date, and that it counts nothing."""
        why = (("Why", self.why),) if self.why else ()
        return (
            says(
                "{who} gave when the difference began as {agency} sees it. It stands beside the "
                "date of the side that raised it, and moves no limit.",
                who=self.by.titled,
                agency=disagreement.agency_name(self.by.agency),
            ),
            Facts((("Began", times.full(self.began)), *why)),
        )


def correct_date(
    disagreement: Disagreement,
    at: datetime,
    calendar: Calendar,
    directory: Directory,
    *,
    by: str,
    question: str,
    answers: Mapping[str, str],
) -> Entries:
    """The side that raised it puts its date right; every limit is counted again, none of them late."""
    actor = may_correct(disagreement, directory, by)
    open_(disagreement)
    began = _began(disagreement, answers, at)
    if began == disagreement.began:
        raise Unusable("began_on", "This is the date that stands there already.")
    reason = forms.text(
        answers, "reason", f"Say why the date was wrong. {others_read(disagreement)} your reason."
    )
    return _corrected(disagreement, began, reason, actor, at, calendar)


def own_date(
    disagreement: Disagreement,
    at: datetime,
    calendar: Calendar,
    directory: Directory,
    *,
    by: str,
    question: str,
    answers: Mapping[str, str],
) -> Entries:
    """A side that answers gives its own date beside the raiser's; both are shown to both."""
    may_give(disagreement, directory, by)
    actor, arriving = acting.begins(Act.OWN_DATE, disagreement, at, calendar, directory, by)
    began = _began(disagreement, answers, at)
    why = answers.get("why", "").strip()
    return [*arriving, OwnDateGiven(at=at, by=actor, began=began, why=why)]


def may_correct(disagreement: Disagreement, directory: Directory, by: str) -> Actor:
    """A professional of the side that raised it, as an actor; or a refusal."""
    actor = rights.check(by, Act.CORRECT_DATE, disagreement, directory)
    if actor.agency != disagreement.agencies[0]:
        who = disagreement.raiser.name if disagreement.raiser else "the side that raised it"
        raise NotYours(
            f"This is for {who}. Use “Our date” to give your own date beside it. "
            "Nothing has changed."
        )
    return actor


def may_give(disagreement: Disagreement, directory: Directory, by: str) -> Actor:
    """Somebody of a side that answers, as an actor; or a refusal."""
    actor = rights.check(by, Act.OWN_DATE, disagreement, directory)
    if actor.agency == disagreement.agencies[0]:
        raise NotYours(
            "The date that stands there is your own side's. "
            "If it is wrong, use “Correct the date”. Nothing has changed."
        )
    return actor


def _corrected(
    disagreement: Disagreement,
    began: datetime,
    reason: str,
    actor: Actor,
    at: datetime,
    calendar: Calendar,
) -> Entries:
    assert disagreement.began
    try:
        limits = recount.limits(disagreement, began, at, calendar)
        told = recount.times(after(disagreement, *limits), at, calendar)
        duties = recounted.windows(disagreement, began, at, calendar)
    except CoverageError as beyond:
        raise Unusable("began_on", f"Its dates cannot be counted. {beyond}") from beyond
    was = disagreement.began
    corrected = DateCorrected(at=at, by=actor, was=was, began=began, reason=reason, told=told)
    return [corrected, *limits, *duties]


def _every(disagreement: Disagreement) -> str:
    """What a corrected start has counted again: nothing that is counted from anything else."""
    tiers = disagreement.procedure.tiers
    hang = all(tier.within.counted_from == "start" for tier in tiers if tier.within)
    return "Every limit" if hang else "Every limit that is counted from the start"


def _began(disagreement: Disagreement, answers: Mapping[str, str], at: datetime) -> datetime:
    """A start that can be: neither still to come, nor after it was raised."""
    began = forms.moment(answers, "began_on", "began_at", WHEN)
    if began > at:
        raise Unusable(
            "began_on", "This is in the future. Give the day on which the difference began."
        )
    if disagreement.raised and began > disagreement.raised:
        raise Unusable(
            "began_on",
            f"This is after it was raised, on {times.full(disagreement.raised)}. "
            "Give the day on which the difference began.",
        )
    return began


ENTRIES = (DateCorrected, OwnDateGiven, *recounted.ENTRIES)

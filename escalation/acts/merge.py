"""Two disagreements were raised about the same thing: one ends, the other goes on and keeps everything."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from escalation import rights
from escalation.directory.people import Directory
from escalation.disagreement import Disagreement, Status, after
from escalation.duties import filed
from escalation.entries import CLOCK, Actor, Entries, Entry
from escalation.owing import Close, Owed, Record, post
from escalation.permissions import Act
from escalation.taking_part import brought_along, merging
from escalation.taking_part.brought_along import BroughtAlong, LeftAgain, ToldWhereItGoesOn
from escalation.words import forms
from escalation.words.message import Facts, Moment, Part, Reference, Says, says
from escalation.words.prompts import summary
from escalation.working_time.calendars import Calendar


@dataclass(frozen=True, kw_only=True)
class TakenIn(Entry):
    """Another about the same thing is merged into this one."""

    kind = "taken_in"

    other: str
    reason: str
    other_began: datetime
    raised: tuple[Actor, ...] = ()

    def applied(self, disagreement: Disagreement) -> Disagreement:
        """It goes on as it stood; whoever raised the other counts among those who raised it."""
        return replace(
            disagreement,
            merged_in=tuple(dict.fromkeys([*disagreement.merged_in, self.other])),
            raised_too={**disagreement.raised_too, self.other: self.raised},
        )

    def owes(self, disagreement: Disagreement) -> Iterable[Owed]:
        """The thread says so; whom it tells is each agency's own entry."""
        what = "another has been merged into it"
        yield post(summary(disagreement, what), *self.reads(disagreement))

    def reads(self, disagreement: Disagreement) -> tuple[Part, ...]:
        """Who merged which, and why; that it began earlier is said, and moves no date."""
        return (
            says(
                "{who} merged {other} into this one: both are about the same thing. "
                "What was written in {other} stays on its own record.",
                who=self.by.titled,
                other=Reference(self.other),
            ),
            Facts((("Reason", self.reason),)),
            *self._began(disagreement),
        )

    def _began(self, disagreement: Disagreement) -> Iterable[Says]:
        if disagreement.began and self.other_began < disagreement.began:
            yield says(
                "{other} began on {began}, before this one. No date has been changed by this; "
                "whoever raised this one may correct when it began.",
                other=Reference(self.other),
                began=Moment(self.other_began),
            )


@dataclass(frozen=True, kw_only=True)
class Merged(Entry):
    """It was merged into another about the same thing, which goes on; this is not a settlement."""

    kind = "merged"

    into: str
    reason: str

    def applied(self, disagreement: Disagreement) -> Disagreement:
        """It is closed; nothing wakes for it."""
        kept = filed.made(disagreement, self.at, *disagreement.agencies)
        return replace(kept, status=Status.MERGED, ended=self.at, merged_into=self.into)

    def owes(self, disagreement: Disagreement) -> Iterable[Owed]:
        """The thread says so; each agency gets its record."""
        yield post(summary(disagreement, f"merged into {self.into}"), *self.reads(disagreement))
        for agency in disagreement.agencies:
            yield Record(agency)
        yield Close()

    def reads(self, disagreement: Disagreement) -> tuple[Part, ...]:
        """Who, into which, and why."""
        return (
            says(
                "{who} merged this into {into}: both are about the same thing. "
                "It was not settled; everything goes on in {into}.",
                who=self.by.titled,
                into=Reference(self.into),
            ),
            Facts((("Reason", self.reason),)),
        )


@dataclass(frozen=True, kw_only=True)
class MergeUndone(Entry):
    """The other could not be merged after all, because of what had happened to it meanwhile."""

    kind = "merge_undone"

    other: str

    def applied(self, disagreement: Disagreement) -> Disagreement:
        """It stands as if the other had not been taken in."""
        raised = disagreement.raised_too.items()
        return replace(
            disagreement,
            merged_in=tuple(each for each in disagreement.merged_in if each != self.other),
            joined=tuple(each for each in disagreement.joined if each.of != self.other),
            raised_too={other: people for other, people in raised if other != self.other},
        )

    def owes(self, disagreement: Disagreement) -> Iterable[Owed]:
        """The thread says so, while there is one."""
        if disagreement.is_open:
            what = "another was not merged into it after all"
            yield post(summary(disagreement, what), *self.reads(disagreement))

    def reads(self, disagreement: Disagreement) -> tuple[Part, ...]:
        """Which, and that it has its own record."""
        return (
            says(
                "{other} was not merged into this one after all: it had changed meanwhile. "
                "It stands on its own.",
                other=Reference(self.other),
            ),
        )


def take_in(
    disagreement: Disagreement,
    at: datetime,
    calendar: Calendar,
    directory: Directory,
    *,
    by: str,
    other: Disagreement,
    answers: Mapping[str, str],
) -> Entries:
    """The one that goes on takes the other in, and its people: this comes first, so that nobody
    is left without a disagreement whose clock goes on."""
    actor = rights.check(by, Act.MERGE, disagreement, directory)
    merging.check(ending=other, going_on=disagreement)
    reason = _reason(answers)
    came = brought_along.come(other, disagreement, at, actor, directory)
    if other.reference in disagreement.merged_in:
        return [*came]
    taken = TakenIn(
        at=at,
        by=actor,
        other=other.reference,
        reason=reason,
        other_began=other.began or at,
        raised=merging.raisers(other),
    )
    return [*came, taken]


def merge(
    disagreement: Disagreement,
    at: datetime,
    calendar: Calendar,
    directory: Directory,
    *,
    by: str,
    into: Disagreement,
    answers: Mapping[str, str],
) -> Entries:
    """Then the other ends: its record is as it was, with the merge at its end."""
    actor = rights.check(by, Act.MERGE, disagreement, directory)
    if disagreement.merged_into == into.reference:
        return []
    merging.check(ending=disagreement, going_on=into)
    reason = _reason(answers)
    told = brought_along.told(disagreement, into, at, actor, directory)
    return [*told, Merged(at=at, by=actor, into=into.reference, reason=reason)]


def undo(
    disagreement: Disagreement,
    at: datetime,
    calendar: Calendar,
    directory: Directory,
    *,
    other: Disagreement,
) -> Entries:
    """Where the other could not end as merged, the one that goes on says so; else nothing."""
    done = other.merged_into == disagreement.reference
    if done or other.reference not in disagreement.merged_in:
        return []
    undone = MergeUndone(at=at, by=CLOCK, other=other.reference)
    stands = after(disagreement, undone)
    return [*brought_along.leave(other.reference, disagreement, stands, at, directory), undone]


def _reason(answers: Mapping[str, str]) -> str:
    sentence = "Say why they are one and the same. The people of both read your reason."
    return forms.text(answers, "reason", sentence)


ENTRIES = (TakenIn, Merged, MergeUndone, BroughtAlong, LeftAgain, ToldWhereItGoesOn)

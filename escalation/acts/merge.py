"""Two disagreements were raised about the same thing: one ends, the other goes on and keeps everything."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from escalation import forms, merging, rights
from escalation.calendars import Calendar
from escalation.disagreement import Disagreement, Joined, Status, after
from escalation.emergency import first_words
from escalation.entries import CLOCK, Entries, Entry
from escalation.message import Facts, Heading, Message, Moment, Part, Reference, Says, says
from escalation.owing import Admit, Close, Owed, Recipient, Record, Release, Telling, To, post
from escalation.people import Directory
from escalation.permissions import Act
from escalation.prompts import summary


@dataclass(frozen=True, kw_only=True)
class TakenIn(Entry):
    """Another about the same thing is merged into this one; whom this did not name is brought in."""

    kind = "taken_in"

    other: str
    reason: str
    other_began: datetime
    joined: tuple[Joined, ...] = ()
    tells: tuple[Recipient, ...] = ()

    def applied(self, disagreement: Disagreement) -> Disagreement:
        """It goes on as it stood; the other's people are at work on it too."""
        return replace(
            disagreement,
            merged_in=tuple(dict.fromkeys([*disagreement.merged_in, self.other])),
            joined=(*disagreement.joined, *self.joined),
        )

    def owes(self, disagreement: Disagreement) -> Iterable[Owed]:
        """Whoever is brought in is let in; those who are told by the other's end are not told here."""
        for each in self.joined:
            yield Admit(each.who)
        what = "another has been merged into it"
        yield post(summary(disagreement, what), *self.reads(disagreement))
        for who in self.tells:
            yield Telling(f"taken_in:{self.other}", who, self._told(disagreement))

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

    def _told(self, disagreement: Disagreement) -> Message:
        what = f"{self.other} has been merged into it"
        return Message(
            summary(disagreement, what),
            (
                first_words(disagreement),
                Heading(f"{disagreement.reference} – {what}"),
                says(
                    "Both are about the same thing. This one goes on at {stage}, and nothing else "
                    "is asked of you. Why is in its thread.",
                    stage=disagreement.stage.title,
                ),
            ),
        )


@dataclass(frozen=True, kw_only=True)
class Merged(Entry):
    """It was merged into another about the same thing, which goes on; this is not a settlement.

    `staying_out` are those whose access to the other has ended.
    """

    kind = "merged"
    schema = 2

    into: str
    stage: str
    reason: str
    staying_out: tuple[Recipient, ...] = ()

    @staticmethod
    def upgraded_from_1(content: dict[str, Any]) -> dict[str, Any]:
        """Before, everybody was told that they are in the other."""
        return content

    def applied(self, disagreement: Disagreement) -> Disagreement:
        """It is closed; nothing wakes for it."""
        return replace(disagreement, status=Status.MERGED, ended=self.at, merged_into=self.into)

    def owes(self, disagreement: Disagreement) -> Iterable[Owed]:
        """Everybody who was told is told where it goes on; each agency gets its record."""
        yield post(summary(disagreement, f"merged into {self.into}"), *self.reads(disagreement))
        for who in disagreement.everybody_told():
            out = who in self.staying_out
            yield Telling("merged", who, self._told(disagreement, out))
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

    def _told(self, disagreement: Disagreement, out: bool) -> Message:
        what = f"merged into {self.into}"
        return Message(
            summary(disagreement, what),
            (
                first_words(disagreement),
                Heading(f"{disagreement.reference} has been {what}"),
                self._ends(disagreement) if out else self._goes_on(disagreement),
            ),
        )

    def _goes_on(self, disagreement: Disagreement) -> Says:
        return says(
            "Both are about the same thing. Everything goes on in {into}, at {stage}, and you are "
            "in it. Nothing more is asked of you in {reference}; its record goes to your agency "
            "for the {file}. Type /escalate status {into} to see where it stands.",
            into=Reference(self.into),
            stage=self.stage,
            reference=Reference(disagreement.reference),
            file=disagreement.procedure.terms.file,
        )

    def _ends(self, disagreement: Disagreement) -> Says:
        return says(
            "Both are about the same thing. Your access to {into} has ended, so you are not in "
            "it. Nothing more is asked of you in {reference}; its record goes to your agency for "
            "the {file}.",
            into=Reference(self.into),
            reference=Reference(disagreement.reference),
            file=disagreement.procedure.terms.file,
        )


@dataclass(frozen=True, kw_only=True)
class MergeUndone(Entry):
    """The other could not be merged after all, because of what had happened to it meanwhile."""

    kind = "merge_undone"

    other: str
    leave: tuple[str, ...] = ()

    def applied(self, disagreement: Disagreement) -> Disagreement:
        """It stands as if the other had not been taken in."""
        return replace(
            disagreement,
            merged_in=tuple(each for each in disagreement.merged_in if each != self.other),
            joined=tuple(each for each in disagreement.joined if each.of != self.other),
        )

    def owes(self, disagreement: Disagreement) -> Iterable[Owed]:
        """The thread says so; whoever was brought in for it leaves."""
        what = "another was not merged into it after all"
        yield post(summary(disagreement, what), *self.reads(disagreement))
        for person in self.leave:
            yield Release(To(person))

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
    joined = merging.joining(other, disagreement, directory)
    begun = other.reference in disagreement.merged_in  # and stopped half-way: only who came since
    if begun and not joined:
        return []
    return [
        TakenIn(
            at=at,
            by=actor,
            other=other.reference,
            reason=reason,
            other_began=other.began or at,
            joined=joined,
            tells=() if begun else merging.told_only_here(other, disagreement, directory),
        )
    ]


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
    return [
        Merged(
            at=at,
            by=actor,
            into=into.reference,
            stage=into.stage.title,
            reason=reason,
            staying_out=merging.staying_out(disagreement, into, directory),
        )
    ]


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
    came = [each.who for each in disagreement.joined if each.of == other.reference]
    people = [person.id for who in came for person in rights.standing(who, stands, directory)]
    leave = [
        each for each in dict.fromkeys(people) if not rights.may(each, Act.READ, stands, directory)
    ]
    return [replace(undone, leave=tuple(leave))]


def _reason(answers: Mapping[str, str]) -> str:
    sentence = "Say why they are one and the same. The people of both read your reason."
    return forms.text(answers, "reason", sentence)


ENTRIES = (TakenIn, Merged, MergeUndone)

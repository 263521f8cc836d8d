"""Ending without a settlement, and what leaves the record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from escalation import rights
from escalation.directory.people import Directory
from escalation.disagreement import Disagreement, Status, after
from escalation.duties import closing, closing_words, duties, filed
from escalation.entries import CLOCK, Actor, Entries, Entry
from escalation.meetings import not_needed
from escalation.owing import Close, Owed, Recipient, Record, Telling, To, post
from escalation.permissions import Act
from escalation.questions import open_
from escalation.refusals import NotYours
from escalation.taking_part.whose import has_a_file
from escalation.words import forms
from escalation.words.message import Facts, Message, Part, says
from escalation.words.prompts import private, summary
from escalation.words.sides import others_read
from escalation.working_time.calendars import Calendar

SEEN_TO = "Whoever is to see to the {file} for your agency is told so in a message of their own."


@dataclass(frozen=True, kw_only=True)
class Withdrawn(Entry):
    """The raiser took it back, with a reason; this is not a settlement."""

    kind = "withdrawn"

    reason: str

    def applied(self, disagreement: Disagreement) -> Disagreement:
        """It is closed; nothing wakes for it."""
        kept = filed.made(disagreement, self.at, *disagreement.agencies)
        return replace(kept, status=Status.WITHDRAWN, ended=self.at)

    def owes(self, disagreement: Disagreement) -> Iterable[Owed]:
        """Everybody who was told is told; each agency gets its record."""
        yield post(summary(disagreement, "withdrawn"), *self.reads(disagreement))
        for who in disagreement.everybody_told():
            told, topic = self._told(disagreement, who), disagreement.each_time("withdrawn")
            alone = isinstance(who, To)  # a professional's managers may never have heard of it
            yield Telling(topic, who, told, farthest="holder" if alone else "next_tier")
        yield from not_needed.besides(disagreement, disagreement.everybody_told(), self.at)
        for agency in disagreement.agencies:
            yield Record(agency)
        yield Close()

    def reads(self, disagreement: Disagreement) -> tuple[Part, ...]:
        """Who, and why."""
        return (
            says("{who} withdrew it. It was not settled.", who=self.by.titled),
            Facts((("Reason", self.reason),)),
        )

    def _told(self, disagreement: Disagreement, who: Recipient) -> Message:
        goes = closing_words.record_goes(disagreement, who)
        others = any(duties.asked(disagreement, agency) for agency in disagreement.agencies)
        seen_to = others and has_a_file(who, disagreement)
        return private(
            disagreement,
            "withdrawn, and not settled",
            says(
                "{who} has withdrawn it. Nobody is asked for an answer any more.",
                who=self.by.titled,
            ),
            says(
                "It was not settled. The reason is in the thread and on the record{goes}.",
                goes=goes,
            ),
            *not_needed.told(disagreement, who, self.at),
            *((says(SEEN_TO, file=disagreement.terms.file),) if seen_to else ()),
        )


@dataclass(frozen=True, kw_only=True)
class Exported(Entry):
    """A copy of the record was made for somebody; its SHA-256 tells which."""

    kind = "exported"

    agency: str
    to: str
    format: str
    sha256: str

    def reads(self, disagreement: Disagreement) -> tuple[Part, ...]:
        """Which copy, for whom."""
        agency = disagreement.agency_name(self.agency)
        made = says(
            "A copy of the record ({format}) was made for {agency}.",
            format=self.format.upper(),
            agency=agency,
        )
        return (
            made,
            Facts((("SHA-256", self.sha256),)),
        )


def withdraw(
    disagreement: Disagreement,
    at: datetime,
    calendar: Calendar,
    directory: Directory,
    *,
    by: str,
    question: str,
    answers: Mapping[str, str],
) -> Entries:
    """The raiser withdraws it with a reason; every other side is told."""
    actor = may_withdraw(disagreement, directory, by)
    reason = forms.text(
        answers, "reason", f"Say why you withdraw it. {others_read(disagreement)} your reason."
    )
    withdrawn = Withdrawn(at=at, by=actor, reason=reason)
    return [withdrawn, *closing.opened(after(disagreement, withdrawn), at, calendar)]


def may_withdraw(disagreement: Disagreement, directory: Directory, by: str) -> Actor:
    """The raiser, as an actor; or a refusal, also where another side's was merged into it."""
    actor = rights.check(by, Act.WITHDRAW, disagreement, directory)
    open_(disagreement)
    mine = disagreement.agencies[0]
    for other, raisers in disagreement.raised_too.items():
        if theirs := [each for each in raisers if each.agency != mine]:
            who = f"{theirs[0].name} of {disagreement.agency_name(theirs[0].agency)}"
            raise NotYours(
                f"{other}, which {who} raised, was merged into this one, so no side withdraws it "
                "alone. To end it, put an agreement to each agency with “Propose an agreement”. "
                "Nothing has changed."
            )
    return actor


def exported(
    disagreement: Disagreement,
    at: datetime,
    calendar: Calendar,
    directory: Directory,
    *,
    by: str,
    agency: str,
    to: str,
    format: str,
    sha256: str,
) -> Entries:
    """A copy leaves: noted with its digest, whoever asked for it."""
    actor = rights.check(by, Act.EXPORT, disagreement, directory) if by else CLOCK
    return [Exported(at=at, by=actor, agency=agency, to=to, format=format, sha256=sha256)]


ENTRIES = (Withdrawn, Exported)

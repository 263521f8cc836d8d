"""A form that the text has somebody send, as entries: prepared, sent by their own e-mail, arrived."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from escalation.directory.people import PARTNERSHIP
from escalation.disagreement import Disagreement
from escalation.duties import closing, papers
from escalation.duties.carried_out import Done, OnPaper
from escalation.entries import Entry, own_agency
from escalation.owing import Owed, RoleAt, Telling, To, post
from escalation.words.message import Choice, Message, Moment, Part, Quote, says
from escalation.words.naming import called
from escalation.words.notices import notice
from escalation.words.prompts import private, summary
from escalation.working_time import times


@dataclass(frozen=True)
class Passage:
    """What stands in one field of a form, under its label; `stage` where it is of one stage alone."""

    field: str
    label: str
    text: str
    stage: str = ""

    @property
    def headed(self) -> str:
        """Summary of actions taken – Stage 1."""
        return f"{self.label} – {self.stage}" if self.stage else self.label


@dataclass(frozen=True)
class HandedOver:
    """A file that was handed to whoever prepared it, in which format; its SHA-256 tells which."""

    format: str
    sha256: str


@dataclass(frozen=True, kw_only=True)
class FormPrepared(Entry):
    """Somebody prepared a form from the record, and was handed it as files (R-003-53 to R-003-61).

    `passages`: what no chat may hold is not among them; it is completed on their own machine.
    """

    kind = "form_prepared"

    form: str
    title: str
    passages: tuple[Passage, ...]
    files: tuple[HandedOver, ...] = ()

    @property
    def audience(self) -> str:
        """Their own agency, whose form it is: whom it goes to is sent it by their own e-mail."""
        return own_agency(self.by.agency)

    def applied(self, disagreement: Disagreement) -> Disagreement:
        """The next who opens it finds these words in it."""
        now = disagreement.papers.get(self.form, OnPaper())
        now = replace(now, prepared=self.by, prepared_entry=disagreement.version + 1)
        return replace(disagreement, papers={**disagreement.papers, self.form: now})

    def reads(self, disagreement: Disagreement) -> tuple[Part, ...]:
        """Who prepared it, and what stands in it; and which files they were handed."""
        named = ", ".join(f"{each.format.upper()} {each.sha256}" for each in self.files)
        return (
            says(
                "{who} prepared the form “{title}” for {agency}.{files} What is about the person "
                "was not asked for, and stands on no record here.",
                who=self.by.titled,
                title=self.title,
                agency=disagreement.agency_name(self.by.agency),
                files=f" They were handed it as files (SHA-256): {named}." if named else "",
            ),
            *(Quote(each.headed, each.text) for each in self.passages if each.text),
        )


@dataclass(frozen=True, kw_only=True)
class FormSent(Entry):
    """Whoever had it to send says that they have sent it, by their own secure e-mail, and when."""

    kind = "form_sent"

    form: str
    title: str
    to: str
    duty: str
    sent_on: date
    phone: str = ""

    def applied(self, disagreement: Disagreement) -> Disagreement:
        """It is asked of nobody any more."""
        now = disagreement.papers.get(self.form, OnPaper())
        now = replace(now, sent=self.by, sent_on=self.sent_on, arrived=None, arrived_at=None)
        entry = disagreement.version + 1
        done = Done(self.by, self.at, "done", f"Sent on {times.day_and_year(self.sent_on)}.", entry)
        return closing.quieted(
            replace(
                disagreement,
                papers={**disagreement.papers, self.form: now},
                done={**disagreement.done, (self.duty, self.by.agency): done},
            )
        )

    def notices(self, disagreement: Disagreement) -> frozenset[str]:
        """Whom it is sent to."""
        return frozenset({self.to})

    def owes(self, disagreement: Disagreement) -> Iterable[Owed]:
        """The thread says so; whom it was sent to is told to look for it, without a word of it."""
        if disagreement.is_open:
            what = "a form has been sent to the partnership"
            yield post(summary(disagreement, what), *self.reads(disagreement))
        topic = f"form_sent:{self.form}:{disagreement.version}"
        yield Telling(topic, RoleAt(self.to, PARTNERSHIP), self._told(disagreement))

    def reads(self, disagreement: Disagreement) -> tuple[Part, ...]:
        """Who says so, to whom it went, and on which day."""
        return (
            says(
                "{who} says that the form “{title}” was sent to the {to}, by their own secure "
                "e-mail, on {day}.",
                who=self.by.titled,
                title=self.title,
                to=called(disagreement.procedure.role(self.to)),
                day=Moment(times.noon(self.sent_on), "day_and_year"),
            ),
        )

    def _told(self, disagreement: Disagreement) -> Message:
        return notice(
            disagreement,
            "a form has been sent to you by secure e-mail",
            says(
                "{who} of {agency} says that the form “{title}” was sent to you on {day}. Nothing "
                "of what it says is held here for you. You are asked to look for it, and to say "
                "once it has arrived; if it has not, please ring.",
                who=self.by.titled,
                agency=disagreement.agency_name(self.by.agency),
                title=self.title,
                day=Moment(times.noon(self.sent_on), "day"),
            ),
            more=(
                Choice(papers.ARRIVED, papers.IT_HAS_ARRIVED, f"{papers.FORM}:{self.form}", "main"),
            ),
            first=((self.by.name, self.phone),),
        )


@dataclass(frozen=True, kw_only=True)
class FormReceived(Entry):
    """Whom it was sent to, or the Business Manager, says that it has arrived."""

    kind = "form_received"

    form: str
    title: str
    sender: str

    def applied(self, disagreement: Disagreement) -> Disagreement:
        """It has arrived."""
        now = disagreement.papers.get(self.form, OnPaper())
        now = replace(now, arrived=self.by, arrived_at=self.at)
        return replace(disagreement, papers={**disagreement.papers, self.form: now})

    def owes(self, disagreement: Disagreement) -> Iterable[Owed]:
        """The thread says so, and whoever sent it is told."""
        if disagreement.is_open:
            yield post(summary(disagreement, "a form has arrived"), *self.reads(disagreement))
        message = private(disagreement, "your form has arrived", *self.reads(disagreement))
        topic = f"form_received:{self.form}:{disagreement.version}"
        yield Telling(topic, To(self.sender), message, farthest="holder")

    def reads(self, disagreement: Disagreement) -> tuple[Part, ...]:
        """Who says so."""
        said = "{who} says that the form “{title}” has arrived."
        return (says(said, who=self.by.titled, title=self.title),)


ENTRIES = (FormPrepared, FormSent, FormReceived)

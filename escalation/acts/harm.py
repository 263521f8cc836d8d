"""Immediate harm: one press, nothing to fill in; one's own lead and manager are told at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from escalation import rights
from escalation.directory import reaching, ringing
from escalation.directory.people import PARTNERSHIP, Directory
from escalation.directory.ringing import Ring
from escalation.disagreement import Disagreement, Harm, Wake
from escalation.entries import CLOCK, Entries, Entry, own_agency
from escalation.ladder.waking import HARM
from escalation.owing import BUSINESS_MANAGER, Owed, Recipient, Telling, To
from escalation.refusals import NotYours, Stale
from escalation.words.emergency import first_words
from escalation.words.message import Choice, Choices, Heading, Message, Moment, Part, Phone, says
from escalation.words.prompts import summary
from escalation.working_time.calendars import Calendar

UNOPENED_AFTER = timedelta(minutes=15)
ONE_PRESS = timedelta(minutes=1)
NONE_TOLD = "nobody could be told that you pressed Immediate harm"


@dataclass(frozen=True, kw_only=True)
class HarmPressed(Entry):
    """Somebody pressed Immediate harm; it moves no limit and closes nothing.

    R-004-02, R-004-03, R-004-47.
    """

    kind = "harm_pressed"

    to: tuple[Recipient, ...]
    wake_at: datetime
    phone: str = ""

    @property
    def audience(self) -> str:
        """Their own agency: the other is told nothing by this press."""
        return own_agency(self.by.agency)

    def applied(self, disagreement: Disagreement) -> Disagreement:
        """It waits to be opened."""
        harm = Harm(len(disagreement.harm) + 1, self.at, self.by, self.to, self.wake_at)
        return replace(disagreement, harm=(*disagreement.harm, harm))

    def owes(self, disagreement: Disagreement) -> Iterable[Owed]:
        """The presser's own lead and line manager, at once, at any hour."""
        number = len(disagreement.harm)
        message = _alarm(disagreement, self, number)
        for who in self.to:
            yield Telling(f"{HARM}{number}", who, message, urgent=True, farthest="deputy")

    def reads(self, disagreement: Disagreement) -> tuple[Part, ...]:
        """Who pressed."""
        told = "their own lead and line manager were told at once"
        if self.by.agency == PARTNERSHIP and BUSINESS_MANAGER in self.to:
            told = "the Business Manager, or whoever stands in, was told at once"
        if not self.to:
            told = "there was nobody to tell, and they were told to ring"
        return (says("{who} pressed Immediate harm; {told}.", who=self.by.titled, told=told),)


@dataclass(frozen=True, kw_only=True)
class HarmOpened(Entry):
    """Somebody told of immediate harm has said that they have seen it."""

    kind = "harm_opened"

    number: int
    presser: str

    @property
    def audience(self) -> str:
        """Their own agency."""
        return own_agency(self.by.agency)

    def applied(self, disagreement: Disagreement) -> Disagreement:
        """It has been opened, and by whom."""
        return _answered(disagreement, self.number, self.by.person)

    def owes(self, disagreement: Disagreement) -> Iterable[Owed]:
        """Whoever pressed is told who has seen it."""
        heading = f"{disagreement.reference} – {self.by.name} has seen your immediate-harm message"
        message = Message(
            summary(disagreement, "your immediate-harm message has been seen"),
            (first_words(disagreement), Heading(heading)),
        )
        topic = f"harm-seen:{self.number}:{self.by.person}"
        yield Telling(topic, To(self.presser), message, urgent=True, farthest="holder")

    def reads(self, disagreement: Disagreement) -> tuple[Part, ...]:
        """Who has seen it."""
        return (says("{who} has seen the immediate-harm message.", who=self.by.titled),)


@dataclass(frozen=True, kw_only=True)
class HarmUnopened(Entry):
    """Fifteen minutes after the press nobody had said that they have seen it."""

    kind = "harm_unopened"
    schema = 2

    number: int
    agency: str
    presser: str
    ring: tuple[Ring, ...] = ()

    @staticmethod
    def upgraded_from_1(content: dict[str, Any]) -> dict[str, Any]:
        """Before, whom to ring was not said by name."""
        return content

    @property
    def audience(self) -> str:
        """The presser's own agency."""
        return own_agency(self.agency)

    def applied(self, disagreement: Disagreement) -> Disagreement:
        """The presser has been warned, once."""
        return _answered(disagreement, self.number)

    def owes(self, disagreement: Disagreement) -> Iterable[Owed]:
        """Whoever pressed is told to ring, and whom."""
        none = self.ring and not any(each.people for each in self.ring)
        what = NONE_TOLD if none else "nobody has opened your immediate-harm message"
        message = Message(
            summary(disagreement, what),
            (
                first_words(disagreement),
                Heading(f"{disagreement.reference} – {what}"),
                says(
                    "Fifteen minutes have passed. Ring your safeguarding lead or line manager now."
                ),
                *(ringing.shown(each) for each in self.ring),
            ),
        )
        topic = f"harm-unopened:{self.number}"
        yield Telling(topic, To(self.presser), message, urgent=True, farthest="holder")

    def reads(self, disagreement: Disagreement) -> tuple[Part, ...]:
        """That nobody had."""
        return (
            says(
                "Fifteen minutes after the press nobody had opened it; "
                "whoever pressed was told to ring."
            ),
        )


def press(
    disagreement: Disagreement,
    at: datetime,
    calendar: Calendar,
    directory: Directory,
    *,
    by: str,
    again: bool = False,
) -> Entries:
    """Never refused to anybody in the directory, at any stage, open or closed.

    Pressed again within a minute, it is the same alarm, but where whoever has it has gone on leave
    since; after a clock was set back it is another.
    """
    actor = rights.actor(by, disagreement, directory)
    mine = (harm.at for harm in disagreement.harm if harm.by.person == by)
    lately = sum(abs(at - pressed) < ONE_PRESS for pressed in mine)
    if lately > again:  # taken to somebody else once, and not for as long as they go on pressing
        return []
    someone = directory.person(by)
    return [
        HarmPressed(
            at=at,
            by=actor,
            to=ringing.told(actor.agency, by, disagreement, directory),
            wake_at=at + UNOPENED_AFTER,
            phone=someone.phone if someone else "",
        )
    ]


def opened(
    disagreement: Disagreement,
    at: datetime,
    calendar: Calendar,
    directory: Directory,
    *,
    by: str,
    question: str,
) -> Entries:
    """Somebody who was told says that they have seen it."""
    number = question.partition(":")[2]
    harm = next((harm for harm in disagreement.harm if str(harm.number) == number), None)
    if harm is None:
        raise Stale("This message is no longer open. If it is urgent, ring.")
    actor = rights.actor(by, disagreement, directory)
    if not any(_was_told(by, harm, who, disagreement, directory) for who in harm.told):
        raise NotYours(f"This is for whoever was told at the agency of {harm.by.name}.")
    if by in harm.seen:
        raise Stale(f"{harm.by.name} has been told that you have seen it. Ring them now.")
    return [HarmOpened(at=at, by=actor, number=harm.number, presser=harm.by.person)]


def presser(topic: str, disagreement: Disagreement) -> str:
    """Who pressed, where this is what is told of it: they are not asked to ring themselves."""
    pressed = (each.by.person for each in disagreement.harm if topic == f"{HARM}{each.number}")
    return next(pressed, "")


def unopened(disagreement: Disagreement, wake: Wake, at: datetime, directory: Directory) -> Entries:
    """The presser is warned that nobody has opened it, and whom to ring."""
    number = int(wake.id.partition(":")[2])
    harm = next(harm for harm in disagreement.harm if harm.number == number)
    return [
        HarmUnopened(
            at=at,
            by=CLOCK,
            number=number,
            agency=harm.by.agency,
            presser=harm.by.person,
            ring=ringing.everybody(harm, disagreement, directory),
        )
    ]


def _was_told(
    by: str, harm: Harm, who: Recipient, disagreement: Disagreement, directory: Directory
) -> bool:
    """Whether somebody is told of harm as this, though their access has been cut."""
    sought = ringing.sought(harm, who, disagreement, directory)
    told = (str(who), by) in disagreement.stood_in
    return told or by in {each.id for each in reaching.standing(sought, directory)}


def _alarm(disagreement: Disagreement, pressed: HarmPressed, number: int) -> Message:
    return Message(
        summary(disagreement, "immediate harm: ring your colleague now"),
        (
            first_words(disagreement),
            Heading(f"{disagreement.reference} – immediate harm"),
            says(
                "{who} pressed Immediate harm at {at}. Ring them now{on}{number}.",
                who=pressed.by.titled,
                at=Moment(pressed.at),
                on=": " if pressed.phone else "",
                number=Phone(pressed.phone) if pressed.phone else "",
            ),
            Choices(
                (Choice("harm_seen", "I have seen this and am ringing", f"harm:{number}", "main"),)
            ),
        ),
    )


def _answered(disagreement: Disagreement, number: int, by: str = "") -> Disagreement:
    seen = (by,) if by else ()
    return replace(
        disagreement,
        harm=tuple(
            replace(harm, answered=True, seen=(*harm.seen, *seen))
            if harm.number == number
            else harm
            for harm in disagreement.harm
        ),
    )


ENTRIES = (HarmPressed, HarmOpened, HarmUnopened)

"""What is written of the meeting that a procedure asks for: called, and held; two facts, both timed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

from escalation.disagreement import Disagreement, Meeting
from escalation.duties.carried_out import Convened
from escalation.entries import MANAGER, Entry
from escalation.meetings import convening, summons
from escalation.owing import (
    BUSINESS_MANAGER,
    Admit,
    Owed,
    Recipient,
    Release,
    Telling,
    To,
    post,
)
from escalation.taking_part.whose import agency_of
from escalation.words.message import Facts, Moment, Part, Quote, says
from escalation.words.notices import no_exit
from escalation.words.prompts import summary

Outcome = Literal["agreed", "none"]


@dataclass(frozen=True, kw_only=True)
class MeetingCalled(Entry):
    """Somebody has called the meeting that a stage asks for; called again, it has another day.

    R-000-26, R-000-41, R-004-09, R-004-37. `chair` is somebody of the directory, or nobody where
    only a name is known; `released`: who was asked to chair it before, and is not any more.
    `after`: the end of the time in which the text asks for it, where it is called for a later day.
    """

    kind = "meeting_called"
    schema = 2

    stage: str
    number: int
    on: datetime
    ask_at: datetime
    quiet_until: datetime | None = None
    members: tuple[Recipient, ...] = ()
    chair: str = ""
    chair_name: str = ""
    chair_of: str = ""
    facilitator: str = ""
    released: str = ""
    after: datetime | None = None

    @staticmethod
    def upgraded_from_1(content: dict[str, Any]) -> dict[str, Any]:
        """Before, it was not said that its day is later than the text asks."""
        return content

    def applied(self, disagreement: Disagreement) -> Disagreement:
        """It is awaited, in the place of any that was called before it and not held."""
        last = disagreement.convened.get(self.stage)
        held = tuple(each for each in (last.each if last else ()) if each.held)
        since = last.first_called if last and last.held is None else None
        now = replace(
            self._convened, before=held, since=since, called_entry=disagreement.version + 1
        )
        meeting = Meeting(self.number, self.on, self.ask_at, self.by, self.quiet_until)
        return replace(
            disagreement,
            convened={**disagreement.convened, self.stage: now},
            meetings=self.number,
            meeting=meeting,
        )

    def owes(self, disagreement: Disagreement) -> Iterable[Owed]:
        """The thread shows it; those who are called to it are let in and told, and so is its chair."""
        yield post(summary(disagreement, "a meeting has been called"), *self.reads(disagreement))
        for who in self.members:
            yield Admit(who)
            if who != To(self.by.person):
                agency = agency_of(who, disagreement)
                message = summons.to_member(disagreement, self._convened, agency)
                yield Telling(f"called:{self.number}", who, message)
        yield from self._to_the_chair(disagreement)

    def reads(self, disagreement: Disagreement) -> tuple[Part, ...]:
        """Who called it, for when, at which stage, and who chairs it."""
        stage = disagreement.procedure.stage(self.stage)
        called_ = says(
            "{who} called the meeting at {stage}, as the procedure provides, for {on}. Reminders "
            "are quiet until {then}; the limits of the procedure stand.",
            who=self.by.titled,
            stage=stage.label,
            on=Moment(self.on),
            then=Moment(self.quiet_until, "day") if self.quiet_until else "then",
        )
        purpose = (("Purpose", stage.meeting.purpose),) if stage.meeting else ()
        chair = (("Chaired by", self._convened.chaired),) if self.chair_name else ()
        facilitator = (("Facilitated by", self.facilitator),) if self.facilitator else ()
        late = (_is_late(self.after),) if self.after else ()
        return (called_, *late, Facts((*purpose, *chair, *facilitator)))

    @property
    def _convened(self) -> Convened:
        return Convened(
            number=self.number,
            stage=self.stage,
            by=self.by,
            called=self.at,
            on=self.on,
            chair=self.chair,
            chair_name=self.chair_name,
            chair_of=self.chair_of,
            facilitator=self.facilitator,
            members=self.members,
        )

    def _to_the_chair(self, disagreement: Disagreement) -> Iterable[Owed]:
        if self.chair:
            chair, asked = To(self.chair), summons.to_chair(disagreement, self._convened)
            yield Admit(chair, farthest="holder")
            if self.chair != self.by.person:
                yield Telling(f"chairs:{self.number}", chair, asked, farthest="holder")
        elif self.chair_name:
            asked = summons.tell_the_chair(disagreement, self._convened)
            yield Telling(f"chair_told:{self.number}", To(self.by.person), asked)
        if self.released:
            yield Release(To(self.released))
            told = summons.chairs_no_more(disagreement, self._convened)
            topic = f"chairs_no_more:{self.number}"
            yield Telling(topic, To(self.released), told, farthest="holder")


@dataclass(frozen=True, kw_only=True)
class MeetingHeld(Entry):
    """The meeting has been held: when, who took part, and what came of it (R-004-38, R-004-45)."""

    kind = "meeting_held"

    stage: str
    number: int
    held: datetime
    who: str
    outcome: Outcome
    decision: str = ""
    report_at: datetime | None = None
    remind_at: datetime | None = None

    def applied(self, disagreement: Disagreement) -> Disagreement:
        """The window that asks for it is met; nobody is asked whether it has been held."""
        now = convening.changed(
            disagreement,
            self.number,
            held=self.held,
            held_by=self.by,
            decision=self.decision,
            ask_at=self.report_at,
            held_entry=disagreement.version + 1,
        )
        meeting = now.meeting if now.meeting and now.meeting.number != self.number else None
        return replace(
            now,
            meeting=meeting,
            asked=now.asked | now.asks_come(self.at),
            remind_at=self.remind_at or now.remind_at,
        )

    def notices(self, disagreement: Disagreement) -> frozenset[str]:
        """The Business Manager, where no decision was reached and the procedure names nobody further,
        or where she is asked for the report."""
        asked = self._asked(disagreement) if self.report_at else None
        of_it = convening.notices_of_report(asked, disagreement)
        return of_it | MANAGER if self._ends_nowhere(disagreement) else of_it

    def owes(self, disagreement: Disagreement) -> Iterable[Owed]:
        """The thread says so; whoever chaired it is asked to report the issues arising."""
        if disagreement.is_open:
            what = "the meeting has been held"
            yield post(summary(disagreement, what), *self.reads(disagreement))
        convened = self._asked(disagreement)
        if convened and self.report_at:
            yield summons.asks_to_report(disagreement, convened)
        if self._ends_nowhere(disagreement):
            topic = f"no_exit:held:{self.number}"
            yield Telling(topic, BUSINESS_MANAGER, no_exit(disagreement))

    def reads(self, disagreement: Disagreement) -> tuple[Part, ...]:
        """Who says so, when it was held, who took part, and what was decided."""
        return (
            says(
                "{who} recorded that the meeting at {stage} was held on {held}. {came}",
                who=self.by.titled,
                stage=disagreement.procedure.stage(self.stage).label,
                held=Moment(self.held),
                came="A way forward was found."
                if self.outcome == "agreed"
                else "No decision was reached.",
            ),
            Facts((("Who took part", self.who),)),
            *((Quote("What came of it", self.decision),) if self.decision else ()),
        )

    def _asked(self, disagreement: Disagreement) -> Convened | None:
        return convening.numbered(disagreement, str(self.number))

    def _ends_nowhere(self, disagreement: Disagreement) -> bool:
        last = disagreement.stage_tier == len(disagreement.procedure.tiers) - 1
        return self.outcome == "none" and last and disagreement.is_open


def _is_late(by: datetime) -> Part:
    """Nobody is refused a later day; what the text asks is said beside it."""
    return says(
        "The procedure asks for it by the end of {day}; it is called for a later day.",
        day=Moment(by, "day"),
    )

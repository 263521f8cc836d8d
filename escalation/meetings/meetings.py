"""What is written of the meeting that a procedure asks for: called, and held; two facts, both timed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

from escalation.disagreement import Disagreement, Meeting
from escalation.duties import closing
from escalation.duties.carried_out import Convened, Moved, Sits
from escalation.entries import MANAGER, Entry
from escalation.meetings import convening, invited, summons
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
CALLED = "{who} called the meeting at {stage}, as the procedure provides, for {on}."
MOVED = "{who} moved the meeting at {stage} from {was} to {on}."
RECHAIRED = "It has another chair."
ANOTHER_CHAIR = "{who} named another chair for the meeting at {stage}, which stays on {on}."
SAME = "{who} wrote down anew who facilitates the meeting at {stage}, which stays on {on}."


@dataclass(frozen=True, kw_only=True)
class MeetingCalled(Entry):
    """Somebody has called the meeting that a stage asks for; called again, it has another day.

    R-000-26, R-000-41, R-004-09, R-004-37. `chair` is somebody of the directory, or nobody where
    only a name is known; `released`: who was asked to chair it before, and is not any more.
    `after`: the end of the time in which the text asks for it, where it is called for a later day.
    `moved`: in whose place it stands, where one had been called and was not held. `panel`: who comes
    for each agency, where the text says of how many it is (R-003-50), and `not_asked` who did before.
    """

    kind = "meeting_called"
    schema = 4

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
    moved: Moved | None = None
    panel: tuple[Sits, ...] = ()
    not_asked: tuple[str, ...] = ()

    @staticmethod
    def upgraded_from_1(content: dict[str, Any]) -> dict[str, Any]:
        """Before, it was not said that its day is later than the text asks."""
        return content

    @staticmethod
    def upgraded_from_2(content: dict[str, Any]) -> dict[str, Any]:
        """Before, one that was moved was said to be called again."""
        return content

    @staticmethod
    def upgraded_from_3(content: dict[str, Any]) -> dict[str, Any]:
        """Before, nobody was named by agency."""
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
        called = replace(
            disagreement,
            convened={**disagreement.convened, self.stage: now},
            meetings=self.number,
            meeting=meeting,
        )
        return closing.quieted(called)

    def owes(self, disagreement: Disagreement) -> Iterable[Owed]:
        """The thread shows it; those who are called to it are let in and told, and so is its chair."""
        yield post(summary(disagreement, self._what), *self.reads(disagreement))
        for who in self.members:
            yield Admit(who)
            if who != To(self.by.person):
                yield from self._to_a_member(disagreement, who)
        yield from self._to_the_chair(disagreement)
        for person in self.not_asked:
            over = invited.no_more(disagreement, self._convened)
            yield Release(To(person))
            yield Telling(f"not_on_panel:{self.number}", To(person), over, farthest="holder")

    def reads(self, disagreement: Disagreement) -> tuple[Part, ...]:
        """Who called it, for when, at which stage, and who chairs it."""
        stage = disagreement.procedure.stage(self.stage)
        called_ = says(
            f"{self._did} Reminders are quiet until {{then}}; the limits of the procedure stand.",
            who=self.by.titled,
            stage=stage.label,
            was=Moment(self.moved.on if self.moved else self.on),
            on=Moment(self.on),
            then=Moment(self.quiet_until, "day") if self.quiet_until else "then",
        )
        purpose = (("Purpose", stage.meeting.purpose),) if stage.meeting else ()
        chair = (("Chaired by", self._convened.chaired),) if self.chair_name else ()
        facilitator = (("Facilitated by", self.facilitator),) if self.facilitator else ()
        late = (_is_late(self.after),) if self.after else ()
        who = "; ".join(f"{each.name} ({each.agency_name})" for each in self.panel)
        comes = (("Who comes", who),) if who else ()
        return (called_, *late, Facts((*purpose, *chair, *facilitator, *comes)))

    @property
    def _has_another_day(self) -> bool:
        return self.moved is None or self.moved.on != self.on

    @property
    def _has_another_chair(self) -> bool:
        return self.moved is None or self.moved.rechaired

    @property
    def _what(self) -> str:
        if self.moved is None:
            return "a meeting has been called"
        if self._has_another_day:
            return "the meeting has been moved"
        return "another chair" if self._has_another_chair else "the meeting stays on its day"

    @property
    def _did(self) -> str:
        """What whoever calls it has done: called it, moved it, or named another chair."""
        if self.moved is None:
            return CALLED
        if self._has_another_day:
            return f"{MOVED} {RECHAIRED}" if self._has_another_chair else MOVED
        return ANOTHER_CHAIR if self._has_another_chair else SAME

    def _to_a_member(self, disagreement: Disagreement, who: Recipient) -> Iterable[Owed]:
        """Called to it; of one to which they have been called already, they hear what has changed."""
        agency = agency_of(who, disagreement)
        if self.moved is None or who not in self.moved.called:
            own = agency in disagreement.agencies
            to = summons.to_member if own else invited.guest
            yield Telling(f"called:{self.number}", who, to(disagreement, self._convened, agency))
        elif self._has_another_day:
            yield self._tells_the_day(disagreement, self.moved, who, agency)
        elif self._has_another_chair:
            message = summons.another_chair(disagreement, self._convened)
            yield Telling(f"rechaired:{self.number}", who, message)

    def _tells_the_day(
        self, disagreement: Disagreement, moved: Moved, who: Recipient, agency: str = ""
    ) -> Telling:
        message = summons.moved(disagreement, self._convened, moved.on, agency)
        return Telling(f"moved:{self.number}", who, message)

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
            panel=self.panel,
        )

    def _to_the_chair(self, disagreement: Disagreement) -> Iterable[Owed]:
        is_other = self._has_another_chair
        if self.chair:
            chair, asked = To(self.chair), summons.to_chair(disagreement, self._convened)
            yield Admit(chair, farthest="holder")
            if self.chair != self.by.person and is_other:
                yield Telling(f"chairs:{self.number}", chair, asked, farthest="holder")
            elif self.chair != self.by.person and self.moved and self._has_another_day:
                told = self._tells_the_day(disagreement, self.moved, chair)
                yield replace(told, farthest="holder")
        elif self.chair_name and (is_other or self._has_another_day):
            asked = summons.tell_the_chair(disagreement, self._convened, again=not is_other)
            yield Telling(f"chair_told:{self.number}", To(self.by.person), asked)
        if self.moved and self.moved.tells:
            told_no_more = summons.tell_no_more(disagreement, self._convened)
            yield Telling(f"chair_not:{self.number}", To(self.moved.tells), told_no_more)
        if self.released:
            yield Release(To(self.released))
            over = summons.chairs_no_more(disagreement, self._convened)
            topic = f"chairs_no_more:{self.number}"
            yield Telling(topic, To(self.released), over, farthest="holder")


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

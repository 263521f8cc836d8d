"""That the clock asked somebody: whose turn it is, the side that raised it, the Business Manager."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from escalation.directory.people import PARTNERSHIP
from escalation.disagreement import Disagreement, Turn
from escalation.entries import MANAGER, Actor, Entry
from escalation.ladder import patience
from escalation.meetings.was_it_held import was_it_held
from escalation.owing import BUSINESS_MANAGER, Owed, Telling, To
from escalation.words.message import Message, Moment, Part, says
from escalation.words.notices import no_exit, waits
from escalation.words.reminders import quiet, reminder, until_they_meet


@dataclass(frozen=True, kw_only=True)
class Asked(Entry):
    """Whoever's turn it is was asked, or reminded; `wake` says which moment this answers.

    `awaits`: a day to come on which they meet, of which they were reminded, and asked nothing.
    """

    kind = "asked"
    schema = 2

    wake: str
    tier: int
    next_at: datetime | None
    also: Actor | None = None
    awaits: datetime | None = None

    @staticmethod
    def upgraded_from_1(content: dict[str, Any]) -> dict[str, Any]:
        """Before, they were asked whether it is settled, also where a day to meet was to come."""
        return content

    def applied(self, disagreement: Disagreement) -> Disagreement:
        """Asked; and the next time is known, if there is one."""
        kind = self._kind
        now = replace(
            disagreement,
            asked=disagreement.asked | {self.wake} | disagreement.asks_come(self.at),
            reminded=disagreement.reminded + (kind == "remind"),
            meeting=None if kind == "meeting" else disagreement.meeting,
            remind_at=disagreement.remind_at if kind == "quiet" else self.next_at,
            last_act=self._met(disagreement) if kind == "meeting" else disagreement.last_act,
        )
        again = kind == "quiet" and self.next_at
        return patience.asked_later(now, again) if again else now

    def notices(self, disagreement: Disagreement) -> frozenset[str]:
        """The Business Manager, where the source gives nobody further."""
        return MANAGER if self._kind in ("top", "waits") else frozenset()

    def owes(self, disagreement: Disagreement) -> Iterable[Owed]:
        """Whoever's turn it is, in their working time; at the top the Business Manager at once."""
        if self._kind == "quiet":
            yield from self._whether_to_move_up(disagreement)
            return
        if self._kind == "waits":
            yield Telling(self.wake, BUSINESS_MANAGER, waits(disagreement))
            return
        if self._kind == "top":
            again = self.wake if self.wake.count(":") > 1 else ""  # its times were counted again
            topic = ":".join(filter(None, ("no_exit", again)))
            yield Telling(topic, BUSINESS_MANAGER, no_exit(disagreement))
        topic = self.wake if self._kind in ("ask", "top") else f"{self.wake}:{self.tier}"
        for turn in self._turns(disagreement):
            yield Telling(topic, turn.who, self._said(disagreement, turn), nudge=True)

    def reads(self, disagreement: Disagreement) -> tuple[Part, ...]:
        """That they were asked."""
        if self._kind == "quiet":
            return (says("The side that raised it was asked whether to move it up."),)
        if self._kind == "waits":
            return (says("The Business Manager was told that it waits for a meeting."),)
        if self.awaits:
            return (
                says(
                    "Whoever's turn it was at each agency was reminded of the meeting on {on}.",
                    on=Moment(self.awaits),
                ),
            )
        return (says("Whoever's turn it was at each agency was asked whether it is settled."),)

    @property
    def _kind(self) -> str:
        return self.wake.partition(":")[0]

    def _met(self, disagreement: Disagreement) -> datetime | None:
        """The day on which people met, unless they have acted since: the quiet begins with it."""
        meeting = disagreement.meeting
        times = (disagreement.last_act, meeting.on if meeting else None)
        return max((each for each in times if each), default=None)

    def _turns(self, disagreement: Disagreement) -> Iterable[Turn]:
        """Whose turn it is; and whoever gave the day of a meeting, if it is theirs no more."""
        yield from disagreement.turns()
        if self.also:
            yield Turn(self.also.agency, disagreement.stage_tier, To(self.also.person))

    def _said(self, disagreement: Disagreement, turn: Turn) -> Message:
        """What is asked of them; of the office, which has no turn, whether it met as it called it."""
        convened = disagreement.convened.get(disagreement.stage.id)
        no_turn = self.also is not None and turn.who == To(self.also.person)
        if convened and no_turn and turn.agency == PARTNERSHIP:
            return was_it_held(disagreement, convened)
        return (until_they_meet if self.awaits else reminder)(disagreement, turn)

    def _whether_to_move_up(self, disagreement: Disagreement) -> Iterable[Telling]:
        side = disagreement.sides[0]
        message = quiet(disagreement, side.agency)
        for person in side.people:
            yield Telling(self.wake, To(person), message, nudge=True)

"""What became of a duty, and what somebody says that there is to learn: as entries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from escalation.directory.people import PARTNERSHIP
from escalation.disagreement import Disagreement
from escalation.duties import allowing, arising, closing, duties, responding
from escalation.duties.arising import READ_THEM
from escalation.duties.carried_out import Done, Flagged, How
from escalation.duties.closing_words import agency_name
from escalation.duties.copies import OPENS, given_to, gives
from escalation.entries import SIDES, Entry, own_agency
from escalation.owing import Owed, RoleAt, Telling
from escalation.texts.stages import Content
from escalation.words.message import Facts, Message, Part, Quote, says
from escalation.words.notices import notice

What = Literal["lessons", "gaps", "fundamental"]
ANSWERED: Mapping[How, str] = {
    "done": "has seen to this",
    "declined": "has said that this is not done",
    "yes": "has considered this, and the answer is yes",
    "no": "has considered this, and the answer is no",
}
FLAGGED: Mapping[What, str] = {
    "lessons": "there are lessons for future practice",
    "gaps": "there are gaps in policies or procedures",
    "fundamental": "it speaks to a fundamental issue within the safeguarding system",
}


@dataclass(frozen=True, kw_only=True)
class DutyAnswered(Entry):
    """A duty was ticked with its evidence, or declined with a reason; or decided, with a reason.

    `what` is what the procedure asked, in its words; `tells` whom of the office it is passed on to,
    and `content` what of it they are given. `in_place_of`: the role for which the office's manager
    answered; `phone`: where whoever answered can be rung. Written by the clock once everybody who was
    to hear has said that they have.
    """

    kind = "duty_answered"
    schema = 3

    duty: str
    agency: str
    how: How
    what: str
    words: str = ""
    tells: tuple[str, ...] = ()
    content: Content = "notice"
    in_place_of: str = ""
    phone: str = ""
    tells_agencies: bool = False

    @staticmethod
    def upgraded_from_1(content: dict[str, Any]) -> dict[str, Any]:
        """Before, the number of whoever answered was not kept with it."""
        return content

    @staticmethod
    def upgraded_from_2(content: dict[str, Any]) -> dict[str, Any]:
        """Before, nothing that was answered was for each side to have."""
        return content

    @property
    def audience(self) -> str:
        """A side's own duties are its own, unless it is passed on to the partnership: then each side
        reads what became of it, as of the partnership's, and nobody is told what others may not read."""
        is_own = self.agency != PARTNERSHIP and not self.given and not self.responds
        return own_agency(self.agency) if is_own else SIDES

    @property
    def given(self) -> tuple[str, ...]:
        """The roles that are told: of what was declined nobody is."""
        return () if self.how == "declined" else self.tells

    def applied(self, disagreement: Disagreement) -> Disagreement:
        """It is left no more; whoever is given the details may read from then on, and whoever is given
        the issues may read those."""
        entry = disagreement.version + 1
        done = Done(self.by, self.at, self.how, self.words, entry)
        opens = frozenset(self.given) if self.content in OPENS else frozenset()
        read = arising.given(disagreement, self.given, self._issues(disagreement, entry))
        return closing.quieted(
            replace(
                read,
                done={**disagreement.done, (self.duty, self.agency): done},
                copied=disagreement.copied | opens,
            )
        )

    def notices(self, disagreement: Disagreement) -> frozenset[str]:
        """The roles of the office that are told."""
        return frozenset(self.given)

    def owes(self, disagreement: Disagreement) -> Iterable[Owed]:
        """Whoever the procedure has told of it is, as much as it gives them."""
        done = disagreement.done.get((self.duty, self.agency))
        # What is flagged in the same act has it due anew: each time is told of apart all the same.
        entry = done.entry if done else disagreement.version
        topic = f"duty_answered:{self.duty}:{self.agency}:{entry}"
        message = self._told(disagreement, bool(self._issues(disagreement, entry)))
        for role in self.given:
            yield Telling(topic, RoleAt(role, PARTNERSHIP), message)
        if self.responds:
            yield from responding.owes(
                disagreement, self.duty, entry, self.by, self.reads(disagreement), self.phone
            )

    @property
    def responds(self) -> bool:
        """Whether each side is given its words: of what was declined none is."""
        return self.tells_agencies and self.how != "declined"

    def reads(self, disagreement: Disagreement) -> tuple[Part, ...]:
        """Who, for whom, what the procedure asked, and their words."""
        if not self.by.agency and not self.words:
            each = "Everybody at {agency} who was to hear has said that they have read it: {what}"
            return (says(each, agency=self._for(disagreement), what=self.what),)
        on_behalf = f", in place of the {self.in_place_of}," if self.in_place_of else ""
        return (
            says(
                "{who}{on_behalf} {answered}, for {agency}: {what}",
                who=self.by.titled,
                on_behalf=on_behalf,
                answered=ANSWERED[self.how],
                agency=self._for(disagreement),
                what=self.what,
            ),
            *((Facts(((self._label(disagreement), self.words),)),) if self.words else ()),
            *given_to(disagreement, ((role, self.content) for role in self.given)),
        )

    def _for(self, disagreement: Disagreement) -> str:
        return agency_name(disagreement, self.agency)

    def _label(self, disagreement: Disagreement) -> str:
        if self.responds and not responding.is_confirmation(disagreement, self.duty):
            return "Written response"
        if self.how == "done":
            return "Where it is filed" if self.duty.endswith(":record") else "Evidence"
        return "Reason"

    def _issues(self, disagreement: Disagreement, entry: int) -> frozenset[int]:
        """The entries whose issues are given, where it is those that the procedure gives."""
        if self.content != "issues":
            return frozenset()
        return arising.passed_on(disagreement, self.duty, entry)

    def _told(self, disagreement: Disagreement, arisen: bool) -> Message:
        return notice(
            disagreement,
            "the procedure passes something on to you",
            says(
                "{who}{in_place_of} {answered}: {what}",
                who=self.by.titled,
                in_place_of=f", in place of the {self.in_place_of}," if self.in_place_of else "",
                answered=ANSWERED[self.how],
                what=self.what,
            ),
            *gives(self.content, arisen=arisen),
            opens=self.content in OPENS,
            more=(READ_THEM,) if arisen else (),
            first=((self.by.name, self.phone),) if self.by.agency else (),
        )


@dataclass(frozen=True, kw_only=True)
class IssuesFlagged(Entry):
    """Somebody says that there are lessons for future practice, or gaps in policies and procedures.

    R-000-45, R-000-52, R-001-29, R-001-42, R-003-52, R-004-42, R-004-52.
    """

    kind = "issues_flagged"

    what: What
    issues: str

    def applied(self, disagreement: Disagreement) -> Disagreement:
        """Whatever the procedure asks for it is due: anew, where it had been seen to before."""
        entry = disagreement.version + 1
        flagged = Flagged(self.what, self.by, self.at, self.issues, entry)
        procedure = disagreement.procedure
        anew = {duty.id for duty in duties.of_learning(procedure) if self.what in duty.after}
        return replace(
            disagreement,
            flagged=(*disagreement.flagged, flagged),
            done={key: one for key, one in disagreement.done.items() if key[0] not in anew},
            fallen_due={k: one for k, one in disagreement.fallen_due.items() if k[0] not in anew},
            duty_told={k: to for k, to in disagreement.duty_told.items() if k[0] not in anew},
        )

    def notices(self, disagreement: Disagreement) -> frozenset[str]:
        """The roles of the partnership that may now do something, and are asked for nothing."""
        return allowing.roles(disagreement, self.what)

    def owes(self, disagreement: Disagreement) -> Iterable[Owed]:
        """Those who may do something because of it hear that they may."""
        yield from allowing.owes(disagreement, self.what, len(disagreement.flagged))

    def reads(self, disagreement: Disagreement) -> tuple[Part, ...]:
        """Who says so, and the issues arising, in their words."""
        return (
            says("{who} said that {what}.", who=self.by.titled, what=FLAGGED[self.what]),
            Quote("Issues arising", self.issues),
        )


ENTRIES = (DutyAnswered, IssuesFlagged)

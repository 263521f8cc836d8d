"""The chair's report: the issues arising from a meeting that was held, passed on once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from escalation import rights
from escalation.directory.people import PARTNERSHIP, Directory
from escalation.disagreement import Disagreement, Status, Wake, after
from escalation.duties import arising
from escalation.duties.carried_out import Convened
from escalation.entries import CLOCK, MANAGER, Entries, Entry
from escalation.ladder import ladder
from escalation.meetings import convening, summons
from escalation.owing import BUSINESS_MANAGER, Owed, Release, RoleAt, Telling, To, post
from escalation.permissions import Act
from escalation.questions import open_
from escalation.refusals import NotNow, NotYours, Stale
from escalation.taking_part import own_capacity, relating
from escalation.taking_part.relating import of_the_office
from escalation.words import forms
from escalation.words.message import Part, Quote, says
from escalation.words.prompts import summary
from escalation.working_time.calendars import Calendar

# So often whoever chaired it has been asked when the Business Manager hears of it.
MANAGER_HEARS = 2
CHANGED = (
    "{reference} goes by another text since this form was opened, and the issues might go to others "
    "than it says. Nothing has changed, and what you typed is kept: press “Report the issues” anew."
)
REPORTED = "The issues arising have been reported already. Nothing has changed."


@dataclass(frozen=True, kw_only=True)
class ChairReported(Entry):
    """The issues arising from a meeting were passed on to whom the text names (R-000-44, R-004-41).

    `released`: who chaired it, and has no other part: theirs ends with the report. `phone`: where
    whoever reports can be rung.
    """

    kind = "chair_reported"
    schema = 3

    stage: str
    number: int
    issues: str
    to: tuple[str, ...]
    behalf: bool = False
    released: str = ""
    phone: str = ""

    @staticmethod
    def upgraded_from_1(content: dict[str, Any]) -> dict[str, Any]:
        """Before, nobody was let out of its channel for having reported."""
        return content

    @staticmethod
    def upgraded_from_2(content: dict[str, Any]) -> dict[str, Any]:
        """Before, the number of whoever reported was not kept with it."""
        return content

    def applied(self, disagreement: Disagreement) -> Disagreement:
        """It has been done for this meeting; those to whom it is reported may read these issues."""
        entry = disagreement.version + 1
        done = {"reported": True, "ask_at": None, "report_entry": entry}
        reported = convening.changed(disagreement, self.number, **done)
        return arising.given(reported, self.to, frozenset({entry}))

    def notices(self, disagreement: Disagreement) -> frozenset[str]:
        """Those to whom it is reported: they are told of it, and given the issues alone."""
        return frozenset(self.to)

    def owes(self, disagreement: Disagreement) -> Iterable[Owed]:
        """Each of them is told, without the words; the thread says so while there is one."""
        if disagreement.is_open:
            what = "the issues arising have been reported"
            yield post(summary(disagreement, what), *self.reads(disagreement))
        convened = convening.numbered(disagreement, str(self.number))
        by = f"{self.by.titled} reports them{', on the chair’s behalf' if self.behalf else ''}"
        for role in self.to:
            if convened:
                message = summons.reported(disagreement, convened, by, (self.by.name, self.phone))
                yield Telling(f"chair_report:{self.number}", RoleAt(role, PARTNERSHIP), message)
        if convened and self.released:
            yield Release(To(self.released))
            told = summons.part_is_over(disagreement, convened)
            topic = f"chair_done:{self.number}"
            yield Telling(topic, To(self.released), told, farthest="holder")

    def reads(self, disagreement: Disagreement) -> tuple[Part, ...]:
        """Who reported them, for whom, and to whom; and the words."""
        to = " and the ".join(disagreement.procedure.role(role).title for role in self.to)
        behalf = ", on behalf of whoever chaired it" if self.behalf else ""
        return (
            says(
                "{who} reported the issues arising from the meeting at {stage} to the {to}{behalf}.",
                who=self.by.titled,
                stage=disagreement.procedure.stage(self.stage).label,
                to=to,
                behalf=behalf,
            ),
            Quote("The issues arising", self.issues),
        )


@dataclass(frozen=True, kw_only=True)
class ChairAsked(Entry):
    """Whoever chaired a meeting was asked once more to report the issues arising."""

    kind = "chair_asked"

    stage: str
    number: int
    next_at: datetime

    def applied(self, disagreement: Disagreement) -> Disagreement:
        """Asked; and the next time is known."""
        asked = self._asked(disagreement) + 1
        return convening.changed(disagreement, self.number, asked=asked, ask_at=self.next_at)

    def notices(self, disagreement: Disagreement) -> frozenset[str]:
        """The Business Manager, once it has been asked for twice, or where she is asked for it."""
        convened = convening.numbered(disagreement, str(self.number))
        asked = convening.notices_of_report(convened, disagreement)
        return MANAGER if self._asked(disagreement) == MANAGER_HEARS else asked

    def owes(self, disagreement: Disagreement) -> Iterable[Owed]:
        """They are asked in their working time, whatever has become of the disagreement since."""
        convened = convening.numbered(disagreement, str(self.number))
        if convened is None:
            return
        yield (asks := summons.asks_to_report(disagreement, convened, nudge=True))
        if convened.asked == MANAGER_HEARS and asks.to != BUSINESS_MANAGER:
            awaited = summons.report_awaited(disagreement, convened)
            yield Telling(f"chair_awaited:{self.number}", BUSINESS_MANAGER, awaited)

    def reads(self, disagreement: Disagreement) -> tuple[Part, ...]:
        """That they were asked."""
        stage = disagreement.procedure.stage(self.stage).label
        return (
            says(
                "Whoever reports the issues arising from the meeting at {stage} was asked to do so.",
                stage=stage,
            ),
        )

    def _asked(self, disagreement: Disagreement) -> int:
        convened = convening.numbered(disagreement, str(self.number))
        return convened.asked if convened else 0


def chair_report(
    disagreement: Disagreement,
    at: datetime,
    calendar: Calendar,
    directory: Directory,
    *,
    by: str,
    question: str,
    answers: Mapping[str, str],
) -> Entries:
    """The chair reports, or whoever called the meeting or the Business Manager on their behalf."""
    _has_reported(by, disagreement)
    actor = rights.check(by, Act.CHAIR_REPORT, disagreement, directory)
    convened = _held(disagreement, question)
    _may(by, convened, disagreement, directory)
    _asks_this(question, convened, disagreement)
    actor = own_capacity.at_meeting(actor, convened, disagreement, directory)
    issues, someone = _words(answers), directory.person(by)
    entry = ChairReported(
        at=at,
        by=actor,
        stage=convened.stage,
        number=convened.number,
        issues=issues,
        to=convening.left_to_tell(disagreement, convened),
        behalf=by != convened.chair,
        phone=someone.phone if someone else "",
    )
    return [replace(entry, released=_released(entry, convened, disagreement, directory))]


def may_report(disagreement: Disagreement, directory: Directory, by: str) -> None:
    """Nothing, or a refusal: nothing is to be reported, or it is for others to do."""
    _has_reported(by, disagreement)
    rights.check(by, Act.CHAIR_REPORT, disagreement, directory)
    convened = _held(disagreement, "")
    _may(by, convened, disagreement, directory)


def woken(disagreement: Disagreement, wake: Wake, at: datetime, calendar: Calendar) -> Entries:
    """It has still to be reported: whoever chaired it is asked, and again on the third working day."""
    number = wake.id.split(":")[1]
    convened = convening.numbered(disagreement, number)
    assert convened
    next_at = ladder.morning(at, 3, calendar)
    return [
        ChairAsked(at=at, by=CLOCK, stage=convened.stage, number=convened.number, next_at=next_at)
    ]


def _has_reported(by: str, disagreement: Disagreement) -> None:
    """Nothing, or a refusal: whoever chaired it hears that it is done, also with their part over."""
    if by in disagreement.cut or relating.chairs(by, disagreement):
        return
    if any(each.reported and each.chair == by for each in convening.every(disagreement)):
        raise Stale(REPORTED)


def _words(answers: Mapping[str, str]) -> str:
    return forms.text(answers, "issues", "Say what the issues arising are, in a few sentences.")


def _released(
    entry: ChairReported, convened: Convened, disagreement: Disagreement, directory: Directory
) -> str:
    """Whoever chaired it, unless they chair another or have another part in it."""
    stays = rights.may(convened.chair, Act.READ, after(disagreement, entry), directory)
    return (
        "" if stays or not convened.chair or convened.chair in disagreement.cut else convened.chair
    )


def _held(disagreement: Disagreement, question: str) -> Convened:
    """The meeting of which the issues are reported: held, and not reported yet."""
    if disagreement.status is Status.MERGED:
        open_(disagreement)
    if found := convening.to_report(disagreement, question):
        return found
    done = next((each for each in convening.every(disagreement) if each.reported), None)
    if done:
        raise Stale(REPORTED)
    raise NotNow(
        "The issues arising are reported once a meeting of which the procedure asks it has been "
        "recorded as held. Nothing has changed."
    )


def _asks_this(question: str, convened: Convened, disagreement: Disagreement) -> None:
    """Nothing, or a refusal: a form of before the text changed does not say to whom it goes by now."""
    now = convening.report(convened, disagreement).question
    if question.startswith("chair:") and question != now:
        raise Stale(CHANGED.format(reference=disagreement.reference))


def _may(by: str, convened: Convened, disagreement: Disagreement, directory: Directory) -> None:
    if by in (convened.chair, convened.by.person):
        return
    if of_the_office(by, MANAGER, disagreement, directory):
        return
    chair = f"{convened.chair_name}, who chaired the meeting, or " if convened.chair else ""
    raise NotYours(
        f"This is for {chair}{convened.by.name}, who called it, or the Business Manager. "
        "Nothing has changed."
    )


ENTRIES = (ChairReported, ChairAsked)

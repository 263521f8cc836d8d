"""Referred outside: somebody outside has been asked too, as the text allows; here it goes on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from escalation import questions, rights
from escalation.directory.people import Directory
from escalation.disagreement import Disagreement
from escalation.entries import Entries, Entry
from escalation.ladder import referring
from escalation.ladder.referring import Outside
from escalation.owing import Owed, Recipient, Telling, To, post
from escalation.permissions import Act
from escalation.refusals import Unusable
from escalation.words import forms
from escalation.words.message import Facts, Part, Quote, says
from escalation.words.prompts import private, summary
from escalation.working_time import times
from escalation.working_time.calendars import Calendar

GOES_ON = (
    "It goes on here all the same: nothing is paused, nothing is closed, and no limit of the "
    "procedure moves."
)


@dataclass(frozen=True, kw_only=True)
class ReferredOutside(Entry):
    """It was referred to somebody outside, on a day that is said; it neither closes nor pauses.

    `to` as the text of that time called it; `number` is what it is filed under there.
    """

    kind = "referred_outside"

    outside: str
    to: str
    on: date
    words: str
    number: str = ""

    def applied(self, disagreement: Disagreement) -> Disagreement:
        """It stands with where it stands, beside any other; nothing moves."""
        referred = Outside(self.to, self.on, self.by)
        return replace(disagreement, outside=(*disagreement.outside, referred))

    def owes(self, disagreement: Disagreement) -> Iterable[Owed]:
        """The thread shows it; each side's professionals, and whose turn it is, hear of it once."""
        what = "it has been referred outside"
        yield post(summary(disagreement, what), *self.reads(disagreement))
        message = private(
            disagreement,
            what,
            says(
                "{who} has said that it was referred to {to} on {on}. {goes_on} The rest is in its "
                "thread.",
                who=self.by.titled,
                to=self.to,
                on=times.day_and_year(self.on),
                goes_on=GOES_ON,
            ),
        )
        topic = f"outside:{len(disagreement.outside)}"
        yield from (Telling(topic, who, message) for who in self._others(disagreement))

    def reads(self, disagreement: Disagreement) -> tuple[Part, ...]:
        """To whom, on which day, and what whoever referred it has to say."""
        number = (("Filed there under", self.number),) if self.number else ()
        return (
            says("{who} recorded that it was referred to {to}.", who=self.by.titled, to=self.to),
            Facts((("Referred on", times.day_and_year(self.on)), *number)),
            Quote("What was referred, and why", self.words),
            says("{goes_on}", goes_on=GOES_ON),
        )

    def _others(self, disagreement: Disagreement) -> Iterable[Recipient]:
        turns = (turn.who for turn in disagreement.turns())
        everybody = dict.fromkeys((*disagreement.practitioners(), *turns))
        return (who for who in everybody if who != To(self.by.person))


def refer_outside(
    disagreement: Disagreement,
    at: datetime,
    calendar: Calendar,
    directory: Directory,
    *,
    by: str,
    question: str,
    answers: Mapping[str, str],
) -> Entries:
    """Somebody at work on it says that it was referred outside; no stage is entered by that."""
    actor = rights.check(by, Act.REFER_OUTSIDE, disagreement, directory)
    questions.open_(disagreement)
    outside = referring.to(disagreement, answers.get("outside", ""))
    on = forms.day(answers, "referred_on", "Give the day on which it was referred.")
    if on > times.civil(at).date():
        raise Unusable("referred_on", "This is in the future. Record it once it has been referred.")
    words = forms.text(answers, "text", "Say what was referred, and why.")
    number = answers.get("number", "").strip()
    return [
        ReferredOutside(
            at=at, by=actor, outside=outside.id, to=outside.to, on=on, words=words, number=number
        )
    ]


def may_refer(disagreement: Disagreement, directory: Directory, by: str) -> None:
    """Nothing, or a refusal: the text of this disagreement names nobody outside."""
    referring.named(disagreement)


ENTRIES = (ReferredOutside,)

"""The crowd: many disagreements at once, by people who do a thing again until they hear that it is done."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from itertools import permutations
from random import Random

from bot.app import App
from escalation.acts import raise_
from escalation.acts.raise_ import Raising
from handlers.request import Done, Request
from storage.database import NotAnswered
from tests.torture.cases import FATES, Cast, Step
from tests.torture.staff import PROFESSIONALS, staff
from tests.torture.turnstile import Turnstile

AREA = "Reading"


@dataclass
class Case:
    """One disagreement of the crowd, and what is still to be done about it."""

    key: str
    raiser: str
    raising: Raising
    steps: list[Step]
    reference: str = ""
    pressed: Request | None = None


@dataclass
class Crowd:
    """Everybody who is at work on something, acting through the installation as people do."""

    app: App
    turnstile: Turnstile
    luck: Random
    cases: list[Case] = field(default_factory=list)
    acknowledged: list[tuple[str, str]] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    again: int = 0

    def gathers(self, cases: int, at: datetime) -> None:
        """So many disagreements are about to be raised, between pairs drawn by luck."""
        pairs = [
            (ours, theirs, n)
            for ours, theirs in permutations(staff(), 2)
            for n in range(PROFESSIONALS)
        ]
        for number in range(cases):
            ours, theirs, n = self.luck.choice(pairs)
            raiser, other = ours.professionals[n], theirs.professionals[n]
            cast = Cast(number, raiser, other, ours, theirs, self.app)
            began = at - timedelta(minutes=self.luck.randrange(600))
            steps = list(FATES[number % len(FATES)](cast))
            raising = _raising(number, other, began)
            self.cases.append(Case(f"crowd:open:{number}", raiser, raising, steps))

    @property
    def waiting(self) -> list[Case]:
        """What somebody has still to do something about."""
        return [case for case in self.cases if case.steps or not case.reference]

    def acts(self) -> None:
        """Somebody does the next thing, or the same thing again."""
        if waiting := self.waiting:
            try:
                self._acts(self.luck.choice(waiting))
            except NotAnswered:
                self.again += 1  # they were told that it was not saved: they do it again

    def _acts(self, case: Case) -> None:
        if not case.reference:
            case.reference = self._raised(case)
            self.acknowledged.append((case.reference, case.key))
        elif case.pressed or self._is_ready(case):
            self._presses(case)

    def _raised(self, case: Case) -> str:
        return self.app.store.open(
            partial(raise_.open_, raising=case.raising, by=case.raiser),
            procedure=self.app.desk.procedures[AREA],
            key=case.key,
            at=self.app.clock.now(),
        )

    def _is_ready(self, case: Case) -> bool:
        """Whether its next step can be done; what it is about may have ended before."""
        disagreement = self.app.store.disagreement(case.reference)
        if not disagreement.is_open:
            case.steps.clear()
        elif case.steps[0].ready(disagreement):
            case.pressed = case.steps[0].request(disagreement)
        return case.pressed is not None

    def _presses(self, case: Case) -> None:
        """Under the same key however often; a refusal is an answer too, and would be wrong here."""
        assert case.pressed
        with self.turnstile.working():  # immediate harm is delivered by whoever hears of it
            reply = self.app.handle(case.pressed)
        if reply == Done() or case.pressed.word == "harm":
            self.acknowledged.append((case.reference, f"slack:{case.pressed.key}"))
        else:
            self.refused.append(f"{case.pressed.word} was answered with {reply}")
        case.pressed = None
        case.steps.pop(0)


def _raising(number: int, other: str, began: datetime) -> Raising:
    return Raising(
        area=AREA,
        other=other,
        category="threshold",
        spoken="Yes, and we still differ",
        reason_given="It is not met.",
        differs=f"The threshold is met, in number {number}.",
        evidence="Seen at home.",
        wanted="An assessment.",
        best_interest="Safety.",
        began=began,
    )

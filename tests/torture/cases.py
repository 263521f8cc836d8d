"""Cases: what becomes of each disagreement of the crowd, and who does what in it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import count

from bot.app import App
from escalation.disagreement import Disagreement
from handlers.request import Request
from tests.torture.easter import ACTION
from tests.torture.staff import Staff


@dataclass(frozen=True)
class Step:
    """What somebody does next, once it is time for it; nothing where there is nothing to do it to."""

    ready: Callable[[Disagreement], bool]
    request: Callable[[Disagreement], Request | None]


@dataclass(frozen=True)
class Cast:
    """Who plays what in one disagreement."""

    number: int
    raiser: str
    other: str
    ours: Staff
    theirs: Staff
    app: App
    numbers: Iterator[int] = field(default_factory=count)

    def presses(self, who: str, word: str, reached: int = 0, **answers: str) -> Step:
        """Somebody presses a button once that tier has been told, and fills in its form if it has one."""
        return Step(_reached(reached), partial(self._pressed, who, word, answers))

    def approves(self, who: str) -> Step:
        """Somebody says yes to what has been proposed."""
        return replace(self.presses(who, "approve"), ready=lambda each: each.proposal is not None)

    def says(self, who: str, text: str, reached: int = 0) -> Step:
        """Somebody writes in the channel, once there is one."""
        return Step(_reached(reached), partial(self._said, who, text))

    def _pressed(
        self, who: str, word: str, answers: Mapping[str, str], disagreement: Disagreement
    ) -> Request:
        question = disagreement.question
        if word == "approve" and disagreement.proposal:
            question = disagreement.proposal.question
        reference = disagreement.reference
        request = replace(self._request(who, word), reference=reference, question=question)
        about = {"reference": reference, "question": question}
        return replace(request, answers=answers, carries=about) if answers else request

    def _said(self, who: str, text: str, disagreement: Disagreement) -> Request | None:
        place = self.app.store.receipts.place(disagreement.reference, "slack")
        if place is None:
            return None
        said = self._request(who, "say")
        return replace(said, place=f"{place.channel}:{place.root}", answers={"text": text})

    def _request(self, who: str, word: str) -> Request:
        person = self.app.store.directory(self.app.clock.now()).person(who)
        assert person
        key = f"crowd:{self.number}:{next(self.numbers)}"
        return Request(word, person.slack, "slack", key)


def _reached(tier: int) -> Callable[[Disagreement], bool]:
    return lambda disagreement: disagreement.reached >= tier


def left_alone(cast: Cast) -> Iterator[Step]:
    """Nobody does anything: it goes to the top."""
    yield from ()


def talked_about(cast: Cast) -> Iterator[Step]:
    """Words on both sides, and nothing else."""
    yield cast.says(cast.raiser, f"First words on number {cast.number}.")
    yield cast.says(cast.other, f"An answer on number {cast.number}.")
    yield cast.says(cast.ours.ladder[0], f"A manager's word on number {cast.number}.", 1)
    yield cast.says(cast.theirs.ladder[1], f"Another's on number {cast.number}.", 2)


def taken(cast: Cast) -> Iterator[Step]:
    """A manager has it, and does no more about it."""
    yield cast.presses(cast.theirs.ladder[0], "take", 1)
    yield cast.presses(cast.ours.ladder[1], "take", 2)


def settled(cast: Cast, tier: int) -> Iterator[Step]:
    """Both managers of a tier agree, and each agency has its copy of the record."""
    ours, theirs = cast.ours.ladder[tier - 1], cast.theirs.ladder[tier - 1]
    yield cast.presses(theirs, "take", tier)
    yield cast.presses(theirs, "propose", tier, **ACTION)
    yield cast.approves(ours)
    yield cast.approves(theirs)


def withdrawn(cast: Cast) -> Iterator[Step]:
    """The raiser thinks better of it, once both next managers know."""
    yield cast.presses(cast.raiser, "withdraw", 2, reason="We have found a way.")


def moved_up(cast: Cast) -> Iterator[Step]:
    """The raiser does not wait."""
    yield cast.presses(cast.raiser, "move_up", 0, reason="It cannot wait.")
    yield cast.presses(cast.theirs.ladder[0], "take", 1)
    yield cast.presses(cast.theirs.ladder[0], "move_up", 1, reason="Nor can this.")


def not_agreed(cast: Cast) -> Iterator[Step]:
    """Both managers say that they do not agree: it moves up."""
    yield cast.presses(cast.ours.ladder[0], "not_agreed", 1, reason="We do not agree.")
    yield cast.presses(cast.theirs.ladder[0], "not_agreed", 1, reason="Nor do we.")


def at_once(cast: Cast) -> Iterator[Step]:
    """Somebody presses the alarm."""
    yield cast.presses(cast.other, "harm")
    yield cast.says(cast.raiser, f"We have rung about number {cast.number}.")


FATES: tuple[Callable[[Cast], Iterator[Step]], ...] = (
    left_alone,
    talked_about,
    taken,
    partial(settled, tier=1),
    at_once,
    moved_up,
    withdrawn,
    not_agreed,
    left_alone,
    partial(settled, tier=3),
)

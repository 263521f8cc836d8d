"""A disagreement lived in memory: named people, a clock that is wound, and what each is told."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from escalation import acts
from escalation.acts import agree, raise_
from escalation.directory import reaching, seeking
from escalation.directory.people import Agency, Directory, Person
from escalation.directory.people import Post as Holds
from escalation.disagreement import Disagreement, after
from escalation.entries import Entries, Entry
from escalation.owing import Owed, Post, Telling
from escalation.texts.procedure import Procedure, read
from escalation.words import message
from escalation.working_time.calendars import Calendar, calendar_covering
from escalation.working_time.times import LONDON

FILE = Path(__file__).parents[2] / "procedures" / "pan-berkshire-2026-03.yml"
BERKSHIRE = read(FILE.read_text(encoding="utf-8"), FILE.name)

AGENCIES = (
    Agency("health", "Health Trust", "health"),
    Agency("care", "Social Care", "local_authority"),
    Agency("police", "Thames Valley Police", "police"),
    Agency("partnership", "Safeguarding Partnership", "partnership"),
)
# Who works where, as what, and under whom.
STAFF = (
    ("sam", "Sam Okafor", "health", "practitioner", "jo"),
    ("jo", "Jo Lee", "health", "line_manager", "mina"),
    ("mina", "Mina Shah", "health", "next_manager", "owen"),
    ("clare", "Clare Moss", "health", "safeguarding_lead", ""),
    ("dev", "Dev Nair", "health", "designated_professional", ""),
    ("owen", "Owen Hart", "health", "senior_manager", "ruth"),
    ("ruth", "Ruth Adeyemi", "health", "departmental_head", ""),
    ("ann", "Ann Bell", "health", "practitioner", "max"),
    ("max", "Max Gray", "health", "line_manager", "mina"),
    ("priya", "Priya Desai", "care", "practitioner", "tom"),
    ("tom", "Tom Reed", "care", "line_manager", "helen"),
    ("helen", "Helen Frost", "care", "next_manager", "marcus"),
    ("leila", "Leila Hassan", "care", "safeguarding_lead", ""),
    ("joan", "Joan Price", "care", "designated_professional", ""),
    ("marcus", "Marcus Bell", "care", "senior_manager", "anne"),
    ("anne", "Anne Whitfield", "care", "departmental_head", ""),
    ("kofi", "Kofi Mensah", "care", "", "helen"),
    ("pat", "Pat Quinn", "police", "practitioner", ""),
    ("bea", "Bea Lang", "partnership", "business_manager", ""),
    ("ivor", "Ivor Wynn", "partnership", "independent_scrutineer", ""),
)
DEPUTIES = {"tom": "kofi"}
DIRECTORY = Directory(
    AGENCIES,
    tuple(
        Person(id, name, agency, manager=manager, deputy=DEPUTIES.get(id, ""))
        for id, name, agency, _, manager in STAFF
    ),
    tuple(Holds(id, role, agency) for id, _, agency, role, _ in STAFF if role),
)
PRACTITIONERS = {"sam", "priya"}
LINE_MANAGERS = {"jo", "tom"}
NEXT_LEVEL = {"mina", "clare", "helen", "leila"}
SENIORS = {"owen", "marcus"}
HEADS = {"ruth", "anne"}
AGREEMENT = {"what_1": "A joint visit", "owner_1": "Priya Desai", "due_1": "2026-12-01"}
SECOND = timedelta(seconds=1)


def time(text: str) -> datetime:
    """Thursday 2026-04-02 15:00, on the clock on the wall; the weekday is checked."""
    weekday, _, clock = text.partition(" ")
    at = datetime.fromisoformat(clock).replace(tzinfo=LONDON)
    assert f"{at:%A}" == weekday, f"{clock} is a {at:%A}"
    return at


MAUNDY_THURSDAY = time("Thursday 2026-04-02 15:00")


@dataclass(frozen=True)
class Heard:
    """One person told one thing at one time."""

    at: datetime
    person: str
    topic: str
    text: str
    telling: Telling


@dataclass
class Story:
    """A disagreement and everything that has been said about it; `heard` is what is not yet examined."""

    procedure: Procedure = BERKSHIRE
    directory: Directory = DIRECTORY
    reference: str = "ESC-KXQT-RWBM"
    now: datetime = MAUNDY_THURSDAY
    entries: list[Entry] = field(default_factory=list)
    heard: list[Heard] = field(default_factory=list)
    owed: list[Owed] = field(default_factory=list)
    disagreement: Disagreement = field(init=False)

    def __post_init__(self) -> None:
        self.disagreement = Disagreement(self.reference, self.procedure)

    @property
    def calendar(self) -> Calendar:
        """The working days around now."""
        return calendar_covering(self.procedure.nation, self.now)

    def raised(
        self, began: str, at: str = "", by: str = "sam", other: str = "priya", **said: Any
    ) -> "Story":
        """Somebody raises it: when it began and when it is raised are two facts."""
        self.now = time(at or began)
        raising = raise_.Raising(
            area="Reading",
            other=other,
            category="threshold",
            spoken="Yes, and we still differ",
            reason_given="It is not met",
            differs="MARKER the threshold is met",
            evidence="MARKER seen at home",
            wanted="MARKER an assessment",
            best_interest="MARKER safety",
            began=time(began),
            subject=("MARKER Kit", "2019-05-01", "12345"),
        )
        opening = partial(raise_.open_, self.reference, self.procedure, replace(raising, **said))
        self._lived(opening(by, self.now, self.calendar, self.directory))
        return self

    def reaches(self, when: str) -> "Story":
        """Every moment on the way is lived in its turn."""
        until = time(when)
        while (wakes := self.disagreement.moments()) and wakes[0].at < until:
            self.now = max(self.now, wakes[0].at + SECOND)
            self._passed()
        self.now = until
        self._passed()
        return self

    def sleeps_until(self, when: str) -> "Story":
        """Nothing runs until then: all that was due is done at once, and late."""
        self.now = time(when)
        self._passed()
        return self

    def does(self, rule: Callable[..., Entries], by: str, **given: Any) -> "Story":
        """Somebody acts, answering what is asked now unless another question is given."""
        self._lived(self._asked(rule, by, given))
        return self

    def refuses(self, why: type[Exception], rule: Callable[..., Entries], by: str, **given: Any):
        """An act is refused and changes nothing: the refusal, to be read."""
        with pytest.raises(why) as refused:
            self._asked(rule, by, given)
        return refused.value

    def settles(self, first: str, second: str) -> "Story":
        """One proposes, both say yes."""
        self.does(agree.propose, first, answers=AGREEMENT)
        question = self.proposal
        self.does(agree.approve, first, question=question)
        return self.does(agree.approve, second, question=question)

    @property
    def proposal(self) -> str:
        """The question of the proposal that is open."""
        assert self.disagreement.proposal
        return self.disagreement.proposal.question

    def expects_told(self, people: set[str], topic: str) -> None:
        """Exactly these people were told this since we last looked, each once."""
        told = sorted(each.person for each in self.heard if each.topic == topic)
        assert told == sorted(people)
        self.heard = [each for each in self.heard if each.topic != topic]

    def expects_silence(self) -> None:
        """Nobody was told anything since we last looked."""
        assert [(each.person, each.topic) for each in self.heard] == []

    def forgets(self) -> "Story":
        """What was said so far has been looked at."""
        self.heard.clear()
        self.owed.clear()
        return self

    def kinds(self) -> list[str]:
        """What has happened, in order."""
        return [entry.kind for entry in self.entries]

    def last(self, kind: str) -> Any:
        """The latest entry of a kind."""
        return next(entry for entry in reversed(self.entries) if entry.kind == kind)

    def reads(self, entry: Entry) -> str:
        """An entry as it stands on the record."""
        return message.plain(message.Message("", entry.reads(self.disagreement)))

    def posts(self) -> str:
        """What stands in the thread since we last looked."""
        return "\n".join(
            message.plain(owed.message) for owed in self.owed if isinstance(owed, Post)
        )

    def _asked(self, rule: Callable[..., Entries], by: str, given: dict[str, Any]) -> Entries:
        wanted = inspect.signature(rule).parameters
        if "question" in wanted:
            given.setdefault("question", self.disagreement.question)
        if "answers" in wanted:
            given.setdefault("answers", {"reason": "We differ still"})
        return rule(self.disagreement, self.now, self.calendar, self.directory, by=by, **given)

    def _passed(self) -> None:
        self._lived(acts.time_passed(self.disagreement, self.now, self.calendar, self.directory))

    def _lived(self, new: Entries) -> None:
        new = acts.followed(self.disagreement, new, self.now, self.calendar)
        self.entries += new
        self.disagreement = after(self.disagreement, *new)
        for entry in new:
            for owed in entry.owes(self.disagreement):
                self.owed.append(owed)
                if isinstance(owed, Telling):
                    self.heard += self._heard(owed)

    def heard_by(self, telling: Telling) -> tuple[Person, ...]:
        """Whoever is told it, by the directory; nobody where nobody can be reached."""
        about = (telling.to, self.disagreement, self.directory, telling.farthest)
        despite, urgent = telling.topic.startswith(("cut:", "sight:")), telling.urgent
        sought = seeking.sought(*about, despite_cut=despite, urgent=urgent)
        return tuple(way.told for way in islice(reaching.ways(sought, self.directory), 1))

    def _heard(self, telling: Telling) -> list[Heard]:
        text = message.plain(telling.message)
        topic, held = telling.topic, self.heard_by(telling)
        return [Heard(self.now, person.id, topic, text, telling) for person in held]

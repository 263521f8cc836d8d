"""A partnership in which anything may go wrong: people, two workers, a platform, a database and a clock."""

import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule
from sqlalchemy import func, select

from escalation import rights
from escalation.acts import harm, raise_, view
from escalation.disagreement import Disagreement
from escalation.entries import Entries
from escalation.permissions import Act
from escalation.refusals import Refusal
from scheduler.sender import RefusedError, TryAgainError, UncertainError
from storage.database import NotAnswered, reading
from storage.store import OpeningRule
from storage.tables import ledger
from tests.escalation.story import BERKSHIRE
from tests.scheduler.doings import DOINGS
from tests.scheduler.in_memory import InMemory
from tests.scheduler.office import PEOPLE, RAISING, Office
from tests.scheduler.outages import FULL, UNANSWERED, Outages
from tests.scheduler.workmates import Died, Workmate, a_store

EVERYBODY = [person.id for person in PEOPLE.people]
VIEW = {"text": "MARKER a view"}
PRACTITIONERS = [("sam", "priya"), ("priya", "sam"), ("ann", "priya")]
WAITS = [
    timedelta(),
    timedelta(seconds=1),
    timedelta(seconds=50),
    timedelta(minutes=3),
    timedelta(minutes=16),
    timedelta(hours=3),
    timedelta(hours=17),
    timedelta(days=1),
    timedelta(days=3),
    timedelta(days=20),
]
CALLS = [
    *("make_place", "open_thread", "post", "redraw", "admit", "release", "close"),
    *("tell", "tell_all", "upload", "share", "tell", "tell_all", "post"),
    *("find_root", "find_post", "find_told", "find_file"),
]
FAULTS: dict[str, Exception | None] = {
    "not now": TryAgainError("ratelimited", 30),
    "out of reach": TryAgainError("unreachable"),
    "lost on the way": UncertainError("no_answer"),
    "accepted, and the answer lost": None,
    "never": RefusedError("not_allowed"),
    "a fault of ours": ValueError("a bug"),
}

calls = st.sampled_from(CALLS)
few = st.integers(0, 4)
faults = st.sampled_from(sorted(FAULTS))
times = st.sampled_from([1, 1, 2, 9])
waits = st.sampled_from(WAITS)
number = st.integers(0, 19)
workmates = st.sampled_from(["A", "B"])


class Anything(RuleBasedStateMachine):
    """Up to three disagreements; everything between a person and a message may fail at any point."""

    def __init__(self, url: str = "") -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.platform = InMemory()
        self.office = Office(Path(self.folder.name), self.platform, url=url)
        self.office.store = a_store(self.office)
        self.mates = {name: Workmate(name, self.office) for name in ("A", "B")}
        self.again: list[Callable[[], object]] = []
        self.unknown: set[str] = set()
        self.buried: list[Workmate] = []
        self.at_work: set[str] = set()
        self.happened: Counter[str] = Counter()
        self.outages = Outages(self.office.engine)

    def teardown(self) -> None:
        """The database is let go, and all of it thrown away."""
        self.office.ends()
        self.folder.cleanup()

    # People

    @initialize(who=st.sampled_from(PRACTITIONERS), late=st.sampled_from([0, 0, 2, 30]))
    def begins(self, who: tuple[str, str], late: int) -> None:
        self.office.now += timedelta(days=late)
        self.raises(who)

    @precondition(lambda self: len(self.references) < 3)
    @rule(who=st.sampled_from(PRACTITIONERS))
    def raises(self, who: tuple[str, str]) -> None:
        by, other = who
        raising = replace(RAISING, other=other, began=self.office.now)
        rule = partial(raise_.open_, raising=raising, by=by)
        self._attempts(partial(self._open, rule, self._new_key()))

    @precondition(lambda self: self.references)
    @rule(which=number, what=number, n=number, anybody=st.sampled_from([False] * 5 + [True]))
    def somebody(self, which: int, what: int, n: int, anybody: bool) -> None:
        """One of those who may does one of the things that can be done; or anybody anything."""
        reference = self._one(which)
        disagreement = self.office.store.disagreement(reference)
        doings = DOINGS if anybody else [each for each in DOINGS if each.can(disagreement)]
        doing = doings[what % len(doings)]
        by = EVERYBODY[n] if anybody else self._one_who_may(doing.act, n, disagreement)
        given = doing.given(disagreement, self.office.now)
        act = partial(doing.rule, by=by, **given)
        self._attempts(partial(self._act, reference, act, self._new_key()))

    @precondition(lambda self: self.references)
    @rule(which=number, fault=faults, times=times, name=workmates)
    def words_meet_a_fault(self, which: int, fault: str, times: int, name: str) -> None:
        """Two things are said one after the other, and the first does not simply arrive."""
        reference = self._one(which)
        self.the_platform_fails("post", fault, times)
        for _ in range(2):
            asked = self.office.store.disagreement(reference).question
            act = partial(view.view, by="priya", question=asked, answers=VIEW)
            self._attempts(partial(self._act, reference, act, self._new_key()))
        self._works(name)

    @precondition(lambda self: self.again)
    @rule(which=number)
    def it_is_delivered_again(self, which: int) -> None:
        """The platform repeats a press that was taken: nothing follows from it a second time."""
        before = self._entries()
        self._tries(self.again[which % len(self.again)])
        assert self._entries() == before

    # Time, and workers

    @rule(wait=waits)
    def time_passes(self, wait: timedelta) -> None:
        """And nobody works."""
        self.office.now += wait

    @rule(step=st.sampled_from([timedelta(seconds=1), timedelta(hours=1), timedelta(days=1)]))
    def the_clock_is_set_back(self, step: timedelta) -> None:
        self.office.now -= step

    @rule(wait=waits, name=workmates)
    def works(self, wait: timedelta, name: str) -> None:
        self.office.now += wait
        self._works(name)

    @rule(beyond=st.sampled_from([0, 1, 1_000_000]), name=workmates)
    def the_next_moment_comes(self, beyond: int, name: str) -> None:
        """To the very instant, to the microsecond after it, or to the second."""
        if next_at := self.office.worker.next_at():
            self.office.now = max(self.office.now, next_at + timedelta(microseconds=beyond))
        self._works(name)

    @rule(name=workmates)
    def delivers_at_once(self, name: str) -> None:
        self._works(name, urgent=True)

    @rule(wait=waits, name=workmates, calls=few, after=st.booleans())
    def dies(self, wait: timedelta, name: str, calls: int, after: bool) -> None:
        """Between taking something up and sending it, or between sending it and saying so."""
        self.office.now += wait
        self.mates[name].dies(calls, after)
        self._works(name)

    @rule(name=workmates, calls=few, seconds=st.sampled_from([0, 1, 20, 40]), urgent=st.booleans())
    def the_other_works_meanwhile(self, name: str, calls: int, seconds: int, urgent: bool) -> None:
        """While one waits for the platform, less long than its lease, the other takes its turn."""
        self.mates[name].meanwhile(calls, self._turn_of_the_other(name, seconds, urgent))
        self._works(name)

    @precondition(lambda self: self.references)
    @rule(which=number, name=workmates, calls=few, seconds=st.sampled_from([50, 130, 90_000]))
    def is_paused(self, which: int, name: str, calls: int, seconds: int) -> None:
        """The whole process, for longer than its lease, with a press in hand that it has not sent."""
        press = partial(harm.press, by="priya")
        self._attempts(partial(self._act, self._one(which), press, self._new_key()))
        self.mates[name].meanwhile(
            calls % 2, self._turn_of_the_other(name, seconds, True), "direct"
        )
        self._works(name)

    # What goes wrong

    @rule(call=calls, fault=faults, times=times)
    def the_platform_fails(self, call: str, fault: str, times: int) -> None:
        for _ in range(times):
            exception = FAULTS[fault]
            if exception is None:
                self.platform.loses_the_answer(call)
            else:
                self.platform.fails(call, exception)

    @rule(person=st.sampled_from(EVERYBODY))
    def the_platform_no_longer_knows(self, person: str) -> None:
        self.unknown.add(person)
        self.platform.refuses.add(person)

    @rule()
    def the_platform_knows_everybody(self) -> None:
        self.platform.refuses.clear()

    @rule(fault=st.sampled_from([FULL, UNANSWERED]), nth=st.integers(0, 12))
    def the_database_fails(self, fault: str, nth: int) -> None:
        """Under whoever writes next: at once, or a few statements on."""
        self.outages.comes(fault, nth)

    # How

    @property
    def references(self) -> list[str]:
        """Every disagreement, oldest first."""
        return self.office.store.references()

    def heals(self) -> None:
        """Nothing fails any more."""
        self.outages.heals()
        self.platform.works_again()
        self.platform.refuses.clear()
        for mate in self.mates.values():
            mate.heals()

    def _one(self, which: int) -> str:
        return self.references[which % len(self.references)]

    def _one_who_may(self, act: Act, n: int, disagreement: Disagreement) -> str:
        """Somebody with the right, of an agency that has not said yes yet, if there is one."""
        said = disagreement.proposal.yes if disagreement.proposal else {}
        rotated = [*PEOPLE.people[n:], *PEOPLE.people[:n]]
        rotated.sort(key=lambda each: each.agency in said)
        may = (each.id for each in rotated if rights.may(each.id, act, disagreement, PEOPLE))
        return next(may, EVERYBODY[n])

    def _new_key(self) -> str:
        self.office.made += 1
        return f"act:{self.office.made:04}"

    def _open(self, rule: OpeningRule, key: str) -> None:
        self.office.store.open(rule, procedure=BERKSHIRE, key=key, at=self.office.now)

    def _act(self, reference: str, act: Callable[..., Entries], key: str) -> None:
        self.office.store.act(reference, act, key=key, at=self.office.now)

    def _attempts(self, act: Callable[[], object]) -> None:
        """Somebody does something; told that nothing was saved, they do the same once more."""
        before = self._entries()
        if (self._tries(act) or self._tries(act)) and self._entries() > before:
            self.again.append(act)

    def _entries(self) -> int:
        with reading(self.office.engine) as connection:
            return connection.scalar(select(func.count()).select_from(ledger)) or 0

    def _tries(self, act: Callable[[], object]) -> bool:
        """Whether this was done: a refusal is an answer, an outage is none."""
        try:
            act()
        except Refusal:
            self.happened["refused"] += 1
            return False
        except NotAnswered:
            self.happened["not answered"] += 1
            return False
        return True

    def _works(self, name: str, *, urgent: bool = False) -> None:
        """A worker works, or answers a press; dead, it is followed by another of another name."""
        if name in self.at_work:
            return  # it waits for the platform itself
        self.at_work.add(name)
        worker = self.mates[name].worker
        try:
            self._tries(worker.deliver if urgent else worker.work)
        except Died:
            self.happened["died"] += 1
            self.buried.append(self.mates[name])
            self.mates[name] = Workmate(f"{name}{len(self.buried)}", self.office)
        finally:
            self.at_work.remove(name)

    def _turn_of_the_other(self, name: str, seconds: int, urgent: bool) -> Callable[[], None]:
        def turn() -> None:
            self.happened["meanwhile"] += 1
            self.office.now += timedelta(seconds=seconds)
            self._works("B" if name == "A" else "A", urgent=urgent)

        return turn

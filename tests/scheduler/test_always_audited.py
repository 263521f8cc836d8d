"""Whatever people do, and whoever leaves: what is well is left alone, and no side is without somebody."""

import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule

from escalation import acts
from escalation.acts.alarm import Audited, Undelivered
from escalation.entries import Entry
from escalation.refusals import Refusal
from scheduler import recipients
from tests.escalation.anybody import Anybody
from tests.escalation.story import time
from tests.scheduler.inspector import WELL, Inspector
from tests.scheduler.office import PEOPLE, Office

BEGAN = time("Thursday 2026-04-02 15:00")
leaving = st.sampled_from([person.id for person in PEOPLE.people if person.id != "bea"])


class Inspected(Anybody):
    """People who do whatever comes to mind, at an office with a store, a platform and an auditor."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.office = Office(Path(self.folder.name))
        self.inspector = Inspector(self.office)
        self.reference = ""

    def teardown(self) -> None:
        self.office.ends()
        self.folder.cleanup()

    @initialize(late=st.sampled_from([0, 1, 3, 20]), start=st.sampled_from([0, 0, 0, 1, 3]))
    def raised(self, late: int, start: int) -> None:
        self.office.now = self.story.now = BEGAN + timedelta(days=late, hours=late)
        self.inspector.begins()
        reason = "MARKER it is urgent" if start else ""
        self.reference = self.office.raises(start_tier=start, start_reason=reason)
        self._follows()

    @rule()
    def a_round_of_work(self) -> None:
        self._works()

    def _does(self, act: Callable[..., list[Entry]], **given: Any) -> None:
        self.office.now = self.story.now
        if act == acts.time_passed:
            self._works()
            return
        self.office.made += 1
        key = f"anybody:{self.office.made}"
        try:
            rule = partial(act, **given)
            self.office.store.act(self.reference, rule, key=key, at=self.office.now)
        except Refusal:
            return
        self._follows()

    def _works(self) -> None:
        self.office.now = self.story.now = self.story.now + timedelta(seconds=1)
        self.office.works()
        self._follows()

    def _follows(self) -> None:
        self.story.disagreement = self.office.store.disagreement(self.reference)


class WhereNothingIsWrong(Inspected):
    """Nobody leaves, and everything is done in time."""

    @invariant()
    def nothing_is_found(self) -> None:
        if self.reference:
            assert self.inspector.audits() == WELL
            assert self.inspector.rung == []


class WhoeverLeaves(Inspected):
    """People leave, and come back."""

    gone: frozenset[str] = frozenset()

    @rule(who=leaving)
    def leaves(self, who: str) -> None:
        self._listed(self.gone | {who})

    @precondition(lambda self: self.gone)
    @rule()
    def everybody_is_back(self) -> None:
        self._listed(frozenset())

    @invariant()
    def each_side_has_somebody_or_the_business_manager_has_been_told(self) -> None:
        """R-004: silence is never left between the same two people."""
        if not self.reference:
            return
        self._works()
        repaired, _ = self.inspector.audits()
        assert repaired == 0
        self._works()
        for who in self._missing():
            assert who in self._said(), f"nobody is told that {who} is nobody"

    def _missing(self) -> list[str]:
        stands, directory = self.story.disagreement, self.office.store.directory(self.story.now)
        return [
            recipients.named(turn.who, stands, directory)
            for agency in (stands.agencies if stands.is_open else ())
            if not any(
                recipients.asked(turn.who, stands, directory) for turn in stands.turn(agency)
            )
            for turn in stands.turn(agency)
        ]

    def _said(self) -> set[str]:
        """What stands in an alarm; each of them has reached the Business Manager."""
        kept = self.office.store.entries(self.reference)
        entries = [self.office.store.read(each) for each in kept]
        alarms = [each for each in entries if isinstance(each, Audited | Undelivered)]
        heard = "\n".join(self.office.platform.heard("bea"))  # several may stand in one message
        assert heard.count(f"{self.reference} –") >= len(alarms)
        said = [each.who if isinstance(each, Undelivered) else each.why for each in alarms]
        return {who for each in said for who in each.split("; ")}

    def _listed(self, gone: frozenset[str]) -> None:
        self.gone = gone
        people = tuple(person for person in PEOPLE.people if person.id not in gone)
        posts = tuple(post for post in PEOPLE.posts if post.person not in gone)
        self.office.listed(replace(PEOPLE, people=people, posts=posts))


few = settings(max_examples=5, stateful_step_count=25, deadline=None)
WhereNothingIsWrong.TestCase.settings = few
WhoeverLeaves.TestCase.settings = few
TestWhereNothingIsWrong = WhereNothingIsWrong.TestCase
TestWhoeverLeaves = WhoeverLeaves.TestCase

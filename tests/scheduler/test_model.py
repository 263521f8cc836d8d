"""Whatever goes wrong, in whatever order: nothing is lost, nothing is told twice, nothing comes early."""

from collections import Counter
from collections.abc import Iterable
from contextlib import ExitStack
from itertools import groupby, pairwise
from typing import Any

import pytest
from hypothesis import settings
from hypothesis.stateful import invariant, run_state_machine_as_test
from sqlalchemy import func, select

from escalation.acts.alarm import Undelivered
from escalation.acts.climb import LimitPassed
from escalation.acts.harm import HarmUnopened
from escalation.disagreement import Disagreement, after
from escalation.duties.closing import ClosingAsked
from escalation.entries import CLOCK, Entry, Kept
from escalation.ladder.asking import Asked
from escalation.ladder.patience import QuietBegun
from escalation.ladder.rungs import Reached
from escalation.owing import BUSINESS_MANAGER, Card, Close, Place, Telling, read
from escalation.words.card import card
from escalation.words.message import plain
from storage.database import reading
from storage.moments import indexed
from storage.tables import ledger, moments, receipts
from tests.escalation.story import BERKSHIRE, SECOND
from tests.scheduler.model import Anything
from tests.scheduler.office import calendar
from tests.scheduler.workmates import Told

_VERSIONS = select(ledger.c.reference, func.count()).group_by(ledger.c.reference)
AT_LAST = {Card.kind, Close.kind}
ENDS = {"sent", "no_longer_owed", "given_up"}


class Watched(Anything):
    """The same, looked at after every step, and healed at the end."""

    def __init__(self, url: str = "") -> None:
        super().__init__(url)
        self.stands: dict[str, Disagreement] = {}

    @invariant()
    def what_is_indexed_is_what_the_entries_say(self) -> None:
        for reference in self._catches_up():
            with reading(self.office.engine) as connection:
                known = indexed(connection, reference)
            assert known == {wake.id: wake.at for wake in self.stands[reference].moments()}

    @invariant()
    def nobody_is_told_the_same_twice(self) -> None:
        told = Counter((each.person, each.reference, each.owed.topic) for each in self.told)
        assert [each for each, times in told.items() if times > 1] == []
        keys = Counter((each.to, each.key) for each in self.platform.posted)
        assert [each for each, times in keys.items() if times > 1] == []

    @invariant()
    def a_nudge_comes_in_working_time(self) -> None:
        for each in self.told:
            if each.owed.nudge:
                assert calendar(BERKSHIRE, each.at).next_open(each.at) == each.at

    @invariant()
    def in_each_place_everything_stands_in_the_order_in_which_it_was_done(self) -> None:
        places: dict[str, list[tuple[int, ...]]] = {}
        for sent in self.platform.posted:
            assert sent.to in self.platform.roots
            places.setdefault(sent.to, []).append(tuple(map(int, sent.key.split(":")[1:])))
        for order in places.values():
            assert all(one < following for one, following in pairwise(order))

    @invariant()
    def an_open_one_is_somebodys_turn_and_will_be_looked_at(self) -> None:
        """Or somebody has been told that it is stuck."""
        waiting = self._waiting()
        for reference in self._catches_up():
            stands = self.stands[reference]
            if stands.is_open:
                assert all(stands.turn(agency) for agency in stands.agencies)
                assert reference in waiting or self._alarms(reference)

    def teardown(self) -> None:
        """Everything heals, and time goes on: all that was owed has been done, or it was said why not."""
        try:
            self.heals()
            self._goes_on()
            for reference in self._catches_up():
                self._is_whole(reference)
            assert self.office.store.misplaced_moments() == []
            self.nobody_is_told_the_same_twice()
            self._agrees_with_the_platform()
        finally:
            super().teardown()

    # How

    @property
    def told(self) -> list[Told]:
        """Everything that anybody was told, by whichever worker."""
        return [told for mate in (*self.buried, *self.mates.values()) for told in mate.wire.told]

    def _catches_up(self) -> list[str]:
        """Every disagreement, folded on by what is new; what the clock did, its time had passed for."""
        with reading(self.office.engine) as connection:
            versions: dict[str, int] = dict(connection.execute(_VERSIONS).all())
        for reference, version in versions.items():
            stands = self.stands.get(reference, Disagreement(reference, BERKSHIRE))
            new = self.office.store.entries(reference) if version > stands.version else []
            for kept in new[stands.version :]:
                entry = self.office.store.read(kept)
                wake = "" if kept.key.startswith(new[0].key) else _answered(entry)
                due = {each.id: each.at for each in stands.moments()}
                assert not wake or due[wake] < entry.at, f"{wake} came early"
                stands = after(stands, entry)
            self.stands[reference] = stands
        return list(versions)

    def _goes_on(self) -> None:
        """The workers take turns, from one time at which there is something to do to the next."""
        for turn in range(400):
            self._works("AB"[turn % 2])
            owed = self.office.store.outbox.next_at()
            if owed is None:
                break
            self.office.now = max(self.office.now, owed) + (turn % 2) * SECOND
        assert self.office.store.outbox.next_at() is None
        assert self.office.store.outbox.oldest_undone() is None

    def _is_whole(self, reference: str) -> None:
        """Every entry's debts are in the outbox, and each was paid or says why not."""
        rows = self.office.rows(reference)
        assert {row["state"] for row in rows} <= ENDS
        for row in rows:
            assert row["why"] or row["state"] == "sent"
        done = Counter((row["seq"], row["kind"]) for row in rows if row["kind"] not in AT_LAST)
        assert done == self._owed(reference)
        self._shows_how_it_stands(reference, rows)
        given_up = [row for row in rows if row["state"] == "given_up"]
        assert self._alarms(reference) or all(_is_for_the_manager(row["owed"]) for row in given_up)

    def _owed(self, reference: str) -> Counter[tuple[int, str]]:
        """What each act owed, folded again, but for what one of does for several acts, and comes last."""
        owed: Counter[tuple[int, str]] = Counter()
        stands = Disagreement(reference, BERKSHIRE)
        for act in _by_act(self.office.store.entries(reference)):
            new = [self.office.store.read(kept) for kept in act]
            stands = after(stands, *new)
            first = stands.version - len(new) + 1
            for seq, entry in enumerate(new, first):
                mine = (each.kind for each in entry.owes(stands))
                owed.update((seq, kind) for kind in mine if kind not in AT_LAST)
        return owed

    def _shows_how_it_stands(self, reference: str, rows: list[dict[str, Any]]) -> None:
        """The card is drawn as it is now, and the place closed if it has ended, unless that failed."""
        last = {row["kind"]: row["state"] for row in rows}
        if last.get(Card.kind) == "sent":
            drawn = self.platform.roots[reference.lower()].text
            assert drawn == plain(card(self.stands[reference]))
        if not self.stands[reference].is_open and last[Place.kind] == "sent":
            assert last[Close.kind] in ("sent", "given_up")
            assert (reference.lower() in self.platform.closed) >= (last[Close.kind] == "sent")

    def _agrees_with_the_platform(self) -> None:
        """Whoever has a receipt was told; whoever was told has one, unless the platform lost them.

        Of what may have been sent, and could not be looked up for good, an alarm has told.
        """
        told = {(each.reference, each.owed.topic, each.person) for each in self.told}
        found = select(receipts.c.reference, receipts.c.topic, receipts.c.person)
        sent = found.where(receipts.c.sent_at.is_not(None), ~receipts.c.topic.startswith("record:"))
        with reading(self.office.engine) as connection:
            kept = {(row.reference, row.topic, row.person) for row in connection.execute(sent)}
        assert kept <= told
        given_up = {(each.reference, each.kind) for each in self.office.store.outbox.given_up()}
        for reference, _, person in told - kept:
            assert person in self.unknown or (reference, Telling.kind) in given_up

    def _waiting(self) -> set[str]:
        found = select(moments.c.reference).where(moments.c.state == "waiting")
        with reading(self.office.engine) as connection:
            return set(connection.scalars(found))

    def _alarms(self, reference: str) -> bool:
        entries = self.office.store.entries(reference)
        return any(kept.link.header.kind == Undelivered.kind for kept in entries)


def _answered(entry: Entry) -> str:
    """The moment that an entry of the clock answers."""
    match entry:
        case LimitPassed(tier=tier):
            return f"limit:{tier}"
        case Reached(by=by, tier=tier) if by == CLOCK:
            return f"tell:{tier}"
        case Asked(wake=wake) | ClosingAsked(wake=wake) | QuietBegun(wake=wake):
            return wake
        case HarmUnopened(number=number):
            return f"harm:{number}"
        case _:
            return ""


def _is_for_the_manager(owed: str) -> bool:
    """Of what the Business Manager herself cannot be told nobody else is told."""
    telling = read(owed)
    return isinstance(telling, Telling) and telling.to == BUSINESS_MANAGER


def _by_act(entries: list[Kept]) -> Iterable[list[Kept]]:
    for _, act in groupby(entries, lambda kept: kept.key.partition("#")[0]):
        yield list(act)


EXAMPLES = settings.default.max_examples if settings.default else 100


@pytest.mark.timeout(300)  # a machine may be busy, and a life cut short would be looked into
@pytest.mark.failure(3, 14, 20, 25, 33)
def test_whatever_goes_wrong_nothing_is_lost_or_doubled_on_sqlite():
    run_state_machine_as_test(Watched, settings=_lives(EXAMPLES // 12))


@pytest.mark.timeout(300)  # a machine may be busy, and a life cut short would be looked into
@pytest.mark.failure(3, 14, 20, 25, 33)
def test_whatever_goes_wrong_nothing_is_lost_or_doubled_on_postgresql(postgresql):
    with ExitStack() as stack:

        class There(Watched):
            def __init__(self) -> None:
                super().__init__(stack.enter_context(postgresql.database()))

        run_state_machine_as_test(There, settings=_lives(EXAMPLES // 50))


def _lives(number: int) -> settings:
    return settings(max_examples=number, stateful_step_count=40)

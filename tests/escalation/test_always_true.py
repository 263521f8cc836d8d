"""Whatever people do, in whatever order: what is true of every disagreement at every moment."""

import itertools
from typing import Any

from hypothesis import settings
from hypothesis.stateful import invariant

from escalation import acts, entries, message, rights
from escalation.acts import (
    agree,
    alarm,
    answer,
    bring_in,
    chair,
    climb,
    close,
    convene,
    covers,
    dates,
    duty,
    harm,
    line_manager,
    link,
    meet,
    merge,
    migrate,
    note,
    opened,
    prefer,
    raise_,
    reopen,
    report,
    say,
    sight,
    stand_in,
    view,
    wrong,
)
from escalation.disagreement import Disagreement, Status, after
from escalation.entries import CLOCK, SIDES, Entry, own_agency
from escalation.owing import Owed, Post, RoleAt, Telling, To
from escalation.people import PARTNERSHIP
from escalation.permissions import Act
from escalation.rungs import LimitSet
from escalation.working_days import end_of_day
from tests.escalation.anybody import AGENCY_OF, EVERYBODY, Anybody
from tests.escalation.other_windows import BRACKNELL_FOREST, ENTRY, TOLD, with_windows
from tests.escalation.scs import AREA, PEOPLE, SCS
from tests.escalation.story import BERKSHIRE, DIRECTORY, Story

OFFICE = RoleAt("business_manager", "partnership")
FROM_ENTERING = with_windows(s1_managers=TOLD, s2_next_level=ENTRY, s4_heads=ENTRY).procedure
ABOUT = ["MARKER", BERKSHIRE.category("threshold").label]


class Lives(Anybody):
    """A disagreement under the Berkshire process, watched after every act."""

    @invariant()
    def whatever_is_owed_is_owed_rightly(self) -> None:
        """Every entry reads in words; what it owes is told once, to the right people, in private."""
        disagreement = self.story.disagreement
        for entry in self.new:
            assert message.plain(message.Message("", entry.reads(disagreement)))
            for owed in entry.owes(disagreement):
                self._owed(entry, owed)
        self.new.clear()

    @invariant()
    def what_is_read_again_folds_to_the_same(self) -> None:
        """The ledger's bodies say everything."""
        for each in self.story.entries[self.read_again.version :]:
            read = entries.read(acts.KINDS, each.kind, each.schema, entries.body(each))
            assert read == each
            self.read_again = after(self.read_again, read)
        assert self.read_again == self.story.disagreement

    @invariant()
    def an_open_one_is_never_left_alone(self) -> None:
        """Somebody's turn, and a moment at which they are asked again."""
        disagreement = self.story.disagreement
        if disagreement.sides and disagreement.is_open:
            assert disagreement.moments()
            assert all(disagreement.turn(agency) for agency in disagreement.agencies)

    @invariant()
    def once_time_has_been_looked_at_every_moment_is_still_to_come(self) -> None:
        if self.swept:
            assert all(wake.at >= self.story.now for wake in self.story.disagreement.moments())
            self.swept = False

    @invariant()
    def a_refusal_is_a_sentence_without_content(self) -> None:
        for sentence in self.refused:
            assert sentence.endswith(".")
            assert "MARKER" not in sentence
        self.refused.clear()

    @invariant()
    def moments_have_names_of_their_own(self) -> None:
        names = [wake.id for wake in self.story.disagreement.moments()]
        assert len(names) == len(set(names))

    @invariant()
    def it_is_settled_by_a_yes_from_each_agency_and_by_nothing_else(self) -> None:
        kinds = self.story.kinds()
        ends = sum(kinds.count(end) for end in ("settled", "withdrawn", "merged"))
        assert ends <= 1 + kinds.count("reopened")
        proposal = self.story.disagreement.proposal
        if self.story.disagreement.status is Status.SETTLED:
            assert proposal is not None
            assert set(proposal.yes) == set(self.story.disagreement.agencies)

    @invariant()
    def it_never_stands_above_what_has_been_told(self) -> None:
        assert self.story.disagreement.stage_tier <= self.story.disagreement.reached

    @invariant()
    def no_limit_has_moved_but_by_a_corrected_date_or_another_text(self) -> None:
        counted: dict[int, Any] = {}
        for entry in self.story.entries:
            if entry.kind in ("raised", "date_corrected", "procedure_changed"):
                counted = {}
            if isinstance(entry, LimitSet):
                assert entry.tier not in counted
                counted[entry.tier] = entry
        limits = {limit.tier: limit.at for limit in self.story.disagreement.limits}
        assert limits == {tier: entry.limit for tier, entry in counted.items()}

    @invariant()
    def each_tier_told_has_a_full_working_day_before_the_clock_tells_the_next(self) -> None:
        told = self._all("reached")
        for one, following in itertools.pairwise(told):
            if following.by == CLOCK:
                day = end_of_day(self.story.calendar, one.at, 1).at
                assert following.at > day

    def _owed(self, entry: Entry, owed: Owed) -> None:
        """Told once, told to the right people, told nothing of what it is about."""
        private = entry.audience.startswith("agency:")
        if isinstance(owed, Post):
            assert entry.audience == SIDES, f"{entry.kind} of {entry.audience} is posted to all"
            assert "MARKER" not in owed.message.summary
        if isinstance(owed, Telling):
            # Whoever a turn has come to since is another person: their receipt says they were told.
            again = entry.kind != "covered" and (owed.topic, str(owed.to)) in self.told
            assert not again, f"told twice: {owed.topic}"
            self.told.append((owed.topic, str(owed.to)))
            assert not any(about in str(owed.message) for about in ABOUT)
            if self._chairs(owed):
                assert not private
            elif self._agency(owed) == PARTNERSHIP and not private:
                assert self._knows(owed.to), f"{owed.topic} is of something that cannot be seen"
            elif not self._stands_in(owed):
                assert self._agency(owed) in self._may_be_told(entry), f"{owed.topic} to {owed.to}"
            if private and not self._stands_in(owed):
                assert own_agency(self._agency(owed)) == entry.audience
            if owed.to == OFFICE:
                assert entry.by == CLOCK or entry.kind in (
                    *("moved", "settled", "redirected", "not_agreed"),
                    *("taken_out_of_sight", "wrong_recipient", "procedure_changed"),
                    "meeting_held",
                )

    def _knows(self, who: RoleAt | To) -> bool:
        """Whether somebody of the partnership has been given it, advises, or holds a tier told."""
        stands = self.story.disagreement
        if isinstance(who, To):
            return rights.may(who.person, Act.STATUS, stands, self.directory)
        advising = stands.advisers.get(PARTNERSHIP, ())
        return who.role in {*stands.noticed, *stands.copied, *advising} or any(
            who in stands.people_of(told.tier, PARTNERSHIP) for told in stands.told
        )

    def _stands_in(self, owed: Telling) -> bool:
        """Whoever stands in may work for an agency that takes no part, and for no other side."""
        standing = {person for _, person in self.story.disagreement.stood_in}
        return isinstance(owed.to, To) and owed.to.person in standing

    def _chairs(self, owed: Telling) -> bool:
        """Whoever chairs a meeting may be of no involved agency, or has chaired it until now."""
        chairs = {entry.chair for entry in self._all("meeting_called")}
        return isinstance(owed.to, To) and owed.to.person in chairs

    def _may_be_told(self, entry: Entry) -> set[str]:
        if entry.audience.startswith("agency:"):  # whoever presses Immediate harm has their own
            return {entry.audience.removeprefix("agency:")}
        return set(self.story.disagreement.agencies)

    def _agency(self, owed: Telling) -> str:
        match owed.to:
            case RoleAt(_, agency):
                return agency
            case To(person):
                return AGENCY_OF[person]

    def _all(self, kind: str) -> list[Any]:
        return [entry for entry in self.story.entries if entry.kind == kind]


Lives.TestCase.settings = settings(max_examples=100, stateful_step_count=50, deadline=None)
TestWhateverPeopleDo = Lives.TestCase


class LivesOfBracknellForest(Lives):
    """The same under the chapter of 2019: one window from being told, and then no number at all."""

    procedure = BRACKNELL_FOREST


class LivesFromEntering(Lives):
    """The same where windows are counted from being told, and from the entering of a stage."""

    procedure = FROM_ENTERING


for _lives in (LivesOfBracknellForest, LivesFromEntering):
    _lives.TestCase.settings = settings(max_examples=25, stateful_step_count=40, deadline=None)
TestWhateverPeopleDoInBracknellForest = LivesOfBracknellForest.TestCase
TestWhateverPeopleDoFromEntering = LivesFromEntering.TestCase


class LivesOfScs(Lives):
    """The same, where the partnership itself holds the last tier."""

    procedure, directory, area = SCS, PEOPLE, AREA


LivesOfScs.TestCase.settings = settings(max_examples=40, stateful_step_count=40, deadline=None)
TestWhateverPeopleDoThere = LivesOfScs.TestCase


def test_every_act_that_there_is_is_among_what_people_do() -> None:
    """A new family of acts is lived here too."""
    lived = {agree, alarm, answer, climb, close, harm, meet, raise_, report, say, view}
    lived |= {
        bring_in,
        chair,
        convene,
        covers,
        duty,
        link,
        merge,
        note,
        dates,
        reopen,
        sight,
        wrong,
        line_manager,
        opened,
        stand_in,
        migrate,
        prefer,
    }

    assert set(acts.FAMILIES) == lived


def test_an_empty_disagreement_waits_for_nothing() -> None:
    assert Disagreement("ESC-NOBODY", BERKSHIRE).moments() == ()


def test_everybody_who_may_act_is_somebody_in_particular() -> None:
    story = Story().raised("Thursday 2026-04-02 15:00")
    for person in EVERYBODY:
        assert rights.relations(person, story.disagreement, DIRECTORY)

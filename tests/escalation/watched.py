"""What is true of every disagreement at every moment, whatever people have done to it."""

import itertools
from typing import Any

from hypothesis.stateful import invariant

from escalation import acts, chain, entries, rights
from escalation.acts.migrate import ProcedureChanged
from escalation.directory.people import PARTNERSHIP
from escalation.disagreement import Status, after, fold
from escalation.entries import CLOCK, OFFICE, SIDES, Entry, Kept, own_agency
from escalation.ladder.rungs import LimitSet
from escalation.owing import BUSINESS_MANAGER, Owed, Post, RoleAt, Telling, To
from escalation.permissions import Act
from escalation.texts.procedure import Procedure
from escalation.words import message
from escalation.working_time.working_days import end_of_day
from tests.escalation.anybody import AGENCY_OF
from tests.escalation.on_purpose import OnPurpose
from tests.escalation.story import BERKSHIRE

ABOUT = ["MARKER", BERKSHIRE.category("threshold").label]
ALARMS = {"undelivered", "audited", "stood_in"}
SALT = bytes(16)


class Watched(OnPurpose):
    """A disagreement, watched after every act."""

    def __init__(self) -> None:
        super().__init__()
        self.ledger: list[Kept] = []
        self.first = self.story.disagreement

    @invariant()
    def whatever_is_owed_is_owed_rightly(self) -> None:
        """Every entry reads in words; what it owes is told once, to the right people, in private."""
        for entry, stood in self.new:
            assert message.plain(message.Message("", entry.reads(stood)))
            for owed in entry.owes(stood):
                self._owed(entry, owed)
        self.new.clear()

    @invariant()
    def what_is_read_again_folds_to_the_same(self) -> None:
        """The ledger's bodies say everything, and each follows the one before it."""
        for each in self.story.entries[len(self.ledger) :]:
            previous = self.ledger[-1].link.hash if self.ledger else chain.START
            at = len(self.ledger) + 1
            reference = self.story.reference
            kept = entries.sealed(each, reference, at, f"act:{at}", previous, SALT, SALT)
            self.ledger.append(kept)
            assert _read(kept) == each
            self.read_again = after(self.read_again, _read(kept))
        assert self.read_again == self.story.disagreement

    def teardown(self) -> None:
        """The whole ledger holds, and the moments kept beside it are those that it gives."""
        assert chain.broken(kept.link for kept in self.ledger) is None
        assert all(kept.link.digest == chain.digest(SALT, kept.body) for kept in self.ledger)
        again = fold(self.first.reference, self.first.procedure, map(_read, self.ledger))
        assert again.moments() == self.story.disagreement.moments()

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
        ends = sum(
            kinds.count(end) for end in ("settled", "withdrawn", "merged", "not_taken_forward")
        )
        assert ends <= 1 + kinds.count("reopened")
        proposal = self.story.disagreement.proposal
        if self.story.disagreement.status is Status.SETTLED:
            assert proposal is not None
            assert set(proposal.yes) >= set(self.story.disagreement.deciding)

    @invariant()
    def it_never_stands_above_what_has_been_told(self) -> None:
        assert self.story.disagreement.stage_tier <= self.story.disagreement.reached

    @invariant()
    def no_limit_has_moved_but_by_a_corrected_date_or_another_text(self) -> None:
        """A corrected start moves nothing that is counted from being told, or from entering a stage."""
        counted: dict[int, LimitSet] = {}
        text = self.first.procedure
        for entry in self.story.entries:
            if isinstance(entry, ProcedureChanged):
                counted, text = {}, entry.procedure
            if entry.kind == "date_corrected":
                counted = {n: each for n, each in counted.items() if not _from_the_start(text, n)}
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
            if owed.to == BUSINESS_MANAGER:
                assert (
                    entry.by == CLOCK
                    or entry.kind
                    in (
                        *("moved", "settled", "redirected", "not_agreed"),
                        *("taken_out_of_sight", "wrong_recipient", "procedure_changed"),
                        *("meeting_held", "harm_pressed", "reported"),
                        "course_chosen",  # to whoever is to call the meeting, where nobody holds that role
                    )
                )
            self._goes_to_whom_it_should(owed)
        if entry.kind in ALARMS:
            self._alarms(entry, owed)

    def _alarms(self, entry: Entry, owed: Owed) -> None:
        """The office alone hears an alarm: by a reference, and nothing of what it is about."""
        assert entry.audience == OFFICE
        assert not isinstance(owed, Post)
        if isinstance(owed, Telling):
            assert owed.to == BUSINESS_MANAGER
            assert self.story.reference in message.plain(owed.message)

    def _goes_to_whom_it_should(self, owed: Telling) -> None:
        """A role of the procedure, or the office; and nobody of another side is found for it."""
        stands = self.story.disagreement
        if isinstance(owed.to, RoleAt) and owed.to != BUSINESS_MANAGER:
            texts = (stands.procedure, *(change.was for change in stands.changes))
            assert any(owed.to.role in text.roles for text in texts), f"no such role: {owed.to}"
        others = set(stands.agencies) - {self._agency(owed)}
        despite = owed.urgent or owed.topic.startswith(("cut:", "sight:"))
        for heard in self.story.heard_by(owed):
            found = heard.agency
            assert found not in others or self._stands_in(owed), f"{owed.topic} of {owed.to}"
            assert despite or heard.id not in stands.cut, f"{owed.topic} to somebody cut"

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
        """Whoever chairs a meeting, or comes to it for an agency that takes no part, may be of no
        involved one; or has done so until now."""
        called = self._all("meeting_called")
        chairs = {entry.chair for entry in called}
        chairs |= {each.person for entry in called for each in entry.panel}
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


def _read(kept: Kept) -> Entry:
    header = kept.link.header
    return entries.read(acts.KINDS, header.kind, header.schema, kept.body)


def _from_the_start(text: Procedure, tier: int) -> bool:
    window = text.tiers[tier].within
    return window is not None and window.counted_from == "start"

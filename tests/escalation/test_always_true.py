"""Whatever people do, in whatever order: what is true of every disagreement at every moment."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from escalation import acts, entries, message, rights
from escalation.acts import agree, alarm, answer, climb, close, harm, meet, raise_, say
from escalation.disagreement import Disagreement, after
from escalation.entries import CLOCK, SIDES, Entry, own_agency
from escalation.owing import Owed, Post, RoleAt, Telling, To
from escalation.refusals import Refusal
from escalation.rights import Act
from tests.escalation.story import BERKSHIRE, DIRECTORY, Story, time

EVERYBODY = [person.id for person in DIRECTORY.people]
AGENCY_OF = {person.id: person.agency for person in DIRECTORY.people}
OFFICE = RoleAt("business_manager", "partnership")
ABOUT = ["MARKER", BERKSHIRE.category("threshold").label]

people = st.sampled_from([*EVERYBODY, "nobody"])
mostly = st.sampled_from([True, True, True, True, False])
number = st.integers(0, 19)
words = st.sampled_from(["MARKER we differ"] * 5 + ["", " "])
tiers = st.sampled_from(["", "1", "2", "3", "4", "9", "x"])
days = st.sampled_from(
    [f"2026-0{m}-{d:02}" for m in (4, 5) for d in (3, 8, 9, 20, 28)] + ["2099-01-01", ""]
)
questions = st.sampled_from(
    [f"tier:{tier}" for tier in range(6)] + [f"proposal:{n}" for n in (1, 2)] + ["", "harm:1"]
)
WAITS = [
    timedelta(seconds=1),
    timedelta(minutes=16),
    timedelta(hours=3),
    timedelta(hours=17),
    timedelta(days=1),
    timedelta(days=4),
    timedelta(days=30),
]


class Lives(RuleBasedStateMachine):
    """A disagreement under the Berkshire process, and people who do whatever comes to mind."""

    def __init__(self) -> None:
        super().__init__()
        self.story = Story()
        self.told: list[tuple[str, str]] = []
        self.swept = False
        self.read_again = self.story.disagreement
        self.refused: list[str] = []

    @initialize(late=st.sampled_from([0, 1, 3, 20]), start=st.sampled_from([0, 0, 0, 1, 3]))
    def raised(self, late: int, start: int) -> None:
        began = time("Thursday 2026-04-02 15:00")
        raised_at = began + timedelta(days=late, hours=late)
        self.story.raised(
            f"{began:%A %Y-%m-%d %H:%M}",
            f"{raised_at:%A %Y-%m-%d %H:%M}",
            start_tier=start,
            start_reason="MARKER it is urgent" if start else "",
        )
        self._examine(self.story.entries)

    @rule(wait=st.sampled_from(WAITS))
    def time_passes(self, wait: timedelta) -> None:
        self.story.now += wait
        self._does(acts.time_passed)
        self.swept = True

    @precondition(lambda self: self.story.disagreement.moments())
    @rule()
    def the_next_moment_comes(self) -> None:
        next_at = self.story.disagreement.moments()[0].at
        self.story.now = max(self.story.now, next_at + timedelta(seconds=1))
        self._does(acts.time_passed)
        self.swept = True

    @rule(by=people, n=number, may=mostly, question=questions, own=mostly)
    def takes(self, by: str, n: int, may: bool, question: str, own: bool) -> None:
        by = self._one_who_may(Act.TAKE, n) if may else by
        self._does(answer.take, by=by, question=self._question(question, own))

    @rule(
        by=people,
        n=number,
        may=mostly,
        question=questions,
        own=mostly,
        reason=words,
        instead=people,
    )
    def says_not_me(
        self, by: str, n: int, may: bool, question: str, own: bool, reason: str, instead: str
    ) -> None:
        by = self._one_who_may(Act.NOT_ME, n) if may else by
        answers = {"reason": reason, "instead": "" if instead == "nobody" else instead}
        self._does(answer.not_me, by=by, question=self._question(question, own), answers=answers)

    @rule(by=people, n=number, may=mostly)
    def brings_in_the_lead(self, by: str, n: int, may: bool) -> None:
        by = self._one_who_may(Act.BRING_LEAD, n) if may else by
        self._does(answer.bring_lead, by=by, question="")

    @rule(by=people, n=number, may=mostly, question=questions, own=mostly, day=days, what=words)
    def proposes(
        self, by: str, n: int, may: bool, question: str, own: bool, day: str, what: str
    ) -> None:
        by = self._one_who_may(Act.PROPOSE, n) if may else by
        answers = {"what_1": what, "owner_1": "MARKER Tom", "due_1": day}
        self._does(agree.propose, by=by, question=self._question(question, own), answers=answers)

    @rule(by=people, n=number, may=mostly, question=questions, own=mostly)
    def approves(self, by: str, n: int, may: bool, question: str, own: bool) -> None:
        by = self._one_who_may(Act.APPROVE, n, still=True) if may else by
        self._does(agree.approve, by=by, question=self._proposal(question, own))

    @precondition(lambda self: self.story.disagreement.proposal)
    @rule(n=number)
    def both_sides_approve(self, n: int) -> None:
        for _ in self.story.disagreement.agencies:
            by = self._one_who_may(Act.APPROVE, n, still=True)
            self._does(agree.approve, by=by, question=self._proposal("", True))

    @rule(by=people, n=number, may=mostly, question=questions, own=mostly, reason=words)
    def does_not_approve(
        self, by: str, n: int, may: bool, question: str, own: bool, reason: str
    ) -> None:
        by = self._one_who_may(Act.NOT_APPROVE, n) if may else by
        answers = {"reason": reason}
        self._does(
            agree.not_approve, by=by, question=self._proposal(question, own), answers=answers
        )

    @rule(by=people, n=number, may=mostly, reason=words)
    def dissents(self, by: str, n: int, may: bool, reason: str) -> None:
        by = self._one_who_may(Act.DISSENT, n) if may else by
        self._does(agree.dissent, by=by, question="", answers={"reason": reason})

    @rule(by=people, n=number, may=mostly, question=questions, own=mostly, reason=words)
    def does_not_agree(
        self, by: str, n: int, may: bool, question: str, own: bool, reason: str
    ) -> None:
        by = self._one_who_may(Act.NOT_AGREED, n) if may else by
        answers = {"reason": reason}
        self._does(climb.not_agreed, by=by, question=self._question(question, own), answers=answers)

    @rule(by=people, n=number, may=mostly, question=questions, own=mostly, reason=words, tier=tiers)
    def moves_up(
        self, by: str, n: int, may: bool, question: str, own: bool, reason: str, tier: str
    ) -> None:
        by = self._one_who_may(Act.MOVE_UP, n) if may else by
        answers = {"reason": reason, "tier": tier}
        self._does(climb.move_up, by=by, question=self._question(question, own), answers=answers)

    @rule(by=people, n=number, may=mostly, day=days)
    def sets_a_meeting(self, by: str, n: int, may: bool, day: str) -> None:
        by = self._one_who_may(Act.MEET, n) if may else by
        answers = {"meet_on": day, "meet_at": "10:30"}
        self._does(meet.meet, by=by, question=self._question("", True), answers=answers)

    @rule(by=people, n=number, may=mostly, day=days, text=words)
    def records_a_discussion(self, by: str, n: int, may: bool, day: str, text: str) -> None:
        by = self._one_who_may(Act.DISCUSS, n) if may else by
        answers = {"held_on": day, "who": "MARKER Sam and Priya", "text": text}
        self._does(meet.discuss, by=by, question=self._question("", True), answers=answers)

    @rule(by=people, n=number, may=mostly, text=words)
    def writes(self, by: str, n: int, may: bool, text: str) -> None:
        by = self._one_who_may(Act.SAY, n) if may else by
        self._does(say.say, by=by, text=text)

    @rule(by=people)
    def presses_immediate_harm(self, by: str) -> None:
        self._does(harm.press, by=by)

    @rule(by=people, number=st.integers(0, 3))
    def has_seen_it(self, by: str, number: int) -> None:
        self._does(harm.opened, by=by, question=f"harm:{number}")

    @rule(by=st.sampled_from(["sam", "ann", "priya"]), reason=words)
    def withdraws(self, by: str, reason: str) -> None:
        if len(self.story.entries) > 30:  # a life too short teaches little
            self._does(close.withdraw, by=by, question="", answers={"reason": reason})

    @rule(by=people, n=number, may=mostly)
    def exports(self, by: str, n: int, may: bool) -> None:
        by = self._one_who_may(Act.EXPORT, n) if may else by
        copy = {"agency": "health", "to": by, "format": "pdf", "sha256": "ab" * 32}
        self._does(close.exported, by=by, **copy)

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
        assert kinds.count("settled") + kinds.count("withdrawn") <= 1
        proposal = self.story.disagreement.proposal
        if "settled" in kinds:
            assert proposal is not None
            assert set(proposal.yes) == set(self.story.disagreement.agencies)

    @invariant()
    def it_never_stands_above_what_has_been_told(self) -> None:
        assert self.story.disagreement.stage_tier <= self.story.disagreement.reached

    @invariant()
    def no_limit_has_moved(self) -> None:
        limits = [limit.at for limit in self.story.disagreement.limits]
        assert limits == [entry.limit for entry in self._all("limit_set")]

    def _does(self, act: Callable[..., list[Entry]], **given: Any) -> None:
        story = self.story
        try:
            new = act(story.disagreement, story.now, story.calendar, DIRECTORY, **given)
        except Refusal as refused:
            self.refused.append(refused.sentence)
            return
        story.entries += new
        story.disagreement = after(story.disagreement, *new)
        self._examine(new)

    def _examine(self, new: list[Entry]) -> None:
        for entry in new:
            reads = message.plain(message.Message("", entry.reads(self.story.disagreement)))
            assert reads or entry.kind == "settled"
            for owed in entry.owes(self.story.disagreement):
                self._owed(entry, owed)

    def _owed(self, entry: Entry, owed: Owed) -> None:
        """Told once, told to the right people, told nothing of what it is about."""
        private = entry.audience.startswith("agency:")
        if isinstance(owed, Post):
            assert entry.audience == SIDES, f"{entry.kind} of {entry.audience} is posted to all"
            assert "MARKER" not in owed.message.summary
        if isinstance(owed, Telling):
            assert (owed.topic, str(owed.to)) not in self.told, f"told twice: {owed.topic}"
            self.told.append((owed.topic, str(owed.to)))
            assert not any(about in str(owed.message) for about in ABOUT)
            if owed.to != OFFICE:
                assert self._agency(owed) in self._may_be_told(entry)
            if private:
                assert own_agency(self._agency(owed)) == entry.audience
            if owed.to == OFFICE:
                assert entry.by == CLOCK or entry.kind in (
                    *("moved", "settled", "redirected", "not_agreed"),
                )

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

    def _one_who_may(self, act: Act, n: int, still: bool = False) -> str:
        """Somebody with the right; `still`: of an agency that has not said yes, if there is one."""
        disagreement = self.story.disagreement
        said = disagreement.proposal.yes if still and disagreement.proposal else {}
        rotated = [*EVERYBODY[n:], *EVERYBODY[:n]]
        rotated.sort(key=lambda each: AGENCY_OF[each] in said)
        may = (each for each in rotated if rights.may(each, act, disagreement, DIRECTORY))
        return next(may, "nobody")

    def _question(self, chosen: str, own: bool) -> str:
        return self.story.disagreement.question if own else chosen

    def _proposal(self, chosen: str, own: bool) -> str:
        open_ = self.story.disagreement.proposal
        return open_.question if own and open_ else chosen

    def _all(self, kind: str) -> list[Any]:
        return [entry for entry in self.story.entries if entry.kind == kind]


Lives.TestCase.settings = settings(max_examples=100, stateful_step_count=50, deadline=None)
TestWhateverPeopleDo = Lives.TestCase


def test_every_act_that_there_is_is_among_what_people_do() -> None:
    """A new family of acts is lived here too."""
    lived = {agree, alarm, answer, climb, close, harm, meet, raise_, say}

    assert set(acts.FAMILIES) == lived


def test_an_empty_disagreement_waits_for_nothing() -> None:
    assert Disagreement("ESC-NOBODY", BERKSHIRE).moments() == ()


def test_everybody_who_may_act_is_somebody_in_particular() -> None:
    story = Story().raised("Thursday 2026-04-02 15:00")
    for person in EVERYBODY:
        assert rights.relations(person, story.disagreement, DIRECTORY)

"""People at work: what everybody does now and then, by anybody, at any time."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from escalation import acts, rights
from escalation.acts import (
    agree,
    answer,
    bring_in,
    climb,
    close,
    harm,
    line_manager,
    meet,
    note,
    opened,
    report,
    say,
    view,
)
from escalation.disagreement import Disagreement, after
from escalation.entries import Entry
from escalation.permissions import Act
from escalation.refusals import Refusal
from tests.escalation.scs import PEOPLE
from tests.escalation.story import BERKSHIRE, DIRECTORY, Story, time

EVERYBODY = [person.id for person in PEOPLE.people]
AGENCY_OF = {person.id: person.agency for person in PEOPLE.people}

people = st.sampled_from([*EVERYBODY, "nobody"])
mostly = st.sampled_from([True, True, True, True, False])
number = st.integers(0, 19)
words = st.sampled_from(["MARKER we differ"] * 5 + ["", " "])
tiers = st.sampled_from(["", "1", "2", "3", "4", "9", "x"])
days = st.sampled_from(
    [f"2026-0{m}-{d:02}" for m in (4, 5) for d in (3, 8, 9, 20, 28)] + ["2099-01-01", ""]
)
starts = st.sampled_from(
    [f"2026-0{m}-{d:02}" for m in (3, 4) for d in (1, 2, 9, 14, 31 - m)] + [""]
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


ANOTHER = Story(reference="ESC-MNPQ-STUV").raised(
    "Thursday 2026-04-02 11:00", by="ann", other="priya"
)


class AtWork(RuleBasedStateMachine):
    """A disagreement under the Berkshire process, and people who do what everybody does."""

    procedure, directory, area = BERKSHIRE, DIRECTORY, ""

    def __init__(self) -> None:
        super().__init__()
        self.story = Story(procedure=self.procedure, directory=self.directory)
        self.told: list[tuple[str, str]] = []
        self.new: list[tuple[Entry, Disagreement]] = []  # each with how it stood then
        self.swept = False
        self.read_again = self.story.disagreement
        self.refused: list[str] = []

    @initialize(
        late=st.sampled_from([0, 1, 3, 20]),
        start=st.sampled_from([0, 0, 0, 1, 3]),
        others=st.sampled_from([{}, {}, {"further": ("pat",)}]),
        beside=st.sampled_from(["", "", "jo", "ann"]),
        jointly=st.sampled_from(["for", "with"]),
    )
    def raised(
        self, late: int, start: int, others: dict[str, Any], beside: str, jointly: str
    ) -> None:
        began = time("Thursday 2026-04-02 15:00")
        raised_at = began + timedelta(days=late, hours=late)
        self.story.raised(
            f"{began:%A %Y-%m-%d %H:%M}",
            f"{raised_at:%A %Y-%m-%d %H:%M}",
            start_tier=start,
            start_reason="MARKER it is urgent" if start else "",
            area=self.area or self.procedure.areas[-1],
            category=self._category,
            whom=next((each.id for each in self.procedure.subjects), ""),
            colleague=beside,
            jointly=jointly,
            **others,
        )
        self.new += [(entry, self.story.disagreement) for entry in self.story.entries]

    @property
    def _category(self) -> str:
        return min(self.procedure.categories, key=lambda each: each.id != "threshold").id

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

    @rule(by=people, n=number, may=mostly, day=days, text=words, own=st.booleans())
    def records_a_discussion(
        self, by: str, n: int, may: bool, day: str, text: str, own: bool
    ) -> None:
        by = self._one_who_may(Act.DISCUSS, n) if may else by
        answers = {"held_on": day, "who": "MARKER Sam and Priya", "text": text}
        answers |= {"between": "own" if own else "all"}
        self._does(meet.discuss, by=by, question=self._question("", True), answers=answers)

    @rule(by=people, n=number, may=mostly, text=words)
    def gives_a_view(self, by: str, n: int, may: bool, text: str) -> None:
        by = self._one_who_may(Act.VIEW, n) if may else by
        question = self._question("", True)
        self._does(view.view, by=by, question=question, answers={"text": text})

    @rule(by=people, n=number, may=mostly, text=words, day=days)
    def makes_a_note(self, by: str, n: int, may: bool, text: str, day: str) -> None:
        by = self._one_who_may(Act.NOTE, n) if may else by
        answers = {"about": "lead", "text": text, "happened_on": day}
        self._does(note.note, by=by, answers=answers)

    @rule(by=people, n=number, may=mostly, text=words)
    def writes(self, by: str, n: int, may: bool, text: str) -> None:
        by = self._one_who_may(Act.SAY, n) if may else by
        self._does(say.say, by=by, text=text)

    @rule(by=people, n=number, may=mostly, who=st.sampled_from(["pat", "ann", "bea"]), reason=words)
    def brings_in_an_agency(self, by: str, n: int, may: bool, who: str, reason: str) -> None:
        by = self._one_who_may(Act.BRING_AGENCY, n) if may else by
        answers = {"professional": who, "reason": reason}
        question = self._question("", True)
        self._does(bring_in.bring_agency, by=by, question=question, answers=answers)

    @rule(by=people, n=number, may=mostly, who=people)
    def names_a_manager(self, by: str, n: int, may: bool, who: str) -> None:
        by = self._one_who_may(Act.NAME_MANAGER, n) if may else by
        self._does(line_manager.name_manager, by=by, manager=who)

    @rule(by=people, n=number, may=mostly, yes=mostly)
    def answers_as_their_manager(self, by: str, n: int, may: bool, yes: bool) -> None:
        by = self._one_who_may(Act.MANAGER_YES, n) if may else by
        answer_ = line_manager.manager_yes if yes else line_manager.manager_no
        self._does(answer_, by=by, question="manager")

    @rule(by=people, n=number, may=mostly, reason=words)
    def opens_the_copy(self, by: str, n: int, may: bool, reason: str) -> None:
        by = self._one_who_may(Act.OPEN_COPY, n) if may else by
        self._does(opened.open_copy, by=by, question="", answers={"reason": reason})

    @rule(by=people, n=number, may=mostly)
    def reports(self, by: str, n: int, may: bool) -> None:
        by = self._one_who_may(Act.REPORT, n) if may else by
        self._does(report.report, by=by, question="report:s4")

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

    def _does(self, act: Callable[..., list[Entry]], **given: Any) -> None:
        story = self.story
        try:
            new = act(story.disagreement, story.now, story.calendar, self.directory, **given)
        except Refusal as refused:
            self.refused.append(refused.sentence)
            return
        new = acts.followed(story.disagreement, new, story.now, story.calendar)
        story.entries += new
        story.disagreement = after(story.disagreement, *new)
        self.new += [(entry, story.disagreement) for entry in new]

    def _one_who_may(self, act: Act, n: int, still: bool = False, of: str = "") -> str:
        """Somebody with the right; `still`: of an agency that has not said yes, if there is one."""
        disagreement = self.story.disagreement
        said = disagreement.proposal.yes if still and disagreement.proposal else {}
        rotated = [*EVERYBODY[n:], *EVERYBODY[:n]]
        rotated.sort(key=lambda each: (AGENCY_OF[each] in said, bool(of) and AGENCY_OF[each] != of))
        may = (each for each in rotated if rights.may(each, act, disagreement, self.directory))
        return next(may, "nobody")

    def _question(self, chosen: str, own: bool) -> str:
        return self.story.disagreement.question if own else chosen

    def _proposal(self, chosen: str, own: bool) -> str:
        open_ = self.story.disagreement.proposal
        return open_.question if own and open_ else chosen

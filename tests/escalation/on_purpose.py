"""People who carry a thing through: what luck alone would seldom bring to its end."""

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from escalation.acts import agree, convene, dates, duty, gate, reopen
from escalation.duties import duties
from escalation.permissions import Act
from escalation.words import gates
from tests.escalation.anybody import Anybody
from tests.escalation.at_work import number
from tests.escalation.story import AGREEMENT

WHY = {"reason": "MARKER we differ"}
LONG_ENOUGH = 15  # entries: a life too short teaches little


class OnPurpose(Anybody):
    """And what takes several acts: an agreement, a meeting, all that is left, many days."""

    @rule(times=st.sampled_from([3, 6, 12]))
    def nobody_acts_for_long(self, times: int) -> None:
        for _ in range(times):
            if self.story.disagreement.moments():
                self.the_next_moment_comes()

    @precondition(lambda self: len(self.story.entries) > LONG_ENOUGH)
    @rule(n=number)
    def they_agree(self, n: int) -> None:
        question = self.story.disagreement.question
        answers = {**AGREEMENT, "what_1": "MARKER a joint visit", "due_1": "2026-12-01"}
        by = self._one_who_may(Act.PROPOSE, n)
        self._does(agree.propose, by=by, question=question, answers=answers)
        for _ in self.story.disagreement.agencies:
            by = self._one_who_may(Act.APPROVE, n, still=True)
            self._does(agree.approve, by=by, question=self._proposal("", True))

    @rule(n=number, held=st.booleans())
    def a_meeting_is_called(self, n: int, held: bool) -> None:
        now = self.story.now
        called = {"meet_on": f"{now.date():%Y}-12-01", "meet_at": "10:30", "chair": "ivor"}
        by = self._one_who_may(Act.CALL_MEETING, n)
        answers = {**called, "chair_name": ""}
        self._does(convene.call_meeting, by=by, question="", answers=answers)
        if held:
            by = self._one_who_may(Act.MEETING_HELD, n)
            words = {"who": "MARKER Sam", "decision": "MARKER they meet", "outcome": "none"}
            answers = {"held_on": f"{now.date():%Y-%m-%d}", **words}
            self._does(convene.meeting_held, by=by, question="", answers=answers)

    @rule(n=number)
    def what_is_left_is_seen_to(self, n: int) -> None:
        for owed in duties.due(self.story.disagreement):
            answers = {f"{owed.duty.id}.how": "done", f"{owed.duty.id}.words": "MARKER it was"}
            by = self._one_who_may(Act.CLOSING, n)
            self._does(duty.closing, by=by, question="", answers=answers)

    @rule(day=st.sampled_from(["2026-03-02", "2026-03-31", "2026-04-01"]))
    def the_date_was_wrong(self, day: str) -> None:
        answers = {"began_on": day, "began_at": "11:00", **WHY}
        self._does(dates.correct_date, by="sam", question="", answers=answers)

    @precondition(lambda self: self.story.disagreement.gated(self.story.disagreement.reached))
    @rule(n=number, goes_on=st.booleans())
    def a_manager_says_whether_it_goes_on(self, n: int, goes_on: bool) -> None:
        stands = self.story.disagreement
        question = gates.question(stands, stands.reached)
        by = self._one_who_may(Act.TAKE_FORWARD, n)
        if goes_on:
            self._does(gate.take_forward, by=by, question=question)
        else:
            self._does(gate.not_forward, by=by, question=question, answers=WHY)

    @precondition(lambda self: not self.story.disagreement.is_open)
    @rule(n=number)
    def it_was_not_over(self, n: int) -> None:
        self._does(reopen.reopen, by=self._one_who_may(Act.REOPEN, n), question="", answers=WHY)

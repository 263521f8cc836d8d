"""People who carry a thing through: what luck alone would seldom bring to its end."""

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from escalation.acts import (
    agree,
    check,
    convene,
    course,
    dates,
    discussions,
    duty,
    gate,
    paper,
    reopen,
)
from escalation.duties import duties, papers
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

    @precondition(lambda self: self.story.disagreement.stage.courses)
    @rule(n=number, guest=st.sampled_from(["pat", "ann", "sam", ""]))
    def a_panel_is_called(self, n: int, guest: str) -> None:
        answers = {"course": "resolution-panel", **WHY}
        self._does(course.course, by=self._one_who_may(Act.COURSE, n), question="", answers=answers)
        called = {"meet_on": f"{self.story.now.date():%Y}-12-01", "meet_at": "10:30"}
        panel = {"panel_1": "sam", "panel_2": "priya", "panel_further_1": guest}
        by = self._one_who_may(Act.CALL_MEETING, n)
        self._does(convene.call_meeting, by=by, question="", answers={**called, **panel})

    @rule(n=number)
    def what_is_left_is_seen_to(self, n: int) -> None:
        for owed in duties.due(self.story.disagreement):
            answers = {f"{owed.duty.id}.how": "done", f"{owed.duty.id}.words": "MARKER it was"}
            by = self._one_who_may(Act.CLOSING, n)
            self._does(duty.closing, by=by, question="", answers=answers)

    @rule(n=number, wrong=st.booleans())
    def discussions_are_approved(self, n: int, wrong: bool) -> None:
        recorded = self.story.disagreement.discussions
        by = self._one_who_may(Act.APPROVE_DISCUSSIONS, n)
        beside = {"except": str(recorded[-1].entry) if recorded else "", "correction": "MARKER"}
        answers = beside if wrong else {}
        self._does(discussions.approve_discussions, by=by, question="", answers=answers)

    @precondition(lambda self: bool(papers.asked(self.story.disagreement)))
    @rule(n=number, arrived=st.booleans())
    def a_form_is_sent(self, n: int, arrived: bool) -> None:
        stands = self.story.disagreement
        asked = papers.questions(stands.procedure, papers.asked(stands)[0])
        answers = {name: "MARKER as the record has it" for _, _, name in asked}
        self._does(paper.form, by=self._one_who_may(Act.FORM, n), question="", answers=answers)
        sent = {paper.BY_E_MAIL: paper.YES, paper.SENT_ON: f"{self.story.now.date():%Y-%m-%d}"}
        by = self._one_who_may(Act.FORM_SENT, n)
        self._does(paper.form_sent, by=by, question="", answers=sent)
        if arrived:
            by = self._one_who_may(Act.FORM_RECEIVED, n)
            self._does(paper.form_received, by=by, question="")

    @rule(day=st.sampled_from(["2026-03-02", "2026-03-31", "2026-04-01"]))
    def the_date_was_wrong(self, day: str) -> None:
        answers = {"began_on": day, "began_at": "11:00", **WHY}
        self._does(dates.correct_date, by="sam", question="", answers=answers)

    @rule(
        n=number,
        how=st.sampled_from(["done", "done", "not_done", "not_yet", "agreed", "kept", "x"]),
    )
    def it_is_checked_back(self, n: int, how: str) -> None:
        stands = self.story.disagreement
        alike = {"understood": "understood" if n % 5 else "not_understood"}
        words = {"understood_words": "MARKER otherwise", "action_1_words": "MARKER as it is"}
        answers = {**alike, **words, "action_1": how, "action_1_on": "2026-12-08"}
        for agency in stands.agencies:
            mine = [each for each in stands.checks if how in (*check.choices(each, agency), "x")]
            given = answers if mine else {**words, **alike}
            by = self._one_who_may(Act.CHECK_BACK, n, of=agency)
            self._does(check.check_back, by=by, question="check", answers=given)

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

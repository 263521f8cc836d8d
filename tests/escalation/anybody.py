"""People who do whatever comes to mind: each act that there is, by anybody, at any time."""

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from escalation.acts import (
    alarm,
    answer,
    chair,
    close,
    convene,
    course,
    covers,
    dates,
    duty,
    link,
    merge,
    migrate,
    outside,
    prefer,
    reopen,
    sight,
    stand_in,
    wrong,
)
from escalation.duties import duties
from escalation.permissions import Act
from escalation.texts.procedure import Procedure
from tests.escalation.at_work import (
    AGENCY_OF,
    ANOTHER,
    EVERYBODY,
    AtWork,
    days,
    mostly,
    number,
    people,
    starts,
    words,
)
from tests.escalation.other_texts import (
    LONGER,
    SHORTER,
    UNCOUNTED,
    WITH_ANOTHER,
    WITHOUT_ADVISERS,
    WITHOUT_MANAGERS,
    WITHOUT_THE_ROLE,
)
from tests.escalation.story import BERKSHIRE

__all__ = ["AGENCY_OF", "EVERYBODY", "Anybody"]


TEXTS = (
    *(BERKSHIRE, LONGER, SHORTER, UNCOUNTED),
    *(WITH_ANOTHER, WITHOUT_MANAGERS, WITHOUT_THE_ROLE, WITHOUT_ADVISERS),
)
TIERS = ("", "", "", "s1-professionals", "s2-next-level", "s3-senior", "no-such-tier")
hows = st.sampled_from(["done", "declined", "yes", "no", "later", "x"])


class Anybody(AtWork):
    """And what is rarely done: two are linked or merged, dates corrected, mistakes mended."""

    texts: tuple[Procedure, ...] = TEXTS

    @rule(
        by=people,
        n=number,
        may=mostly,
        whom=st.sampled_from(["1:designated_professional", "1:own", ""]),
    )
    def chooses_who_is_asked(self, by: str, n: int, may: bool, whom: str) -> None:
        by = self._one_who_may(Act.PREFER, n) if may else by
        self._does(prefer.prefer, by=by, question="", answers={"whom": whom})

    @rule(
        by=people,
        n=number,
        may=mostly,
        how=st.sampled_from(["directly", "resolution-panel", "child-chair", "adult-chair"]),
        reason=words,
    )
    def chooses_how_it_is_taken_up(self, by: str, n: int, may: bool, how: str, reason: str) -> None:
        by = self._one_who_may(Act.COURSE, n) if may else by
        answers = {"course": how, "reason": reason}
        self._does(course.course, by=by, question="", answers=answers)

    @rule(by=people, n=number, may=mostly, whom=st.sampled_from(["team_around_the_family", "x"]))
    def brings_in_whom_the_stage_names(self, by: str, n: int, may: bool, whom: str) -> None:
        by = self._one_who_may(Act.BRING_LEAD, n) if may else by
        self._does(answer.bring_lead, by=by, question="", answers={"whom": whom})

    @rule(by=people, n=number, may=mostly, how=st.sampled_from(["child", "sibling", "kin"]))
    def links(self, by: str, n: int, may: bool, how: str) -> None:
        by = self._one_who_may(Act.LINK, n) if may else by
        self._does(link.link, by=by, other="ESC-MNPQ-STUV", answers={"how": how})

    @rule(by=people, n=number, may=mostly, reason=words)
    def unlinks(self, by: str, n: int, may: bool, reason: str) -> None:
        by = self._one_who_may(Act.UNLINK, n) if may else by
        self._does(link.unlink, by=by, other="ESC-MNPQ-STUV", answers={"reason": reason})

    @precondition(lambda self: not self.story.disagreement.merged_in)
    @rule(by=people, n=number, may=mostly, reason=words)
    def takes_another_in(self, by: str, n: int, may: bool, reason: str) -> None:
        by = self._one_who_may(Act.MERGE, n) if may else by
        if "taken_in" not in self.story.kinds():  # its people are told of the same one once
            answers = {"reason": reason}
            self._does(merge.take_in, by=by, other=ANOTHER.disagreement, answers=answers)

    @rule()
    def the_other_was_not_merged_after_all(self) -> None:
        self._does(merge.undo, other=ANOTHER.disagreement)

    @rule(by=people, n=number, may=mostly, reason=words)
    def is_merged(self, by: str, n: int, may: bool, reason: str) -> None:
        by = self._one_who_may(Act.MERGE, n) if may else by
        if len(self.story.entries) > 40:  # a life too short teaches little
            answers = {"reason": reason}
            self._does(merge.merge, by=by, into=ANOTHER.disagreement, answers=answers)

    @rule(by=people, n=number, may=mostly, day=starts, reason=words)
    def corrects_the_date(self, by: str, n: int, may: bool, day: str, reason: str) -> None:
        by = self._one_who_may(Act.CORRECT_DATE, n) if may else by
        answers = {"began_on": day, "began_at": "15:00", "reason": reason}
        self._does(dates.correct_date, by=by, question="", answers=answers)

    @rule(by=people, n=number, may=mostly, day=starts, why=words)
    def gives_their_own_date(self, by: str, n: int, may: bool, day: str, why: str) -> None:
        by = self._one_who_may(Act.OWN_DATE, n) if may else by
        answers = {"began_on": day, "began_at": "09:30", "why": why}
        self._does(dates.own_date, by=by, question="", answers=answers)

    @rule(by=people, n=number, may=mostly, day=starts, text=words)
    def refers_it_outside(self, by: str, n: int, may: bool, day: str, text: str) -> None:
        by = self._one_who_may(Act.REFER_OUTSIDE, n) if may else by
        answers = {"outside": "cafcass", "referred_on": day, "text": text, "number": text}
        self._does(outside.refer_outside, by=by, question="", answers=answers)

    @rule(
        by=people,
        may=mostly,
        to=st.sampled_from(range(12)),
        tier=st.sampled_from(TIERS),
        reason=words,
    )
    def changes_the_procedure(self, by: str, may: bool, to: int, tier: str, reason: str) -> None:
        by = "bea" if may else by
        text = self.texts[to % len(self.texts)]
        self._does(migrate.migrate, by=by, to=text, tier=tier, reason=reason)

    @rule(by=people, n=number, may=mostly, reason=words)
    def reopens(self, by: str, n: int, may: bool, reason: str) -> None:
        by = self._one_who_may(Act.REOPEN, n) if may else by
        self._does(reopen.reopen, by=by, question="", answers={"reason": reason})

    @rule(by=people, n=number, may=mostly)
    def exports(self, by: str, n: int, may: bool) -> None:
        by = self._one_who_may(Act.EXPORT, n) if may else by
        copy = {"agency": "health", "to": by, "format": "pdf", "sha256": "ab" * 32}
        self._does(close.exported, by=by, **copy)

    @rule(by=people, n=number, may=mostly, reason=words, back=st.integers(0, 3))
    def takes_out_of_sight(self, by: str, n: int, may: bool, reason: str, back: int) -> None:
        by = self._one_who_may(Act.HIDE, n) if may else by
        written = self.story.disagreement.written[-1 - back :]
        answers = {"entry": str(written[0].entry) if written else "", "reason": reason}
        self._does(sight.hide, by=by, question="", answers=answers)

    @rule(by=people, n=number, may=mostly, reason=words, who=people)
    def cuts(self, by: str, n: int, may: bool, reason: str, who: str) -> None:
        if len(self.story.disagreement.cut) < 2:  # where nobody is left there is little to live
            by = self._one_who_may(Act.WRONG, n) if may else by
            answers = {"who": who, "reason": reason}
            self._does(wrong.wrong, by=by, question="", answers=answers)

    @rule(n=number, who=people)
    def is_asked_for_want_of_another(self, n: int, who: str) -> None:
        turns = self.story.disagreement.turns()
        if turns:
            turn = turns[n % len(turns)]
            about = {"who": turn.who, "agency": turn.agency, "named": "Somebody", "way": "gone"}
            self._does(stand_in.stands_in, person=who, **about)

    @rule(n=number)
    def cannot_be_reached(self, n: int) -> None:
        turns = self.story.disagreement.turns()
        if turns:
            of = str(turns[n % len(turns)].who)
            self._does(alarm.undelivered, what="telling", who=of, why="nobody holds it")

    @rule(what=st.sampled_from([alarm.MOMENTS, alarm.OUTBOX, alarm.OVERDUE]))
    def an_audit_finds_something(self, what: str) -> None:
        self._does(alarm.audited, what=what, why="a role and an agency")

    @rule(n=number, who=people)
    def comes_to_be_asked(self, n: int, who: str) -> None:
        turns = self.story.disagreement.turns()
        if turns:
            self._does(covers.covers, turn=turns[n % len(turns)], person=who, way="away")

    @rule(by=people, n=number, may=mostly, day=days, who=people, typed=words)
    def calls_a_meeting(self, by: str, n: int, may: bool, day: str, who: str, typed: str) -> None:
        by = self._one_who_may(Act.CALL_MEETING, n) if may else by
        chosen = {"chair": "" if who == "nobody" else who, "chair_name": ""}
        named = {"chair_name": typed, "chair_of": "MARKER Fire Service"}
        answers = {"meet_on": day, "meet_at": "10:30", **(chosen if n % 2 else named)}
        self._does(convene.call_meeting, by=by, question="", answers=answers)

    @rule(by=people, n=number, may=mostly, day=days, text=words, none=mostly)
    def says_that_the_meeting_was_held(
        self, by: str, n: int, may: bool, day: str, text: str, none: bool
    ) -> None:
        by = self._one_who_may(Act.MEETING_HELD, n) if may else by
        outcome = "none" if none else "agreed"
        answers = {"held_on": day, "who": text, "decision": text, "outcome": outcome}
        self._does(convene.meeting_held, by=by, question="", answers=answers)

    @rule(by=people, n=number, may=mostly, text=words)
    def reports_the_issues(self, by: str, n: int, may: bool, text: str) -> None:
        by = self._one_who_may(Act.CHAIR_REPORT, n) if may else by
        self._does(chair.chair_report, by=by, question="", answers={"issues": text})

    @rule(by=people, n=number, may=mostly)
    def has_read_it(self, by: str, n: int, may: bool) -> None:
        by = self._one_who_may(Act.ACKNOWLEDGE, n) if may else by
        self._does(duty.acknowledge, by=by, question="")

    @rule(by=people, n=number, may=mostly, how=hows, text=words, which=st.integers(0, 9))
    def sees_to_it(self, by: str, n: int, may: bool, how: str, text: str, which: int) -> None:
        by = self._one_who_may(Act.CLOSING, n) if may else by
        due = duties.due(self.story.disagreement)
        id = due[which % len(due)].duty.id if due else "s1:record"
        answers = {f"{id}.how": how, f"{id}.words": text}
        self._does(duty.closing, by=by, question="", answers=answers)

    @rule(by=people, n=number, may=mostly, what=st.sampled_from(["lessons", "gaps"]), text=words)
    def says_what_there_is_to_learn(self, by: str, n: int, may: bool, what: str, text: str) -> None:
        by = self._one_who_may(Act.CLOSING, n) if may else by
        self._does(duty.closing, by=by, question="", answers={what: text})

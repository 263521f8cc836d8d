"""People who do whatever comes to mind: each act that there is, by anybody, at any time."""

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from escalation.acts import (
    answer,
    close,
    covers,
    dates,
    link,
    merge,
    prefer,
    reopen,
    sight,
    stand_in,
    wrong,
)
from escalation.permissions import Act
from tests.escalation.at_work import (
    AGENCY_OF,
    ANOTHER,
    EVERYBODY,
    AtWork,
    mostly,
    number,
    people,
    starts,
    words,
)

__all__ = ["AGENCY_OF", "EVERYBODY", "Anybody"]


class Anybody(AtWork):
    """And what is rarely done: two are linked or merged, dates corrected, mistakes mended."""

    @rule(
        by=people,
        n=number,
        may=mostly,
        whom=st.sampled_from(["1:designated_professional", "1:own", ""]),
    )
    def chooses_who_is_asked(self, by: str, n: int, may: bool, whom: str) -> None:
        by = self._one_who_may(Act.PREFER, n) if may else by
        self._does(prefer.prefer, by=by, question="", answers={"whom": whom})

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

    @rule(n=number, who=people)
    def comes_to_be_asked(self, n: int, who: str) -> None:
        turns = self.story.disagreement.turns()
        if turns:
            self._does(covers.covers, turn=turns[n % len(turns)], person=who, way="away")

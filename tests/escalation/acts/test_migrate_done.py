"""Moved to another text, what was done counts for those whom it reached, and the rest is asked anew."""

from dataclasses import replace

import pytest

from escalation import acts
from escalation.acts import climb, duty, migrate, report
from escalation.acts.migrate import ProcedureChanged
from escalation.disagreement import fold
from escalation.duties import closing, duties
from escalation.ladder.carried_over import Over
from escalation.owing import RoleAt, Telling
from escalation.refusals import Stale
from escalation.texts.procedure import Procedure, read
from escalation.words.message import plain
from tests.escalation.convened import pressed, shown
from tests.escalation.other_texts import LONGER, moves
from tests.escalation.other_windows import BRACKNELL_FOREST
from tests.escalation.story import BERKSHIRE, Story

UP = {"tier": "4", "reason": "Not safe"}
CLOSING = ("ruth", "closing")
PARTNERS, SCRUTINEER = "statutory_partners", "independent_scrutineer"
SUBGROUP = "procedures_subgroup"
DETAILS = """\
      - to: business_manager
        content: details
        at: entry
        force: should
        req: [R-004-50]
"""
OTHER = """\
  - what: Consider whether the process itself has to change.
    when: There may be lessons.
    after: [lessons]
    force: should
    req: [R-004-42]
"""
NOTICE = DETAILS.replace("content: details", "content: notice")


def renamed(to: Procedure) -> Procedure:
    """The same text, where the fourth stage goes by another name."""
    return read(to.text.replace("  - id: s4\n", "  - id: fourth\n"), "renamed.yml")


@pytest.fixture
def reported() -> Story:
    """At Stage 4 of the chapter of 2019, reported to the Partners: it asks for nobody else."""
    story = Story(procedure=BRACKNELL_FOREST)
    story.raised("Thursday 2026-04-02 15:00", area="Bracknell Forest")
    story.does(climb.move_up, "sam", answers=UP).does(report.report, "ruth")
    assert story.last("reported").to == (PARTNERS,)
    return story.forgets()


class TestAReport:
    """It is made to each of those whom the text names, and to each of them once."""

    def test_whoever_the_new_text_names_besides_has_still_to_be_told(self, reported: Story):
        assert "report" not in pressed(reported)

        moves(reported, BERKSHIRE)

        assert "report" in pressed(reported)
        said = (
            "to the Statutory Safeguarding Children Partners; to the Independent Scrutineer not yet"
        )
        assert said in shown(reported)
        ruth = next(each for each in reported.heard if each.person == "ruth")
        assert "Report it to the Independent Scrutineer." in ruth.text
        assert "[Report to the Independent Scrutineer]" in ruth.text
        assert (
            "Asked by the new text and not done under the old: Report the matter to the Independent "
            "Scrutineer, at Stage 4." in reported.posts()
        )

    def test_pressed_again_it_goes_to_them_alone(self, reported: Story):
        moves(reported, BERKSHIRE)
        question = "report:s4:1"

        reported.forgets().does(report.report, "ruth", question=question)

        assert reported.last("reported").to == (SCRUTINEER,)
        assert [each.person for each in reported.heard] == ["ivor"]
        assert "report" not in pressed(reported)
        assert "Reported: by Ruth Adeyemi" in shown(reported)
        reported.refuses(Stale, report.report, "ruth", question=question)

    def test_the_button_of_before_says_less_than_it_would_do_and_is_refused(self, reported: Story):
        moves(reported, BERKSHIRE)

        refused = reported.refuses(Stale, report.report, "ruth", question="report:s4")

        assert "to the Independent Scrutineer not yet" in refused.sentence

    def test_the_business_manager_makes_what_is_left_of_it(self, reported: Story):
        moves(reported, BERKSHIRE)

        reported.does(report.report, "bea", question="report:s4:1")

        assert reported.last("reported").to == (SCRUTINEER,)

    def test_where_the_new_text_asks_for_no_more_it_is_done(self, reported: Story):
        moves(reported, renamed(BRACKNELL_FOREST))

        assert "report" not in pressed(reported)
        assert "Reported: by Ruth Adeyemi" in shown(reported)
        assert "not done under the old" not in reported.posts()

    def test_moved_on_twice_nobody_is_told_twice(self, reported: Story):
        moves(reported, BERKSHIRE)
        moves(reported, renamed(LONGER))

        reported.does(report.report, "ruth", question="report:fourth:2")

        assert reported.last("reported").to == (SCRUTINEER,)
        assert "report" not in pressed(reported)

    def test_moved_back_it_is_done(self, reported: Story):
        moves(reported, BERKSHIRE)
        moves(reported, BRACKNELL_FOREST)

        assert "report" not in pressed(reported)

    def test_settled_without_it_what_is_left_is_asked_on_the_closing_page(self, reported: Story):
        moves(reported, BERKSHIRE)
        reported.forgets().settles("ruth", "anne")

        (ruth,) = [each.text for each in reported.heard if (each.person, each.topic) == CLOSING]
        assert "Report the matter to the Independent Scrutineer, at Stage 4." in ruth
        reported.does(duty.closing, "ruth", answers={"s4:report.how": "done"})
        assert reported.last("reported").to == (SCRUTINEER,)

    def test_what_an_earlier_release_wrote_folds_as_it_did(self, reported: Story):
        moves(reported, BERKSHIRE)
        content = {"over": Over()}
        assert ProcedureChanged.upgraded_from_1(content) == content
        entries = [
            each.__class__(**{**vars(each), "over": None})
            if isinstance(each, ProcedureChanged)
            else each
            for each in reported.entries
        ]

        then = fold(reported.reference, BRACKNELL_FOREST, entries)

        assert "report:s4" in then.answered
        assert acts.KINDS[migrate.ProcedureChanged.kind].schema == 3


class TestACopy:
    """Whoever the new text gives more at this stage than they have had of it is given it."""

    def test_who_had_a_notice_is_given_the_details(self):
        fewer = read(BERKSHIRE.text.replace(DETAILS, NOTICE), "notice.yml")
        story = Story(procedure=fewer).raised("Thursday 2026-04-02 15:00")
        story.does(climb.move_up, "sam", answers=UP).forgets()

        moves(story, BERKSHIRE)

        (bea,) = [each for each in story.heard if each.topic.startswith("copy:")]
        assert (bea.person, "Read the record" in bea.text) == ("bea", True)
        assert story.last("procedure_changed").copied == ("business_manager",)

    def test_who_has_had_as_much_of_it_is_not_given_it_twice(self, easter: Story):
        easter.does(climb.move_up, "sam", answers=UP).forgets()

        moves(easter, LONGER)

        assert not [each for each in easter.heard if each.topic.startswith("copy:")]


class TestTheOffice:
    """Whoever of the office was given something hears of it once, and of no stage that was not entered."""

    def test_to_whom_it_was_reported_hears_once_and_reads_that_nothing_is_asked(self):
        story = Story().raised("Thursday 2026-04-02 15:00")
        story.does(climb.move_up, "sam", answers=UP).does(report.report, "ruth").forgets()
        given = story.disagreement.copied
        assert {PARTNERS, SCRUTINEER, "business_manager"} <= given

        moves(story, LONGER)

        owed = [each for each in story.owed if isinstance(each, Telling)]
        changed = [(each.to, each.message) for each in owed if each.topic == "procedure:1"]
        office = [
            (to.role, message)
            for to, message in changed
            if isinstance(to, RoleAt) and to.agency == "partnership"
        ]
        assert {role for role, _ in office} == given
        assert len(office) == len(given)
        assert all("You are asked for nothing." in plain(message) for _, message in office)

    def test_where_nothing_was_entered_anew_the_copy_says_what_has_changed(self):
        fewer = read(BERKSHIRE.text.replace(DETAILS, NOTICE), "notice.yml")
        story = Story(procedure=fewer).raised("Thursday 2026-04-02 15:00")
        story.does(climb.move_up, "sam", answers=UP).forgets()

        moves(story, BERKSHIRE)

        (bea,) = [each for each in story.heard if each.person == "bea"]
        assert "the procedure has changed" in bea.text
        assert "It stands at Stage 4" in bea.text
        assert "has entered" not in bea.text


class TestADuty:
    """It has been answered for those whom it reached."""

    @pytest.fixture
    def passed_on(self) -> Story:
        """Gaps were named, and passed on to the Partners: this text names nobody else."""
        fewer = read(
            BERKSHIRE.text.replace(
                "    to: [statutory_partners, procedures_subgroup]\n",
                "    to: [statutory_partners]\n",
            ),
            "fewer.yml",
        )
        story = Story(procedure=fewer).raised("Thursday 2026-04-02 15:00")
        story.does(duty.closing, "sam", answers={"gaps": "MARKER"})
        answers = {"learning-2.how": "done", "learning-2.words": "MARKER"}
        story.does(duty.closing, "bea", answers=answers)
        assert story.last("duty_answered").tells == (PARTNERS,)
        return story.forgets()

    def test_it_is_asked_anew_for_whoever_the_new_text_names_besides(self, passed_on: Story):
        moves(passed_on, BERKSHIRE)

        (left,) = duties.left(passed_on.disagreement, "partnership")
        assert (left.duty.id, left.duty.tells) == ("learning-2", ("procedures_subgroup",))
        assert any(each.topic.startswith("duty:learning-2") for each in passed_on.heard)

    def test_by_another_number_it_is_the_same_duty(self, passed_on: Story):
        other = read(
            passed_on.disagreement.procedure.text.replace("learning:\n", f"learning:\n{OTHER}"),
            "o.yml",
        )

        moves(passed_on, other)

        assert duties.left(passed_on.disagreement, "partnership") == ()
        assert set(passed_on.disagreement.done) == {("learning-3", "partnership")}

    def test_gaps_named_afterwards_are_passed_on_to_all_of_them(self, passed_on: Story):
        """Whom the first gaps had reached has heard nothing of these."""
        moves(passed_on, BERKSHIRE).does(duty.closing, "priya", answers={"gaps": "MARKER other"})

        (left,) = duties.left(passed_on.disagreement, "partnership")
        assert left.duty.tells == (PARTNERS, SUBGROUP)
        answers = {"learning-2.how": "done", "learning-2.words": "MARKER"}
        passed_on.forgets().does(duty.closing, "bea", answers=answers)
        assert passed_on.last("duty_answered").tells == (PARTNERS, SUBGROUP)
        second = passed_on.disagreement.flagged[-1].entry
        issues = passed_on.disagreement.issues
        assert all(second in issues[role] for role in (PARTNERS, SUBGROUP))

    def test_reopened_what_is_asked_as_it_ends_is_asked_anew_of_all(self, passed_on: Story):
        ended, on = ("s1:record", "health"), ("learning-2", "partnership")
        told = dict.fromkeys((ended, on), (PARTNERS,))

        anew = closing.reopened(replace(passed_on.disagreement, duty_told=told))

        assert anew.duty_told == {on: (PARTNERS,)}

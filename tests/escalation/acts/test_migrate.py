"""One disagreement goes on by another text: nothing told is told again, and no limit is anybody's lapse."""

from typing import Any

import pytest

from escalation import acts, entries, message
from escalation.acts import agree, answer, climb, dates, migrate, reopen
from escalation.card import card
from escalation.disagreement import after, fold
from escalation.procedure import Procedure
from escalation.refusals import NotNow, NotYours, Unusable
from tests.escalation.other_texts import (
    ELSEWHERE,
    LONGER,
    SHORTER,
    WITH_ANOTHER,
    WITHOUT_MANAGERS,
    WITHOUT_THE_ROLE,
    WITHOUT_THRESHOLD,
)
from tests.escalation.story import (
    BERKSHIRE,
    LINE_MANAGERS,
    NEXT_LEVEL,
    PRACTITIONERS,
    SENIORS,
    Story,
)

WHY = "The partnership has agreed the text of April"


def moves(story: Story, to: Procedure, by: str = "bea", **given: Any) -> Story:
    return story.does(migrate.migrate, by, **{"to": to, "reason": WHY, **given})


def refused(story: Story, why: type[Exception], to: Procedure, by: str = "bea", **given: Any):
    return str(story.refuses(why, migrate.migrate, by, **{"to": to, "reason": WHY, **given}))


def wakes(story: Story) -> dict[str, str]:
    return {wake.id: f"{wake.at:%a %d %H:%M}" for wake in story.disagreement.moments()}


@pytest.fixture
def managers(easter: Story) -> Story:
    """Raised before Good Friday; the line managers were told when Tuesday had ended."""
    return easter.reaches("Tuesday 2026-04-07 17:01").forgets()


class TestEveryLimitIsCountedAnew:
    """From the same start, by the windows of the new text."""

    def test_each_stands_beside_the_one_it_had_been(self, managers: Story):
        moves(managers, LONGER)

        said = managers.reads(managers.last("procedure_changed"))
        assert "limit of the line manager / team manager: Thursday 9 April, was Wednesday" in said
        ends = [f"{limit.at:%a %d}" for limit in managers.disagreement.limits]
        assert ends == ["Wed 08", "Thu 09", "Fri 10", "Mon 13", "Wed 15"]
        assert managers.disagreement.began == managers.last("limit_set").start

    def test_the_clock_lives_by_the_new_dates(self, managers: Story):
        moves(managers, LONGER).forgets()

        managers.reaches("Thursday 2026-04-09 17:00").expects_told(LINE_MANAGERS, "ask:1:1")
        managers.expects_silence()
        managers.reaches("Thursday 2026-04-09 17:01").expects_told(NEXT_LEVEL, "reached:1:2")

    def test_one_that_has_passed_by_then_is_nobodys_lapse(self, managers: Story):
        managers.reaches("Wednesday 2026-04-08 11:00").forgets()
        moves(managers, SHORTER)

        passed = managers.disagreement.limit(1)
        assert passed
        assert passed.before_raising
        assert passed.had_passed == "had passed before the procedure was changed"
        assert "held against nobody" in managers.posts()
        assert "limit:1" not in wakes(managers)

    def test_whoever_has_it_keeps_a_full_working_day_where_there_is_less_time(
        self, managers: Story
    ):
        managers.reaches("Wednesday 2026-04-08 11:00")
        moves(managers, SHORTER)

        assert wakes(managers)["tell:1:2"] == "Thu 09 17:00"

    def test_a_date_is_corrected_afterwards_by_the_new_windows(self, managers: Story):
        moves(managers, LONGER)
        managers.does(
            dates.correct_date,
            "sam",
            answers={"began_on": "2026-04-01", "began_at": "09:00", "reason": "A slip"},
        )

        assert [f"{each.at:%a %d}" for each in managers.disagreement.limits][1:3] == [
            "Wed 08",
            "Thu 09",
        ]
        assert "limit:1" in wakes(managers)


class TestWhoIsTold:
    """Everybody who had been told, each once; of the next tier nobody, until its time."""

    def test_everybody_who_was_told_hears_of_it_once(self, managers: Story):
        moves(managers, LONGER)

        managers.expects_told(PRACTITIONERS | LINE_MANAGERS, "procedure:1")
        managers.expects_silence()

    def test_they_read_of_it_without_content(self, managers: Story):
        moves(managers, LONGER)

        texts = [each.text for each in managers.heard]
        assert not any("MARKER" in text or WHY in text for text in texts)
        assert any("by the end of Thursday 9 April" in text for text in texts)

    def test_the_reason_and_both_texts_stand_in_the_thread(self, managers: Story):
        moves(managers, LONGER)

        assert WHY in managers.posts()
        assert "(April 2026), and no longer by" in managers.posts()
        assert "Bea Lang (Business Manager) has changed the procedure" in managers.posts()

    def test_back_and_forth_each_change_is_told_once(self, managers: Story):
        moves(managers, LONGER)
        moves(managers, BERKSHIRE)

        managers.expects_told(PRACTITIONERS | LINE_MANAGERS, "procedure:1")
        managers.expects_told(PRACTITIONERS | LINE_MANAGERS, "procedure:2")
        assert managers.disagreement.raised_under == BERKSHIRE
        assert len({*wakes(managers)}) == len(managers.disagreement.moments())


class TestWhereItStands:
    """At the counterpart of its tier: of the same stage, held by the same roles."""

    def test_with_another_tier_below_it_goes_by_the_new_numbers(self, managers: Story):
        managers.does(answer.take, "jo").reaches("Wednesday 2026-04-08 17:01")
        managers.does(answer.take, "mina").forgets()
        assert managers.disagreement.stage_tier == 2

        moves(managers, WITH_ANOTHER)

        stands = managers.disagreement
        assert (stands.stage_tier, stands.reached) == (3, 3)
        assert stands.tier.held_by == ("next_manager", "safeguarding_lead")
        assert stands.holders["health"].person == "mina"
        assert [told.tier for told in stands.told] == [0, 1, 3]
        assert {"tier:0", "tier:1", "tier:2"} <= stands.answered.keys()
        managers.forgets().reaches("Thursday 2026-04-09 17:01")
        managers.expects_told(SENIORS, "reached:1:4")

    def test_a_tier_that_is_no_more_leaves_its_people_in_the_know(self, managers: Story):
        moves(managers, WITHOUT_MANAGERS)

        stands = managers.disagreement
        assert stands.reached == 0
        assert {each.role for each in stands.joined} == {"line_manager"}
        managers.expects_told(PRACTITIONERS | LINE_MANAGERS, "procedure:1")
        assert "The limit of the line manager / team manager: the new text has no such tier" in (
            managers.posts()
        )

    def test_who_is_told_under_a_number_that_stood_for_others_is_told_all_the_same(
        self, managers: Story
    ):
        """Tier 1 has been told; the new text's tier 1 is another, and is told in its turn."""
        moves(managers, WITHOUT_MANAGERS).forgets()

        managers.reaches("Wednesday 2026-04-08 17:01")

        managers.expects_told(NEXT_LEVEL, "reached:1:1")

    def test_without_a_counterpart_the_office_says_where(self, managers: Story):
        managers.does(answer.take, "jo")

        why = refused(managers, Unusable, WITHOUT_MANAGERS)
        assert "--tier: s1-professionals (professional); s2-next-level (next management" in why
        moves(managers.forgets(), WITHOUT_MANAGERS, tier="s2-next-level")

        stands = managers.disagreement
        assert (stands.stage.id, stands.reached) == ("s2", 1)
        assert not stands.holders
        managers.expects_told(NEXT_LEVEL, "reached:1:1")
        managers.expects_told(PRACTITIONERS | LINE_MANAGERS, "procedure:1")
        assert [each.topic for each in managers.heard] == ["copy:entry:1"]

    def test_it_can_be_reopened_and_moved_up_afterwards(self, managers: Story):
        moves(managers, WITH_ANOTHER)
        managers.does(climb.move_up, "sam").settles("jo", "tom")
        managers.does(reopen.reopen, "sam")

        assert managers.disagreement.stage.id == "s2"
        assert message.plain(card(managers.disagreement))


class TestRefused:
    """In a sentence that says what to do instead; nothing has changed."""

    def test_it_is_for_the_office_alone(self, managers: Story):
        for by in ("sam", "jo", "nobody"):
            assert "Business Manager" in refused(managers, NotYours, LONGER, by=by)

    def test_anybody_of_the_office_may(self, managers: Story):
        assert moves(managers, LONGER, by="ivor").disagreement.procedure == LONGER

    def test_the_same_text(self, managers: Story):
        assert "this very text already" in refused(managers, NotNow, BERKSHIRE)

    def test_a_text_that_is_not_for_its_area(self, managers: Story):
        assert "not for the area" in refused(managers, NotNow, ELSEWHERE)

    def test_a_text_that_does_not_know_what_it_is_about(self, managers: Story):
        why = refused(managers, NotNow, WITHOUT_THRESHOLD)

        assert "it lacks: threshold. Add them to its file" in why

    def test_without_a_reason(self, managers: Story):
        assert "--because" in refused(managers, NotNow, LONGER, reason=" ")

    def test_one_that_has_ended(self, managers: Story):
        managers.settles("jo", "tom")

        assert "was settled" in refused(managers, NotNow, LONGER)

    def test_a_tier_that_there_is_not(self, managers: Story):
        assert "There is no such tier" in refused(managers, Unusable, LONGER, tier="s9")

    def test_where_something_has_happened_since_it_was_looked_at(self, managers: Story):
        seen = managers.disagreement.version
        managers.does(answer.take, "jo")

        assert "meanwhile" in refused(managers, NotNow, LONGER, seen=seen)

    def test_an_agreement_on_the_table_is_answered_first(self, managers: Story):
        what = {"what_1": "A visit", "owner_1": "Priya Desai", "due_1": "2026-12-01"}
        managers.does(agree.propose, "jo", answers=what)

        assert "on the table" in refused(managers, NotNow, WITHOUT_MANAGERS, tier="s2-next-level")

    def test_somebody_named_in_a_part_that_the_new_text_does_not_know(self, managers: Story):
        managers.does(answer.not_me, "jo", answers={"instead": "max", "reason": "On leave"})
        assert managers.disagreement.named

        why = refused(managers, NotNow, WITHOUT_THE_ROLE)

        assert "Max Gray stands by name as the line manager / team manager of Health Trust" in why
        assert "no such role" in why

    def test_somebody_named_at_a_tier_that_is_no_more_stays_in_the_know(self, managers: Story):
        managers.does(answer.not_me, "jo", answers={"instead": "max", "reason": "On leave"})

        moves(managers, WITHOUT_MANAGERS)

        assert "max" in {str(each.who) for each in managers.disagreement.joined}


class TestTheLedger:
    """It says everything: read again, it folds to the same."""

    def test_read_again_it_is_the_same(self, managers: Story):
        moves(managers, WITH_ANOTHER).reaches("Friday 2026-04-10 12:00")

        read = [
            entries.read(acts.KINDS, each.kind, each.schema, entries.body(each))
            for each in managers.entries
        ]
        assert fold(managers.reference, BERKSHIRE, read) == managers.disagreement

    def test_each_entry_reads_as_it_then_stood(self, managers: Story):
        moves(managers, WITHOUT_MANAGERS)

        stands = fold(managers.reference, BERKSHIRE, [])
        for entry in managers.entries:
            stands = after(stands, entry)
            assert entry.reads(stands)

    def test_the_entry_names_both_texts_by_their_hashes(self, managers: Story):
        moves(managers, LONGER)

        entry = managers.last("procedure_changed")
        assert (entry.was.sha256, entry.now.sha256) == (BERKSHIRE.sha256, LONGER.sha256)
        assert entry.procedure == LONGER

"""One disagreement goes on by another text: nothing told is told again, and no limit is anybody's lapse."""

from escalation import acts, entries
from escalation.acts import answer, climb, dates, migrate, reopen
from escalation.disagreement import after, fold
from escalation.refusals import Stale, Unusable
from escalation.words import message
from escalation.words.card import card
from escalation.words.message import Choices
from tests.escalation.other_texts import (
    LONGER,
    SHORTER,
    WHY,
    WITH_ANOTHER,
    WITHOUT_ADVISERS,
    WITHOUT_MANAGERS,
    moves,
)
from tests.escalation.story import (
    BERKSHIRE,
    LINE_MANAGERS,
    NEXT_LEVEL,
    PRACTITIONERS,
    SENIORS,
    Story,
)


def wakes(story: Story) -> dict[str, str]:
    return {wake.id: f"{wake.at:%a %d %H:%M}" for wake in story.disagreement.moments()}


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

    def test_whoever_is_asked_has_buttons_that_go_by_the_new_numbers(self, managers: Story):
        """An old one may name a tier that is another by now: it is refused, and nothing is lost."""
        managers.reaches("Wednesday 2026-04-08 17:01").does(answer.take, "mina").forgets()
        moves(managers, WITH_ANOTHER)

        (mina,) = [each for each in managers.heard if each.person == "mina"]
        assert "You are asked: Seek a solution between the agencies" in mina.text
        (asked,) = [each for each in mina.telling.message.parts if isinstance(each, Choices)]
        assert {each.question for each in asked.choices if each.act == "view"} == {"tier:3"}
        stale = managers.refuses(Stale, climb.not_agreed, "helen", question="tier:2")
        assert "Bea Lang changed the procedure" in str(stale)

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

        given = {"to": WITHOUT_MANAGERS, "reason": WHY}
        why = str(managers.refuses(Unusable, migrate.migrate, "bea", **given))
        assert "--tier: s1-professionals (professional); s2-next-level (next management" in why
        moves(managers.forgets(), WITHOUT_MANAGERS, tier="s2-next-level")

        stands = managers.disagreement
        assert (stands.stage.id, stands.reached) == ("s2", 1)
        assert not stands.holders
        managers.expects_told(NEXT_LEVEL, "reached:1:1")
        managers.expects_told(PRACTITIONERS | LINE_MANAGERS, "procedure:1")
        managers.expects_told({"dev"}, "adviser:1:health:designated_professional")
        managers.expects_told({"bea"}, "copy:entry:1:1")
        managers.expects_silence()

    def test_a_stage_that_is_entered_again_gives_its_copy_again(self, managers: Story):
        managers.does(climb.move_up, "jo").expects_told({"bea"}, "copy:entry:2")
        moves(managers, LONGER, tier="s1-managers").forgets()

        managers.does(climb.move_up, "jo")

        managers.expects_told({"bea"}, "copy:entry:1:2")

    def test_an_adviser_whom_a_text_did_not_know_is_asked_again_by_one_that_does(
        self, managers: Story
    ):
        managers.does(climb.move_up, "jo")
        moves(managers, WITHOUT_ADVISERS)
        assert not managers.disagreement.advisers
        managers.forgets()

        moves(managers, BERKSHIRE)

        managers.expects_told({"dev"}, "adviser:2:health:designated_professional")
        assert "dev" not in {each.person for each in managers.heard}

    def test_it_can_be_reopened_and_moved_up_afterwards(self, managers: Story):
        moves(managers, WITH_ANOTHER)
        managers.does(climb.move_up, "sam").settles("jo", "tom")
        managers.does(reopen.reopen, "sam")

        assert managers.disagreement.stage.id == "s2"
        assert message.plain(card(managers.disagreement))


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

"""Each discussion is recorded, approved and dated, and kept by each agency that took part."""

import pytest

from escalation import rights
from escalation.acts import close, discussions, duty, meet, reopen
from escalation.directory.people import PARTNERSHIP
from escalation.duties import discussed, duties
from escalation.duties.approving import DiscussionsApproved
from escalation.entries import SIDES, own_agency
from escalation.permissions import Act
from escalation.refusals import NotNow, NotYours, Stale, Unusable
from tests.escalation.story import BERKSHIRE, Story
from tests.escalation.talking import BOTH, HELD, OWN, RAISED, approves, talked, talking

WITHDRAWN = {"reason": "MARKER settled by telephone"}
BESIDE = {"correction": "MARKER it was Friday"}


def left(story: Story, agency: str) -> list[int]:
    return [each.entry for each in discussed.to_approve(story.disagreement, agency)]


class TestRecording:
    """R-003-36, R-003-39: as it happens, inside an agency or between agencies, with what is in writing."""

    def test_one_between_agencies_is_read_by_every_side_and_stands_as_not_yet_approved(self):
        story = talking()
        entry = talked(story, "sam", {**BOTH, "papers": "E-mail of 1 April, in our case system"})

        assert story.last("discussed").audience == SIDES
        assert left(story, "health") == left(story, "care") == [entry]
        posted = story.posts()
        assert "between Health Trust and Social Care" in posted
        assert "E-mail of 1 April, in our case system" in posted
        assert "Written down: Thursday 2 April 2026, 15:00" in posted
        assert "another day" not in posted
        assert "stands as not yet approved" in posted

    def test_one_written_down_on_a_later_day_shows_both_times(self):
        story = talking().reaches("Friday 2026-04-03 09:00")
        talked(story, "sam", BOTH)

        assert "held on Thursday 2 April 2026, 14:00" in story.posts()
        assert "Friday 3 April 2026, 09:00, on another day than it was held" in story.posts()

    def test_one_inside_an_agency_is_read_there_alone_and_moves_nothing(self):
        story = talking().reaches("Tuesday 2026-04-07 17:01").forgets()
        last = story.disagreement.last_act
        entry = talked(story, "tom", OWN)

        assert story.kinds()[-1] == "discussed"
        assert "moved" not in story.kinds()
        assert story.last("discussed").audience == own_agency("care")
        assert (left(story, "care"), left(story, "health")) == ([entry], [])
        assert story.owed == []
        assert story.disagreement.last_act == last

    @pytest.mark.parametrize("between", ["", "health+police", "somewhere"])
    def test_it_is_asked_which_it_was(self, between: str):
        refused = talking().refuses(
            Unusable, meet.discuss, "sam", answers={**HELD, "between": between}
        )

        assert refused.field == discussed.BETWEEN

    def test_of_three_agencies_it_may_be_between_two_and_the_third_approves_nothing(self):
        story = Story(procedure=talking().procedure)
        story.raised(RAISED, further=("pat",))
        entry = talked(story, "sam", {**BOTH, "between": "health+police"})

        assert [left(story, each) for each in ("health", "care", "police")] == [
            [entry],
            [],
            [entry],
        ]
        refused = story.refuses(
            Unusable, meet.discuss, "sam", answers={**BOTH, "between": "care+police"}
        )
        assert refused.sentence == discussed.NOT_WITHOUT_YOURS

    def test_the_partnership_has_no_discussion_of_its_own(self):
        with pytest.raises(Unusable):
            discussed.chosen(talking().disagreement, "own", PARTNERSHIP)

    def test_a_text_that_says_nothing_of_discussions_has_none_to_approve(self):
        story = Story(procedure=BERKSHIRE).raised(RAISED)
        talked(story, "sam", BOTH)

        assert story.disagreement.discussions == ()
        assert "approved" not in story.posts()
        refused = story.refuses(NotNow, discussions.approve_discussions, "sam")
        assert refused.sentence == discussions.NOT_ASKED


class TestApproving:
    """R-003-37, R-003-38: by each agency for its own file, all up to today in one press."""

    def test_all_up_to_today_in_one_press_also_by_whoever_wrote_it(self):
        story = talking()
        between, own = talked(story, "sam", BOTH), talked(story, "sam", OWN)
        approves(story.forgets(), "sam")

        assert left(story, "health") == []
        assert left(story, "care") == [between]
        sides, alone = story.entries[-2:]
        assert isinstance(sides, DiscussionsApproved)
        assert isinstance(alone, DiscussionsApproved)
        assert (sides.audience, sides.discussions) == (SIDES, (between,))
        assert (alone.audience, alone.discussions) == (own_agency("health"), (own,))
        assert "inside" not in story.posts()
        assert story.heard == []

    def test_each_agency_answers_for_itself(self):
        story = talking()
        entry = talked(story, "sam", BOTH)
        approves(story, "sam").reaches("Friday 2026-04-03 09:00")
        approves(story, "priya")

        said = story.disagreement.discussions[0].said
        assert [(agency, one.by.person) for agency, one in said.items()] == [
            ("health", "sam"),
            ("care", "priya"),
        ]
        assert said["care"].at > said["health"].at
        assert story.last("discussions_approved").discussions == (entry,)

    def test_what_was_recorded_after_the_form_was_opened_is_not_approved_unseen(self):
        story = talking()
        talked(story, "sam", BOTH)
        question = discussions.question(story.disagreement)
        later = talked(story, "sam", BOTH)
        story.does(discussions.approve_discussions, "priya", question=question, answers={})

        assert left(story, "care") == [later]

    def test_one_may_be_corrected_beside_what_was_written_and_the_others_are_approved(self):
        story = talking()
        first, second = talked(story, "sam", BOTH), talked(story, "sam", BOTH)
        before = story.entries[first - 1]
        approves(story, "priya", **{"except": str(first), **BESIDE})

        assert left(story, "care") == []
        assert story.entries[first - 1] == before
        assert story.last("discussion_corrected").text == BESIDE["correction"]
        assert story.last("discussions_approved").discussions == (second,)
        assert "this correction stands beside it" in story.posts()

    @pytest.mark.parametrize(
        ("answers", "field"),
        [
            ({"correction": "MARKER"}, "except"),
            ({"except": "999", "correction": "MARKER"}, "except"),
        ],
    )
    def test_a_correction_belongs_to_one_of_those_shown(self, answers, field):
        story = talking()
        talked(story, "sam", BOTH)

        assert (
            story.refuses(Unusable, discussions.approve_discussions, "sam", answers=answers).field
            == field
        )

    def test_a_correction_needs_its_words(self):
        story = talking()
        entry = talked(story, "sam", BOTH)
        refused = story.refuses(
            Unusable, discussions.approve_discussions, "sam", answers={"except": str(entry)}
        )

        assert refused.field == "correction"

    def test_answered_once_it_is_not_answered_again(self):
        story = talking()
        talked(story, "sam", BOTH)
        question = discussions.question(story.disagreement)
        approves(story, "sam")

        story.refuses(Stale, discussions.approve_discussions, "sam", question=question, answers={})

    def test_a_tier_that_was_told_is_not_entered_by_it(self):
        story = talking()
        talked(story, "sam", BOTH)
        story.reaches("Tuesday 2026-04-07 17:01")
        approves(story, "tom")

        assert "moved" not in story.kinds()

    @pytest.mark.parametrize("who", ["bea", "kofi", "pat", "ruth"])
    def test_nobody_but_the_people_of_a_side_approves(self, who: str):
        story = talking()
        talked(story, "sam", BOTH)

        story.refuses(NotYours, discussions.approve_discussions, who, answers={})
        assert not rights.may(who, Act.APPROVE_DISCUSSIONS, story.disagreement, story.directory)


class TestAtTheEnd:
    """What nobody has approved is left to see to, and is asked again."""

    def ended(self, *said: dict[str, str]) -> Story:
        story = talking()
        for each in said:
            talked(story, "sam", each)
        return story.forgets().does(close.withdraw, "sam", answers=WITHDRAWN)

    def asked(self, story: Story, agency: str) -> list[str]:
        return [each.duty.id for each in duties.asked(story.disagreement, agency)]

    def test_it_is_asked_of_each_agency_that_took_part(self):
        story = self.ended(BOTH)

        assert discussed.ID in self.asked(story, "health")
        assert discussed.ID in self.asked(story, "care")
        told = "\n".join(each.text for each in story.heard if each.person == "priya")
        assert discussed.APPROVE in told

    def test_of_one_inside_an_agency_no_other_learns_that_there_is_any(self):
        story = self.ended(OWN)

        assert discussed.ID in self.asked(story, "health")
        assert discussed.ID not in self.asked(story, "care")
        for each in story.entries:
            if each.audience == SIDES:
                assert "iscussion" not in story.reads(each), each.kind
        others = [each.text for each in story.heard if each.person in ("priya", "tom")]
        assert not any("iscussion" in text for text in others)

    def test_on_the_page_of_what_is_left_all_are_approved_at_once_and_a_later_copy_has_them(self):
        story = self.ended(BOTH, OWN)
        answers = {"discussions.how": "done"}
        record = next(each for each in self.asked(story, "health") if each.endswith(":record"))
        answers |= {f"{record}.how": "done", f"{record}.words": "MARKER our file 12"}
        story.does(duty.closing, "sam", question="closing", answers=answers)

        assert left(story, "health") == []
        assert story.kinds().count("discussions_approved") == 2
        assert "copy_renewed" in story.kinds()

    def test_or_none_is_right_and_why_stands_beside_each(self):
        story = self.ended(BOTH, OWN)
        why = {"discussions.how": "declined", "discussions.words": "MARKER both are wrong"}
        story.does(duty.closing, "sam", question="closing", answers=why)

        assert story.kinds().count("discussion_corrected") == 2
        assert left(story, "health") == []

    def test_none_is_right_needs_its_reason(self):
        refused = self.ended(BOTH).refuses(
            Unusable,
            duty.closing,
            "sam",
            question="closing",
            answers={"discussions.how": "declined"},
        )

        assert refused.field == "discussions.words"

    def test_they_are_approved_by_their_own_button_after_the_end_too(self):
        story = self.ended(BOTH)
        approves(story, "priya")

        assert left(story, "care") == []
        assert discussed.ID not in self.asked(story, "care")

    def test_whoever_is_asked_is_asked_again(self):
        story = self.ended(BOTH)
        story.forgets().reaches("Friday 2026-04-10 17:01")

        again = [each for each in story.heard if each.topic.startswith("closing")]
        assert any(discussed.APPROVE in each.text for each in again)

    def test_reopened_nothing_is_asked_and_at_the_next_end_it_is(self):
        story = self.ended(BOTH).does(reopen.reopen, "sam", answers=WITHDRAWN)
        assert self.asked(story, "care") == []

        story.does(close.withdraw, "sam", answers=WITHDRAWN)
        assert discussed.ID in self.asked(story, "care")

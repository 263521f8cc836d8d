"""What people are told of their part: what this is, what is asked, by when, whom to ring; and 999."""

from dataclasses import replace

import pytest

from escalation.acts import agree, answer, climb
from escalation.disagreement import Turn
from escalation.owing import Telling, To
from escalation.texts.procedure import Role
from escalation.words import deciding, message, prompts, reminders
from escalation.words.by_when import by_when
from escalation.words.emergency import EMERGENCY
from escalation.words.message import Choices, Message
from escalation.words.naming import holders, holding, lowered
from tests.escalation.story import AGREEMENT, BERKSHIRE, DIRECTORY, Story, time


def read(said: Message) -> str:
    return message.plain(said)


def prompted(story: Story) -> dict[str, str]:
    """Each kind of question that is put to people, with its words."""
    return {each.topic.split(":")[0]: each.text for each in story.heard}


@pytest.fixture
def lived(easter: Story) -> Story:
    """A disagreement in which everything that can be asked of somebody has been."""
    easter.does(agree.propose, "sam", answers=AGREEMENT)
    easter.does(answer.bring_lead, "sam").reaches("Tuesday 2026-04-07 17:01")
    easter.does(answer.not_me, "jo", answers={"reason": "MARKER", "instead": "max"})
    easter.does(climb.not_agreed, "max", answers={"reason": "MARKER"})
    return easter.reaches("Wednesday 2026-04-15 17:01")


ASKS = ("raised", "ask", "reached", "proposal", "redirected", "not_agreed", "top", "remind")


@pytest.mark.parametrize("topic", ASKS)
class TestEveryPrompt:
    """Three lines, and no more content than a postcard may carry."""

    def test_says_what_this_is(self, lived: Story, topic: str):
        assert "difference of opinion" in prompted(lived)[topic]
        assert "ESC-KXQT-RWBM" in prompted(lived)[topic]

    def test_says_what_is_asked(self, lived: Story, topic: str):
        assert "You are asked: " in prompted(lived)[topic]

    def test_says_by_when(self, lived: Story, topic: str):
        words = prompted(lived)[topic]
        assert "When: by the end of" in words or "The procedure says" in words

    def test_names_somebody_to_ring(self, lived: Story, topic: str):
        assert "To hear more, ring " in prompted(lived)[topic]

    def test_begins_with_999(self, lived: Story, topic: str):
        assert prompted(lived)[topic].startswith(EMERGENCY)

    def test_offers_something_to_press(self, lived: Story, topic: str):
        assert prompted(lived)[topic].splitlines()[-2].startswith("[")


def test_no_private_message_holds_what_it_is_about(lived):
    """No category, nothing that anybody typed."""
    category = BERKSHIRE.category("threshold").label
    for owed in lived.owed:
        if isinstance(owed, Telling):
            for content in ("MARKER", category, "A joint visit", "It is not met"):
                assert content not in str(owed.message)


def test_no_message_blames_anybody(lived):
    for each in lived.heard:
        for word in ("no answer", "failed", "overdue", " late", "ignored", "non-compliance"):
            assert word not in each.text.lower()


def test_the_day_is_the_procedures_and_the_hour_is_ours(lived):
    for each in lived.heard:
        assert "17:00" not in each.text


def test_a_preview_shows_the_reference_and_what_happened_and_nothing_else(lived):
    for each in lived.heard:
        assert each.telling.message.summary.startswith("ESC-KXQT-RWBM: ")
        assert each.telling.message.summary.endswith(".")


def test_the_professionals_ring_each_other_and_managers_ring_their_own(easter):
    easter.reaches("Tuesday 2026-04-07 17:01")

    told = {(each.person, each.topic): each.text for each in easter.heard}
    assert "ring Priya Desai at Social Care" in told["sam", "raised"]
    assert "ring Sam Okafor at Health Trust" in told["priya", "ask:0"]
    assert "ring Sam Okafor at Health Trust" in told["jo", "reached:1"]
    assert "ring Priya Desai at Social Care" in told["tom", "reached:1"]


class TestByWhen:
    """A limit as the procedure's words and a day; one that has passed is held against nobody."""

    def says(self, story: Story, tier: int) -> str:
        return str(by_when(story.disagreement, tier))

    def test_a_limit_ahead(self, easter: Story):
        assert self.says(easter, 1) == (
            "When: by the end of Wednesday 8 April (within two working days of the start of the "
            "difference of opinion; the aim is 24 hours). Good Friday and Easter Monday do not "
            "count."
        )

    def test_a_limit_that_passed_before_raising(self, story: Story):
        story.raised("Monday 2026-09-14 09:00", at="Thursday 2026-09-17 11:00")

        assert self.says(story, 0) == (
            "The procedure says within one working day. That had passed before this was raised, "
            "so please answer as soon as you can."
        )

    def test_a_limit_that_has_passed_since(self, easter: Story):
        easter.reaches("Tuesday 2026-04-07 17:01")

        assert self.says(easter, 0) == (
            "The procedure says within one working day; that was Tuesday 7 April. "
            "Please answer as soon as you can."
        )

    @pytest.mark.parametrize(
        ("until", "tier", "says"),
        [
            ("Monday 2026-11-30 17:01", 1, "ended on Monday 30 November, as you were told."),
            ("Wednesday 2026-12-02 08:00", 2, "ended on Tuesday 1 December, as you were told."),
        ],
    )
    def test_one_that_ended_before_its_people_were_told_is_not_held_against_them(
        self, story: Story, until: str, tier: int, says: str
    ):
        story.raised("Thursday 2026-11-26 09:00", at="Friday 2026-11-27 08:00").reaches(until)

        words = self.says(story, tier)
        assert says in words
        assert "at least one full working day before the next tier is told." in words
        assert words.endswith("Please answer as soon as you can.")

    def test_told_only_on_a_later_day(self, easter: Story):
        standing = easter.disagreement
        later = replace(standing.told[0], tier=4, at=time("Monday 2026-04-20 17:00"))
        told = replace(standing, told=(*standing.told, later))

        assert str(by_when(told, 4)).endswith(
            ", which ended on Tuesday 14 April, before you were told. "
            "Please answer as soon as you can."
        )

    def test_no_number(self, numberless: Story):
        numberless.raised("Thursday 2026-04-02 15:00")

        assert self.says(numberless, 2) == (
            "No day is set. The procedure gives no number of days for this."
        )


class TestWhoHasAnswered:
    """Said when it is known, and only then."""

    def says(self, story: Story) -> str:
        return " ".join(str(each) for each in prompts.who_has_answered(story.disagreement))

    def test_nothing_while_nobody_has_been_asked(self, easter: Story):
        assert self.says(easter) == ""

    def test_which_side_has_approved(self, easter: Story):
        easter.does(agree.propose, "sam", answers=AGREEMENT)
        easter.does(agree.approve, "sam", question=easter.proposal)

        assert self.says(easter) == (
            "An agreement has been proposed. Health Trust has approved it. "
            "Social Care has still to answer."
        )

    def test_which_side_has_said_that_it_is_not_agreed(self, easter: Story):
        easter.does(climb.not_agreed, "priya")

        assert self.says(easter) == (
            "Health Trust has still to answer. Social Care has recorded that it is not agreed."
        )


class TestRoles:
    """How a role reads at the beginning of a sentence, and inside one."""

    @pytest.mark.parametrize(
        ("label", "inside"),
        [
            ("Line manager / team manager", "line manager / team manager"),
            ("Safeguarding Lead", "safeguarding lead"),
            ("Head of Service", "head of service"),
            ("Named GP", "named GP"),
            ("DSL", "DSL"),
            ("CAF/TAC Officer", "CAF/TAC officer"),
        ],
    )
    def test_inside_a_sentence(self, label: str, inside: str):
        assert lowered(label) == inside

    def test_a_tier_of_two_roles(self):
        assert holding(BERKSHIRE, 2) == "next management level or safeguarding lead"
        assert holders(BERKSHIRE, 2) == "Next management level or safeguarding lead"

    def test_an_acronym_at_the_beginning_stays_one(self):
        roles = {**BERKSHIRE.roles, "line_manager": Role("line_manager", "DSL", "agency")}

        assert holders(replace(BERKSHIRE, roles=roles), 1) == "DSL"


class TestChoices:
    """What may be pressed, and the question that it answers."""

    def acts(self, choices: Choices) -> list[tuple[str, str]]:
        return [(choice.act, choice.question) for choice in choices.choices]

    def test_every_button_names_its_question(self, easter: Story):
        pressed = self.acts(prompts.choices(easter.disagreement, 1, "health"))

        assert {question for act, question in pressed if act not in ("note", "harm")} == {"tier:1"}
        acts = "take view discuss meet propose not_agreed not_me bring_lead note harm"
        assert [act for act, _ in pressed] == acts.split()

    def test_with_a_proposal_its_answers_come_first(self, easter: Story):
        easter.does(agree.propose, "sam", answers=AGREEMENT)

        pressed = self.acts(prompts.choices(easter.disagreement, 0, "health"))
        assert pressed[:2] == [("approve", "proposal:1"), ("not_approve", "proposal:1")]

    def test_at_the_last_stage_nothing_promises_to_move_up(self, easter: Story):
        offered = prompts.choices(easter.disagreement, 4, "health")
        labels = [choice.label for choice in offered.choices]

        assert "Not agreed" in labels
        assert not any("move up" in label for label in labels)


def test_where_the_window_asks_for_a_meeting_the_question_is_about_the_meeting(easter):
    turn = Turn("health", 4, To("ruth"))

    assert "Has the meeting been held" in read(reminders.reminder(easter.disagreement, turn))


def test_whoever_advises_is_told_that_they_decide_nothing(easter):
    easter.does(answer.bring_lead, "priya")

    (leila,) = [each for each in easter.heard if each.person == "leila"]
    assert "No limit of the procedure is yours." in leila.text
    assert "ring Priya Desai at Social Care" in leila.text
    assert EMERGENCY in leila.text


def test_whom_to_ring_has_a_number():
    people = tuple(replace(each, phone=f"0118 {each.id}") for each in DIRECTORY.people)
    story = Story(directory=replace(DIRECTORY, people=people)).raised("Thursday 2026-04-02 15:00")

    (sam, priya) = story.heard
    assert "ring Priya Desai at Social Care on 0118 priya. " in sam.text
    assert "ring Sam Okafor at Health Trust on 0118 sam. " in priya.text


def test_a_reminder_says_what_to_press_if_it_is_settled(easter):
    turn = Turn("health", 0, To("sam"))
    assert deciding.if_settled(easter.disagreement) in read(
        reminders.reminder(easter.disagreement, turn)
    )

    easter.does(agree.propose, "sam", answers=AGREEMENT)
    said = deciding.if_settled(easter.disagreement)
    assert said not in read(reminders.reminder(easter.disagreement, turn))


def test_no_message_speaks_of_a_private_channel_that_there_may_not_be(lived):
    for each in lived.heard:
        assert "private channel" not in each.text


def test_once_both_sides_have_said_it_no_reminder_asks_whether_it_is_not_agreed(easter):
    easter.does(climb.move_up, "sam", answers={"tier": "4", "reason": "Not safe"})
    easter.does(climb.not_agreed, "ruth").does(climb.not_agreed, "anne").forgets()

    easter.reaches("Tuesday 2026-04-14 12:00")

    asked = [each.text for each in easter.heard if each.person in ("ruth", "anne")]
    assert asked
    assert not any("or is it not agreed?" in text for text in asked)
    assert any(reminders.STILL_HELD in text for text in asked)

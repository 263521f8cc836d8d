"""Who calls a meeting that a procedure asks for: an agency's people, or the partnership's office."""

from dataclasses import replace

import pytest

from escalation.acts import climb, convene
from escalation.directory.people import Post
from escalation.duties import duties
from escalation.meetings import callers
from escalation.owing import Telling
from escalation.permissions import Act
from escalation.refusals import NotYours, Unusable
from escalation.texts.procedure import Faults, Procedure, read
from escalation.words import card, message
from handlers import meeting_forms
from tests.escalation.convened import PEOPLE as BERKSHIRES
from tests.escalation.convened import at_stage_4 as berkshire_at_stage_4
from tests.escalation.story import Story
from tests.escalation.worcestershire import HELD, ON, PEOPLE, WHY, WORCESTERSHIRE, at_stage_4

REPORT = """\
    reports:
      - by: board_member
        to: [business_manager]
        what: The disagreement
        force: must
        req: [R-002-46]
"""


def changed(*pairs: tuple[str, str]) -> Procedure:
    text = WORCESTERSHIRE.text
    for old, new in pairs:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return read(text, "changed.yml")


def moved_up(text: Procedure) -> Story:
    story = Story(procedure=text, directory=PEOPLE)
    story.raised("Friday 2026-09-18 16:30", area="Worcestershire", category="referral").forgets()
    return story.does(climb.move_up, "sam", answers={"tier": "3", **WHY})


def test_of_an_agency_it_is_the_one_that_raised_it():
    story = berkshire_at_stage_4(Story(directory=BERKSHIRES))

    assert callers.of(story.disagreement.stage, story.disagreement) == ("health",)
    assert not callers.by_the_office(story.disagreement.stage, story.disagreement)


def test_of_the_office_it_is_the_partnership_and_the_card_has_no_button_for_it():
    story = at_stage_4()
    stage = story.disagreement.stage

    assert callers.of(stage, story.disagreement) == ("partnership",)
    assert not callers.calls("", stage, story.disagreement)
    assert callers.calls("partnership", stage, story.disagreement)


def test_where_nothing_is_reported_to_them_they_are_asked_as_the_stage_is_entered():
    story = moved_up(changed((REPORT, "")))

    (bea,) = [each for each in story.heard if each.person == "bea"]
    assert "[Call the meeting] [See to what is left]" in bea.text
    story.does(convene.call_meeting, "bea", question="convene:s4", answers=ON)
    assert "called:1" in {each.topic for each in story.heard}


@pytest.mark.parametrize(("force", "asked"), [("must", True), ("should", True), ("may", False)])
def test_what_is_left_to_choice_is_asked_of_nobody(force: str, asked: bool):
    purpose = "      purpose: Resolve the disagreement.\n"
    end = "        req: [R-002-47]\n      force: must\n"
    text = changed((REPORT, ""), (end, end.replace("force: must", f"force: {force}")))
    assert purpose in text.text

    story = moved_up(text)

    owed = [each.duty for each in duties.due(story.disagreement) if each.duty.is_call]
    assert bool(owed) == asked
    assert any(each.person == "bea" for each in story.heard) == asked


def test_of_a_role_that_nobody_holds_the_business_manager_hears_and_nothing_is_lost():
    role = "  convener:\n    label: Convener\n    of: partnership\n\n# Our settings"
    text = changed(
        (REPORT, ""),
        ("# Our settings", role.removeprefix("\n")),
        ("called by: business_manager", "called by: convener"),
    )

    story = moved_up(text)

    (telling,) = [
        owed
        for entry in story.entries
        if entry.kind == "duties_due"
        for owed in entry.owes(story.disagreement)
        if isinstance(owed, Telling)
    ]
    assert "Call the meeting of Stage 4." in message.plain(telling.message)
    story.does(convene.call_meeting, "bea", question="convene:s4", answers=ON)
    assert story.last("meeting_called").by.role.startswith("WSCB Manager")


class TestWhoseChairHoldsTheTier:
    """A tier held by a chair of the partnership, whose meeting the manager calls."""

    @staticmethod
    def story() -> Story:
        role = "  chair:\n    label: Independent chair\n    of: partnership\n\n# Our settings"
        text = changed(
            (REPORT, ""),
            ("# Our settings", role.removeprefix("\n")),
            ("held by: [board_member]", "held by: [chair]"),
        )
        people = replace(PEOPLE, posts=(*PEOPLE.posts, Post("ivor", "chair", "partnership")))
        story = Story(procedure=text, directory=people)
        story.raised(
            "Friday 2026-09-18 16:30", area="Worcestershire", category="referral"
        ).forgets()
        return story.does(climb.move_up, "sam", answers={"tier": "3", **WHY})

    def test_who_is_shown_the_button_is_who_may_press_it(self):
        story = self.story()

        (ivor,) = [each.text for each in story.heard if each.person == "ivor"]
        assert "[Call the meeting]" not in ivor
        assert "Call the meeting" not in message.plain(card.card(story.disagreement))
        story.refuses(NotYours, convene.call_meeting, "ivor", question="convene:s4", answers=ON)
        assert any(
            "[Call the meeting]" in each.text for each in story.heard if each.person == "bea"
        )

    def test_of_the_offices_meeting_nobody_of_an_agency_says_that_it_was_held(self):
        story = self.story().forgets()
        story.does(convene.call_meeting, "bea", question="convene:s4", answers=ON)
        called = {each.person: each.text for each in story.heard if each.topic == "called:1"}
        assert called
        assert not any("[The meeting was held]" in text for text in called.values())
        story.reaches("Friday 2026-09-25 10:00")

        for person in called:
            asked = (NotYours, convene.meeting_held, person)
            refused = story.refuses(*asked, question="held:1", answers=HELD)
            assert "Pat Quinn, who chairs it" in str(refused)
        story.does(convene.meeting_held, "pat", question="held:1", answers=HELD)

    def test_they_read_words_for_the_partnership(self):
        story = self.story()
        story.does(convene.call_meeting, "bea", question="convene:s4", answers=ON).forgets()
        story.reaches("Friday 2026-09-25 10:00")

        asked = [each.text for each in story.heard if each.person == "ivor"]
        assert asked
        for text in asked:
            assert "another agency" not in text
            assert "record that it" not in text
        assert any("Help the agencies to find a way forward" in text for text in asked)


class TestChairedByARole:
    """The text names a role of the partnership that chairs the meeting which the manager calls."""

    @staticmethod
    def story() -> Story:
        role = "  chair:\n    label: Independent chair\n    of: partnership\n\n# Our settings"
        words = "        words: The meeting is independently chaired\n"
        text = changed(
            (REPORT, ""),
            ("# Our settings", role.removeprefix("\n")),
            ("held by: [board_member]", "held by: [chair]"),
            (words, f"        role: chair\n{words}"),
        )
        people = replace(PEOPLE, posts=(*PEOPLE.posts, Post("ivor", "chair", "partnership")))
        story = Story(procedure=text, directory=people)
        story.raised(
            "Friday 2026-09-18 16:30", area="Worcestershire", category="referral"
        ).forgets()
        return story.does(climb.move_up, "sam", answers={"tier": "3", **WHY})

    def test_where_nobody_is_chosen_it_is_whoever_holds_it_and_they_are_told(self):
        story = self.story().forgets()
        form = meeting_forms.FORMS[Act.CALL_MEETING][2](story.disagreement, "convene:s4", story.now)
        hints = " ".join(str(getattr(each, "hint", "")) for each in form)
        assert "Left empty, it is the Independent chair." in hints

        story.does(convene.call_meeting, "bea", question="convene:s4", answers={**ON, "chair": ""})

        (ivor,) = [each.text for each in story.heard if each.topic == "chairs:1"]
        assert "[The meeting was held]" in ivor
        story.reaches("Friday 2026-09-25 10:00")
        story.does(convene.meeting_held, "ivor", question="held:1", answers=HELD)

    def test_another_may_be_chosen(self):
        story = self.story()
        story.does(convene.call_meeting, "bea", question="convene:s4", answers=ON)

        assert story.last("meeting_called").chair == "pat"

    def test_where_nobody_holds_it_one_is_asked_for(self):
        story = self.story()
        story.directory = replace(story.directory, posts=PEOPLE.posts)

        answers = {**ON, "chair": ""}
        story.refuses(Unusable, convene.call_meeting, "bea", question="convene:s4", answers=answers)

    def test_it_is_one_of_the_partnerships(self):
        words = "        words: The meeting is independently chaired\n"
        with pytest.raises(Faults) as found:
            changed((words, f"        role: board_member\n{words}"))

        assert "partnership" in str(found.value)

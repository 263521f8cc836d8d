"""Notes for one's own agency: for nobody else, told to nobody, and nothing moves for them."""

from datetime import timedelta
from typing import Any

import pytest

from escalation import acts, entries, rights
from escalation.acts import answer, close, note
from escalation.acts.note import About
from escalation.entries import own_agency
from escalation.owing import Owed
from escalation.refusals import NotNow, NotYours, Unusable
from escalation.words.card import card
from tests.escalation.story import DIRECTORY, MAUNDY_THURSDAY, Story, time

WORDS = "MARKER Clare says that we should ask for a strategy discussion."


def noted(story: Story, by: str, **given: str) -> Story:
    return story.does(note.note, by, answers={"about": "lead", "text": WORDS, **given})


def refused(story: Story, by: str = "sam", **given: str) -> Unusable:
    answers = {"about": "lead", "text": WORDS, **given}
    why = story.refuses(Unusable, note.note, by, answers=answers)
    assert isinstance(why, Unusable)
    return why


@pytest.mark.parametrize(
    ("about", "reads"),
    [
        (About.LEAD, "for Health Trust alone: advice from its safeguarding lead."),
        (About.MANAGER, "for Health Trust alone: a manager was consulted."),
        (About.REASONING, "for Health Trust alone: its own reasoning."),
    ],
)
def test_each_kind_of_note_reads_as_what_it_is(easter: Story, about: About, reads: str):
    """R-003-41: one's own manager is consulted first. R-004-12, R-004-20: the lead advises."""
    noted(easter, "sam", about=about)

    text = easter.reads(easter.last("noted"))
    assert f"Sam Okafor (Professional) made a note {reads}" in text
    assert f"Note: “{WORDS}”" in text


def test_it_is_for_ones_own_agency_alone(easter: Story):
    noted(easter, "priya")

    written = easter.last("noted")
    assert written.audience == own_agency("care")
    for person in ("priya", "sam", "bea"):
        may = written.audience in rights.audiences(person, easter.disagreement, DIRECTORY)
        assert may is (person == "priya")


def test_nobody_is_told_and_nothing_is_posted(easter: Story):
    noted(easter.forgets(), "sam")

    nothing: list[Owed] = []
    assert (easter.heard, easter.owed) == ([], nothing)


def test_the_card_is_the_same_as_before(easter: Story):
    before = card(easter.disagreement)

    assert card(noted(easter, "sam").disagreement) == before


def test_a_note_by_a_tier_that_was_told_enters_no_stage_and_moves_no_moment(easter: Story):
    """Whoever thinks aloud for their own agency has not yet taken it up."""
    easter.reaches("Tuesday 2026-04-07 17:01")
    before = easter.disagreement.moments()

    noted(easter, "jo")

    assert easter.kinds()[-1] == "noted"
    assert easter.disagreement.stage_tier == 0
    assert easter.disagreement.moments() == before


def test_an_adviser_may_make_one_for_the_side_that_asked_them(easter: Story):
    noted(easter.does(answer.bring_lead, "priya"), "leila")

    assert easter.last("noted").by.role == "Safeguarding Lead"
    assert easter.last("noted").audience == own_agency("care")


@pytest.mark.parametrize("who", ["pat", "jo", "mina", "bea", "ivor", "clare"])
def test_whoever_is_not_inside_makes_none(easter: Story, who: str):
    easter.refuses(NotYours, note.note, who, answers={"about": "lead", "text": WORDS})


def test_the_business_manager_makes_none_even_with_a_copy(easter: Story):
    easter.reaches("Wednesday 2026-04-08 17:01").does(answer.take, "mina")
    assert "business_manager" in easter.disagreement.copied

    easter.refuses(NotYours, note.note, "bea", answers={"about": "lead", "text": WORDS})


class TestWhen:
    """The day and the time at which it happened, if whoever notes it says so."""

    def reads(self, story: Story, **given: str) -> str:
        return story.reads(noted(story, "sam", **given).last("noted"))

    def test_neither_is_asked_for(self, easter: Story):
        assert "When it happened" not in self.reads(easter)

    def test_a_day_alone_is_given_no_hour(self, easter: Story):
        text = self.reads(easter, happened_on="2026-04-01")

        assert "When it happened: Wednesday 1 April 2026\n" in text

    def test_a_day_and_a_time(self, easter: Story):
        text = self.reads(easter, happened_on="2026-04-01", happened_at="11:30")

        assert "When it happened: Wednesday 1 April 2026, 11:30\n" in text

    def test_who_took_part(self, easter: Story):
        assert "Who took part: Jo Lee" in self.reads(easter, who=" Jo Lee ")

    def test_today_is_no_day_to_come_whatever_the_hour(self, easter: Story):
        easter.now = time("Thursday 2026-04-02 08:00") + timedelta(minutes=5)

        assert "Thursday 2 April 2026\n" in self.reads(easter, happened_on="2026-04-02")

    @pytest.mark.parametrize(
        ("given", "sentence"),
        [
            ({"happened_at": "11:30"}, "Give the day as well, or leave the time empty."),
            ({"happened_on": "2026-04-03"}, "This is still to come."),
            ({"happened_on": "2026-04-02", "happened_at": "15:01"}, "This is still to come."),
        ],
    )
    def test_what_cannot_be_is_asked_for_again(self, easter: Story, given: Any, sentence: str):
        why = refused(easter, **given)

        assert why.field == "happened_on"
        assert why.sentence.startswith(sentence)


@pytest.mark.parametrize(
    ("field", "value"), [("text", " "), ("about", ""), ("about", "something else")]
)
def test_what_is_missing_is_asked_for_by_its_field(easter: Story, field: str, value: str):
    assert refused(easter, **{field: value}).field == field


@pytest.mark.parametrize("ended", ["settled", "withdrawn"])
def test_once_it_has_ended_no_note_is_taken_and_the_sentence_says_where_it_goes(
    easter: Story, ended: str
):
    if ended == "settled":
        easter.settles("sam", "priya")
    else:
        easter.does(close.withdraw, "sam")

    answers = {"about": "lead", "text": WORDS}
    why = easter.refuses(NotNow, note.note, "sam", answers=answers)

    assert why.sentence == (
        f"ESC-KXQT-RWBM was {ended} on Thursday 2 April 2026, 15:00. Nothing has changed. To "
        "take it up again, type /escalate reopen ESC-KXQT-RWBM. Your agency's copy has been made: "
        "please put your note beside it, in your own file."
    )


def test_a_note_is_read_again_as_it_was_written(easter: Story):
    written = noted(easter, "sam", happened_on="2026-04-01").last("noted")

    again = entries.read(acts.KINDS, "noted", 1, entries.body(written))

    assert again == written
    assert written.at == MAUNDY_THURSDAY

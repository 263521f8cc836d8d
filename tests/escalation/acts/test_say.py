"""Words in the thread: participants' are kept, a stranger's are not."""

import pytest

from escalation import entries
from escalation.acts import answer, climb, close, say
from escalation.entries import OFFICE, SIDES
from tests.escalation.story import Story, time

LETTERS = "MARKER I have read the referral."


def test_a_participants_words_are_kept_as_they_were_written(easter):
    easter.does(say.say, "priya", text=LETTERS)

    said = easter.last("said")
    assert (said.text, said.by.person, said.audience) == (LETTERS, "priya", SIDES)
    assert "Priya Desai (Professional): “MARKER" in easter.reads(said)


def test_words_tell_nobody_anything_and_settle_nothing(easter):
    before = easter.disagreement.moments()
    easter.forgets().does(say.say, "priya", text="I agree, let us do that.")

    easter.expects_silence()
    assert easter.disagreement.moments() == before


@pytest.mark.parametrize("stranger", ["pat", "jo", "U0NOBODY"])
def test_a_strangers_words_are_not_kept_and_the_business_manager_is_told(easter, stranger):
    easter.forgets().does(say.say, stranger, text=LETTERS)

    posted = easter.last("stranger_posted")
    assert "MARKER" not in entries.body(posted).decode()
    assert posted.audience == OFFICE
    easter.expects_told({"bea"}, f"stranger:{stranger}")
    assert "Their words were not kept." in easter.reads(posted)


def test_one_stranger_raises_one_alarm(easter):
    easter.does(say.say, "pat", text="Hello").forgets()

    easter.does(say.say, "pat", text="Anybody there?")

    easter.expects_silence()


def test_somebody_of_a_tier_that_was_told_is_no_stranger(easter):
    easter.reaches("Tuesday 2026-04-07 17:01").does(say.say, "jo", text="I will ring Tom.")

    assert easter.last("said").by.role == "Line manager / team manager"


def test_an_adviser_may_write_and_enters_no_stage(easter):
    easter.does(answer.bring_lead, "sam").does(say.say, "clare", text="Have you tried the MASH?")

    assert easter.last("said").by.role == "Safeguarding Lead"
    assert easter.disagreement.stage_tier == 0


@pytest.mark.parametrize(
    ("ended", "marked"),
    [("settled", "Written after settlement."), ("withdrawn", "Written after it was withdrawn.")],
)
def test_what_is_written_after_the_end_is_marked_as_that(easter: Story, ended, marked):
    if ended == "settled":
        easter.settles("sam", "priya")
    else:
        easter.does(close.withdraw, "sam")

    easter.does(say.say, "priya", text="Thank you.")

    assert easter.last("said").after_settlement
    assert marked in easter.reads(easter.last("said"))


def test_what_was_written_before_the_end_and_heard_after_it_is_not_marked_as_later(easter):
    easter.settles("sam", "priya")
    easter.now = time("Thursday 2026-04-02 16:00")

    easter.does(say.say, "priya", text="I agree.", written=time("Thursday 2026-04-02 14:59"))

    said = easter.last("said")
    assert not said.after_settlement
    assert "Written Thursday 2 April 2026, 14:59, and heard here later." in easter.reads(said)


def test_what_is_heard_as_it_is_written_says_nothing_of_it(easter):
    easter.does(say.say, "priya", text="I see.", written=time("Thursday 2026-04-02 14:59"))

    assert "Written" not in easter.reads(easter.last("said"))


def test_after_the_end_words_move_nothing(easter):
    easter.reaches("Tuesday 2026-04-07 17:01").settles("tom", "jo")

    easter.does(say.say, "tom", text="Thank you.")

    assert easter.kinds()[-1] == "said"


def test_words_of_a_tier_it_has_left_are_still_kept(easter):
    easter.does(climb.move_up, "sam").does(say.say, "priya", text="I was not asked.")

    assert easter.last("said").by.person == "priya"

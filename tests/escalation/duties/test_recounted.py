"""A corrected start has the day of a duty counted again, where that day hangs on the start."""

import pytest

from escalation.acts import dates, duty
from escalation.texts.stages import Window
from tests.escalation.duties.test_duties import RAISED, asking, stated
from tests.escalation.story import Story, time

EARLIER = {"began_on": "2026-04-01", "began_at": "10:00", "reason": "MARKER the wrong day"}
FROM_START = Window(
    working_days=3, counted_from="start", words="within three working days of the start"
)
FROM_DUE = Window(working_days=3, counted_from="due", words="within three working days")
KEY = ("s1:consult", "health")


def story(within: Window) -> Story:
    asked = stated(by="practitioner", within=within)
    return Story(procedure=asking(asked)).raised(RAISED).forgets()


def test_it_is_asked_by_the_day_that_the_corrected_start_gives_and_whoever_has_it_hears():
    lived = story(FROM_START)
    before = lived.disagreement.fallen_due[KEY]
    lived.does(dates.correct_date, "sam", answers=EARLIER)

    now = lived.disagreement.fallen_due[KEY]
    assert before.limit
    assert now.limit
    assert (f"{before.limit:%A %d}", f"{now.limit:%A %d}") == ("Thursday 09", "Wednesday 08")
    assert now.at == before.at
    assert lived.kinds()[-1] == "duties_recounted"
    told = [each for each in lived.heard if each.topic.startswith("duty_recounted")]
    assert {each.person for each in told} == {"sam", "priya"}
    assert "When: by the end of Wednesday 8 April (" in told[0].text
    assert "MARKER" not in told[0].text


def test_it_stands_on_the_record_with_what_is_asked():
    lived = story(FROM_START).does(dates.correct_date, "sam", answers=EARLIER)

    said = lived.reads(lived.last("duties_recounted"))
    assert (
        "Asked of the professional of Health Trust by the end of Wednesday 8 April now, counted "
        "again from the corrected start: Consult."
    ) in said


def test_of_a_day_that_has_passed_already_the_record_says_which_it_was():
    lived = story(FROM_START)
    long_ago = {"began_on": "2026-03-20", "began_at": "10:00", "reason": "MARKER the wrong day"}
    lived.does(dates.correct_date, "sam", answers=long_ago)

    said = lived.reads(lived.last("duties_recounted"))
    assert "counted again from the corrected start; that was Wednesday 25 March: Consult." in said
    assert "by the end of" not in said
    told = next(each for each in lived.heard if each.topic.startswith("duty_recounted"))
    assert "that was Wednesday 25 March" in told.text


@pytest.mark.parametrize("within", [FROM_DUE, None])
def test_what_hangs_on_anything_else_stays_as_it_is(within: Window):
    lived = story(within)
    before = lived.disagreement.fallen_due[KEY]
    lived.does(dates.correct_date, "sam", answers=EARLIER)

    assert lived.disagreement.fallen_due[KEY] == before
    assert "duties_recounted" not in lived.kinds()


def test_of_what_has_been_answered_nobody_hears_again():
    lived = story(FROM_START)
    answers = {"s1:consult.how": "done", "s1:consult.words": "MARKER"}
    for by in ("sam", "priya"):
        lived.does(duty.closing, by, answers=answers)
    lived.does(dates.correct_date, "sam", answers=EARLIER)

    assert "duties_recounted" not in lived.kinds()
    assert lived.now == time(RAISED)

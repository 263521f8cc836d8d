"""More…: what is rarely done, offered in words, to whoever may do it."""

import pytest

from escalation.ladder import preference, referring, taking_up
from escalation.permissions import Act
from escalation.words.further import choices
from handlers import more
from tests.handlers.reception import corrected, shown, text, told


@pytest.fixture
def reference(reception):
    return reception.raises()


def offered(reception, who, reference):
    page = shown(reception.presses(who, reference, "more", "more"))
    return page, dict(page.fields[0].options)


def test_each_is_offered_what_they_may_do_in_words(reception, reference):
    _, raiser = offered(reception, "sam", reference)
    _, other = offered(reception, "priya", reference)

    assert raiser["withdraw"] == "Withdraw – end it without a settlement"
    assert set(raiser) - set(other) == {"withdraw", "correct_date"}
    assert set(other) - set(raiser) == {"own_date"}
    assert all(len(words) <= 75 for words in raiser.values())


def test_what_is_chosen_is_asked_as_if_it_had_been_pressed(reception, reference):
    page, _ = offered(reception, "sam", reference)

    form = shown(reception.sends("sam", page, {"what": "withdraw"}))
    assert form.word == "withdraw"
    assert form.carries == {"reference": reference, "question": "tier:0"}

    reception.sends("sam", form, {"reason": "We have spoken."})
    assert reception.office.kinds(reference)[-2:] == ["withdrawn", "closing_opened"]


def test_what_needs_no_words_says_what_follows_before_it_is_done(reception, reference):
    page, _ = offered(reception, "sam", reference)

    form = shown(reception.sends("sam", page, {"what": "bring_lead"}))
    assert "lead_brought_in" not in reception.office.kinds(reference)
    assert "is told now, is let into the channel" in text(form)

    reception.sends("sam", form, {})
    assert reception.office.kinds(reference)[-1] == "lead_brought_in"


@pytest.mark.parametrize("what", ["", "approve", "withdraw"])
def test_what_is_not_offered_cannot_be_chosen(reception, reference, what):
    page, _ = offered(reception, "priya", reference)

    refused = corrected(reception.sends("priya", page, {"what": what}))

    assert refused.field == "what"
    assert "withdrawn" not in reception.office.kinds(reference)


@pytest.mark.parametrize("ended", [False, True])
def test_a_stranger_does_not_hear_that_there_is_one_nor_that_it_has_ended(
    reception, reference, ended
):
    if ended:
        reception.office.settles(reference, "sam", "priya")

    heard = told(reception.presses("pat", reference, "more", "more"))

    assert heard == told(reception.presses("pat", "ESC-NONE-NONE", "more", "more"))


def test_everything_behind_it_has_words_that_fit_and_do_not_repeat_its_label(reception, reference):
    another = reception.raises(wanted="MARKER something else")
    form = shown(reception.presses("sam", reference, "link", "link"))
    reception.sends("sam", form, {"other": another, "how": "child"})

    labels = {
        each.act: each.label for each in choices(reception.office.store.disagreement(reference))
    }

    # Berkshire has nobody to choose, names nobody outside, and its partnership has no course.
    assert set(labels) == set(more.FOR) - {Act.PREFER, Act.COURSE, Act.REFER_OUTSIDE}
    labels |= {Act.PREFER: preference.CHOOSE, Act.COURSE: taking_up.CHOOSE}
    labels[Act.REFER_OUTSIDE] = referring.LABEL
    for act, label in labels.items():
        assert len(f"{label} – {more.FOR[Act(act)]}") <= 75
        assert label.lower() not in more.FOR[Act(act)].lower()


def test_once_it_has_ended_there_is_nothing_more(reception, reference):
    reception.office.settles(reference, "sam", "priya")

    assert "was settled" in told(reception.presses("sam", reference, "more", "more"))

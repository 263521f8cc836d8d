"""Taking out of sight: which words, by whom, and what is left of them."""

from dataclasses import replace

import pytest

from escalation.acts import agree, answer, close, note, reopen, say, sight, view, wrong
from escalation.directory.cover import Absence
from escalation.entries import FILE, SIDES
from escalation.owing import Hide, Post, Telling, To
from escalation.refusals import NotYours, Stale, Unusable
from escalation.words import card, message
from tests.escalation.story import AGREEMENT, DIRECTORY, Story, time

WHY = "The wrong child"


def takes(story: Story, entry: int, by: str = "priya") -> Story:
    """Somebody takes an entry out of sight."""
    return story.does(sight.hide, by, answers={"entry": str(entry), "reason": WHY})


def entry_of(story: Story, kind: str) -> int:
    """The number of the latest entry of a kind."""
    return 1 + max(at for at, entry in enumerate(story.entries) if entry.kind == kind)


def shown(story: Story) -> str:
    """The card, as it reads."""
    return message.plain(card.card(story.disagreement))


def test_what_was_raised_is_gone_from_the_card(easter: Story):
    assert "MARKER" in shown(easter)

    takes(easter, entry_of(easter, "raised"))

    assert "MARKER" not in shown(easter)
    assert "Evidence: Taken out of sight" in shown(easter)


def test_a_view_goes_and_the_others_stay(easter: Story):
    easter.does(view.view, "priya", answers={"text": "OTHER words"})

    takes(easter, entry_of(easter, "view_given"), by="sam")

    assert "OTHER" not in shown(easter)
    assert "MARKER" in shown(easter)


def test_the_thread_says_it_no_more_and_says_who_did_it_and_why(easter: Story):
    easter.does(view.view, "priya", answers={"text": "OTHER words"}).forgets()

    takes(easter, entry_of(easter, "view_given"), by="sam")

    hidden = [owed.entry for owed in easter.owed if isinstance(owed, Hide)]
    assert hidden == [entry_of(easter, "view_given")]
    assert f"Reason: {WHY}" in easter.posts()
    assert "OTHER" not in str(easter.owed)
    assert not [owed for owed in easter.owed if isinstance(owed, Telling)]


def test_whoever_wrote_a_message_of_their_own_is_asked_to_delete_it(easter: Story):
    easter.does(say.say, "sam", text="OTHER")
    easter.forgets()

    takes(easter, entry_of(easter, "said"))

    told = [owed for owed in easter.owed if isinstance(owed, Telling)]
    assert [owed.to for owed in told] == [To("sam")]
    assert "only you can delete it" in message.plain(told[0].message)
    assert "OTHER" not in str(told)


def test_what_is_agreed_is_gone_from_the_settlement_as_well(easter: Story):
    """The settlement says once more what was agreed."""
    easter.settles("sam", "priya").forgets()

    takes(easter, entry_of(easter, "proposed"))

    hidden = [owed.entry for owed in easter.owed if isinstance(owed, Hide)]
    assert hidden == [entry_of(easter, "proposed"), entry_of(easter, "settled")]
    assert easter.disagreement.out_of_sight == set(hidden)
    assert "A joint visit" not in shown(easter)
    assert "A joint visit" not in easter.reads(easter.last("settled"))


def test_a_proposal_that_nobody_can_read_is_no_longer_asked(easter: Story):
    easter.does(agree.propose, "sam", answers=AGREEMENT)
    question = easter.proposal

    takes(easter, entry_of(easter, "proposed"))

    assert easter.disagreement.proposal is None
    refused = easter.refuses(Stale, agree.approve, "priya", question=question)
    assert refused.sentence.startswith("Priya Desai took the proposal out of sight")


def test_who_this_is_about_is_hidden_from_whoever_could_read_it_and_never_in_the_thread(
    easter: Story,
):
    easter.forgets()
    takes(easter, entry_of(easter, "subject_sealed"), by="sam")

    assert easter.entries[-1].audience == FILE
    assert easter.owed == []


def test_who_this_is_about_is_taken_out_of_sight_by_the_agency_that_gave_it_alone(easter: Story):
    sealed = entry_of(easter, "subject_sealed")
    answers = {"entry": str(sealed), "reason": WHY}

    refused = easter.refuses(Unusable, sight.hide, "priya", answers=answers)

    assert refused.sentence.startswith("Health Trust gave this, and only its own people can")
    assert "Please ring Sam Okafor there" in refused.sentence
    offered = {
        agency: [one.entry for one in sight.in_sight(easter.disagreement, {FILE}, agency)]
        for agency in ("health", "care")
    }
    assert offered == {"health": [sealed], "care": []}


def test_whoever_wrote_it_is_asked_themselves_while_they_are_on_leave_and_999_comes_first(
    easter: Story,
):
    easter.does(say.say, "sam", text="OTHER")
    away = Absence("sam", easter.now.date(), easter.now.date())
    easter.directory = replace(DIRECTORY, absences=(away,)).at(easter.now)
    easter.forgets()

    takes(easter, entry_of(easter, "said"))

    assert [each.person for each in easter.heard] == ["sam"]
    assert "999" in easter.heard[0].text.splitlines()[0]


def test_whoever_wrote_it_and_was_cut_is_asked_all_the_same_and_it_is_said_that_they_may_be_out(
    easter: Story,
):
    easter.reaches("Tuesday 2026-04-07 17:01").does(say.say, "kofi", text="OTHER")
    easter.does(wrong.wrong, "priya", answers={"who": "kofi", "reason": WHY}).forgets()

    takes(easter, said := entry_of(easter, "said"))

    assert [each.person for each in easter.heard] == ["kofi"]
    assert "Please do so now, if you are still in its channel." in easter.heard[0].text
    answer = message.plain(message.Message("", sight.reply(easter.disagreement, said, "priya")))
    assert "have whoever looks after the workspace delete it there" in answer


def test_after_it_has_ended_the_business_manager_hears_and_nothing_is_posted(easter: Story):
    easter.does(close.withdraw, "sam").forgets()

    takes(easter, entry_of(easter, "raised"))

    easter.expects_told({"bea"}, f"sight:{entry_of(easter, 'raised')}")
    assert not [owed for owed in easter.owed if isinstance(owed, Post)]


def test_what_was_written_before_it_was_reopened_may_stand_in_a_closed_channel(easter: Story):
    easter.does(close.withdraw, "sam")
    easter.now = time("Monday 2026-05-11 10:00")
    easter.does(reopen.reopen, "sam").forgets()

    takes(easter, entry_of(easter, "raised"))

    easter.expects_told({"bea"}, f"sight:{entry_of(easter, 'raised')}")
    assert [owed for owed in easter.owed if isinstance(owed, Post)]
    takes(easter.forgets(), entry_of(easter, "reopened"))
    easter.expects_silence()


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("raised", "the card, the thread and every copy made from now on show it to nobody"),
        ("subject_sealed", "every copy made from now on shows it to nobody"),
        ("noted", "your agency's notes and every copy made for it from now on show it to nobody"),
    ],
)
def test_whoever_did_it_hears_of_what_showed_it_and_of_nothing_else(easter, kind, sentence):
    easter.does(note.note, "sam", answers={"about": "lead", "text": "MARKER"})

    said = sight.reply(easter.disagreement, entry_of(easter, kind), "sam")

    assert f"It is out of sight: {sentence}." in message.plain(message.Message("", said))


def test_it_is_done_once_and_says_who_has(easter: Story):
    takes(easter, 1)

    answers = {"entry": "1", "reason": WHY}
    refused = easter.refuses(Stale, sight.hide, "sam", answers=answers)

    assert "Priya Desai took this out of sight on Thursday 2 April 2026" in refused.sentence


@pytest.mark.parametrize("entry", ["", "2", "99", "one"])
def test_only_what_holds_words_can_be_chosen(easter: Story, entry: str):
    """Entry 2 says who this is about; the limits hold nobody's words."""
    chosen = str(entry_of(easter, "limit_set")) if entry == "2" else entry
    answers = {"entry": chosen, "reason": WHY}

    assert easter.refuses(Unusable, sight.hide, "sam", answers=answers).field == "entry"


def test_why_is_asked(easter: Story):
    refused = easter.refuses(Unusable, sight.hide, "sam", answers={"entry": "1", "reason": " "})

    assert refused.field == "reason"


def test_a_stranger_may_not(easter: Story):
    easter.refuses(NotYours, sight.hide, "pat", answers={"entry": "1", "reason": WHY})


def test_what_may_be_taken_out_of_sight_comes_newest_first(easter: Story):
    easter.does(say.say, "sam", text="OTHER")
    easter.does(answer.not_me, "priya", answers={"reason": "Not mine", "instead": "kofi"})
    takes(easter, entry_of(easter, "said"), by="sam")

    left = sight.in_sight(easter.disagreement, {SIDES}, "health")

    assert [each.kind for each in left] == ["redirected", "raised"]
    assert sight.spoken(left[1]) == "Sam Okafor, Thursday 2 April 2026, 15:00, raised it"

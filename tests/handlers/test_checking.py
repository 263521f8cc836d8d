"""The page on which what was agreed is checked back, at the desk."""

from dataclasses import replace

from escalation.acts import agree
from tests.escalation.checked_text import CHECKED
from tests.escalation.lives_checks import AGREEMENT, WORDS
from tests.handlers.reception import Reception, shown, text


def settled(reception: Reception) -> str:
    """Settled by the professionals, under a text that is checked back."""
    reception.desk = replace(reception.desk, procedures=dict.fromkeys(CHECKED.areas, CHECKED))
    reference, office = reception.raises(), reception.office
    office.does(reference, agree.propose, "sam", answers=AGREEMENT)
    proposal = office.store.disagreement(reference).proposal
    assert proposal
    for person in ("sam", "priya"):
        office.does(reference, agree.approve, person, question=proposal.question)
    return reference


def test_sent_twice_it_is_said_that_it_is_saved_though_it_has_moved_on_by_it(reception):
    reference = settled(reception)
    page = shown(reception.presses("sam", reference, "check_back", "check"))
    answers = {"understood": "not_understood", "understood_words": WORDS}
    for _ in range(2):
        reply = reception.sends("sam", page, answers, key="once")
        assert "It is saved, and it has been reopened" in text(shown(reply))
    assert reception.office.kinds(reference).count("reopened") == 1

"""Hillingdon's own text, walked in Slack about an adult: consulted, confirmed by e-mail, never late."""

import pytest

from tests.stories.conftest import words
from tests.stories.hillingdon import in_force, people
from tests.stories.test_closing import opens, saves
from tests.stories.test_discussions import BETWEEN, approval, copy, discusses
from tests.stories.test_hillingdon import WHY

CONSULTED = {
    "consulted": "Yes, I have consulted",
    "consulted_on": "2026-04-01",
    "consulted_with": "Jo Lee",
    "consulted_problem": "Nobody has visited since the referral.",
    "consulted_evidence": "Two calls were not returned.",
    "consulted_aim": "A visit before the weekend.",
}
ABOUT = {"category": "Levels of need", "whom": "Adult", "wanted": "An assessment this week."}
# The text's own titles, which name the one group alone (the open question "advice").
TITLES = ("Designated safeguarding children professional", "Reading Children's Social Care")


@pytest.fixture
def hillingdon(berkshire_of):
    """An installation in whose only area this protocol is in force."""
    return in_force(berkshire_of(people()))


def moves_to(hillingdon, stage: str) -> None:
    sam = hillingdon.person("Sam")
    sam.presses("Move up now", in_=hillingdon.card())
    modal = sam.waits_for(lambda: sam.modal, called="the stages")
    option = next(each for each in modal.field("tier").options if each.startswith(stage))
    sam.submits({"tier": option, "reason": WHY})
    hillingdon.settles()


def read_by(hillingdon, *names: str) -> str:
    """Everything that these were told, with the card and its thread, but for the text's own titles."""
    told = (each.text for name in names for each in hillingdon.told(name))
    said = " ".join((*told, hillingdon.card().text, hillingdon.thread())).casefold()
    for each in TITLES:
        said = said.replace(each.casefold(), "")
    return words(said)


def test_an_adults_is_consulted_about_confirmed_and_settled_with_no_day_and_no_word_of_a_child(
    hillingdon,
):
    """R-003-41, R-003-43, R-003-26 to R-003-35, R-003-36 to R-003-39, R-003-62."""
    reference = hillingdon.raises(**ABOUT, **CONSULTED)
    for said in (CONSULTED["consulted_problem"], CONSULTED["consulted_aim"]):
        assert said not in f"{hillingdon.thread()} {hillingdon.card().text}"
        assert said in str(copy(hillingdon, reference, "health"))
        assert said not in str(copy(hillingdon, reference, "social-care"))

    discusses(hillingdon, "Sam", BETWEEN, "We spoke of the two calls.")
    for name in ("Sam", "Priya"):
        approval(hillingdon, name)
        hillingdon.person(name).submits({})
        hillingdon.settles()
    assert hillingdon.kinds(reference).count("discussions_approved") == 2

    moves_to(hillingdon, "Stage Two")
    assert "(here: Lead or named safeguarding health professional)" in hillingdon.card().text
    assert hillingdon.heard("Sam", "Confirm the resolution, or the ongoing concern, by e-mail.")
    opens(hillingdon, "Sam")
    drafted = hillingdon.person("Sam").modal.field("s1:confirmation.unkept").value
    assert "It was not settled at Stage One. It is now at Stage Two." in drafted
    sent = {"s1___confirmation__how": "I have sent it", "s1___confirmation__words": "Priya Desai"}
    assert "It is saved" in saves(hillingdon, "Sam", **sent)

    hillingdon.reaches("Thursday 2026-07-02 10:00")
    assert hillingdon.app.store.disagreement(reference).stage.id == "s2", "no clock moves it"
    assert hillingdon.told("Owen") == []
    moves_to(hillingdon, "Stage Four")
    everybody = ("Sam", "Priya", "Jo", "Tom", "Owen", "Marcus", "Una")
    said = read_by(hillingdon, *everybody)
    assert "it gives no number of days" in said
    assert [each for each in ("child", "overdue", "late ") if f" {each}" in said] == []

"""The copy for the file, in Slack: what is added later comes once, on the next working morning."""

from tests.stories.conftest import words
from tests.stories.pairs import asks, raises_two
from tests.stories.test_closing import FILED, have_read, opens, saves, settled_at_stage_2
from tests.stories.test_merge import merges

GAPS = "MARKER The threshold document does not say who rings whom."
MORNING = "Thursday 2026-04-09 10:00"


def handed(berkshire, name):
    """The names of the files that somebody has been handed, in order."""
    return [file.name for message in berkshire.told(name) for file in message.files]


def test_what_is_said_and_decided_in_a_day_is_one_copy_the_next_morning(berkshire):
    """The other side's gaps, and two answers of the office: not one file for each."""
    reference = settled_at_stage_2(berkshire)
    have_read(berkshire)
    opens(berkshire, "Mina")
    saves(berkshire, "Mina", s2___record__how="Done", s2___record__words=FILED)
    opens(berkshire, "Helen")
    answers = {"s2___record__how": "Done", "s2___record__words": FILED}
    saves(berkshire, "Helen", **answers, lessons=GAPS, gaps=GAPS)
    for duty, how in (("learning-1", "Yes, because…"), ("learning-2", "Done")):
        opens(berkshire, "Bea")
        saves(berkshire, "Bea", **{f"{duty}__how": how, f"{duty}__words": "By letter"})
    second = [f"{reference}.pdf", f"{reference}-copy-2.pdf"]
    assert handed(berkshire, "Mina") == handed(berkshire, "Priya") == second
    assert berkshire.app.store.misplaced_moments() == []

    berkshire.reaches(MORNING)
    third = [*second, f"{reference}-copy-3.pdf"]
    assert handed(berkshire, "Mina") == handed(berkshire, "Priya") == third
    assert "It replaces copy 2" in words(berkshire.told("Sam")[-1].text)
    berkshire.reaches("Friday 2026-05-08 17:30")
    assert handed(berkshire, "Mina") == third
    assert berkshire.kinds(reference).count("copy_renewed") == 4


def test_a_link_made_once_all_is_answered_comes_to_the_file_and_its_reason_to_no_message(berkshire):
    first, second = raises_two(berkshire, "Fay", "Priya Desai")
    berkshire.presses("Sam", "Withdraw", reason="MARKER We have spoken.")
    for name in ("Sam", "Priya"):
        modal = asked_page(berkshire, name, first)
        assert "s1:record.how" in [field.block_id for field in modal.fields]
        saves(berkshire, name, s1___record__how="Done", s1___record__words=FILED)
    berkshire.person("Priya").types(f"/escalate link {first} {second}")
    berkshire.person("Priya").waits_for(lambda: berkshire.person("Priya").modal, called="the form")
    berkshire.person("Priya").submits({"how": "A sibling"})
    berkshire.settles()
    assert berkshire.kinds(first)[-3:] == ["linked", "copy_due", "copy_due"]

    berkshire.reaches("Tuesday 2026-04-07 10:00")
    assert handed(berkshire, "Sam")[-1] == f"{first}-copy-3.pdf"
    assert "linked" not in words(berkshire.told("Sam")[-1].text)


def asked_page(berkshire, name, reference):
    person = berkshire.person(name)
    person.types(f"/escalate closing {reference}")
    return person.waits_for(lambda: person.modal, called="the page")


def test_words_taken_out_of_sight_are_replaced_on_the_file_of_what_was_merged(berkshire):
    """Another copy goes to the people of each agency at once, though it has no closing page."""
    going_on, ending = raises_two(berkshire, "Fay", "Priya Desai")
    merges(berkshire, ending, going_on)
    fay = berkshire.person("Fay")
    fay.types(f"/escalate hide {ending}")
    modal = fay.waits_for(lambda: fay.modal, called="the form")
    raised = next(each for each in modal.field("entry").options if "raised it" in each)
    fay.submits({"entry": raised, "reason": "It is about another child."})
    berkshire.settles()

    for name in ("Fay", "Priya"):
        assert handed(berkshire, name) == [f"{ending}.pdf", f"{ending}-copy-2.pdf"]
    assert "merged into" in asks(berkshire, "Fay", f"/escalate status {ending}")

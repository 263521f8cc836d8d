"""Raised twice: Fay's is merged into Sam's, both references live on, and Fay is brought along."""

from tests.stories.conftest import words
from tests.stories.pairs import answers, asks, card, form, place, raises_two, thread
from tests.stories.pressing import press

WHY = "Both are about the referral of Thursday."


def merges(partnership, ending, going_on, name="Priya"):
    person = partnership.person(name)
    press(person, "Raised twice: merge", card(partnership, name, ending))
    told = answers(partnership, person, other=going_on, reason=WHY)
    person.closes(all_of_them=True)
    return told


def offered(partnership, name, reference):
    """What stands behind More… on its card."""
    person = partnership.person(name)
    person.presses("More…", in_=card(partnership, name, reference))
    return [each.split(" – ")[0] for each in form(person).field("what").options]


def test_one_ends_and_everything_goes_on_in_the_other(berkshire):
    going_on, ending = raises_two(berkshire, "Fay", "Priya Desai")

    told = merges(berkshire, ending, going_on)

    assert f"{ending} has been merged into {going_on}, where everything goes on." in told
    assert berkshire.kinds(going_on)[-1] == "taken_in"
    assert "merged" in berkshire.kinds(ending)
    shown = card(berkshire, "Sam", going_on).text
    assert f"Merged into this one: {ending}" in shown
    assert WHY in thread(berkshire, "Sam", going_on)


def test_whoever_was_only_in_the_one_that_ended_is_brought_in_and_writes_there(berkshire):
    going_on, ending = raises_two(berkshire, "Fay", "Priya Desai")
    merges(berkshire, ending, going_on)

    fay = berkshire.person("Fay")
    fay.posts("I go on with it here.", in_thread_of=card(berkshire, "Fay", going_on))
    berkshire.settles()

    assert berkshire.kinds(going_on)[-1] == "said"
    assert "Stage 1" in asks(berkshire, "Fay", f"/escalate status {going_on}")


def test_both_references_live_on(berkshire):
    going_on, ending = raises_two(berkshire, "Fay", "Priya Desai")
    merges(berkshire, ending, going_on)

    for name in ("Fay", "Priya"):
        answer = asks(berkshire, name, f"/escalate status {ending}")
        assert f"merged into {going_on}" in answer
        assert f"It goes on in {going_on}" in answer
    assert "names you" in asks(berkshire, "Sam", f"/escalate status {ending}")


def test_its_record_is_filed_with_the_merge_at_its_end_and_its_place_is_closed(berkshire):
    going_on, ending = raises_two(berkshire, "Fay", "Priya Desai")
    merges(berkshire, ending, going_on)

    for name in ("Fay", "Priya"):
        handed = [file.name for message in berkshire.told(name) for file in message.files]
        assert handed == [f"{ending}.pdf"]
    assert place(berkshire, "Fay", ending).archived
    assert not place(berkshire, "Fay", going_on).archived
    ledger = berkshire.kinds(ending)
    assert ledger[ledger.index("merged") :] == ["merged", "exported", "exported"]


def test_each_person_is_told_once_and_of_the_one_that_ended_nothing_more(berkshire):
    going_on, ending = raises_two(berkshire, "Fay", "Priya Desai")
    merges(berkshire, ending, going_on)

    for name in ("Fay", "Priya", "Sam"):
        told = [words(message.text) for message in berkshire.told(name)]
        assert sum("has been merged into" in text for text in told) == 1
        assert not any(WHY in text for text in told)

    berkshire.reaches("Tuesday 2026-04-07 17:01")
    told = [words(message.text) for message in berkshire.told("Jo")]
    assert len(told) == 1
    assert going_on in told[0]
    assert ending not in told[0]


def test_an_earlier_start_is_said_and_no_date_moves(berkshire):
    """Sam's began at three, Fay's five minutes later: Sam's is merged into Fay's."""
    earlier, later = raises_two(berkshire, "Fay", "Priya Desai")
    before = berkshire.app.store.disagreement(later)
    merges(berkshire, earlier, later)

    said = f"{earlier} began on Thursday 2 April 2026, 15:00, before this one."
    assert said in thread(berkshire, "Fay", later)
    after = berkshire.app.store.disagreement(later)
    assert (after.began, after.limits) == (before.began, before.limits)


def test_the_other_side_that_raised_it_too_merges_by_typing_both_references(berkshire):
    first, second = raises_two(berkshire, "Priya", "Sam Okafor")
    sam = berkshire.person("Sam")
    sam.types(f"/escalate merge {second} {first}")
    answers(berkshire, sam, reason=WHY)

    assert berkshire.app.store.open_references() == [first]
    assert berkshire.app.store.disagreement(first).joined == ()


def test_what_both_sides_raised_is_offered_to_neither_to_withdraw(berkshire):
    first, second = raises_two(berkshire, "Priya", "Sam Okafor")
    sam = berkshire.person("Sam")
    assert "Withdraw" in offered(berkshire, "Sam", first)
    sam.closes(all_of_them=True)
    sam.types(f"/escalate merge {second} {first}")
    answers(berkshire, sam, reason=WHY)
    sam.closes(all_of_them=True)

    assert "Withdraw" not in offered(berkshire, "Sam", first)


def test_a_third_reference_is_refused_and_nothing_is_merged(berkshire):
    first, second = raises_two(berkshire, "Priya", "Sam Okafor")

    told = asks(berkshire, "Sam", f"/escalate merge {second} {first} ESC-AAAA-BBBB")

    assert "These are more than two, and nothing was done." in told
    assert berkshire.app.store.open_references() == [first, second]


def test_one_that_does_not_name_them_is_refused_as_if_there_were_none(berkshire):
    first, second = raises_two(berkshire, "Fay", "Priya Desai")

    told = merges(berkshire, first, second, name="Sam")

    assert "There is no disagreement with this reference that names you." in told
    assert berkshire.app.store.open_references() == [first, second]

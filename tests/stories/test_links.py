"""Two about the same child: Priya is in both, and nobody else learns more than that there is another."""

from tests.stories.pairs import answers, asks, card, form, place, raises_two, thread
from tests.stories.pressing import press

NAMES_NOBODY = "There is no disagreement with this reference that names you."


def test_two_about_the_same_child_are_linked_from_the_card_and_shown_on_both(berkshire):
    first, second = raises_two(berkshire, "Fay", "Priya Desai")
    priya = berkshire.person("Priya")

    press(priya, "Link to another", card(berkshire, "Priya", first))
    told = answers(berkshire, priya, other=second.lower(), how="The same child")

    assert f"{first} and {second} are linked: the same child." in told
    assert f"Linked (the same child): {second}" in card(berkshire, "Sam", first).text
    assert f"Linked (the same child): {first}" in card(berkshire, "Fay", second).text
    assert f"linked this with {second}: the same child." in thread(berkshire, "Sam", first)
    assert f"linked this with {first}: the same child." in thread(berkshire, "Fay", second)


def test_the_link_opens_the_other_to_nobody(berkshire):
    first, second = raises_two(berkshire, "Fay", "Priya Desai")
    priya = berkshire.person("Priya")
    priya.types(f"/escalate link {first} {second}")
    assert form(priya).field("other").value == second
    answers(berkshire, priya, how="A sibling")

    assert "linked" in berkshire.kinds(first)
    for name, hidden in (("Sam", second), ("Fay", first)):
        assert NAMES_NOBODY in asks(berkshire, name, f"/escalate status {hidden}")
        assert NAMES_NOBODY in asks(berkshire, name, f"/escalate export {hidden}")
        assert len(berkshire.channel_of(name)) == 1


def test_one_that_does_not_name_them_is_refused_as_if_there_were_none(berkshire):
    first, second = raises_two(berkshire, "Fay", "Priya Desai")
    sam = berkshire.person("Sam")
    told = []
    for other in (second, "ESC-AAAA-BBBB"):
        press(sam, "Link to another", card(berkshire, "Sam", first))
        told.append(answers(berkshire, sam, other=other, how="The same child").replace(other, ""))
        sam.closes(all_of_them=True)

    assert told[0] == told[1]
    assert NAMES_NOBODY in told[0]
    assert "linked" not in [*berkshire.kinds(first), *berkshire.kinds(second)]


def test_nobody_is_told_of_a_link_in_private(berkshire):
    first, second = raises_two(berkshire, "Fay", "Priya Desai")
    before = {name: len(berkshire.told(name)) for name in ("Sam", "Fay", "Priya")}
    priya = berkshire.person("Priya")
    priya.types(f"/escalate link {first} {second}")
    answers(berkshire, priya, how="The same household")

    assert {name: len(berkshire.told(name)) for name in before} == before


def test_a_link_that_was_a_mistake_is_removed_with_its_reason(berkshire):
    first, second = raises_two(berkshire, "Fay", "Priya Desai")
    priya = berkshire.person("Priya")
    priya.types(f"/escalate link {first} {second}")
    answers(berkshire, priya, how="A sibling")
    priya.closes(all_of_them=True)

    press(priya, "Remove a link", card(berkshire, "Priya", second))
    told = answers(berkshire, priya, reason="They are two families of one name.")

    assert f"{second} and {first} are not linked." in told
    for name, reference in (("Sam", first), ("Fay", second)):
        assert "Linked (" not in card(berkshire, name, reference).text
        assert "They are two families of one name." in thread(berkshire, name, reference)
        assert "Linked (" not in card(berkshire, name, reference).text
        assert not place(berkshire, name, reference).archived

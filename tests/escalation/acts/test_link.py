"""Two that belong together: it stands on both, by reference and relation alone."""

import pytest

from escalation import rights
from escalation.acts import close, link, merge
from escalation.owing import Telling
from escalation.permissions import AT_WORK, TABLE, Act
from escalation.refusals import NotNow, NotYours, Unusable
from escalation.words import further, message
from escalation.words.card import card
from tests.escalation.story import DIRECTORY, Story

OTHER = "ESC-MNPQ-STUV"
CHILD = {"how": "child"}
MISTAKEN = {"reason": "MARKER they are two families"}


def linked(story: Story, by: str = "sam", how: str = "child") -> Story:
    return story.does(link.link, by, other=OTHER, answers={"how": how})


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ("child", "the same child"),
        ("sibling", "a sibling"),
        ("household", "the same household"),
    ],
)
def test_the_thread_and_the_card_show_the_reference_and_how_they_belong_together(
    easter, how, words
):
    linked(easter, how=how)

    assert f"Sam Okafor (Professional) linked this with {OTHER}: {words}." in easter.posts()
    assert f"Linked ({words}): {OTHER}" in message.plain(card(easter.disagreement))


def test_nobody_is_told_in_private_and_nobody_gains_a_right(easter):
    before = {
        each.id: rights.relations(each.id, easter.disagreement, DIRECTORY)
        for each in DIRECTORY.people
    }
    easter.forgets()
    linked(easter)

    assert not any(isinstance(owed, Telling) for owed in easter.owed)
    for id, relations in before.items():
        assert rights.relations(id, easter.disagreement, DIRECTORY) == relations


def test_linked_again_in_the_same_way_nothing_happens(easter):
    linked(easter)
    linked(easter, by="priya")

    assert easter.kinds().count("linked") == 1


def test_how_they_belong_together_can_be_put_right(easter):
    linked(easter)
    linked(easter, how="sibling")

    assert easter.disagreement.links == {OTHER: "sibling"}


@pytest.mark.parametrize("who", ["pat", "jo", "bea"])
def test_only_somebody_at_work_on_it_links_it(easter, who):
    easter.refuses(NotYours, link.link, who, other=OTHER, answers=CHILD)
    easter.refuses(NotYours, link.unlink, who, other=OTHER, answers=MISTAKEN)


def test_how_they_belong_together_is_asked_for(easter):
    assert easter.refuses(Unusable, link.link, "sam", other=OTHER, answers={}).field == "how"


def test_it_is_not_linked_to_itself(easter):
    mine = easter.disagreement.reference

    assert easter.refuses(Unusable, link.link, "sam", other=mine, answers=CHILD).field == "other"


def test_a_link_is_removed_with_a_reason_that_the_thread_shows(easter):
    linked(easter).does(link.unlink, "priya", other=OTHER, answers=MISTAKEN)

    assert easter.disagreement.links == {}
    assert "MARKER they are two families" in easter.posts()
    assert OTHER not in message.plain(card(easter.disagreement))


def test_removing_a_link_needs_its_reason(easter):
    linked(easter)

    assert easter.refuses(Unusable, link.unlink, "sam", other=OTHER, answers={}).field == "reason"


def test_removing_what_is_not_linked_changes_nothing(easter):
    easter.does(link.unlink, "sam", other=OTHER, answers=MISTAKEN)

    assert "unlinked" not in easter.kinds()


def test_only_where_there_is_a_link_can_one_be_removed(easter):
    acts = {each.act for each in further.choices(easter.disagreement)}
    linked(easter)
    after = {each.act for each in further.choices(easter.disagreement)}

    assert (acts - after, after - acts) == (set(), {"unlink"})


def test_what_has_ended_can_be_linked_and_its_closed_thread_is_left_alone(easter):
    easter.does(close.withdraw, "sam").forgets()
    linked(easter)

    assert easter.disagreement.links == {OTHER: "child"}
    assert easter.owed == []


def test_the_second_half_follows_though_whoever_linked_them_has_left_meanwhile(easter):
    entries = link.link(
        easter.disagreement,
        easter.now,
        easter.calendar,
        DIRECTORY,
        by="jo",
        other=OTHER,
        answers=CHILD,
        begun=True,
    )

    assert [each.kind for each in entries] == ["linked"]


def test_one_that_was_merged_is_not_linked_and_says_which_is(easter):
    other = Story(reference=OTHER).raised("Thursday 2026-04-02 15:00")
    easter.does(merge.merge, "sam", into=other.disagreement, answers={"reason": "Twice"})
    refused = easter.refuses(NotNow, link.link, "sam", other="ESC-AAAA-BBBB", answers=CHILD)

    assert "was merged into ESC-MNPQ-STUV. Link that one instead." in refused.sentence


def test_every_act_of_two_is_for_those_at_work():
    assert TABLE[Act.LINK] == TABLE[Act.UNLINK] == TABLE[Act.MERGE] == AT_WORK

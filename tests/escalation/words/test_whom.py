"""Whom it is about is said wherever it stands, where a procedure is for several; nobody's name is."""

import pytest

from escalation.duties import drafted
from escalation.words import card
from escalation.words.message import Message, plain
from handlers import preview
from tests.escalation.hillingdon import PEOPLE, hillingdon
from tests.escalation.story import Story

ROW = "Whom it is about"


def everywhere(story: Story) -> dict[str, str]:
    """The preview's page, the card, the status and the summary of the form that is sent."""
    it = story.disagreement
    sam = story.directory.person("sam")
    assert sam
    papers = [drafted.draft(each, it, (), sam) for each in it.procedure.forms]
    found = {
        "preview": plain(Message("", preview.shown_back(it, story.entries))),
        "card": plain(card.card(it)),
        "status": plain(Message("", (card.status(it),))),
    }
    return {**found, **({"form": papers[0]["case-summary"]} if papers else {})}


@pytest.mark.parametrize("subject", ["child", "adult"])
def test_where_a_procedure_is_for_several_it_stands_at_every_place_where_it_is_shown(subject):
    for where, said in everywhere(hillingdon(subject)).items():
        assert f"{ROW}: {subject.title()}" in said, where


def test_where_it_is_for_one_alone_nothing_is_said_of_it():
    for where, said in everywhere(Story().raised("Thursday 2026-04-02 15:00")).items():
        assert ROW not in said, where


def test_to_whoever_was_only_told_that_there_is_one_it_is_not_said():
    assert ROW not in str(card.outline(hillingdon("adult", PEOPLE).disagreement))

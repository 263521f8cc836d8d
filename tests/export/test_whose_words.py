"""What is for some alone stands in nobody else's copy, and in nothing that is drawn or sent, in any life."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest

from escalation import acts, entries
from escalation.acts import discussions, meet
from escalation.acts.note import Noted
from escalation.disagreement import Disagreement, after, fold
from escalation.duties import confirming, drafted, duties
from escalation.duties.approving import DiscussionCorrected
from escalation.duties.drafted import Written
from escalation.duties.on_paper import FormPrepared
from escalation.entries import SIDES, Entry
from escalation.owing import Post
from escalation.words import card
from escalation.words.message import Message, plain
from export.record import record
from tests.escalation.story import Story
from tests.escalation.talking import TALKING
from tests.escalation.with_a_form import FORMED
from tests.export.test_hidden import TALK, lives, readers, sealed

MARK = re.compile(r"MARKER(\d\d\d)Z")
Shown = tuple[str, str, frozenset[str]]  # where it stands, what it says, and which words may
NOBODY: frozenset[str] = frozenset()
EVERYBODY = frozenset({SIDES})


def inside() -> Story:
    """A discussion inside one agency, and a correction beside its record."""
    story = Story(procedure=TALKING).raised("Thursday 2026-04-02 15:00")
    story.does(meet.discuss, "sam", answers={**TALK, "between": "own"})
    (one,) = story.disagreement.discussions
    wrong = {"except": str(one.entry), "correction": "MARKER of two visits"}
    return story.does(discussions.approve_discussions, "sam", question="discussions", answers=wrong)


def marked(story: Story) -> list[Entry]:
    """Its entries, each with a mark of its own in what people wrote."""
    found = []
    for each in sealed(story, story.entries):
        header, number = each.link.header, each.link.seq
        body = each.body.replace(b"MARKER", f"MARKER{number:03}Z".encode())
        found.append(entries.read(acts.KINDS, header.kind, header.schema, body))
    return found


def copies(story: Story, stands: Disagreement, happened: list[Entry]) -> Iterator[Shown]:
    kept = sealed(story, happened)
    for reader in readers(stands):
        made = record(stands, kept, reader, story.now)
        yield f"the copy of {reader.agency}", json.dumps(made), reader.audiences


def sent(story: Story, happened: list[Entry]) -> Iterator[Shown]:
    standing = Disagreement(story.reference, story.disagreement.raised_under)
    for entry in happened:
        standing = after(standing, entry)
        for owed in entry.owes(standing):
            if message := getattr(owed, "message", None):
                yield f"a preview, of {entry.kind}", message.summary, NOBODY
                posted = isinstance(owed, Post)
                may = EVERYBODY if posted else NOBODY
                yield (
                    f"{'the thread' if posted else 'a message'}, of {entry.kind}",
                    plain(message),
                    may,
                )


def drawn(story: Story, stands: Disagreement, happened: list[Entry]) -> Iterator[Shown]:
    yield "the card", plain(card.card(stands)), EVERYBODY
    for each in (card.status(stands), card.outline(stands)):
        yield "where it stands", plain(Message("", (each,))), NOBODY
    paper = replace(FORMED.forms[0], stage=stands.procedure.stages[-1].id)
    written = [Written(number, entry) for number, entry in enumerate(happened, 1)]
    form = drafted.draft(paper, stands, written, story.directory.people[0])
    yield "a form that is sent", "\n".join(form.values()), EVERYBODY
    for owed in duties.due(stands):
        if owed.duty.drafts:
            text = confirming.draft(owed, stands, story.now).text
            yield "a text to send by e-mail", text, EVERYBODY


@cache
def found() -> tuple[tuple[str, str, str, bool], ...]:
    """Every word that stands anywhere: of which kind, for whom, where, and whether it may."""
    each = []
    for story in (*lives(), inside()):
        happened = marked(story)
        stands = fold(story.reference, story.disagreement.raised_under, happened)
        if not stands.sides:
            continue
        about = (story, stands, happened)
        for where, text, may in (*copies(*about), *drawn(*about), *sent(story, happened)):
            for number in {*MARK.findall(text)}:
                entry = happened[int(number) - 1]
                each.append((entry.kind, entry.audience, where, entry.audience in may))
    return tuple(each)


def test_nothing_stands_where_it_may_not_be_read():
    assert [leak for *leak, may in found() if not may] == []


@pytest.mark.parametrize(
    "kind", [Noted.kind, "discussed", DiscussionCorrected.kind, FormPrepared.kind]
)
def test_what_is_looked_for_is_there_to_be_found(kind):
    """Or nothing would be found for being blind: an agency's own words stand on its own copy alone."""
    own = {where for each, whose, where, _ in found() if each == kind and whose != SIDES}

    assert len(own) > 0
    assert all(where.startswith("the copy of ") for where in own)

"""Every first message has one shape: 999, then what it is, what is asked, by when, buttons, whom to ring."""

import inspect
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from escalation import acts
from escalation.acts import agree, alarm, answer, climb, close, harm, meet, note, report, say, view
from escalation.disagreement import fold
from escalation.entries import Entry
from escalation.owing import Telling
from escalation.words.emergency import EMERGENCY
from escalation.words.first_message import first_message, joined, ring
from escalation.words.message import Choices, Heading, Message, Phone, Says, says
from escalation.words.prompts import IMMEDIATE_HARM
from tests.escalation import every_life
from tests.escalation.story import AGREEMENT, BERKSHIRE, DIRECTORY, Heard, Story

PHONES = tuple(replace(each, phone=f"0118 {each.id}") for each in DIRECTORY.people)
RAISED = "Thursday 2026-04-02 15:00"
HEADING = 150  # no longer heading has room on every platform
LINE, LEFT_SO = 400, ("closing_left", "check_left")
# What the office is told by something that goes wrong may be the first that it hears.
NOTICES = {"no_exit", "waits", "hole", "stranger", "undelivered", "audited", *LEFT_SO}
SHAPE = [Says, Heading, Says, Says, Choices, Says]


def raised(**said: Any) -> Story:
    """Everybody has a telephone."""
    directory = replace(DIRECTORY, people=PHONES)
    return Story(directory=directory).raised(RAISED, **said)


def untouched() -> Story:
    """Nobody does anything: the clock tells every tier, and at last the office."""
    return raised().reaches("Friday 2026-05-08 17:01")


def far_away() -> Story:
    """At the last tier they meet on a day that is far away."""
    story = raised().reaches("Tuesday 2026-04-14 09:00")
    story.does(meet.meet, "ruth", answers={"meet_on": "2026-06-01"})
    return story.reaches("Friday 2026-05-08 17:01")


def taken_up() -> Story:
    """Stage 2 is taken up, so that advice is asked and a copy given; and it is settled there."""
    story = raised().reaches("Wednesday 2026-04-08 17:01").does(answer.take, "mina")
    return story.settles("mina", "helen")


def handed_on() -> Story:
    """Said not to be theirs by somebody who names a colleague, by a deputy, and by one who names nobody."""
    story = raised().reaches("Tuesday 2026-04-07 17:01")
    story.does(answer.not_me, "jo", answers={"reason": "MARKER", "instead": "max"})
    story.does(answer.not_me, "kofi", answers={"reason": "MARKER"})
    return story.does(answer.not_me, "priya", answers={"reason": "MARKER"})


def advised() -> Story:
    """Each side asks its own lead in, and writes down what was said."""
    story = raised().does(answer.bring_lead, "sam").does(answer.bring_lead, "priya")
    story.does(note.note, "clare", answers={"about": "lead", "text": "MARKER"})
    return story.does(view.view, "priya", answers={"text": "MARKER"})


def reported() -> Story:
    """It starts at Stage 4, is reported, and is not agreed."""
    story = raised(start_tier=4, start_reason="MARKER").does(report.report, "ruth")
    story.does(climb.not_agreed, "ruth").does(climb.not_agreed, "anne")
    return story


def proposed() -> Story:
    """Put, not approved, put again; talked about; and withdrawn."""
    story = raised().does(agree.propose, "sam", answers=AGREEMENT)
    story.does(agree.not_approve, "priya", question=story.proposal)
    story.does(agree.dissent, "sam").does(climb.not_agreed, "sam")
    held = {"held_on": "2026-04-02", "held_at": "14:00", "who": "MARKER", "text": "MARKER"}
    story.does(meet.discuss, "priya", answers=held).does(say.say, "sam", text="MARKER")
    copy = {"agency": "health", "to": "sam", "format": "pdf", "sha256": "ab" * 32}
    return story.does(close.exported, "sam", **copy).does(close.withdraw, "sam")


def a_stranger_writes() -> Story:
    return raised().does(say.say, "pat", text="MARKER")


def somebody_is_not_reached() -> Story:
    def undelivered(*stands, by):
        return alarm.undelivered(*stands, what="prompt", who="The lead", why="gone")

    return raised().does(undelivered, "clock")


def an_audit_finds_something() -> Story:
    def audited(*stands, by):
        return alarm.audited(*stands, what="overdue", why="")

    return raised().does(audited, "clock")


def harmed() -> Story:
    story = raised().does(harm.press, "sam").does(harm.opened, "clare", question="harm:1")
    return story.does(harm.press, "priya").reaches("Thursday 2026-04-02 15:16")


LIVES: tuple[Callable[[], Story], ...] = (
    untouched,
    far_away,
    taken_up,
    handed_on,
    advised,
    reported,
    proposed,
    a_stranger_writes,
    somebody_is_not_reached,
    an_audit_finds_something,
    harmed,
    *every_life.LIVES,
)


def first_heard(story: Story) -> Iterator[Heard]:
    """What each person was told before anything else; of immediate harm they are told to ring at once."""
    known: set[str] = set()
    for heard in story.heard:
        if heard.person not in known and not heard.telling.urgent:
            known.add(heard.person)
            yield heard


def kind_of(topic: str) -> str:
    return topic.partition(":")[0]


LIVED = {life.__name__: life() for life in LIVES}
OF_BERKSHIRE = {n: story for n, story in LIVED.items() if story.procedure.id == BERKSHIRE.id}
FIRST = {kind_of(heard.topic) for story in OF_BERKSHIRE.values() for heard in first_heard(story)}
MESSAGES = [
    pytest.param(heard, id=f"{name}-{heard.topic}-{heard.person}")
    for name, story in OF_BERKSHIRE.items()
    for heard in story.heard
    if kind_of(heard.topic) in FIRST | NOTICES
]


def test_every_kind_of_entry_is_lived_here():
    """A new one may tell somebody for the first time: live it in a story above."""
    assert {entry.kind for story in LIVED.values() for entry in story.entries} == set(acts.KINDS)


def test_every_entry_that_can_tell_somebody_has_told_them():
    able = {each.kind for each in acts.KINDS.values() if "Telling(" in inspect.getsource(each)}
    told = {
        entry.kind for story in LIVED.values() for entry in story.entries if tells(story, entry)
    }

    assert able - told == set()


def tells(story: Story, entry: Entry) -> bool:
    upto = story.entries[: story.entries.index(entry) + 1]
    stands = fold(story.reference, story.procedure, upto)
    return any(isinstance(owed, Telling) for owed in entry.owes(stands))


def test_these_are_the_first_things_that_anybody_is_told():
    of_people = {"raised", "reached", "adviser", "redirected", "brought_in", "manager", "officer"}
    of_people |= {"called", "chairs", "chair_report", "duty"}
    assert of_people | {"copy", "reported", *NOTICES} - {"waits"} == FIRST


@pytest.mark.parametrize("heard", MESSAGES)
class TestEveryFirstMessage:
    """Read standing up, twice a year, between two other things."""

    def test_has_five_lines_after_999_in_one_order(self, heard: Heard):
        assert [type(part) for part in heard.telling.message.parts] == SHAPE
        assert heard.text.startswith(EMERGENCY)

    def test_first_what_this_is(self, heard: Heard):
        heading = heard.telling.message.parts[1]
        assert isinstance(heading, Heading)
        assert re.match(r"ESC-[A-Z]{4}-[A-Z]{4} – ", heading.text)
        assert re.search(": a (difference of opinion|professional disagreement) ", heading.text)
        assert len(heading.text) <= HEADING

    def test_then_what_is_asked(self, heard: Heard):
        asked = str(heard.telling.message.parts[2])
        assert "You are asked" in asked or "Please " in asked

    def test_then_by_when_or_that_no_day_is_set(self, heard: Heard):
        when = str(heard.telling.message.parts[3])
        counted = ("When: by the end of ", "The procedure says ", "No day is set")
        assert when.startswith((*counted, "When: Thursday 9 April", "When: Friday 10 April"))

    def test_then_what_may_be_pressed(self, heard: Heard):
        choices = heard.telling.message.parts[4]
        assert isinstance(choices, Choices)
        assert choices.choices

    def test_and_last_a_named_person_with_their_number(self, heard: Heard):
        last = heard.telling.message.parts[5]
        assert isinstance(last, Says)
        assert "To hear more, ring " in str(last)
        numbers = [each.number for each in last.fragments if isinstance(each, Phone)]
        assert set(numbers) & {person.phone for person in PHONES} == set(numbers) != set()
        assert heard.person not in str(numbers)

    def test_each_line_is_short_plain_and_without_content(self, heard: Heard):
        assert "MARKER" not in str(heard.telling.message)
        assert "R-004" not in heard.text
        for line in heard.text.splitlines()[1:]:
            assert len(line) <= LINE
            assert "  " not in line
            assert " ." not in line


def test_whoever_is_told_for_a_tier_may_make_a_note_for_their_own_agency():
    for heard in (each for story in LIVED.values() for each in story.heard):
        if kind_of(heard.topic) in ("raised", "reached", "adviser", "redirected"):
            assert "[Note for our own agency]" in heard.text


class TestInAnothersPlace:
    """Whoever is told in somebody's place hears in whose, and no other word is changed."""

    def told(self, story: Story, in_place_of: str = "") -> Message:
        return first_message(
            story.disagreement,
            "you are asked to act",
            asked=says("You are asked: Speak with each other."),
            when=says("No day is set for you."),
            choices=Choices((IMMEDIATE_HARM,)),
            ring=ring(story.disagreement.sides[0]),
            in_place_of=in_place_of,
        )

    def test_it_is_the_first_thing_they_are_asked(self, easter: Story):
        usual, stood = self.told(easter), self.told(easter, in_place_of="Tom Reed")

        assert str(stood.parts[2]) == (
            "Tom Reed has named you in their place. You are asked: Speak with each other."
        )
        assert [type(part) for part in stood.parts] == SHAPE
        assert (stood.summary, stood.parts[3:]) == (usual.summary, usual.parts[3:])

    def test_whoever_is_named_by_a_colleague_hears_by_whom(self):
        (told,) = [each for each in LIVED["handed_on"].heard if each.person == "max"]

        assert "\nJo Lee has named you in their place. You are asked: " in told.text


class TestWhomToRing:
    def test_a_number_that_dials(self):
        sides = raised().disagreement.sides

        assert str(ring(*sides)) == (
            "To hear more, ring Sam Okafor at Health Trust on 0118 sam, or ring "
            "Priya Desai at Social Care on 0118 priya."
        )
        assert [each for each in ring(*sides).fragments if isinstance(each, Phone)] == [
            Phone("0118 sam"),
            Phone("0118 priya"),
        ]

    def test_where_the_directory_has_none_it_says_so(self, easter: Story):
        assert str(ring(easter.disagreement.sides[1])) == (
            "To hear more, ring Priya Desai at Social Care (the directory has no number)."
        )


def test_sentences_are_joined_with_their_numbers_in_them():
    assert joined(says("Ring {n}.", n=Phone("999")), says("Now.")).fragments == (
        *("Ring ", Phone("999"), ".", " ", "Now."),
    )


def test_where_nothing_is_counted_it_says_that_no_day_is_set(numberless: Story):
    numberless.raised(RAISED).reaches("Wednesday 2026-04-08 17:01")

    told = [each for each in numberless.heard if each.topic == "reached:2"]
    assert [each.person for each in told] == ["mina", "clare", "helen", "leila"]
    for each in told:
        assert str(each.telling.message.parts[3]).startswith("No day is set.")


def test_the_stages_words_say_how_ordinary_it_is_to_be_asked(easter: Story):
    priya = easter.heard[1].telling.message

    assert str(priya.parts[2]) == (
        f"You are asked: {BERKSHIRE.tiers[0].what} {BERKSHIRE.stages[0].words} If it would help, you "
        "may bring in your own designated or named professional for safeguarding: press Bring in to "
        "advise."
    )

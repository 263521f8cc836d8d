"""Held in the partnership's own channel, whose members have agreed that they may read everything."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from bot import demo
from bot.app import composed
from bot.clock import WoundClock
from bot.server import Running, http
from escalation.words.message import Facts, Says
from sandbox.driven import Conversation, Message
from sandbox.driver import Workspace
from sandbox.server import serve
from sandbox.settings import Channel, Settings
from sandbox.settings import Person as Pretended
from tests.stories.conftest import EASTER, UNHURRIED, Partnership, when

NAME = "safeguarding-partnership"
MEMBERS = ("U0SAM", "U0PRIYA", "U0JO", "U0TOM", "U0BEA")


class Sharing(Partnership):
    """A partnership that holds everything in one channel."""

    def starts(self, start: str = EASTER) -> None:
        """The bot comes up, in the shared channel."""
        port = int(self.sandbox.url.rsplit(":", 1)[1])
        self.clock = WoundClock.started(self.data / "clock", when(start))
        placed = {"placement": "shared_channel", "shared_channel": self.channel("Sam").id}
        config = demo.settings(self.data, port, self.database).model_copy(update=placed)
        self.app = self.open.enter_context(composed(config, self.clock))
        demo.fill_directory(self.app)
        self.served = Running(http(self.app.door(UNHURRIED), self.app.not_ready))
        self.workspace.delivers_to(f"{self.served.url}/slack/events")
        self.workspace.reaches(self.clock.now())

    def channel(self, name: str) -> Conversation:
        """The shared channel, as somebody sees it."""
        return next(each for each in self.person(name).channels if each.name == NAME)

    def cards(self, name: str = "Sam") -> list[Message]:
        """Every root that the app has posted there, oldest first."""
        return [each for each in self.channel(name).messages if each.from_app and not each.is_line]

    def card(self, name: str = "Sam") -> Message:
        """The newest of them."""
        return self.cards(name)[-1]

    def said(self, reference: str) -> list[Any]:
        """What is on the record as written in the thread."""
        read = (self.app.store.read(kept) for kept in self.app.store.entries(reference))
        return [entry for entry in read if entry.kind == "said"]


@pytest.fixture
def sharing(tmp_path: Path, database: str) -> Iterator[Sharing]:
    """On the Thursday before Easter; five people and the app are in the channel."""
    rows: list[dict[str, Any]] = [*demo.pretended(demo.people())]
    settings = Settings(
        people=tuple(Pretended(**row) for row in rows),
        signing_secret=demo.SECRET,
        bot_token=demo.TOKEN,
        data_dir=tmp_path / "sandbox",
        ack_seconds=UNHURRIED,
        trigger_seconds=UNHURRIED,
        channels=(Channel("general"), Channel(NAME, True, MEMBERS, with_app=True)),
    )
    with ExitStack() as stack:
        sandbox = serve(settings)
        stack.callback(sandbox.stop)
        workspace = Workspace(sandbox.url)
        stack.callback(workspace.close)
        sharing = Sharing(tmp_path, workspace, sandbox, ExitStack(), database)
        sharing.starts()
        stack.callback(sharing.stops)
        yield sharing


def test_the_card_is_a_root_in_the_channel_and_what_happens_is_in_its_thread(sharing):
    reference = sharing.raises()

    assert reference in sharing.card().text
    sharing.presses("Priya", "I have this")

    assert "Priya Desai" in sharing.thread("Sam")
    assert [channel for channel in sharing.person("Sam").channels if "esc-" in channel.name] == []


def test_the_preview_says_that_everybody_in_the_channel_may_read_it(sharing):
    preview = sharing.previews(EASTER)

    assert "everybody in that channel may read everything" in " ".join(preview.text.split())


def test_what_is_written_in_the_thread_is_kept_and_other_chatter_in_the_channel_is_not(sharing):
    reference = sharing.raises()

    sharing.person("Priya").posts("I will ask my manager.", in_thread_of=sharing.card())
    sharing.person("Priya").posts("Good morning, everybody.", sharing.channel("Priya"))
    elsewhere = sharing.person("Jo").posts("Who has the rota?", sharing.channel("Jo"))
    sharing.person("Tom").posts("I do.", in_thread_of=elsewhere)
    sharing.settles()

    assert [entry.text for entry in sharing.said(reference)] == ["I will ask my manager."]


def test_two_disagreements_in_one_channel_are_kept_apart(sharing):
    first = sharing.raises()
    sharing.slept_until("Thursday 2026-04-02 15:05")
    second = sharing.raises(by="Priya", against="Sam Okafor")
    of_first, of_second = sharing.cards()

    sharing.person("Sam").posts("About the first.", in_thread_of=of_first)
    sharing.person("Sam").posts("About the second.", in_thread_of=of_second)
    sharing.person("Sam").presses("I have this", in_=of_second)
    sharing.settles()

    assert [entry.text for entry in sharing.said(first)] == ["About the first."]
    assert [entry.text for entry in sharing.said(second)] == ["About the second."]
    assert "taken" in sharing.kinds(second)
    assert "taken" not in sharing.kinds(first)


def test_nobody_is_invited_and_whoever_is_told_reads_it_only_if_they_are_in_the_channel(sharing):
    """Who is in the partnership's channel is the partnership's decision, and not the clock's."""
    before = sharing.channel("Sam").members

    sharing.raises()
    sharing.reaches("Wednesday 2026-04-08 17:01")

    assert sharing.channel("Sam").members == before
    assert len(sharing.told("Mina")) == 1
    assert [channel.name for channel in sharing.person("Mina").channels] == ["general"]


def test_on_settlement_the_card_closes_and_the_channel_stays(sharing):
    reference = sharing.raises()
    sharing.raises(by="Priya", against="Sam Okafor")
    card = sharing.cards()[0]
    proposal = {"what_1": "A visit today.", "owner_1": "Priya", "due_1": "2026-04-30"}
    sam = sharing.person("Sam")
    sam.presses("Propose an agreement", in_=card)
    sam.waits_for(lambda: sam.modal, called="the form")
    sam.submits(proposal)
    sharing.settles()
    for name in ("Sam", "Priya"):
        sharing.person(name).presses("Approve", in_=sharing.cards(name)[0])
        sharing.settles()

    closed, other = sharing.cards()
    assert "settled at Stage 1" in closed.text
    assert closed.buttons == ["Reopen"]
    assert other.buttons != []
    assert not sharing.channel("Sam").archived
    assert sharing.heard("Sam", f"{reference} is settled") == 1


def test_what_is_written_there_afterwards_is_an_entry_marked_so(sharing):
    reference = sharing.raises()
    sharing.proposes("Sam")
    for name in ("Sam", "Priya"):
        sharing.presses(name, "Approve")

    sharing.person("Priya").posts("The visit went well.", in_thread_of=sharing.card())
    sharing.settles()

    (entry,) = sharing.said(reference)
    assert entry.after_settlement
    reads = entry.reads(sharing.app.store.disagreement(reference))
    assert "Written after settlement." in [str(part) for part in reads if isinstance(part, Says)]
    assert not any(isinstance(part, Facts) for part in reads)


def test_reopened_by_its_card_it_has_a_new_thread_and_words_in_the_old_one_count_still(sharing):
    reference = sharing.raises()
    old = sharing.card()
    sharing.proposes("Sam")
    for name in ("Sam", "Priya"):
        sharing.presses(name, "Approve")
    sharing.presses("Priya", "Reopen", reason="It was not kept to.")

    card = sharing.card()
    assert card.ts != old.ts
    assert "Stage 2" in card.text
    assert "by Priya Desai" in card.text
    assert "It was not kept to." in sharing.thread()
    sharing.person("Sam").posts("Said in the old thread.", in_thread_of=old)
    sharing.person("Sam").posts("Said in the new one.", in_thread_of=card)
    sharing.settles()
    said = [entry.text for entry in sharing.said(reference)]
    assert said == ["Said in the old thread.", "Said in the new one."]


def test_what_was_written_in_the_thread_while_it_was_down_is_heard_and_chatter_is_not(sharing):
    reference = sharing.raises()
    card = sharing.card()
    sharing.stops()
    sharing.workspace.delivers_to("http://127.0.0.1:9/slack/events")
    sharing.person("Priya").posts("I will ask my manager.", in_thread_of=card)
    sharing.person("Priya").posts("Good morning, everybody.", sharing.channel("Priya"))

    sharing.open = ExitStack()
    sharing.starts()
    sharing.app.starts()
    assert sharing.app.hearing.tried.wait(10)
    sharing.app.runner.stop()

    assert [entry.text for entry in sharing.said(reference)] == ["I will ask my manager."]

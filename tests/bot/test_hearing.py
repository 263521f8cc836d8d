"""Hearing what was missed: only what is not known yet, place by place, and again where it failed."""

import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, update

from bot.hearing import Hearing
from escalation.acts import say
from handlers.request import Done, Reply, Request
from scheduler.sender import PlaceOf, RefusedError
from storage import tables
from storage.database import writing
from tests.scheduler.office import Office


class Ear:
    """An office with some disagreements, what stands in their places, and what was handled of it."""

    def __init__(self, folder: Path) -> None:
        self.office = Office(folder)
        self.written: dict[str, list[Request]] = {}
        self.handled: list[str] = []
        self.deaf: dict[str, list[Exception]] = {}
        self.listened: list[str] = []
        self.heard_one = threading.Event()

    def hearing(self, pauses: tuple[float, ...] = ()) -> Hearing:
        return Hearing(self.office.store, self.heard, self.handles, platform="slack", pauses=pauses)

    def raises(self, *texts: str) -> str:
        """A disagreement with these words in its place."""
        reference = self.office.raises()
        self.office.works()
        channel = reference.lower()
        self.written[channel] = [
            Request(
                "say", "U0SAM", "slack", f"{channel}:{n}", place=channel, answers={"text": text}
            )
            for n, text in enumerate(texts)
        ]
        return reference

    def heard(self, place: PlaceOf) -> list[Request]:
        self.listened.append(place.channel)
        if faults := self.deaf.get(place.channel):
            raise faults.pop(0)
        return self.written[place.channel]

    def handles(self, request: Request) -> Reply:
        """As the routes would: the words become an entry, once."""
        self.handled.append(request.answers["text"])
        rule = partial(say.say, by="sam", text=request.answers["text"])
        reference = request.place.upper()
        self.office.store.act(reference, rule, key=f"slack:{request.key}", at=self.office.now)
        if request.answers["text"] == "One.":
            self.heard_one.set()
        return Done()


@pytest.fixture
def ear(tmp_path: Path) -> Ear:
    return Ear(tmp_path)


@pytest.mark.failure(27)
def test_what_is_known_already_is_not_handled_again(ear):
    reference = ear.raises("One.", "Two.")
    ear.hearing().hears(reference)

    ear.hearing().hears(reference)
    ear.written[reference.lower()].append(
        Request(
            "say", "U0SAM", "slack", "late", place=reference.lower(), answers={"text": "Three."}
        )
    )
    ear.hearing().hears(reference)

    assert ear.handled == ["One.", "Two.", "Three."]


def test_three_hundred_known_words_cost_no_more_than_a_few_questions(ear):
    reference = ear.raises(*map(str, range(300)))
    ear.hearing().hears(reference)
    asked = statements(ear.office.engine)

    ear.hearing().hears(reference)

    assert len(asked) < 10


def statements(engine: Any) -> list[str]:
    asked: list[str] = []
    keep: Callable[..., None] = lambda *given: asked.append(given[2])  # noqa: E731
    event.listen(engine, "before_cursor_execute", keep)
    return asked


def test_a_disagreement_that_cannot_be_read_stops_no_other(ear):
    poisoned, well = ear.raises("One."), ear.raises("Two.")
    with writing(ear.office.engine) as connection:
        spoilt = update(tables.bodies).where(tables.bodies.c.reference == poisoned)
        connection.execute(spoilt.values(salt=None, content=None))
    hearing = ear.hearing()

    hearing.starts()

    assert hearing.tried.wait(10)
    hearing.stops()
    assert ear.handled == ["Two."]
    assert well in ear.office.store.open_references()


def test_what_could_not_be_heard_is_listened_to_again_and_nothing_else_is(ear):
    deaf, well = ear.raises("One.").lower(), ear.raises("Two.").lower()
    ear.deaf[deaf] = [RefusedError("channel_not_found"), ValueError("a bug")]
    hearing = ear.hearing(pauses=(0.0, 0.0, 0.0))

    hearing.starts()
    assert ear.heard_one.wait(10)

    assert ear.handled == ["Two.", "One."]
    assert set(ear.listened[:2]) == {deaf, well}
    assert ear.listened[2:] == [deaf, deaf]


def test_a_place_that_is_not_known_yet_is_no_fault(ear):
    ear.office.platform.fails("make_place", RefusedError("restricted_action"))
    reference = ear.office.raises()
    ear.office.works()

    assert ear.hearing().hears(reference)
    assert ear.listened == []


def test_stopped_it_listens_to_nothing_more(ear):
    ear.raises("One.")
    ear.deaf[ear.office.store.open_references()[0].lower()] = [RefusedError("no")] * 9
    hearing = ear.hearing(pauses=(3600.0,))
    hearing.starts()
    hearing.tried.wait(10)

    hearing.stops()

    assert ear.handled == []
    assert len(ear.listened) == 1

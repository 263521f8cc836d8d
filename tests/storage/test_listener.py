"""The listener: an act elsewhere is heard here at once, and a line that was cut is taken up again."""

import queue
import threading
from collections.abc import Iterator

import psycopg
import pytest

from storage import listener
from storage.listener import Listener
from tests.engines import on_postgresql, on_sqlite

OURS = "datname = current_database() AND query LIKE 'LISTEN%'"


class Ear:
    """Somebody who hears, and can be waited for."""

    def __init__(self) -> None:
        self.heard: queue.Queue[None] = queue.Queue()

    def __call__(self) -> None:
        self.heard.put(None)

    def hears(self) -> None:
        self.heard.get(timeout=20)

    def is_silent(self) -> bool:
        return self.heard.empty()


@pytest.fixture
def ear() -> Ear:
    return Ear()


@pytest.fixture
def listening(engine, ear, monkeypatch) -> Iterator[Listener]:
    monkeypatch.setattr(listener, "FIRST_PAUSE", 0.01)
    listening = Listener(engine, ear)
    listening.starts()
    yield listening
    listening.stops()


@on_postgresql
def test_an_act_in_one_process_is_heard_in_another(office, ear, listening):
    ear.hears()  # it looks once when it begins to listen
    assert ear.is_silent()

    reference = office.another().references()
    assert reference == []
    assert ear.is_silent(), "looking is no act"

    office.began(store=office.another())
    ear.hears()


@on_postgresql
def test_cut_off_it_hears_again_later(office, ear, listening, database):
    ear.hears()

    with psycopg.connect(database, autocommit=True) as administrator:
        administrator.execute(
            f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {OURS}".encode()
        )

    ear.hears()  # it listens again, and looks whether it has missed anything
    office.began()
    ear.hears()


@on_postgresql
def test_where_there_is_nobody_to_listen_to_it_is_deaf_and_still_stops(engine, ear, monkeypatch):
    monkeypatch.setattr(engine, "url", engine.url.set(database="nowhere"))
    deaf = Listener(engine, ear)
    deaf.starts()
    deaf.stops()

    assert ear.is_silent()


@on_postgresql
def test_what_it_calls_may_hang_and_holds_nobody_up_who_stops_it(engine, monkeypatch):
    monkeypatch.setattr(listener, "FAREWELL", 0.05)
    held, let_go = threading.Event(), threading.Event()

    def hangs() -> None:
        held.set()
        let_go.wait(20)

    hanging = Listener(engine, hangs)
    hanging.starts()
    assert held.wait(20)
    hanging.stops()
    assert hanging._thread.is_alive()

    let_go.set()
    hanging._thread.join(20)
    assert not hanging._thread.is_alive()


@on_sqlite
def test_on_sqlite_there_is_nothing_to_hear(engine, ear, listening):
    assert ear.is_silent()

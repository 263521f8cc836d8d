"""Good practice that is passed on: owed once, however often and wherever it comes."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from escalation.directory.people import Person
from escalation.words.message import Message, says
from escalation.working_time.times import LONDON
from storage.errands import GIVEN_UP, Errands
from storage.tables import audit
from storage.thanks import Thanks
from storage.upkeep_tables import errands

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=LONDON)
SAM, PRIYA, TOM = (
    Person("sam", "Sam", "health"),
    Person("priya", "P", "care"),
    Person("tom", "T", "care"),
)
SAID = Message("Good practice", (says("MARKER She rang back."),))


@pytest.fixture
def thanks(engine):
    return Thanks(engine)


def passed_on(thanks, key="view:1"):
    return thanks.pass_on(key, dict.fromkeys((PRIYA, TOM), SAID), SAM, "priya, Reading", NOW)


def count(engine, table):
    with engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(table))


def test_two_processes_that_pass_on_the_same_at_once_pass_it_on_once(thanks, engine):
    with ThreadPoolExecutor(4) as threads:
        first = list(threads.map(lambda _: passed_on(thanks), range(8)))

    assert first.count(True) == 1
    assert (count(engine, errands), count(engine, audit)) == (2, 1)


def test_its_words_go_also_where_nobody_could_be_told(thanks, engine):
    passed_on(thanks)
    owed = Errands(engine)
    while errand := owed.claim(NOW, timedelta(minutes=2)):
        owed.give_up(errand, "nobody is there to be told")

    with engine.connect() as connection:
        rows = connection.execute(select(errands.c.state, errands.c.message)).all()
    assert [tuple(row) for row in rows] == [(GIVEN_UP, None)] * 2

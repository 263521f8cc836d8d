"""A disagreement that goes on by another text: the ledger alone says so, to whoever reads it."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import func, select

from escalation.acts import migrate
from escalation.directory.cover import Absence
from escalation.disagreement import Disagreement
from export import verify
from storage.database import reading
from storage.store import Store
from storage.tables import disagreements, procedures
from tests.escalation.other_texts import LONGER, WITH_ANOTHER, WITHOUT_MANAGERS
from tests.escalation.story import BERKSHIRE
from tests.scheduler.inspector import WELL, Inspector
from tests.scheduler.office import PEOPLE, Office, calendar

MOVE = partial(migrate.migrate, by="bea", reason="The text of April is agreed")
CHANGED = "the procedure has changed"


@pytest.fixture
def office(tmp_path: Path, database: str) -> Iterator[Office]:
    """A store on either engine, a platform in memory and a worker."""
    office = Office(tmp_path, url=database)
    yield office
    office.ends()


@pytest.fixture
def inspector(office: Office) -> Inspector:
    """An auditor that began with the office."""
    return Inspector(office)


@pytest.fixture
def reference(office: Office, inspector: Inspector) -> str:
    """The line managers have been told."""
    found = office.raises()
    office.works()
    office.works("Tuesday 2026-04-07 17:01")
    return found


def moves(office: Office, reference: str, to=LONGER, key: str = "a change") -> Disagreement:
    stands = office.store.act(reference, partial(MOVE, to=to), key=key, at=office.now)
    office.works()
    return stands


def told(office: Office) -> list[str]:
    return sorted(sent.to for sent in office.platform.told if CHANGED in sent.text)


def test_another_process_reads_the_new_text_from_the_ledger(office, reference):
    stands = moves(office, reference)

    another = Store(office.engine, calendars=calendar)
    assert another.disagreement(reference) == stands
    assert stands.procedure == LONGER
    assert stands.raised_under == BERKSHIRE


def test_as_it_stood_before_it_goes_by_the_text_it_was_raised_under(office, reference):
    before = len(office.store.entries(reference))
    moves(office, reference)

    assert office.store.folded(reference, before).stands.procedure == BERKSHIRE
    with reading(office.engine) as connection:
        raised_under = connection.scalar(select(disagreements.c.procedure))
        texts = connection.scalar(select(func.count()).select_from(procedures))
    assert (raised_under, texts) == (BERKSHIRE.sha256, 1)


@pytest.mark.parametrize("to", [LONGER, WITH_ANOTHER, WITHOUT_MANAGERS])
def test_moments_and_all_that_is_owed_are_what_its_entries_say(office, inspector, reference, to):
    assert inspector.audits() == WELL
    moves(office, reference, to)

    assert inspector.audits() == WELL
    office.works("Monday 2026-04-13 17:01")
    assert inspector.audits() == WELL
    assert office.store.misplaced_moments() == []


def test_each_is_told_once_of_the_change_and_of_the_new_tier(office, reference):
    moves(office, reference, WITHOUT_MANAGERS)
    assert told(office) == ["jo", "priya", "sam", "tom"]

    office.works("Wednesday 2026-04-08 17:01")

    assert told(office) == ["jo", "priya", "sam", "tom"]
    for who in ("mina", "clare", "helen", "leila"):
        assert len(office.platform.heard(who)) == 1, who


def test_the_same_press_twice_is_one_change(office, reference):
    once = moves(office, reference)
    again = moves(office, reference)

    assert again == once
    assert office.kinds(reference).count("procedure_changed") == 1


def test_a_turn_that_comes_to_somebody_else_is_covered_by_the_new_numbers(office, reference):
    """Whoever was told under the old number of a tier is not told of it again under the new one."""
    moves(office, reference, WITH_ANOTHER)
    heard = len(office.platform.heard("tom"))
    away = Absence("jo", date(2026, 4, 7), date(2026, 4, 12))
    office.listed(replace(PEOPLE, absences=(away,)))

    office.works("Wednesday 2026-04-08 09:01")

    assert len(office.platform.heard("tom")) <= heard + 1, "the question of the morning alone"
    assert told(office) == ["jo", "priya", "sam", "tom"]


def test_the_record_names_both_texts_and_verifies_offline(office, reference):
    moves(office, reference)

    made = office.make(reference, "health", "json", office.now)

    document = json.loads(made)["record"]
    (earlier,) = document["earlier_procedures"]
    assert (document["procedure"]["sha256"], document["procedure"]["version"]) == (
        LONGER.sha256,
        "April 2026",
    )
    assert (earlier["sha256"], earlier["version"]) == (BERKSHIRE.sha256, "March 2026")
    assert document["entries"][earlier["entry"] - 1]["kind"] == "procedure_changed"
    limits = [window["limit"][:10] for window in document["windows"]]
    assert limits == ["2026-04-08", "2026-04-09", "2026-04-10", "2026-04-13", "2026-04-15"]
    assert [bool(window["told"]) for window in document["windows"]] == [True, True, *[False] * 3]
    assert verify.verify(made).good


def test_a_record_that_names_another_earlier_text_is_found_out(office, reference):
    from export import citations
    from export.shape import Record

    moves(office, reference)
    document = json.loads(office.make(reference, "health", "json", office.now))["record"]
    document["earlier_procedures"][0]["version"] = "May 2026"

    why = citations.unfounded(Record.model_validate_json(json.dumps(document)))
    assert why
    assert "the procedure it went by before" in why


def test_what_never_changed_its_procedure_says_nothing_of_it(office, reference):
    made = json.loads(office.make(reference, "health", "json", office.now))["record"]

    assert "earlier_procedures" not in made

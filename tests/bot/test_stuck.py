"""`escalate stuck`: what was given up and set aside is listed without content, and put back by name."""

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select

from bot.clock import SystemClock
from bot.commands import words
from storage.database import reading
from storage.findings import Findings
from storage.moments import TRIES
from storage.tables import outbox
from tests.engines import on_postgresql
from tests.escalation.story import time
from tests.scheduler.office import Office


@pytest.fixture
def office(tmp_path: Path, database: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    """An installation on either engine, whose settings are in the environment."""
    for name in list(os.environ):
        if name.startswith(("ESCALATE_", "SLACK_")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("ESCALATE_KEY_FILE", str(tmp_path / "keys"))
    monkeypatch.setenv("ESCALATE_DATA", str(tmp_path))
    monkeypatch.setenv("ESCALATE_DATABASE_URL", database)
    office = Office(tmp_path, url=database)
    yield office
    office.ends()


@pytest.fixture
def stuck(office: Office) -> str:
    """Priya could not be told, and a moment was set aside."""
    office.platform.refuses |= {"priya", "tom", "kofi", "helen", "leila", "marcus", "anne"}
    reference = office.raises()
    office.works()
    moment = office.store.disagreement(reference).moments()[0]
    for _ in range(TRIES):
        office.store.moments.retry(reference, moment.id, office.now, "CoverageError")
    return reference


def run(*line: str) -> Result:
    return CliRunner().invoke(words, ["stuck", *line])


def test_nothing_stuck_is_said(office):
    office.raises()

    done = run()

    assert (done.exit_code, done.output) == (0, "Nothing is stuck.\n")


def test_each_thing_has_its_name_its_reference_why_and_since_when(office, stuck):
    (given_up,) = office.store.outbox.given_up()

    telling, moment = run().output.splitlines()

    assert telling.split()[:2] == [str(given_up.id), stuck]
    assert telling.endswith("telling, user_not_found, since Thursday 2 April 2026, 15:00")
    assert moment.split()[:2] == [f"{stuck}/ask:0", stuck]
    assert moment.endswith("moment, CoverageError, since Tuesday 7 April 2026, 09:00")


def test_no_name_and_no_content_is_listed(office, stuck):
    output = run().output

    assert "MARKER" not in output
    assert "Priya" not in output


def test_put_back_by_its_name_it_is_delivered(office, stuck):
    (given_up,) = office.store.outbox.given_up()
    office.platform.refuses.clear()

    done = run("replay", str(given_up.id))

    assert (done.exit_code, done.output) == (
        0,
        "Put back: 1. `serve` or a worker takes it up within a second.\n",
    )
    office.now += timedelta(days=3650)  # the word asked the machine for the time
    assert office.store.outbox.given_up() == []
    assert len(office.store.moments.set_aside()) == 1


@on_postgresql
def test_it_is_put_back_by_the_clock_of_the_database_and_not_by_this_machines(
    office, stuck, monkeypatch
):
    a_day_late = SystemClock().now() + timedelta(days=1)
    monkeypatch.setattr(SystemClock, "now", lambda _: a_day_late)

    run("replay", "--all")

    with reading(office.engine) as connection:
        times = connection.execute(select(outbox.c.run_at).where(outbox.c.state == "leased"))
        assert [at < a_day_late - timedelta(hours=23) for at in times.scalars()] == [True]


def test_all_puts_everything_back(office, stuck):
    done = run("replay", "--all")

    assert done.output.startswith("Put back: 2.")
    assert run().output == "Nothing is stuck.\n"


def test_a_moment_is_put_back_by_its_name(office, stuck):
    run("replay", f"{stuck}/ask:0")

    assert office.store.moments.set_aside() == []
    assert office.store.moments.due(time("Tuesday 2126-04-09 09:00"), 10)


def test_a_name_that_is_not_stuck_changes_nothing(office, stuck):
    (given_up,) = office.store.outbox.given_up()

    done = run("replay", str(given_up.id), "ESC-NONE-NONE/ask:0")

    assert done.exit_code == 2
    assert "ESC-NONE-NONE/ask:0: not stuck." in done.output
    assert office.store.outbox.given_up() == [given_up]


def test_what_the_audit_found_is_listed_and_is_not_put_back(office, stuck):
    findings = Findings(office.engine)
    findings.stands(stuck, "nobody", "Line manager of Social Care", office.now)
    findings.stands(stuck, "ledger", "Tampered", office.now)

    *_, ledger, nobody = run().output.splitlines()

    since = "since Thursday 2 April 2026, 15:00"
    assert nobody == (
        f"found by the audit  {stuck}  nobody can be asked, Line manager of Social Care, {since}"
    )
    assert ledger == f"found by the audit  {stuck}  its record cannot be read, Tampered, {since}"
    assert run("replay", "--all").output.startswith("Put back: 2.")
    assert run().output.splitlines() == [ledger, nobody]


@pytest.mark.parametrize("line", [("replay",), ("replay", "--all", "7")])
def test_names_or_all_and_not_both(office, line):
    assert run(*line).exit_code == 2

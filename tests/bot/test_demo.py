"""The demo: its people fit the procedures, and what was lived in it outlives the program."""

import os
import signal
import socket
import stat
import subprocess
import sys
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner

from bot import demo
from bot.app import composed
from bot.choices import Choices
from bot.clock import WoundClock
from bot.commands import words
from bot.commands.demo import EASTER
from bot.procedures import every, in_force
from escalation.acts import raise_
from escalation.directory import readiness
from escalation.directory.people import PARTNERSHIP, Directory
from sandbox.driver import Workspace
from storage import directory, roster
from storage.database import writing
from tests.escalation.story import time
from tests.scheduler.office import PEOPLE, RAISING

BERKSHIRE = Choices(procedures_in_force=demo.SHOWN)
PROCEDURES = list({each.id: each for each in in_force(chosen=BERKSHIRE).values()}.values())
PROJECT = Path(__file__).parents[2]
SCS = "specialist-childrens-services-undated"
GIVEN = {"initial-conference": "Ring the chair."}
AGENCIES = ("health", "social-care")


def test_its_people_can_be_imported_as_they_ship():
    """`roster.read` raises every fault of the file at once."""
    roles = {role.id: role.of for each in every() for role in each.roles.values()}

    found = roster.read(demo.PEOPLE.read_bytes(), demo.PEOPLE.name, roles, Directory())

    assert {agency.id for agency in found.agencies} == {*AGENCIES, PARTNERSHIP}


@pytest.mark.parametrize("agency", AGENCIES)
def test_every_role_of_every_procedure_has_a_holder_at_each_agency(agency):
    people = demo.people()
    wanted = [role for each in PROCEDURES for role in each.roles.values() if role.of == "agency"]

    assert [role.id for role in wanted if not people.holders(role.id, agency)] == []


def test_every_role_of_the_office_has_a_holder():
    people = demo.people()
    wanted = {
        role.id for each in PROCEDURES for role in each.roles.values() if role.of == PARTNERSHIP
    }

    assert {role for role in wanted if not people.holders(role, PARTNERSHIP)} == set()


def test_everybody_can_be_played_and_rung():
    people = demo.people().people

    assert len({person.slack for person in people}) == len(people)
    assert all(person.slack and person.phone and person.email for person in people)
    assert len(demo.pretended(demo.people())) == len(people)


def test_nothing_is_missing_that_people_check_looks_for():
    assert readiness.holes(demo.people().at(EASTER), PROCEDURES) == ()


def test_a_deputy_is_found_by_whom_they_stand_in_for():
    titles = {each["name"]: each["title"] for each in demo.pretended(demo.people())}

    assert all(titles.values())
    assert titles["Fay Ross"] == "Deputy line manager"
    assert titles["Jo Lee"] == "Line manager"


def test_every_line_of_management_leads_up_to_a_head():
    """The Easter story needs each tier above the professionals to be found by the line."""
    people = demo.people()

    for start in ("sam-okafor", "priya-desai"):
        roles = [people.roles_of(person.id) for person in people.line_above(start)]
        tiers = ("line_manager", "next_manager", "senior_manager", "departmental_head")
        assert [tier for held in roles for tier in tiers if tier in held] == list(tiers)


def test_its_keys_and_folder_are_for_its_owner_alone(tmp_path):
    config = demo.settings(tmp_path / "demo", 8400)

    assert stat.S_IMODE((tmp_path / "demo").stat().st_mode) == 0o700
    assert stat.S_IMODE(config.key_file.stat().st_mode) == 0o600
    assert config.slack_api_url == "http://127.0.0.1:8400/api/"
    assert set(config.emergency_duty_numbers) == set(in_force(chosen=BERKSHIRE))


def test_it_goes_by_what_an_installation_has_chosen(tmp_path):
    chosen = Choices(procedures_in_force=(SCS,), procedure_of={"My Town": SCS}, signposts=GIVEN)
    clock = WoundClock.started(tmp_path / "clock", EASTER)

    with composed(demo.settings(tmp_path, 8400, chosen=chosen), clock) as app:
        demo.fill_directory(app)
        said = list(demo.by_choice(app, chosen))

        assert {area: each.id for area, each in app.desk.procedures.items()} == {"My Town": SCS}
        signposts = [each.signpost for each in app.desk.procedures["My Town"].exclusions]
    assert signposts == ["Ring the chair.", demo.NOWHERE]
    assert said[0] == f"By your settings there is in force: {SCS} in My Town."
    assert said[1].startswith("Some signposts are pretended, because ESCALATE_SIGNPOSTS has none")
    assert not any("nobody is" in sentence for sentence in said[2:])
    assert any(
        sentence.startswith("Pretended people were added at") and "Head of Safeguarding" in sentence
        for sentence in said[2:]
    )


def test_as_it_ships_it_says_nothing_of_choices(tmp_path):
    clock = WoundClock.started(tmp_path / "clock", EASTER)
    with composed(demo.settings(tmp_path, 8400), clock) as app:
        assert list(demo.by_choice(app, Choices())) == []


@pytest.mark.parametrize("options", [[], ["--play"]])
def test_a_slip_in_what_is_chosen_is_said_before_it_begins(tmp_path, monkeypatch, options):
    monkeypatch.setenv("ESCALATE_PROCEDURE_OF", "{'My Town': 'it'}")

    done = CliRunner().invoke(words, ["demo", "--data", str(tmp_path), *options])

    assert done.exit_code == 2
    assert "ESCALATE_PROCEDURE_OF cannot be used, as its names" in done.output


def test_a_procedure_that_is_none_stops_it_in_a_sentence(tmp_path, monkeypatch):
    monkeypatch.setenv("ESCALATE_PROCEDURES_IN_FORCE", "my-town-2026")

    line = ["demo", "--port", str(demo.free_port()), "--data", str(tmp_path)]
    done = CliRunner().invoke(words, line)

    assert done.exit_code == 2
    assert "names my-town-2026, which is no procedure here" in done.output


def test_a_wound_time_and_a_disagreement_outlive_the_program(tmp_path):
    """Two programs, as people start them: the sandbox is a process of its own."""
    port = demo.free_port()
    with demo.running(tmp_path, EASTER, port) as first:
        reference = raises(first)
        workspace = Workspace(first.url)
        assert "It is now Tuesday 7 April 2026, 18:00." in workspace.winds("2026-04-07T18:00")
        assert told(workspace, "Jo Lee") == 1
        workspace.close()

    with demo.running(tmp_path, datetime.fromisoformat("2026-01-01T09:00+00:00"), port) as again:
        workspace = Workspace(again.url)
        assert workspace.now == again.app.clock.now() == time("Tuesday 2026-04-07 18:00")
        assert again.app.store.references() == [reference]
        assert told(workspace, "Jo Lee") == 1
        channels = [channel.name for channel in workspace.person("Jo Lee").channels]
        assert reference.lower() in channels
        workspace.winds("2026-04-08T17:01")
        assert told(workspace, "Mina Shah") == 1
        workspace.close()


def test_its_clock_is_never_wound_back_and_says_why(tmp_path):
    with demo.running(tmp_path, EASTER, demo.free_port()) as running:
        answer = httpx.post(
            f"{running.url}/sandbox/wind", json={"to": "2026-04-01T09:00"}, trust_env=False
        )

        assert "never back" in answer.text
        assert running.app.clock.now() == EASTER
        assert running.app.not_ready() == []


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (["--port", "99999"], "99999 is not in the range"),
        (["--start", "soon"], "write it as 2026-04-02T15:00"),
        (["--start", "2026-03-29T01:30"], "01:30 does not exist on that day"),
        (["--start", "2062-04-02T15:00"], "is not guessed"),
        (["--data", "a file/below it"], "Choose another folder with --data."),
        (["--play", "--data", "a file/below it"], "Choose another folder with --data."),
        (["--play", "--start", "2026-04-02T15:00"], "leave out --start and --port"),
        (["--play", "--port", "8500"], "leave out --start and --port"),
        (["--out", "records"], "--out is where --play writes the record."),
    ],
)
def test_what_it_cannot_do_is_one_sentence(tmp_path, monkeypatch, options, why):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a file").touch()

    done = CliRunner().invoke(words, ["demo", *options])

    assert (done.exit_code, why in done.output, "Traceback" in done.output) == (2, True, False)


def test_a_port_that_is_held_is_refused_before_anything_is_kept(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as held:
        port = held.getsockname()[1]
        data = str(tmp_path / "demo")
        done = CliRunner().invoke(words, ["demo", "--port", str(port), "--data", data])

    assert done.exit_code == 2
    assert done.output == f"Error: Port {port} is in use: choose another with --port.\n"
    assert not (tmp_path / "demo" / "clock").exists()


def test_a_sandbox_that_shows_a_time_begins_at_no_other(tmp_path):
    WoundClock.started(tmp_path / "clock", EASTER)

    line = ["demo", "--start", "2026-05-01T09:00", "--data", str(tmp_path)]
    done = CliRunner().invoke(words, line)

    assert done.exit_code == 2
    assert "already shows Thursday 2 April 2026, 15:00; --start is for a new one" in done.output


@pytest.mark.parametrize("told", [signal.SIGHUP, signal.SIGKILL])
def test_however_it_is_stopped_its_sandbox_stops_with_it(tmp_path, told):
    port = demo.free_port()
    line = [sys.executable, "-m", "bot", "demo", "--port", str(port), "--data", str(tmp_path)]
    pipe = subprocess.PIPE
    with subprocess.Popen(line, cwd=PROJECT, stdout=pipe, stderr=pipe) as program:
        assert program.stdout
        assert program.stderr
        assert b"Open http" in program.stdout.readline()
        os.kill(program.pid, told)
        assert program.stderr.read() == b""  # it ends when both programs have

    socket.create_server(("127.0.0.1", port)).close()


def test_people_whom_somebody_imported_are_left_as_they_are(tmp_path):
    clock = WoundClock.started(tmp_path / "clock", EASTER)
    with composed(demo.settings(tmp_path, 8400), clock) as app:
        with writing(app.engine) as connection:
            directory.replace(connection, PEOPLE, who="a test", source="own.yml", at=EASTER)

        demo.fill_directory(app)

        assert app.store.directory(app.clock.now()) == PEOPLE


def raises(running: demo.Demo) -> str:
    """Sam raises a disagreement with Priya."""
    app = running.app
    raising = replace(RAISING, other="priya-desai")
    rule = partial(raise_.open_, raising=raising, by="sam-okafor")
    reading = app.desk.procedures["Reading"]
    return app.store.open(rule, procedure=reading, key="raised", at=app.clock.now())


def told(workspace: Workspace, name: str) -> int:
    """How many things the app has told somebody privately."""
    return len([each for each in workspace.person(name).reads() if each.from_app])

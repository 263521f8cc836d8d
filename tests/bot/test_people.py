"""`escalate people`: imported after being shown, listed, and searched for holes."""

import io
import json
import os
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select

from bot import config
from bot.choices import Choices
from bot.clock import SystemClock
from bot.commands import people, words
from bot.demo import SHOWN
from bot.installation import installation
from bot.procedures import in_force
from storage.crypto import new_key_file
from storage.database import reading
from storage.directory_tables import directory_changes
from storage.roster_files import Row
from tests.engines import on_postgresql

ROLES = (
    "line_manager",
    "next_manager",
    "safeguarding_lead",
    "designated_professional",
    "senior_manager",
    "departmental_head",
    "operational_senior_manager",
)
OFFICE = (
    "business_manager",
    "independent_scrutineer",
    "statutory_partners",
    "scr_subgroup",
    "procedures_subgroup",
)
NUMBERS = dict.fromkeys(in_force(chosen=Choices(procedures_in_force=SHOWN)), "01344 000000")


def person(id: str, agency: str, roles: str, more: str = "", slack: str = "") -> str:
    deputy = "stand-in" if agency == "health" else "reserve"
    return (
        f"  - {{id: {id}, name: {id.title()}, agency: {agency}, roles: [{roles}],"
        f" {more or f'deputy: {deputy}'}, slack: {slack or 'U' + id.upper().replace('-', '')},"
        f" email: {id}@{agency}.example}}\n"
    )


def roster(people: list[str], more: str = "") -> str:
    return (
        "agencies:\n"
        "  - {id: health, name: Health Trust, type: health, domains: [health.example]}\n"
        "  - {id: partnership, name: The Partnership, type: partnership}\n"
        "people:\n"
        + "".join(people)
        + person("stand-in", "health", "", "deputy: sam")
        + person("reserve", "partnership", "", "deputy: business-manager")
        + more
    )


WHOLE = [
    person("sam", "health", "practitioner"),
    *(person(role.replace("_", "-"), "health", role) for role in ROLES),
    *(person(role.replace("_", "-"), "partnership", role) for role in OFFICE),
]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new installation's folder, its environment set."""
    for name in list(os.environ):
        if name.startswith(("ESCALATE_", "SLACK_")):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(config, "ROOT", tmp_path)
    new_key_file(tmp_path / "keys")
    monkeypatch.setenv("ESCALATE_KEY_FILE", "keys")
    monkeypatch.setenv("ESCALATE_EMERGENCY_DUTY_NUMBERS", json.dumps(NUMBERS))
    monkeypatch.setenv("ESCALATE_PROCEDURES_IN_FORCE", ",".join(SHOWN))
    return tmp_path


def run(*line: str) -> Result:
    return CliRunner().invoke(words, ["people", *line])


def imported(people: list[str], *options: str, more: str = "") -> Result:
    Path("people.yml").write_text(roster(people, more), encoding="utf-8")
    return run("import", "people.yml", *options)


def test_an_import_is_only_shown_until_it_is_asked_for(folder):
    shown = imported(WHOLE)

    assert shown.exit_code == 0
    assert "+ agency Health Trust (health, health.example)" in shown.output
    assert "+ Sam (sam): practitioner; deputy Stand-In; sam@health.example; USAM" in shown.output
    assert shown.output.splitlines()[-1].startswith("Nothing was changed. With --apply")
    assert run("list").output == (
        "The directory is empty: begin with `python3 run.py people import FILE`.\n"
    )


def test_an_import_that_is_asked_for_is_done_and_listed(folder):
    done = imported(WHOLE, "--apply")

    assert done.output.splitlines()[-1] == "Done: the directory has 2 agencies and 15 people."
    listed = run("list").output.splitlines()
    assert listed[:2] == [
        "Health Trust (health, health, health.example)",
        "  Sam (sam): practitioner; deputy Stand-In; sam@health.example; USAM",
    ]
    assert listed[-1] == (
        "  Reserve (reserve): deputy Business-Manager; reserve@partnership.example; URESERVE"
    )


def test_a_second_import_says_what_is_added_changed_and_removed(folder):
    imported(WHOLE, "--apply")
    changed = [person("sam", "health", "line_manager", slack="U777"), *WHOLE[2:]]

    shown = imported([*changed, person("new", "health", "")])

    assert shown.output.splitlines()[:-1] == [
        "~ Sam: slack USAM -> U777; roles practitioner -> line_manager",
        "+ New (new): deputy Stand-In; new@health.example; UNEW",
        "- Line-Manager (line-manager): line_manager; deputy Stand-In; "
        "line-manager@health.example; ULINEMANAGER",
    ]


def test_an_import_that_changes_nothing_says_so(folder):
    imported(WHOLE, "--apply")

    assert imported(WHOLE, "--apply").output == (
        "The directory says this already: nothing changes.\n"
    )


def test_a_file_with_faults_takes_nothing_and_says_each_by_its_line(folder):
    imported(WHOLE, "--apply")
    before = run("list").output

    done = imported([person("sam", "helth", "boss")], "--apply")

    assert done.exit_code == 1
    assert "people.yml:5: Sam has no agency: helth is not in this file." in done.output
    assert "people.yml:5: No procedure names a role boss." in done.output
    assert "Nothing was taken." in done.output
    assert run("list").output == before


def test_a_file_that_is_not_there_is_refused(folder):
    done = run("import", "nowhere.yml")

    assert done.exit_code == 2
    assert "nowhere.yml cannot be read: No such file or directory." in done.output


def test_a_directory_without_holes_passes(folder):
    imported(WHOLE, "--apply")

    checked = run("check")

    assert checked.output.startswith("Every role that the procedures need reaches somebody")
    assert checked.exit_code == 0


def test_every_hole_is_named_and_the_exit_code_says_so(folder):
    people = [each for each in WHOLE if "senior-manager" not in each and "scrutineer" not in each]
    imported([each.replace("departmental_head", "") for each in people], "--apply")

    checked = run("check")

    assert checked.exit_code == 1
    assert checked.output.splitlines() == [
        "Health Trust: nobody is Senior manager with responsibility for safeguarding.",
        "Health Trust: nobody is Departmental head with lead responsibility for safeguarding.",
        "Health Trust: nobody is Senior manager with operational responsibility for the case.",
        "The Partnership: nobody is Independent Scrutineer.",
    ]


def test_an_area_whose_duty_team_nobody_can_ring_is_a_hole(folder, monkeypatch):
    imported(WHOLE, "--apply")
    fewer = {area: number for area, number in NUMBERS.items() if area != "Slough"}
    monkeypatch.setenv("ESCALATE_EMERGENCY_DUTY_NUMBERS", json.dumps(fewer))

    checked = run("check")

    assert checked.exit_code == 1
    assert checked.output == "Slough: no number of its emergency duty team is set.\n"


def test_a_number_of_an_area_that_no_procedure_covers_is_said(folder, monkeypatch):
    imported(WHOLE, "--apply")
    monkeypatch.setenv(
        "ESCALATE_EMERGENCY_DUTY_NUMBERS", json.dumps(NUMBERS | {"Redding": "01344 000000"})
    )

    checked = run("check")

    assert checked.exit_code == 1
    assert checked.output == (
        "ESCALATE_EMERGENCY_DUTY_NUMBERS has a number for Redding, where no procedure is in "
        "force.\n"
    )


def test_an_empty_directory_is_not_taken_for_a_whole_one(folder):
    checked = run("check")

    assert checked.exit_code == 1
    assert (
        "The directory is empty: begin with `python3 run.py people import FILE`." in checked.output
    )


def test_a_holder_who_cannot_be_told_or_has_no_stand_in_is_a_hole(folder):
    alone = WHOLE[1].replace("deputy: stand-in, slack: ULINEMANAGER, ", "")
    imported([WHOLE[0], alone, *WHOLE[2:]], "--apply")

    checked = run("check")

    assert checked.output.splitlines() == [
        "Health Trust: Line-Manager, Line manager / team manager, has no Slack ID and cannot be "
        "told there.",
        "Health Trust: Line-Manager, Line manager / team manager, has no deputy.",
    ]


def test_nobody_to_tell_of_immediate_harm_is_a_hole_of_its_own(folder):
    people = [each.replace("line_manager", "").replace("safeguarding_lead", "") for each in WHOLE]
    imported(people, "--apply")

    assert (
        "Health Trust: nobody is told of immediate harm, because nobody can be"
        in run("check").output
    )


@on_postgresql
def test_it_is_imported_by_the_clock_of_the_database(database, monkeypatch):
    a_day_late = SystemClock().now() + timedelta(days=1)
    monkeypatch.setattr(SystemClock, "now", lambda _: a_day_late)
    monkeypatch.setenv("ESCALATE_DATABASE_URL", database)

    assert imported(WHOLE, "--apply").exit_code == 0

    with installation() as engine, reading(engine) as connection:
        (at,) = connection.execute(select(directory_changes.c.at)).scalars()
    assert at < a_day_late - timedelta(hours=23)


@pytest.mark.parametrize(("out", "err", "is_drawn"), [(True, False, False), (False, True, True)])
def test_a_bar_is_drawn_where_it_is_drawn_and_somebody_looks(monkeypatch, out, err, is_drawn):
    rows = [Row("people.csv", 1, {})] * people.MANY
    streams = {"stdout": io.StringIO(), "stderr": io.StringIO()}
    for name, looks in (("stdout", out), ("stderr", err)):
        monkeypatch.setattr(streams[name], "isatty", lambda looks=looks: looks, raising=False)
        monkeypatch.setattr(sys, name, streams[name])

    assert list(people._watched(rows, "Reading")) == rows

    assert bool(streams["stderr"].getvalue()) is is_drawn
    assert streams["stdout"].getvalue() == ""

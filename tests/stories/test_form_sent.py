"""Hillingdon's form, sent to its Unit: drafted from the record in Slack, completed elsewhere, ticked."""

import io
import json
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast
from urllib.parse import unquote_plus

import pytest
from click.testing import CliRunner
from pypdf import PdfReader
from starlette.applications import Starlette

from bot import demo, logs
from bot.commands import words as command_line
from sandbox.driven import Modal
from sandbox.driver import Workspace
from sandbox.server import Serving, create
from sandbox.settings import Person as Pretended
from sandbox.settings import Settings
from storage import directory
from storage.database import writing
from tests.engines import files_of
from tests.escalation.with_a_form import OF_THE_PERSON, TITLE
from tests.stories.conftest import EASTER, Partnership, words
from tests.stories.hillingdon import in_force, people
from tests.stories.overheard import Overheard
from tests.stories.pressing import press

NAME = "Quincey Marlow"
AS_PRINTED = "1 May 2019"
BORN = ("2019-05-01", AS_PRINTED, "01/05/2019")
EMPTY = "To complete on your own secure machine"
PREPARE, SENT, ARRIVED = (
    f"Prepare the form: {TITLE}",
    "The form has been sent",
    "The form has arrived",
)
# Marks of what people write in the boxes, on their own machine, once the file is theirs.
COMPLETED = {
    "Address": "7 Marker Gardens",
    "Ethnicity": "Marker ethnicity",
    "Disability": "Marker disability",
    "Gender": "Marker gender",
    "Religion": "Marker religion",
    "Family/carer details": "Marker family",
}


@dataclass
class Life:
    """A partnership whose procedure has the form, everything it sent, and what it wrote of itself."""

    partnership: Partnership
    overheard: Overheard
    kept: Any
    logged: io.StringIO = field(default_factory=io.StringIO)
    reference: str = ""

    def goes_to_stage_4(self) -> None:
        """Raised with a name and a date of birth; discussed, moved up three times with a reason."""
        at = {"subject_name": NAME, "subject_born": BORN[2]}
        about = {"category": "Levels of need", "whom": "Child"}
        self.reference = self.partnership.raises(**about, **at)
        self.partnership.presses(
            "Sam",
            "Record a discussion",
            held_on="2026-04-02",
            held_at="14:30",
            who="Sam Okafor, Priya Desai",
            text="we went through the threshold document",
            between="Between the two agencies",
        )
        for stage in ("Stage Two", "Stage Three", "Stage Four"):
            sam = self.partnership.person("Sam")
            sam.presses("Move up now", in_=self.partnership.card())
            modal = sam.waits_for(lambda: sam.modal, called="the stages")  # noqa: B023
            tier = next(each for each in modal.field("tier").options if each.startswith(stage))
            sam.submits({"tier": tier, "reason": "we hold to our positions"})
            self.partnership.settles()

    def page(self, name: str) -> Modal:
        """The page that somebody opens from what they were told."""
        person = self.partnership.person(name)
        message = [each for each in self.partnership.told(name) if PREPARE in each.buttons][-1]
        person.presses(PREPARE, in_=message)
        return person.waits_for(lambda: person.modal, called="the form")

    def makes(self, name: str, **changed: str) -> None:
        """Somebody reads it over, changes this, and has the form made; asked again, they mean it."""
        person = self.partnership.person(name)
        self.page(name)
        if (again := person.submits(changed)) and again.errors:
            person.submits(changed)
        person.closes(all_of_them=True)
        self.partnership.settles()
        person.waits_for(lambda: self.files(name), called="the files")

    def files(self, name: str) -> dict[str, bytes]:
        """Everything somebody was handed, by its name."""
        person = self.partnership.person(name)
        told = (file for each in self.partnership.told(name) for file in each.files)
        return {file.name: person.downloads(file) for file in told}

    def sends(self, name: str, day: str = "2026-04-02") -> None:
        """Somebody says that they have sent it."""
        person = self.partnership.person(name)
        message = [each for each in self.partnership.told(name) if SENT in each.buttons][-1]
        person.presses(SENT, in_=message)
        modal = person.waits_for(lambda: person.modal, called="the page")
        (yes,) = modal.field("by_e_mail").options
        person.submits({"by_e_mail": yes, "sent_on": day})
        person.closes(all_of_them=True)
        self.partnership.settles()


@pytest.fixture
def life(tmp_path: Path) -> Iterator[Life]:
    """Stage 4 of a procedure that has the form sent, with everything that is sent overheard."""
    rows = demo.pretended(people())
    known = tuple(Pretended(r["id"], r["name"], r["email"], r["title"], r["agency"]) for r in rows)
    sandbox = create(Settings(people=known, signing_secret=demo.SECRET, bot_token=demo.TOKEN))
    overheard = Overheard(sandbox)
    overheard.listens_to(sandbox.state.desk.courier)
    with ExitStack() as stack:
        serving = Serving(cast("Starlette", overheard), 0).start()
        stack.callback(serving.stop)
        workspace = Workspace(serving.url)
        stack.callback(workspace.close)
        partnership = Partnership(tmp_path, workspace, serving, ExitStack())
        lived = Life(partnership, overheard, sandbox.state.desk.workspace)
        logs.configure("debug", lived.logged)
        partnership.starts(EASTER)
        stack.callback(partnership.stops)
        now, engine = partnership.clock.now(), partnership.app.engine
        with writing(engine) as connection:
            directory.replace(connection, people(), who="a test", source="a test", at=now)
        in_force(partnership)
        lived.goes_to_stage_4()
        yield lived


def test_whoever_has_it_to_send_is_told_prepares_it_and_is_handed_both_files(life):
    assert life.partnership.heard("Owen", f"the form “{TITLE}”") == 1
    page = life.page("Owen")

    assert page.field("Referrer").value == "Owen Hart"
    assert "unexplained bruising" in page.field("Case Summary").value
    done = page.field("Summary of actions taken – Stage One").value
    assert "Sam Okafor" in done
    assert "we went through the threshold document" in done
    assert "Not asked here: Subject, Dob, Address" in words(page.text)
    life.partnership.person("Owen").closes(all_of_them=True)

    life.makes("Owen", reason="we hold to our positions, and so do they")

    files = life.files("Owen")
    assert set(files) == {f"{life.reference}-form.docx", f"{life.reference}-form.pdf"}
    pages = [
        each.extract_text()
        for each in PdfReader(io.BytesIO(files[f"{life.reference}-form.pdf"])).pages
    ]
    assert NAME not in pages[0]
    assert NAME in pages[1]
    assert AS_PRINTED in pages[1]
    word = zipfile.ZipFile(io.BytesIO(files[f"{life.reference}-form.docx"]))
    body = word.read("word/document.xml").decode()
    assert "we hold to our positions, and so do they" in body
    assert all(f'w:alias w:val="{label}"' in body for label in OF_THE_PERSON)
    assert life.partnership.kinds(life.reference).count("form_prepared") == 1


def test_it_is_ticked_as_sent_whom_it_went_to_is_told_and_says_that_it_arrived(life):
    life.makes("Owen")
    life.partnership.reaches("Tuesday 2026-04-07 10:00")
    assert life.partnership.heard("Owen", "still left to see to") == 1, "reminded until it is sent"

    life.sends("Owen")
    assert "was sent to the" in words(life.partnership.thread("Sam"))
    assert life.partnership.heard("Una", "a form has been sent to you by secure e-mail") == 1
    life.partnership.presses_in_messages("Una", ARRIVED)
    assert life.partnership.heard("Owen", "your form has arrived") == 1
    assert "it arrived, says Una Wells" in words(life.partnership.card("Sam").text)

    life.partnership.reaches("Monday 2026-04-20 10:00")
    assert life.partnership.heard("Owen", "Send the Safeguarding") == 2, "it is asked of nobody now"


def test_g003_form_nothing_of_a_persons_own_life_is_in_any_message_log_list_or_file_name(life):
    """R-003-55 to R-003-58: it is filled in and sent, and none of it was ever typed or said here."""
    page = life.page("Owen")
    assert {each.label for each in page.fields} & {*OF_THE_PERSON} == set()
    life.partnership.person("Owen").closes(all_of_them=True)
    life.makes("Owen")
    completed(life.files("Owen")[f"{life.reference}-form.docx"])
    life.sends("Owen")
    life.partnership.presses_in_messages("Una", ARRIVED)
    for line in ("list", f"status {life.reference}", f"closing {life.reference}"):
        life.partnership.person("Owen").types(f"/escalate {line}")
    life.partnership.reaches("Monday 2026-04-20 10:00")

    store, engine = life.partnership.app.store, life.partnership.app.engine
    url = engine.url.render_as_string(hide_password=False)
    audit = [each for each in store.audit.of(life.reference) if each.who == "owen-hart"]
    files = [[each["name"], each["title"]] for each in life.kept.files.values()]
    said = [call.body for call in life.overheard.calls if call.method not in ("upload",)]
    assert "we hold to our positions" in str(said), "or nothing would be found for being blind"
    assert "form made" in {each.what for each in audit}
    for place in (said, life.logged.getvalue(), files, audit, list(life.kept.notices.values())):
        assert personal(place) == []
    assert personal([each["text"] for each in life.kept.messages.values()]) == []
    assert personal(*(file.read_bytes() for file in files_of(url))) == []
    word = zipfile.ZipFile(io.BytesIO(life.files("Owen")[f"{life.reference}-form.docx"]))
    assert personal(word.read("docProps/core.xml").decode(), word.namelist()) == []


def test_what_may_say_who_somebody_is_is_asked_about_before_it_is_kept(life):
    owen = life.partnership.person("Owen")
    life.page("Owen")

    asked = owen.submits({"reason": "We differ about 7 Marker Road, RG1 1AA."})

    assert "RG1 1AA" in asked.errors.get("reason", ""), (asked.errors, asked.lines[:4])
    assert "form_prepared" not in life.partnership.kinds(life.reference)


def test_nobody_else_prepares_or_sends_it(life):
    marcus = life.partnership.person("Marcus")
    marcus.types(f"/escalate form {life.reference}")
    assert "Health" in life.partnership.refused("Marcus")
    assert "which raised it" in life.partnership.refused("Marcus")

    press(life.partnership.person("Sam"), SENT, life.partnership.card("Sam"))
    assert "This is for the operations manager" in life.partnership.refused("Sam")


def test_where_it_runs_it_is_completed_from_a_file_and_what_that_says_is_kept_nowhere(
    life, tmp_path, monkeypatch
):
    url = life.partnership.app.engine.url.render_as_string(hide_password=False)
    kept = {"KEY_FILE": tmp_path / "keys", "DATA": tmp_path, "DATABASE_URL": url}
    for name, value in kept.items():
        monkeypatch.setenv(f"ESCALATE_{name}", str(value))
    fields, out = tmp_path / "fields.yml", tmp_path / "request.docx"
    fields.write_text("address: 7 Marker Gardens\nreligion: Marker religion\n", encoding="utf-8")
    line = ["form", life.reference, "--person", "owen-hart", "--fields", str(fields)]

    made = CliRunner().invoke(command_line, [*line, "--out", str(out)])
    again = CliRunner().invoke(command_line, [*line, "--out", str(out)])
    fields.write_text("adress: 7 Marker Gardens\n", encoding="utf-8")
    unknown = CliRunner().invoke(command_line, [*line, "--out", str(tmp_path / "b.docx")])

    assert made.exit_code == 0, made.output
    body = zipfile.ZipFile(out).read("word/document.xml").decode()
    assert all(each in body for each in ("7 Marker Gardens", "Marker religion", NAME))
    assert again.exit_code == 2
    assert "The form has no field adress" in unknown.output
    assert personal(made.output, again.output, unknown.output, life.logged.getvalue()) == []
    assert personal(*(file.read_bytes() for file in files_of(url))) == []
    seen = life.partnership.app.store.audit.of(life.reference)
    assert ("owen-hart", "form made by hand") in {(each.who, each.what) for each in seen}


def completed(file: bytes) -> bytes:
    """The file as it leaves somebody's own machine: every empty box filled in, by its label."""
    with zipfile.ZipFile(io.BytesIO(file)) as word:
        body = word.read("word/document.xml").decode()
    for label, text in COMPLETED.items():
        before, after = body.split(f'w:alias w:val="{label}"', 1)
        assert EMPTY in after
        body = f'{before}w:alias w:val="{label}"{after.replace(EMPTY, text, 1)}'
    assert EMPTY not in body
    return body.encode()


def personal(*places: object) -> list[str]:
    """What of somebody's own life stands in any of these."""
    text = "\n".join(
        each.decode("latin-1") if isinstance(each, bytes) else json.dumps(each, default=str)
        for each in places
    )
    read = f"{text}\n{unquote_plus(text)}"
    return [each for each in (NAME, "Quincey", *BORN, *COMPLETED.values()) if each in read]

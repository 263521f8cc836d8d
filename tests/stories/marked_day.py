"""A day on which everybody types a mark of their own into every field, and much goes wrong."""

import io
import sys
import traceback
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

import structlog
from starlette.applications import Starlette

from bot import demo, logs
from escalation.disagreement import Disagreement
from sandbox.driver import Workspace
from sandbox.server import Serving, create
from sandbox.settings import Person as Pretended
from sandbox.settings import Settings
from storage.crypto import Keys
from tests.stories.conftest import EASTER, Partnership
from tests.stories.marked_hand import Hand
from tests.stories.overheard import Overheard

A_WHILE = timedelta(minutes=4)
DAY = "2026-04-20"
FORMAL = "Stage 4 – When no solution is reached between senior leaders"
REFUSING = {
    "sqlite": (
        "CREATE TRIGGER broken BEFORE INSERT ON ledger BEGIN SELECT RAISE(ABORT, 'no'); END",
        "DROP TRIGGER broken",
    ),
    # PostgreSQL shows the whole row that such a rule refuses, to whoever asks it why.
    "postgresql": (
        "ALTER TABLE bodies ADD CONSTRAINT broken CHECK (seq < 0) NOT VALID",
        "ALTER TABLE bodies DROP CONSTRAINT broken",
    ),
}
BROKEN = (
    (
        "ALTER TABLE bodies RENAME TO lost",
        "ALTER TABLE lost RENAME TO bodies",
        "Friday 2026-05-08 12:00",
    ),
)


@dataclass
class Day(Hand):
    """The day, while it is lived and when it is looked back on."""

    first: Disagreement = field(init=False)
    note: str = ""
    faults: list[str] = field(default_factory=list)
    logged: io.StringIO = field(default_factory=io.StringIO)
    printed: io.StringIO = field(default_factory=io.StringIO)

    def lives(self) -> None:
        """A practice; then one to its end, one withdrawn, one with a meeting, one among faults."""
        self.practises()
        settled = self.raises()
        self.talks(settled)
        self.climbs(settled)
        self.asks(settled)
        self.first = self.partnership.app.store.disagreement(settled)
        withdrawn = self.raises(start="Stage 3 – Formal Resolution")
        self.acts("Sam", "Correct the date", withdrawn, began_on="2026-04-01")
        self.acts("Priya", "Our date", withdrawn, began_on="2026-03-30")
        self.acts("Sam", "Withdraw", withdrawn)
        self.reopens("Sam", withdrawn)
        self.meets(self.raises(start=FORMAL))
        self.goes_wrong(self.raises())

    def raises(self, **more: str) -> str:
        """Through the three pages, refused once on each of the first two; its reference."""
        sam = self.partnership.person("Sam")
        sam.types("/escalate")
        modal = sam.waits_for(lambda: sam.modal, called="the form")
        first = {"area": "Reading", "other": "Priya Desai", "spoken": "Yes, and we still differ"}
        first |= self.fills("Sam", modal)
        first |= {"category": modal.field("category").options[0]}
        sam.submits({**first, "other": "Jo Lee"})  # of the same agency: nothing is opened
        sam.submits(first)
        second = self.fills("Sam", sam.waits_for(lambda: sam.modal, called="the form")) | more
        sam.submits({**second, "began_on": "2027-01-04", "began_at": "15:00"})
        second["subject_born"] = "03/05/2016"  # the mark in its place was refused: no date
        sam.submits({**second, "began_on": "2026-04-02", "began_at": "15:00"})
        self.fails("chat.postMessage", "500")
        self.fails("chat.postMessage", "error", error="invalid_blocks")
        sam.submits()
        self.settles()
        return self.partnership.references()[-1]

    def practises(self) -> None:
        """Something is typed in practice too, is lost to a fault, and is sent again."""
        sam = self.partnership.person("Sam")
        sam.types("/escalate practice")
        sam.waits_for(lambda: sam.modal, called="the form")
        for _ in range(2):
            sam.submits(self.fills("Sam", self._before(sam)))
        sam.submits()
        sam.presses("Give our view", in_=self._before(sam))
        filled = self.fills("Sam", sam.waits_for(lambda: self._asking(sam), called="the form"))
        self.changes_database("ALTER TABLE drafts RENAME TO lost")
        sam.submits(filled)
        self.changes_database("ALTER TABLE lost RENAME TO drafts")
        assert "Let time pass" in (sam.submits() or self._before(sam)).buttons
        sam.closes(all_of_them=True)

    def talks(self, reference: str) -> None:
        """Words in the thread, a stranger's too, and immediate harm."""
        self.partnership.lets_in("Nora")
        for name in ("Priya", "Sam", "Nora"):
            self.writes(name, self.card(name, reference))
        self.acts("Priya", "Give our view", reference)
        self.acts("Priya", "Record a discussion", reference)
        self.acts("Sam", "We meet on…", reference)
        self.acts("Sam", "Immediate harm", reference)
        self.partnership.presses_in_messages("Clare", "I have seen this and am ringing")
        self.acts("Sam", "Bring in to advise", reference)
        self.tries("Sam", "Bring in another agency", reference, professional="Jo Lee")
        self.notes(reference)

    def notes(self, reference: str) -> None:
        """Sam makes a note for his own agency, and reads it again."""
        sam = self.partnership.person("Sam")
        sam.presses("Note for our own agency", in_=self.card("Sam", reference))
        modal = sam.waits_for(lambda: sam.modal, called="the form")
        chosen = {"about": "Our own reasoning", "happened_on": "2026-04-01"}
        values = self.fills("Sam", modal) | chosen
        self.note = values["text"]
        sam.submits(values)
        sam.closes()
        sam.types(f"/escalate notes {reference}")

    def climbs(self, reference: str) -> None:
        """Up by every way there is, and to a settlement."""
        self.acts("Sam", "Move up now", reference)
        self.acts("Jo", "Not me", reference)
        self.acts("Jo", "Propose an agreement", reference)
        self.acts("Sam", "Record dissent", reference)
        self.fails("chat.postMessage", "429")
        self.acts("Tom", "Do not approve", reference)
        self.acts("Jo", "Not agreed: move up", reference)
        self.acts("Tom", "Not agreed: move up", reference)
        self.partnership.reaches("Friday 2026-04-10 10:00")
        self.acts("Helen", "Propose an agreement", reference)
        self.acts("Helen", "Approve", reference)
        self.fails("files.completeUploadExternal", "500")
        self.acts("Mina", "Approve", reference)
        self.settles()

    def meets(self, reference: str) -> None:
        """The formal meeting is called, held, and its issues are reported."""
        self.acts("Ruth", "Call the meeting", reference, meet_on="2026-04-13")
        self.partnership.reaches("Monday 2026-04-13 12:00")
        none = {"held_on": "2026-04-13", "outcome": "No decision was reached"}
        self.acts("Ruth", "The meeting was held", reference, **none)
        self.acts("Ruth", "Report the issues", reference)

    def asks(self, reference: str) -> None:
        """Every word of the command line, right and mistyped, and an export."""
        sam = self.partnership.person("Sam")
        typed = self.marks.mark(sam.id, "the command line")
        for line in (typed, f"status {typed}", f"export {typed}", "list", f"status {reference}"):
            sam.types(f"/escalate {line}")
        self.partnership.person("Nora").types(f"/escalate status {reference}")
        sam.types(f"/escalate export {reference}")
        sam.waits_for(lambda: self.files("Sam"), called="the file")

    def goes_wrong(self, reference: str) -> None:
        """Slack shows no form; and the database breaks under words, forms and the clock."""
        self.fails("views.open", "500")
        sam = self.partnership.person("Sam")
        sam.presses("Give our view", in_=self.card("Sam", reference))
        sam.presses("Record a discussion", in_=self.card("Sam", reference))
        modal = sam.waits_for(lambda: sam.modal, called="the form")
        filled = self.fills("Sam", modal)
        refusing = REFUSING[self.partnership.app.engine.dialect.name]
        for broken, mended, until in ((*refusing, "Thursday 2026-04-30 12:00"), *BROKEN):
            self.changes_database(broken)
            self.writes("Priya", self.card("Sam", reference))
            sam.submits(filled)
            self.partnership.slept_until(until)
            self.settles()
            self.looks_well()
            self.changes_database(mended)
        self.loses_its_keys()

    def loses_its_keys(self) -> None:
        """What is typed can be neither read nor kept."""
        priya = self.partnership.person("Priya")
        priya.types("/escalate")
        first = self.fills("Priya", priya.waits_for(lambda: priya.modal, called="the form"))
        chosen = {"area": "Reading", "other": "Sam Okafor", "spoken": "Not yet"}
        category = self.partnership.category(priya)
        dialect = self.partnership.app.engine.dialect
        [held] = [name for name, value in vars(dialect).items() if isinstance(value, Keys)]
        keys = vars(dialect).pop(held)
        priya.submits({**first, **chosen, "category": category})
        setattr(dialect, held, keys)

    def hears_faults(self, logger: object, method: str, line: Any) -> Any:
        """Every exception that is logged, in all the words that it has and that are not logged."""
        if fault := line.get("exc_info"):
            fault = sys.exc_info()[1] if fault is True else fault
            fault = fault[1] if isinstance(fault, tuple) else fault
            self.faults.append("".join(traceback.format_exception(fault)))
        return line


@contextmanager
def lived(data: Path, database: str) -> Iterator[Day]:
    """The day, lived to its end, with everything written down."""
    rows = demo.pretended(demo.people())
    people = tuple(Pretended(r["id"], r["name"], r["email"], r["title"], r["agency"]) for r in rows)
    sandbox = create(Settings(people=people, signing_secret=demo.SECRET, bot_token=demo.TOKEN))
    overheard = Overheard(sandbox)
    overheard.listens_to(sandbox.state.desk.courier)
    with ExitStack() as stack:
        serving = Serving(cast("Starlette", overheard), 0).start()
        stack.callback(serving.stop)
        workspace = Workspace(serving.url)
        stack.callback(workspace.close)
        partnership = Partnership(data, workspace, serving, ExitStack(), database)
        day = Day(partnership, overheard, sandbox.state.desk.workspace)
        stack.enter_context(redirect_stderr(day.printed))
        stack.enter_context(redirect_stdout(day.printed))
        logs.configure("debug", day.logged)
        processors = structlog.get_config()["processors"]
        structlog.configure(processors=[day.hears_faults, *processors])
        partnership.starts(EASTER)
        stack.callback(partnership.stops)
        day.lives()
        yield day

"""A record as the pages show it: every string that is printed, in the order in which it is read."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from escalation.working_time import times
from export import absent, discussions, on_file, stages
from export.became import said
from export.printed import all_printable, blocks, date, dated, in_groups
from export.proof import DOES_NOT_PROVE, PROVES
from export.shape import (
    Approval,
    EntryShown,
    Line,
    Record,
    SideNamed,
    WindowShown,
    Withheld,
)

# A fact of this size stands beside its label, a longer one under it.
_SHORT_LABEL, _SHORT_TEXT = 24, 140
_WHOLE_ON_A_PAGE = 1500


def sheet(record: Record, fingerprint: str) -> dict[str, Any]:
    """What is printed, and nothing that no font has."""
    pages = _Pages(record, fingerprint)
    printed: dict[str, Any] = all_printable(
        {
            **pages.everywhere(),
            **pages.summary(),
            "discussions": discussions.printed(record, pages.agency),
            "stages": list(pages.stages()),
            "entries": list(pages.entries()),
            "gaps": any(isinstance(entry, Withheld) for entry in record.entries),
            "readings": [reading.model_dump() for reading in record.open_questions],
            "proof": pages.proof(),
        }
    )
    return printed


class _Pages:
    """The words of one record's pages."""

    def __init__(self, record: Record, fingerprint: str) -> None:
        self.record = record
        self.fingerprint = fingerprint
        self.agencies = {side.agency: side.name for side in record.sides}
        self.taken = absent.taken(record)
        self.counted = {window.entry: window.explanation for window in record.windows}

    def everywhere(self) -> dict[str, Any]:
        """What stands at the head and foot of every page."""
        record = self.record
        procedure, office = record.procedure, record.reader.office
        return {
            "title": f"Record of a {procedure.matter}",
            "reference": record.reference,
            "classification": f"Confidential: {'partnership’s office' if office else procedure.file}",
            "procedure": f"{procedure.title}, {procedure.version}",
            "copy": f"Copy for {record.reader.agency_name}",
            "made": f"Made {times.full(record.made_at)}",
        }

    def summary(self) -> dict[str, Any]:
        """The first page."""
        record = self.record
        return {
            "status": self._status(),
            "facts": list(self._facts()),
            "about": self._about(),
            "sides": [_side(side) for side in record.sides],
            "agreed": [
                {**row.model_dump(), "due": date(row.due), "what": blocks(row.what)}
                for row in record.agreed
            ],
            "approvals": [self._approval(approval) for approval in record.approvals],
            "nothing_agreed": self._nothing_agreed(),
        }

    def _status(self) -> dict[str, Any]:
        state = self.record.state
        at = "" if state.ended_at is None else times.full(state.ended_at)
        match state.status:
            case "settled":
                word, sentence = "Settled", f"Settled on {at}, at {state.stage}."
            case "withdrawn":
                word, sentence = "Withdrawn", f"Withdrawn on {at}, at {state.stage}."
            case "not taken forward":
                word, sentence = (
                    "Not taken forward",
                    f"Not taken forward on {at}, at {state.stage}.",
                )
            case "merged":
                word, sentence = "Merged", f"Merged into another on {at}, at {state.stage}."
            case "open":
                word, sentence = "Open", f"Still open when this copy was made, at {state.stage}."
        return {"word": word, "sentence": sentence, "entry": state.ended_entry}

    def _facts(self) -> Iterator[dict[str, Any]]:
        state = self.record.state
        corrected = state.first_began_at is not None
        began = state.began_entry if corrected else state.raised_entry
        yield _fact("It began", times.full(state.began_at), began)
        if state.first_began_at is not None:
            first = times.full(state.first_began_at)
            yield _fact("It began, as first given", first, state.raised_entry)
        for own in state.own_dates:
            yield _fact(f"As {self.agency(own.agency)} sees it", times.full(own.at), own.entry)
        yield _fact("It was raised", times.full(state.raised_at), state.raised_entry)
        if state.category:
            yield _fact("What it is about", state.category, state.raised_entry)
        if state.area:
            lives = state.lives or f"Where the {self.record.procedure.whom} lives"
            yield _fact(lives, state.area, state.raised_entry)
        for each in self.record.earlier_procedures:
            until = f"{each.title}, {each.version}, until {times.full(each.until)}"
            yield _fact("It went before by", until, each.entry)
        if state.review_on:
            yield _fact("It is to be reviewed", date(state.review_on), state.review_entry)
        yield from (_fact(*each) for each in stages.facts(self.record))
        for other in state.together:
            yield _fact(other.how, other.reference, other.entry)
        if copies := on_file.said(self.record):
            yield _fact("Copy for the file", copies, on_file.entry(self.record))
        if self.record.about is not None:
            # A chat shows a file's first page to whoever looks on: it names no child.
            yield _fact("Who this is about", "On page 2", self.record.about.entry)

    def _about(self) -> dict[str, Any] | None:
        about = self.record.about
        if about is None:
            return None
        rows = (
            ("Name", about.name),
            ("Date of birth", date(about.born)),
            ("Expected date of birth", date(about.expected)),
            (self._whose_number(about.entry), about.case_number),
        )
        return {"rows": [row for row in rows if row[1]], "entry": about.entry}

    def _whose_number(self, entry: int) -> str:
        """Of which agency a case number is: every agency's copy prints it."""
        sealed = (each for each in self.record.entries if each.seq == entry)
        agency = next((each.agency for each in sealed if isinstance(each, EntryShown)), "")
        return f"Case number at {self.agency(agency)}" if agency else "Case number"

    def _approval(self, approval: Approval) -> dict[str, Any]:
        return {
            "who": approval.name,
            "role": approval.role,
            "agency": self.agency(approval.agency),
            "at": times.full(approval.at),
            "entry": approval.entry,
        }

    def _nothing_agreed(self) -> str:
        match self.record.state.status:
            case "settled" if self.record.approvals and self.taken:
                return "What was agreed has been taken out of sight, or no action is recorded."
            case "settled":
                return "No action is recorded with the settlement."
            case "withdrawn":
                return "Nothing was agreed: it was withdrawn."
            case "not taken forward":
                return "Nothing was agreed: it was not taken forward to the other side."
            case "merged":
                return "Nothing was agreed here: it was merged into another, which went on."
            case "open":
                return "Nothing has been agreed so far."

    def stages(self) -> Iterator[dict[str, Any]]:
        """Each stage with the windows of its tiers."""
        for stage, windows in groupby(self.record.windows, lambda window: window.stage):
            became = stages.rows(self.record, stage)
            shown = [self._window(window) for window in windows]
            yield {"stage": stage, "became": became, "windows": shown}

    def _window(self, window: WindowShown) -> dict[str, Any]:
        """A tier's window, how it ended, and why on that date."""
        limit = window.limit
        return {
            "tier": window.tier,
            "asked": window.asked,
            "words": window.words,
            "limit": "" if limit is None else f"The end of {times.day_and_year(limit)}",
            "told": "" if window.told is None else times.full(window.told.at),
            "told_entry": None if window.told is None else window.told.entry,
            "became": said(window),
            "explanation": [dated(line) for line in window.explanation],
            "entry": window.entry,
            "passed_entry": window.passed_entry,
        }

    def entries(self) -> Iterator[dict[str, Any]]:
        """Every entry in order, day by day; one that is not here stands in its place, undated."""
        day = ""
        for entry in self.record.entries:
            if isinstance(entry, Withheld):
                yield {"day": "", "entry": absent.shown(entry, self.taken)}
                continue
            on = times.day_and_year(entry.at)
            yield {"day": on if on != day else "", "entry": self._entry(entry)}
            day = on

    def _entry(self, entry: EntryShown) -> dict[str, Any]:
        return {
            "seq": entry.seq,
            "readable": True,
            "time": times.clock(entry.at),
            "title": entry.title,
            "audience": self._audience(entry),
            "by": self._by(entry),
            "lines": [_line(line, entry) for line in self._lines(entry)],
            "long": sum(len(line.text) for line in entry.lines) > _WHOLE_ON_A_PAGE,
        }

    def _lines(self, entry: EntryShown) -> Iterator[Line]:
        """An entry's lines; the dates of a limit stand once, where its window is shown."""
        above = self.counted.get(entry.seq, ())
        yield from (line for line in entry.lines if line.text not in above)
        if any(line.text in above for line in entry.lines):
            yield Line(label="", text="It is counted date by date where the stages are shown.")

    def _by(self, entry: EntryShown) -> str:
        if not entry.agency:
            return f"{entry.name}, {entry.role}"
        return f"{entry.name}, {entry.role}, {self.agency(entry.agency)}"

    def _audience(self, entry: EntryShown) -> str:
        whom, _, agency = entry.audience.partition(":")
        match whom:
            case "file":
                return "On file copies only"
            case "agency":
                return f"For {self.agency(agency)} only"
            case "office":
                return "For the partnership's office only"
            case _:
                return ""

    def agency(self, agency: str) -> str:
        """What an agency is called here."""
        if agency == "partnership":
            return "the partnership's office"
        return self.agencies.get(agency, agency)

    def proof(self) -> dict[str, Any]:
        """How this copy is checked, and what that shows."""
        record = self.record
        return {
            "entries": absent.counted(record, self.taken),
            "made": _made(record),
            "facts": [
                ["Signing key", self.fingerprint],
                ["Head of the chain", in_groups(record.chain.head)],
                *on_file.heads(record),
                ["Text of the procedure (SHA-256)", in_groups(record.procedure.sha256)],
                *(
                    [f"Text until {times.full(each.until)} (SHA-256)", in_groups(each.sha256)]
                    for each in record.earlier_procedures
                ),
                ["Set by", record.typesetter],
            ],
            "command": f'python3 run.py record verify FILE --key "{self.fingerprint}"',
            "proves": PROVES,
            "does_not_prove": DOES_NOT_PROVE,
        }


def _side(side: SideNamed) -> dict[str, Any]:
    who = ", ".join(part for part in (side.professional.name, side.professional.role) if part)
    view = [
        {"label": passage.label, "text": blocks(passage.text), "entry": passage.entry}
        for passage in side.view
    ]
    return {"name": side.name, "professional": who, "view": view}


def _line(line: Line, entry: EntryShown) -> dict[str, Any]:
    """A line; whose words they are need not be said under their own name."""
    label = "" if entry.name and line.label.startswith(entry.name) else line.label
    small = len(label) <= _SHORT_LABEL and len(line.text) <= _SHORT_TEXT
    short = bool(label) and small and not line.text.startswith("“")
    return {"label": label, "text": blocks(date(line.text)), "short": short}


def _fact(label: str, value: str, entry: int | None) -> dict[str, Any]:
    return {"label": label, "value": value, "entry": entry}


def _made(record: Record) -> str:
    reader, made = record.reader, times.full(record.made_at)
    whom = f"{reader.name}, " if reader.name != reader.agency_name else ""
    return f"This copy was made for {whom}{reader.agency_name}, on {made}."

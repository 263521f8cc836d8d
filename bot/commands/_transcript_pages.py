"""How a rehearsal reads on a terminal and as JSON."""

import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import asdict, replace
from datetime import datetime
from itertools import groupby

from escalation import times
from escalation.procedure import Procedure
from escalation.transcript import Line, Transcript

WIDTH = 98
_BESIDE = 18
_SHOWN = {"over": "", "form": "opens"}


def page(procedure: Procedure, transcript: Transcript) -> str:
    """Day by day, all that was met; then who was told when, whose turn it is and what is left."""
    return "\n".join((*_top(procedure), *_days(transcript), *_summary(transcript)))


def as_json(procedure: Procedure, transcript: Transcript) -> dict[str, object]:
    """The same for a program; its keys stay as they are."""
    told = (
        {"who": each.who, "at": [at.isoformat() for at in each.at]} for each in transcript.told()
    )
    left = ({"who": who, "what": what} for who, what in transcript.left())
    return {
        "procedure": {"id": procedure.id, "sha256": procedure.sha256},
        "lines": [{**asdict(line), "at": line.at.isoformat()} for line in transcript.lines],
        "told": list(told),
        "turn": list(transcript.turns()),
        "left": list(left),
    }


def _top(procedure: Procedure) -> Iterator[str]:
    yield f"{procedure.title}, {procedure.version}"
    yield from textwrap.wrap(
        "A rehearsal: invented people of Agency A, which raises it, Agency B and the partnership. "
        "Nobody is told anything, and nothing is kept.",
        WIDTH,
    )


def _days(transcript: Transcript) -> Iterator[str]:
    shown = _without_echoes(transcript.lines)
    for day, lines in groupby(shown, key=lambda line: times.day_and_year(line.at)):
        yield ""
        yield day
        for line in lines:
            yield from _line(line)


def _without_echoes(lines: Iterable[Line]) -> Iterator[Line]:
    """What is posted word for word as it happened is read once; of a card, what has changed."""
    before, card = "", frozenset[str]()
    for line in lines:
        if line.kind == "card":
            rows = line.text.split("\n")
            changed = "\n".join(row for row in rows if row not in card)
            card = frozenset(rows)
            if changed:
                yield Line(line.at, "card", (), changed)
        elif line.kind == "limit":
            yield replace(line, text=line.text.split("\n")[0])  # `timeline` has how it was counted
        elif not (line.kind == "posted" and line.text == before):
            yield line
        before = line.text


def _line(line: Line) -> Iterator[str]:
    beside = f"{times.clock(line.at)}  {_SHOWN.get(line.kind, line.kind)}"
    rows = [*([f"{', '.join(line.who)}:"] if line.who else []), *line.text.split("\n")]
    for number, row in enumerate(rows):
        yield from _hung("" if number else beside, row)


def _summary(transcript: Transcript) -> Iterator[str]:
    yield ""
    yield "Who was told, and when"
    for told in transcript.told():
        yield from _hung("", f"{told.who}: {', '.join(_when(at) for at in told.at)}")
    yield ""
    yield "Where it stands"
    turns = ", ".join(transcript.turns())
    yield from _hung("", f"Whose turn it is: {turns or 'nobody’s'}.")
    for who, what in transcript.left():
        yield from _hung("", f"Left to do, {who}: {what}")


def _when(at: datetime) -> str:
    return f"{times.civil(at):%a} {times.civil(at).day} {times.civil(at):%b %H:%M}"


def _hung(beside: str, row: str) -> list[str]:
    """A row in the second column, with a time and a word beside its first."""
    indent = " " * (_BESIDE + len(row) - len(row.lstrip()))
    return textwrap.wrap(
        row.strip(),
        WIDTH,
        initial_indent=f"  {beside}".ljust(len(indent)),
        subsequent_indent=indent,
        break_on_hyphens=False,
    ) or [""]

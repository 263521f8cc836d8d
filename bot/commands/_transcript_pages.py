"""How a rehearsal reads on a terminal and as JSON."""

import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import asdict, replace
from datetime import datetime
from itertools import groupby

from escalation.disagreement import Disagreement
from escalation.rehearsing.transcript import Line, Transcript
from escalation.texts.procedure import Procedure
from escalation.words.card import state
from escalation.working_time import times

WIDTH = 98
FEW = 6
_BESIDE = 18
_SHOWN = {"over": "", "form": "opens"}


def page(procedure: Procedure, transcript: Transcript, meant: int = 0) -> str:
    """Day by day, all that was met; then who was told when, whose turn it is and what is left.

    `meant`: of how many steps the script says that they are refused.
    """
    summary = *_summary(transcript), *_refused(transcript, meant)
    return "\n".join((*_top(procedure), *_days(transcript), *summary))


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
    """Word for word again, it is said that it is the same; of a card there is what has changed."""
    happened, card, said = "", frozenset[str](), dict[str, Line]()
    for line in lines:
        if line.kind == "card":
            rows = line.text.split("\n")
            changed = "\n".join(row for row in rows if row not in card)
            card = frozenset(rows)
            if changed:
                yield replace(line, text=changed)
        elif line.kind == "limit":
            yield replace(line, text=line.text.split("\n")[0])  # `timeline` has how it is counted
        elif line.kind == "posted" and line.text == happened:
            pass
        elif before := said.get(line.text) if line.kind in ("told", "form") else None:
            yield replace(line, text=_again(before, line.who))
        else:
            said[line.text] = line
            yield line
        happened = line.text


def _again(before: Line, who: tuple[str, ...]) -> str:
    others = f", for {', '.join(before.who)}" if before.who != who else ""
    return f"(the same words as on {times.full(before.at)}{others})"


def _line(line: Line) -> Iterator[str]:
    beside = f"{times.clock(line.at)}  {_SHOWN.get(line.kind, line.kind)}"
    rows = [*([f"{', '.join(line.who)}:"] if line.who else []), *line.text.split("\n")]
    for number, row in enumerate(rows):
        yield from _hung("" if number else beside, row)


def _summary(transcript: Transcript) -> Iterator[str]:
    yield ""
    yield "Who was told, and when"
    for told in transcript.told():
        yield from _listed(f"{told.who}: {_times(told.at)}")
    yield ""
    yield "Where it stands"
    turns = ", ".join(transcript.turns())
    yield from _listed(f"{_stands(transcript.standing)} Whose turn it is: {turns or 'nobody’s'}.")
    for who, what in transcript.left():
        yield from _listed(f"Left to do, {who}: {what}")


def _refused(transcript: Transcript, meant: int) -> Iterator[str]:
    """How many steps were, so that nobody has to look for it; and whether they were meant to be."""
    refused = sum(line.kind == "refused" for line in transcript.lines)
    if refused or meant:
        yield from _listed(f"Refused: {_steps(refused)}; the script says so of {meant or 'none'}.")


def _steps(number: int) -> str:
    return f"{number or 'no'} step{'' if number == 1 else 's'}"


def _stands(standing: Disagreement) -> str:
    return (
        f"{standing.stage.title} ({state(standing)})." if standing.sides else "Nothing is raised."
    )


def _times(told: tuple[datetime, ...]) -> str:
    """Fri 18 Sep 16:30, Mon 21 Sep 09:00; of many the first and the last."""
    shown = ", ".join(map(_when, told[:FEW]))
    more = len(told) - FEW
    return f"{shown}, and {more} more, last {_when(told[-1])}" if more > 0 else shown


def _when(at: datetime) -> str:
    local = times.civil(at)
    return f"{local:%a} {local.day} {local:%b %H:%M}"


def _listed(sentence: str) -> list[str]:
    return textwrap.wrap(
        sentence, WIDTH, initial_indent="  ", subsequent_indent="    ", break_on_hyphens=False
    )


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

"""What a form is drafted from: the record alone, in its own words and order; nothing is made up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from escalation.directory.people import PARTNERSHIP, Person
from escalation.disagreement import Disagreement, after
from escalation.duties import papers
from escalation.entries import CLOCK, SIDES, Entry
from escalation.particulars import View
from escalation.texts.procedure import Paper, Stage
from escalation.words import whom
from escalation.words.message import Facts, Part, Quote, Says
from escalation.working_time import times

# What is done about the difference itself, as each side reads it; words in the thread are too many.
TOLD = frozenset(
    {
        *("view_given", "redirected", "discussed", "meeting_set", "meeting_called"),
        *("meeting_held", "proposed", "approved", "not_approved", "dissented", "not_agreed"),
        *("moved", "agency_brought_in", "lead_brought_in", "limit_passed", "reopened"),
    }
)
LONGEST = 3000  # of one field; no platform takes more
WORDS, SHORT = 400, 120  # of one passage in somebody's words, and where there are many
NOTHING = "Nothing is on the record of this {stage}."
MORE = "(More is on the record; there was no room for it here.)"
# As the raiser's page asks for them: what says what it is about, and what says why it goes further.
ABOUT = ("What differs", "Evidence")
WHY = ("What is wanted", "Why this is in ", "Reason given by")
UNSETTLED = {"not_agreed": "Not agreed", "moved": "Why it moves up"}
# Sentences that stand under an entry in the thread, and are no act of whoever it is by.
BESIDES = frozenset({"moved", "discussed"})
APPROVED = "Its record was approved for {agency} by {who} on {day}."
CORRECTED = "For {agency} {who} put a correction beside its record on {day}."


@dataclass(frozen=True)
class Written:
    """An entry, with its number in the ledger."""

    number: int
    entry: Entry


def draft(
    paper: Paper, disagreement: Disagreement, written: Sequence[Written], person: Person
) -> dict[str, str]:
    """What stands in each field before anybody has read it over, by the name it is asked under."""
    side = disagreement.sides[0]
    plain = {
        "referrer": person.name,
        "agency": side.name,
        "contact": "\n".join(filter(None, (person.phone, person.email))),
        "summary": _within(_summary(disagreement)),
        "reason": _within(_reason(disagreement, _readable(disagreement, written))),
    }
    done = _by_stage(disagreement, written)
    return {
        name: _actions(disagreement, stage, done) if stage else plain.get(field.drawn_from, "")
        for field, stage, name in papers.questions(disagreement.procedure, paper)
    }


def _readable(disagreement: Disagreement, written: Iterable[Written]) -> tuple[Written, ...]:
    """What every side reads and nobody has taken out of sight: an agency's own notes leave it by no form."""
    hidden = {*disagreement.hidden, *disagreement.out_of_sight}
    return tuple(
        each for each in written if each.entry.audience == SIDES and each.number not in hidden
    )


def _summary(disagreement: Disagreement) -> list[str]:
    lines = []
    if disagreement.category:
        lines.append(f"About: {disagreement.procedure.category(disagreement.category).label}")
    lines += [f"{label}: {who}" for label, who in whom.about(disagreement)]
    if disagreement.began:
        lines.append(f"It began on {times.day_and_year(disagreement.began)}.")
    return [*lines, *_said(disagreement.view, ABOUT)]


def _reason(disagreement: Disagreement, written: Sequence[Written]) -> list[str]:
    """What is asked for and why, and what has been said each time that it was not agreed."""
    lines = [*_said(disagreement.view, WHY)]
    for each in written:
        label = UNSETTLED.get(each.entry.kind)
        if label and (reason := str(getattr(each.entry, "reason", "")).strip()):
            lines.append(f"{label} ({_who(each.entry, disagreement)}): {_cut(reason, WORDS)}")
    return lines


def _said(views: Iterable[View], labels: tuple[str, ...]) -> Iterator[str]:
    for view in views:
        if view.label.startswith(labels) and view.text.strip():
            yield f"{view.label}: {view.text.strip()}"


def _by_stage(
    disagreement: Disagreement, written: Sequence[Written]
) -> Mapping[str, list[tuple[Entry, Disagreement]]]:
    """What was done, by the stage at which it stood when it was done."""
    standing = Disagreement(disagreement.reference, disagreement.raised_under)
    found: dict[str, list[tuple[Entry, Disagreement]]] = {}
    told = {each.number for each in _readable(disagreement, written) if each.entry.kind in TOLD}
    for each in written:
        before, standing = standing, after(standing, each.entry)
        if each.number in told:
            stage = (before if before.sides else standing).stage.id
            found.setdefault(stage, []).append((each.entry, standing))
    return found


def _actions(
    disagreement: Disagreement,
    stage: Stage,
    done: Mapping[str, list[tuple[Entry, Disagreement]]],
) -> str:
    """Who of which agency did what, and when, in order; cut where there is no room, and said so."""
    mine = done.get(stage.id, [])
    if not mine:
        return NOTHING.format(stage=disagreement.procedure.terms.a_stage)
    for room in (WORDS, SHORT):
        lines = [_line(entry, standing, disagreement, room) for entry, standing in mine]
        if len("\n".join(lines)) <= LONGEST:
            break
    return _within(lines)


def _line(entry: Entry, standing: Disagreement, now: Disagreement, room: int) -> str:
    words = " ".join([*_read(_of_it(entry, standing), room), *_approved(entry, standing, now)])
    agency = _agency(entry, standing)
    return f"{times.day_and_year(entry.at)}{f', {agency}' if agency else ''}: {words}"


def _of_it(entry: Entry, standing: Disagreement) -> tuple[Part, ...]:
    """How it reads; of a move not whom the procedure tells of it besides, and of a discussion not that
    it was still to be approved when it was written down."""
    first, *rest = entry.reads(standing)
    kept = [each for each in rest if entry.kind not in BESIDES or not isinstance(each, Says)]
    return (first, *kept)


def _approved(entry: Entry, standing: Disagreement, now: Disagreement) -> Iterator[str]:
    """What each agency has said by now of the record of a discussion; of one that has not, nothing."""
    if entry.kind != "discussed":
        return
    for each in now.discussions:
        for agency, said in each.said.items() if each.entry == standing.version else ():
            yield (CORRECTED if said.corrects else APPROVED).format(
                agency=now.agency_name(agency),
                who=said.by.name,
                day=times.day_and_year(said.at),
            )


def _read(parts: Iterable[Part], room: int) -> Iterator[str]:
    for part in parts:
        match part:
            case Says():
                yield _cut(str(part), 2 * WORDS)
            case Facts(rows):
                yield from (
                    _ended(f"{label}: {_cut(value, room)}") for label, value in rows if value
                )
            case Quote(who, text):
                yield f"{who}: “{_cut(text, room)}”"


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith((".", "!", "?", "…")) else f"{sentence}."


def _agency(entry: Entry, standing: Disagreement) -> str:
    if entry.by == CLOCK or not entry.by.agency:
        return ""
    return "" if entry.by.agency == PARTNERSHIP else standing.agency_name(entry.by.agency)


def _who(entry: Entry, disagreement: Disagreement) -> str:
    agency = _agency(entry, disagreement)
    return f"{entry.by.name}{f', {agency}' if agency else ''}"


def _within(lines: Sequence[str]) -> str:
    """As many whole lines as there is room for, from the first; and that there is more, if there is."""
    kept: list[str] = []
    for line in lines:
        line = _cut(line, LONGEST - len(MORE) - 2)
        if len("\n".join([*kept, line, MORE])) > LONGEST:
            return "\n".join([*kept, MORE])
        kept.append(line)
    return "\n".join(kept)


def _cut(text: str, room: int) -> str:
    """A passage on one line, ended at a word, with a sign that there was more."""
    line = " ".join(text.split())
    if len(line) <= room:
        return line
    return f"{line[: room - 2].rsplit(' ', 1)[0].rstrip(' .,;:')} …"

"""No sentence without its entry: whether a record's first page says only what its entries hold."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from export import discussions, on_file
from export.shape import EntryShown, Record, State, Withheld


def unfounded(record: Record) -> str | None:
    """The first sentence of the summary that no entry bears out; None when every one is founded."""
    seqs = {entry.seq for entry in record.entries}
    first = record.entries[0] if record.entries else None
    if record.state.raised_entry is None and not isinstance(first, Withheld):
        return "The summary cites no entry for when it was raised."
    readable = {entry.seq: entry for entry in record.entries if isinstance(entry, EntryShown)}
    for place, texts, cited in _claims(record):
        if not seqs.issuperset(cited):
            return f"The summary cites an entry that is not there ({place})."
        if not cited:
            return f"The summary cites no entry ({place})."
        if any(seq not in readable for seq in cited):
            return f"The summary cites an entry that this copy withholds ({place})."
        if missing := _missing(texts, [readable[seq] for seq in cited]):
            return f"The summary says what its entry does not ({place}, entry {missing})."
    return on_file.unfounded(record)


def _claims(record: Record) -> Iterator[tuple[str, Sequence[str], Sequence[int]]]:
    """Every claim: where it stands, the words that must be found, and the entries cited for them."""
    state = record.state
    first_began = state.first_began_at or state.began_at
    if state.raised_entry is not None:
        raised = (_instant(state.raised_at), _instant(first_began), state.area)
        yield "when it began and was raised", raised, (state.raised_entry,)
    withheld = any(isinstance(entry, Withheld) for entry in record.entries)
    for place, texts, entry in _of_the_state(state):
        if entry is not None:
            yield place, texts, (entry,)
        elif not withheld:
            yield place, texts, ()
    for each in record.earlier_procedures:
        by = (each.id, each.title, each.version, each.sha256, _instant(each.until))
        yield "the procedure it went by before", by, (each.entry,)
    if about := record.about:
        who = (about.name, about.born, about.case_number, about.expected)
        yield "who this is about", who, (about.entry,)
    for side in record.sides:
        for passage in side.view:
            yield f"the view of {side.name}", (passage.text,), (passage.entry,)
    for action in record.agreed:
        yield "what was agreed", (action.what, action.owner, action.due), action.entries
    for yes in record.approvals:
        said = (yes.agency, yes.name, yes.role, _instant(yes.at))
        yield "who agreed", said, (yes.entry,)
    yield from discussions.claims(record, _instant)
    for became in record.became:
        ended = (_instant(became.at), became.by, became.reason)
        yield f"what became of {became.stage}", ended, (became.entry,)
    for window in record.windows:
        if window.entry is not None and window.limit is not None:
            counted = (_instant(window.limit), window.words, *window.explanation)
            yield f"the window of {window.tier}", counted, (window.entry,)
        if told := window.told:
            yield f"when {window.tier} were told", (_instant(told.at),), (told.entry,)
        if window.passed_entry is not None:
            yield f"the window of {window.tier}", (), (window.passed_entry,)


def _of_the_state(state: State) -> Iterator[tuple[str, Sequence[str], int | None]]:
    """What was said since it was raised; without an entry only where this copy may withhold it."""
    if state.first_began_at is not None:
        yield "the corrected date", (_instant(state.began_at),), state.began_entry
    for own in state.own_dates:
        yield "a side's own date", (own.agency, _instant(own.at)), own.entry
    if state.review_on:
        yield "when it is reviewed", (state.review_on,), state.review_entry
    if state.ended_at is not None:
        yield "when it ended", (_instant(state.ended_at),), state.ended_entry
    for other in state.together:
        yield "what belongs with it", (other.reference,), other.entry


def _missing(texts: Sequence[str], cited: Sequence[EntryShown]) -> int | None:
    held = {form for entry in cited for text in _strings(entry.body) for form in _forms(text)}
    if all(text in held for text in texts if text):
        return None
    return cited[0].seq if cited else 0


def _strings(value: Any) -> Iterator[str]:
    """Every text in an entry's content."""
    match value:
        case str():
            yield value
        case dict():
            for part in value.values():
                yield from _strings(part)
        case list():
            for part in value:
                yield from _strings(part)
        case _:
            pass


def _forms(text: str) -> Iterator[str]:
    """A text as it stands, and, where it is an instant, as every clock shows it."""
    yield text
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return
    if at.tzinfo is not None:
        yield _instant(at)


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat()

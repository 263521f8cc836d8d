"""One disagreement as a document for one reader: what they may read in full, the rest as its seal."""

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from escalation import acts, chain, entries
from escalation.acts.migrate import ProcedureChanged
from escalation.acts.sight import without_words
from escalation.directory.people import PARTNERSHIP
from escalation.disagreement import Disagreement, after
from escalation.duties import filed
from escalation.words.message import Choices, Facts, Heading, Part, Quote, Says
from escalation.working_time import times
from export import discussions, stages, summary, typesetter, windows
from export.known import Known
from export.shape import FORMAT, Record

OFFICE_NAME = "the partnership's office"

_TITLES = {
    "asked": "Asked whether it is settled",
    "chair_asked": "The chair was asked to report",
    "chair_reported": "The chair reported the issues arising",
    "brought_along": "Brought in from another",
    "acknowledged": "Read what was agreed",
    "check_answered": "Checked back",
    "checks_asked": "Asked what became of what was agreed",
    "checks_done": "All of it checked back",
    "checks_opened": "What is checked back",
    "closing_asked": "Asked again what is left",
    "considered_off_file": "Considered, and kept off the file",
    "discussion_corrected": "A correction beside a discussion",
    "copy_due": "Another copy for the file is to be made",
    "copy_renewed": "Another copy for the file",
    "closing_opened": "What is left to see to",
    "course_chosen": "How it is taken up",
    "duties_due": "What the procedure asks besides",
    "duties_recounted": "What the procedure asks was counted again",
    "duty_answered": "What became of what was asked",
    "exported": "A copy was made",
    "form_prepared": "A form was prepared",
    "form_received": "A form has arrived",
    "form_sent": "A form was sent",
    "harm_opened": "Immediate harm: opened",
    "harm_pressed": "Immediate harm",
    "harm_unopened": "Immediate harm: not opened",
    "lead_brought_in": "Safeguarding lead brought in",
    "issues_flagged": "Issues arising",
    "left_again": "No longer in this one",
    "limit_passed": "A limit passed",
    "limit_set": "A limit was counted",
    "linked": "Linked with another",
    "meeting_called": "A meeting was called",
    "meeting_held": "The meeting was held",
    "meeting_set": "A meeting was set",
    "merge_undone": "Not merged after all",
    "merged": "Merged into another",
    "moved": "Moved up",
    "new_day_agreed": "Another day agreed",
    "noted": "Note for this agency alone",
    "procedure_changed": "The procedure was changed",
    "quiet_begun": "Quiet counted anew",
    "reached": "A tier was told",
    "redirected": "Not theirs",
    "referred_outside": "Referred outside",
    "said": "Written in the thread",
    "subject_sealed": "Who this is about",
    "taken": "Taken up",
    "taken_in": "Another was merged into it",
    "told_where_it_goes_on": "Told where it goes on",
    "unlinked": "No longer linked",
    "taken_out_of_sight": "Taken out of sight",
    "wrong_recipient": "Wrong recipient: a breach note",
}


@dataclass(frozen=True)
class Reader:
    """For whom a copy is made, an agency or the partnership's office, and what they may read."""

    agency: str
    name: str
    audiences: frozenset[str]
    office: bool = False


def record(
    disagreement: Disagreement,
    kept: Sequence[entries.Kept],
    reader: Reader,
    made_at: datetime,
    hidden: Collection[int] = (),
) -> dict[str, Any]:
    """The record of a disagreement as this reader may have it, made from its entries and nothing else.

    `hidden`: what has been taken out of sight since, where these are only its first entries.
    """
    gone = frozenset({*disagreement.hidden, *hidden})
    disagreement = without_words(disagreement, gone)
    known = list(_known(disagreement, kept, reader, gone))
    document = {
        "format": FORMAT,
        "reference": disagreement.reference,
        "procedure": _procedure(disagreement),
        **_earlier(disagreement, known),
        **_file_copies(disagreement, kept, reader),
        "reader": _reader(disagreement, reader),
        "made_at": times.civil(made_at).isoformat(),
        **summary.first_page(disagreement, known),
        **discussions.found(disagreement, known),
        **stages.became(disagreement, known),
        "windows": list(windows.windows(disagreement, known, made_at)),
        "open_questions": _open_questions(disagreement),
        "entries": [_entry(one) for one in known],
        "chain": _chain(kept),
        "typesetter": typesetter.name(),
    }
    Record.model_validate(document)
    return document


def _known(
    disagreement: Disagreement,
    kept: Sequence[entries.Kept],
    reader: Reader,
    gone: frozenset[int],
) -> Iterator[Known]:
    """Each entry with the disagreement as it then stood, and whether it is for this reader.

    What has been taken out of sight is for nobody, nor does it stand in another entry's words.
    """
    standing = Disagreement(disagreement.reference, disagreement.raised_under)
    for one in kept:
        header = one.link.header
        entry = entries.read(acts.KINDS, header.kind, header.schema, one.body)
        standing = after(standing, entry)
        readable = header.audience in reader.audiences and one.link.seq not in gone
        yield Known(one, entry, without_words(standing, gone), readable)


def _procedure(disagreement: Disagreement) -> dict[str, Any]:
    procedure = disagreement.procedure
    return {
        "id": procedure.id,
        "title": procedure.title,
        "version": procedure.version,
        "sha256": procedure.sha256,
        "matter": procedure.terms.matter,
        "file": disagreement.terms.file,
        **({"whom": disagreement.terms.child} if procedure.subjects else {}),
    }


def _earlier(disagreement: Disagreement, known: Sequence[Known]) -> dict[str, Any]:
    """By which texts it went before, each with the entry that changed it; not a word, where by none."""
    changed = [one.seq for one in known if isinstance(one.entry, ProcedureChanged)]
    earlier = [
        {
            "id": change.was.id,
            "title": change.was.title,
            "version": change.was.version,
            "sha256": change.was.sha256,
            "until": times.civil(change.at).isoformat(),
            "entry": seq,
        }
        for change, seq in zip(disagreement.changes, changed, strict=True)
    ]
    return {"earlier_procedures": earlier} if earlier else {}


def _file_copies(
    disagreement: Disagreement, kept: Sequence[entries.Kept], reader: Reader
) -> dict[str, Any]:
    """Which copies an agency has had for its file, so that each says which it replaces."""
    copies = filed.copies(disagreement, reader.agency)
    if not copies:
        return {}
    made = [
        {
            "at": times.civil(each.at).isoformat(),
            "length": each.entry,
            "head": kept[each.entry - 1].link.hash,
        }
        for each in copies
    ]
    to_come = filed.is_left(disagreement, reader.agency)
    return {"file_copies": {"made": made, "to_come": to_come}}


def _reader(disagreement: Disagreement, reader: Reader) -> dict[str, Any]:
    side = disagreement.side(reader.agency)
    name = OFFICE_NAME if reader.agency == PARTNERSHIP else reader.agency
    return {
        "agency": reader.agency,
        "agency_name": side.name if side else name,
        "name": reader.name,
        "office": reader.office,
    }


def _open_questions(disagreement: Disagreement) -> list[dict[str, str]]:
    return [
        {"question": question.question, "taken": question.taken, "why": question.why}
        for question in disagreement.procedure.open_questions
    ]


def _chain(kept: Sequence[entries.Kept]) -> dict[str, Any]:
    head = kept[-1].link.hash if kept else chain.START
    return {"algorithm": "sha256", "length": len(kept), "head": head}


def _entry(known: Known) -> dict[str, Any]:
    link = known.kept.link
    sealed = {name: getattr(link, name) for name in ("seq", "head", "digest", "previous", "hash")}
    if not known.readable:
        return {**sealed, "withheld": True}
    return {
        **sealed,
        **asdict(link.header),
        "header_salt": link.header_salt.hex(),
        "salt": known.kept.salt.hex(),
        "body": json.loads(known.kept.body),
        "name": known.entry.by.name,
        "role": known.entry.by.role,
        "title": _title(link.header.kind),
        "lines": [line for part in known.entry.reads(known.standing) for line in _lines(part)],
    }


def _title(kind: str) -> str:
    return _TITLES.get(kind, kind.replace("_", " ").capitalize())


def _lines(part: Part) -> list[dict[str, str]]:
    match part:
        case Heading(text):
            return [{"label": "", "text": text}]
        case Says():
            return [{"label": "", "text": str(part)}]
        case Facts(rows):
            return [{"label": label, "text": text} for label, text in rows]
        case Quote(who, text):
            return [{"label": who, "text": f"“{text}”"}]
        case Choices():
            return []

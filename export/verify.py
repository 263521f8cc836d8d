"""Whether a record is what it says it is: offline, from the file alone, in words."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import ValidationError

from escalation import chain
from export import citations, pdf, record_json, typesetter
from export.proof import DOES_NOT_PROVE, NOT_OF_THE_PAGES, NOTHING, PROVES
from export.record_json import Signed, Unreadable
from export.shape import Record

__all__ = ["DOES_NOT_PROVE", "Finding", "Unreadable", "Verdict", "verify"]

_HEADER = ("seq", "kind", "schema", "at", "by", "agency", "audience", "key")


@dataclass(frozen=True)
class Finding:
    """One thing looked at: good, bad, or (None) not checked; and what that means, in a sentence."""

    good: bool | None
    what: str
    sentence: str


@dataclass(frozen=True)
class Verdict:
    """What a file turned out to be."""

    about: str
    findings: tuple[Finding, ...]

    @property
    def good(self) -> bool:
        """Nothing that was checked is wrong."""
        return all(finding.good is not False for finding in self.findings)

    @property
    def shows(self) -> str:
        """What follows from it."""
        if not self.good:
            return NOTHING
        unseen = any(finding.what == "pages" and finding.good is None for finding in self.findings)
        return f"{NOT_OF_THE_PAGES} {PROVES}" if unseen else PROVES


def verify(content: bytes, key: str | None = None) -> Verdict:
    """Check a record, JSON or PDF; `key` is a fingerprint known from elsewhere. Raises Unreadable."""
    is_pdf = content[:1024].lstrip().startswith(b"%PDF-")
    file = pdf.attached(content) if is_pdf else content
    signed = record_json.read(file)
    try:
        record = Record.model_validate(signed.record)
    except ValidationError:
        record = None
    findings = [_signature(signed), _key(signed, key), *_content(signed, record)]
    if is_pdf:
        sound = all(finding.good is not False for finding in findings)
        findings.append(_pages(content, file, signed, sound))
    return Verdict(_about(record), tuple(findings))


def _about(record: Record | None) -> str:
    if record is None:
        return "A file that says it is a record"
    at = record.made_at
    made = f"{at.day} {at:%B} {at.year}, {at:%H:%M}"
    return f"Record {record.reference}, copy for {record.reader.agency_name}, made {made}"


def _signature(signed: Signed) -> Finding:
    if not signed.holds:
        return Finding(
            False, "signature", "The signature is not of this record: a word has been changed."
        )
    return Finding(
        True,
        "signature",
        f"Signed as a whole, by the key with the fingerprint {signed.fingerprint}.",
    )


def _key(signed: Signed, known: str | None) -> Finding:
    if known is None:
        return Finding(
            None,
            "key",
            "No known fingerprint was given, so a replaced key or a chain written anew would not "
            "show. Ask the partnership for its fingerprint and give it with --key.",
        )
    if signed.fingerprint != known:
        return Finding(
            False, "key", f"Signed by another key than the one given: {signed.fingerprint}."
        )
    return Finding(True, "key", "Signed by the key whose fingerprint was given.")


def _content(signed: Signed, record: Record | None) -> Iterator[Finding]:
    if record is None:
        yield Finding(False, "shape", "It does not have the shape of a record (escalate-record/1).")
        return
    yield _chain(signed.record)
    yield _bodies(signed.record)
    yield _citations(record)


def _chain(record: Mapping[str, Any]) -> Finding:
    links = [_link(record["reference"], entry) for entry in record["entries"]]
    head = links[-1].hash if links else chain.START
    if why := chain.broken(links):
        return Finding(False, "chain", why)
    if (record["chain"]["length"], record["chain"]["head"]) != (len(links), head):
        return Finding(False, "chain", "The last entries are missing: the chain ends elsewhere.")
    return Finding(
        True,
        "chain",
        f"Each of the {len(links)} entries follows the one before it, up to the head.",
    )


def _link(reference: str, entry: Mapping[str, Any]) -> chain.Link:
    header = chain.Header(reference=reference, **{name: entry[name] for name in _HEADER})
    return chain.Link(header, entry["digest"], entry["previous"], entry["hash"])


def _bodies(record: Mapping[str, Any]) -> Finding:
    entries: Sequence[Mapping[str, Any]] = record["entries"]
    readable = [entry for entry in entries if "body" in entry]
    for entry in entries:
        if why := _body_fault(entry):
            return Finding(False, "words", f"Entry {entry['seq']}: {why}")
    sealed = len(entries) - len(readable)
    rest = f" {sealed} more are not in this copy: only their seals are." if sealed else ""
    return Finding(
        True, "words", f"The content of {len(readable)} entries is what was sealed.{rest}"
    )


def _body_fault(entry: Mapping[str, Any]) -> str | None:
    if "body" not in entry:
        kept_back = entry.get("withheld") is True and not {"salt", "lines", "title"} & set(entry)
        return None if kept_back else "it is neither readable nor said to be withheld."
    if "withheld" in entry or not {"salt", "name", "role", "title", "lines"} <= set(entry):
        return "it is neither readable as a whole nor withheld."
    if (
        chain.digest(bytes.fromhex(entry["salt"]), chain.canonical(entry["body"]))
        != entry["digest"]
    ):
        return "its content is not what was sealed when it was written."
    if not _says_the_same(entry):
        return "who acted, or when, is not what its sealed content says."
    return None


def _says_the_same(entry: Mapping[str, Any]) -> bool:
    """What is shown of who and when is what the sealed body has."""
    body = entry["body"]
    by = body.get("by")
    shown = {name: entry[name] for name in ("agency", "name", "role")} | {"person": entry["by"]}
    return isinstance(by, dict) and by == shown and _same_instant(body.get("at"), entry["at"])


def _same_instant(sealed: object, shown: str) -> bool:
    """The body writes GMT as Z, the header as +00:00."""
    try:
        return datetime.fromisoformat(str(sealed)) == datetime.fromisoformat(shown)
    except (ValueError, TypeError):
        return False


def _citations(record: Record) -> Finding:
    if why := citations.unfounded(record):
        return Finding(False, "summary", why)
    return Finding(
        True,
        "summary",
        "Each sentence of the summary rests on an entry, and quotes it word for word.",
    )


def _pages(content: bytes, file: bytes, signed: Signed, sound: bool) -> Finding:
    if not sound:
        return Finding(
            None, "pages", "Pages not checked: they are set from a record that is itself wrong."
        )
    ours, theirs = typesetter.name(), signed.record["typesetter"]
    if ours != theirs:
        return Finding(
            None,
            "pages",
            f"Pages not checked: they were set by another typesetter ({theirs}) than this one "
            f"({ours}). Rely on the attached record.json, not on what the pages say.",
        )
    return _same_pages(content, file, pdf.pages)


def _same_pages(content: bytes, file: bytes, setting: Callable[[bytes], bytes]) -> Finding:
    try:
        same = setting(file) == content
    except pdf.NotSet:
        same = False
    if not same:
        return Finding(
            False,
            "pages",
            "The pages are not those that the attached record sets: they were altered, or another "
            "program saved the file again. Rely on the attached record.json.",
        )
    return Finding(True, "pages", "Set again from the attached record, the pages are the same.")

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

_LINK = ("seq", "head", "digest", "previous", "hash")
_HEADER = ("kind", "schema", "at", "by", "agency", "audience")


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
    if not is_pdf and not content.lstrip().startswith((b"{", b"\xef\xbb\xbf{")):
        raise Unreadable("This is neither a record's PDF nor its JSON.")
    file = pdf.attached(content) if is_pdf else content
    signed = record_json.read(file)
    shaped = _shaped(signed.record)
    findings = [_signature(signed), _key(signed, key), *_content(signed.record, shaped)]
    if is_pdf:
        sound = all(finding.good is not False for finding in findings)
        findings.append(_pages(content, file, signed, sound))
    return Verdict(_about(shaped), tuple(findings))


def _shaped(document: Mapping[str, Any]) -> Record | Finding:
    try:
        return Record.model_validate(document)
    except ValidationError as fault:
        match fault.errors()[0]["loc"]:
            case ("entries", int(place), *_):
                where = f": entry {place + 1} is neither readable as a whole nor withheld"
            case _:
                where = ""
        return Finding(
            False, "shape", f"It does not have the shape of a record (escalate-record/1){where}."
        )


def _about(record: Record | Finding) -> str:
    if isinstance(record, Finding):
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


def _content(document: Mapping[str, Any], record: Record | Finding) -> Iterator[Finding]:
    if isinstance(record, Finding):
        yield record
        return
    yield _chain(document)
    yield _bodies(document)
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
    place = {name: entry[name] for name in _LINK}
    if "withheld" in entry:
        return chain.Link(reference, **place)
    header = chain.Header(**{name: entry[name] for name in _HEADER})
    salt = bytes.fromhex(entry["header_salt"])
    return chain.Opened(reference, **place, header=header, header_salt=salt)


def _bodies(record: Mapping[str, Any]) -> Finding:
    entries: Sequence[Mapping[str, Any]] = record["entries"]
    readable = [entry for entry in entries if "withheld" not in entry]
    for entry in readable:
        if why := _body_fault(entry):
            return Finding(False, "words", f"Entry {entry['seq']}: {why}")
    sealed = len(entries) - len(readable)
    rest = f" {sealed} more are not in this copy: only their seals are." if sealed else ""
    return Finding(
        True, "words", f"The content of {len(readable)} entries is what was sealed.{rest}"
    )


def _body_fault(entry: Mapping[str, Any]) -> str | None:
    sealed = chain.digest(bytes.fromhex(entry["salt"]), chain.canonical(entry["body"]))
    if sealed != entry["digest"]:
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
            "program saved the file again.",
        )
    return Finding(True, "pages", "Set again from the attached record, the pages are the same.")

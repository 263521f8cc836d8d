"""What in free text may say who a child is: names, dates of birth, addresses. A warning, no more."""

import re
from collections.abc import Iterable, Iterator
from datetime import date

# Words that begin a sentence, or stand in capitals within one, and are nobody's name.
_NOBODY = """
A Accommodation Act Adult After Again All Allegation Although An And Another Any April Are
Article As Assessment At August Aunt Because Before Board Both Boy British Brother But By Can
Care Case Centre Chair Child Children Christmas Code Conference Constable Could Council Court
Dad Daughter December Despite Did Do Doctor Does Dr Due During Duty Each Early Easter Education
England English Escalate Even Every Everybody Everyone Family Father February Foster Four Friday
From GP Girl Given Gran Grandfather Grandma Grandmother Had Has Have He Head Health Help Her
Here His Home Hospital House How However I I'd I'll I'm I've If Immediate In Is It Its January
July June Lead Local Manager Many March May Midwife Monday More Most Mother Mum Nan Neither No
Nobody None Nor Not Nothing November Nurse October Officer On Once One Only Or Other Our Out
Over Parent Parents Partner Partnership Plan Police Pre-birth Previous Professional Referral
Safeguarding Same Saturday School Section See Senior September Service Services She Should
Sibling Since Sister So Social Some Somebody Someone Son Stage Step Still Strategy Sunday
Teacher Team That The Their Them Then There These They This Those Three Thursday To Today
Tomorrow Trust Tuesday Two Uncle Under Until Us Valley Visit Visitor Wales Ward We Wednesday Welsh
Were What When Where Which While Who Why Will With Within Without Worker Working Would Yes
Yesterday Yet You Young Your Youth
"""
NOBODY = frozenset(_NOBODY.split())
SPEAKS = (
    r"said|says|told|tells|disclosed|discloses|is|was|has|had|will|wants|wanted|lives|lived|"
    r"asked|asks|cried|reported|reports|stated|states|came|went|feels|felt|needs|needed|arrived|"
    r"attended|attends|shows|showed|stays|stayed|sleeps|slept|seems|looks|looked|and"
)
_WORD = re.compile(r"[A-Z][a-zà-öø-ÿ']*[a-zà-öø-ÿ](?:-[A-Z][a-zà-öø-ÿ]+)?")
_BEGINS = re.compile(rf"({_WORD.pattern})(?='s\b|\s+(?:{SPEAKS})\b)")
_WITHIN = re.compile(rf"(?<=[a-z,;:)] )({_WORD.pattern}(?: {_WORD.pattern})*)")
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")
_NUMERIC = re.compile(r"\b(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})\b|\b(\d{4})-(\d{2})-(\d{2})\b")
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_BORN = re.compile(
    r"\b(?:born|dob|d\.o\.b\.?|date of birth|birthday)\b[^.!?\n]{0,12}?"
    r"(\d{1,4}[./-]\d{1,2}(?:[./-]\d{1,4})?"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}(?:,? \d{{2,4}})?|\d{{4}})",
    re.IGNORECASE,
)
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b")
_STREET = re.compile(
    r"\b\d{1,4}[a-zA-Z]?,? (?:[A-Z][a-z']+ ){1,3}"
    r"(?:Avenue|Close|Court|Crescent|Drive|Gardens|Grove|Hill|Lane|Mews|Place|Rise|Road|Street|"
    r"Terrace|Walk|Way)\b"
)
YOUNGEST = 2  # years: a later date is that of a visit far more often than that of a birth


def found(
    texts: Iterable[str],
    *,
    known: Iterable[str],
    today: date,
    sealed: Iterable[str] = (),
    names: bool = True,
) -> tuple[str, ...]:
    """What may say who a child is, each once, as it was written.

    `known` may stand there: professionals, agencies, areas. What was `sealed`, a name or a number, is
    found in any case; `names` are not looked for where a professional's is asked for. Nothing is decided
    by this: people are asked to look again.
    """
    at_work = frozenset(word.casefold() for text in known for word in _words(text))
    apart = [part for text in sealed for part in text.split() if len(part) > 1]
    seen: dict[str, str] = {}
    for text in texts:
        for hit in (*_sealed(text, apart), *_found(text, at_work, today, names)):
            seen.setdefault(hit.casefold(), hit)
    return tuple(hit for one, hit in seen.items() if not any(_within(one, each) for each in seen))


def _within(one: str, other: str) -> bool:
    return one != other and re.search(rf"(?<!\w){re.escape(one)}(?!\w)", other) is not None


def _found(text: str, known: frozenset[str], today: date, names: bool) -> Iterator[str]:
    yield from _names(text, known) if names else ()
    yield from (match.group(1).strip() for match in _BORN.finditer(text))
    yield from (match.group(0) for match in _NUMERIC.finditer(text) if _is_birth(match, today))
    yield from (match.group(0) for match in _POSTCODE.finditer(text))
    yield from (match.group(0) for match in _STREET.finditer(text))


def _sealed(text: str, sealed: Iterable[str]) -> Iterator[str]:
    for wanted in sealed:
        if match := re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", text, re.IGNORECASE):
            yield match.group(0)


def _names(text: str, known: frozenset[str]) -> Iterator[str]:
    for sentence in _SENTENCE.findall(text):
        first = _BEGINS.match(sentence.lstrip(" \"'“‘(-•*"))
        for match in (*([first] if first else ()), *_WITHIN.finditer(sentence)):
            words = [word for word in match.group(1).split() if not _nobody(word, known)]
            if words:
                yield " ".join(words)


def _nobody(word: str, known: frozenset[str]) -> bool:
    bare = word.removesuffix("'s")
    return word in NOBODY or bare in NOBODY or bare.casefold() in known


def _is_birth(match: re.Match[str], today: date) -> bool:
    number = int(match.group(4) or match.group(3))
    full = (
        number if number > 99 else 2000 + number if 2000 + number <= today.year else 1900 + number
    )
    return today.year - 120 <= full <= today.year - YOUNGEST


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_][\w'’-]*", text)

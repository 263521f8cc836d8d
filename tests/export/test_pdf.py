"""The pages: archivable, readable aloud, the same every time, and never stopped by what somebody wrote."""

import copy
import io
import json
import random
from datetime import UTC, datetime

import pytest
from pypdf import PdfReader

from export import pdf, record_json
from export.record import record
from export.record_json import Unreadable


@pytest.fixture(scope="module")
def reader(pages):
    return PdfReader(io.BytesIO(pages))


@pytest.fixture(scope="module")
def first(reader):
    return plain(reader.pages[0])


def plain(page):
    return " ".join(page.extract_text().split())


def with_words(signed, **changed):
    """The same record, unsigned, with other words in it: only for setting pages."""
    record = copy.deepcopy(dict(signed.record))
    record.update(changed)
    return record_json.written(record_json.Signed(record, b"", b""))


def saying(signed, texts):
    """A record whose entries say these texts, one after another."""
    model = next(entry for entry in signed.record["entries"] if entry.get("kind") == "said")
    entries = [
        {**model, "seq": seq, "title": text[:40], "lines": [{"label": text[:30], "text": text}]}
        for seq, text in enumerate(texts, 1)
    ]
    return with_words(signed, entries=entries)


def test_it_is_an_archive_and_an_accessible_document_in_one(reader, pages):
    metadata = reader.xmp_metadata

    assert (metadata.pdfaid_part, metadata.pdfaid_conformance) == ("3", "A")
    assert b"<pdfuaid:part>1</pdfuaid:part>" in pages
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.trailer["/Root"]["/Lang"] == "en-GB"


def test_the_signed_record_comes_out_of_it_byte_for_byte(pages, file):
    assert pdf.attached(pages) == file


def test_the_same_record_sets_the_same_bytes(pages, file):
    assert pdf.pages(file) == pages


def test_its_dates_are_the_record_s_and_not_the_clock_s(reader):
    assert reader.metadata.creation_date.isoformat() == "2026-04-10T15:05:00+00:00"


def test_the_first_page_is_the_whole_summary(first, reader):
    for words in (
        "Record of a difference of opinion",
        "Copy for Thames Valley Community Health Trust",
        "Settled on Friday 10 April 2026, 16:02, at Stage 3",
        "Who this is about On page 2",
        "Sam Okafor, Professional",
        "Tom Reed, Professional",
        "Begin a child in need assessment",
        "15 April 2026",
        "Grace Whitfield",
        "Helen Marsh",
        "A number in brackets is the entry on which the sentence rests.",
    ):
        assert words in first
    assert "The stages, and what became of each window" in plain(reader.pages[1])


def test_the_first_page_names_no_child_for_a_chat_shows_it_to_whoever_looks_on(first, reader):
    for words in ("Amelia", "Hartley", "3 August 2025", "943 476 5919"):
        assert words not in first
        assert words in plain(reader.pages[1])
    assert plain(reader.pages[1]).index("Amelia") < plain(reader.pages[1]).index("The stages")


def test_a_copy_for_the_office_has_no_word_of_whom_it_is_about(settled, office, key):
    text = whole(pdf_for(settled, office, key))

    assert "Who this is about" not in text
    assert "Amelia" not in text


def test_the_other_agency_s_pages_tell_nothing_of_a_press_of_immediate_harm(
    settled, health, csc, key
):
    ours, theirs = (whole(pdf_for(settled, reader, key)) for reader in (health, csc))

    for words in ("16:05 Immediate harm", "Sam Okafor (Professional) pressed"):
        assert words in ours
        assert words not in theirs
    assert "harm" not in theirs.lower()
    assert "16:05" not in theirs
    for kept in settled.kept:
        if kept.link.header.kind.startswith("harm_"):
            assert f" {kept.link.seq} Not in this copy" in theirs
    assert "neither its day nor its hour" in theirs
    assert "neither its day nor its hour" not in ours


def test_what_became_of_each_window_is_said_as_it_was(reader):
    text = " ".join(plain(page) for page in reader.pages)

    assert text.count("It ended with no outcome recorded.") == 3
    assert "Thursday 9 April 2026, 17:01" in text
    assert text.count("It was settled before that day ended.") == 1
    assert text.count("It ended before this was reached.") == 1


def test_it_says_how_a_newcomer_checks_it(reader):
    assert "python3 run.py record verify FILE --key" in plain(reader.pages[-1])


def pdf_for(ledger, whose, key):
    made = datetime(2026, 4, 10, 16, 40, tzinfo=UTC)
    document = record(ledger.stands, ledger.kept, whose, made)
    return PdfReader(io.BytesIO(pdf.pages(record_json.written(record_json.signed(document, key)))))


def whole(pages):
    return " ".join(plain(page) for page in pages.pages)


def test_every_page_says_what_it_is_whose_copy_and_which_of_how_many(reader):
    total = len(reader.pages)
    for number, page in enumerate(reader.pages, 1):
        text = plain(page)
        assert "Confidential: child's file" in text
        assert "Copy for Thames Valley Community Health Trust" in text
        assert f"ESC-7KQ2MXPD Page {number} of {total}" in text


def test_every_entry_stands_in_it_in_order(reader, signed):
    text = " ".join(plain(page) for page in reader.pages)
    places = [text.find(entry["title"]) for entry in signed.record["entries"]]

    assert -1 not in places
    assert "Friday 3 April 2026 not counted (Good Friday)" in text


def test_a_long_disagreement_still_has_its_summary_on_one_page(signed):
    record = copy.deepcopy(dict(signed.record))
    for side in record["sides"]:
        for passage in side["view"]:
            passage["text"] = "Words upon words. " * 160
    record["agreed"] = [
        {**record["agreed"][0], "what": f"Action {number}: " + "to be done " * 40}
        for number in range(1, 31)
    ]

    pages = PdfReader(io.BytesIO(pdf.pages(with_words(signed, **record)))).pages

    assert "more actions:" in plain(pages[0])
    assert "Helen Marsh" in plain(pages[0])
    assert "The stages, and what became of each window" in plain(pages[1])


def test_four_agencies_that_wrote_a_great_deal_stand_on_one_page(signed):
    """Where even short passages do not fit, fewer are shown; whose the rest are is said."""
    sides = []
    for number in range(4):
        side = copy.deepcopy(signed.record["sides"][number % 2])
        passage = {"label": "View", "text": "Words upon words. " * 160, "entry": 1}
        sides.append({**side, "name": f"Agency {number}", "view": [passage] * 9})

    pages = PdfReader(io.BytesIO(pdf.pages(with_words(signed, sides=sides)))).pages

    assert plain(pages[0]).count("more passages: [1]") == 4
    assert "Agency 3" in plain(pages[0])
    assert "The stages, and what became of each window" in plain(pages[1])


def test_typesetter_s_and_other_languages_are_printed_as_words(signed):
    hostile = '#eval(read("record.typ")) $x$ *b* <script> {{7*7}} \\ @ref /* // `r`'

    pages = PdfReader(io.BytesIO(pdf.pages(saying(signed, [hostile] * 30)))).pages

    assert hostile in " ".join(plain(page) for page in pages)


def test_a_word_of_five_hundred_letters_stays_on_the_page(signed):
    long = "0123456789" * 50

    pages = PdfReader(io.BytesIO(pdf.pages(saying(signed, [long] * 30)))).pages

    text = "".join("".join(page.extract_text().split()) for page in pages)
    assert long in text.replace("\u200b", "")


def test_no_text_that_anybody_could_write_stops_a_record(signed):
    luck = random.Random("hostile")
    texts = [hostile(luck) for _ in range(300)]

    assert pdf.pages(saying(signed, texts)).startswith(b"%PDF-1.7")


PIECES = (
    lambda luck: chr(luck.randrange(0x110000)),
    lambda luck: chr(luck.randrange(0x20, 0x250)),
    lambda luck: chr(luck.randrange(0x300, 0x370)),
    lambda luck: chr(luck.randrange(0x600, 0x780)),
    lambda luck: chr(luck.randrange(0x900, 0xB00)),
    lambda luck: chr(luck.randrange(0x2000, 0x2C00)),
    lambda luck: luck.choice(
        "\0\a\x1b\xad\u034f\u061c\u200b\u200c\u200d\u202e\u2066\ufe0f\ufeff\ufffe"
    ),
    lambda luck: luck.choice(
        ["👨‍👩‍👧", "👍🏽", "\ue000", "한국", "$", "#set page()", "\\", "`", "  "]
    ),
    lambda luck: luck.choice("aeiou \n\t\r"),
)


def hostile(luck):
    """Up to sixty pieces of text that have broken typesetters."""
    text = "".join(luck.choice(PIECES)(luck) for _ in range(luck.randrange(1, 60)))
    # A ledger holds no half of a surrogate pair: it has no bytes.
    return text.encode(errors="ignore").decode()


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"%PDF-1.7\n%%EOF", b"\0" * 500])
def test_what_is_no_pdf_is_refused_in_a_sentence(content):
    with pytest.raises(Unreadable, match="PDF"):
        pdf.attached(content)


def test_a_pdf_without_a_record_is_no_proof(pages):
    without = pages.replace(b"/EmbeddedFiles", b"/EmbeddedFilez")

    with pytest.raises(Unreadable, match="no record attached"):
        pdf.attached(without)


def test_the_fault_of_a_record_that_cannot_be_set_repeats_none_of_its_words(signed):
    citing = json.loads(json.dumps(signed.record))
    citing["entries"] = citing["entries"][:1]

    with pytest.raises(pdf.NotSet) as fault:
        pdf.pages(with_words(signed, **citing))
    assert str(fault.value) == "The pages of this record cannot be set."

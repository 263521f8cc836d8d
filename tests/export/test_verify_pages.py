"""The pages of a record: set again from what is attached, and compared byte by byte."""

import copy
import io

import pytest
from pypdf import PdfReader, PdfWriter

from export import pdf, record_json, typesetter
from export.record import record
from export.record_json import Unreadable
from export.verify import verify


def found(verdict, good):
    return {one.what: one.sentence for one in verdict.findings if one.good is good}


def test_the_pages_are_set_again_and_are_the_same(pages, key):
    verdict = verify(pages, key.fingerprint)

    assert verdict.good
    assert [one.what for one in verdict.findings if one.good] == [
        "signature",
        "key",
        "chain",
        "words",
        "summary",
        "pages",
    ]


def attached_instead(pages, file):
    """The same pages with another attachment."""
    writer = PdfWriter(clone_from=io.BytesIO(pages))
    for attachment in writer.attachment_list:
        attachment.content = file
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_swapped_attachment_is_caught_though_it_is_a_good_record_itself(settled, csc, pages, key):
    document = record(settled.stands, settled.kept, csc, settled.stands.ended)
    other = record_json.written(record_json.signed(document, key))
    forged = attached_instead(pages, other)
    assert pdf.attached(forged) == other
    assert verify(other, key.fingerprint).good

    faults = found(verify(forged, key.fingerprint), False)

    assert set(faults) == {"pages"}
    assert "not those that the attached record sets" in faults["pages"]


def test_an_attachment_with_a_changed_word_is_caught_and_its_pages_are_not_trusted(signed, pages):
    document = copy.deepcopy(dict(signed.record))
    document["entries"][0]["body"]["differs"] = "Nothing differs."
    changed = record_json.Signed(document, signed.signature, signed.public_key)

    verdict = verify(attached_instead(pages, record_json.written(changed)))

    assert set(found(verdict, False)) == {"signature", "words", "summary"}
    assert "itself wrong" in found(verdict, None)["pages"]


def test_altered_pages_are_caught(pages):
    altered_pages = pages.replace(b"/Title", b"/Titel", 1)
    assert altered_pages != pages

    assert set(found(verify(altered_pages), False)) == {"pages"}


def test_a_pdf_without_its_record_is_unreadable(pages):
    reader = PdfReader(io.BytesIO(pages))
    writer = PdfWriter()
    for page in reader.pages:
        writer.add_page(page)
    out = io.BytesIO()
    writer.write(out)

    with pytest.raises(Unreadable, match="no record attached"):
        verify(out.getvalue())


def test_pages_of_another_typesetter_are_not_checked_and_that_is_said(signed, pages, key):
    document = {**signed.record, "typesetter": "typst 0.99; Unicode 14.0.0; layout 0"}

    other = record_json.written(record_json.signed(document, key))

    verdict = verify(attached_instead(pages, other), key.fingerprint)

    assert verdict.good
    assert verdict.shows.startswith("This is so of the attached record.json, not of the pages.")
    assert found(verdict, None)["pages"].startswith("Pages not checked: they were set by another")


def test_the_typesetter_is_named_by_version_unicode_layout_and_fonts(signed):
    assert signed.record["typesetter"] == typesetter.name()
    assert typesetter.name().startswith("typst 0.15")

"""A signed record as pages: one PDF/A-3a and PDF/UA-1 file with the record attached, and out of it again."""

import io
import json
import tempfile
from functools import lru_cache
from pathlib import Path

import typst
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from export import record_json
from export.characters import FONTS
from export.shape import Record
from export.sheet import sheet

ATTACHED = "record.json"
LAYOUT = Path(__file__).parent / "record.typ"


class NotSet(Exception):
    """The pages cannot be set."""


def pages(file: bytes) -> bytes:
    """The pages of a signed record, with its file attached: the same bytes every time."""
    signed = record_json.read(file)
    record = Record.model_validate(signed.record)
    printed = json.dumps(sheet(record, signed.fingerprint), ensure_ascii=False)
    inputs = {"sheet": printed, "attached": file.decode()}
    try:
        # No folder of the machine is in the typesetter's reach, and no clock.
        with tempfile.TemporaryDirectory() as nothing:
            setting = typst.Compiler(
                LAYOUT.read_bytes(), root=nothing, font_paths=_fonts(), sys_inputs=inputs
            )
            set_ = setting.compile(
                format="pdf",
                pdf_standards=["a-3a", "ua-1"],
                timestamp=int(record.made_at.timestamp()),
            )
    except typst.TypstError as fault:
        # What typst says may quote the words that it could not set.
        raise NotSet("The pages of this record cannot be set.") from fault
    assert isinstance(set_, bytes)
    return set_


def attached(content: bytes) -> bytes:
    """The record's file out of its pages; anything but exactly one is refused."""
    # What it logs of a damaged file is not for people, and may quote the file.
    try:
        files = PdfReader(io.BytesIO(content)).attachments
        found = files.get(ATTACHED, []) if len(files) == 1 else []
    except (PyPdfError, ValueError, TypeError, KeyError, AttributeError, IndexError, OSError):
        raise record_json.Unreadable("This PDF is damaged, or is not a PDF.") from None
    except RecursionError:
        raise record_json.Unreadable("This PDF is damaged.") from None
    if len(found) != 1:
        raise record_json.Unreadable("This PDF has no record attached, so it is no proof.")
    return bytes(found[0])


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    """Our own fonts and no others: those of the machine would set other pages."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])

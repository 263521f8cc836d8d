"""A form as pages to read: one PDF/UA-1 file, the same bytes every time."""

import json
import tempfile
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst

from export.characters import FONTS
from export.paper_sheet import Box, Sheet
from export.pdf import NotSet
from export.printed import all_printable, blocks

LAYOUT = Path(__file__).parent / "paper.typ"


def pages(sheet: Sheet) -> bytes:
    """The form, as far as it is filled in, with a box for each thing that is left to complete."""
    printed = json.dumps(all_printable(_shown(sheet)), ensure_ascii=False)
    try:
        # No folder of the machine is in the typesetter's reach, and no clock.
        with tempfile.TemporaryDirectory() as nothing:
            setting = typst.Compiler(
                LAYOUT.read_bytes(),
                root=nothing,
                font_paths=_fonts(),
                sys_inputs={"sheet": printed},
            )
            set_ = setting.compile(
                format="pdf", pdf_standards=["ua-1"], timestamp=int(sheet.at.timestamp())
            )
    except typst.TypstError as fault:
        # What typst says may quote the words that it could not set.
        raise NotSet("The pages of this form cannot be set.") from fault
    assert isinstance(set_, bytes)
    return set_


def _shown(sheet: Sheet) -> dict[str, Any]:
    return {
        "title": sheet.title,
        "reference": sheet.reference,
        "procedure": sheet.procedure,
        "classification": sheet.classification,
        "made": sheet.made,
        "note": sheet.note,
        "to_complete": sheet.to_complete,
        "first": [_box(box) for box in sheet.first],
        "rest": [_box(box) for box in sheet.rest],
    }


def _box(box: Box) -> dict[str, Any]:
    words = [
        {**line, "heading": line["text"] in box.headings}
        for line in (blocks(box.text) if box.text else [])
    ]
    return {"label": box.label, "words": words, "long": box.long, "person": box.of_the_person}


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    """Our own fonts and no others."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])

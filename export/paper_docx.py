"""A form as a Word file: a table of labelled boxes, each of which can be completed, and nothing hidden.

Office Open XML (ECMA-376) is a zip of a few XML files; these are written here, the same bytes every time.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from xml.sax.saxutils import escape

from export.characters import right_to_left
from export.paper_sheet import Box, Sheet

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PART = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_LABEL, _TEXT, _WHOLE = 2600, 6900, 9500  # widths, in twentieths of a point
# A zip knows no zone and no second; what it was made at stands in words inside.
_THEN = (1980, 1, 1, 0, 0, 0)
# What XML cannot hold at all (https://www.w3.org/TR/xml/#charsets).
_NEVER = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def written(sheet: Sheet) -> bytes:
    """The file: its parts, in order."""
    parts = {
        "[Content_Types].xml": _types(),
        "_rels/.rels": _relations(
            ("officeDocument", "word/document.xml"),
        ),
        "docProps/core.xml": _core(sheet),
        "word/document.xml": _document(sheet),
        "word/_rels/document.xml.rels": _relations(
            ("styles", "styles.xml"), ("header", "header1.xml"), ("footer", "footer1.xml")
        ),
        "word/styles.xml": _styles(),
        "word/header1.xml": _header(sheet),
        "word/footer1.xml": _footer(sheet),
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, text in parts.items():
            entry = zipfile.ZipInfo(name, _THEN)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, text.encode("utf-8"))
    return file.getvalue()


def _document(sheet: Sheet) -> str:
    first = (
        _paragraph(sheet.title, "Title"),
        _paragraph(sheet.procedure, "Small"),
        _paragraph(f"{sheet.reference}. Made {sheet.made}.", "Small"),
        *([_table(sheet.first, sheet, 1)] if sheet.first else []),
        _paragraph(sheet.note, "Note"),
    )
    rest = [_new_page(), _table(sheet.rest, sheet, 1 + len(sheet.first))] if sheet.rest else []
    body = "".join((*first, *rest, _paragraph("", "Small"), _section()))
    return f'{_HEAD}<w:document xmlns:w="{_W}" xmlns:r="{_R}"><w:body>{body}</w:body></w:document>'


def _table(boxes: tuple[Box, ...], sheet: Sheet, number: int) -> str:
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="8A96A3"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    rows = "".join(_row(box, sheet, count) for count, box in enumerate(boxes, number))
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{_WHOLE}" w:type="dxa"/><w:tblBorders>{sides}</w:tblBorders>'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:top w:w="80" w:type="dxa"/>'
        '<w:left w:w="120" w:type="dxa"/><w:bottom w:w="80" w:type="dxa"/>'
        '<w:right w:w="120" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="{_LABEL}"/><w:gridCol w:w="{_TEXT}"/></w:tblGrid>'
        f"{rows}</w:tbl>"
    )


def _row(box: Box, sheet: Sheet, number: int) -> str:
    """A label and its box beside it; of what is long, the box beneath it, over the whole width."""
    label, control = _paragraph(box.label, "Label"), _control(box, sheet, number)
    if not box.long:
        return f"<w:tr>{_cell(label, _LABEL, shaded=True)}{_cell(control, _TEXT)}</w:tr>"
    above = _cell(label, _WHOLE, shaded=True, across=2)
    return (
        f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{above}</w:tr>"
        f"<w:tr>{_cell(control, _WHOLE, across=2)}</w:tr>"
    )


def _cell(content: str, width: int, *, shaded: bool = False, across: int = 1) -> str:
    span = f'<w:gridSpan w:val="{across}"/>' if across > 1 else ""
    shade = '<w:shd w:val="clear" w:color="auto" w:fill="EEF3F6"/>' if shaded else ""
    # A cell ends in a paragraph of its own, or Word calls the file damaged.
    end = "" if content.endswith("</w:p>") else _paragraph("", "End")
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{shade}</w:tcPr>'
        f"{content}{end}</w:tc>"
    )


def _control(box: Box, sheet: Sheet, number: int) -> str:
    """A box that is completed by typing into it; empty, it says so and vanishes as one types."""
    empty = "" if box.text else "<w:showingPlcHdr/>"
    words = box.text or (sheet.to_complete if box.of_the_person else "To complete")
    style = "Box" if box.text else "Empty"
    lines = [line for line in words.splitlines() if line.strip()]
    paragraphs = "".join(
        _paragraph(line, "Stage" if line in box.headings else style) for line in lines
    )
    return (
        f'<w:sdt><w:sdtPr><w:alias w:val="{_attribute(box.label)}"/>'
        f'<w:tag w:val="{_attribute(box.id)}"/><w:id w:val="{number}"/>{empty}<w:richText/>'
        f"</w:sdtPr><w:sdtContent>{paragraphs}</w:sdtContent></w:sdt>"
    )


def _paragraph(text: str, style: str) -> str:
    bidi = "<w:bidi/>" if right_to_left(text) else ""
    run = f'<w:r><w:t xml:space="preserve">{_words(text)}</w:t></w:r>' if text else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{bidi}</w:pPr>{run}</w:p>'


def _new_page() -> str:
    return '<w:p><w:pPr><w:pStyle w:val="End"/></w:pPr><w:r><w:br w:type="page"/></w:r></w:p>'


def _section() -> str:
    return (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId2"/>'
        '<w:footerReference w:type="default" r:id="rId3"/><w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1418" w:right="1203" w:bottom="1304" w:left="1203" w:header="680" '
        'w:footer="624" w:gutter="0"/></w:sectPr>'
    )


def _header(sheet: Sheet) -> str:
    said = _paragraph(f"{sheet.classification}. {sheet.reference}", "Small")
    return f'{_HEAD}<w:hdr xmlns:w="{_W}">{said}</w:hdr>'


def _footer(sheet: Sheet) -> str:
    def counted(what: str) -> str:
        return f'<w:fldSimple w:instr=" {what} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'

    page = '<w:r><w:t xml:space="preserve">Page </w:t></w:r>'
    of = '<w:r><w:t xml:space="preserve"> of </w:t></w:r>'
    said = (
        f'<w:p><w:pPr><w:pStyle w:val="Small"/></w:pPr>{page}{counted("PAGE")}{of}'
        f"{counted('NUMPAGES')}</w:p>"
    )
    return f'{_HEAD}<w:ftr xmlns:w="{_W}">{said}</w:ftr>'


# Each style: its size in half points, its colour, and what else is said of it.
_STYLES = (
    ("Title", 36, "134F66", "<w:b/>", '<w:spacing w:after="60"/>'),
    ("Small", 17, "55606D", "", '<w:spacing w:after="80"/>'),
    ("Label", 20, "1B232C", "<w:b/>", '<w:keepNext/><w:spacing w:after="0"/>'),
    ("Box", 21, "1B232C", "", '<w:spacing w:after="80"/>'),
    ("Stage", 21, "134F66", "<w:b/>", '<w:keepNext/><w:spacing w:before="60" w:after="40"/>'),
    ("Empty", 20, "6B7683", "<w:i/>", '<w:spacing w:after="80"/>'),
    (
        "Note",
        19,
        "1B232C",
        "",
        '<w:shd w:val="clear" w:color="auto" w:fill="EEF3F6"/><w:spacing w:before="240" w:after="120"/>',
    ),
    ("End", 4, "1B232C", "", '<w:spacing w:after="0" w:line="20" w:lineRule="exact"/>'),
)


def _styles() -> str:
    fonts = '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial" w:eastAsia="Arial"/>'
    return (
        f'{_HEAD}<w:styles xmlns:w="{_W}"><w:docDefaults><w:rPrDefault><w:rPr>{fonts}'
        '<w:sz w:val="21"/><w:lang w:val="en-GB"/></w:rPr></w:rPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        f"</w:style>{''.join(_each_style())}</w:styles>"
    )


def _each_style() -> Iterator[str]:
    for name, size, colour, face, around in _STYLES:
        yield (
            f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{name}"/>'
            f'<w:basedOn w:val="Normal"/><w:pPr>{around}</w:pPr><w:rPr>{face}'
            f'<w:color w:val="{colour}"/><w:sz w:val="{size}"/></w:rPr></w:style>'
        )


def _core(sheet: Sheet) -> str:
    """What a file says of itself: the form and its reference, and nobody's name."""
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{_words(sheet.title)} {_words(sheet.reference)}</dc:title>"
        "<dc:creator>Escalate</dc:creator><dc:language>en-GB</dc:language></cp:coreProperties>"
    )


def _types() -> str:
    each = (
        ("/word/document.xml", f"{_PART}.document.main+xml"),
        ("/word/styles.xml", f"{_PART}.styles+xml"),
        ("/word/header1.xml", f"{_PART}.header+xml"),
        ("/word/footer1.xml", f"{_PART}.footer+xml"),
        ("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
    )
    said = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in each)
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{said}</Types>'
    )


def _relations(*each: tuple[str, str]) -> str:
    said = "".join(
        f'<Relationship Id="rId{number}" Type="{_R}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(each, 1)
    )
    if each[0][0] == "officeDocument":
        said += (
            f'<Relationship Id="rId9" Type="{_PACKAGE}/relationships/metadata/core-properties" '
            'Target="docProps/core.xml"/>'
        )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{said}</Relationships>'


def _words(text: str) -> str:
    return escape(_NEVER.sub("", text))


def _attribute(text: str) -> str:
    return escape(_NEVER.sub("", text), {'"': "&quot;"})

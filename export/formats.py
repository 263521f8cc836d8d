"""The forms in which a record leaves the house, by name."""

from collections.abc import Callable, Mapping

from export import pdf, record_json
from export.record_json import Signed


def as_json(signed: Signed) -> bytes:
    """The signed file itself."""
    return record_json.written(signed)


def as_pdf(signed: Signed) -> bytes:
    """Its pages, with the signed file attached."""
    return pdf.pages(record_json.written(signed))


FORMATS: Mapping[str, Callable[[Signed], bytes]] = {"json": as_json, "pdf": as_pdf}

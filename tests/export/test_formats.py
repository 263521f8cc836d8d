"""The forms in which a record leaves the house, by name."""

from export import record_json
from export.formats import FORMATS


def test_there_are_two_forms_and_both_hold_the_same_signed_record(signed, file, pages):
    assert set(FORMATS) == {"json", "pdf"}
    assert FORMATS["json"](signed) == file == record_json.written(signed)
    assert file not in pages or pages.startswith(b"%PDF")

"""A case number is some agency's own: every agency's copy prints it, and says whose it is."""

from datetime import UTC, datetime

from escalation.acts.raise_ import SubjectSealed
from export.record import record
from export.shape import Record
from export.sheet import sheet


def test_it_is_printed_with_the_name_of_the_agency_whose_it_is(raised, csc):
    document = record(raised.stands, raised.kept, csc, datetime(2026, 4, 3, 9, tzinfo=UTC))

    about = sheet(Record.model_validate(document), "a fingerprint")["about"]

    whose = "Case number at Thames Valley Community Health Trust"
    assert (whose, "NHS 943 476 5919") in [tuple(row) for row in about["rows"]]


def test_the_entry_itself_says_so_too(raised, csc):
    document = record(raised.stands, raised.kept, csc, datetime(2026, 4, 3, 9, tzinfo=UTC))

    kept = [each for each in document["entries"] if each.get("kind") == SubjectSealed.kind]
    assert "Case number at Thames Valley Community Health Trust" in str(kept)

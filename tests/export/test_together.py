"""Disagreements that belong together, on the record: by reference and relation alone."""

from dataclasses import replace

import pytest

from escalation.acts import link, merge
from export import record_json
from export.record import record
from export.shape import Record
from export.sheet import sheet
from export.verify import verify
from tests.export.conftest import a_raising, on

OTHER = "ESC-MNPQ-STUV"
SAME = {"reason": "Both of us raised it."}


@pytest.fixture
def ledger(new_ledger):
    """Raised, and linked with another about the same child."""
    ledger = new_ledger()
    ledger.opened(a_raising(), "sam", on(2, 15))
    ledger.act(link.link, "sam", on(2, 16), other=OTHER, answers={"how": "child"})
    return ledger


@pytest.fixture
def merged(ledger):
    """Merged into the one with which it had been linked."""
    other = replace(ledger.stands, reference=OTHER)
    ledger.act(merge.merge, "tom", on(2, 17), into=other, answers=SAME)
    return ledger


@pytest.fixture
def taken_in(ledger):
    """The other was merged into it."""
    other = replace(ledger.stands, reference=OTHER)
    ledger.act(merge.take_in, "tom", on(2, 17), other=other, answers=SAME)
    return ledger


def made(ledger, reader):
    return record(ledger.stands, ledger.kept, reader, on(3))


def printed(document, key):
    return sheet(Record.model_validate(document), key.fingerprint)


def facts(document, key):
    return {
        fact["label"]: (fact["value"], fact["entry"]) for fact in printed(document, key)["facts"]
    }


def test_a_link_stands_on_the_first_page_with_its_entry(ledger, health, csc, office, key):
    seq = ledger.stands.version
    for reader in (health, csc, office):
        document = made(ledger, reader)
        assert facts(document, key)["Linked (the same child)"] == (OTHER, seq)


def test_a_link_that_was_removed_stands_on_the_first_page_no_longer(ledger, health, key):
    ledger.act(link.unlink, "sam", on(2, 17), other=OTHER, answers={"reason": "Two families."})
    document = made(ledger, health)

    assert OTHER not in str(facts(document, key))
    assert [one["kind"] for one in document["entries"]][-2:] == ["linked", "unlinked"]


def test_the_one_that_ended_says_that_it_was_merged_and_into_which(merged, health, key):
    document = made(merged, health)
    page = printed(document, key)

    assert page["status"]["word"] == "Merged"
    assert page["status"]["entry"] == merged.stands.version
    assert "Merged into another on Thursday 2 April 2026, 17:00" in page["status"]["sentence"]
    assert page["nothing_agreed"].startswith("Nothing was agreed here: it was merged into another")
    assert facts(document, key)["Merged into"] == (OTHER, merged.stands.version)
    assert document["entries"][-1]["title"] == "Merged into another"
    assert {window["became"] for window in document["windows"]} >= {"merged", "not_reached"}


def test_the_one_that_goes_on_names_the_one_that_ended(taken_in, csc, key):
    document = made(taken_in, csc)

    assert facts(document, key)["Merged into this one"] == (OTHER, taken_in.stands.version)
    assert document["state"]["status"] == "open"


@pytest.mark.parametrize("which", ["ledger", "merged", "taken_in"])
def test_what_it_says_of_others_is_borne_out_by_its_entries(request, which, health, key):
    document = made(request.getfixturevalue(which), health)

    assert verify(record_json.written(record_json.signed(document, key)), key.fingerprint).good


def test_that_it_belongs_with_one_that_no_entry_names_is_found(ledger, health, key):
    document = made(ledger, health)
    document["state"]["together"][0]["reference"] = "ESC-AAAA-BBBB"
    verdict = verify(record_json.written(record_json.signed(document, key)), key.fingerprint)

    assert any("what belongs with it" in found.sentence for found in verdict.findings)


def test_a_record_of_a_release_that_knew_nothing_of_others_still_holds(raised, health, key):
    document = made(raised, health)
    del document["state"]["together"]

    assert verify(record_json.written(record_json.signed(document, key)), key.fingerprint).good

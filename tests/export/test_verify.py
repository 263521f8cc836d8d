"""A record that was tampered with is caught and named; what a lone file cannot show is said."""

import copy
import hashlib

import pytest

from escalation import chain
from export import record_json, signing
from export.record import record
from export.record_json import Unreadable
from export.verify import Verdict, verify


@pytest.fixture
def other_key(tmp_path):
    return signing.signing_key(tmp_path / "other.pem")


def altered(signed, change):
    """The file after somebody without the key has changed the record in it."""
    document = copy.deepcopy(dict(signed.record))
    change(document)
    return record_json.written(record_json.Signed(document, signed.signature, signed.public_key))


def signed_anew(document, key):
    return record_json.written(record_json.signed(document, key))


def wrong(verdict: Verdict) -> dict[str, str]:
    return {found.what: found.sentence for found in verdict.findings if found.good is False}


def unchecked(verdict: Verdict) -> dict[str, str]:
    return {found.what: found.sentence for found in verdict.findings if found.good is None}


def test_a_record_as_it_was_made_holds_and_says_for_whom(file, key):
    verdict = verify(file, key.fingerprint)

    assert verdict.good
    assert unchecked(verdict) == {}
    assert verdict.about == (
        "Record ESC-7KQ2MXPD, copy for Thames Valley Community Health Trust, "
        "made 10 April 2026, 16:05"
    )


@pytest.fixture
def csc_copy(settled, csc):
    return record(settled.stands, settled.kept, csc, settled.stands.ended)


def test_another_reader_s_copy_holds_though_some_entries_are_only_seals(csc_copy, key):
    document = csc_copy

    verdict = verify(signed_anew(document, key), key.fingerprint)

    assert verdict.good
    words = next(found.sentence for found in verdict.findings if found.what == "words")
    assert words.endswith("3 more are not in this copy: only their seals are.")


def test_without_a_known_key_it_says_what_would_not_show(file):
    verdict = verify(file)

    assert verdict.good
    assert "a replaced key or a chain written anew would not show" in unchecked(verdict)["key"]


def a_changed_text(document):
    entry = next(entry for entry in document["entries"] if entry.get("kind") == "said")
    entry["body"]["text"] = "I never said that."


def test_a_changed_text_is_caught_and_its_entry_named(signed):
    seq = next(entry["seq"] for entry in signed.record["entries"] if entry.get("kind") == "said")

    faults = wrong(verify(altered(signed, a_changed_text)))

    assert set(faults) == {"signature", "words", "summary"}
    assert faults["words"].startswith(f"Entry {seq}: its content is not what was sealed")


def test_a_removed_entry_is_caught_and_named(signed):
    faults = wrong(verify(altered(signed, lambda document: document["entries"].pop(4))))

    assert faults["chain"] == "Entry 5 is missing or out of order: entry 6 stands in its place."


def test_the_last_entries_cannot_be_left_off(signed):
    faults = wrong(verify(altered(signed, lambda document: document["entries"].pop())))

    assert faults["chain"] == "The last entries are missing: the chain ends elsewhere."


def test_an_inserted_entry_is_caught_and_named(signed):
    def change(document):
        document["entries"].insert(4, copy.deepcopy(document["entries"][3]))

    assert wrong(verify(altered(signed, change)))["chain"].startswith("Entry 5 is missing or out")


def test_reordered_entries_are_caught_and_named(signed):
    def change(document):
        entries = document["entries"]
        entries[3], entries[4] = entries[4], entries[3]

    assert wrong(verify(altered(signed, change)))["chain"].startswith("Entry 4 is missing or out")


def test_reordered_and_renumbered_entries_are_caught(signed):
    def change(document):
        entries = document["entries"]
        entries[3], entries[4] = {**entries[4], "seq": 4}, {**entries[3], "seq": 5}

    assert wrong(verify(altered(signed, change)))["chain"] == (
        "Entry 4 does not follow the entry before it."
    )


def test_a_re_dated_entry_is_caught_and_named(signed):
    def change(document):
        document["entries"][9]["at"] = "2026-04-01T10:00:00+01:00"

    faults = wrong(verify(altered(signed, change)))

    assert faults["chain"] == "Entry 10 has been changed since it was written."


def test_a_date_changed_only_where_it_is_shown_is_caught_even_if_signed(signed, key):
    """The holder of the key could seal a header of its own; the body still says when it was."""
    document = copy.deepcopy(dict(signed.record))
    rewrite(document, lambda entry: {**entry, "at": "2026-04-01T10:00:00+01:00"}, only=10)

    faults = wrong(verify(signed_anew(document, key), key.fingerprint))

    assert faults["words"] == ("Entry 10: who acted, or when, is not what its sealed content says.")


def test_a_name_changed_only_where_it_is_shown_is_caught_even_if_signed(signed, key):
    document = copy.deepcopy(dict(signed.record))
    document["entries"][0]["name"] = "Somebody Else"

    assert "words" in wrong(verify(signed_anew(document, key), key.fingerprint))


def test_a_summary_that_says_more_than_its_entry_is_caught_even_if_signed(signed, key):
    document = copy.deepcopy(dict(signed.record))
    document["agreed"][0]["due"] = "2026-05-15"

    faults = wrong(verify(signed_anew(document, key), key.fingerprint))

    assert faults["summary"].startswith("The summary says what its entry does not (what was agreed")


def test_a_telling_dated_earlier_in_a_window_is_caught_even_if_signed(signed, key):
    document = copy.deepcopy(dict(signed.record))
    document["windows"][1]["told"]["at"] = "2026-04-02T15:00:00+01:00"

    assert wrong(verify(signed_anew(document, key)))["summary"].startswith(
        "The summary says what its entry does not (when Line"
    )


def test_a_summary_that_cites_no_entry_is_caught_even_if_signed(signed, key):
    document = copy.deepcopy(dict(signed.record))
    document["sides"][0]["view"][0]["entry"] = 900

    faults = wrong(verify(signed_anew(document, key), key.fingerprint))

    assert faults["summary"].startswith("The summary cites an entry that is not there")


def test_a_withheld_entry_that_is_filled_in_is_caught_and_named(csc_copy, key):
    entry = next(entry for entry in csc_copy["entries"] if entry.get("withheld"))
    entry.update({"title": "Nothing of note", "lines": []})

    faults = wrong(verify(signed_anew(csc_copy, key)))

    assert faults["shape"].endswith(
        f"entry {entry['seq']} is neither readable as a whole nor withheld."
    )


@pytest.mark.parametrize("field", ["head", "digest", "previous"])
def test_a_changed_seal_of_a_withheld_entry_is_caught_and_named(csc_copy, key, field):
    entry = next(entry for entry in csc_copy["entries"] if entry.get("withheld"))
    entry[field] = "ab" * 32

    assert wrong(verify(signed_anew(csc_copy, key)))["chain"].startswith(f"Entry {entry['seq']} ")


@pytest.mark.parametrize(
    ("field", "to"),
    [("kind", "asked"), ("by", "tom"), ("agency", "csc"), ("audience", "file"), ("schema", 9)],
)
def test_a_header_that_its_head_does_not_seal_is_caught_even_if_signed(signed, key, field, to):
    document = copy.deepcopy(dict(signed.record))
    document["entries"][0][field] = to

    assert wrong(verify(signed_anew(document, key)))["chain"] == (
        "Entry 1 has been changed since it was written."
    )


def rewrite(document, changed, only=None):
    """Write the whole chain anew, as whoever holds the database could."""
    previous = chain.START
    for place, entry in enumerate(document["entries"]):
        if only in (None, entry["seq"]):
            entry = changed(entry)
        names = ("kind", "schema", "at", "by", "agency", "audience")
        header = chain.Header(**{name: entry[name] for name in names})
        header_salt, salt = bytes.fromhex(entry["header_salt"]), bytes.fromhex(entry["salt"])
        digest = chain.digest(salt, chain.canonical(entry["body"]))
        link = chain.seal(
            document["reference"], entry["seq"], header, header_salt, digest, previous
        )
        sealed = ("head", "digest", "previous", "hash")
        document["entries"][place] = {**entry, **{name: getattr(link, name) for name in sealed}}
        previous = link.hash
    document["chain"]["head"] = previous
    document.pop("file_copies")  # whoever forges it names no earlier copy


def test_a_chain_written_anew_with_another_key_shows_only_against_the_known_key(
    signed, key, other_key
):
    document = copy.deepcopy(dict(signed.record))

    def milder(entry):
        return {**entry, "body": {**entry["body"], "text": "All is well."}}

    seq = next(entry["seq"] for entry in document["entries"] if entry.get("kind") == "discussed")
    rewrite(document, milder, only=seq)
    view = document["sides"][1]["view"]
    next(passage for passage in view if passage["entry"] == seq)["text"] = "All is well."
    forged = signed_anew(document, other_key)
    alone = verify(forged)
    assert alone.good
    assert "chain written anew would not show" in unchecked(alone)["key"]
    assert set(wrong(verify(forged, key.fingerprint))) == {"key"}


def test_a_replaced_key_shows_only_against_the_known_key(signed, key, other_key):
    forged = signed_anew(signed.record, other_key)

    assert verify(forged).good
    assert wrong(verify(forged, key.fingerprint))["key"] == (
        f"Signed by another key than the one given: {other_key.fingerprint}."
    )


def test_a_key_put_beside_another_s_signature_is_caught(signed, other_key):
    swapped = record_json.Signed(signed.record, signed.signature, other_key.public)

    assert set(wrong(verify(record_json.written(swapped)))) == {"signature"}


def test_a_stripped_signature_is_caught(signed):
    empty = record_json.Signed(signed.record, b"", signed.public_key)

    assert set(wrong(verify(record_json.written(empty)))) == {"signature"}


def test_a_record_of_another_shape_is_caught(signed):
    verdict = verify(altered(signed, lambda document: document.pop("windows")))

    assert set(wrong(verdict)) == {"signature", "shape"}
    assert verdict.about == "A file that says it is a record"


@pytest.mark.parametrize("byte", range(0, 4000, 97))
def test_no_single_changed_byte_is_taken_for_good(file, byte):
    place = (byte * 7919) % len(file)
    changed = bytearray(file)
    changed[place] ^= 0x01
    try:
        verdict = verify(bytes(changed))
    except Unreadable:
        return

    assert not verdict.good


def test_anybody_can_recompute_a_seal(signed):
    """Nothing but SHA-256, salt and JSON: no code of ours is needed to check an entry."""
    reference = signed.record["reference"]
    for entry in signed.record["entries"]:
        names = ("kind", "schema", "at", "by", "agency", "audience")
        header = chain.canonical({name: entry[name] for name in names})
        head = hashlib.sha256(bytes.fromhex(entry["header_salt"]) + header).hexdigest()
        assert head == entry["head"]
        members = ("seq", "head", "digest", "previous")
        place = {"reference": reference, **{name: entry[name] for name in members}}
        assert hashlib.sha256(chain.canonical(place)).hexdigest() == entry["hash"]
        content = bytes.fromhex(entry["salt"]) + chain.canonical(entry["body"])
        assert hashlib.sha256(content).hexdigest() == entry["digest"]

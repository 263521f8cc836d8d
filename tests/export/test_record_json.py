"""The signed file: one text for one record, and nothing accepted that two readers could read differently."""

import json

import pytest

from escalation import chain
from export import record_json
from export.record_json import Unreadable


def test_a_record_written_and_read_again_is_the_same_and_holds(signed, file):
    again = record_json.read(file)

    assert again == signed
    assert again.holds
    assert record_json.written(again) == file


def test_one_changed_letter_breaks_the_signature(file):
    assert not record_json.read(file.replace(b"cold room", b"cosy room")).holds


def test_layout_is_not_content(file):
    assert record_json.read(json.dumps(json.loads(file), indent=2).encode()).holds


@pytest.mark.parametrize("missing", ["signature", "public_key"])
def test_a_record_without_its_signature_or_key_is_no_proof(file, missing):
    stripped = {name: part for name, part in json.loads(file).items() if name != missing}

    with pytest.raises(Unreadable, match="not a signed record"):
        record_json.read(chain.canonical(stripped))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b"null",
        b"{}",
        b"{",
        b'{"record": {}, "record": {}, "signature": "", "public_key": ""}',
        b'{"record": {"a": 1.5}, "signature": "", "public_key": ""}',
        b'{"record": {"a": NaN}, "signature": "", "public_key": ""}',
        b'{"record": {"a": "\\ud800"}, "signature": "", "public_key": ""}',
        b'{"record": [], "signature": "", "public_key": ""}',
        b'{"record": {}, "signature": "no hex", "public_key": ""}',
        b'{"record": {}, "signature": "", "public_key": "", "more": 1}',
        b"[" * 100_000,
        b'{"record": {"a": ' + b"9" * 5000 + b'}, "signature": "", "public_key": ""}',
    ],
    ids=range(15),
)
def test_what_is_no_record_is_refused_in_a_sentence(content):
    with pytest.raises(Unreadable) as refused:
        record_json.read(content)

    assert refused.value.sentence.endswith(".")

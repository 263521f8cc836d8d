"""Entries: written down, sealed, and read again; the fixture of the first release reads for ever."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, ClassVar

import pytest

from escalation import acts, chain, entries
from escalation.disagreement import Disagreement, after, fold
from escalation.entries import CLOCK, FILE, Actor, Entry
from escalation.texts.procedure import read
from tests.escalation.story import time

NOON = time("Thursday 2026-04-02 12:00")
SAM = Actor("sam", "health", "Sam Okafor", "Professional")
RELEASES = [
    json.loads(file.read_text(encoding="utf-8"))
    for file in sorted(Path(__file__).parent.glob("ledger-*.json"))
]
LEDGERS = RELEASES[0]
ENDS = [
    (f"{end}-{number}", release[end].get("procedure", release["procedure"]), release[end])
    for number, release in enumerate(RELEASES, 1)
    for end in release
    if end not in ("about", "procedure")
]
WRITTEN = [pytest.param(text, ledger, id=name) for name, text, ledger in ENDS]


@dataclass(frozen=True, kw_only=True)
class Noted(Entry):
    """A kind whose second schema asks for a little more."""

    kind: ClassVar[str] = "noted"
    schema: ClassVar[int] = 3
    text: str
    place: str
    by_hand: bool

    @staticmethod
    def upgraded_from_1(content: dict[str, Any]) -> dict[str, Any]:
        return {**content, "place": "thread"}

    @staticmethod
    def upgraded_from_2(content: dict[str, Any]) -> dict[str, Any]:
        return {**content, "by_hand": False}


NOTED = Noted(at=NOON, by=SAM, text="“Grüße”\n", place="thread", by_hand=False)


def test_what_is_written_is_read_again():
    assert entries.read({"noted": Noted}, "noted", 3, entries.body(NOTED)) == NOTED


def test_a_body_is_one_text_for_one_value():
    assert entries.body(NOTED) == entries.body(
        Noted(by=SAM, by_hand=False, place="thread", text="“Grüße”\n", at=NOON)
    )
    assert "Grüße" in entries.body(NOTED).decode()


def test_an_instant_is_the_same_instant_after_reading():
    utc = Noted(at=datetime(2026, 4, 2, 11, tzinfo=UTC), by=SAM, text="", place="", by_hand=True)

    assert entries.read({"noted": Noted}, "noted", 3, entries.body(utc)).at == NOON


@pytest.mark.parametrize("schema", [1, 2])
def test_an_older_schema_is_raised_to_todays_step_by_step(schema):
    content = json.loads(entries.body(NOTED))
    del content["by_hand"]
    if schema == 1:
        del content["place"]

    assert entries.read({"noted": Noted}, "noted", schema, chain.canonical(content)) == NOTED


def test_a_kind_that_nobody_knows_is_not_guessed():
    with pytest.raises(KeyError):
        entries.read(acts.KINDS, "no_such_kind", 1, b"{}")


def test_a_body_that_lacks_something_is_not_guessed():
    with pytest.raises(ValueError, match="cannot be read"):
        entries.read({"noted": Noted}, "noted", 3, b"{}")


def test_the_header_holds_nothing_personal_but_who_acted_and_when():
    assert entries.header(NOTED) == chain.Header(
        kind="noted",
        schema=3,
        at="2026-04-02T12:00:00+01:00",
        by="sam",
        agency="health",
        audience="sides",
    )


def test_a_kept_entry_can_be_proved_and_its_key_is_not_in_its_seal():
    one, two = (
        entries.sealed(NOTED, "ESC-A", 1, key, chain.START, bytes(16), bytes([1]) * 16)
        for key in ("moment:harm:1", "moment:harm:1#2")
    )

    assert one.link == two.link
    assert one.link.head == chain.head(bytes(16), entries.header(NOTED))
    assert one.link.digest == chain.digest(one.salt, one.body)
    assert chain.broken([one.link]) is None


def test_an_entry_of_no_special_kind_changes_nothing_and_owes_nothing(easter):
    assert NOTED.applied(easter.disagreement) is easter.disagreement
    assert list(NOTED.owes(easter.disagreement)) == []
    assert NOTED.reads(easter.disagreement) == ()


def test_somebody_is_titled_by_name_and_role():
    assert SAM.titled == "Sam Okafor (Professional)"
    assert (CLOCK.person, CLOCK.agency) == ("clock", "")


def kept(ledger: dict[str, Any]) -> list[tuple[chain.Opened, bytes, bytes]]:
    place = ("seq", "head", "digest", "previous", "hash")
    return [
        (
            chain.Opened(
                ledger["reference"],
                **{name: one[name] for name in place},
                header=chain.Header(**one["header"]),
                header_salt=bytes.fromhex(one["header_salt"]),
            ),
            bytes.fromhex(one["salt"]),
            one["body"].encode(),
        )
        for one in ledger["entries"]
    ]


def folded(text: str, ledger: dict[str, Any]) -> Disagreement:
    procedure = read(text, "the procedure of a release")
    happened = [
        entries.read(acts.KINDS, link.header.kind, link.header.schema, body)
        for link, _, body in kept(ledger)
    ]
    return fold(ledger["reference"], procedure, happened)


@pytest.mark.parametrize(("text", "ledger"), WRITTEN)
class TestEachRelease:
    """What it wrote is read, verified and folded by every later one."""

    def test_its_chain_holds(self, text: str, ledger: dict[str, Any]):
        links = [link for link, _, _ in kept(ledger)]

        assert chain.broken(links) is None

    def test_its_bodies_are_those_that_were_sealed(self, text: str, ledger: dict[str, Any]):
        for link, salt, body in kept(ledger):
            assert chain.digest(salt, body) == link.digest

    def test_its_entries_are_written_again_exactly_as_they_were(
        self, text: str, ledger: dict[str, Any]
    ):
        for link, _, body in kept(ledger):
            read_ = entries.read(acts.KINDS, link.header.kind, link.header.schema, body)
            if link.header.schema == type(read_).schema:
                assert entries.body(read_) == body

    def test_it_folds_to_the_end_it_had(self, text: str, ledger: dict[str, Any]):
        disagreement = folded(text, ledger)

        assert {
            "status": disagreement.status.value,
            "stage": disagreement.stage.id,
            "reached": disagreement.reached,
            "ended": disagreement.ended.isoformat() if disagreement.ended else None,
            "limits": [limit.at.isoformat() for limit in disagreement.limits],
            "passed": sorted(disagreement.passed),
            "practitioners": [side.practitioner for side in disagreement.sides],
            "approved_by": sorted(actor.name for actor in disagreement.proposal.yes.values())
            if disagreement.proposal
            else [],
            "moments": [wake.id for wake in disagreement.moments()],
            "version": disagreement.version,
        } == ledger["expected"]

    def test_it_can_still_be_put_in_words(self, text: str, ledger: dict[str, Any]):
        """Each as it then stood."""
        stands = Disagreement(ledger["reference"], read(text, "the procedure of a release"))
        for link, _, body in kept(ledger):
            entry = entries.read(acts.KINDS, link.header.kind, link.header.schema, body)
            stands = after(stands, entry)
            assert entry.reads(stands)


def test_every_kind_of_entry_occurs_in_a_ledger_of_a_release():
    """A new kind comes with a ledger in which it occurs: the last of them, for this release."""
    written = {one["header"]["kind"] for _, _, ledger in ENDS for one in ledger["entries"]}

    assert set(acts.KINDS) <= written


def test_what_is_about_the_child_is_for_the_file():
    assert any(
        one["header"]["kind"] == "subject_sealed" and one["header"]["audience"] == FILE
        for one in LEDGERS["settled"]["entries"]
    )


def test_a_body_that_cannot_be_read_is_never_quoted():
    with pytest.raises(ValueError, match="an entry of the kind noted cannot be read") as refused:
        entries.read({"noted": Noted}, "noted", 3, b'{"text": ["Marigold-7731"]}')

    assert "Marigold" not in repr(refused.value)
    assert refused.value.__cause__ is None

"""The chain: whatever is changed, taken out, put in or moved, it shows."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalation import chain
from escalation.chain import START, Header, Link, Opened, broken, canonical, digest, head, seal

SALT = bytes(16)


def links(count: int) -> list[Opened]:
    sealed: list[Opened] = []
    header = Header("said", 1, "2026-04-02T15:00:00+01:00", "sam", "h", "sides")
    for seq in range(1, count + 1):
        previous = sealed[-1].hash if sealed else START
        sealed.append(seal("ESC-A", seq, header, SALT, digest(SALT, b"body"), previous))
    return sealed


def withheld(link: Opened) -> Link:
    """What is shown of an entry to whoever may not read it."""
    return Link(link.reference, link.seq, link.head, link.digest, link.previous, link.hash)


def test_an_untouched_chain_holds():
    assert broken(links(5)) is None


def test_an_empty_chain_holds():
    assert broken([]) is None


@pytest.mark.parametrize("field", ["kind", "at", "by", "agency", "audience"])
def test_a_changed_header_shows(field):
    chained = links(3)
    changed: dict[str, Any] = {field: "changed"}
    chained[1] = replace(chained[1], header=replace(chained[1].header, **changed))

    assert broken(chained) == "Entry 2 has been changed since it was written."


def test_another_disagreements_entry_shows():
    chained = links(3)
    chained[1] = replace(chained[1], reference="ESC-B")

    assert broken(chained) == "Entry 2 has been changed since it was written."


def test_another_salt_for_the_header_shows():
    chained = links(3)
    chained[1] = replace(chained[1], header_salt=bytes([1]) * 16)

    assert broken(chained) == "Entry 2 has been changed since it was written."


@pytest.mark.parametrize("field", ["head", "digest", "reference"])
def test_a_withheld_entry_holds_its_place_and_a_change_of_it_shows(field):
    first, second, third = links(3)
    assert broken([first, withheld(second), third]) is None

    changed: dict[str, Any] = {field: "0" * 64}
    chained = [first, replace(withheld(second), **changed), third]

    assert broken(chained) == "Entry 2 has been changed since it was written."


def test_a_withheld_entry_tells_nothing_of_its_header():
    """Two entries with one header have unlike heads: none can be told by its head, or guessed."""
    header = links(1)[0].header

    assert head(SALT, header) != head(bytes([1]) * 16, header)
    assert not {"header", "header_salt"} & set(vars(withheld(links(1)[0])))


def test_a_changed_body_shows_in_its_digest():
    chained = links(3)
    chained[1] = replace(chained[1], digest=digest(SALT, b"another body"))

    assert broken(chained) == "Entry 2 has been changed since it was written."


def test_an_entry_sealed_anew_shows_at_the_next():
    chained = links(3)
    another = digest(SALT, b"another body")
    chained[1] = seal("ESC-A", 2, chained[1].header, SALT, another, chained[0].hash)

    assert broken(chained) == "Entry 3 does not follow the entry before it."


def test_an_entry_taken_out_shows():
    chained = links(3)
    del chained[1]

    sentence = broken(chained)
    assert sentence == "Entry 2 is missing or out of order: entry 3 stands in its place."


def test_two_entries_changed_about_show():
    first, second = links(2)

    assert broken([second, first]) is not None


def test_a_chain_that_starts_in_the_middle_shows():
    assert broken(links(3)[1:]) is not None


def test_the_same_words_with_another_salt_have_another_digest():
    assert digest(bytes(16), b"yes") != digest(bytes([1]) * 16, b"yes")


def test_one_value_has_one_text():
    assert (
        canonical({"b": 1, "a": "é"}) == canonical({"a": "é", "b": 1}) == '{"a":"é","b":1}'.encode()
    )


def test_a_number_that_is_none_is_refused():
    with pytest.raises(ValueError, match="not JSON compliant"):
        canonical({"a": float("nan")})


@given(
    st.integers(0, 5), st.integers(0, 63), st.sampled_from(["hash", "previous", "digest", "head"])
)
def test_a_single_changed_figure_anywhere_shows(which, place, field):
    chained = links(6)
    value = getattr(chained[which], field)
    figure = "0" if value[place] != "0" else "1"
    changed = value[:place] + figure + value[place + 1 :]
    chained[which] = replace(chained[which], **{field: changed})

    alone = which == 5 and field == "hash"
    assert (broken(chained) is not None) or alone
    assert chain.broken(chained) == broken(chained)

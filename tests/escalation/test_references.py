"""References are read however they were typed."""

import pytest

from escalation import references

ONE, TWO = "ESC-KXQT-RWBM", "ESC-MNPQ-STUV"


@pytest.mark.parametrize(
    "typed", ["esc-kxqt-rwbm", " KXQT RWBM. ", "#esc-kxqt-rwbm-2", "ESC–KXQT–RWBM"]
)
def test_a_reference_is_read_as_it_is_written(typed):
    assert references.read(typed) == ONE


def test_what_is_no_reference_stays_what_it_is_and_short():
    assert references.read("the Smith case") == "THE SMITH CASE"
    assert len(references.read("x" * 100)) == 40


@pytest.mark.parametrize(
    ("typed", "both"),
    [
        (f"{ONE} My manager agrees.", (ONE, "My manager agrees.")),
        ("#esc kxqt rwbm  please\nnow", (ONE, "please\nnow")),
        (ONE, ("", "")),
        ("my manager said so", ("", "")),
    ],
)
def test_what_is_typed_after_a_reference_is_known_apart_from_it(typed, both):
    assert references.led(typed) == both


@pytest.mark.parametrize(
    ("typed", "both"),
    [
        (f"{ONE} {TWO}", (ONE, TWO)),
        ("kxqt rwbm mnpq stuv", (ONE, TWO)),
        (f"{ONE} into {TWO}", (ONE, TWO)),
        (f"{ONE} {TWO} same child", (ONE, TWO)),
        (f"{ONE} {TWO} because they are", (ONE, TWO)),
        (ONE, (ONE, "")),
        ("", ("", "")),
    ],
)
def test_two_are_read_in_the_order_in_which_they_were_typed(typed, both):
    assert references.two(typed) == both


def test_a_third_is_not_dropped_but_stands_with_the_second_where_it_can_be_refused():
    one, others = references.two(f"{ONE} {TWO} esc-aaaa-bbbb")

    assert (one, others) == (ONE, f"{TWO} ESC-AAAA-BBBB")
    assert references.is_several(others)
    assert not references.is_several(TWO)

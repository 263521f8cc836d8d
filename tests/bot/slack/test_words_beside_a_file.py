"""Words beside a file, where Slack takes no blocks: literal, but for a number that dials."""

from bot.slack import cards
from escalation.words.message import Message, Phone, Quote, says


def test_a_number_dials_beside_a_file_too_and_no_other_words_there_are_live():
    ring = says("Ring {n} or <!here>.", n=Phone("01344 351 999"))

    said = cards.words(Message("s", (ring, Quote("Sam", "<tel:1|999>"))))

    assert "Ring <tel:01344351999|01344 351 999> or &lt;!here&gt;." in said
    assert "&lt;tel:1|999&gt;" in said


def test_words_beside_a_file_that_are_too_many_are_cut_and_no_link_with_them():
    ring = says("{w} {n}", w="W" * 1_990, n=Phone("01344 351 999"))

    said = cards.words(Message("s", (ring,)))

    assert len(said) == cards.LONGEST_BARE
    assert "tel:" not in said

"""Messages for Slack: within its limits, free of live marks, and with nothing lost in silence."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.slack import cards
from escalation.words.emergency import emergency
from escalation.words.first_message import HEAR_MORE
from escalation.words.message import (
    Choice,
    Choices,
    Facts,
    Heading,
    Message,
    Moment,
    Phone,
    Quote,
    Reference,
    Says,
    says,
)
from sandbox.block_checks import blocks as checked
from scheduler.sender import Notice

HOSTILE = (
    "<!channel> <@U0SAM> <https://evil.example|click> & *bold* _it_ ~no~ `code` :smile: "
    "\u202eturned \x00\x07 \ud800 &lt;!here&gt;\n> quoted"
)
LONG = "A sentence that somebody wrote about what differs. " * 57  # close to 3,000 characters


def everything(text: str) -> Message:
    return Message(
        text,
        (
            Heading(text),
            says(
                "{who} said {what} of {ref}.",
                who=Phone(text),
                what=text,
                ref=Reference(text),
            ),
            Facts(((text, text),)),
            Quote(text, text),
            Choices((Choice("take", text, text),)),
        ),
    )


def drawn(message: Message) -> Any:
    return checked(cards.card(message, "ESC-KXQT-RWBM").blocks)


def literal(value: Any) -> list[Any]:
    """Every text object of some blocks."""
    if isinstance(value, list):
        return [found for each in value for found in literal(each)]
    if isinstance(value, dict):
        own = [value] if isinstance(value.get("text"), str) else []
        return own + [found for each in value.values() for found in literal(each)]
    return []


def test_no_text_is_one_in_which_slack_reads_marks():
    texts = literal(drawn(everything(HOSTILE)))

    assert {text["type"] for text in texts} == {"plain_text", "text"}
    assert "&lt;!channel&gt;" in cards.card(everything(HOSTILE)).text
    assert "<" not in cards.card(everything(HOSTILE)).text


def test_no_character_can_break_a_message_or_turn_it_round():
    texts = [text["text"] for text in literal(drawn(everything(HOSTILE)))]

    assert not {"\x00", "\x07", "\u202e", "\ud800"} & set("".join(texts))
    assert any("[U+202E]" in text for text in texts)


@pytest.mark.parametrize("text", ["", " ", "x" * 4000, LONG * 3, "👩‍👩‍👧" * 900, HOSTILE * 60])
def test_slack_takes_a_message_of_any_text(text):
    card = cards.card(everything(text), "ESC-KXQT-RWBM")

    checked(card.blocks)
    assert 0 < len(card.text) <= 4000


@pytest.mark.parametrize(
    ("number", "url"),
    [
        ("999", "tel:999"),
        ("01344 351 999", "tel:01344351999"),
        ("+44 (0)118 496-0101", "tel:+441184960101"),
    ],
)
def test_a_number_to_ring_is_a_link_that_dials(number, url):
    [block] = drawn(Message("s", (says("Ring {n}.", n=Phone(number)),)))

    assert block["elements"][0]["elements"][1] == {"type": "link", "url": url, "text": number}


@pytest.mark.parametrize("number", ["0118 496 0101 ext 23", "ask the desk", "", "<!channel>"])
def test_what_cannot_be_dialled_as_it_stands_is_words(number):
    blocks = cards.card(Message("s", (says("Ring {n}.", n=Phone(number)),))).blocks

    assert "tel:" not in json.dumps(blocks)
    assert number in "".join(text["text"] for text in literal(blocks))


def test_what_slack_will_not_take_still_begins_with_999():
    message = Message("s", (says("Dial {n} now.", n=Phone("999")), Heading("ESC"), Says(("x",))))

    shown = [text["text"] for text in literal(cards.bare(message).blocks)]

    assert shown[0] == "Dial 999 now."
    assert "x" not in shown


def test_a_time_is_printed_as_the_clock_on_the_wall():
    at = datetime(2026, 4, 7, 16, tzinfo=UTC)
    message = Message("s", (says("When: {end}.", end=Moment(at, "end_of_day")),))

    assert "by the end of Tuesday 7 April" in json.dumps(cards.card(message).blocks)


def test_buttons_stand_in_rows_and_carry_their_question():
    many = tuple(Choice(f"act{n}", f"Act {n}", f"tier:{n % 2}") for n in range(7))
    grave = (Choice("harm", "Immediate harm", "harm", "grave"), Choice("take", "I", "t", "main"))

    rows = drawn(Message("s", (Choices(many), Choices(grave))))

    assert [len(row["elements"]) for row in rows] == [5, 2, 2]
    assert rows[0]["elements"][3]["value"] == "ESC-KXQT-RWBM|tier:1"
    assert [button.get("style") for button in rows[2]["elements"]] == ["danger", "primary"]
    assert "confirm" not in rows[2]["elements"][0]


def test_a_long_quotation_is_told_in_parts_that_lose_nothing():
    message = Message("s", (Quote("Grace Okafor", LONG * 2),))

    texts = [
        part["elements"][0]["text"]
        for block in cards.card(message).blocks
        for part in block["elements"]
        if part["type"] == "rich_text_quote"
    ]

    assert " ".join(texts).split() == (LONG * 2).split()
    assert all(text.endswith(".") for text in texts)


def test_a_card_too_long_for_slack_says_where_the_rest_is_and_keeps_its_buttons():
    parts = tuple(Quote(f"View {number}", LONG) for number in range(6))
    message = Message("s", (Heading("The card"), *parts, Choices((Choice("take", "I", "q"),))))

    card = cards.card(message, "ESC-KXQT-RWBM")

    assert card.blocks[0]["type"] == "header"
    assert card.blocks[-1]["type"] == "actions"
    assert cards.ELSEWHERE in json.dumps(card.blocks[-2])
    assert len(json.dumps(card.blocks, ensure_ascii=False)) <= cards.SIZE


def test_a_card_of_too_many_blocks_is_folded_too():
    parts = tuple(Says((f"Line {number}.",)) for number in range(80))
    card = cards.card(Message("s", (*parts, Choices((Choice("take", "I", "q"),)))))

    checked(card.blocks)
    assert len(card.blocks) == cards.MOST
    assert cards.ELSEWHERE in json.dumps(card.blocks[-2])


def test_a_message_in_pages_leaves_nothing_out():
    parts = tuple(Quote(f"View {number}", f"{number} {LONG}") for number in range(8))

    pages = cards.pages(Message("ESC-KXQT-RWBM: raised.", parts))

    texts = json.dumps([page.blocks for page in pages])
    assert len(pages) > 1
    assert all(f"View {number}:" in texts for number in range(8))
    assert all(len(json.dumps(page.blocks, ensure_ascii=False)) <= cards.SIZE for page in pages)
    assert pages[1].text == f"ESC-KXQT-RWBM: raised. (2 of {len(pages)})"


def test_a_short_message_is_one_page_with_its_own_preview():
    [page] = cards.pages(Message("ESC-KXQT-RWBM: raised.", (Says(("Words.",)),)))

    assert page.text == "ESC-KXQT-RWBM: raised."


def test_a_preview_holds_the_summary_and_nothing_of_the_words():
    message = Message("ESC-KXQT-RWBM: raised.", (Quote("Grace", "Zebedee Quince"),))

    assert cards.card(message).text == "ESC-KXQT-RWBM: raised."


def test_what_is_left_of_a_message_that_slack_refused_can_still_be_pressed():
    card = cards.bare(everything("words"), "ESC-KXQT-RWBM")

    checked(card.blocks)
    assert [block["type"] for block in card.blocks] == ["rich_text", "header", "actions"]


# Several messages as one

FIRST = emergency({"Reading": "01344 351 999"})


def notice(number: int, *parts: Any) -> Notice:
    choice = Choice("take", f"I have {number}", "tier:1")
    words = (FIRST, Heading(f"ESC {number}"), *parts, Choices((choice,)))
    return Notice(Message(f"ESC {number}: asked.", words), f"ESC-{number}")


def test_of_several_messages_999_comes_first_and_once_and_then_how_many_there_are():
    card = cards.together([notice(number, Says((f"Words {number}.",))) for number in range(3)])

    shown = [each["text"] for each in literal(checked(card.blocks))]
    assert shown[1] == "999"
    assert shown[:7].count("3 things wait for you.") == 1
    assert shown.count("999") == 1
    assert [text for text in shown if text.startswith("Words")] == [
        "Words 0.",
        "Words 1.",
        "Words 2.",
    ]


def test_each_of_several_messages_keeps_its_own_buttons_and_reference():
    card = cards.together([notice(number) for number in range(3)])

    rows = [block for block in card.blocks if block["type"] == "actions"]
    assert [row["elements"][0]["value"] for row in rows] == [
        f"ESC-{number}|tier:1" for number in range(3)
    ]


def test_of_several_areas_999_is_said_once_and_each_duty_team_once():
    slough = emergency({"Slough": "01753 000 000"})
    others = [Notice(Message("s", (slough, Says((f"Else {n}.",)))), "ESC-9") for n in range(2)]

    shown = [each["text"] for each in literal(cards.together([notice(1), *others]).blocks)]

    assert shown[:2] == ["If somebody is at immediate risk of harm, dial ", "999"]
    for number in ("999", "01344 351 999", "01753 000 000"):
        assert shown.count(number) == 1
    assert shown.index("01753 000 000") < shown.index("3 things wait for you.")


def test_whom_to_ring_is_said_once_where_two_in_a_row_of_one_reference_say_the_same():
    """What is left to see to and what is checked back are told together, and end in the same words."""
    ring, other = (Says((HEAR_MORE, f"{who}.")) for who in ("Sam Okafor", "Priya Desai"))
    rows = [("ESC-1", "One.", ring), ("ESC-1", "Two.", ring), ("ESC-1", "Three.", other)]
    rows.append(("ESC-2", "Four.", other))
    notices = [Notice(Message("s", (FIRST, Says((say,)), end)), about) for about, say, end in rows]

    shown = [each["text"] for each in literal(cards.together(notices).blocks)]

    assert shown.count("Sam Okafor.") == 1
    assert shown.index("Two.") < shown.index("Sam Okafor.") < shown.index("Three.")
    assert shown.count("Priya Desai.") == 2


def test_what_begins_in_another_way_keeps_its_words_and_999_comes_first_all_the_same():
    other = Notice(Message("s", (Says(("Else.",)),)), "ESC-9")

    shown = [each["text"] for each in literal(cards.together([other, notice(1)]).blocks)]

    assert shown[1] == "999"
    assert "Else." in shown
    assert shown.count("999") == 1


def test_as_many_go_together_as_slack_has_room_for():
    long = [notice(number, Quote("Grace", LONG)) for number in range(9)]
    many = [notice(number, *[Says((f"Line {n}.",)) for n in range(12)]) for number in range(9)]

    for notices in (long, many):
        room = cards.room_for(notices)
        assert 1 < room < 9
        checked(cards.together(notices[:room]).blocks)
        assert len(cards.together(notices[:room]).blocks) <= cards.MOST
    assert cards.room_for([notice(number) for number in range(9)]) == 9
    assert cards.room_for([notice(1, *[Quote("Grace", LONG)] * 6)]) == 0


def test_the_preview_of_several_holds_their_summaries_and_nothing_of_the_words():
    card = cards.together([notice(number, Quote("Grace", "Zebedee Quince")) for number in (1, 2)])

    assert card.text == "2 things wait for you. ESC 1: asked. ESC 2: asked."

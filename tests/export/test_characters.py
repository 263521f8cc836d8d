"""No message stops a record: what no font has is shown by its number, and never dropped in silence."""

import pytest

from export.characters import paragraphs, printable, right_to_left


@pytest.mark.parametrize(
    "text",
    [
        "Mae’r plentyn yn ddiogel: ŵ ŷ â, Llŷr a Siân",
        "Zażółć gęślą jaźń — Łódź",
        "بچہ محفوظ نہیں ہے، براہ کرم فون کریں",
        "الطفل ليس في أمان",
        "ਬੱਚਾ ਸੁਰੱਖਿਅਤ ਨਹੀਂ ਹੈ",
        "শিশুটি নিরাপদ নয়",
        "बच्चा सुरक्षित नहीं है",
        "બાળક સુરક્ષિત નથી",
        "Дитина не в безпеці; Το παιδί",
        '#eval("1+1") $x$ *b* _i_ <script>alert(1)</script> {{7*7}} \\ @ref // `code`',
        "£4.50, 3 × 2 = 6, 98.6 °F, “quoted” – and so on…",
    ],
)
def test_what_people_write_here_is_printed_as_it_stands(text):
    assert printable(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("well done 👍", "well done [U+1F44D thumbs up sign]"),
        ("\a", "[U+0007]"),
        ("\x00", "[U+0000]"),
        ("\ufffe", "[U+FFFE]"),
        ("\ue000", "[U+E000]"),
        ("子供", "[U+5B50][U+4F9B]"),
        ("\ud800", "[U+D800]"),
        ("\u2028", "[U+2028]"),
    ],
)
def test_a_character_that_no_font_has_is_shown_by_its_number(text, shown):
    assert printable(text) == shown


@pytest.mark.parametrize("code", [0x202E, 0x202D, 0x2066, 0x2069, 0x200E, 0x200F, 0x200B, 0xFEFF])
def test_what_turns_or_hides_text_is_shown(code):
    assert printable(f"safe{chr(code)}efas") == f"safe[U+{code:04X}]efas"


def test_text_is_composed_so_that_one_letter_is_one_letter():
    assert printable("e\u0301") == "é"


def test_a_mark_that_its_letter_s_font_cannot_set_is_shown_by_its_number():
    assert printable("a\u064e") == "a[U+064E]"
    assert printable("ب\u064e") == "ب\u064e"


def test_joiners_stay_inside_the_words_that_are_spelt_with_them():
    assert printable("می\u200cخواهم") == "می\u200cخواهم"
    assert printable("ab\u200ccd") == "ab[U+200C]cd"
    assert printable("می\u200c") == "می[U+200C]"


def test_a_word_too_long_for_a_line_gets_room_to_break_and_a_shorter_one_does_not():
    assert printable("x" * 39) == "x" * 39
    assert printable("x" * 45) == "\u200b".join(["x" * 20, "x" * 20, "x" * 5])


def test_a_break_never_parts_a_mark_from_its_letter():
    pieces = printable("कि" * 40).split("\u200b")

    assert len(pieces) > 1
    assert all(piece.startswith("क") for piece in pieces)


def test_lines_are_kept_apart_and_nothing_else_breaks_them():
    assert paragraphs("one\r\n\r\ntwo\nthree\rfour") == ["one", "two", "three", "four"]
    assert printable("one\ttwo\nthree") == "one two three"


def test_a_line_runs_from_the_side_on_which_its_script_begins():
    assert right_to_left("12 الطفل and more")
    assert not right_to_left("The child الطفل")
    assert not right_to_left("999")

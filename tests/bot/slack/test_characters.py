"""Characters between people and Slack do no harm on the way in or out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack import characters


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("<!channel>", "&lt;!channel&gt;"),
        ("<@U0SAM> & co", "&lt;@U0SAM&gt; &amp; co"),
        ("&lt;!here&gt;", "&amp;lt;!here&amp;gt;"),
        ("bell\x07 and nul\x00", "bell and nul"),
        ("turned \u202eround", "turned [U+202E]round"),
        ("half \ud83d of a pair", "half � of a pair"),
        ("\ud83d\udc4d", "👍"),
        ("Cymraeg, ŵ ŷ, 👩‍👩‍👧", "Cymraeg, ŵ ŷ, 👩‍👩‍👧"),
    ],
)
def test_nothing_in_a_text_is_live(text, safe):
    assert characters.escaped(text) == safe


@pytest.mark.parametrize(
    ("sent", "meant"),
    [
        ("2 &lt; 3 &amp;&amp; 4 &gt; 3", "2 < 3 && 4 > 3"),
        ("ask <@U0SAM>", "ask @Sam Reed"),
        ("ask <@U0NOBODY>", "ask @U0NOBODY"),
        ("ask <@U0NOBODY|jo>", "ask @jo"),
        ("<!channel> see <#C01|esc-kxqt-rwbm>", "@channel see #esc-kxqt-rwbm"),
        ("<!subteam^S01>", "@subteam"),
        ("<https://gov.example/a?b=1&amp;c=2>", "https://gov.example/a?b=1&c=2"),
        ("<https://gov.example|the page>", "the page (https://gov.example)"),
        ("<mailto:jo@gov.example|jo@gov.example>", "jo@gov.example"),
        ("a literal &lt;@U0SAM&gt;", "a literal <@U0SAM>"),
    ],
)
def test_what_somebody_wrote_is_read_as_they_meant_it(sent, meant):
    names = {"U0SAM": "Sam Reed"}

    assert characters.unescaped(sent, lambda slack: names.get(slack, "")) == meant


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=400), st.integers(10, 80))
def test_a_text_in_pieces_loses_no_word(text, longest):
    text = characters.shown(text)
    cut = list(characters.pieces(text, longest))

    assert all(len(piece) <= longest for piece in cut)
    assert "".join("".join(cut).split()) == "".join(text.split())


def test_a_piece_ends_where_a_sentence_does():
    text = "One sentence here. Another sentence follows it. A third."

    assert list(characters.pieces(text, 50)) == [
        "One sentence here. Another sentence follows it.",
        "A third.",
    ]


def test_what_is_cut_short_says_so():
    assert characters.short("A heading that is too long", 10) == "A heading…"
    assert characters.short("Fits", 10) == "Fits"

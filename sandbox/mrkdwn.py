"""Slack's mrkdwn: as safe HTML for the page, as plain text for whoever reads by program."""

import html
import re
from collections.abc import Callable, Mapping
from datetime import datetime

from sandbox.clock import UK

TOKEN = re.compile(r"<([@#!]?[^<>\n]+)>")
CODE = re.compile(r"```(.+?)```|`([^`\n]+)`", re.DOTALL)
HELD = re.compile("\ue000(\\d+)\ue001")
MARKS = (("*", "strong"), ("_", "em"), ("~", "s"))
DATE_WORDS: dict[str, Callable[[datetime], str]] = {
    "date_num": lambda m: f"{m:%Y-%m-%d}",
    "date_short": lambda m: f"{m.day} {m:%b %Y}",
    "date_short_pretty": lambda m: f"{m.day} {m:%b %Y}",
    "date_long": lambda m: f"{m:%A} {m.day} {m:%B %Y}",
    "date_long_pretty": lambda m: f"{m:%A} {m.day} {m:%B %Y}",
    "date_pretty": lambda m: f"{m.day} {m:%B %Y}",
    "date": lambda m: f"{m.day} {m:%B %Y}",
    "time": lambda m: f"{m:%H:%M}",
    "time_secs": lambda m: f"{m:%H:%M:%S}",
    "ago": lambda m: f"{m.day} {m:%B %Y}",
}


def to_html(text: str, names: Mapping[str, str]) -> str:
    """This text as HTML in which nothing that somebody wrote is markup."""
    held: list[str] = []

    def hold(markup: str) -> str:
        held.append(markup)
        return f"\ue000{len(held) - 1}\ue001"

    def code(found: re.Match[str]) -> str:
        tag = "pre" if found[1] else "code"
        return hold(f"<{tag}>{_safe(found[1] or found[2])}</{tag}>")

    text = re.sub("[\ue000\ue001]", "", text)
    text = CODE.sub(code, text)
    text = TOKEN.sub(lambda found: hold(_token_html(found[1], names)), text)
    lines = [_line(line) for line in text.split("\n")]
    joined = re.sub(r"</blockquote><br>", "</blockquote>", "<br>".join(lines))
    joined = joined.replace("</blockquote><blockquote>", "<br>")
    return HELD.sub(lambda found: held[int(found[1])], joined)


def to_plain(text: str, names: Mapping[str, str]) -> str:
    """This text as a person reads it, without marks."""
    text = TOKEN.sub(lambda found: _token_words(found[1], names)[0], text)
    for mark, _ in MARKS:
        text = _marked(mark).sub(r"\1", text)
    text = re.sub(r"^(&gt;|>) ?", "", text, flags=re.MULTILINE)
    return unescaped(text.replace("```", "").replace("`", ""))


def escaped(text: str) -> str:
    """What somebody typed, as Slack carries it: its three live characters made harmless."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescaped(text: str) -> str:
    """The same the other way about: only the three, so that an honest &copy; stays itself."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _line(line: str) -> str:
    quote = re.match(r"(&gt;|>) ?", line)
    escaped = _safe(line[quote.end() :] if quote else line)
    for mark, tag in MARKS:
        escaped = _marked(mark).sub(rf"<{tag}>\1</{tag}>", escaped)
    return f"<blockquote>{escaped}</blockquote>" if quote else escaped


def _marked(mark: str) -> re.Pattern[str]:
    m = re.escape(mark)
    return re.compile(rf"(?<![\w{m}]){m}(?=[^\s{m}])([^{m}\n]*?[^\s{m}]){m}(?![\w{m}])")


def _safe(text: str) -> str:
    return html.escape(unescaped(text))


def _token_html(token: str, names: Mapping[str, str]) -> str:
    words, link = _token_words(token, names)
    if link:
        return f'<a href="{_safe(link)}" rel="noreferrer">{_safe(words)}</a>'
    if token[0] in "@#" or token in ("!here", "!channel", "!everyone"):
        return f'<span class="mention">{_safe(words)}</span>'
    return _safe(words)


def _token_words(token: str, names: Mapping[str, str]) -> tuple[str, str]:
    body, _, label = token.partition("|")
    if body.startswith("@"):
        return "@" + names.get(body[1:], label or body[1:]), ""
    if body.startswith("#"):
        return "#" + (label or names.get(body[1:], body[1:])), ""
    if body.startswith("!date^"):
        return _date_words(body, label)
    if body.startswith("!"):
        return "@" + (label or body[1:]).lstrip("@"), ""
    if re.match(r"(https?://|mailto:|tel:)", body):
        return label or body.removeprefix("mailto:").removeprefix("tel:"), body
    return f"<{token}>", ""


def _date_words(body: str, fallback: str) -> tuple[str, str]:
    parts = body.split("^")
    try:
        moment = datetime.fromtimestamp(int(parts[1]), UK)
        pattern = parts[2]
    except (ValueError, IndexError):
        return fallback, ""

    def word(found: re.Match[str]) -> str:
        words = DATE_WORDS.get(found[1])
        return words(moment) if words else str(found[0])

    link = parts[3] if len(parts) > 3 and parts[3].startswith(("http://", "https://")) else ""
    return re.sub(r"\{(\w+)\}", word, pattern), link

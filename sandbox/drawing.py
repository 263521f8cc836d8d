"""Drawing: the page's templates, and the few words and colours they ask for."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from sandbox.clock import moment_of
from sandbox.mrkdwn import to_html
from sandbox.shelf import Doc

# Each reads at 4.5:1 or better under white letters.
TINTS = ("#1d5f6e", "#6b4a86", "#8a4b2d", "#2f6437", "#7a3b5d", "#3d5393", "#6a5a16", "#4d5a66")
APP_TINT = "#1f2a37"


@cache
def templates() -> Environment:
    """The templates, where nothing that is not defined passes in silence."""
    environment = Environment(
        loader=PackageLoader("sandbox", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "words": words,
        "mrkdwn": lambda text, names: Markup(to_html(text, names)),  # noqa: S704 - escapes first
        "at": lambda ts: f"{moment_of(ts):%H:%M}",
        "day": day,
        "initials": initials,
        "tint": tint,
        "local": local,
    }
    return environment


def draw(name: str, **values: Any) -> str:
    """One template with these values."""
    return templates().get_template(name).render(**values)


def words(text: Doc, names: Mapping[str, str]) -> Markup:
    """A text object as HTML."""
    if text["type"] == "mrkdwn":
        return Markup(to_html(text["text"], names))  # noqa: S704 - it escapes before it marks up
    return Markup("<br>").join(escape(line) for line in str(text["text"]).split("\n"))


def day(ts: str) -> str:
    """The day of a message: Thursday 2 April 2026."""
    moment = moment_of(ts)
    return f"{moment:%A} {moment.day} {moment:%B %Y}"


def initials(name: str) -> str:
    """Up to two letters for a name."""
    return "".join(part[0] for part in name.split()[:2]).upper()


def tint(person: Doc) -> str:
    """The colour of a person's agency; the app has its own."""
    if person["is_bot"]:
        return APP_TINT
    return TINTS[sum(str(person["agency"]).encode()) % len(TINTS)]


def local(seconds: int | None) -> str:
    """A moment as a datetime field wants it."""
    return f"{moment_of(str(seconds)):%Y-%m-%dT%H:%M}" if seconds else ""
